namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// Two figures between which a probability certainly lies. Gates that all move one way with independent events are positively
/// associated (Esary, Proschan, Walkup 1967): all of them hold at least as often as if they were independent. Where gates move both ways
/// only Fréchet's bounds are left. It is shared events that make the two figures part, so that the cases in which they part most are
/// split, again and again, by what the most shared event does.
/// </summary>
internal static class ProbabilityBounds
{
    /// <summary>How many cases are split; each costs two walks over the graph.</summary>
    private const int Splits = 500;

    /// <summary>The figures are near enough when they differ by this, relative to the upper one.</summary>
    private const double Near = 1e-9;

    /// <summary>The bounds of the top of a graph.</summary>
    public static ProbabilityRange Of(LogicGraph graph, ReadOnlySpan<double> probabilities)
    {
        var directions = Monotony.Of(graph);
        var pivots = MostShared(graph, probabilities);
        var ranges = new ProbabilityRange[graph.Count];
        var all = probabilities.ToArray();
        var whole = new Case(null, false, 0, 1, default);
        whole = whole with { Range = Walk(graph, ranges, directions, all, pivots, whole) };
        var (lower, upper) = (whole.Range.Lower, whole.Range.Upper);
        var cases = new PriorityQueue<Case, double>();
        cases.Enqueue(whole, -1);
        for (var i = 0; i < Splits && upper - lower > Near * upper && cases.TryDequeue(out var widest, out _); i++)
        {
            if (widest.Depth == pivots.Count)
            {
                continue;
            }

            lower -= widest.Weight * widest.Range.Lower;
            upper -= widest.Weight * widest.Range.Upper;
            var held = all[graph.Value(pivots[widest.Depth])];
            foreach (var holds in (ReadOnlySpan<bool>)[true, false])
            {
                var part = new Case(widest, holds, widest.Depth + 1, widest.Weight * (holds ? held : 1 - held), default);
                part = part with { Range = Walk(graph, ranges, directions, all, pivots, part) };
                lower += part.Weight * part.Range.Lower;
                upper += part.Weight * part.Range.Upper;
                cases.Enqueue(part, -part.Weight * (part.Range.Upper - part.Range.Lower));
            }
        }

        // Roundings must not make the interval narrower than it is: each sum may be off by a few parts in 1e16 of what was in it.
        return new ProbabilityRange(Math.Max(0, (lower * (1 - 1e-12)) - 1e-13), Math.Min(1, (upper * (1 + 1e-12)) + 1e-13));
    }

    private static ProbabilityRange Walk(
        LogicGraph graph, ProbabilityRange[] ranges, Direction[] directions, double[] probabilities, List<int> pivots, Case decided)
    {
        for (var node = 1; node < graph.Count; node++)
        {
            if (graph.Kind(node) == LogicKind.Variable)
            {
                ranges[node] = ProbabilityRange.Exactly(probabilities[graph.Value(node)]);
            }
        }

        for (var at = decided; at.Outer is not null; at = at.Outer)
        {
            ranges[pivots[at.Depth - 1]] = ProbabilityRange.Exactly(at.Holds ? 1 : 0);
        }

        return Walk(graph, ranges, directions);
    }

    private static ProbabilityRange Walk(LogicGraph graph, ProbabilityRange[] ranges, Direction[] directions)
    {
        for (var node = 1; node < graph.Count; node++)
        {
            ranges[node] = graph.Kind(node) switch
            {
                LogicKind.And => And(graph.Arguments(node), ranges, Monotony.Common(graph.Arguments(node), directions) != Direction.Mixed),
                LogicKind.AtLeast => AtLeast(graph.Value(node), graph.Arguments(node), ranges),
                LogicKind.Xor => Xor(graph.Arguments(node), ranges),
                _ => ranges[node],
            };
        }

        return Of(graph.Top, ranges);
    }

    private static ProbabilityRange And(int[] literals, ProbabilityRange[] ranges, bool associated)
    {
        double product = 1, missing = 0, smallest = 1;
        foreach (var literal in literals)
        {
            var range = Of(literal, ranges);
            product *= range.Lower;
            missing += 1 - range.Lower;
            smallest = Math.Min(smallest, range.Upper);
        }

        return new ProbabilityRange(associated ? product : Math.Max(0, 1 - missing), smallest);
    }

    private static ProbabilityRange AtLeast(int threshold, int[] literals, ProbabilityRange[] ranges)
    {
        // Frechet: the count's mean bounds how often it can reach the threshold, from both sides.
        double lower = 0, upper = 0;
        foreach (var literal in literals)
        {
            var range = Of(literal, ranges);
            lower += range.Lower;
            upper += range.Upper;
        }

        return new ProbabilityRange(
            Math.Max(0, (lower - (threshold - 1)) / (literals.Length - threshold + 1)), Math.Min(1, upper / threshold));
    }

    private static ProbabilityRange Xor(int[] literals, ProbabilityRange[] ranges)
    {
        var result = Of(literals[0], ranges);
        foreach (var literal in literals.AsSpan(1))
        {
            var other = Of(literal, ranges);
            result = new ProbabilityRange(
                Math.Max(0, Math.Max(result.Lower - other.Upper, other.Lower - result.Upper)),
                Math.Min(1, Math.Min(result.Upper + other.Upper, 2 - result.Lower - other.Lower)));
        }

        return result;
    }

    private static ProbabilityRange Of(int literal, ProbabilityRange[] ranges) =>
        (literal & 1) == 0 ? ranges[literal >> 1] : ranges[literal >> 1].Complement;

    /// <summary>The events that can be reached from the top in more than one way, those with most ways first.</summary>
    private static List<int> MostShared(LogicGraph graph, ReadOnlySpan<double> probabilities)
    {
        var ways = new double[graph.Count];
        ways[graph.Top >> 1] = 1;
        var shared = new List<int>();
        for (var node = graph.Count - 1; node > 0; node--)
        {
            foreach (var argument in graph.Arguments(node))
            {
                ways[argument >> 1] += ways[node];
            }

            if (graph.Kind(node) == LogicKind.Variable && ways[node] > 1 && probabilities[graph.Value(node)] is > 0 and < 1)
            {
                shared.Add(node);
            }
        }

        shared.Sort((a, b) => ways[a] != ways[b] ? ways[b].CompareTo(ways[a]) : a.CompareTo(b));
        return shared;
    }

    /// <summary>A case of what the first pivots do.</summary>
    /// <param name="Outer">What those before the last do; null in the case of everything.</param>
    /// <param name="Holds">What the last does.</param>
    /// <param name="Depth">How many pivots are decided.</param>
    /// <param name="Weight">How likely the case is.</param>
    /// <param name="Range">The bounds of the top in this case.</param>
    private sealed record Case(Case? Outer, bool Holds, int Depth, double Weight, ProbabilityRange Range);
}
