namespace Stoa.Analysis.FaultTrees;

public sealed partial class BinaryDecisionDiagram
{
    /// <summary>
    /// Draws the probability of every event that has an error factor from its lognormal distribution, events of one uncertainty group
    /// with one draw, and solves the tree again each time. Null where the tree was not solved exactly.
    /// </summary>
    public ProbabilityDistribution? Simulate(SimulationOptions? options = null)
    {
        options ??= new SimulationOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Trials);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Trials, 10_000_000);
        if (!IsExact)
        {
            return null;
        }

        var events = Tree.Events;
        var probabilities = events.Select(e => e.Probability).ToArray();
        var draws = new Dictionary<string, int>();
        var uncertain = new List<(int Event, int Draw, double Median, double Deviation)>();
        var count = 0;
        for (var i = 0; i < events.Length; i++)
        {
            if (events[i].ErrorFactor is > 1 and { } factor && probabilities[i] is > 0 and < 1)
            {
                var draw = count;
                if (events[i].UncertaintyGroup is not { } group)
                {
                    count++;
                }
                else if (!draws.TryGetValue(group, out draw))
                {
                    draws.Add(group, draw = count++);
                }

                // A lognormal variable whose 95th percentile is a factor above its median, and whose mean is the event's probability.
                var deviation = ElementaryFunctions.Log(factor) / ElementaryFunctions.NormalQuantile(0.95);
                uncertain.Add((i, draw, probabilities[i] * ElementaryFunctions.Exp(-deviation * deviation / 2), deviation));
            }
        }

        var chance = new Xoshiro256(options.Seed);
        var normals = new double[count];
        var samples = new double[options.Trials];
        var sweep = graph.Top > 1 ? new Sweep(this) : null;
        for (var trial = 0; trial < samples.Length; trial++)
        {
            for (var i = 0; i < count; i++)
            {
                normals[i] = ElementaryFunctions.NormalQuantile(chance.NextProbability());
            }

            foreach (var (index, draw, median, deviation) in uncertain)
            {
                probabilities[index] = Math.Min(1, median * ElementaryFunctions.Exp(deviation * normals[draw]));
            }

            samples[trial] = sweep?.Run(probabilities) ?? graph.Top;
        }

        return new ProbabilityDistribution(samples);
    }
}
