namespace Stoa.Analysis.FaultTrees;

/// <summary>What a walk down a tree turns to first.</summary>
internal enum VariableOrderStrategy
{
    /// <summary>The argument with most below it.</summary>
    HeaviestFirst,

    /// <summary>The argument with least below it.</summary>
    LightestFirst,

    /// <summary>Events and inner modules, then gates as they stand.</summary>
    LeavesFirst,
}

/// <summary>The gates of one module, and its leaves in the order of the diagram.</summary>
/// <param name="Root">The module's gate.</param>
/// <param name="Gates">Its gates, arguments before users; the last is the root.</param>
/// <param name="Leaves">The variables and inner modules it is made of, from the top of the diagram to its bottom.</param>
internal sealed record ModuleLayout(int Root, int[] Gates, int[] Leaves);

/// <summary>
/// The order of variables in a diagram, on which its size depends more than on anything else. Events that meet in one gate should lie
/// together: a walk down from the module's gate gives such an order, and which argument it takes first makes a difference of up to a
/// thousandfold, in either direction; so <see cref="BinaryDecisionDiagram"/> tries one after the other, each for a while.
/// </summary>
internal sealed class VariableOrder(LogicGraph graph, bool[] modules)
{
    private readonly double[] weights = new double[graph.Count];
    private readonly int[] seen = new int[graph.Count];
    private int walk;

    /// <summary>Lays out a module.</summary>
    public ModuleLayout Of(int root, VariableOrderStrategy strategy)
    {
        Weigh(root);
        var gates = new List<int>();
        var leaves = new List<int>();
        var stack = new Stack<int>();
        walk++;
        stack.Push(root);
        while (stack.TryPop(out var node))
        {
            if (seen[node] == walk)
            {
                continue;
            }

            seen[node] = walk;
            if (IsLeaf(node, root))
            {
                leaves.Add(node);
                continue;
            }

            gates.Add(node);
            var arguments = Sort(graph.Arguments(node), strategy);
            for (var i = arguments.Length - 1; i >= 0; i--)
            {
                stack.Push(arguments[i]);
            }
        }

        gates.Sort();
        return new ModuleLayout(root, [.. gates], [.. leaves]);
    }

    private bool IsLeaf(int node, int root) => node != root && (modules[node] || !graph.IsGate(node));

    /// <summary>How many leaves a walk below each gate would meet if nothing were shared; a leaf weighs 1.</summary>
    private void Weigh(int root)
    {
        var inside = new List<int>();
        var stack = new Stack<int>();
        walk++;
        seen[root] = walk;
        stack.Push(root);
        while (stack.TryPop(out var node))
        {
            inside.Add(node);
            if (IsLeaf(node, root))
            {
                weights[node] = 1;
                continue;
            }

            weights[node] = 0;
            foreach (var argument in graph.Arguments(node))
            {
                if (seen[argument >> 1] != walk)
                {
                    seen[argument >> 1] = walk;
                    stack.Push(argument >> 1);
                }
            }
        }

        inside.Sort();
        foreach (var node in inside)
        {
            if (weights[node] == 0)
            {
                foreach (var argument in graph.Arguments(node))
                {
                    weights[node] += weights[argument >> 1];
                }
            }
        }
    }

    private int[] Sort(int[] arguments, VariableOrderStrategy strategy)
    {
        var keys = new (double Weight, int Place)[arguments.Length];
        var nodes = new int[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var node = arguments[i] >> 1;
            var weight = weights[node];
            nodes[i] = node;
            keys[i] = (strategy switch
            {
                VariableOrderStrategy.HeaviestFirst => -weight,
                VariableOrderStrategy.LightestFirst => weight,
                _ => weight > 1 ? 1 : 0,
            }, i);
        }

        Array.Sort(keys, nodes);
        return nodes;
    }
}
