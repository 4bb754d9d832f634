using Stoa.Assessment.Framework;

namespace Stoa.Assessment.Scoring;

/// <summary>How much each part counts in a score; docs/reference/scoring.md explains them.</summary>
public static class Weights
{
    /// <summary>A best practice in the score of its question and pillar: 3, 2 or 1.</summary>
    public static int Of(RiskLevel level) => level switch { RiskLevel.High => 3, RiskLevel.Medium => 2, _ => 1 };

    /// <summary>A check among the checks of a best practice: 3, 2 or 1.</summary>
    public static int Of(Severity severity) => severity switch { Severity.High => 3, Severity.Medium => 2, _ => 1 };

    /// <summary>The share met of a best practice that a person says is partly followed.</summary>
    public const double Partly = 0.5;
}
