using Stoa.Analysis.Facts;
using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Recovery;

/// <summary>Finds how a workload recovers from disasters.</summary>
public static class RecoveryAnalyzer
{
    /// <summary>Finds it. The time it takes grows with the workload's resources and references.</summary>
    /// <param name="figures">The workload, with its facts and what people say of it.</param>
    public static RecoveryAnalysis Analyze(WorkloadFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var settings = figures.Settings.Recovery;
        var facts = new RecoveryFacts(figures.Facts, settings);
        var regions = new RegionMap(figures.Workload, settings);
        var finder = new ProtectionFinder(figures, facts, regions);
        var stores = finder.Find();
        var traffic = new TrafficFinder(figures, facts, regions).Find();
        var classifier = new StrategyClassifier(figures, regions, finder, stores, traffic);
        var strategy = classifier.Classify();
        var outcomes = new DisasterEstimator(figures, facts, stores, finder.Followers, strategy, classifier).Estimate();
        var unjudged = Unjudged(figures);
        var objectives = Objectives(figures.Settings, outcomes);
        return new RecoveryAnalysis(() => new GameDayPlanner(figures, stores, strategy, outcomes).Plan())
        {
            Stores = stores,
            Unjudged = unjudged,
            Strategy = strategy,
            Outcomes = outcomes,
            Objectives = objectives,
            Warnings = Warnings(figures.Settings, strategy, outcomes, unjudged),
            Facts = facts.Used,
            Assumptions = Assumptions(figures, stores),
        };
    }

    /// <summary>Plays years of disasters.</summary>
    /// <param name="figures">The workload.</param>
    /// <param name="seed">The same seed gives the same years.</param>
    /// <param name="years">How many years, from 1 to 1,000,000.</param>
    public static DisasterSimulation Simulate(WorkloadFigures figures, ulong seed = 1, int years = DisasterSimulation.DefaultYears)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentOutOfRangeException.ThrowIfLessThan(years, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(years, 1_000_000);
        return DisasterSimulation.Run(figures.Recovery.Outcomes, figures.Facts, figures.Settings.Recovery, seed, years);
    }

    private static IReadOnlyList<UnjudgedStore> Unjudged(WorkloadFigures figures)
    {
        var rows = FactTable.Read(figures.Facts, "aws/unjudged-stores.yaml").Rows.ToDictionary(static r => r.Text("type"), static r => r.Text("what"));
        return [.. figures.Workload.Resources.Where(r => rows.ContainsKey(r.Type) && figures.Topology.Of(r) is null).Select(r => new UnjudgedStore(r, rows[r.Type]))];
    }

    private static IReadOnlyList<ObjectiveCheck> Objectives(AnalysisSettings settings, IReadOnlyList<DisasterOutcome> outcomes)
    {
        var checks = new List<ObjectiveCheck>();
        foreach (var outcome in outcomes.Where(static o => o.Applies))
        {
            if (settings.RecoveryTime is { } time)
            {
                checks.Add(ObjectiveCheck.Of(outcome.Disaster, true, time, outcome.Downtime));
            }

            if (settings.RecoveryPoint is { } point)
            {
                checks.Add(ObjectiveCheck.Of(outcome.Disaster, false, point, outcome.Loss));
            }
        }

        return checks;
    }

    private static IReadOnlyList<string> Warnings(AnalysisSettings settings, WorkloadStrategy strategy, IReadOnlyList<DisasterOutcome> outcomes, IReadOnlyList<UnjudgedStore> unjudged)
    {
        var warnings = new List<string>();
        if (unjudged.Count > 0)
        {
            warnings.Add($"not judged, and perhaps weaker than all that is: {string.Join(", ", unjudged.Take(4).Select(static u => $"{u.Resource.Address} ({u.What})"))}{(unjudged.Count > 4 ? $" and {unjudged.Count - 4} more" : "")}");
        }

        if (settings.Availability is >= 0.9999 && strategy.Workload.Most <= StrategyKind.BackupAndRestore)
        {
            warnings.Add($"an availability of {settings.Availability:P2} is asked, and the strategy is {Strategy.NameOf(strategy.Workload.Most)}: one loss of the region costs more than many years of that allow");
        }

        if (settings is { RecoveryTime: { } time, Availability: { } share } && (1 - share) * 365.25 * 86400 < time.TotalSeconds)
        {
            warnings.Add($"an outage may last {TimeText.Of(time.TotalSeconds)}, but the availability asked allows {TimeText.Of((1 - share) * 365.25 * 86400)} a year");
        }

        var zone = outcomes[(int)Disaster.Zone].Downtime;
        var region = outcomes[(int)Disaster.Region].Downtime;
        if (region.High is { } most && most < zone.Low)
        {
            warnings.Add($"the loss of a zone takes longer ({zone}) than the loss of the region ({region}): fail over to the other region for a zone too, or spread what stands in one");
        }

        return warnings;
    }

    private static IReadOnlyList<string> Assumptions(WorkloadFigures figures, IReadOnlyList<DataProtection> stores)
    {
        var assumptions = new List<string>
        {
            "a lost region or account does not come back, and its data with it",
            "backups work: nobody tests that from code",
        };
        if (figures.Topology.Components.Any(static c => c is { Role: ComponentRole.Machines }))
        {
            assumptions.Add("machines keep nothing on their own disks that is not elsewhere");
        }

        if (figures.Topology.Components.Any(static c => c.Role is ComponentRole.Queue or ComponentRole.Stream))
        {
            assumptions.Add("messages on their way are not counted as data");
        }

        if (stores.Any(static s => s.Copies.Any(static c => c.Kind == CopyKind.Backups)))
        {
            assumptions.Add("AWS Backup is switched on for the services that its plans select");
        }

        return assumptions;
    }
}
