using System.Collections.Immutable;

namespace Stoa.Assessment;

/// <summary>One piece of advice: what to do, why it stands where it stands, and where to do it.</summary>
public sealed record PlanItem
{
    /// <summary>Its place in the order of advice, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>The check whose title says what should hold.</summary>
    public required Check Check { get; init; }

    /// <summary>The best practice that puts it here: of those the check is evidence for, the one whose question is at the highest risk.</summary>
    public required string BestPractice { get; init; }

    /// <summary>That best practice's question.</summary>
    public required string Question { get; init; }

    /// <summary>The risk of that question.</summary>
    public required Risk Risk { get; init; }

    /// <summary>The places, by file and line; at least one.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>How many resources fail in all.</summary>
    public required int Resources { get; init; }
}
