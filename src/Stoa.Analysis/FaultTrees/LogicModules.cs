namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// The independent sub-trees of a graph: gates that share no event with anything outside them. Each is solved alone and stands in the
/// one around it as if it were an event. Found in linear time (Y. Dutuit, A. Rauzy: A linear-time algorithm to find modules of fault
/// trees, IEEE Transactions on Reliability 45, 1996).
/// </summary>
internal static class LogicModules
{
    /// <summary>For each node, whether it is a gate that is a module; the top gate always is.</summary>
    public static bool[] Find(LogicGraph graph)
    {
        var count = graph.Count;
        var first = new int[count];
        var finished = new int[count];
        var last = new int[count];
        var stack = new Stack<(int Node, int Argument)>();
        var clock = 0;
        var top = graph.Top >> 1;
        first[top] = last[top] = ++clock;
        stack.Push((top, 0));
        while (stack.TryPop(out var frame))
        {
            var arguments = graph.Arguments(frame.Node);
            if (frame.Argument == arguments.Length)
            {
                last[frame.Node] = finished[frame.Node] = ++clock;
                continue;
            }

            stack.Push((frame.Node, frame.Argument + 1));
            var node = arguments[frame.Argument] >> 1;
            last[node] = ++clock;
            if (first[node] == 0)
            {
                first[node] = clock;
                stack.Push((node, 0));
            }
        }

        // The earliest and the latest visit to anything below a node: its arguments stand before it.
        var earliest = new int[count];
        var latest = new int[count];
        var modules = new bool[count];
        for (var node = 1; node < count; node++)
        {
            if (first[node] == 0)
            {
                continue;
            }

            int low = int.MaxValue, high = 0;
            foreach (var argument in graph.Arguments(node))
            {
                var inner = argument >> 1;
                low = Math.Min(low, Math.Min(first[inner], earliest[inner]));
                high = Math.Max(high, Math.Max(last[inner], latest[inner]));
            }

            modules[node] = graph.IsGate(node) && low > first[node] && high < finished[node];
            (earliest[node], latest[node]) = (low, high);
        }

        return modules;
    }
}
