namespace Stoa.Server.Api.Aws;

/// <summary>A key that may sign requests, and whom it stands for. Not a record: its text must never show the secret.</summary>
/// <param name="accessKeyId">The public half, for example <c>STOA7QK…</c>.</param>
/// <param name="secret">The secret half.</param>
/// <param name="accountId">The account whose record the key opens: 12 digits, as ARNs carry it.</param>
/// <param name="principal">Whom the key stands for; handed on to handlers as it is.</param>
public class AwsCredential(string accessKeyId, string secret, string accountId, object principal)
{
    /// <summary>The public half.</summary>
    public string AccessKeyId { get; } = accessKeyId;

    /// <summary>The secret half.</summary>
    public string Secret { get; } = secret;

    /// <summary>The account whose record the key opens.</summary>
    public string AccountId { get; } = accountId;

    /// <summary>Whom the key stands for.</summary>
    public object Principal { get; } = principal;

    /// <summary>The session token that every request must carry beside the signature; null for a lasting key, which carries none.</summary>
    public string? SessionToken { get; init; }

    /// <summary>When the key ends; null for a lasting key.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The public half alone.</summary>
    public override string ToString() => AccessKeyId;
}

/// <summary>Finds keys. Registered with the services and asked once for each signed request, within the request's own scope.</summary>
public interface IAwsCredentials
{
    /// <summary>The key with this id, or null where none is known or it may no longer be used.</summary>
    ValueTask<AwsCredential?> FindAsync(string accessKeyId, CancellationToken cancellationToken);

    /// <summary>Called once a request's signature has shown that whoever sent it has the secret.</summary>
    ValueTask UsedAsync(AwsCredential credential) => ValueTask.CompletedTask;
}
