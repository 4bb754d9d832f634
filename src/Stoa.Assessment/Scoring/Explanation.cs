using System.Collections.Immutable;
using Stoa.Assessment.Checks;

namespace Stoa.Assessment.Scoring;

/// <summary>How a result came about, so that everybody can do the sum again: what <c>stoa explain</c> shows.</summary>
public abstract record Explanation
{
    /// <summary>Why a question has its risk and its score.</summary>
    /// <param name="Pillar">The question's pillar.</param>
    /// <param name="Result">The question's result.</param>
    /// <param name="Terms">One line of the sum for each of its best practices, in order.</param>
    /// <param name="Met">Σ w·m over the terms that are known.</param>
    /// <param name="Weight">Σ w over the terms that are known.</param>
    /// <param name="Known">How many best practices are known.</param>
    /// <param name="Applicable">How many apply.</param>
    /// <param name="RiskReason">Why the risk is what it is: one sentence without full stop.</param>
    public sealed record OfQuestion(
        PillarResult Pillar,
        QuestionResult Result,
        ImmutableArray<ScoreTerm> Terms,
        double Met,
        int Weight,
        int Known,
        int Applicable,
        string RiskReason) : Explanation;

    /// <summary>What a check asks and what it said.</summary>
    /// <param name="Check">The check.</param>
    /// <param name="Page">Its page; null where it cannot be had.</param>
    /// <param name="BestPractices">The best practices it is evidence for, with their titles.</param>
    /// <param name="Verdicts">What it said of each resource, passes too.</param>
    public sealed record OfCheck(
        Check Check,
        CheckPage? Page,
        ImmutableArray<BestPracticeResult> BestPractices,
        ImmutableArray<Verdict> Verdicts) : Explanation;

    /// <summary>What all checks said of a resource.</summary>
    /// <param name="Address">The resource's address.</param>
    /// <param name="Verdicts">The verdicts, passes too.</param>
    public sealed record OfResource(string Address, ImmutableArray<Verdict> Verdicts) : Explanation;
}

/// <summary>One line of a score's sum.</summary>
/// <param name="Practice">The best practice.</param>
/// <param name="Weight">w: 3, 2 or 1.</param>
/// <param name="Met">m, from 0 to 1; null: not known or not applicable, and so not in the sum.</param>
public sealed record ScoreTerm(BestPracticeResult Practice, int Weight, double? Met)
{
    /// <summary>w·m; null where it is not in the sum.</summary>
    public double? Product => Met * Weight;
}
