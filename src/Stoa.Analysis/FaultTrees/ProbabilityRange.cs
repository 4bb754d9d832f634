namespace Stoa.Analysis.FaultTrees;

/// <summary>A probability, or the two figures that it certainly lies between where the tree was too large to be solved.</summary>
/// <param name="Lower">It is at least this, 0 to 1.</param>
/// <param name="Upper">It is at most this; the same as <paramref name="Lower"/> where it is exact.</param>
public readonly record struct ProbabilityRange(double Lower, double Upper)
{
    /// <summary>Whether it is exact, to the precision of a <see cref="double"/>.</summary>
    public bool IsExact => Lower == Upper;

    /// <summary>The probability; where it is not exact the upper, cautious figure.</summary>
    public double Value => Upper;

    /// <summary>The probability of the opposite.</summary>
    public ProbabilityRange Complement => new(1 - Upper, 1 - Lower);

    internal static ProbabilityRange Exactly(double value) => new(value, value);
}
