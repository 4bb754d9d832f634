using Stoa.Assessment.Framework;

namespace Stoa.Assessment.Scoring;

/// <summary>From the standings of best practices to risks, scores and coverage; the rules of docs/reference/scoring.md.</summary>
public static class ScoreRules
{
    /// <summary>
    /// The score of some best practices, 100 × Σ w·m / Σ w over those of which something is known; null where nothing is.
    /// </summary>
    /// <param name="practices">The weight of each and the share met, from 0 to 1.</param>
    public static double? ScoreOf(IEnumerable<(int Weight, double? Met)> practices)
    {
        double met = 0, all = 0;
        foreach (var (weight, share) in practices)
        {
            if (share is { } known)
            {
                met += weight * known;
                all += weight;
            }
        }

        return all == 0 ? null : 100 * met / all;
    }

    /// <summary>
    /// The share of applicable best practices of which something is known. Where none applies there is nothing left to know: 1.
    /// </summary>
    public static double CoverageOf(IEnumerable<(BestPracticeState State, double? Met)> practices)
    {
        int known = 0, applicable = 0;
        foreach (var (state, met) in practices)
        {
            applicable += state == BestPracticeState.NotApplicable ? 0 : 1;
            known += met is null ? 0 : 1;
        }

        return applicable == 0 ? 1 : (double)known / applicable;
    }

    /// <summary>The risk of a question, from its best practices.</summary>
    /// <param name="practices">Of each its level, what is known, and whether it counts as not followed and not accepted.</param>
    public static Risk RiskOf(IEnumerable<(RiskLevel Level, BestPracticeState State, bool IsAtRisk)> practices)
    {
        bool applies = false, high = false, medium = false, open = false;
        foreach (var (level, state, isAtRisk) in practices)
        {
            if (state == BestPracticeState.NotApplicable)
            {
                continue;
            }

            applies = true;
            high |= isAtRisk && level == RiskLevel.High;
            medium |= isAtRisk && level == RiskLevel.Medium;
            open |= state is BestPracticeState.Unknown or BestPracticeState.Undecided;
        }

        // LOW alone gives no risk, but NONE is said only when nothing is left to find out.
        return !applies ? Risk.NotApplicable
            : high ? Risk.High
            : medium ? Risk.Medium
            : open ? Risk.Unanswered
            : Risk.None;
    }
}
