using System.Text.Json;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment.CustomLenses;

/// <summary>Where complaints about a lens go: errors where it is read strictly, warnings that say what was made of it where leniently.</summary>
internal sealed class LensComplaints(SourceText source, LensReading reading, DiagnosticBag found)
{
    // Unknown members, each named once for all objects of a kind: by the path of their owner without its numbers.
    private readonly Dictionary<(string Owner, string Name), (string Path, ScalarNode Key, string[] Fields, int Others)> unknown = [];

    /// <summary>Whether the lens is read leniently.</summary>
    public bool IsLenient => reading == LensReading.Lenient;

    /// <summary>Adds a complaint.</summary>
    /// <param name="diagnostic">The error that it is where the lens is read strictly.</param>
    /// <param name="lenient">What lenient reading makes of it, as a sentence.</param>
    public void Add(Diagnostic diagnostic, string lenient) =>
        found.Add(IsLenient && diagnostic.Severity == DiagnosticSeverity.Error
            ? diagnostic with { Severity = DiagnosticSeverity.Warning, Detail = $"{lenient} {diagnostic.Detail}" }
            : diagnostic);

    /// <summary>Notes a member that the format does not have.</summary>
    public void Unknown(string owner, string path, ScalarNode key, string[] fields)
    {
        // Notes to oneself begin so by custom.
        if (key.Text.StartsWith('_'))
        {
            return;
        }

        var kind = (string.Concat(owner.Where(static c => !char.IsAsciiDigit(c))), key.Text);
        unknown[kind] = unknown.TryGetValue(kind, out var known) ? known with { Others = known.Others + 1 } : (path, key, fields, 0);
    }

    /// <summary>Reports the members noted.</summary>
    public void ReportUnknown()
    {
        foreach (var (path, key, fields, others) in unknown.Values)
        {
            found.Add(AssessmentDiagnostics.LensMemberUnknown(path, key.Text, others, Spelling.Nearest(key.Text, fields), At(key)));
        }
    }

    /// <summary>The place of a node.</summary>
    public Location At(Node node) => At(node.Span);

    /// <summary>A place.</summary>
    public Location At(TextSpan span) => new(source, span);

    /// <summary><c>NaN</c> or <c>Infinity</c> where a node is one of them.</summary>
    public string? NotANumber(Node node) => CustomLenses.NotANumber.At(source, node);

    /// <summary>A node as compact JSON; <c>NaN</c> and its like become null.</summary>
    public string Json(Node node) => CustomLensWriter.Write(json => Write(json, node), indented: false);

    private void Write(Utf8JsonWriter json, Node node)
    {
        switch (node)
        {
            case MappingNode mapping:
                json.WriteStartObject();
                foreach (var (key, value) in mapping.Entries)
                {
                    json.WritePropertyName(CustomLensWriter.Clean(key.Text));
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            case SequenceNode sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case ScalarNode { IsPlain: true } scalar:
                json.WriteRawValue(NotANumber(scalar) is null ? scalar.Text : "null", skipInputValidation: true);
                break;
            case ScalarNode scalar:
                json.WriteStringValue(CustomLensWriter.Clean(scalar.Text));
                break;
        }
    }
}
