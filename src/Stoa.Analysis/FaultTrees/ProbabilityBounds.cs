namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// Two figures between which a probability certainly lies, in time linear in the tree. Gates that all move one way with independent
/// events are positively associated (Esary, Proschan, Walkup 1967): all of them hold at least as often as if they were independent.
/// Where gates move both ways only Fréchet's bounds are left. The most shared events are decided first, one case each, since it is
/// sharing that makes the bounds part.
/// </summary>
internal static class ProbabilityBounds
{
    /// <summary>How many events are decided: 2 to the power of it cases.</summary>
    private const int Pivots = 8;

    /// <summary>The bounds of the top of a graph.</summary>
    public static ProbabilityRange Of(LogicGraph graph, ReadOnlySpan<double> probabilities)
    {
        var directions = Monotony.Of(graph);
        var pivots = MostShared(graph, probabilities);
        var ranges = new ProbabilityRange[graph.Count];
        double lower = 0, upper = 0;
        for (var states = 0; states < 1 << pivots.Count; states++)
        {
            var weight = 1.0;
            for (var node = 1; node < graph.Count; node++)
            {
                if (graph.Kind(node) == LogicKind.Variable)
                {
                    ranges[node] = ProbabilityRange.Exactly(probabilities[graph.Value(node)]);
                }
            }

            for (var i = 0; i < pivots.Count; i++)
            {
                var holds = (states >> i & 1) == 1;
                var probability = probabilities[graph.Value(pivots[i])];
                weight *= holds ? probability : 1 - probability;
                ranges[pivots[i]] = ProbabilityRange.Exactly(holds ? 1 : 0);
            }

            var range = Walk(graph, ranges, directions);
            lower += weight * range.Lower;
            upper += weight * range.Upper;
        }

        // Roundings must not make the interval narrower than it is.
        return new ProbabilityRange(Math.Max(0, lower * (1 - 1e-12)), Math.Min(1, upper * (1 + 1e-12)));
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

    private static List<int> MostShared(LogicGraph graph, ReadOnlySpan<double> probabilities)
    {
        var uses = graph.CountUses();
        var shared = new List<int>();
        for (var node = 1; node < graph.Count; node++)
        {
            if (graph.Kind(node) == LogicKind.Variable && uses[node] > 1 && probabilities[graph.Value(node)] is > 0 and < 1)
            {
                shared.Add(node);
            }
        }

        shared.Sort((a, b) => uses[a] != uses[b] ? uses[b].CompareTo(uses[a]) : a.CompareTo(b));
        return shared.GetRange(0, Math.Min(Pivots, shared.Count));
    }
}
