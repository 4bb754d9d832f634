using System.Buffers;
using System.Text.Json;
using Stoa.Assessment;

namespace Stoa.Reports.Json;

/// <summary>
/// The verdicts of a report, nearly all of its bytes. Several threads write them, a few hundred each at a time, and they are put
/// together in their order; never more than a few batches are in memory.
/// </summary>
internal static class VerdictsJson
{
    private const string Member = "verdicts";

    /// <summary>Verdicts that one thread writes in one go: about 150 kB.</summary>
    private const int BatchSize = 256;

    /// <summary>Batches that are written before the first of them is put out. With one a processor, each would wait for the other.</summary>
    private const int Ahead = 8;

    /// <summary>Writes the member <c>verdicts</c> of the outermost object.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Verdict> verdicts)
    {
        json.WriteStartArray(Member);
        var buffers = new ArrayBufferWriter<byte>[Math.Min(Ahead, (verdicts.Count + BatchSize - 1) / BatchSize)];
        for (var start = 0; start < verdicts.Count; start += buffers.Length * BatchSize)
        {
            var from = start;
            var batches = Math.Min(buffers.Length, (verdicts.Count - start + BatchSize - 1) / BatchSize);
            var headers = new int[batches];
            Parallel.For(0, batches, i => headers[i] = WriteBatch(buffers[i] ??= new(), verdicts, from + (i * BatchSize)));
            for (var i = 0; i < batches; i++)
            {
                // Our own writer made it a moment ago: there is nothing to validate.
                json.WriteRawValue(buffers[i].WrittenSpan[headers[i]..], skipInputValidation: true);
                json.Flush();
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a batch as it stands within the report, and returns where in the buffer its first verdict begins.</summary>
    private static int WriteBatch(ArrayBufferWriter<byte> buffer, IReadOnlyList<Verdict> verdicts, int start)
    {
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer, JsonReport.Layout);

        // The writer indents by what it is in.
        json.WriteStartObject();
        json.WriteStartArray(Member);
        json.Flush();
        var header = buffer.WrittenCount;
        for (var i = start; i < Math.Min(start + BatchSize, verdicts.Count); i++)
        {
            Write(json, verdicts[i]);
        }

        return header;
    }

    private static void Write(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("check", verdict.Check.Id);
        json.WriteString("title", verdict.Check.Title);
        json.WriteString("severity", Names.Of(verdict.Check.Severity));
        JsonReport.WriteStrings(json, "bestPractices", verdict.Check.BestPractices);
        JsonReport.WriteStrings(json, "aliases", verdict.Check.Aliases);
        json.WriteString("kind", verdict.Check.Kind);
        json.WriteString("resource", verdict.Resource?.Address);
        json.WriteString("root", verdict.Resource?.Unit.Path);
        json.WriteString("verdict", Names.Of(verdict.Outcome));
        json.WriteString("message", verdict.Outcome == Outcome.Pass ? null : verdict.Message);
        JsonReport.WriteLocation(json, verdict.Location);
        if (verdict.Suppression is { } suppression)
        {
            json.WriteStartObject("suppressed");
            json.WriteString("source", suppression.Source == SuppressionSource.Resource ? "resource" : "workload-file");
            json.WriteString("name", suppression.Name);
            json.WriteString("reason", suppression.Reason);
            json.WriteString("expires", suppression.Expires?.ToString("yyyy-MM-dd"));
            JsonReport.WriteLocation(json, suppression.Location);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
