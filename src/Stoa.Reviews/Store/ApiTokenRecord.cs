namespace Stoa.Reviews.Store;

/// <summary>A token for our own API: of a person, or of a pipeline that may bring evidence to one workload. Only its hash is kept.</summary>
public sealed class ApiTokenRecord
{
    /// <summary>The id, by which people tell tokens apart.</summary>
    public required string Id { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The person who made it, and whose role a token of a person has.</summary>
    public required string PersonId { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>The one workload that it is for; null: it stands for the person.</summary>
    public string? WorkloadId { get; init; }

    /// <summary>SHA-256 of the token, which is random enough not to need more.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it no longer works.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When somebody ended it; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The day of its last use; null: never.</summary>
    public DateOnly? UsedOn { get; set; }
}
