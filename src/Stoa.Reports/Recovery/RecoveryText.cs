using System.Globalization;
using Stoa.Analysis.Recovery;
using Stoa.Reports.Text;

namespace Stoa.Reports.Recovery;

/// <summary>How a workload recovers, for a terminal: the strategy, what each disaster costs, what protects the data, the steps.</summary>
public static class RecoveryText
{
    private const int MaxReasons = 3;
    private const int MaxExperiments = 12;
    private const int MaxStores = 20;
    private const int BarCells = 36;

    /// <summary>Writes the report.</summary>
    /// <param name="figures">What to report.</param>
    /// <param name="simulation">Years played; null leaves them out.</param>
    /// <param name="name">What the workload is called.</param>
    /// <param name="shown">The disaster whose steps are drawn; null: that of the region.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">Width and colour.</param>
    public static void Write(RecoveryAnalysis figures, DisasterSimulation? simulation, string name, Disaster? shown, TextWriter output, TextReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var page = new Page(output, options);
        var strategy = figures.Strategy;
        var regions = strategy.Primary is null ? "" : $" · {strategy.Primary}{(strategy.Standby is { } other ? $", {other}" : "")}";
        page.Line($"{page.Bold($"{name} · recovery")}  {page.Dim($"{Names.Count(figures.Stores.Count, "data store")}{regions}")}");
        page.Line();
        WriteStrategy(page, strategy);
        WriteOutcomes(page, figures);
        WriteStores(page, figures);
        WritePlan(page, figures.Of(shown ?? Disaster.Region));
        WriteSimulation(page, simulation);
        WriteGameDay(page, figures.GameDay);
        WriteAssumptions(page, figures);
    }

    internal static string Loss(Estimate loss) =>
        loss.IsEndless ? "everything" : loss.High is { } high && double.IsPositiveInfinity(high) ? $"{TimeText.Of(loss.Low)}, or everything" : loss is { IsKnown: true, High: 0 } ? "nothing" : loss.ToString();

    internal static string Downtime(Estimate downtime) => downtime.IsEndless ? "for good" : downtime is { IsKnown: true, High: 0 } ? "nothing" : downtime.ToString();

    private static void WriteStrategy(Page page, WorkloadStrategy strategy)
    {
        page.Line($"  Strategy  {page.Bold(strategy.Workload.ToString())}{(strategy.IsSingleWriter ? page.Dim("  (all regions serve, one writes)") : "")}");
        foreach (var reason in strategy.Workload.Reasons.Take(MaxReasons + 2))
        {
            page.Faint("            ", reason);
        }

        foreach (var reason in strategy.Workload.UnknownBecause.Take(MaxReasons))
        {
            page.Wrapped("            ", page.Yellow("?"), 1, reason);
        }

        page.Line();
    }

    private static void WriteOutcomes(Page page, RecoveryAnalysis figures)
    {
        page.Line($"  {page.Bold($"{"when this happens",-28}{"data lost",-26}back after")}");
        foreach (var outcome in figures.Outcomes)
        {
            if (!outcome.Applies)
            {
                page.Line(page.Dim($"  {DisasterOutcome.NameOf(outcome.Disaster),-28}cannot happen: {(outcome.Reasons is [var why, ..] ? why : "")}"));
                continue;
            }

            var loss = Loss(outcome.Loss);
            var down = Downtime(outcome.Downtime);
            page.Line($"  {DisasterOutcome.NameOf(outcome.Disaster),-28}{Mark(page, outcome.Loss, loss.PadRight(26))}{Mark(page, outcome.Downtime, down)}{Objective(page, figures, outcome.Disaster)}");
            foreach (var reason in outcome.Reasons.Take(2))
            {
                page.Faint("      ", reason);
            }

            if (outcome.Loss.UnknownBecause.Concat(outcome.Downtime.UnknownBecause).Distinct().ToList() is [var first, ..] because)
            {
                page.Faint("      ", $"unknown: {first}{(because.Count > 1 ? $", and {because.Count - 1} more" : "")}");
            }
        }

        page.Line();
        foreach (var check in figures.Objectives.Where(static c => c.State != ObjectiveState.Met))
        {
            page.Wrapped("  ", page.Red(check.IsOfTime ? "RTO" : "RPO"), 3, $"{TimeText.Of(check.Asked)} asked, {DisasterOutcome.NameOf(check.Disaster)}: {check.Text}");
        }

        foreach (var warning in figures.Warnings)
        {
            page.Wrapped("  ", page.Yellow("!"), 1, warning);
        }

        if (figures.Warnings.Count > 0 || figures.Objectives.Any(static c => c.State != ObjectiveState.Met))
        {
            page.Line();
        }
    }

    private static string Mark(Page page, Estimate estimate, string text) => estimate.IsEndless ? page.Red(text) : estimate.IsKnown ? text : page.Yellow(text);

    private static string Objective(Page page, RecoveryAnalysis figures, Disaster disaster)
    {
        var checks = figures.Objectives.Where(c => c.Disaster == disaster).ToList();
        return checks.Count == 0 ? ""
            : checks.TrueForAll(static c => c.State == ObjectiveState.Met) ? page.Green("  ✓")
            : checks.Exists(static c => c.State == ObjectiveState.Missed) ? page.Red("  ✗") : page.Yellow("  ?");
    }

    private static void WriteStores(Page page, RecoveryAnalysis figures)
    {
        if (figures.Stores.Count + figures.Unjudged.Count == 0)
        {
            page.Line("  It keeps no data.");
            page.Line();
            return;
        }

        page.Line($"  {page.Bold("What protects the data")}");
        foreach (var store in figures.Stores.OrderBy(static s => s.Counts ? 0 : 1).Take(MaxStores))
        {
            page.Line($"  {store.Store.Id}  {page.Dim(store.Counts ? Strategy.NameOf(figures.Strategy.Stores[store.Store].Least) : $"does not count: {store.DoesNotCountBecause}")}");
            if (!store.Counts)
            {
                continue;
            }

            foreach (var copy in store.Copies)
            {
                var marks = string.Join(", ", Marks(copy));
                page.Wrapped("    ", page.Dim("·"), 1, $"{copy.What}{(marks.Length > 0 ? $" ({marks})" : "")}: loses {Loss(copy.Loss)}{(copy.UncertainBecause is { } because ? $"; uncertain, as {because}" : "")}");
            }

            if (store.Copies.Count == 0)
            {
                page.Line($"    {page.Red("nothing copies its data")}");
            }

            if (store.IsDeletionRefused == true)
            {
                page.Faint("    ", "· its deletion is refused");
            }
        }

        if (figures.Stores.Count > MaxStores)
        {
            page.Line(page.Dim($"  and {figures.Stores.Count - MaxStores} more, all in the JSON"));
        }

        foreach (var store in figures.Unjudged)
        {
            page.Line($"  {store.Resource.Address}  {page.Yellow($"not judged: {store.What}")}");
        }

        page.Line();
    }

    private static IEnumerable<string> Marks(DataCopy copy)
    {
        if (copy.IsElsewhere != false)
        {
            yield return copy.IsElsewhere == true ? $"in {copy.Region ?? "another region"}" : "region unknown";
        }

        if (copy.IsOtherAccount != false)
        {
            yield return copy.IsOtherAccount == true ? "another account" : "account unknown";
        }

        if (copy.IsLocked == true)
        {
            yield return "locked";
        }
    }

    private static void WritePlan(Page page, DisasterOutcome outcome)
    {
        if (outcome.Plan.Steps.Count == 0 || outcome.Downtime.IsEndless)
        {
            return;
        }

        page.Line($"  {page.Bold($"Recovering from the {DisasterOutcome.NameOf(outcome.Disaster)}")}  {page.Dim($"at best ▓, at worst ░; the critical path in bold; {outcome.Downtime} in all")}");
        foreach (var line in Bars(outcome.Plan, page.Width - 50, page.Bold))
        {
            page.Line($"  {line}");
        }

        page.Line();
    }

    /// <summary>A line a step: its name, its bar, how long it takes.</summary>
    internal static IEnumerable<string> Bars(RecoveryPlan plan, int cells, Func<string, string> bold)
    {
        var width = Math.Clamp(cells, 20, BarCells + 20);
        var end = plan.Steps.Max(static s => End(s));
        foreach (var step in plan.Steps)
        {
            var name = step.Name.Length > 34 ? $"{step.Name[..33]}…" : step.Name.PadRight(34);
            var begin = (int)Math.Round((step.Begins.High ?? step.Begins.Low) / end * width);
            var low = Math.Max(step.Takes.Low > 0 ? 1 : 0, (int)Math.Round(step.Takes.Low / end * width));
            var most = Math.Max(low, (int)Math.Round((step.Takes.High ?? step.Takes.Low) / end * width));
            begin = Math.Clamp(begin, 0, width);
            most = Math.Clamp(most, 0, width - begin);
            low = Math.Min(low, most);
            var bar = $"{new string(' ', begin)}{new string('▓', low)}{new string('░', most - low)}{(step.Takes.IsKnown ? "" : "…")}".PadRight(width + 1);
            yield return $"{(step.IsCritical ? bold(name) : name)}  {bar} {step.Takes}";
        }

        static double End(RecoveryStep step) => Math.Max(1, double.IsFinite(step.Ends.High ?? step.Ends.Low) ? step.Ends.High ?? step.Ends.Low : 1);
    }

    private static void WriteSimulation(Page page, DisasterSimulation? simulation)
    {
        if (simulation is null)
        {
            return;
        }

        page.Line($"  {page.Bold($"{simulation.Years.ToString("N0", CultureInfo.InvariantCulture)} years played")}  {page.Dim($"seed {simulation.Seed}; frequencies below")}");
        page.Line(page.Dim($"  {"",-28}{"median",-16}{"95 of 100",-16}worst"));
        page.Line($"  {"time down in a year",-28}{Time(simulation.DowntimeAYear.Median),-16}{Time(simulation.DowntimeAYear.P95),-16}{Time(simulation.DowntimeAYear.Worst)}");
        page.Line($"  {"data lost in a year",-28}{Time(simulation.LossAYear.Median),-16}{Time(simulation.LossAYear.P95),-16}{Time(simulation.LossAYear.Worst)}");
        if (simulation.ShareOfLostYears > 0)
        {
            page.Line($"  {page.Red($"in {simulation.ShareOfLostYears.ToString("0.##%", CultureInfo.InvariantCulture)} of the years data is lost for good")}");
        }

        foreach (var kind in simulation.Disasters.Where(static d => d.Downtime is not null))
        {
            page.Line($"  {DisasterOutcome.NameOf(kind.Disaster),-28}{Time(kind.Downtime!.Median),-16}{Time(kind.Downtime.P95),-16}{Time(kind.Downtime.Worst),-12}"
                + page.Dim($"{kind.YearlyRate.ToString("0.###", CultureInfo.InvariantCulture)} a year{(kind.IsLeast ? ", at least" : "")}"));
        }

        page.Line();
    }

    private static string Time(double seconds) => double.IsPositiveInfinity(seconds) ? "everything" : TimeText.Of(seconds);

    private static void WriteGameDay(Page page, GameDayPlan plan)
    {
        if (plan.Experiments.Count == 0)
        {
            return;
        }

        page.Line($"  {page.Bold("Game day")}  {page.Dim("--game-day terraform or cloudformation writes the experiments")}");
        foreach (var experiment in plan.Experiments.Take(MaxExperiments))
        {
            var stop = experiment.Action is null ? page.Dim("  by hand") : experiment.StopAlarm is { } alarm ? page.Dim($"  stops at {alarm.Address}") : page.Yellow("  no alarm would stop it");
            page.Line($"  {experiment.Title}{stop}");
            page.Faint("      ", $"expect: {experiment.Expect}");
        }

        if (plan.Experiments.Count > MaxExperiments)
        {
            page.Line(page.Dim($"  and {plan.Experiments.Count - MaxExperiments} more"));
        }

        page.Line();
    }

    private static void WriteAssumptions(Page page, RecoveryAnalysis figures)
    {
        page.Line(page.Dim("  Taken for granted (stoa.yaml overrides figures under recovery: times:)"));
        foreach (var assumption in figures.Assumptions)
        {
            page.Faint("    · ", assumption);
        }

        foreach (var fact in figures.Facts.Where(static f => f.Basis is "assumed" or "said"))
        {
            page.Faint("    · ", $"{fact.What}{(fact.Id == "throughput" ? "" : $": {fact.Value}")}{(fact.Basis == "said" ? ", says the workload's file" : "")}  [{fact.Id}]");
        }
    }
}
