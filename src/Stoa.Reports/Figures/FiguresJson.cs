using System.Text.Json;
using Stoa.Analysis;
using Stoa.Analysis.Monitoring;
using Stoa.Analysis.Recovery;
using Stoa.Reports.Json;

namespace Stoa.Reports.Figures;

/// <summary>The figures of the whole as the <c>figures</c> member of a review; each verb's own JSON says more.</summary>
internal static class FiguresJson
{
    /// <summary>Writes the member.</summary>
    public static void Write(Utf8JsonWriter json, WorkloadFigures figures)
    {
        json.WriteStartObject("figures");
        WriteAvailability(json, figures);
        WriteRecovery(json, figures.Recovery);
        json.WriteStartObject("defense");
        json.Objects("paths", figures.Defense.Paths, path =>
        {
            json.WriteString("path", path.Spelled);
            json.Objects("layers", path.Layers, layer =>
            {
                json.WriteString("layer", layer.Layer.ToString().ToLowerInvariant());
                json.WriteNumber("present", layer.Present);
                json.WriteNumber("applicable", layer.Applicable);
                json.WriteNumber("unknown", layer.Unknown);
            });
        });
        json.WriteEndObject();
        json.WriteStartObject("monitoring");
        json.Number("coverage", figures.Monitoring.Coverage);
        json.WriteNumber("present", figures.Monitoring.Count(AlarmState.Present));
        json.WriteNumber("silent", figures.Monitoring.Count(AlarmState.Silent));
        json.WriteNumber("missing", figures.Monitoring.Count(AlarmState.Missing));
        json.WriteNumber("undecided", figures.Monitoring.Count(AlarmState.Undecided));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAvailability(Utf8JsonWriter json, WorkloadFigures figures)
    {
        json.WriteStartObject("availability");
        json.Number("objective", figures.Availability.Objective);
        json.Objects("journeys", figures.Availability.Journeys, journey =>
        {
            json.WriteString("name", journey.Journey.Name);
            json.WriteNumber("promised", journey.Floor.Share);
            json.WriteNumber("estimated", journey.Estimate);
            json.WriteNumber("downtimeMinutesAYear", journey.DowntimeMinutes);
            json.Array("singlePointsOfFailure", journey.OwnSinglePoints, point => json.WriteStringValue(point.Event.Name));
        });
        json.WriteEndObject();
    }

    private static void WriteRecovery(Utf8JsonWriter json, RecoveryAnalysis recovery)
    {
        json.WriteStartObject("recovery");
        json.WriteString("strategy", recovery.Strategy.Workload.ToString());
        json.Objects("disasters", recovery.Outcomes.Where(static o => o.Applies), outcome =>
        {
            json.WriteString("disaster", DisasterOutcome.WordOf(outcome.Disaster));
            Write(json, "dataLostSeconds", outcome.Loss);
            Write(json, "timeDownSeconds", outcome.Downtime);
        });
        json.Objects("objectives", recovery.Objectives, objective =>
        {
            json.WriteString("disaster", DisasterOutcome.WordOf(objective.Disaster));
            json.WriteString("objective", objective.IsOfTime ? "rto" : "rpo");
            json.WriteString("state", objective.State switch
            {
                ObjectiveState.Met => "met",
                ObjectiveState.MetAtBest => "met-at-best",
                ObjectiveState.Missed => "missed",
                _ => "unknown",
            });
        });
        json.WriteEndObject();
    }

    /// <summary>From the least to the most; a most of null is unknown or without end.</summary>
    private static void Write(Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WriteStartObject(name);
        json.Number("low", estimate.Low);
        json.Number("high", estimate.High);
        json.WriteEndObject();
    }
}
