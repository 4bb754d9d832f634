using System.Collections.Immutable;

namespace Stoa.Analysis.FaultTrees;

/// <summary>How often the whole fails, and for how long, in the long run.</summary>
/// <param name="Unavailability">The probability of the top event.</param>
/// <param name="PerHour">Failures an hour.</param>
public sealed record FailureFrequency(double Unavailability, double PerHour)
{
    /// <summary>Hours from one failure to the next (MTBF); infinite where it never fails.</summary>
    public double MeanTimeBetweenFailures => 1 / PerHour;

    /// <summary>Hours that a failure lasts (MTTR of the whole); NaN where it never fails.</summary>
    public double MeanTimeToRepair => Unavailability / PerHour;

    /// <summary>Hours from the end of one failure to the next (MTTF in the long run); infinite where it never fails.</summary>
    public double MeanTimeToFailure => (1 - Unavailability) / PerHour;

    /// <summary>What each event adds to <see cref="PerHour"/>, in the order of the tree's events.</summary>
    public required ImmutableArray<double> Contributions { get; init; }
}
