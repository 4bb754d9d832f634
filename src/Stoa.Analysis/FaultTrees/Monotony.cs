namespace Stoa.Analysis.FaultTrees;

/// <summary>Which way a condition moves when more events hold.</summary>
internal enum Direction : byte
{
    /// <summary>It never changes.</summary>
    Constant,

    /// <summary>It can only become true.</summary>
    Increasing,

    /// <summary>It can only become false.</summary>
    Decreasing,

    /// <summary>As far as its gates show, either.</summary>
    Mixed,
}

/// <summary>Reads from the gates which way each moves.</summary>
internal static class Monotony
{
    /// <summary>For each node of a graph its direction; an opposite's is the other way round.</summary>
    public static Direction[] Of(LogicGraph graph)
    {
        var directions = new Direction[graph.Count];
        for (var node = 1; node < directions.Length; node++)
        {
            directions[node] = graph.Kind(node) switch
            {
                LogicKind.Variable => Direction.Increasing,
                LogicKind.Xor => Direction.Mixed,
                _ => Common(graph.Arguments(node), directions),
            };
        }

        return directions;
    }

    /// <summary>The direction that all of some literals share.</summary>
    public static Direction Common(ReadOnlySpan<int> literals, Direction[] directions)
    {
        var common = Direction.Constant;
        foreach (var literal in literals)
        {
            var direction = directions[literal >> 1];
            if ((literal & 1) == 1 && direction is Direction.Increasing or Direction.Decreasing)
            {
                direction = direction == Direction.Increasing ? Direction.Decreasing : Direction.Increasing;
            }

            if (direction != Direction.Constant)
            {
                common = common == Direction.Constant || common == direction ? direction : Direction.Mixed;
            }
        }

        return common;
    }
}
