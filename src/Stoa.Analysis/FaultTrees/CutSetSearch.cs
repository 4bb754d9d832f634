using System.Numerics;

namespace Stoa.Analysis.FaultTrees;

/// <summary>One module's diagram as the search for cut sets sees it.</summary>
/// <param name="Root">The literal of its root; literals and nodes as in <see cref="DecisionNodes"/>.</param>
/// <param name="First">Its first node.</param>
/// <param name="End">The node after its last.</param>
internal readonly record struct CutSetModule(int Root, int First, int End);

/// <summary>
/// Finds the minimal cut sets of solved modules (A. Rauzy: New algorithms for fault trees analysis, 1993): a walk up each diagram in
/// which the sets with a variable lose those that need it not. Modules stay modules: a set of the outer family stands for all products
/// with the inner one, which are only written out when they are listed.
/// </summary>
/// <param name="tree">Whose events are meant.</param>
/// <param name="slots">For each level an event's index, or the opposite of a module's.</param>
/// <param name="node">Level, high and low literal of a node.</param>
/// <param name="options">Limits.</param>
internal sealed class CutSetSearch(FaultTree tree, List<int> slots, Func<int, (int Level, int High, int Low)> node, CutSetOptions options)
{
    /// <summary>Tables of more numbers than this are not made.</summary>
    private const long LargestTable = 50_000_000;

    private readonly ZeroSuppressedNodes families = new(options.NodeLimit);
    private readonly List<int> roots = [];
    private readonly List<ulong> orders = [0, 1];
    private readonly List<CutSet> listed = [];
    private readonly List<int> picked = [];

    /// <summary>The minimal cut sets of the last module, or of its opposite.</summary>
    /// <param name="modules">All modules, inner ones first.</param>
    /// <param name="opposite">Whether the top is the opposite of the last module's root.</param>
    public MinimalCutSets Run(IReadOnlyList<CutSetModule> modules, bool opposite)
    {
        for (var m = 0; m < modules.Count; m++)
        {
            var isTop = m == modules.Count - 1;

            // A node is false where all of its variables are, so that an inner module is asked for its root node, never its opposite.
            roots.Add(Minimize(modules[m], isTop ? modules[m].Root ^ (opposite ? 1 : 0) : modules[m].Root & ~1));
            if (families.IsExhausted)
            {
                return MinimalCutSets.Unknown(options.MaximumOrder);
            }

            MeasureOrders();
        }

        var top = roots[^1];
        var found = orders[top];
        for (var order = 0; order <= options.MaximumOrder && listed.Count < options.MaximumCount; order++)
        {
            if ((found >> order & 1) == 1)
            {
                var first = listed.Count;
                List(top, null, order);
                SortByProbability(first);
            }
        }

        var isLimited = options.MaximumOrder < 63;
        return new MinimalCutSets([.. listed], isLimited ? CountUpTo(top, options.MaximumOrder) : Count(top), isLimited ? options.MaximumOrder : null, true);
    }

    /// <summary>The family of the minimal sets that make a literal of a module true; of those up to the order asked for at least all.</summary>
    private int Minimize(CutSetModule module, int root)
    {
        if (root <= 1)
        {
            return root;
        }

        // For each literal the orders up to which its sets are needed, a bit each; without a limit there is one, 63, that is not used up.
        var isLimited = options.MaximumOrder < 63;
        var needed = new ulong[(module.End - module.First) * 2];
        int Place(int literal) => literal - (module.First * 2);
        needed[Place(root)] = 1UL << options.MaximumOrder;
        for (var i = module.End - 1; i >= module.First; i--)
        {
            var (level, high, low) = node(i);
            for (var sign = 0; sign < 2; sign++)
            {
                var wanted = needed[Place((i << 1) | sign)];
                if (wanted != 0)
                {
                    Need(high ^ sign, isLimited ? wanted >> LeastOrder(level) : wanted);
                    Need(low ^ sign, wanted);
                }
            }
        }

        var sets = new Dictionary<long, int>();
        for (var i = module.First; i < module.End && !families.IsExhausted; i++)
        {
            var (level, high, low) = node(i);
            for (var sign = 0; sign < 2; sign++)
            {
                var literal = (i << 1) | sign;
                for (var rest = needed[Place(literal)]; rest != 0; rest &= rest - 1)
                {
                    var order = BitOperations.TrailingZeroCount(rest);
                    var left = isLimited ? order - LeastOrder(level) : order;
                    var without = Sets(low ^ sign, order);
                    var with = left < 0 ? 0 : families.Without(Sets(high ^ sign, left), without);
                    sets[((long)literal << 6) | (uint)order] = families.Make(level, with, without);
                }
            }
        }

        return families.IsExhausted ? 0 : Sets(root, options.MaximumOrder);

        void Need(int literal, ulong wanted)
        {
            if (literal > 1)
            {
                needed[Place(literal)] |= wanted;
            }
        }

        int Sets(int literal, int order) => literal <= 1 ? literal : sets[((long)literal << 6) | (uint)order];
    }

    /// <summary>The fewest events that make what decides at a level true; 64 if it takes more than are looked for.</summary>
    private int LeastOrder(int level) => slots[level] >= 0 ? 1 : Math.Min(63, BitOperations.TrailingZeroCount(orders[roots[~slots[level]]]));

    /// <summary>For each family so far, a bit for each order up to 63 of which it has a set.</summary>
    private void MeasureOrders()
    {
        for (var i = orders.Count; i < families.Count; i++)
        {
            orders.Add(Product(OrdersAt(families.Level(i)), orders[families.High(i)]) | orders[families.Low(i)]);
        }
    }

    private ulong OrdersAt(int level) => slots[level] >= 0 ? 2 : orders[roots[~slots[level]]];

    /// <summary>The orders of unions of a set of one family with a set of another that share no event.</summary>
    private static ulong Product(ulong a, ulong b)
    {
        ulong result = 0;
        for (; a != 0; a &= a - 1)
        {
            result |= b << BitOperations.TrailingZeroCount(a);
        }

        return result;
    }

    private ulong Count(int top)
    {
        var counts = new ulong[families.Count];
        counts[1] = 1;
        for (var i = 2; i < counts.Length; i++)
        {
            var slot = slots[families.Level(i)];
            counts[i] = Saturate((UInt128)(slot >= 0 ? 1 : counts[roots[~slot]]) * counts[families.High(i)] + counts[families.Low(i)]);
        }

        return counts[top];
    }

    /// <summary>How many sets there are of each order up to a limit, summed; null where the table would be too large.</summary>
    private ulong? CountUpTo(int top, int maximum)
    {
        var width = maximum + 1;
        if ((long)families.Count * width > LargestTable)
        {
            return null;
        }

        var counts = new ulong[families.Count * width];
        counts[width] = 1;
        for (var i = 2; i < families.Count; i++)
        {
            var slot = slots[families.Level(i)];
            int here = i * width, high = families.High(i) * width, low = families.Low(i) * width;
            for (var order = 0; order < width; order++)
            {
                UInt128 sum = counts[low + order];
                for (var inner = 1; inner <= order; inner++)
                {
                    ulong ways = slot >= 0 ? inner == 1 ? 1UL : 0 : counts[(roots[~slot] * width) + inner];
                    sum += (UInt128)ways * counts[high + order - inner];
                }

                counts[here + order] = Saturate(sum);
            }
        }

        UInt128 total = 0;
        for (var order = 0; order < width; order++)
        {
            total += counts[(top * width) + order];
        }

        return Saturate(total);
    }

    private static ulong Saturate(UInt128 value) => value > ulong.MaxValue ? ulong.MaxValue : (ulong)value;

    /// <summary>Lists the sets of exactly an order: one of a family, with one of each of the families that wait.</summary>
    private void List(int family, Waiting? waiting, int order)
    {
        var waitingOrders = waiting?.Orders ?? 1;
        while (family > 1)
        {
            if (listed.Count >= options.MaximumCount || (Product(orders[family], waitingOrders) >> order & 1) == 0)
            {
                return;
            }

            var high = families.High(family);
            var slot = slots[families.Level(family)];
            if (slot < 0)
            {
                var next = new Waiting(high, Product(orders[high], waitingOrders), waiting);
                if ((Product(orders[roots[~slot]], next.Orders) >> order & 1) == 1)
                {
                    List(roots[~slot], next, order);
                }
            }
            else if (order > 0 && (Product(orders[high], waitingOrders) >> (order - 1) & 1) == 1)
            {
                picked.Add(slot);
                List(high, waiting, order - 1);
                picked.RemoveAt(picked.Count - 1);
            }

            family = families.Low(family);
        }

        if (family == 1 && waiting is not null)
        {
            List(waiting.Family, waiting.Next, order);
        }
        else if (family == 1 && order == 0 && listed.Count < options.MaximumCount)
        {
            listed.Add(new CutSet([.. picked.Order().Select(i => tree.Events[i])]));
        }
    }

    private void SortByProbability(int first)
    {
        var keys = new (double Probability, int Place)[listed.Count - first];
        var sets = new CutSet[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            sets[i] = listed[first + i];
            keys[i] = (-sets[i].Probability, i);
        }

        Array.Sort(keys, sets);
        listed.RemoveRange(first, sets.Length);
        listed.AddRange(sets);
    }

    /// <summary>A family of which one set is still to be chosen, and those after it.</summary>
    /// <param name="Family">Which.</param>
    /// <param name="Orders">The orders that it and all after it can have together.</param>
    /// <param name="Next">What comes after.</param>
    private sealed record Waiting(int Family, ulong Orders, Waiting? Next);
}
