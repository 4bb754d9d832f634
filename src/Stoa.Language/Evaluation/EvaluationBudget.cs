using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Language.Evaluation;

/// <summary>What is left of the limits; shared by all frames of one review, so that many small expressions cannot do what one may not.</summary>
public sealed class EvaluationBudget(EvaluationLimits? limits = null)
{
    private long spent;

    /// <summary>The limits.</summary>
    public EvaluationLimits Limits { get; } = limits ?? EvaluationLimits.Default;

    /// <summary>Whether nothing is left: from here on loops end at once, with an unknown value.</summary>
    public bool IsExhausted => spent > Limits.Steps;

    /// <summary>Spends some steps; false, and one diagnostic, where they are not left.</summary>
    public bool TrySpend(long steps, DiagnosticBag diagnostics, Location where)
    {
        if (IsExhausted)
        {
            return false;
        }

        spent += steps;
        if (!IsExhausted)
        {
            return true;
        }

        diagnostics.Add(LanguageDiagnostics.TooManySteps(Limits.Steps, where));
        return false;
    }
}
