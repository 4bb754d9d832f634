using Stoa.Analysis.Availability;

namespace Stoa.Reports.Availability;

/// <summary>How available a workload is, as a section of the Markdown report.</summary>
public static class AvailabilityMarkdown
{
    /// <summary>Writes the section, its heading included; nothing where the workload has no journey.</summary>
    public static void Write(AvailabilityAnalysis analysis, TextWriter output)
    {
        if (analysis.Journeys.Count == 0)
        {
            return;
        }

        output.Write("## Availability\n\n| journey | promised | estimated | down a year | single points of failure |\n|---|---:|---:|---:|---|\n");
        foreach (var journey in analysis.Journeys)
        {
            var points = string.Join(", ", journey.OwnSinglePoints.Select(static p => $"`{p.Event.Name}`"));
            output.Write($"| {journey.Journey.Name.Replace("|", "\\|", StringComparison.Ordinal)} | {AvailabilityText.Percent(journey.Floor.Share)} | {AvailabilityText.Percent(journey.Estimate)} | {AvailabilityText.Duration(journey.Unavailability * FailureRates.HoursAYear)} | {(points.Length > 0 ? points : "none of its own")} |\n");
        }

        output.Write("\n*Promised* is the product of the service levels on the way, *estimated* the exact result of the design's model under the assumptions that `stoa availability` lists.\n\n");
    }
}
