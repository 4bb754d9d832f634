namespace Stoa.Reviews.Store;

/// <summary>An architecture decision of a workload. Its text is a MADR document; what lists and links need stands beside it.</summary>
public sealed class DecisionRecord : IVersioned
{
    public required string Id { get; init; }

    public required string WorkloadId { get; init; }

    /// <summary>From 1, unique in the workload.</summary>
    public required int Number { get; init; }

    public required string Title { get; set; }

    /// <summary>As MADR writes it: <c>proposed</c>, <c>accepted</c>, <c>superseded</c>, ….</summary>
    public required string Status { get; set; }

    public DateOnly Date { get; set; }

    /// <summary>The whole document, MADR 4.</summary>
    public required string Markdown { get; set; }

    /// <summary>What it was decided for: a lens, a question and a best practice; each may be null.</summary>
    public string? LensAlias { get; set; }

    public string? QuestionId { get; set; }

    public string? ChoiceId { get; set; }

    public int? MilestoneNumber { get; set; }

    /// <summary>The number of the decision that took this one's place.</summary>
    public int? SupersededBy { get; set; }

    public required string By { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
