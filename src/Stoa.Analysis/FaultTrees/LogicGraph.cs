using System.Diagnostics.CodeAnalysis;

namespace Stoa.Analysis.FaultTrees;

/// <summary>What stands at a node of a <see cref="LogicGraph"/>. An OR is the opposite of an AND of opposites, so that De Morgan needs no case.</summary>
internal enum LogicKind : byte
{
    /// <summary>False; its opposite is true. Always node 0.</summary>
    Constant,

    /// <summary>A basic event.</summary>
    Variable,

    /// <summary>True if all of its arguments are.</summary>
    And,

    /// <summary>True if at least a number of its arguments are.</summary>
    AtLeast,

    /// <summary>True if an odd number of its arguments is.</summary>
    Xor,
}

/// <summary>
/// A fault tree in a form made for computing: house events and constants are gone, equal gates are one gate, nested gates of one kind
/// are flat. Literals as in <see cref="FaultTree"/>: twice a node, plus one for its opposite. Arguments stand before their gates.
/// </summary>
internal sealed class LogicGraph
{
    private readonly List<LogicKind> kinds = [LogicKind.Constant];
    private readonly List<int> values = [0];
    private readonly List<int[]> arguments = [[]];
    private readonly Dictionary<GateKey, int> gates = [];

    /// <summary>How many nodes there are, the constant included.</summary>
    public int Count => kinds.Count;

    /// <summary>The literal of the top event.</summary>
    public int Top { get; set; }

    /// <summary>What a node is.</summary>
    public LogicKind Kind(int node) => kinds[node];

    /// <summary>The event's index for a variable, the threshold for an at-least gate.</summary>
    public int Value(int node) => values[node];

    /// <summary>The literals that a gate is made of, in ascending order; each once, but for at-least gates, where one that stands twice counts twice.</summary>
    public int[] Arguments(int node) => arguments[node];

    /// <summary>Whether a node is a gate.</summary>
    public bool IsGate(int node) => kinds[node] >= LogicKind.And;

    /// <summary>A variable; the caller asks once for each event.</summary>
    public int Variable(int eventIndex) => Add(LogicKind.Variable, eventIndex, []);

    /// <summary>All of them. The list is used up.</summary>
    public int And(List<int> literals)
    {
        while (true)
        {
            literals.Sort();
            var kept = 0;
            for (var i = 0; i < literals.Count; i++)
            {
                var literal = literals[i];
                if (literal == 0)
                {
                    return 0;
                }

                if (literal == 1 || (kept > 0 && literals[kept - 1] == literal))
                {
                    continue;
                }

                // A node's literal and its opposite are neighbours.
                if (kept > 0 && literals[kept - 1] == (literal ^ 1))
                {
                    return 0;
                }

                literals[kept++] = literal;
            }

            literals.RemoveRange(kept, literals.Count - kept);
            if (kept == 0)
            {
                return 1;
            }

            if (kept == 1)
            {
                return literals[0];
            }

            if (!Absorb(literals))
            {
                return Intern(LogicKind.And, 0, literals);
            }
        }
    }

    /// <summary>One of them. The list is used up.</summary>
    public int Or(List<int> literals)
    {
        Complement(literals);
        return And(literals) ^ 1;
    }

    /// <summary>At least so many of them; one that stands twice counts twice. The list is used up.</summary>
    public int AtLeast(int threshold, List<int> literals)
    {
        literals.Sort();
        var kept = 0;
        for (var i = 0; i < literals.Count; i++)
        {
            var literal = literals[i];
            if (literal == 1 || (kept > 0 && literals[kept - 1] == (literal ^ 1)))
            {
                // True, or exactly one of the two is.
                threshold--;
                kept -= literal == 1 ? 0 : 1;
            }
            else if (literal != 0)
            {
                literals[kept++] = literal;
            }
        }

        literals.RemoveRange(kept, literals.Count - kept);
        if (threshold <= 0)
        {
            return 1;
        }

        if (threshold > kept)
        {
            return 0;
        }

        if (threshold == kept)
        {
            return And(literals);
        }

        if (threshold == 1)
        {
            return Or(literals);
        }

        return Intern(LogicKind.AtLeast, threshold, literals);
    }

    /// <summary>An odd number of them. The list is used up.</summary>
    public int Xor(List<int> literals)
    {
        var opposite = 0;
        for (var i = 0; i < literals.Count; i++)
        {
            opposite ^= literals[i] & 1;
            literals[i] &= ~1;
        }

        literals.Sort();
        var kept = 0;
        for (var i = 0; i < literals.Count; i++)
        {
            var literal = literals[i];
            if (kept > 0 && literals[kept - 1] == literal)
            {
                kept--;
            }
            else if (literal != 0)
            {
                literals[kept++] = literal;
            }
        }

        literals.RemoveRange(kept, literals.Count - kept);
        return opposite ^ kept switch
        {
            0 => 0,
            1 => literals[0],
            _ => Intern(LogicKind.Xor, 0, literals),
        };
    }

    /// <summary>The graph of a tree, simplified until nothing changes any more.</summary>
    public static LogicGraph Of(FaultTree tree)
    {
        var graph = new LogicGraph();
        var literals = new int[tree.Nodes.Length];
        var list = new List<int>();
        for (var i = 1; i < literals.Length; i++)
        {
            var node = tree.Nodes[i];
            list.Clear();
            foreach (var argument in tree.Arguments.AsSpan(node.First, node.Count))
            {
                list.Add(literals[argument >> 1] ^ (argument & 1));
            }

            literals[i] = node.Kind switch
            {
                FaultNodeKind.Event => graph.Variable(node.First),
                FaultNodeKind.House => tree.Houses[node.First].IsTrue ? 1 : 0,
                FaultNodeKind.And => graph.And(list),
                FaultNodeKind.Or => graph.Or(list),
                FaultNodeKind.AtLeast => graph.AtLeast(node.Threshold, list),
                _ => graph.Xor(list),
            };
        }

        graph.Top = literals[tree.Top >> 1] ^ (tree.Top & 1);

        // Each round can make room for the next; in practice two or three are enough.
        for (var round = 0; round < 8; round++)
        {
            var flat = graph.Flatten();
            var done = flat.Count == graph.Count;
            graph = flat;
            if (done)
            {
                break;
            }
        }

        return graph.SetPrivateApart();
    }

    /// <summary>How many arguments of needed gates name each node; the top event counts as one more.</summary>
    public int[] CountUses()
    {
        var uses = new int[Count];
        uses[Top >> 1] = 1;
        for (var node = Count - 1; node > 0; node--)
        {
            if (uses[node] > 0)
            {
                foreach (var argument in arguments[node])
                {
                    uses[argument >> 1]++;
                }
            }
        }

        return uses;
    }

    /// <summary>
    /// The same function with the events that only one AND or XOR names brought together in a gate of their own, a module, where others
    /// stand beside them: a tier of a thousand instances is then one variable next to its zone.
    /// </summary>
    private LogicGraph SetPrivateApart()
    {
        var uses = CountUses();
        var apart = new LogicGraph();
        var literals = new int[Count];
        var list = new List<int>();
        for (var node = 1; node < Count; node++)
        {
            list.Clear();
            var owned = new List<int>();
            foreach (var argument in arguments[node])
            {
                var isOwned = kinds[node] != LogicKind.AtLeast && kinds[argument >> 1] == LogicKind.Variable && uses[argument >> 1] == 1;
                (isOwned ? owned : list).Add(literals[argument >> 1] ^ (argument & 1));
            }

            if (owned.Count < 2 || list.Count == 0)
            {
                list.AddRange(owned);
            }
            else
            {
                list.Add(kinds[node] == LogicKind.And ? apart.And(owned) : apart.Xor(owned));
            }

            literals[node] = kinds[node] switch
            {
                LogicKind.Variable => apart.Variable(values[node]),
                LogicKind.And => apart.And(list),
                LogicKind.AtLeast => apart.AtLeast(values[node], list),
                _ => apart.Xor(list),
            };
        }

        apart.Top = literals[Top >> 1] ^ (Top & 1);
        return apart;
    }

    /// <summary>The same function with a gate drawn into its only user where both are of one kind, and without what is not needed.</summary>
    private LogicGraph Flatten()
    {
        var uses = CountUses();
        var flat = new LogicGraph();
        var literals = new int[Count];
        var list = new List<int>();
        for (var node = 1; node < Count; node++)
        {
            if (uses[node] == 0)
            {
                continue;
            }

            var kind = kinds[node];
            list.Clear();
            foreach (var argument in arguments[node])
            {
                var inner = argument >> 1;
                var absorbs = uses[inner] == 1
                    && ((kind == LogicKind.And && kinds[inner] == LogicKind.And && (argument & 1) == 0)
                        || (kind == LogicKind.Xor && kinds[inner] == LogicKind.Xor));
                var literal = literals[inner] ^ (argument & 1);
                if (absorbs && flat.kinds[literal >> 1] == kind && (literal & 1) == 0)
                {
                    list.AddRange(flat.arguments[literal >> 1]);
                }
                else
                {
                    list.Add(literal);
                }
            }

            literals[node] = kind switch
            {
                LogicKind.Variable => flat.Variable(values[node]),
                LogicKind.And => flat.And(list),
                LogicKind.AtLeast => flat.AtLeast(values[node], list),
                _ => flat.Xor(list),
            };
        }

        flat.Top = literals[Top >> 1] ^ (Top & 1);
        return flat;
    }

    /// <summary>
    /// Simplifies ORs among the arguments of an AND by the arguments beside them: a ∧ (a ∨ b) is a, a ∧ (¬a ∨ b) is a ∧ b.
    /// </summary>
    /// <returns>Whether something changed.</returns>
    private bool Absorb(List<int> literals)
    {
        for (var i = 0; i < literals.Count; i++)
        {
            var node = literals[i] >> 1;
            if ((literals[i] & 1) == 0 || kinds[node] != LogicKind.And)
            {
                continue;
            }

            var inner = arguments[node];
            var redundant = 0;
            foreach (var argument in inner)
            {
                if (literals.BinarySearch(argument ^ 1) >= 0)
                {
                    literals[i] = 1;
                    return true;
                }

                redundant += literals.BinarySearch(argument) >= 0 ? 1 : 0;
            }

            if (redundant > 0)
            {
                var rest = new List<int>(inner.Length - redundant);
                foreach (var argument in inner)
                {
                    if (literals.BinarySearch(argument) < 0)
                    {
                        rest.Add(argument);
                    }
                }

                literals[i] = And(rest) ^ 1;
                return true;
            }
        }

        return false;
    }

    private int Intern(LogicKind kind, int value, List<int> literals)
    {
        var key = new GateKey(kind, value, [.. literals]);
        if (!gates.TryGetValue(key, out var node))
        {
            node = Add(kind, value, key.Arguments) >> 1;
            gates.Add(key, node);
        }

        return node << 1;
    }

    private int Add(LogicKind kind, int value, int[] literals)
    {
        kinds.Add(kind);
        values.Add(value);
        arguments.Add(literals);
        return (kinds.Count - 1) << 1;
    }

    private static void Complement(List<int> literals)
    {
        for (var i = 0; i < literals.Count; i++)
        {
            literals[i] ^= 1;
        }
    }

    private readonly struct GateKey(LogicKind kind, int value, int[] arguments) : IEquatable<GateKey>
    {
        private readonly LogicKind kind = kind;
        private readonly int value = value;

        public int[] Arguments { get; } = arguments;

        public bool Equals(GateKey other) =>
            kind == other.kind && value == other.value && Arguments.AsSpan().SequenceEqual(other.Arguments);

        public override bool Equals([NotNullWhen(true)] object? obj) => obj is GateKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = ((uint)kind * 31) + (uint)value;
            foreach (var argument in Arguments)
            {
                hash = (hash ^ (uint)argument) * 0x9E3779B1;
                hash ^= hash >> 15;
            }

            return (int)hash;
        }
    }
}
