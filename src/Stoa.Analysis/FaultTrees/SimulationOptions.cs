namespace Stoa.Analysis.FaultTrees;

/// <summary>How the uncertainty of the inputs is carried to the top.</summary>
public sealed record SimulationOptions
{
    /// <summary>How many times the probabilities are drawn; positive, at most 10 million.</summary>
    public int Trials { get; init; } = 10_000;

    /// <summary>Where chance begins: the same seed gives the same result, on every machine.</summary>
    public ulong Seed { get; init; } = 1;
}
