namespace Stoa.Reviews.Store;

/// <summary>A lens that somebody wrote. Its drafts replace one another; its versions stay.</summary>
public sealed class CustomLensRecord : IVersioned
{
    /// <summary>The lens's ARN, which is also its alias.</summary>
    public required string Arn { get; init; }

    public required string AccountId { get; init; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>The draft's JSON; null where nothing waits to be published.</summary>
    public string? Draft { get; set; }

    public Dictionary<string, string> Tags { get; set; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it was deleted: reviews against it stay readable. Null while it exists.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>A published version of a custom lens. Never changed.</summary>
public sealed class CustomLensVersionRecord
{
    public required string Arn { get; init; }

    /// <summary>From 1, in the order of publishing.</summary>
    public required int Number { get; init; }

    /// <summary>What its author calls it; unique in the lens.</summary>
    public required string Name { get; init; }

    /// <summary>Whether workloads move to it only when somebody says so.</summary>
    public bool IsMajor { get; init; }

    public required string Json { get; init; }

    public DateTimeOffset PublishedAt { get; init; }
}
