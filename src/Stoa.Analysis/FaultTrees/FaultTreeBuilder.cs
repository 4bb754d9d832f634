using System.Collections.Immutable;

namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// Builds a <see cref="FaultTree"/> from the leaves up, which is why it can hold neither a circle nor an undefined name. Formulas may
/// be used any number of times; equal gates are one gate. Constants, and arguments that repeat or contradict each other, are simplified at
/// once. Not thread-safe.
/// </summary>
public sealed class FaultTreeBuilder
{
    private readonly List<FaultNode> nodes = [default];
    private readonly List<int> arguments = [];
    private readonly List<BasicEvent> events = [];
    private readonly List<HouseEvent> houses = [];
    private readonly Dictionary<string, int> nodeByName = [];
    private readonly Dictionary<int, string> gateNames = [];
    private readonly Dictionary<int, List<int>> gatesByHash = [];
    private readonly List<int> scratch = [];

    /// <summary>What never holds.</summary>
    public Formula False => new(0);

    /// <summary>What always holds.</summary>
    public Formula True => new(1);

    /// <summary>A basic event of a given probability; the same event again gives the same formula.</summary>
    /// <exception cref="ArgumentException">Another event has that name, or the name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public Formula Event(string name, double probability) => Event(new BasicEvent(name, probability));

    /// <summary>A basic event; the same event again gives the same formula.</summary>
    /// <exception cref="ArgumentException">Another event has that name.</exception>
    public Formula Event(BasicEvent basicEvent)
    {
        if (nodeByName.TryGetValue(basicEvent.Name, out var known))
        {
            return nodes[known].Kind == FaultNodeKind.Event && events[nodes[known].First] == basicEvent
                ? new Formula(known << 1)
                : throw new ArgumentException($"Another event is called \"{basicEvent.Name}\".", nameof(basicEvent));
        }

        events.Add(basicEvent);
        return Leaf(basicEvent.Name, FaultNodeKind.Event, events.Count - 1);
    }

    /// <summary>A house event: a switch that is set.</summary>
    /// <exception cref="ArgumentException">Another event has that name, or the name is empty.</exception>
    public Formula House(string name, bool isTrue)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (nodeByName.TryGetValue(name, out var known))
        {
            return nodes[known].Kind == FaultNodeKind.House && houses[nodes[known].First].IsTrue == isTrue
                ? new Formula(known << 1)
                : throw new ArgumentException($"Another event is called \"{name}\".", nameof(name));
        }

        houses.Add(new HouseEvent(name, isTrue));
        return Leaf(name, FaultNodeKind.House, houses.Count - 1);
    }

    /// <summary>Holds if all of them do; of none it is true.</summary>
    public Formula And(params ReadOnlySpan<Formula> formulas) => AndOr(FaultNodeKind.And, formulas);

    /// <summary>Holds if one of them does; of none it is false.</summary>
    public Formula Or(params ReadOnlySpan<Formula> formulas) => AndOr(FaultNodeKind.Or, formulas);

    /// <summary>
    /// Holds if at least <paramref name="threshold"/> of them do; a formula that stands twice counts twice. True if the threshold is 0
    /// or less, false if it is more than there are formulas.
    /// </summary>
    public Formula AtLeast(int threshold, params ReadOnlySpan<Formula> formulas)
    {
        scratch.Clear();
        foreach (var formula in formulas)
        {
            switch (Known(formula))
            {
                case 0:
                    break;
                case 1:
                    // At int.MinValue the gate is true anyway.
                    threshold = Math.Max(threshold, 0) - 1;
                    break;
                case var literal:
                    scratch.Add(literal);
                    break;
            }
        }

        // Of a formula and its opposite exactly one holds.
        scratch.Sort();
        var kept = 0;
        for (var i = 0; i < scratch.Count; i++)
        {
            if (kept > 0 && scratch[kept - 1] == (scratch[i] ^ 1))
            {
                kept--;
                threshold--;
            }
            else
            {
                scratch[kept++] = scratch[i];
            }
        }

        scratch.RemoveRange(kept, scratch.Count - kept);
        if (threshold <= 0)
        {
            return True;
        }

        if (threshold > scratch.Count)
        {
            return False;
        }

        if (threshold > 1 && threshold < scratch.Count)
        {
            return Gate(FaultNodeKind.AtLeast, threshold);
        }

        Formula[] all = [.. scratch.Select(l => new Formula(l))];
        return AndOr(threshold == 1 ? FaultNodeKind.Or : FaultNodeKind.And, all);
    }

    /// <summary>Holds if an odd number of them does; of two, if exactly one does.</summary>
    public Formula Xor(params ReadOnlySpan<Formula> formulas)
    {
        var opposite = 0;
        scratch.Clear();
        foreach (var formula in formulas)
        {
            var literal = Known(formula);
            opposite ^= literal & 1;
            if (literal > 1)
            {
                scratch.Add(literal & ~1);
            }
        }

        // Twice the same is even.
        scratch.Sort();
        var kept = 0;
        for (var i = 0; i < scratch.Count; i++)
        {
            if (kept > 0 && scratch[kept - 1] == scratch[i])
            {
                kept--;
            }
            else
            {
                scratch[kept++] = scratch[i];
            }
        }

        scratch.RemoveRange(kept, scratch.Count - kept);
        return scratch.Count == 0 ? new Formula(opposite) : new Formula(Gate(FaultNodeKind.Xor, 0).Literal ^ opposite);
    }

    /// <summary>Holds if it does not.</summary>
    public Formula Not(Formula formula) => new(Known(formula) ^ 1);

    /// <summary>Holds if not all of them do.</summary>
    public Formula Nand(params ReadOnlySpan<Formula> formulas) => Not(And(formulas));

    /// <summary>Holds if none of them does.</summary>
    public Formula Nor(params ReadOnlySpan<Formula> formulas) => Not(Or(formulas));

    /// <summary>Holds if both do or neither does.</summary>
    public Formula Iff(Formula left, Formula right) => Not(Xor(left, right));

    /// <summary>Holds if the second does whenever the first does.</summary>
    public Formula Imply(Formula condition, Formula consequence) => Or(Not(condition), consequence);

    /// <summary>
    /// Gives a gate a name, which files show; the first name stays. Names of events and constants are their own, so that those are left as they are.
    /// </summary>
    /// <returns>The same formula.</returns>
    public Formula Named(string name, Formula formula)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var literal = Known(formula);
        if (nodes[literal >> 1].Kind >= FaultNodeKind.And)
        {
            gateNames.TryAdd(literal, name);
        }

        return formula;
    }

    /// <summary>The tree under a top event. What the top event does not need is left out. The builder can go on.</summary>
    /// <param name="top">When the whole has failed.</param>
    /// <param name="name">What the tree is about.</param>
    public FaultTree Build(Formula top, string name = "top")
    {
        var literal = Known(top);
        var needed = new bool[nodes.Count];
        needed[literal >> 1] = true;
        for (var i = nodes.Count - 1; i > 0; i--)
        {
            if (needed[i] && nodes[i].Kind >= FaultNodeKind.And)
            {
                for (var a = 0; a < nodes[i].Count; a++)
                {
                    needed[arguments[nodes[i].First + a] >> 1] = true;
                }
            }
        }

        var renumbered = new int[nodes.Count];
        var kept = new List<FaultNode> { default };
        var keptArguments = new List<int>();
        var keptEvents = ImmutableArray.CreateBuilder<BasicEvent>();
        var keptHouses = ImmutableArray.CreateBuilder<HouseEvent>();
        var keptNames = new Dictionary<int, string>();
        for (var i = 1; i < nodes.Count; i++)
        {
            if (!needed[i])
            {
                continue;
            }

            var node = nodes[i];
            renumbered[i] = kept.Count;
            switch (node.Kind)
            {
                case FaultNodeKind.Event:
                    kept.Add(node with { First = keptEvents.Count });
                    keptEvents.Add(events[node.First]);
                    break;
                case FaultNodeKind.House:
                    kept.Add(node with { First = keptHouses.Count });
                    keptHouses.Add(houses[node.First]);
                    break;
                default:
                    kept.Add(node with { First = keptArguments.Count });
                    for (var a = 0; a < node.Count; a++)
                    {
                        var argument = arguments[node.First + a];
                        keptArguments.Add((renumbered[argument >> 1] << 1) | (argument & 1));
                    }

                    break;
            }
        }

        foreach (var (gate, gateName) in gateNames)
        {
            if (needed[gate >> 1])
            {
                keptNames.Add((renumbered[gate >> 1] << 1) | (gate & 1), gateName);
            }
        }

        return new FaultTree(
            name, [.. kept], [.. keptArguments], (renumbered[literal >> 1] << 1) | (literal & 1), keptEvents.ToImmutable(),
            keptHouses.ToImmutable(), keptNames);
    }

    private Formula AndOr(FaultNodeKind kind, ReadOnlySpan<Formula> formulas)
    {
        // What decides the gate alone, and what changes nothing.
        var (absorbing, neutral) = kind == FaultNodeKind.And ? (0, 1) : (1, 0);
        scratch.Clear();
        foreach (var formula in formulas)
        {
            var literal = Known(formula);
            if (literal == absorbing)
            {
                return formula;
            }

            if (literal != neutral)
            {
                scratch.Add(literal);
            }
        }

        scratch.Sort();
        var kept = 0;
        for (var i = 0; i < scratch.Count; i++)
        {
            if (kept > 0 && scratch[kept - 1] == (scratch[i] ^ 1))
            {
                return new Formula(absorbing);
            }

            if (kept == 0 || scratch[kept - 1] != scratch[i])
            {
                scratch[kept++] = scratch[i];
            }
        }

        scratch.RemoveRange(kept, scratch.Count - kept);
        return scratch.Count == 0 ? new Formula(neutral) : Gate(kind, 0);
    }

    /// <summary>The gate over the sorted literals in <see cref="scratch"/>, of which there is at least one.</summary>
    private Formula Gate(FaultNodeKind kind, int threshold)
    {
        if (scratch.Count == 1)
        {
            return new Formula(scratch[0]);
        }

        var hash = new HashCode();
        hash.Add(kind);
        hash.Add(threshold);
        foreach (var literal in scratch)
        {
            hash.Add(literal);
        }

        var key = hash.ToHashCode();
        if (!gatesByHash.TryGetValue(key, out var candidates))
        {
            gatesByHash.Add(key, candidates = []);
        }

        foreach (var candidate in candidates)
        {
            if (IsGate(nodes[candidate], kind, threshold))
            {
                return new Formula(candidate << 1);
            }
        }

        candidates.Add(nodes.Count);
        nodes.Add(new FaultNode(kind, threshold, arguments.Count, scratch.Count));
        arguments.AddRange(scratch);
        return new Formula((nodes.Count - 1) << 1);
    }

    private bool IsGate(FaultNode node, FaultNodeKind kind, int threshold)
    {
        if (node.Kind != kind || node.Threshold != threshold || node.Count != scratch.Count)
        {
            return false;
        }

        for (var i = 0; i < scratch.Count; i++)
        {
            if (arguments[node.First + i] != scratch[i])
            {
                return false;
            }
        }

        return true;
    }

    private Formula Leaf(string name, FaultNodeKind kind, int index)
    {
        nodes.Add(new FaultNode(kind, 0, index, 0));
        nodeByName.Add(name, nodes.Count - 1);
        return new Formula((nodes.Count - 1) << 1);
    }

    private int Known(Formula formula) =>
        formula.Literal >> 1 < nodes.Count
            ? formula.Literal
            : throw new ArgumentException("The formula belongs to another builder.", nameof(formula));
}
