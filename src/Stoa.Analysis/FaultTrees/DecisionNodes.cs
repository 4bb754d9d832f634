using System.Runtime.CompilerServices;

namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// The workshop in which decision diagrams are made: nodes in one array, each once, with complement edges. A literal is twice a node
/// plus one for its opposite; 0 is false, 1 is true. The low edge of a node is never complemented, so that a node is false where all
/// of its variables are.
/// </summary>
internal sealed class DecisionNodes
{
    /// <summary>The level of the constant: below every variable.</summary>
    private const int Bottom = int.MaxValue;

    /// <summary>In <see cref="Memo.Second"/>'s high bit: a remembered XOR, not an AND.</summary>
    private const int XorMark = int.MinValue;

    private int limit;
    private Node[] nodes = new Node[256];
    private int[] buckets = new int[512];
    private Memo[] memos = new Memo[512];
    private int count = 1;

    /// <param name="limit">How many nodes may exist at one time.</param>
    public DecisionNodes(int limit)
    {
        this.limit = limit;
        nodes[0] = new Node { Level = Bottom };
    }

    /// <summary>Whether the limit was met; all results since then mean nothing.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>How many nodes exist, the constant included.</summary>
    public int Count => count;

    /// <summary>The level of a node.</summary>
    public int Level(int node) => nodes[node].Level;

    /// <summary>Where a node leads if its variable is true.</summary>
    public int High(int node) => nodes[node].High;

    /// <summary>Where a node leads if its variable is false.</summary>
    public int Low(int node) => nodes[node].Low;

    /// <summary>The variable of a level.</summary>
    public int Variable(int level) => Make(level, 1, 0);

    /// <summary>Forgets all nodes, and that the limit was met; sets a new one.</summary>
    public void Clear(int newLimit)
    {
        limit = newLimit;
        count = 1;
        IsExhausted = false;
        if (nodes.Length > 1 << 16)
        {
            nodes = new Node[256];
            nodes[0] = new Node { Level = Bottom };
            buckets = new int[512];
            memos = new Memo[512];
        }
        else
        {
            buckets.AsSpan().Clear();
            memos.AsSpan().Clear();
        }
    }

    /// <summary>Both.</summary>
    public int And(int f, int g)
    {
        if (f > g)
        {
            (f, g) = (g, f);
        }

        if (f <= 1)
        {
            return f == 0 ? 0 : g;
        }

        if ((f ^ g) <= 1)
        {
            return f == g ? f : 0;
        }

        if (IsExhausted)
        {
            return 0;
        }

        ref var memo = ref memos[Slot(f, g)];
        if (memo.First == f && memo.Second == g)
        {
            return memo.Result;
        }

        ref var nf = ref nodes[f >> 1];
        ref var ng = ref nodes[g >> 1];
        int level = nf.Level, high, low;
        if (level < ng.Level)
        {
            var sign = f & 1;
            var lowF = nf.Low ^ sign;
            high = And(nf.High ^ sign, g);
            low = And(lowF, g);
        }
        else if (level > ng.Level)
        {
            level = ng.Level;
            var sign = g & 1;
            var lowG = ng.Low ^ sign;
            high = And(f, ng.High ^ sign);
            low = And(f, lowG);
        }
        else
        {
            int signF = f & 1, signG = g & 1;
            int lowF = nf.Low ^ signF, lowG = ng.Low ^ signG;
            high = And(nf.High ^ signF, ng.High ^ signG);
            low = And(lowF, lowG);
        }

        var result = Make(level, high, low);
        memos[Slot(f, g)] = new Memo { First = f, Second = g, Result = result };
        return result;
    }

    /// <summary>One of them.</summary>
    public int Or(int f, int g) => And(f ^ 1, g ^ 1) ^ 1;

    /// <summary>Exactly one of them.</summary>
    public int Xor(int f, int g)
    {
        var sign = (f ^ g) & 1;
        f &= ~1;
        g &= ~1;
        if (f > g)
        {
            (f, g) = (g, f);
        }

        if (f == 0)
        {
            return g ^ sign;
        }

        if (f == g)
        {
            return sign;
        }

        if (IsExhausted)
        {
            return 0;
        }

        ref var memo = ref memos[Slot(f, g | XorMark)];
        if (memo.First == f && memo.Second == (g | XorMark))
        {
            return memo.Result ^ sign;
        }

        var nf = nodes[f >> 1];
        var ng = nodes[g >> 1];
        var level = Math.Min(nf.Level, ng.Level);
        var (highF, lowF) = nf.Level == level ? (nf.High, nf.Low) : (f, f);
        var (highG, lowG) = ng.Level == level ? (ng.High, ng.Low) : (g, g);
        var high = Xor(highF, highG);
        var result = Make(level, high, Xor(lowF, lowG));
        memos[Slot(f, g | XorMark)] = new Memo { First = f, Second = g | XorMark, Result = result };
        return result ^ sign;
    }

    /// <summary>At least so many of them.</summary>
    /// <param name="threshold">1 up to their number.</param>
    /// <param name="literals">Which; best ordered from the bottom of the diagram to its top.</param>
    public int AtLeast(int threshold, ReadOnlySpan<int> literals)
    {
        // rows[j]: at least j of those seen so far.
        var rows = new int[threshold + 1];
        rows[0] = 1;
        for (var i = 0; i < literals.Length && !IsExhausted; i++)
        {
            // What the rest cannot lift to the threshold is not needed.
            var least = Math.Max(1, threshold - (literals.Length - 1 - i));
            for (var j = Math.Min(threshold, i + 1); j >= least; j--)
            {
                rows[j] = Or(rows[j], And(literals[i], rows[j - 1]));
            }
        }

        return rows[threshold];
    }

    private int Make(int level, int high, int low)
    {
        if (high == low)
        {
            return high;
        }

        var sign = low & 1;
        high ^= sign;
        low ^= sign;
        var bucket = Hash(level, high, low) & (buckets.Length - 1);
        for (var i = buckets[bucket]; i != 0; i = nodes[i].Next)
        {
            ref var node = ref nodes[i];
            if (node.High == high && node.Low == low && node.Level == level)
            {
                return (i << 1) | sign;
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
        return (count++ << 1) | sign;
    }

    private void Grow()
    {
        Array.Resize(ref nodes, nodes.Length * 2);
        while (buckets.Length < nodes.Length)
        {
            buckets = new int[buckets.Length * 2];
        }

        buckets.AsSpan().Clear();
        for (var i = 1; i < count; i++)
        {
            ref var node = ref nodes[i];
            var bucket = Hash(node.Level, node.High, node.Low) & (buckets.Length - 1);
            node.Next = buckets[bucket];
            buckets[bucket] = i;
        }

        if (memos.Length < nodes.Length)
        {
            var old = memos;
            memos = new Memo[old.Length * 2];
            foreach (var memo in old)
            {
                if (memo.First != 0)
                {
                    memos[Slot(memo.First, memo.Second)] = memo;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(int first, int second)
    {
        var hash = ((uint)first * 0x9E3779B1u) ^ ((uint)second * 0x85EBCA77u);
        return (int)((hash ^ (hash >> 15)) & (uint)(memos.Length - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
