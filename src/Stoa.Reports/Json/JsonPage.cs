using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stoa.Reports.Json;

/// <summary>A JSON document as all of ours begin and end: a schema, the tool, a line feed. One input gives the same bytes each time.</summary>
internal static class JsonPage
{
    /// <summary>Writes a document.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="schema">The value of the <c>schema</c> member.</param>
    /// <param name="version">Stoa's version.</param>
    /// <param name="workload">What the workload is called.</param>
    /// <param name="write">Writes the other members.</param>
    public static void Write(Stream output, string schema, string version, string workload, Action<Utf8JsonWriter> write)
    {
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(output, options))
        {
            json.WriteStartObject();
            json.WriteString("schema", schema);
            json.WriteStartObject("tool");
            json.WriteString("name", "stoa");
            json.WriteString("version", version);
            json.WriteEndObject();
            json.WriteString("workload", workload);
            write(json);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes an array.</summary>
    public static void Array<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array of objects.</summary>
    public static void Objects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write) => json.Array(name, items, item =>
    {
        json.WriteStartObject();
        write(item);
        json.WriteEndObject();
    });

    /// <summary>Writes a number, or null where there is none.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
