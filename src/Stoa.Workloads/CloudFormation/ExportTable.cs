using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>
/// What the stacks that are reviewed together export, by name. Filled before any stack is evaluated, by one thread; from then on it only
/// answers, to any number of them.
/// </summary>
internal sealed class ExportTable
{
    private const int MaxChain = 8;

    private readonly Dictionary<string, (Stack Stack, string Output)> sources = [];
    private readonly Dictionary<string, Value?> values = [];
    private readonly HashSet<string> ambiguous = [];
    private int chain;

    /// <summary>Collects the exports of stacks and of what they nest.</summary>
    public void Fill(IEnumerable<Stack> stacks)
    {
        foreach (var stack in stacks)
        {
            Collect(stack);
        }

        foreach (var name in sources.Keys)
        {
            _ = Find(name);
        }
    }

    /// <summary>The value exported under a name; null where nobody, or more than one stack, exports it.</summary>
    public Value? Find(string name)
    {
        if (values.TryGetValue(name, out var known) || !sources.TryGetValue(name, out var source) || chain >= MaxChain)
        {
            return known;
        }

        // Null while it is worked out, so that a circle ends.
        values[name] = null;
        chain++;
        var value = source.Stack.Output(source.Output);
        chain--;
        return values[name] = value;
    }

    private void Collect(Stack stack)
    {
        foreach (var (name, output) in stack.Exports())
        {
            // Two stacks of one account cannot export the same name; copies of one template in a repository do.
            if (ambiguous.Contains(name) || !sources.TryAdd(name, (stack, output)))
            {
                ambiguous.Add(name);
                sources.Remove(name);
            }
        }

        foreach (var nested in stack.NestedStacks())
        {
            Collect(nested);
        }
    }
}
