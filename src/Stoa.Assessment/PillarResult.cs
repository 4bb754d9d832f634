using System.Collections.Immutable;
using Stoa.Assessment.Framework;

namespace Stoa.Assessment;

/// <summary>What a review concluded about a pillar.</summary>
public sealed record PillarResult
{
    /// <summary>Below this score a pillar needs improvement.</summary>
    public const double ImprovementThreshold = 75;

    /// <summary>The pillar.</summary>
    public required Pillar Pillar { get; init; }

    /// <summary>From 0 to 100, over the best practices about which something is known; null where nothing is.</summary>
    public required double? Score { get; init; }

    /// <summary>The share, from 0 to 1, of applicable best practices about which something is known.</summary>
    public required double Coverage { get; init; }

    /// <summary>How many questions stand at each risk.</summary>
    public required RiskCounts Risks { get; init; }

    /// <summary>The questions in the lens's order.</summary>
    public required ImmutableArray<QuestionResult> Questions { get; init; }

    /// <summary>Whether the score, as shown (rounded), is below <see cref="ImprovementThreshold"/>.</summary>
    public bool NeedsImprovement => Score is { } score && Math.Round(score) < ImprovementThreshold;
}

/// <summary>How many questions stand at each risk.</summary>
public readonly record struct RiskCounts(int High, int Medium, int None, int Unanswered, int NotApplicable)
{
    /// <summary>The sum of two counts.</summary>
    public static RiskCounts operator +(RiskCounts a, RiskCounts b) => new(
        a.High + b.High, a.Medium + b.Medium, a.None + b.None, a.Unanswered + b.Unanswered, a.NotApplicable + b.NotApplicable);
}
