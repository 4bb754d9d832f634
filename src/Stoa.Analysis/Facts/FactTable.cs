using System.Globalization;
using System.Runtime.InteropServices;
using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Workloads.Knowledge;

namespace Stoa.Analysis.Facts;

/// <summary>
/// A table of facts: a YAML mapping with a list named <c>rows</c>, each a mapping of texts and numbers. The tables are ours, made at
/// build and tested: what does not fit is a bug of ours, and throws with file and line.
/// </summary>
public sealed class FactTable
{
    // A list of texts in a condition of a row is the deepest that a table holds.
    private const int MaxDepth = 4;

    private FactTable(IReadOnlyList<FactRow> rows) => Rows = rows;

    /// <summary>The rows in the order written.</summary>
    public IReadOnlyList<FactRow> Rows { get; }

    /// <summary>Reads a table; it has no rows where the book has none of that path.</summary>
    /// <exception cref="InvalidDataException">The text is not a table.</exception>
    public static FactTable Read(FactBook book, string path) => book.Table(path) ?? new FactTable([]);

    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">The text is not a table.</exception>
    public static FactTable Read(SourceText source)
    {
        var document = YamlReader.Read(source);
        if (document.Diagnostics is [var first, ..])
        {
            throw new InvalidDataException(first.ToString());
        }

        var rows = (document.Root as MappingNode)?["rows"] as SequenceNode
            ?? throw new InvalidDataException($"{source.Path}: the table has no list named rows.");
        return new FactTable([.. rows.Items.Select(item => Row(item as MappingNode ?? throw new InvalidDataException($"{new Location(source, item.Span)}: a row is a mapping."), source))]);
    }

    /// <summary>Reads a table that <see cref="WriteTo"/> wrote: without its comments, and of each row only where the whole table is written.</summary>
    /// <param name="reader">Stands before it.</param>
    /// <param name="path">The path of the table.</param>
    public static FactTable Read(ref PackReader reader, string path)
    {
        var source = new SourceText(path, "");
        var names = reader.ReadStrings();
        var rows = new FactRow[reader.ReadInt()];
        for (var i = 0; i < rows.Length; i++)
        {
            var fields = new KeyValuePair<string, Node>[reader.ReadInt()];
            for (var f = 0; f < fields.Length; f++)
            {
                fields[f] = new(names[reader.ReadInt()], ReadNode(ref reader, 0));
            }

            rows[i] = new FactRow(fields, new Location(source, default));
        }

        return new FactTable(rows);
    }

    /// <summary>Writes the table, so that it is read without knowing YAML.</summary>
    /// <exception cref="InvalidDataException">A row nests deeper than any should.</exception>
    public void WriteTo(PackWriter writer)
    {
        var names = Rows.SelectMany(static r => r.Fields).Distinct().ToList();
        writer.Write(names);
        writer.Write(Rows, (w, row) => w.Write([.. row.Fields], (inner, name) =>
        {
            inner.Write((long)names.IndexOf(name));
            WriteNode(inner, row.Node(name)!, 0, row.Location);
        }));
    }

    private static FactRow Row(MappingNode mapping, SourceText source) =>
        new([.. mapping.Entries.Select(static e => KeyValuePair.Create(e.Key.Text, e.Value))], new Location(source, mapping.Span));

    private static void WriteNode(PackWriter writer, Node node, int depth, Location location)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidDataException($"{location}: a row does not nest so deep.");
        }

        switch (node)
        {
            case ScalarNode scalar:
                writer.Write(0L);
                writer.Write(scalar.Text);
                break;
            case SequenceNode sequence:
                writer.Write(1L);
                writer.Write(sequence.Items, (w, item) => WriteNode(w, item, depth + 1, location));
                break;
            case MappingNode mapping:
                writer.Write(2L);
                writer.Write(mapping.Entries, (w, entry) =>
                {
                    w.Write(entry.Key.Text);
                    WriteNode(w, entry.Value, depth + 1, location);
                });
                break;
        }
    }

    private static Node ReadNode(ref PackReader reader, int depth)
    {
        switch (depth > MaxDepth ? -1 : reader.ReadInt())
        {
            case 0:
                return new ScalarNode(reader.ReadString(), ScalarStyle.Plain, default);
            case 1:
                return new SequenceNode(ImmutableCollectionsMarshal.AsImmutableArray(reader.ReadList((ref inner) => ReadNode(ref inner, depth + 1))), default);
            case 2:
                return new MappingNode(
                    ImmutableCollectionsMarshal.AsImmutableArray(reader.ReadList((ref inner) => new MappingEntry(new ScalarNode(inner.ReadString(), ScalarStyle.Plain, default), ReadNode(ref inner, depth + 1)))),
                    default);
            default:
                throw new InvalidDataException("These are not the bytes of a table.");
        }
    }
}

/// <summary>A row of a table of facts.</summary>
public sealed class FactRow
{
    private readonly KeyValuePair<string, Node>[] fields;

    internal FactRow(KeyValuePair<string, Node>[] fields, Location location)
    {
        this.fields = fields;
        Location = location;
    }

    /// <summary>Where it is written; of a table from the knowledge pack its file alone.</summary>
    public Location Location { get; }

    /// <summary>The names of its fields.</summary>
    public IEnumerable<string> Fields => fields.Select(static f => f.Key);

    /// <summary>A field's node; null where it is missing.</summary>
    public Node? Node(string field)
    {
        foreach (var (name, node) in fields)
        {
            if (name == field)
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>A text; null where it is missing.</summary>
    public string? Optional(string field) => (Node(field) as ScalarNode)?.Text;

    /// <summary>A text that must be there.</summary>
    /// <exception cref="InvalidDataException">It is missing.</exception>
    public string Text(string field) => Optional(field) ?? throw Wrong(field, "a text");

    /// <summary>A number; null where it is missing or the word <c>null</c>.</summary>
    /// <exception cref="InvalidDataException">It is no number.</exception>
    public double? OptionalNumber(string field) => Optional(field) is not { } text || text is "null" or "~" ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(field, "a number");

    /// <summary>A number that must be there.</summary>
    /// <exception cref="InvalidDataException">It is missing or no number.</exception>
    public double Number(string field) => OptionalNumber(field) ?? throw Wrong(field, "a number");

    /// <summary>A list of texts; a single text is a list of one; empty where it is missing.</summary>
    public IReadOnlyList<string> Texts(string field) => Node(field) switch
    {
        ScalarNode one => [one.Text],
        SequenceNode many => [.. many.Items.Select(i => (i as ScalarNode ?? throw Wrong(field, "a list of texts")).Text)],
        null => [],
        _ => throw Wrong(field, "a list of texts"),
    };

    private InvalidDataException Wrong(string field, string what) => new($"{Location}: {field} is not {what}.");
}
