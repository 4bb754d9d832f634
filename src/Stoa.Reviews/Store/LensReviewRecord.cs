namespace Stoa.Reviews.Store;

/// <summary>A workload's review against one lens.</summary>
public sealed class LensReviewRecord : IVersioned
{
    public required string WorkloadId { get; init; }

    /// <summary>The lens: <c>wellarchitected</c>, or a custom lens's ARN.</summary>
    public required string LensAlias { get; init; }

    /// <summary>The version that the review keeps to.</summary>
    public required string LensVersion { get; set; }

    public string? Notes { get; set; }

    /// <summary>Notes by pillar id.</summary>
    public Dictionary<string, string> PillarNotes { get; set; } = [];

    /// <summary>AWS's Jira settings of the review as JSON: kept, and not acted on.</summary>
    public string? JiraConfiguration { get; set; }

    /// <summary>The order in which lenses were added.</summary>
    public int Order { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
