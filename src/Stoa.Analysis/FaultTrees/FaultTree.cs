using System.Collections.Immutable;

namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// When does the whole fail? A Boolean function of basic events, written as gates that may share sub-trees. Immutable; made by
/// <see cref="FaultTreeBuilder"/> or read by <see cref="OpenPsaReader"/>; solved by <see cref="BinaryDecisionDiagram"/>.
/// </summary>
public sealed class FaultTree
{
    private readonly Dictionary<string, int> eventByName;

    internal FaultTree(
        string name, FaultNode[] nodes, int[] arguments, int top, ImmutableArray<BasicEvent> events, ImmutableArray<HouseEvent> houses,
        IReadOnlyDictionary<int, string> gateNames)
    {
        Name = name;
        Nodes = nodes;
        Arguments = arguments;
        Top = top;
        Events = events;
        Houses = houses;
        GateNames = gateNames;
        eventByName = new Dictionary<string, int>(events.Length);
        for (var i = 0; i < events.Length; i++)
        {
            eventByName.Add(events[i].Name, i);
        }
    }

    /// <summary>What the tree is about, for people and for files.</summary>
    public string Name { get; }

    /// <summary>The basic events that the tree mentions, in the order in which they were first mentioned.</summary>
    public ImmutableArray<BasicEvent> Events { get; }

    /// <summary>The house events that the tree mentions, in the order in which they were first mentioned.</summary>
    public ImmutableArray<HouseEvent> Houses { get; }

    /// <summary>How many gates lie below the top event, it included.</summary>
    public int GateCount => Nodes.Length - 1 - Events.Length - Houses.Length;

    internal FaultNode[] Nodes { get; }

    internal int[] Arguments { get; }

    /// <summary>The literal of the top event.</summary>
    internal int Top { get; }

    /// <summary>Names that gates, or their opposites, were given; by literal.</summary>
    internal IReadOnlyDictionary<int, string> GateNames { get; }

    /// <summary>The index of an event in <see cref="Events"/>; −1 if the tree does not mention it.</summary>
    public int IndexOf(string eventName) => eventByName.GetValueOrDefault(eventName, -1);

    /// <summary>Whether the top event holds when exactly these basic events hold; names that the tree does not mention change nothing.</summary>
    public bool Evaluate(IEnumerable<string> failed)
    {
        var states = new bool[Events.Length];
        foreach (var name in failed)
        {
            if (eventByName.TryGetValue(name, out var index))
            {
                states[index] = true;
            }
        }

        return Evaluate(states);
    }

    /// <summary>Whether the top event holds.</summary>
    /// <param name="failed">For each of <see cref="Events"/>, whether it holds.</param>
    /// <exception cref="ArgumentException">There are not as many states as events.</exception>
    public bool Evaluate(ReadOnlySpan<bool> failed)
    {
        if (failed.Length != Events.Length)
        {
            throw new ArgumentException("One state is needed for each event.", nameof(failed));
        }

        var values = new bool[Nodes.Length];
        for (var i = 1; i < Nodes.Length; i++)
        {
            var node = Nodes[i];
            values[i] = node.Kind switch
            {
                FaultNodeKind.Event => failed[node.First],
                FaultNodeKind.House => Houses[node.First].IsTrue,
                _ => Holds(node, values),
            };
        }

        return values[Top >> 1] ^ ((Top & 1) == 1);
    }

    private bool Holds(FaultNode gate, bool[] values)
    {
        var holding = 0;
        foreach (var argument in Arguments.AsSpan(gate.First, gate.Count))
        {
            if (values[argument >> 1] ^ ((argument & 1) == 1))
            {
                holding++;
            }
        }

        return gate.Kind switch
        {
            FaultNodeKind.And => holding == gate.Count,
            FaultNodeKind.Or => holding > 0,
            FaultNodeKind.AtLeast => holding >= gate.Threshold,
            _ => (holding & 1) == 1,
        };
    }
}
