using Stoa.Analysis;
using Stoa.Analysis.Monitoring;
using Stoa.Analysis.Performance;
using Stoa.Analysis.Recovery;
using Stoa.Reports.Availability;
using Stoa.Reports.Recovery;
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
        page.Line();
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
            var of = figures.Availability.Journeys.Count > 1 ? $", the worst of {figures.Availability.Journeys.Count} journeys" : "";
            var own = worst.OwnSinglePoints.Count();
            var points = own == 0 ? "no single point of failure of its own" : own == 1 ? "one single point of failure" : $"{own} single points of failure";
            yield return ("availability", $"{AvailabilityText.Percent(worst.Estimate)} estimated, {AvailabilityText.Percent(worst.Floor.Share)} promised for {worst.Journey.Name}{of}; {points}");
        }

        var recovery = figures.Recovery;
        if (recovery.Stores.Count > 0)
        {
            var region = recovery.Of(Disaster.Region);
            var missed = recovery.Objectives.Count(static o => o.State == ObjectiveState.Missed);
            var asked = recovery.Objectives.Count == 0 ? "no objective is stated" : missed == 0 ? "no objective is missed for certain" : $"{missed} of {recovery.Objectives.Count} objectives missed";
            yield return ("recovery", $"{recovery.Strategy.Workload}; the region's loss: data lost {RecoveryText.Loss(region.Loss)}, down {RecoveryText.Downtime(region.Downtime)}; {asked}");
        }

        var defense = figures.Defense;
        if (defense.Paths.Count > 0)
        {
            var empty = defense.WithEmptyLayers.Count();
            yield return ("defense", $"{Names.Count(defense.Paths.Count, "path")} from the internet to data, {(empty == 0 ? "none" : empty.ToString(System.Globalization.CultureInfo.InvariantCulture))} with a layer that holds nothing");
        }

        if (figures.Monitoring.Coverage is { } coverage)
        {
            yield return ("monitoring", $"{coverage * 100:0} % of the recommended alarms are there and heard, {figures.Monitoring.Count(AlarmState.Missing)} are missing");
        }

        var caches = figures.Performance.ReadPaths.Count(static p => p.Advice.Count > 0);
        var unsuited = figures.Performance.Compute.Concat(figures.Performance.Data).Count(static a => a.Fit != Fit.Suits && a.Fit != Fit.Undecided);
        if (caches + unsuited > 0)
        {
            yield return ("performance", $"{caches} of {Names.Count(figures.Performance.ReadPaths.Count, "read path")} could use a cache; {(unsuited == 0 ? "every service suits" : $"{Names.Count(unsuited, "service")} may not suit")} what is known of its work");
        }
    }
}
