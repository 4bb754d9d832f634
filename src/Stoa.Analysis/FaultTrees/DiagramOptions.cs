namespace Stoa.Analysis.FaultTrees;

/// <summary>How much a <see cref="BinaryDecisionDiagram"/> may cost.</summary>
public sealed record DiagramOptions
{
    /// <summary>
    /// How many nodes a module's diagram may have while it is made; about 40 bytes each. What needs more is bounded instead of solved.
    /// Positive.
    /// </summary>
    public int NodeLimit { get; init; } = 4_000_000;
}
