using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Documents;

/// <summary>The entries of the mappings that a reader is building at a time, one within the other; sees to it that keys are distinct.</summary>
internal sealed class EntryList(SourceText source)
{
    // Above this many entries a dictionary tells whether a key was there before; below it looking through them is faster.
    private const int ManyEntries = 12;

    // Of each mapping that outgrew looking through: where its keys stand. Few are open at a time.
    private readonly Stack<(int Mark, Dictionary<string, int> Index)> indexes = new();
    private Scratch<MappingEntry> entries;

    /// <summary>What was complained about, here and by the reader.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>Begins a mapping; the mark identifies it.</summary>
    public int Begin() => entries.Mark;

    /// <summary>Adds an entry to the innermost mapping. A later value of a key replaces the earlier one and is complained about.</summary>
    public void Add(ScalarNode key, Node value, int mark)
    {
        var at = Find(key.Text, mark);
        if (at < 0)
        {
            Append(key, value, mark);
            return;
        }

        ref var earlier = ref entries.SinceMutable(mark)[at];
        if (Diagnostics.Count < DocumentLimits.MaxErrors)
        {
            Diagnostics.Add(LanguageDiagnostics.DuplicateKey(
                new Location(source, key.Span), key.Text, new Location(source, earlier.Key.Span)));
        }

        earlier = new MappingEntry(key, value);
    }

    /// <summary>
    /// Adds the entries of a mapping, or of a list of mappings, to the innermost one; keys that are there, or come from an earlier
    /// mapping of the list, stay.
    /// </summary>
    public void Merge(ScalarNode key, Node merged, int mark)
    {
        foreach (var node in merged is SequenceNode sequence ? sequence.Items : [merged])
        {
            if (node is not MappingNode mapping)
            {
                if (Diagnostics.Count < DocumentLimits.MaxErrors)
                {
                    Diagnostics.Add(LanguageDiagnostics.InvalidMerge(new Location(source, key.Span)));
                }

                return;
            }

            foreach (var entry in mapping.Entries)
            {
                if (Find(entry.Key.Text, mark) < 0)
                {
                    Append(entry.Key, entry.Value, mark);
                }
            }
        }
    }

    /// <summary>Ends the innermost mapping.</summary>
    public ImmutableArray<MappingEntry> Take(int mark)
    {
        if (indexes.TryPeek(out var top) && top.Mark == mark)
        {
            indexes.Pop();
        }

        return entries.Take(mark);
    }

    private void Append(ScalarNode key, Node value, int mark)
    {
        if (indexes.TryPeek(out var top) && top.Mark == mark)
        {
            top.Index.Add(key.Text, entries.Mark - mark);
        }

        entries.Add(new MappingEntry(key, value));
    }

    private int Find(string key, int mark)
    {
        var own = entries.Since(mark);
        if (own.Length <= ManyEntries)
        {
            for (var i = 0; i < own.Length; i++)
            {
                if (own[i].Key.Text == key)
                {
                    return i;
                }
            }

            return -1;
        }

        if (!indexes.TryPeek(out var top) || top.Mark != mark)
        {
            var index = new Dictionary<string, int>(own.Length * 2);
            for (var i = 0; i < own.Length; i++)
            {
                index.Add(own[i].Key.Text, i);
            }

            indexes.Push(top = (mark, index));
        }

        return top.Index.TryGetValue(key, out var at) ? at : -1;
    }
}
