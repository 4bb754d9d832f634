using System.Text.Json;
using Stoa.Analysis.Recovery;
using Stoa.Language.Text;
using Stoa.Reports.Json;

namespace Stoa.Reports.Recovery;

/// <summary>
/// How a workload recovers, as JSON of schema <c>stoa/recovery/1</c>. Times are in seconds; <c>high</c> is null where it is unknown, and
/// an estimate with <c>endless</c> is never recovered from.
/// </summary>
public static class RecoveryJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(RecoveryAnalysis figures, DisasterSimulation? simulation, string workload, string version, Stream output) =>
        JsonPage.Write(output, "stoa/recovery/1", version, workload, json => WriteMembers(json, figures, simulation));

    private static void WriteMembers(Utf8JsonWriter json, RecoveryAnalysis figures, DisasterSimulation? simulation)
    {
        WriteStrategy(json, figures.Strategy);
        json.Objects("disasters", figures.Outcomes, outcome => WriteOutcome(json, outcome));
        json.Objects("objectives", figures.Objectives, check =>
        {
            json.WriteString("disaster", DisasterOutcome.WordOf(check.Disaster));
            json.WriteString("objective", check.IsOfTime ? "rto" : "rpo");
            json.WriteNumber("asked", check.Asked);
            json.WriteString("state", check.State switch { ObjectiveState.Met => "met", ObjectiveState.MetAtBest => "met-at-best", ObjectiveState.Missed => "missed", _ => "unknown" });
            json.WriteString("text", check.Text);
        });
        json.Array("warnings", figures.Warnings, json.WriteStringValue);
        json.Objects("stores", figures.Stores, store => WriteStore(json, figures, store));
        json.Objects("unjudged", figures.Unjudged, store =>
        {
            json.WriteString("resource", store.Resource.Address);
            json.WriteString("what", store.What);
        });
        WriteSimulation(json, simulation);
        json.Objects("gameDay", figures.GameDay.Experiments, experiment => WriteExperiment(json, experiment));
        json.Array("assumptions", figures.Assumptions, json.WriteStringValue);
        json.Objects("facts", figures.Facts, fact =>
        {
            json.WriteString("id", fact.Id);
            json.WriteString("what", fact.What);
            WriteEstimate(json, "value", fact.Value);
            json.WriteString("basis", fact.Basis);
            json.WriteString("source", fact.Source);
        });
    }

    private static void WriteStrategy(Utf8JsonWriter json, WorkloadStrategy strategy)
    {
        json.WriteStartObject("strategy");
        WriteNames(json, strategy.Workload);
        json.WriteString("primaryRegion", strategy.Primary);
        json.WriteString("standbyRegion", strategy.Standby);
        json.WriteBoolean("singleWriter", strategy.IsSingleWriter);
        if (strategy.Data is { } data)
        {
            json.WriteStartObject("data");
            WriteNames(json, data);
            json.WriteEndObject();
        }

        if (strategy.Compute is { } compute)
        {
            json.WriteStartObject("compute");
            json.WriteString("least", Strategy.NameOf(compute.Least));
            json.WriteString("most", Strategy.NameOf(compute.Most));
            json.WriteString("reason", compute.Reason);
            json.WriteString("unknownBecause", compute.UnknownBecause);
            json.WriteEndObject();
        }

        json.WriteStartObject("traffic");
        json.WriteString("mode", strategy.Traffic.Mode switch { TrafficMode.OneRegion => "one-region", TrafficMode.ByHand => "by-hand", TrafficMode.Failover => "failover", _ => "all-regions" });
        json.WriteString("reason", strategy.Traffic.Reason);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, Strategy strategy)
    {
        json.WriteString("least", Strategy.NameOf(strategy.Least));
        json.WriteString("most", Strategy.NameOf(strategy.Most));
        json.Array("reasons", strategy.Reasons, json.WriteStringValue);
        json.Array("unknownBecause", strategy.UnknownBecause, json.WriteStringValue);
    }

    private static void WriteOutcome(Utf8JsonWriter json, DisasterOutcome outcome)
    {
        json.WriteString("disaster", DisasterOutcome.WordOf(outcome.Disaster));
        json.WriteBoolean("applies", outcome.Applies);
        WriteEstimate(json, "loss", outcome.Loss);
        WriteEstimate(json, "downtime", outcome.Downtime);
        json.Array("reasons", outcome.Reasons, json.WriteStringValue);
        var numbers = new Dictionary<RecoveryStep, int>();
        json.Objects("steps", outcome.Plan.Steps, step =>
        {
            numbers.Add(step, numbers.Count);
            json.WriteString("name", step.Name);
            WriteEstimate(json, "takes", step.Takes);
            WriteEstimate(json, "ends", step.Ends);
            json.Array("after", step.After, before => json.WriteNumberValue(numbers[before]));
            json.WriteBoolean("critical", step.IsCritical);
            json.WriteString("because", step.Because);
        });
        json.Objects("components", outcome.Components, part =>
        {
            json.WriteString("component", part.Component.Id);
            WriteEstimate(json, "loss", part.Loss);
            WriteEstimate(json, "downtime", part.Downtime);
            json.WriteString("reason", part.Reason);
        });
    }

    private static void WriteStore(Utf8JsonWriter json, RecoveryAnalysis figures, DataProtection store)
    {
        json.WriteString("store", store.Store.Id);
        json.WriteString("strategy", Strategy.NameOf(figures.Strategy.Stores[store.Store].Least));
        json.WriteBoolean("counts", store.Counts);
        json.WriteString("doesNotCountBecause", store.DoesNotCountBecause);
        WriteTruth(json, "deletionRefused", store.IsDeletionRefused);
        WriteTruth(json, "finalCopy", store.HasFinalCopy);
        json.Number("sizeGiB", store.Size);
        json.Objects("copies", store.Copies, copy =>
        {
            json.WriteString("kind", copy.Kind switch { CopyKind.PointInTime => "point-in-time", CopyKind.Snapshots => "snapshots", CopyKind.Backups => "backups", CopyKind.Replica => "replica", _ => "versions" });
            json.WriteString("what", copy.What);
            WriteEstimate(json, "loss", copy.Loss);
            json.WriteString("region", copy.Region);
            WriteTruth(json, "otherRegion", copy.IsElsewhere);
            WriteTruth(json, "otherAccount", copy.IsOtherAccount);
            WriteTruth(json, "locked", copy.IsLocked);
            json.WriteBoolean("goesBack", copy.GoesBack);
            json.WriteBoolean("live", copy.IsLive);
            json.WriteString("uncertainBecause", copy.UncertainBecause);
            WriteLocation(json, copy.Shown.Declaration);
        });
        WriteLocation(json, store.Store.Main.Declaration);
    }

    private static void WriteLocation(Utf8JsonWriter json, Location location)
    {
        json.WriteString("file", location.Path);
        json.WriteNumber("line", location.Line);
    }

    private static void WriteExperiment(Utf8JsonWriter json, GameDayExperiment experiment)
    {
        json.WriteString("name", experiment.Name);
        json.WriteString("disaster", DisasterOutcome.WordOf(experiment.Disaster));
        json.WriteString("title", experiment.Title);
        json.WriteString("expect", experiment.Expect);
        json.WriteString("action", experiment.Action?.Action);
        json.Array("targets", experiment.Targets, target => json.WriteStringValue(target.Address));
        json.WriteString("stopAlarm", experiment.StopAlarm?.Address);
    }

    private static void WriteSimulation(Utf8JsonWriter json, DisasterSimulation? simulation)
    {
        if (simulation is null)
        {
            return;
        }

        json.WriteStartObject("simulation");
        json.WriteNumber("seed", simulation.Seed);
        json.WriteNumber("years", simulation.Years);
        WriteDistribution(json, "downtimeAYear", simulation.DowntimeAYear);
        WriteDistribution(json, "lossAYear", simulation.LossAYear);
        json.WriteNumber("shareOfLostYears", simulation.ShareOfLostYears);
        json.Objects("disasters", simulation.Disasters, kind =>
        {
            json.WriteString("disaster", DisasterOutcome.WordOf(kind.Disaster));
            json.WriteNumber("yearlyRate", kind.YearlyRate);
            json.WriteNumber("events", kind.Events);
            WriteDistribution(json, "downtime", kind.Downtime);
            WriteDistribution(json, "loss", kind.Loss);
            json.WriteNumber("endless", kind.Endless);
            json.WriteBoolean("atLeast", kind.IsLeast);
        });
        json.WriteEndObject();
    }

    private static void WriteDistribution(Utf8JsonWriter json, string name, Distribution? distribution)
    {
        if (distribution is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.Number("mean", distribution.Mean);
        json.Number("median", distribution.Median);
        json.Number("p95", distribution.P95);
        json.Number("worst", distribution.Worst);
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WriteStartObject(name);
        json.Number("low", estimate.Low);
        json.Number("high", estimate.High);
        json.WriteBoolean("endless", estimate.IsEndless);
        json.Array("unknownBecause", estimate.UnknownBecause, json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void WriteTruth(Utf8JsonWriter json, string name, bool? truth)
    {
        if (truth is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
