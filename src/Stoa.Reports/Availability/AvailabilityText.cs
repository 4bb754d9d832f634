using System.Globalization;
using Stoa.Analysis.Availability;
using Stoa.Reports.Text;

namespace Stoa.Reports.Availability;

/// <summary>How available each journey is, for a terminal: what is promised, what the design makes of it, what takes it down.</summary>
public static class AvailabilityText
{
    private const int MaxImportances = 5;

    /// <summary>Writes the report.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="name">What the workload is called.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">Width and colour.</param>
    public static void Write(AvailabilityAnalysis analysis, string name, TextWriter output, TextReportOptions options)
    {
        var page = new Page(output, options);
        var asked = analysis.Objective is { } objective ? $" · asked for {Percent(objective)}" : "";
        page.Line($"{page.Bold($"{name} · availability")}  {page.Dim($"{Names.Count(analysis.Journeys.Count, "journey")}{asked}")}");
        page.Line();
        if (analysis.Journeys.Count == 0)
        {
            page.Line("  No way in was found: nothing that the internet, a schedule or a queue can call leads to a component.");
            return;
        }

        foreach (var journey in analysis.Journeys)
        {
            WriteJourney(page, journey, analysis.Objective);
        }

        WriteRadii(page, analysis);
        WriteAssumptions(page, analysis);
    }

    private static void WriteJourney(Page page, JourneyAvailability journey, double? objective)
    {
        page.Wrapped("  ", page.Bold(journey.Journey.Name), journey.Journey.Name.Length, string.Join(" → ", journey.Journey.Components.Where(c => journey.Floor.Factors.Any(f => f.Component == c) || journey.Floor.Unpromised.Contains(c)).Select(static c => c.Id)));
        page.Line($"    promised   {Percent(journey.Floor.Share),10}  {Outage(1 - journey.Floor.Share)}");
        page.Faint("               ", string.Join(" × ", journey.Floor.Factors.Select(static f => $"{f.Component.Main.Kind?.Title} {Percent(f.Level.Share)}")));
        if (journey.Floor.Unpromised.Count > 0)
        {
            page.Line($"               {page.Yellow($"nothing is promised for {string.Join(", ", journey.Floor.Unpromised.Select(static c => c.Id))}")}");
        }

        var verdict = objective is not { } goal ? "" : journey.Estimate >= goal ? page.Green($"  meets {Percent(goal)}") : page.Red($"  misses {Percent(goal)}");
        page.Line($"    estimated  {page.Bold($"{Percent(journey.Estimate),10}")}  {Outage(journey.Unavailability)}{verdict}");
        if (journey.Interval is { } interval)
        {
            page.Line($"               {page.Dim($"between {Percent(1 - interval.Upper)} and {Percent(1 - interval.Lower)} in nine of ten cases, as far as the assumptions may err")}");
        }

        if (journey.Frequency is { PerHour: > 0 } frequency)
        {
            page.Line($"    fails      every {Duration(frequency.MeanTimeBetweenFailures)}, for {Duration(frequency.MeanTimeToRepair)} on average");
        }

        foreach (var importance in journey.Importances.Take(MaxImportances).Where(static i => i.Criticality >= 0.005))
        {
            page.Line($"      {importance.Criticality,5:0 %}  {importance.Event.Name}{(journey.Events[importance.Event.Name].IsProviders ? page.Dim("  (the provider's)") : "")}");
        }

        var own = journey.OwnSinglePoints.Select(static p => p.Event.Name).ToList();
        page.Wrapped("    ", own.Count > 0 ? page.Red("single points of failure") : page.Green("no single point of failure"), 25, own.Count > 0 ? string.Join(", ", own) : "of the workload's own making");
        if (journey.PossibleSinglePoints.Any())
        {
            page.Wrapped("    ", page.Yellow("perhaps one more"), 16, "what stands in zones that nobody knows may all stand in one");
        }

        foreach (var note in journey.Notes)
        {
            page.Faint("    · ", note);
        }

        if (journey.Unknown.Count > 0)
        {
            page.Line($"    {page.Yellow($"left out, since nothing is known of them: {string.Join(", ", journey.Unknown.Select(static c => c.Id))}")}");
        }

        page.Line();
    }

    private static void WriteRadii(Page page, AvailabilityAnalysis analysis)
    {
        var wide = analysis.BlastRadii.Where(static r => r.Journeys.Count > 1).ToList();
        if (analysis.Journeys.Count < 2 || wide.Count == 0)
        {
            return;
        }

        page.Line($"  {page.Bold("What takes more than one journey with it")}");
        foreach (var radius in wide.Take(10))
        {
            page.Line($"    {radius.Share,5:0 %}  {radius.Component.Id}");
        }

        page.Line();
    }

    private static void WriteAssumptions(Page page, AvailabilityAnalysis analysis)
    {
        page.Line($"  {page.Bold("Assumptions")}  {page.Dim("to be overridden under 'assumptions' in stoa.yaml")}");
        foreach (var assumption in analysis.Assumptions)
        {
            page.Wrapped("    ", $"{assumption.Id,-18} {page.Dim($"{assumption.Basis,-9}")}", 28, $"{Figure(assumption)}: {assumption.Note}");
        }
    }

    /// <summary>What an assumption says, in a few words.</summary>
    internal static string Figure(Assumption assumption) => assumption.PerYear is { } perYear
        ? string.Create(CultureInfo.InvariantCulture, $"{perYear:0.###} a year, {Duration(assumption.Hours!.Value)} each")
        : string.Create(CultureInfo.InvariantCulture, $"{assumption.Value:0.######}");

    /// <summary>A share as a percentage, with as many digits as its distance from 100 needs.</summary>
    internal static string Percent(double share)
    {
        var digits = share is >= 1 or <= 0 ? 0 : Math.Clamp((int)Math.Ceiling(-Math.Log10(1 - share)), 2, 9);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100, digits)} %");
    }

    /// <summary>How long a share of time is in a year.</summary>
    internal static string Outage(double share) => $"{Duration(share * FailureRates.HoursAYear)} a year";

    /// <summary>A duration in the unit that suits it.</summary>
    internal static string Duration(double hours) => hours switch
    {
        0 => "0 s",
        < 1 / 60.0 => Amount(hours * 3600, "0.##", "s"),
        < 2 => Amount(hours * 60, "0.#", "min"),
        < 72 => Amount(hours, "0.#", "h"),
        < 2 * FailureRates.HoursAYear => Amount(hours / 24, "0", "days"),
        _ => Amount(hours / FailureRates.HoursAYear, "0", "years"),
    };

    private static string Amount(double amount, string format, string unit) => $"{amount.ToString(format, CultureInfo.InvariantCulture)} {unit}";
}
