using System.Text.Encodings.Web;
using System.Text.Json;
using Stoa.Analysis.Monitoring;

namespace Stoa.Reports.Monitoring;

/// <summary>How a workload is watched, as JSON of schema <c>stoa/monitoring/1</c>.</summary>
public static class MonitoringJson
{
    /// <summary>The schema's name, the value of the <c>schema</c> member.</summary>
    public const string Schema = "stoa/monitoring/1";

    /// <summary>Writes the report as UTF-8, with a line feed at the end.</summary>
    public static void Write(MonitoringAnalysis analysis, Stream output)
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
    public static void WriteValue(Utf8JsonWriter json, MonitoringAnalysis analysis)
    {
        json.WriteStartObject("summary");
        if (analysis.Coverage is { } coverage)
        {
            json.WriteNumber("coverage", Math.Round(coverage, 4));
        }
        else
        {
            json.WriteNull("coverage");
        }

        foreach (var state in Enum.GetValues<AlarmState>())
        {
            json.WriteNumber(Name(state), analysis.Count(state));
        }

        json.WriteEndObject();
        json.WriteStartArray("resources");
        foreach (var resource in analysis.Resources)
        {
            Write(json, resource);
        }

        json.WriteEndArray();
        json.WriteStartArray("alarms");
        foreach (var alarm in analysis.Alarms)
        {
            Write(json, alarm);
        }

        json.WriteEndArray();
        json.WriteStartArray("unknown");
        foreach (var component in analysis.Unknown)
        {
            json.WriteStringValue(component.Id);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, MonitoredResource resource)
    {
        json.WriteStartObject();
        json.WriteString("resource", resource.Resource.Address);
        json.WriteString("kind", resource.Resource.Kind?.Id);
        json.WriteString("component", resource.Component?.Id);
        json.WriteString("file", resource.Resource.Declaration.Path);
        json.WriteNumber("line", resource.Resource.Declaration.Line);
        json.WriteStartObject("signals");
        foreach (var signal in resource.Signals)
        {
            json.WriteStartObject(Name(signal.Kind));
            json.WriteString("state", Name(signal.State));
            if (signal.Reason.Length > 0)
            {
                json.WriteString("reason", signal.Reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("alarms");
        foreach (var need in resource.Alarms)
        {
            json.WriteStartObject();
            json.WriteString("state", Name(need.State));
            json.WriteString("namespace", need.Alarm.Namespace);
            json.WriteString("metric", need.Alarm.Metric);
            json.WriteString("aspect", need.Alarm.Aspect);
            json.WriteNumber("priority", need.Alarm.Priority);
            json.WriteString("statistic", need.Alarm.Statistic);
            json.WriteString("comparison", need.Alarm.Comparison);
            if (need.Alarm.Threshold is { } threshold)
            {
                json.WriteNumber("threshold", threshold);
            }
            else
            {
                json.WriteNull("threshold");
            }

            json.WriteNumber("period", need.Alarm.Period);
            json.WriteNumber("periods", need.Alarm.Periods);
            json.WriteString("intent", need.Alarm.Intent);
            json.WriteString("basis", need.Alarm.Basis);
            json.WriteString("source", need.Alarm.Source);
            json.WriteStartArray("by");
            foreach (var alarm in need.By)
            {
                json.WriteStringValue(alarm.Resource.Address);
            }

            json.WriteEndArray();
            if (need.Reason is not null)
            {
                json.WriteString("reason", need.Reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, WatchingAlarm alarm)
    {
        json.WriteStartObject();
        json.WriteString("alarm", alarm.Resource.Address);
        json.WriteBoolean("readable", alarm.IsReadable);
        json.WriteBoolean("composite", alarm.IsComposite);
        if (alarm.Acts is { } acts)
        {
            json.WriteBoolean("acts", acts);
        }
        else
        {
            json.WriteNull("acts");
        }

        json.WriteBoolean("onlyScales", alarm.OnlyScales);
        if (alarm.Fault is not null)
        {
            json.WriteString("fault", alarm.Fault);
        }

        json.WriteStartArray("watches");
        foreach (var metric in alarm.Metrics)
        {
            json.WriteStartObject();
            json.WriteString("namespace", metric.Namespace);
            json.WriteString("metric", metric.Name);
            json.WriteBoolean("complete", metric.IsComplete);
            json.WriteStartArray("resources");
            foreach (var resource in metric.Resources)
            {
                json.WriteStringValue(resource.Address);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Name(AlarmState state) => state switch
    {
        AlarmState.Present => "present",
        AlarmState.Silent => "silent",
        AlarmState.Missing => "missing",
        AlarmState.Unmeasured => "unmeasured",
        AlarmState.Undecided => "undecided",
        _ => "excepted",
    };

    private static string Name(SignalState state) => state switch
    {
        SignalState.Present => "present",
        SignalState.Partly => "partly",
        SignalState.Missing => "missing",
        SignalState.Undecided => "undecided",
        _ => "not-applicable",
    };

    private static string Name(SignalKind kind) => kind switch
    {
        SignalKind.Metrics => "metrics",
        SignalKind.Alarms => "alarms",
        SignalKind.AlarmActions => "alarmActions",
        SignalKind.Logs => "logs",
        SignalKind.Traces => "traces",
        SignalKind.Dashboards => "dashboards",
        SignalKind.Insights => "insights",
        _ => "serviceMap",
    };
}
