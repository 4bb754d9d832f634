using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Server.Api.Aws;

/// <summary>One authenticated call whose input keeps to the model.</summary>
public sealed class AwsCall
{
    /// <summary>The operation.</summary>
    public required AwsOperationModel Operation { get; init; }

    /// <summary>The input: members by the model's names, from path, query and body alike.</summary>
    public required JsonObject Input { get; init; }

    /// <summary>Whom the key stands for, as <see cref="IAwsCredentials"/> gave it.</summary>
    public required object Principal { get; init; }

    /// <summary>The account whose record is asked: 12 digits.</summary>
    public required string AccountId { get; init; }

    /// <summary>The region that the client signed for; ARNs carry it.</summary>
    public required string Region { get; init; }

    /// <summary>The services of this request's scope.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The id that the response and the log carry.</summary>
    public required string RequestId { get; init; }

    /// <summary>Set when the client goes away.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The token that makes a repeated call one call; null where the operation has none or the client sent none.</summary>
    public string? IdempotencyToken => Operation.IdempotencyToken is { } member ? Input[member.Name]?.GetValue<string>() : null;

    /// <summary>The input as a record whose properties bear the members' names; an optional member is a nullable property.</summary>
    public TIn Read<TIn>() => Input.Deserialize<TIn>(AwsJson.Options)!;

    /// <summary>A service of this request's scope.</summary>
    public TService Service<TService>()
        where TService : notnull => Services.GetRequiredService<TService>();
}
