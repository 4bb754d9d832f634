using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Documents;

/// <summary>A YAML or JSON file, read: its content with positions, its comments, and what could not be read.</summary>
/// <param name="Source">The text.</param>
/// <param name="Root">The content; null where nothing could be read or nothing is there.</param>
/// <param name="Comments">Every comment of a YAML file, in order; suppressions live in them.</param>
/// <param name="Diagnostics">What could not be read.</param>
public sealed record Document(
    SourceText Source, Node? Root, ImmutableArray<Comment> Comments, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>
/// A part of a YAML or JSON file. What an alias stands for is the anchored node itself, so that a tree may hold one node in
/// several places; its expanded size is bounded (<see cref="DocumentLimits.MaxNodes"/>).
/// </summary>
public abstract class Node
{
    private protected Node(TextSpan span, string? tag)
    {
        Span = span;
        Tag = tag;
    }

    /// <summary>The characters it was written with, quotes and brackets included; a tag or anchor before it is not.</summary>
    public TextSpan Span { get; }

    /// <summary>The explicit tag as written (<c>!Sub</c>, <c>!!str</c>), or null.</summary>
    public string? Tag { get; }

    /// <summary>The number of nodes in the tree below and including this one, with aliases expanded.</summary>
    internal int Size { get; init; } = 1;
}

/// <summary>How a scalar was written.</summary>
public enum ScalarStyle : byte
{
    /// <summary>Without quotes. What it means (a number? a truth value?) is for the consumer to say.</summary>
    Plain,

    /// <summary><c>'text'</c></summary>
    SingleQuoted,

    /// <summary><c>"text"</c>, in YAML and JSON.</summary>
    DoubleQuoted,

    /// <summary>The block <c>|</c>, lines kept.</summary>
    Literal,

    /// <summary>The block <c>&gt;</c>, lines folded.</summary>
    Folded,
}

/// <summary>A text, a number, a truth value or null.</summary>
public sealed class ScalarNode(string text, ScalarStyle style, TextSpan span, string? tag = null) : Node(span, tag)
{
    /// <summary>The text: escapes resolved, lines folded; of a plain scalar as written.</summary>
    public string Text { get; } = text;

    /// <summary>How it was written.</summary>
    public ScalarStyle Style { get; } = style;

    /// <summary>Whether it was written without quotes, so that it may mean something else than text.</summary>
    public bool IsPlain => Style == ScalarStyle.Plain;

    /// <summary>Whether it means nothing: nothing written, <c>~</c>, or <c>null</c> in YAML's three spellings.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL" && Tag is null or "!!null";

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A sequence (YAML) or array (JSON).</summary>
public sealed class SequenceNode(ImmutableArray<Node> items, TextSpan span, string? tag = null) : Node(span, tag)
{
    /// <summary>The elements.</summary>
    public ImmutableArray<Node> Items { get; } = items;
}

/// <summary>A mapping (YAML) or object (JSON) whose keys are distinct texts.</summary>
public sealed class MappingNode(ImmutableArray<MappingEntry> entries, TextSpan span, string? tag = null) : Node(span, tag)
{
    // Above this many entries a dictionary, made on first use, finds a key; below it looking through them is faster.
    private const int ManyEntries = 12;

    private Dictionary<string, int>? index;

    /// <summary>
    /// The entries in the order written; of two with one key the later value stands at the earlier place (a diagnostic was
    /// reported). Entries merged in by <c>&lt;&lt;</c> follow the others.
    /// </summary>
    public ImmutableArray<MappingEntry> Entries { get; } = entries;

    /// <summary>The value of a key, or null.</summary>
    public Node? this[string key] => TryGetEntry(key, out var entry) ? entry.Value : null;

    /// <summary>Finds the entry of a key.</summary>
    public bool TryGetEntry(string key, out MappingEntry entry)
    {
        if (Entries.Length <= ManyEntries)
        {
            foreach (var candidate in Entries)
            {
                if (candidate.Key.Text == key)
                {
                    entry = candidate;
                    return true;
                }
            }
        }
        else if ((index ??= MakeIndex()).TryGetValue(key, out var at))
        {
            entry = Entries[at];
            return true;
        }

        entry = default;
        return false;
    }

    /// <summary>Finds the value of a key.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out Node value)
    {
        var found = TryGetEntry(key, out var entry);
        value = entry.Value;
        return found;
    }

    // A race makes it twice, to the same content.
    private Dictionary<string, int> MakeIndex()
    {
        var made = new Dictionary<string, int>(Entries.Length);
        for (var i = 0; i < Entries.Length; i++)
        {
            made[Entries[i].Key.Text] = i;
        }

        return made;
    }
}

/// <summary>A key and its value.</summary>
public readonly record struct MappingEntry(ScalarNode Key, Node Value);

/// <summary>What a document may hold at most.</summary>
public static class DocumentLimits
{
    /// <summary>Collections within collections.</summary>
    public const int MaxDepth = 200;

    /// <summary>Nodes of a document with its aliases expanded.</summary>
    public const int MaxNodes = 8_000_000;

    /// <summary>Errors in one document after which the rest of it is left unread.</summary>
    public const int MaxErrors = 100;
}
