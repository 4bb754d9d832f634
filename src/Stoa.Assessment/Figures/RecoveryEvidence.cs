using Stoa.Analysis;
using Stoa.Analysis.Recovery;
using Stoa.Language.Text;

namespace Stoa.Assessment.Figures;

/// <summary>What the recovery of a workload proves.</summary>
internal static class RecoveryEvidence
{
    private const string Figure = "recovery";

    /// <summary>Copies that exist, are locked and come by themselves; objectives that are stated, met and rehearsed.</summary>
    public static IEnumerable<FigureEvidence> Of(WorkloadFigures figures)
    {
        var recovery = figures.Recovery;
        var stores = recovery.Stores.Where(static s => s.Counts).ToList();
        if (stores.Count > 0)
        {
            yield return Counting.Of(Figure, "REL09-BP01", Severity.High, stores, static s => s.Store.Main.Declaration, static s => Has(s, static c => c.GoesBack), "data stores have a copy that goes back to before a mistake");
            yield return Counting.Of(Figure, "REL09-BP02", Severity.Low, stores, static s => s.Store.Main.Declaration, static s => Has(s, static c => c.IsLocked), "data stores have a copy that nobody can delete before its time");
        }

        if (Settings(figures) is { } objectives)
        {
            yield return objectives;
        }

        if (OfObjectives(recovery) is { } met)
        {
            yield return met;
        }

        if (figures.Settings.Recovery.Drills is { Count: > 0 } drills)
        {
            yield return Proven("REL13-BP03", Severity.Medium, $"the recovery was rehearsed {drills.Count} time{(drills.Count == 1 ? "" : "s")}, last on {drills.Max(static d => d.Date):yyyy-MM-dd}", null);
        }

        if (recovery.Strategy is { Traffic: { Mode: TrafficMode.Failover or TrafficMode.AllRegions, Detection: not null, Shown: { } shown }, Workload.Least: >= StrategyKind.HotStandby, IsSingleWriter: false })
        {
            yield return Proven("REL13-BP05", Severity.Medium, "requests move to the other region, and find their data there, without anybody acting", shown.Declaration);
        }

        foreach (var evidence in OfTests(figures))
        {
            yield return evidence;
        }
    }

    /// <summary>True where a certain copy is so, null where one may be, false where none is.</summary>
    private static bool? Has(DataProtection store, Func<DataCopy, bool?> what)
    {
        bool? best = false;
        foreach (var copy in store.Copies)
        {
            var its = what(copy);
            if (its == true && copy.UncertainBecause is null)
            {
                return true;
            }

            best = its != false ? null : best;
        }

        return best;
    }

    private static FigureEvidence? Settings(WorkloadFigures figures) => figures.Settings is { RecoveryTime: { } time, RecoveryPoint: { } point }
        ? Proven("REL13-BP01", Severity.High, $"an outage may last {TimeText.Of(time.TotalSeconds)} and cost {TimeText.Of(point.TotalSeconds)} of data, says the workload's file", null)
        : null;

    private static FigureEvidence? OfObjectives(RecoveryAnalysis recovery)
    {
        var checks = recovery.Objectives.Where(static c => c.Disaster is Disaster.Zone or Disaster.Region or Disaster.Deletion).ToList();
        if (checks.Count == 0)
        {
            return null;
        }

        var missed = checks.Find(static c => c.State is ObjectiveState.Missed) ?? checks.Find(static c => c.State is not ObjectiveState.Met);
        return new FigureEvidence
        {
            Practice = "REL13-BP02",
            Figure = Figure,
            Severity = Severity.High,
            Passed = checks.Count(static c => c.State == ObjectiveState.Met),
            Failed = checks.Count(static c => c.State == ObjectiveState.Missed),
            Undecided = checks.Count(static c => c.State is ObjectiveState.MetAtBest or ObjectiveState.Unknown),
            Note = missed is null
                ? "the objectives for the loss of a zone, of the region and of data are met"
                : $"{(missed.IsOfTime ? "RTO" : "RPO")} of {TimeText.Of(missed.Asked)}, {DisasterOutcome.NameOf(missed.Disaster)}: {missed.Text}",
            Location = (recovery.Of(missed?.Disaster ?? Disaster.Region).Components is [var worst, ..] ? worst.Component.Main : null)?.Declaration,
        };
    }

    private static IEnumerable<FigureEvidence> OfTests(WorkloadFigures figures)
    {
        var tests = figures.Workload.Resources.Where(static r => r.Kind?.Id == "aws.backup.restore_testing_plan").ToList();
        if (tests.Count > 0)
        {
            yield return Proven("REL09-BP04", Severity.Medium, $"{tests[0].Address} restores backups to test them", tests[0].Declaration);
        }

        var experiments = figures.Workload.Resources.Where(static r => r.Kind?.Id == "aws.fis.experiment_template").ToList();
        if (experiments.Count > 0)
        {
            var unstoppable = experiments.Where(static e => e.TryGet("has_stop_condition", out var stops) && stops is { HasValue: true } && !stops.AsBool()).ToList();
            yield return new FigureEvidence
            {
                Practice = "REL12-BP04",
                Figure = Figure,
                Severity = Severity.Medium,
                Passed = experiments.Count - unstoppable.Count,
                Failed = unstoppable.Count,
                Note = $"{experiments.Count} experiment{(experiments.Count == 1 ? " breaks" : "s break")} things on purpose{(unstoppable.Count > 0 ? $", {unstoppable.Count} without an alarm that stops it" : "")}",
                Location = (unstoppable.Count > 0 ? unstoppable[0] : experiments[0]).Declaration,
            };
        }
    }

    private static FigureEvidence Proven(string practice, Severity severity, string note, Location? location) => new()
    {
        Practice = practice, Figure = Figure, Severity = severity, Passed = 1, Note = note, Location = location,
    };
}
