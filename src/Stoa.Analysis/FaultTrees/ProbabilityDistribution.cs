namespace Stoa.Analysis.FaultTrees;

/// <summary>What the top's probability may be, given how uncertain the events' are.</summary>
public sealed class ProbabilityDistribution
{
    private readonly double[] sorted;

    internal ProbabilityDistribution(double[] samples)
    {
        sorted = samples;
        Array.Sort(sorted);
        var sum = 0.0;
        foreach (var sample in sorted)
        {
            sum += sample;
        }

        Mean = sum / sorted.Length;
    }

    /// <summary>How many times the probabilities were drawn.</summary>
    public int Trials => sorted.Length;

    /// <summary>The mean of the results.</summary>
    public double Mean { get; }

    /// <summary>Half of the results lie below.</summary>
    public double Median => Percentile(50);

    /// <summary>Five in a hundred results lie below.</summary>
    public double Lower => Percentile(5);

    /// <summary>Five in a hundred results lie above.</summary>
    public double Upper => Percentile(95);

    /// <summary>The result below which a share of them lies, between two neighbours in proportion.</summary>
    /// <param name="percent">0 to 100.</param>
    public double Percentile(double percent)
    {
        var place = Math.Clamp(percent, 0, 100) / 100 * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
