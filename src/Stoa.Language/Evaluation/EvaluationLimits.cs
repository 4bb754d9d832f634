using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Language.Evaluation;

/// <summary>How much an evaluation may do and build. What goes past a limit ends in one diagnostic and an unknown value.</summary>
public sealed record EvaluationLimits
{
    /// <summary>The usual limits: far above what any configuration needs, reached in about a second.</summary>
    public static readonly EvaluationLimits Default = new();

    /// <summary>How many operations all loops together may carry out.</summary>
    public long Steps { get; init; } = 20_000_000;

    /// <summary>How many elements a collection may have that an expression builds.</summary>
    public int CollectionSize { get; init; } = 1_000_000;

    /// <summary>How many UTF-16 code units a text may have that an expression builds.</summary>
    public int TextLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>How deeply expressions may nest; a chain of operators or steps nests once for each.</summary>
    public const int Nesting = 1_000;

    /// <summary>How deeply templates may render other templates.</summary>
    public const int TemplateNesting = 16;
}

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
