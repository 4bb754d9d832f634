namespace Stoa.Analysis.FaultTrees;

/// <summary>Which minimal cut sets are wanted, and what they may cost.</summary>
public sealed record CutSetOptions
{
    /// <summary>The most events a set is followed to; 0 to 63. The default of 63 leaves out none that anyone would read.</summary>
    public int MaximumOrder { get; init; } = 63;

    /// <summary>How many sets are listed; those of fewest events first. They are counted beyond that.</summary>
    public int MaximumCount { get; init; } = 10_000;

    /// <summary>How many nodes the families of sets may take; about 45 bytes each. Positive.</summary>
    public int NodeLimit { get; init; } = 4_000_000;
}
