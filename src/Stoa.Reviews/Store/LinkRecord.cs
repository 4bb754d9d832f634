namespace Stoa.Reviews.Store;

/// <summary>What a one-time link is for.</summary>
public enum LinkKind
{
    /// <summary>To create the first administrator of a server that has nobody.</summary>
    FirstStart,

    /// <summary>To set the password of a person: a new one, or one who forgot it.</summary>
    Password,
}

/// <summary>A link that works once. Only the hash of its token is kept.</summary>
public sealed class LinkRecord
{
    /// <summary>SHA-256 of the token, in hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required LinkKind Kind { get; init; }

    /// <summary>The person whose password it sets; null for the first start.</summary>
    public string? PersonId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it no longer works; null: it works until it is used.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
