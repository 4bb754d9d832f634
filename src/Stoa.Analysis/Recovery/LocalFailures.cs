using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>Estimates what the loss of an instance or of a zone costs, component by component.</summary>
internal sealed class LocalFailures
{
    private readonly WorkloadFigures figures;
    private readonly RecoveryFacts facts;
    private readonly WorkloadStrategy strategy;
    private readonly StrategyClassifier classifier;
    private readonly Dictionary<Component, DataProtection> protections;
    private readonly IReadOnlySet<Component> followers;

    public LocalFailures(
        WorkloadFigures figures, RecoveryFacts facts, IReadOnlyList<DataProtection> stores, IReadOnlySet<Component> followers, WorkloadStrategy strategy, StrategyClassifier classifier)
    {
        this.followers = followers;
        this.figures = figures;
        this.facts = facts;
        this.strategy = strategy;
        this.classifier = classifier;
        protections = stores.ToDictionary(static s => s.Store);
        (Watch, WatchReason) = WhoWatches();
    }

    /// <summary>How long until somebody acts on a failure.</summary>
    public Estimate Watch { get; }

    /// <summary>Why it takes so long.</summary>
    public string WatchReason { get; }

    /// <summary>One machine, task or node is lost.</summary>
    public DisasterOutcome Instance() => Of(Disaster.Instance, OnInstance);

    /// <summary>A zone is lost.</summary>
    public DisasterOutcome Zone() => Of(Disaster.Zone, OnZone);

    /// <summary>How long a component takes to start.</summary>
    public Estimate Boot(Component component) => component.Role switch
    {
        ComponentRole.Function or ComponentRole.Workflow => facts["boot.function"],
        ComponentRole.Containers => facts["boot.containers"],
        ComponentRole.ContainerCluster => facts["boot.cluster"],
        ComponentRole.Machines when component.Main.Get("health_check_grace").Count() is > 0 and var grace && component.Main.Kind?.Id == "aws.autoscaling.group" =>
            Estimate.Between(facts["boot.machines"].Low, Math.Max(facts["boot.machines"].High ?? 0, 120 + grace)),
        _ => facts["boot.machines"],
    };

    private (Estimate Watch, string Reason) WhoWatches()
    {
        Resource? quickest = null;
        var seconds = double.PositiveInfinity;
        foreach (var alarm in figures.Workload.Resources.Where(static r => r.Kind?.Id == "aws.cloudwatch.alarm" && r.Get("has_actions").Truth() == true))
        {
            var period = (alarm.Get("period_seconds").Count() ?? 300) * (double)(alarm.Get("evaluation_periods").Count() ?? 1);
            if (period < seconds)
            {
                (quickest, seconds) = (alarm, period);
            }
        }

        return quickest is null
            ? (facts["detect.people"], "no alarm of the workload calls anybody")
            : (Estimate.Between(seconds, seconds) + facts["detect.respond"], $"{quickest.Address} calls after {TimeText.Of(seconds)}");
    }

    private DisasterOutcome Of(Disaster disaster, Func<Component, ComponentOutcome?> judge)
    {
        var parts = new List<ComponentOutcome>();
        foreach (var component in figures.Topology.Components)
        {
            // A second region that only waits is not what serves.
            if (!IsStandby(component) && !IsOptional(component) && judge(component) is { } outcome)
            {
                parts.Add(outcome);
            }
        }

        var worst = DisasterEstimator.Worst(parts);
        if (parts.Count == 0)
        {
            return DisasterEstimator.Untouched(disaster, "its services are kept up by the provider through it");
        }

        var plan = new RecoveryPlan();
        foreach (var part in worst)
        {
            plan.Add($"bring back {part.Component.Id}", part.Downtime, [], part.Component, part.Reason);
        }

        var loss = parts.Aggregate(Estimate.Zero, static (sum, p) => Estimate.Worse(sum, p.Loss));
        return new DisasterOutcome
        {
            Disaster = disaster, Loss = loss, Plan = plan.Closed(), Components = worst,
        };
    }

    /// <summary>Whether a component is in a region that only waits.</summary>
    public bool IsStandby(Component component) =>
        strategy is { Primary: { } primary, Standby: not null, Traffic.Mode: not TrafficMode.AllRegions } && classifier.RegionsOf(component) is { Count: > 0 } regions && !regions.Contains(primary);

    /// <summary>What nobody waits for: a cache beside a database, a store that does not count, a replica for reads.</summary>
    private bool IsOptional(Component component) =>
        component.Role is ComponentRole.DatabaseReplica or ComponentRole.NatGateway || followers.Contains(component)
        || (protections.TryGetValue(component, out var store) ? !store.Counts && component.Role != ComponentRole.Cache : component.Computes && StandsApart(component))
        || (component.Role == ComponentRole.Cache && !figures.Topology.To(component).Any(static d => d.IsHard));

    /// <summary>Nothing leads to it and it uses nothing: a bastion, a client to try things with.</summary>
    private bool StandsApart(Component component) =>
        figures.Topology.Journeys.Count > 0 && !OnJourneys.Contains(component)
        && !figures.Topology.To(component).Any() && !figures.Topology.From(component).Any(static d => d.Kind is not (DependencyKind.Leaves or DependencyKind.DeadLetters));

    private HashSet<Component> OnJourneys => field ??= [.. figures.Topology.Journeys.SelectMany(static j => j.Components)];

    private ComponentOutcome? OnInstance(Component component)
    {
        var redundancy = component.Redundancy;
        if (redundancy.Kind == RedundancyKind.Managed || component.Role == ComponentRole.Volume || component.Role == ComponentRole.FileSystem)
        {
            return null;
        }

        var id = component.Id;
        if (component.Computes)
        {
            return redundancy.Units switch
            {
                0 => null,
                null => new ComponentOutcome(component, Estimate.Zero, Estimate.AtLeast(0, $"how many units of {id} run is unknown"), 1, $"how many units of {id} run is unknown"),
                1 when redundancy.IsReplaced => new ComponentOutcome(component, Estimate.Zero, Seen(component) + Boot(component), 1, $"{id} is alone, and replaced by itself"),
                1 => new ComponentOutcome(component, Estimate.Zero, ByHand(component), 1, $"{id} is alone, and nobody replaces it"),
                var units => new ComponentOutcome(component, Estimate.Zero, Estimate.Between(0, Seen(component).High ?? 0), units.Value, $"the others of {id} serve on, once it is out of the rotation"),
            };
        }

        return OfData(component, isZone: false) is { } takes
            ? new ComponentOutcome(component, Estimate.Zero, takes.Takes, redundancy.Units ?? 1, takes.Reason)
            : null;
    }

    private ComponentOutcome? OnZone(Component component)
    {
        var place = component.Placement;
        if (place.Scope != Scope.Zonal || component.Role == ComponentRole.LoadBalancer)
        {
            return null;
        }

        var id = component.Id;
        var spans = place.SpansZones(2);
        if (component.Computes && component.Redundancy.Kind == RedundancyKind.Managed)
        {
            return spans == false ? new ComponentOutcome(component, Estimate.Zero, ByHand(component), 1, $"{id} runs in one zone alone") : null;
        }

        if (component.Computes)
        {
            return OnZoneOfCompute(component, spans);
        }

        if (component.Role is ComponentRole.Volume or ComponentRole.FileSystem || (component is { Role: ComponentRole.Database, Redundancy.Kind: RedundancyKind.Single, Main.Kind.Id: "aws.rds.instance" })
            || component.Role == ComponentRole.Warehouse && component.Redundancy.Kind == RedundancyKind.Single)
        {
            return Restored(component);
        }

        return OfData(component, isZone: true) is { } takes ? new ComponentOutcome(component, Estimate.Zero, takes.Takes, 1, takes.Reason) : null;
    }

    private ComponentOutcome? OnZoneOfCompute(Component component, bool? spans)
    {
        var id = component.Id;
        var redundancy = component.Redundancy;
        if (redundancy.Units == 0)
        {
            return null;
        }

        if (spans is null)
        {
            return new ComponentOutcome(component, Estimate.Zero, Estimate.AtLeast(0, $"the zones of {id} are unknown"), 1, $"the zones of {id} are unknown");
        }

        if (spans == false)
        {
            return new ComponentOutcome(component, Estimate.Zero, ByHand(component), 1, $"{id} is in {(component.Placement.Zones is [var only] ? only.Label : "one zone")} alone");
        }

        if (redundancy.Units is 1 && redundancy.IsReplaced)
        {
            return new ComponentOutcome(component, Estimate.Zero, Seen(component) + Boot(component), 1, $"{id} is alone, and started anew in another zone");
        }

        // How many are left when the fullest zone is gone.
        var left = redundancy.UnitZones.Count == 0 || redundancy.UnitZones.Contains(null) ? null
            : (int?)(redundancy.UnitZones.Count - redundancy.UnitZones.GroupBy(static z => z).Max(static g => g.Count()));
        if (left is { } rest && redundancy.Needed is { } needed && rest < needed)
        {
            return new ComponentOutcome(
                component, Estimate.Zero, redundancy.IsReplaced ? Seen(component) + Boot(component) : ByHand(component), 1, $"{rest} of {redundancy.Units} units of {id} are left, and {needed} are needed");
        }

        return new ComponentOutcome(component, Estimate.Zero, Estimate.Between(0, Seen(component).High ?? 0), 1, $"{id} serves on in its other zones{(redundancy.Needed is null ? ", if what is left carries the load" : "")}");
    }

    private (Estimate Takes, string Reason)? OfData(Component component, bool isZone)
    {
        var id = component.Id;
        var redundancy = component.Redundancy;
        var spans = component.Placement.SpansZones(2);
        switch (component.Role)
        {
            case ComponentRole.Database when component.Main.Kind?.Id == "aws.rds.instance":
                return redundancy.Units is null ? (Estimate.AtLeast(0, $"whether {id} has a standby is unknown"), $"whether {id} has a standby is unknown")
                    : redundancy.Kind == RedundancyKind.Single ? (facts["failover.rds.single"], $"{id} has no standby and starts on another host")
                    : (facts["failover.rds.multi-az"], $"the standby of {id} takes over");
            case ComponentRole.Database:
                return component.Main.Get("is_multi_az_cluster").Truth() == true ? (facts["failover.rds.multi-az-cluster"], $"a standby of {id} takes over")
                    : redundancy.Units switch
                    {
                        null => (Estimate.AtLeast(0, $"how many instances {id} has is unknown"), $"how many instances {id} has is unknown"),
                        0 => null,
                        1 => (facts["failover.aurora.alone"], $"{id} has one instance, which is made anew on its storage"),
                        _ when isZone && spans == false => (facts["failover.aurora.alone"], $"all instances of {id} are in one zone; one is made anew"),
                        _ => (facts["failover.aurora.reader"], $"a reader of {id} takes over"),
                    };
            case ComponentRole.Cache:
                return redundancy.Kind == RedundancyKind.Single || redundancy.Units == 1 ? (facts["failover.cache.single"], $"{id} has one node, which comes back empty")
                    : redundancy.IsAutomatic == true && !(isZone && spans == false) ? (facts["failover.cache.automatic"], $"a replica of {id} is promoted")
                    : redundancy.IsAutomatic is null && redundancy.Units is null ? (Estimate.AtLeast(0, $"the nodes of {id} are unknown"), $"the nodes of {id} are unknown")
                    : (Watch + facts["decide"] + facts["failover.cache.single"], $"nobody promotes a replica of {id} by itself");
            case ComponentRole.SearchIndex:
                return redundancy.Units is null ? (Estimate.AtLeast(0, $"how many nodes {id} has is unknown"), $"how many nodes {id} has is unknown")
                    : redundancy.Units > 1 && (!isZone || component.Main.Get("zone_awareness").Truth() == true) ? (facts["failover.search"], $"{id} has its shards on other nodes")
                    : (facts["failover.search.single"], isZone ? $"{id} is not spread over zones" : $"{id} has one node");
            case ComponentRole.Warehouse:
                return redundancy.Kind == RedundancyKind.Failover ? (facts["failover.redshift.multi-az"], $"{id} fails over to its second zone") : (facts["failover.redshift.single"], $"{id} replaces the node");
            default:
                return null;
        }
    }

    /// <summary>What stands in one zone is had again from what the region keeps of it.</summary>
    private ComponentOutcome? Restored(Component component)
    {
        if (!protections.TryGetValue(component, out var store))
        {
            return null;
        }

        var (copy, loss) = DisasterEstimator.Best(store, static c => c.Kind != CopyKind.Versions);
        var id = component.Id;
        return copy is null
            ? new ComponentOutcome(component, loss, Estimate.Endless, 1, $"{id} is in one zone, and nothing copies its data")
            : new ComponentOutcome(
                component, loss, Watch + facts["decide"] + (copy.TakesOver is { } taken ? facts[taken] : facts.Restoring(store.Size, id)), 1, $"{id} is in one zone, and comes back from {copy.What}");
    }

    private Estimate ByHand(Component component) => Watch + facts["decide"] + facts["deploy.component"] + Boot(component);

    /// <summary>How long until a unit that does not work is out of the rotation: as the target group that it stands in says.</summary>
    private Estimate Seen(Component component)
    {
        foreach (var door in figures.Topology.To(component).Where(static d => d.Kind == DependencyKind.Routes).Select(static d => d.From))
        {
            foreach (var group in door.Members.Where(static m => m.Kind?.Id == "aws.elb.target_group"))
            {
                if (Interval(group) is { } seconds && figures.Workload.To(group).Any(e => component.Members.Contains(e.From)))
                {
                    return Estimate.Between(seconds, seconds);
                }
            }
        }

        return facts["detect.target"];
    }

    private static double? Interval(Resource group) =>
        group.Get("health_check_interval").Count() is { } interval && group.Get("unhealthy_threshold").Count() is { } threshold ? interval * (double)threshold : null;
}
