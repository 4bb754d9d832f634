using System.Text.Encodings.Web;
using System.Text.Json;
using Stoa.Analysis.Performance;

namespace Stoa.Reports.Performance;

/// <summary>Where a workload's performance has holes, as JSON of schema <c>stoa/performance/1</c>.</summary>
public static class PerformanceJson
{
    /// <summary>The schema's name, the value of the <c>schema</c> member.</summary>
    public const string Schema = "stoa/performance/1";

    /// <summary>Writes the report as UTF-8, with a line feed at the end.</summary>
    public static void Write(PerformanceAnalysis analysis, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            WriteValue(json, analysis);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes the members of the report into an object that is open.</summary>
    public static void WriteValue(Utf8JsonWriter json, PerformanceAnalysis analysis)
    {
        json.WriteStartArray("readPaths");
        foreach (var path in analysis.ReadPaths)
        {
            json.WriteStartObject();
            json.WriteString("journey", path.Journey.Name);
            json.WriteString("entry", path.Journey.Entry.Component.Id);
            json.WriteStartObject("layers");
            foreach (var layer in path.Layers)
            {
                json.WriteStartObject(layer.Kind switch
                {
                    CacheLayerKind.Client => "client",
                    CacheLayerKind.ContentDelivery => "contentDelivery",
                    CacheLayerKind.Api => "api",
                    CacheLayerKind.Application => "application",
                    _ => "database",
                });
                json.WriteString("state", layer.State switch
                {
                    CacheState.Present => "present",
                    CacheState.Partly => "partly",
                    CacheState.Missing => "missing",
                    CacheState.Undecided => "undecided",
                    _ => "not-applicable",
                });
                json.WriteString("reason", layer.Reason);
                json.WriteString("component", layer.Component?.Id);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            WriteTexts(json, "advice", path.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("scaling");
        foreach (var scaling in analysis.Scaling)
        {
            json.WriteStartObject();
            json.WriteString("component", scaling.Component.Id);
            if (scaling.Scales is { } scales)
            {
                json.WriteBoolean("scales", scales);
            }
            else
            {
                json.WriteNull("scales");
            }

            json.WriteString("reason", scaling.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteAdvice(json, "compute", analysis.Compute);
        WriteAdvice(json, "data", analysis.Data);
        json.WriteStartArray("retired");
        foreach (var retired in analysis.Retired)
        {
            json.WriteStartObject();
            json.WriteString("resource", retired.Resource.Address);
            json.WriteString("file", retired.Resource.Declaration.Path);
            json.WriteNumber("line", retired.Resource.Declaration.Line);
            json.WriteString("service", retired.Service);
            json.WriteString("status", retired.Status);
            json.WriteString("instead", retired.Instead);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAdvice(Utf8JsonWriter json, string member, IReadOnlyList<ServiceAdvice> advice)
    {
        json.WriteStartArray(member);
        foreach (var one in advice)
        {
            json.WriteStartObject();
            json.WriteString("component", one.Component.Id);
            json.WriteString("service", one.Service);
            json.WriteString("fit", one.Fit switch { Fit.Suits => "suits", Fit.DoesNotSuit => "does-not-suit", _ => "undecided" });
            WriteTexts(json, "known", one.Known);
            WriteTexts(json, "reasons", one.Reasons);
            json.WriteStartArray("better");
            foreach (var (service, reason) in one.Better)
            {
                json.WriteStartObject();
                json.WriteString("service", service);
                json.WriteString("reason", reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteTexts(json, "unknown", one.Unknown);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string member, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(member);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
