namespace Stoa.Language.Evaluation;

/// <summary>How much an evaluation may do and build. What goes past a limit ends in one diagnostic and an unknown value.</summary>
public sealed record EvaluationLimits
{
    /// <summary>The usual limits: far above what any configuration needs, reached in about a second. What functions build is limited by themselves.</summary>
    public static readonly EvaluationLimits Default = new();

    /// <summary>How many operations all loops together may carry out.</summary>
    public long Steps { get; init; } = 20_000_000;

    /// <summary>How many UTF-16 code units a text may have that an expression builds.</summary>
    public int TextLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>How deeply expressions may nest; a chain of operators or steps nests once for each.</summary>
    public const int Nesting = 1_000;

    /// <summary>How deeply templates may render other templates.</summary>
    public const int TemplateNesting = 16;
}
