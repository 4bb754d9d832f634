using System.Text.Json;
using Stoa.Analysis;
using Stoa.Reports.Json;

namespace Stoa.Reports.Figures;

/// <summary>The figures of the whole as the <c>figures</c> member of a review; each verb's own JSON says more.</summary>
internal static class FiguresJson
{
    /// <summary>Writes the member.</summary>
    public static void Write(Utf8JsonWriter json, WorkloadFigures figures)
    {
        json.WriteStartObject("figures");
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
        json.WriteEndObject();
    }
}
