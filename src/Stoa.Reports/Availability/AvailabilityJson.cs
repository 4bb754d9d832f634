using System.Text.Json;
using Stoa.Analysis.Availability;
using Stoa.Reports.Json;

namespace Stoa.Reports.Availability;

/// <summary>How available a workload is, as JSON of schema <c>stoa/availability/1</c>. Shares are from 0 to 1, times in hours.</summary>
public static class AvailabilityJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(AvailabilityAnalysis analysis, string workload, string version, Stream output) =>
        JsonPage.Write(output, "stoa/availability/1", version, workload, json => WriteMembers(json, analysis));

    private static void WriteMembers(Utf8JsonWriter json, AvailabilityAnalysis analysis)
    {
        json.Number("objective", analysis.Objective);
        json.Objects("journeys", analysis.Journeys, journey => WriteJourney(json, journey));
        json.Objects("blastRadii", analysis.BlastRadii, radius =>
        {
            json.WriteString("component", radius.Component.Id);
            json.WriteNumber("share", radius.Share);
            json.Array("journeys", radius.Journeys, journey => json.WriteStringValue(journey.Name));
        });
        json.Objects("assumptions", analysis.Assumptions, assumption =>
        {
            json.WriteString("id", assumption.Id);
            json.Number("perYear", assumption.PerYear);
            json.Number("hours", assumption.Hours);
            json.Number("value", assumption.Value);
            json.WriteNumber("errorFactor", assumption.Factor);
            json.WriteString("basis", assumption.Basis);
            json.WriteString("source", assumption.Source);
            json.WriteString("date", assumption.Date.ToString("yyyy-MM-dd"));
            json.WriteString("note", assumption.Note);
        });
    }

    private static void WriteJourney(Utf8JsonWriter json, JourneyAvailability journey)
    {
        json.WriteString("name", journey.Journey.Name);
        json.WriteString("entry", journey.Journey.Entry.Component.Id);
        json.Array("components", journey.Journey.Components, component => json.WriteStringValue(component.Id));
        json.WriteStartObject("promised");
        json.WriteNumber("share", journey.Floor.Share);
        json.Objects("factors", journey.Floor.Factors, factor =>
        {
            json.WriteString("component", factor.Component.Id);
            json.WriteNumber("share", factor.Level.Share);
            json.WriteString("unit", factor.Level.Unit);
            json.WriteString("source", factor.Level.Source);
            json.WriteString("date", factor.Level.Date.ToString("yyyy-MM-dd"));
        });
        json.Array("unpromised", journey.Floor.Unpromised, component => json.WriteStringValue(component.Id));
        json.WriteEndObject();
        json.WriteStartObject("estimated");
        json.WriteNumber("share", journey.Estimate);
        json.WriteNumber("unavailability", journey.Unavailability);
        json.Number("low", 1 - journey.Interval?.Upper);
        json.Number("high", 1 - journey.Interval?.Lower);
        json.WriteNumber("downtimeMinutesAYear", journey.DowntimeMinutes);
        json.Number("meanTimeToFailure", journey.Frequency?.MeanTimeToFailure);
        json.Number("meanTimeToRepair", journey.Frequency?.MeanTimeToRepair);
        json.Number("meanTimeBetweenFailures", journey.Frequency?.MeanTimeBetweenFailures);
        json.WriteEndObject();
        json.Array("singlePointsOfFailure", journey.OwnSinglePoints, point => json.WriteStringValue(point.Event.Name));
        json.Array("possibleSinglePointsOfFailure", journey.PossibleSinglePoints, point => json.WriteStringValue(point.Event.Name));
        json.Array("cutSets", journey.CutSets.Sets, set =>
        {
            json.WriteStartObject();
            json.Array("events", set.Events, name => json.WriteStringValue(name.Name));
            json.WriteNumber("probability", set.Probability);
            json.WriteEndObject();
        });
        json.Objects("events", journey.Importances, importance =>
        {
            var known = journey.Events[importance.Event.Name];
            json.WriteString("name", importance.Event.Name);
            json.WriteString("component", known.Component?.Id);
            json.WriteString("assumption", known.Assumption.Id);
            json.WriteNumber("probability", importance.Event.Probability);
            json.WriteNumber("birnbaum", importance.Birnbaum);
            json.Number("fussellVesely", importance.FussellVesely);
        });
        json.Array("notes", journey.Notes, json.WriteStringValue);
        json.Array("unknown", journey.Unknown, component => json.WriteStringValue(component.Id));
    }
}
