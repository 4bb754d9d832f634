namespace Stoa.Reviews.Store;

/// <summary>
/// A key for AWS's API. Verifying a signature needs the secret itself, so it is kept encrypted under a key that is not in the store.
/// </summary>
public sealed class AccessKeyRecord
{
    /// <summary>Twenty characters: the public half.</summary>
    public required string Id { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The person whose key it is and whose role it has.</summary>
    public required string PersonId { get; init; }

    /// <summary>The secret, encrypted; empty once the key is revoked.</summary>
    public required byte[] SecretCipher { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it no longer works; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When somebody ended it; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The day of its last use; null: never.</summary>
    public DateOnly? UsedOn { get; set; }
}
