using System.Collections.Immutable;
using Stoa.Assessment.Framework;

namespace Stoa.Assessment;

/// <summary>The risk of a question, in the terms of AWS's own tool.</summary>
public enum Risk
{
    /// <summary>Everything applicable is known, and nothing that matters is unmet.</summary>
    None,

    /// <summary>Nothing is unmet as far as is known, but something is not known.</summary>
    Unanswered,

    /// <summary>A best practice of level MEDIUM is unmet, none of level HIGH.</summary>
    Medium,

    /// <summary>A best practice of level HIGH is unmet.</summary>
    High,

    /// <summary>No best practice of it applies.</summary>
    NotApplicable,
}

/// <summary>What a review concluded about a question.</summary>
public sealed record QuestionResult
{
    /// <summary>The question.</summary>
    public required Question Question { get; init; }

    /// <summary>Its risk.</summary>
    public required Risk Risk { get; init; }

    /// <summary>The share, from 0 to 1, of its applicable best practices about which something is known.</summary>
    public required double Coverage { get; init; }

    /// <summary>From 0 to 100, over the best practices about which something is known; null where nothing is.</summary>
    public required double? Score { get; init; }

    /// <summary>The best practices in the lens's order.</summary>
    public required ImmutableArray<BestPracticeResult> BestPractices { get; init; }
}

/// <summary>What is known of a best practice.</summary>
public enum BestPracticeState
{
    /// <summary>Nobody and nothing has said.</summary>
    Unknown,

    /// <summary>Something bears on it but cannot say before deployment.</summary>
    Undecided,

    /// <summary>It is followed.</summary>
    Met,

    /// <summary>It is followed in some places and not in others.</summary>
    Partly,

    /// <summary>It is not followed.</summary>
    Unmet,

    /// <summary>A person says it is followed and a check says it is not: it counts as unmet.</summary>
    Disputed,

    /// <summary>It does not concern this workload.</summary>
    NotApplicable,
}

/// <summary>What a review concluded about a best practice.</summary>
public sealed record BestPracticeResult
{
    /// <summary>The best practice.</summary>
    public required BestPractice BestPractice { get; init; }

    /// <summary>What is known.</summary>
    public required BestPracticeState State { get; init; }

    /// <summary>The share met, from 0 to 1; null where it is not known or does not apply.</summary>
    public required double? Met { get; init; }

    /// <summary>Why, in a stable order: checks by id, then answers.</summary>
    public required ImmutableArray<Evidence> Evidence { get; init; }

    /// <summary>
    /// The acceptance of the risk that is in force: the question's risk no longer counts this practice. Its score still does.
    /// </summary>
    public AcceptedRisk? Acceptance { get; init; }

    /// <summary>Whether something is known of it.</summary>
    public bool IsKnown => Met is not null;

    /// <summary>Whether it counts as not followed where risks are judged: partly, unmet or disputed, and the risk is not accepted.</summary>
    public bool IsAtRisk =>
        State is BestPracticeState.Partly or BestPracticeState.Unmet or BestPracticeState.Disputed && Acceptance is null;
}
