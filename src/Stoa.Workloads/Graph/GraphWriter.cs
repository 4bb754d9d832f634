using System.Text;
using System.Text.Json;
using Stoa.Language.Values;

namespace Stoa.Workloads.Graph;

/// <summary>Writes a workload as a graph: as JSON for programs, as DOT or Mermaid for eyes. The same workload gives the same bytes.</summary>
public static class GraphWriter
{
    /// <summary>The name of the JSON's form; another number when something is taken away from it.</summary>
    public const string Schema = "stoa/graph/1";

    /// <summary>How deeply values are written; readers bound their depth below that.</summary>
    private const int MaxDepth = 500;

    /// <summary>
    /// Writes <c>{schema, resources[{unit, address, kind, type, file, line, attributes, properties}], edges[{unit, from, to, via}]}</c>.
    /// An unknown value is <c>{"$unknown": true}</c>, a sensitive one <c>{"$sensitive": true}</c>, a property that is a resource
    /// <c>{"$resource": address}</c>. An edge has <c>toUnit</c> where it leads into another unit.
    /// </summary>
    public static void WriteJson(Workload workload, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, MaxDepth = MaxDepth + 16 });
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteStartArray("resources");
        foreach (var resource in workload.Resources)
        {
            Write(json, resource);
        }

        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (var edge in workload.Edges)
        {
            json.WriteStartObject();
            json.WriteString("unit", edge.From.Unit.Path);
            json.WriteString("from", edge.From.Address);
            json.WriteString("to", edge.To.Address);
            if (!ReferenceEquals(edge.From.Unit, edge.To.Unit))
            {
                json.WriteString("toUnit", edge.To.Unit.Path);
            }

            json.WriteString("via", edge.Via);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes the graph for Graphviz, a cluster a unit.</summary>
    public static void WriteDot(Workload workload, Stream stream)
    {
        using var text = Open(stream);
        var numbers = Numbers(workload);
        text.Write("digraph workload {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        var cluster = 0;
        foreach (var unit in workload.Resources.GroupBy(static r => r.Unit))
        {
            text.Write($"  subgraph cluster_{cluster++} {{\n    label={GraphText.Dot(unit.Key.Path)};\n");
            foreach (var resource in unit)
            {
                text.Write($"    n{numbers[resource]} [label={GraphText.Dot($"{resource.Address}\n{resource.Kind?.Title ?? resource.Type}")}];\n");
            }

            text.Write("  }\n");
        }

        foreach (var edge in workload.Edges)
        {
            text.Write($"  n{numbers[edge.From]} -> n{numbers[edge.To]} [label={GraphText.Dot(edge.Via)}];\n");
        }

        text.Write("}\n");
    }

    /// <summary>Writes the graph for Mermaid, a subgraph a unit.</summary>
    public static void WriteMermaid(Workload workload, Stream stream)
    {
        using var text = Open(stream);
        var numbers = Numbers(workload);
        text.Write("flowchart LR\n");
        var cluster = 0;
        foreach (var unit in workload.Resources.GroupBy(static r => r.Unit))
        {
            text.Write($"  subgraph u{cluster++}[{GraphText.Mermaid(unit.Key.Path)}]\n");
            foreach (var resource in unit)
            {
                text.Write($"    n{numbers[resource]}[{GraphText.Mermaid(resource.Address)}]\n");
            }

            text.Write("  end\n");
        }

        foreach (var edge in workload.Edges)
        {
            text.Write($"  n{numbers[edge.From]} -->|{GraphText.Mermaid(edge.Via)}| n{numbers[edge.To]}\n");
        }
    }

    private static void Write(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartObject();
        json.WriteString("unit", resource.Unit.Path);
        json.WriteString("address", resource.Address);
        json.WriteString("kind", resource.Kind?.Id);
        json.WriteString("type", resource.Type);
        json.WriteString("file", resource.Declaration.Path);
        json.WriteNumber("line", resource.Declaration.Line);
        json.WritePropertyName("attributes");
        Write(json, resource.Attributes, MaxDepth);
        if (resource.Companions.Count > 0)
        {
            json.WriteStartArray("companions");
            foreach (var companion in resource.Companions)
            {
                json.WriteStringValue(companion.Address);
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("properties");
        foreach (var property in resource.Kind?.Properties ?? [])
        {
            json.WritePropertyName(property.Name);
            WriteNamed(json, property.Name, resource[property.Slot], MaxDepth);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Value value, int depth)
    {
        if (value.IsItselfSensitive)
        {
            Mark(json, "$sensitive");
        }
        else if (value.Open is Resource resource)
        {
            json.WriteStartObject();
            json.WriteString("$resource", resource.Address);
            json.WriteEndObject();
        }
        else if (value.IsNull)
        {
            json.WriteNullValue();
        }
        else if (value.IsUnknown || value.Open is not null || depth == 0)
        {
            Mark(json, "$unknown");
        }
        else
        {
            WriteKnown(json, value, depth - 1);
        }
    }

    private static void WriteKnown(Utf8JsonWriter json, Value value, int depth)
    {
        switch (value.Kind)
        {
            case TypeKind.Bool:
                json.WriteBooleanValue(value.AsBool());
                break;
            case TypeKind.Number:
                json.WriteRawValue(value.AsNumber().ToString());
                break;
            case TypeKind.String:
                json.WriteStringValue(value.AsString());
                break;
            case TypeKind.Object or TypeKind.Map:
                json.WriteStartObject();
                foreach (var (key, entry) in value.Pairs)
                {
                    json.WritePropertyName(key);
                    WriteNamed(json, key, entry, depth);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStartArray();
                foreach (var item in value.Items)
                {
                    Write(json, item, depth);
                }

                json.WriteEndArray();
                break;
        }
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, Value value, int depth)
    {
        if (value is { HasValue: true, Kind: TypeKind.String }
            && SecretNames.Match(name))
        {
            Mark(json, "$sensitive");
        }
        else
        {
            Write(json, value, depth);
        }
    }

    private static void Mark(Utf8JsonWriter json, string mark)
    {
        json.WriteStartObject();
        json.WriteBoolean(mark, true);
        json.WriteEndObject();
    }

    /// <summary>Addresses are unique in a unit only, and hold characters that both languages reserve: nodes are numbered.</summary>
    private static Dictionary<Resource, int> Numbers(Workload workload)
    {
        var numbers = new Dictionary<Resource, int>(workload.Resources.Count);
        foreach (var resource in workload.Resources)
        {
            numbers.Add(resource, numbers.Count);
        }

        return numbers;
    }

    private static StreamWriter Open(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
}
