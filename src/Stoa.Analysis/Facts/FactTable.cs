using System.Globalization;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Analysis.Facts;

/// <summary>
/// A table of facts: a YAML mapping with a list named <c>rows</c>, each a mapping of texts and numbers. The tables are ours, made at
/// build and tested: what does not fit is a bug of ours, and throws with file and line.
/// </summary>
public sealed class FactTable
{
    private FactTable(IReadOnlyList<FactRow> rows) => Rows = rows;

    /// <summary>The rows in the order written.</summary>
    public IReadOnlyList<FactRow> Rows { get; }

    /// <summary>Reads a table; it has no rows where the book has none of that path.</summary>
    /// <exception cref="InvalidDataException">The text is not a table.</exception>
    public static FactTable Read(FactBook book, string path) => book.Open(path) is { } source ? Read(source) : new FactTable([]);

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
        return new FactTable([.. rows.Items.Select(item => new FactRow(item as MappingNode ?? throw new InvalidDataException($"{new Location(source, item.Span)}: a row is a mapping."), source))]);
    }
}

/// <summary>A row of a table of facts.</summary>
public sealed class FactRow
{
    private readonly MappingNode mapping;
    private readonly SourceText source;

    internal FactRow(MappingNode mapping, SourceText source)
    {
        this.mapping = mapping;
        this.source = source;
    }

    /// <summary>Where it is written.</summary>
    public Location Location => new(source, mapping.Span);

    /// <summary>The names of its fields.</summary>
    public IEnumerable<string> Fields => mapping.Entries.Select(static e => e.Key.Text);

    /// <summary>A field's node; null where it is missing.</summary>
    public Node? Node(string field) => mapping[field];

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
