using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stoa.Assessment;
using Stoa.Assessment.Answers;

namespace Stoa.Reports.Runs;

/// <summary>
/// A run as a pipeline hands it to a server: one JSON document of schema <c>stoa/run/1</c> with everything that a server keeps of a
/// review that it makes itself.
/// </summary>
public static class RunDocument
{
    /// <summary>The schema's name, the value of the <c>schema</c> member.</summary>
    public const string Schema = "stoa/run/1";

    /// <summary>Writes a run as UTF-8.</summary>
    /// <param name="run">The review.</param>
    /// <param name="version">Stoa's version.</param>
    /// <param name="source">Which of the workload's sources was reviewed; null: the server's default.</param>
    /// <param name="commit">What was reviewed; null where nobody said.</param>
    /// <param name="output">Where to; left open.</param>
    public static void Write(ReviewRun run, string version, string? source, string? commit, Stream output)
    {
        var parts = RunParts.Of(run, version);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("source", source);
        json.WriteString("commit", commit);
        WriteAnswers(json, run.File);
        foreach (var part in RunParts.Documents)
        {
            json.WritePropertyName(part[..part.IndexOf('.')]);
            json.WriteRawValue(parts[part].AsSpan().TrimEnd((byte)'\n'), skipInputValidation: true);
            json.Flush();
        }

        json.WriteString("picture", Encoding.UTF8.GetString(parts[RunParts.Picture]));
        json.WriteEndObject();
    }

    /// <summary>The word for an answer, as <c>stoa.yaml</c> writes it.</summary>
    public static string WordOf(AnswerState state) => state switch
    {
        AnswerState.Met => "met",
        AnswerState.Partly => "partly",
        AnswerState.NotApplicable => "not-applicable",
        _ => "unmet",
    };

    private static void WriteAnswers(Utf8JsonWriter json, WorkloadFile file)
    {
        json.WriteStartArray("answers");
        foreach (var answer in file.Answers)
        {
            json.WriteStartObject();
            json.WriteString("id", answer.Id);
            json.WriteString("answer", WordOf(answer.State));
            json.WriteString("notes", answer.Notes);
            json.WriteString("by", answer.By);
            json.WriteString("date", answer.Date?.ToString("yyyy-MM-dd"));
            json.WriteStartArray("evidence");
            foreach (var document in answer.Evidence)
            {
                json.WriteStringValue(document);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
