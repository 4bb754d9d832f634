using Stoa.Analysis;
using Stoa.Reports.Availability;
using Stoa.Reports.Text;

namespace Stoa.Reports.Figures;

/// <summary>The figures of the whole in a few lines of the review; each verb of its own says more.</summary>
internal static class FiguresText
{
    /// <summary>Writes the lines; nothing where there is nothing to say.</summary>
    public static void Write(Page page, WorkloadFigures figures)
    {
        var lines = Lines(figures).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        page.Line($"  {page.Bold("The design in figures")}");
        foreach (var (verb, text) in lines)
        {
            page.Wrapped("  ", page.Dim($"{verb,-12}"), 12, text);
        }

        page.Line();
    }

    private static IEnumerable<(string Verb, string Text)> Lines(WorkloadFigures figures)
    {
        if (figures.Availability.Journeys.MinBy(static j => j.Estimate) is { } worst)
        {
            var of = figures.Availability.Journeys.Count > 1 ? $", of {figures.Availability.Journeys.Count} journeys the worst" : "";
            var own = worst.OwnSinglePoints.Count();
            yield return ("availability", $"{AvailabilityText.Percent(worst.Estimate)} estimated, {AvailabilityText.Percent(worst.Floor.Share)} promised for {worst.Journey.Name}{of}; {(own == 0 ? "no single point of failure of its own" : Names.Count(own, "single point") + " of failure")}");
        }
    }
}
