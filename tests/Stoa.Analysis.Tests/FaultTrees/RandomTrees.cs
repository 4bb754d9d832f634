using Stoa.Analysis.FaultTrees;

namespace Stoa.Analysis.Tests.FaultTrees;

/// <summary>Small trees of every shape, from a seed, and what is known of them by trying all states.</summary>
internal static class RandomTrees
{
    /// <summary>A tree of up to <paramref name="maximumEvents"/> events and a dozen gates that share sub-trees.</summary>
    public static FaultTree Next(Random random, bool coherent, int maximumEvents = 10)
    {
        var builder = new FaultTreeBuilder();
        var formulas = new List<Formula>();
        var events = random.Next(1, maximumEvents) + 1;
        for (var i = 0; i < events; i++)
        {
            var probability = random.Next(8) switch
            {
                0 => Math.Pow(10, -random.Next(2, 7)),
                1 => 1 - Math.Pow(10, -random.Next(2, 7)),
                2 when random.Next(4) == 0 => random.Next(2),
                _ => random.NextDouble(),
            };
            formulas.Add(builder.Event(new BasicEvent($"e{i}", probability) { FailureRate = random.NextDouble() }));
        }

        if (random.Next(6) == 0)
        {
            formulas.Add(builder.House("house", random.Next(2) == 0));
        }

        var gates = random.Next(3, 17);
        for (var i = 0; i < gates; i++)
        {
            // Now and then one that stands twice, or none; the last gate takes the ones before it.
            var arguments = new Formula[random.Next(40) == 0 ? random.Next(2) : random.Next(2, 5)];
            for (var a = 0; a < arguments.Length; a++)
            {
                var pick = formulas[i == gates - 1 ? formulas.Count - 1 - random.Next(Math.Min(gates, formulas.Count)) : random.Next(formulas.Count)];
                arguments[a] = coherent || random.Next(5) > 0 ? pick : builder.Not(pick);
            }

            formulas.Add(random.Next(coherent ? 5 : 8) switch
            {
                0 or 1 => builder.And(arguments),
                2 or 3 => builder.Or(arguments),
                4 => builder.AtLeast(random.Next(20) == 0 ? random.Next(8) : random.Next(1, arguments.Length + 1), arguments),
                5 => builder.Xor(arguments),
                6 => builder.Nand(arguments),
                _ => builder.Iff(formulas[0], formulas[^1]),
            });
        }

        return builder.Build(formulas[^1]);
    }

    /// <summary>For each state of the events, a bit each, whether the top holds.</summary>
    public static bool[] TruthTable(FaultTree tree)
    {
        var table = new bool[1 << tree.Events.Length];
        var states = new bool[tree.Events.Length];
        for (var mask = 0; mask < table.Length; mask++)
        {
            for (var i = 0; i < states.Length; i++)
            {
                states[i] = (mask >> i & 1) == 1;
            }

            table[mask] = tree.Evaluate(states);
        }

        return table;
    }

    /// <summary>The probability of the states in which the top holds.</summary>
    public static double Probability(bool[] table, IReadOnlyList<double> probabilities)
    {
        var sum = 0.0;
        for (var mask = 0; mask < table.Length; mask++)
        {
            if (table[mask])
            {
                var product = 1.0;
                for (var i = 0; i < probabilities.Count; i++)
                {
                    product *= (mask >> i & 1) == 1 ? probabilities[i] : 1 - probabilities[i];
                }

                sum += product;
            }
        }

        return sum;
    }
}
