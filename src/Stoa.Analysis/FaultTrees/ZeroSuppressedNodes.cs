namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// Families of sets as zero-suppressed decision diagrams (S. Minato 1993): node 0 is the family of no set, 1 the one of the empty set
/// alone; any other holds the sets of its low edge, and those of its high edge with its level's element added.
/// </summary>
internal sealed class ZeroSuppressedNodes
{
    private readonly int limit;
    private Node[] nodes = new Node[256];
    private int[] buckets = new int[512];
    private Memo[] memos = new Memo[512];
    private int count = 2;

    /// <param name="limit">How many nodes may exist.</param>
    public ZeroSuppressedNodes(int limit)
    {
        this.limit = limit;
        nodes[0].Level = nodes[1].Level = int.MaxValue;
    }

    /// <summary>Whether the limit was met; all results since then mean nothing.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>How many nodes exist, the two constants included; parts stand before wholes.</summary>
    public int Count => count;

    /// <summary>The element that a node decides on.</summary>
    public int Level(int node) => nodes[node].Level;

    /// <summary>The sets with the element, without it.</summary>
    public int High(int node) => nodes[node].High;

    /// <summary>The sets that lack the element.</summary>
    public int Low(int node) => nodes[node].Low;

    /// <summary>The node of a level and its two families.</summary>
    public int Make(int level, int high, int low)
    {
        if (high == 0)
        {
            return low;
        }

        var bucket = Hash(level, high, low) & (buckets.Length - 1);
        for (var i = buckets[bucket]; i != 0; i = nodes[i].Next)
        {
            ref var node = ref nodes[i];
            if (node.High == high && node.Low == low && node.Level == level)
            {
                return i;
            }
        }

        if (count >= limit)
        {
            IsExhausted = true;
            return 0;
        }

        if (count == nodes.Length)
        {
            Grow();
            bucket = Hash(level, high, low) & (buckets.Length - 1);
        }

        nodes[count] = new Node { Level = level, High = high, Low = low, Next = buckets[bucket] };
        buckets[bucket] = count;
        return count++;
    }

    /// <summary>The sets of <paramref name="family"/> that include no set of <paramref name="others"/> (A. Rauzy 1993).</summary>
    /// <param name="family">Sets of which none includes another.</param>
    /// <param name="others">Likewise.</param>
    public int Without(int family, int others)
    {
        if (family == 0 || others == 1 || family == others)
        {
            return 0;
        }

        // Of sets that do not include each other the empty set is alone: the family of it alone is hit only by itself.
        if (others == 0 || family == 1 || IsExhausted)
        {
            return family;
        }

        ref var memo = ref memos[Slot(family, others)];
        if (memo.First == family && memo.Second == others)
        {
            return memo.Result;
        }

        var a = nodes[family];
        var b = nodes[others];
        int result;
        if (a.Level < b.Level)
        {
            var high = Without(a.High, others);
            result = Make(a.Level, high, Without(a.Low, others));
        }
        else if (a.Level > b.Level)
        {
            result = Without(family, b.Low);
        }
        else
        {
            var high = Without(Without(a.High, b.High), b.Low);
            result = Make(a.Level, high, Without(a.Low, b.Low));
        }

        memos[Slot(family, others)] = new Memo { First = family, Second = others, Result = result };
        return result;
    }

    private void Grow()
    {
        Array.Resize(ref nodes, nodes.Length * 2);
        buckets = new int[nodes.Length * 2];
        for (var i = 2; i < count; i++)
        {
            ref var node = ref nodes[i];
            var bucket = Hash(node.Level, node.High, node.Low) & (buckets.Length - 1);
            node.Next = buckets[bucket];
            buckets[bucket] = i;
        }

        var old = memos;
        memos = new Memo[nodes.Length];
        foreach (var memo in old)
        {
            if (memo.First != 0)
            {
                memos[Slot(memo.First, memo.Second)] = memo;
            }
        }
    }

    private int Slot(int first, int second)
    {
        var hash = ((uint)first * 0x9E3779B1u) ^ ((uint)second * 0x85EBCA77u);
        return (int)((hash ^ (hash >> 15)) & (uint)(memos.Length - 1));
    }

    private static int Hash(int level, int high, int low)
    {
        var hash = ((uint)high * 0x9E3779B1u) ^ ((uint)low * 0x85EBCA77u) ^ ((uint)level * 0xC2B2AE3Du);
        return (int)(hash ^ (hash >> 15));
    }

    private struct Node
    {
        public int Level;
        public int High;
        public int Low;
        public int Next;
    }

    private struct Memo
    {
        public int First;
        public int Second;
        public int Result;
    }
}
