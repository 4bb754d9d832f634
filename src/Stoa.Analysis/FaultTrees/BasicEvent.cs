namespace Stoa.Analysis.FaultTrees;

/// <summary>A failure that is not explained further: an instance that dies, a zone that is lost. Basic events are independent of each other.</summary>
public sealed record BasicEvent
{
    /// <summary>A basic event with a name and a probability.</summary>
    /// <param name="name">A name that is unique in the tree; not empty.</param>
    /// <param name="probability">The probability that it holds when one looks, the unavailability: 0 to 1.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public BasicEvent(string name, double probability)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (probability is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is between 0 and 1.");
        }

        Name = name;
        Probability = probability;
    }

    /// <summary>The name, unique in the tree.</summary>
    public string Name { get; }

    /// <summary>
    /// The probability that the event holds when one looks, 0 to 1. For something that fails and is repaired this is its
    /// unavailability; where an <see cref="ErrorFactor"/> is given it is the mean of the lognormal distribution.
    /// </summary>
    public double Probability { get; }

    /// <summary>How often it fails while it works, failures an hour (λ); null where nobody said.</summary>
    public double? FailureRate { get; init; }

    /// <summary>How long a repair takes on average, in hours; null where nobody said.</summary>
    public double? MeanTimeToRepair { get; init; }

    /// <summary>
    /// How uncertain <see cref="Probability"/> is: the 95th percentile divided by the median of a lognormal distribution, at least 1.
    /// Null and 1 mean that it is taken as certain.
    /// </summary>
    public double? ErrorFactor { get; init; }

    /// <summary>
    /// Events of one group are known equally well or badly: a simulation errs on all of them in the same direction. Null where the
    /// event's error is its own.
    /// </summary>
    public string? UncertaintyGroup { get; init; }

    /// <summary>
    /// How often it happens, occurrences an hour: λ·(1 − q), or q divided by the repair time where only that is known. Null where
    /// neither is known; 0 for what never or always holds.
    /// </summary>
    public double? Frequency =>
        Probability is 0 or 1 ? 0
        : FailureRate is { } rate ? rate * (1 - Probability)
        : MeanTimeToRepair is > 0 and { } repair ? Probability / repair
        : null;

    /// <summary>An event of a component that fails and is repaired: in the long run it is down the share λ·r / (1 + λ·r) of the time.</summary>
    /// <param name="name">A name that is unique in the tree.</param>
    /// <param name="failureRate">λ, failures an hour while it works; not negative, finite.</param>
    /// <param name="meanTimeToRepair">r, hours; not negative, finite.</param>
    public static BasicEvent Repairable(string name, double failureRate, double meanTimeToRepair)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(failureRate);
        ArgumentOutOfRangeException.ThrowIfNegative(meanTimeToRepair);
        var load = failureRate * meanTimeToRepair;
        return new BasicEvent(name, double.IsPositiveInfinity(load) ? double.NaN : load / (1 + load))
        {
            FailureRate = failureRate,
            MeanTimeToRepair = meanTimeToRepair,
        };
    }
}
