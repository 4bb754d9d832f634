using Stoa.Assessment;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Standing;

/// <summary>Where a workload stands against a lens: computed, of one moment.</summary>
public sealed record LensStanding
{
    /// <summary>From 0 to 100 over everything of which something is known; null where nothing is.</summary>
    public double? Score { get; init; }

    /// <summary>The share, from 0 to 1, of applicable best practices of which something is known.</summary>
    public double Coverage { get; init; }

    /// <summary>How many questions stand at each risk.</summary>
    public RiskCounts Risks { get; init; }

    /// <summary>The pillars in the lens's order.</summary>
    public IReadOnlyList<PillarStanding> Pillars { get; init; } = [];

    /// <summary>Every question in order.</summary>
    public IEnumerable<QuestionStanding> Questions => Pillars.SelectMany(static p => p.Questions);
}

/// <summary>Where a workload stands in a pillar.</summary>
public sealed record PillarStanding
{
    /// <summary>The pillar's id in AWS's API.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>From 0 to 100; null where nothing is known.</summary>
    public double? Score { get; init; }

    /// <summary>From 0 to 1.</summary>
    public double Coverage { get; init; }

    /// <summary>How many of its questions stand at each risk.</summary>
    public RiskCounts Risks { get; init; }

    /// <summary>Its questions in order.</summary>
    public IReadOnlyList<QuestionStanding> Questions { get; init; } = [];

    /// <summary>Whether the score, as shown (rounded), is below <see cref="PillarResult.ImprovementThreshold"/>.</summary>
    public bool NeedsImprovement => Score is { } score && Math.Round(score) < PillarResult.ImprovementThreshold;
}

/// <summary>Where a workload stands in a question.</summary>
public sealed record QuestionStanding
{
    /// <summary>The question's id in AWS's API.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it: <c>REL10</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The question.</summary>
    public required string Title { get; init; }

    /// <summary>Its risk.</summary>
    public Risk Risk { get; init; }

    /// <summary>From 0 to 100; null where nothing is known.</summary>
    public double? Score { get; init; }

    /// <summary>From 0 to 1.</summary>
    public double Coverage { get; init; }

    /// <summary>Its best practices in order, the choice that says "none of these" left out.</summary>
    public IReadOnlyList<ChoiceStanding> Choices { get; init; } = [];
}

/// <summary>Where a workload stands in a best practice.</summary>
public sealed record ChoiceStanding
{
    /// <summary>The choice's id in AWS's API.</summary>
    public required string Id { get; init; }

    /// <summary><c>REL10-BP01</c>; null in custom lenses.</summary>
    public string? Practice { get; init; }

    /// <summary>The best practice in a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>How much is at stake.</summary>
    public Assessment.Framework.RiskLevel Level { get; init; }

    /// <summary>What is known.</summary>
    public BestPracticeState State { get; init; }

    /// <summary>The share met, from 0 to 1; null where it is not known or does not apply.</summary>
    public double? Met { get; init; }

    /// <summary>Whether it counts as not followed where risks are judged.</summary>
    public bool IsAtRisk { get; init; }

    /// <summary>What a person says; null where nobody has said anything.</summary>
    public ChoiceAnswer? Answer { get; init; }

    /// <summary>What evidence suggests to answer; null where a person has answered, or nothing is proved either way.</summary>
    public ChoiceStatus? Suggestion { get; init; }

    /// <summary>What checks and figures say.</summary>
    public IReadOnlyList<Proof> Proofs { get; init; } = [];

    /// <summary>The acceptance of its risk that is in force; null where there is none.</summary>
    public Acceptance? Acceptance { get; init; }
}

/// <summary>The acceptance of a risk.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Expires">The last day on which it holds.</param>
/// <param name="By">Who accepted it.</param>
public sealed record Acceptance(string Reason, DateOnly Expires, string By);
