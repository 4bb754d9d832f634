using System.Diagnostics.CodeAnalysis;

namespace Stoa.Language.Values;

/// <summary>
/// The entries of a map or object, in the order of their keys (by Unicode code point, as Terraform sorts). The array of keys is
/// shared between values of one shape, so that five hundred instances of a module do not hold five hundred copies.
/// </summary>
public sealed class Entries
{
    /// <summary>No entries.</summary>
    public static readonly Entries Empty = new([], []);

    /// <summary>
    /// Entries whose keys are distinct and in order (<see cref="CodePointOrder"/>), each with the value at its position. The arrays are this
    /// object's from now on; the one of keys may serve any number of them.
    /// </summary>
    public Entries(string[] keys, Value[] values)
    {
        Keys = keys;
        Values = values;
    }

    /// <summary>Entries of distinct keys in any order but most often already in order. The arrays are this object's from now on.</summary>
    internal static Entries Of(string[] keys, Value[] values)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            if (CodePointOrder.Compare(keys[i - 1], keys[i]) > 0)
            {
                Array.Sort(keys, values, CodePointOrder.Instance);
                break;
            }
        }

        return keys.Length == 0 ? Empty : new Entries(keys, values);
    }

    internal string[] Keys { get; }

    internal Value[] Values { get; }

    /// <summary>The entries, in order.</summary>
    public IEnumerable<KeyValuePair<string, Value>> Pairs
    {
        get
        {
            for (var i = 0; i < Keys.Length; i++)
            {
                yield return KeyValuePair.Create(Keys[i], Values[i]);
            }
        }
    }

    /// <summary>Finds the value of a key.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out Value value)
    {
        var hint = -1;
        return TryGet(key, ref hint, out value);
    }

    /// <summary>
    /// Finds the value of a key that is looked for again and again, in entries that are mostly of one shape.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="hint">Where it was found last; any number serves, and threads may share it.</param>
    /// <param name="value">The value.</param>
    internal bool TryGet(string key, ref int hint, [MaybeNullWhen(false)] out Value value)
    {
        var guess = hint;
        if ((uint)guess < (uint)Keys.Length && Keys[guess] == key)
        {
            value = Values[guess];
            return true;
        }

        int low = 0, high = Keys.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = CodePointOrder.Compare(Keys[middle], key);
            if (order == 0)
            {
                hint = middle;
                value = Values[middle];
                return true;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        value = null;
        return false;
    }
}

/// <summary>Collects entries in any order; of two with one key the later wins.</summary>
public sealed class EntriesBuilder(int capacity = 4)
{
    private readonly Dictionary<string, Value> entries = new(capacity);

    /// <summary>How many keys there are so far.</summary>
    public int Count => entries.Count;

    /// <summary>Gets or sets the value of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key to get.</exception>
    public Value this[string key]
    {
        get => entries[key];
        set => entries[key] = value;
    }

    /// <summary>Finds the value of a key set so far.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out Value value) => entries.TryGetValue(key, out value);

    /// <summary>The entries in order.</summary>
    public Entries ToEntries()
    {
        if (entries.Count == 0)
        {
            return Entries.Empty;
        }

        var keys = new string[entries.Count];
        var values = new Value[entries.Count];
        entries.Keys.CopyTo(keys, 0);
        entries.Values.CopyTo(values, 0);
        Array.Sort(keys, values, CodePointOrder.Instance);
        return new Entries(keys, values);
    }
}
