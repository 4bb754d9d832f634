using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment;

/// <summary>
/// The fields of one mapping of a YAML document, read by name. A field that nobody knows, stands twice or has the wrong shape is a
/// diagnostic that says where it stands and what was probably meant.
/// </summary>
internal sealed class Fields
{
    private readonly Dictionary<string, MappingEntry> entries = [];
    private readonly SourceText source;
    private readonly DiagnosticBag diagnostics;
    private readonly string where;
    private readonly TextSpan span;

    /// <summary>The fields of a mapping.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="where">What it is, as a message names it: <c>a check's page</c>.</param>
    /// <param name="source">The document.</param>
    /// <param name="diagnostics">Where complaints go.</param>
    /// <param name="known">The fields that it may have; empty where its keys are free.</param>
    public Fields(
        MappingNode mapping, string where, SourceText source, DiagnosticBag diagnostics, params ReadOnlySpan<string> known)
    {
        this.where = where;
        this.source = source;
        this.diagnostics = diagnostics;
        span = mapping.Span;
        foreach (var entry in mapping.Entries)
        {
            var name = entry.Key.Text;
            if (!known.IsEmpty && !known.Contains(name))
            {
                diagnostics.Add(AssessmentDiagnostics.UnknownField(name, where, known.ToArray(), At(entry.Key)));
            }
            else if (!entries.TryAdd(name, entry))
            {
                diagnostics.Add(AssessmentDiagnostics.DuplicateField(name, where, At(entry.Key)));
            }
        }
    }

    /// <summary>The entries, in the order written.</summary>
    public IEnumerable<MappingEntry> Entries => entries.Values.OrderBy(static e => e.Key.Span.Start);

    /// <summary>Whether the field is there and holds something.</summary>
    public bool Has(string name) => Node(name) is not null;

    /// <summary>The place of a node.</summary>
    public Location At(Node node) => new(source, node.Span);

    /// <summary>The place of a field's name, or of the whole where it is missing.</summary>
    public Location At(string name) =>
        entries.TryGetValue(name, out var entry) ? At(entry.Key) : new Location(source, new TextSpan(span.Start, span.Start));

    /// <summary>A field's value; null where it is missing or empty.</summary>
    public Node? Node(string name) =>
        entries.TryGetValue(name, out var entry) && entry.Value is not ScalarNode { IsNull: true } ? entry.Value : null;

    /// <summary>A field's text; null where it is missing or no text.</summary>
    public ScalarNode? Scalar(string name, bool required = false)
    {
        switch (Node(name))
        {
            case ScalarNode scalar:
                return scalar;
            case null:
                if (required)
                {
                    diagnostics.Add(AssessmentDiagnostics.MissingField(name, where, At(name)));
                }

                return null;
            case var other:
                diagnostics.Add(AssessmentDiagnostics.WrongShape(name, "a text", At(other)));
                return null;
        }
    }

    /// <summary>A field's text; null where it is missing or no text.</summary>
    public string? Text(string name, bool required = false) => Scalar(name, required)?.Text;

    /// <summary>A field's list of texts; a single text is a list of one.</summary>
    public ImmutableArray<ScalarNode> List(string name, bool required = false)
    {
        switch (Node(name))
        {
            case ScalarNode only:
                return [only];
            case SequenceNode sequence:
                var items = ImmutableArray.CreateBuilder<ScalarNode>(sequence.Items.Length);
                foreach (var item in sequence.Items)
                {
                    if (item is ScalarNode scalar)
                    {
                        items.Add(scalar);
                    }
                    else
                    {
                        diagnostics.Add(AssessmentDiagnostics.WrongShape(name, "a list of texts", At(item)));
                    }
                }

                return items.ToImmutable();
            case null:
                if (required)
                {
                    diagnostics.Add(AssessmentDiagnostics.MissingField(name, where, At(name)));
                }

                return [];
            case var other:
                diagnostics.Add(AssessmentDiagnostics.WrongShape(name, "a list of texts", At(other)));
                return [];
        }
    }

    /// <summary>A field's list of texts, without their places.</summary>
    public ImmutableArray<string> Texts(string name, bool required = false) => [.. List(name, required).Select(static s => s.Text)];

    /// <summary>A field's mapping; null where it is missing or no mapping.</summary>
    public MappingNode? Mapping(string name, bool required = false)
    {
        switch (Node(name))
        {
            case MappingNode mapping:
                return mapping;
            case null:
                if (required)
                {
                    diagnostics.Add(AssessmentDiagnostics.MissingField(name, where, At(name)));
                }

                return null;
            case var other:
                diagnostics.Add(AssessmentDiagnostics.WrongShape(name, "a mapping", At(other)));
                return null;
        }
    }

    /// <summary>A field's list of mappings; empty where it is missing.</summary>
    public ImmutableArray<MappingNode> Mappings(string name)
    {
        switch (Node(name))
        {
            case SequenceNode sequence:
                foreach (var item in sequence.Items)
                {
                    if (item is not MappingNode)
                    {
                        diagnostics.Add(AssessmentDiagnostics.WrongShape(name, "a list of mappings", At(item)));
                    }
                }

                return [.. sequence.Items.OfType<MappingNode>()];
            case null:
                return [];
            case var other:
                diagnostics.Add(AssessmentDiagnostics.WrongShape(name, "a list of mappings", At(other)));
                return [];
        }
    }

    /// <summary>A field that is one of a few words; null where it is missing or none of them.</summary>
    public T? Choice<T>(string name, bool required, params ReadOnlySpan<(string Word, T Value)> choices)
        where T : struct
    {
        if (Scalar(name, required) is not { } scalar)
        {
            return null;
        }

        foreach (var (word, value) in choices)
        {
            if (word == scalar.Text)
            {
                return value;
            }
        }

        var words = new List<string>();
        foreach (var (word, _) in choices)
        {
            words.Add(word);
        }

        diagnostics.Add(AssessmentDiagnostics.NotAChoice(name, scalar.Text, words, At(scalar)));
        return null;
    }

    /// <summary>A field's date; null where it is missing or no date.</summary>
    public DateOnly? Date(string name, bool required = false)
    {
        if (Scalar(name, required) is not { } scalar)
        {
            return null;
        }

        if (DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", out var date))
        {
            return date;
        }

        diagnostics.Add(AssessmentDiagnostics.NotADate(name, scalar.Text, At(scalar)));
        return null;
    }
}
