using System.Collections.Immutable;

namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// A fault tree solved exactly: its function as reduced ordered binary decision diagrams with complement edges, one for each
/// independent module (R. Bryant 1986; A. Rauzy 1993). Once made, every figure is one walk over the nodes. Immutable and safe to
/// share between threads; the same tree gives the same diagram and the same bits on every machine.
/// </summary>
/// <remarks>
/// A node carries its probability and that of its opposite, both sums of products of non-negative numbers, so that a result of 1e-13 is
/// as precise, relative to its size, as one of a half. A module that needs more nodes than allowed is bounded instead
/// (<see cref="ProbabilityBounds"/>), and so is then the whole: <see cref="IsExact"/> says which.
/// </remarks>
public sealed partial class BinaryDecisionDiagram
{
    /// <summary>The deepest diagram that is built, in variables: recursion goes as deep.</summary>
    private const int DeepestModule = 4096;

    private readonly LogicGraph graph;
    private readonly List<Module> modules = [];
    private readonly List<DiagramNode> nodes = [default];

    /// <summary>For each level what decides there: an event's index, or the opposite of a module's index.</summary>
    private readonly List<int> slots = [];

    private BinaryDecisionDiagram(FaultTree tree, DiagramOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.NodeLimit);
        Tree = tree;
        graph = LogicGraph.Of(tree);
        if (graph.Top > 1)
        {
            Solve(options.NodeLimit);
        }

        IsCoherent = Monotony.Of(graph)[graph.Top >> 1] is var direction
            && (graph.Top <= 1 || direction == ((graph.Top & 1) == 0 ? Direction.Increasing : Direction.Decreasing));
        Probability = ProbabilityFor(tree.Events.Select(e => e.Probability).ToArray());
    }

    /// <summary>The tree that this solves.</summary>
    public FaultTree Tree { get; }

    /// <summary>Whether all of it was solved; if not, probabilities are ranges, and importance and frequency are not to be had.</summary>
    public bool IsExact { get; private set; } = true;

    /// <summary>Whether no event can make the top less likely: no opposites are left once the tree is simplified.</summary>
    public bool IsCoherent { get; }

    /// <summary>The probability of the top event.</summary>
    public ProbabilityRange Probability { get; }

    /// <summary>How many nodes the diagrams have, without the constants.</summary>
    public int NodeCount => nodes.Count - 1;

    /// <summary>How many independent modules the tree fell into.</summary>
    public int ModuleCount => modules.Count;

    /// <summary>The largest number of nodes that existed at one time while a module was solved.</summary>
    public int PeakNodeCount { get; private set; }

    /// <summary>Solves a tree.</summary>
    public static BinaryDecisionDiagram Of(FaultTree tree, DiagramOptions? options = null) => new(tree, options ?? new DiagramOptions());

    /// <summary>The probability of the top event if the tree's events had other probabilities.</summary>
    /// <param name="probabilities">For each of the tree's events, 0 to 1.</param>
    public ProbabilityRange ProbabilityFor(ReadOnlySpan<double> probabilities)
    {
        if (probabilities.Length != Tree.Events.Length)
        {
            throw new ArgumentException("One probability is needed for each event.", nameof(probabilities));
        }

        if (graph.Top <= 1)
        {
            return ProbabilityRange.Exactly(graph.Top);
        }

        return IsExact ? ProbabilityRange.Exactly(new Sweep(this).Run(probabilities)) : Bound(probabilities);
    }

    /// <summary>The probability of the top event if an event certainly holds, or certainly does not.</summary>
    /// <exception cref="ArgumentException">The tree mentions no such event.</exception>
    public ProbabilityRange ProbabilityGiven(string eventName, bool holds) =>
        ProbabilityGiven([new KeyValuePair<string, bool>(eventName, holds)]);

    /// <summary>The probability of the top event if some events certainly hold, or certainly do not.</summary>
    /// <exception cref="ArgumentException">The tree mentions no such event.</exception>
    public ProbabilityRange ProbabilityGiven(IEnumerable<KeyValuePair<string, bool>> states)
    {
        var probabilities = Tree.Events.Select(e => e.Probability).ToArray();
        foreach (var (name, holds) in states)
        {
            var index = Tree.IndexOf(name);
            if (index < 0)
            {
                throw new ArgumentException($"The tree mentions no event \"{name}\".", nameof(states));
            }

            probabilities[index] = holds ? 1 : 0;
        }

        return ProbabilityFor(probabilities);
    }

    /// <summary>What each event matters, in the order of the tree's events; empty where the tree was not solved exactly.</summary>
    public ImmutableArray<EventImportance> Importances()
    {
        if (!IsExact)
        {
            return [];
        }

        var gradient = Gradient();
        var result = ImmutableArray.CreateBuilder<EventImportance>(Tree.Events.Length);
        for (var i = 0; i < Tree.Events.Length; i++)
        {
            result.Add(new EventImportance(Tree.Events[i], Probability.Value, gradient[i]));
        }

        return result.MoveToImmutable();
    }

    /// <summary>
    /// How often the top event begins (W. Vesely: Σ Birnbaum · λ · (1 − q)). Null where it cannot be said: the tree is not coherent or
    /// was not solved exactly, or an event that matters has neither a failure rate nor a repair time (<see cref="EventsWithoutRate"/>).
    /// </summary>
    public FailureFrequency? Frequency()
    {
        if (!IsExact || !IsCoherent)
        {
            return null;
        }

        var gradient = Gradient();
        var contributions = ImmutableArray.CreateBuilder<double>(Tree.Events.Length);
        var sum = 0.0;
        for (var i = 0; i < Tree.Events.Length; i++)
        {
            var contribution = gradient[i] == 0 ? 0 : gradient[i] * Tree.Events[i].Frequency;
            if (contribution is null)
            {
                return null;
            }

            contributions.Add(contribution.Value);
            sum += contribution.Value;
        }

        return new FailureFrequency(Probability.Value, sum) { Contributions = contributions.MoveToImmutable() };
    }

    /// <summary>The events that matter and of which nobody said how often they happen or how long they last.</summary>
    public ImmutableArray<BasicEvent> EventsWithoutRate() =>
        [.. Importances().Where(i => i.Birnbaum != 0 && i.Event.Frequency is null).Select(i => i.Event)];

    /// <summary>The smallest ways in which the top comes to hold.</summary>
    public MinimalCutSets MinimalCutSets(CutSetOptions? options = null)
    {
        options ??= new CutSetOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaximumOrder);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaximumOrder, 63);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.NodeLimit);
        if (graph.Top <= 1)
        {
            // Never; or always, of itself: the empty set.
            ImmutableArray<CutSet> settled = graph.Top == 1 && options.MaximumCount > 0 ? [new CutSet([])] : [];
            return new MinimalCutSets(settled, (ulong)graph.Top, null, true);
        }

        if (!IsExact)
        {
            return FaultTrees.MinimalCutSets.Unknown(options.MaximumOrder);
        }

        var search = new CutSetSearch(Tree, slots, i => (nodes[i].Level, nodes[i].High, nodes[i].Low), options);
        return search.Run([.. modules.Select(m => new CutSetModule(m.Root, m.First, m.End))], (graph.Top & 1) == 1);
    }

    /// <summary>∂Q/∂q for each event: the chain rule, from the top module's root down.</summary>
    private double[] Gradient()
    {
        var gradient = new double[Tree.Events.Length];
        if (graph.Top <= 1)
        {
            return gradient;
        }

        var sweep = new Sweep(this);
        sweep.Run(Tree.Events.Select(e => e.Probability).ToArray());
        sweep.Differentiate(gradient);
        return gradient;
    }

    private ProbabilityRange Bound(ReadOnlySpan<double> probabilities) => ProbabilityBounds.Of(graph, probabilities);

    private void Solve(int limit)
    {
        var top = graph.Top >> 1;
        var found = LogicModules.Find(graph);
        if (!graph.IsGate(top))
        {
            // A single event: a module of one node.
            slots.Add(graph.Value(top));
            nodes.Add(new DiagramNode(0, 1, 0));
            modules.Add(new Module(2, 1, 2, []));
            return;
        }

        var order = new VariableOrder(graph, found);
        var workshop = new DecisionNodes(limit);
        var moduleOf = new int[graph.Count];
        for (var node = 1; node < graph.Count; node++)
        {
            if (found[node])
            {
                moduleOf[node] = modules.Count;
                if (!Solve(order, workshop, node, limit, moduleOf))
                {
                    IsExact = false;
                    nodes.RemoveRange(1, nodes.Count - 1);
                    modules.Clear();
                    return;
                }
            }
        }
    }

    /// <summary>
    /// Solves a module: every order for a while, then for longer, then first the one that had come furthest. No order is good for all
    /// trees, and a bad one may need a thousand times the nodes of a good one.
    /// </summary>
    private bool Solve(VariableOrder order, DecisionNodes workshop, int root, int limit, int[] moduleOf)
    {
        VariableOrderStrategy[] strategies =
            [VariableOrderStrategy.HeaviestFirst, VariableOrderStrategy.LightestFirst, VariableOrderStrategy.LeavesFirst];
        foreach (var budget in (ReadOnlySpan<int>)[1 << 15, 1 << 18, int.MaxValue])
        {
            var behind = new (int GatesLeft, int Place)[strategies.Length];
            for (var i = 0; i < strategies.Length; i++)
            {
                var layout = order.Of(root, strategies[i]);
                if (layout.Leaves.Length > DeepestModule && layout.Gates.Length > 1)
                {
                    return false;
                }

                workshop.Clear(Math.Min(budget, limit));
                var literal = Construct(workshop, layout, moduleOf, out var gatesLeft);
                PeakNodeCount = Math.Max(PeakNodeCount, workshop.Count);
                if (!workshop.IsExhausted)
                {
                    Keep(workshop, layout, literal, moduleOf);
                    return true;
                }

                behind[i] = (gatesLeft, i);
            }

            if (budget >= limit)
            {
                return false;
            }

            Array.Sort(behind, strategies);
        }

        return false;
    }

    private int Construct(DecisionNodes workshop, ModuleLayout layout, int[] moduleOf, out int gatesLeft)
    {
        var literals = new Dictionary<int, int>(layout.Leaves.Length + layout.Gates.Length);
        for (var level = 0; level < layout.Leaves.Length; level++)
        {
            // A level asks for an inner module's root node, which is false where nothing has failed; the gate may be its opposite.
            var leaf = layout.Leaves[level];
            literals.Add(leaf, workshop.Variable(level) ^ (graph.IsGate(leaf) ? modules[moduleOf[leaf]].Root & 1 : 0));
        }

        gatesLeft = layout.Gates.Length;
        foreach (var gate in layout.Gates)
        {
            var arguments = graph.Arguments(gate);
            var operands = new int[arguments.Length];
            var levels = new int[arguments.Length];
            for (var i = 0; i < operands.Length; i++)
            {
                operands[i] = literals[arguments[i] >> 1] ^ (arguments[i] & 1);
                levels[i] = -workshop.Level(operands[i] >> 1);
            }

            // From the bottom of the diagram up: what is there already is then mostly left as it is.
            Array.Sort(levels, operands);
            literals.Add(gate, Combine(workshop, gate, operands));
            if (workshop.IsExhausted)
            {
                return 0;
            }

            gatesLeft--;
        }

        return literals[layout.Root];
    }

    /// <summary>The diagram of a gate. Neighbours are combined first, pair by pair: what is made on the way stays small.</summary>
    private int Combine(DecisionNodes workshop, int gate, int[] operands)
    {
        if (graph.Kind(gate) == LogicKind.AtLeast)
        {
            return workshop.AtLeast(graph.Value(gate), operands);
        }

        var isAnd = graph.Kind(gate) == LogicKind.And;
        if (operands.Length > DeepestModule)
        {
            // So many that pairs would be deep themselves; one by one each is put on top.
            var result = operands[0];
            foreach (var operand in operands.AsSpan(1))
            {
                result = isAnd ? workshop.And(operand, result) : workshop.Xor(operand, result);
            }

            return result;
        }

        for (var count = operands.Length; count > 1; count = (count + 1) / 2)
        {
            for (var i = 0; i < count / 2; i++)
            {
                int a = operands[2 * i], b = operands[(2 * i) + 1];
                operands[i] = isAnd ? workshop.And(a, b) : workshop.Xor(a, b);
            }

            if (count % 2 == 1)
            {
                operands[count / 2] = operands[count - 1];
            }
        }

        return operands[0];
    }

    /// <summary>Takes over what the module's root needs, children before parents.</summary>
    private void Keep(DecisionNodes workshop, ModuleLayout layout, int root, int[] moduleOf)
    {
        var firstLevel = slots.Count;
        var inner = new List<int>();
        foreach (var leaf in layout.Leaves)
        {
            if (graph.IsGate(leaf))
            {
                inner.Add(slots.Count);
                slots.Add(~moduleOf[leaf]);
            }
            else
            {
                slots.Add(graph.Value(leaf));
            }
        }

        var needed = new bool[workshop.Count];
        needed[root >> 1] = true;
        for (var i = workshop.Count - 1; i > 0; i--)
        {
            if (needed[i])
            {
                needed[workshop.High(i) >> 1] = true;
                needed[workshop.Low(i) >> 1] = true;
            }
        }

        var first = nodes.Count;
        var renumbered = new int[workshop.Count];
        for (var i = 1; i < workshop.Count; i++)
        {
            if (needed[i])
            {
                renumbered[i] = nodes.Count;
                int high = workshop.High(i), low = workshop.Low(i);
                nodes.Add(new DiagramNode(
                    firstLevel + workshop.Level(i), (renumbered[high >> 1] << 1) | (high & 1), renumbered[low >> 1] << 1));
            }
        }

        modules.Add(new Module((renumbered[root >> 1] << 1) | (root & 1), first, nodes.Count, inner));
    }

    /// <summary>A node of a solved module; literals as in <see cref="DecisionNodes"/>.</summary>
    private readonly record struct DiagramNode(int Level, int High, int Low);

    /// <summary>A solved module: its root's literal, its nodes, and the levels at which it asks for another module.</summary>
    private sealed record Module(int Root, int First, int End, List<int> Inner);
}
