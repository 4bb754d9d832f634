using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Recovery;

/// <summary>Estimates what each disaster costs in data and time: the disasters that strike more than one part.</summary>
internal sealed class DisasterEstimator
{
    private readonly WorkloadFigures figures;
    private readonly RecoveryFacts facts;
    private readonly IReadOnlyList<DataProtection> stores;
    private readonly WorkloadStrategy strategy;
    private readonly LocalFailures local;
    private readonly List<Component> computing;

    public DisasterEstimator(
        WorkloadFigures figures, RecoveryFacts facts, IReadOnlyList<DataProtection> stores, IReadOnlySet<Component> followers, WorkloadStrategy strategy, StrategyClassifier classifier)
    {
        this.figures = figures;
        this.facts = facts;
        this.stores = stores;
        this.strategy = strategy;
        local = new LocalFailures(figures, facts, stores, followers, strategy, classifier);
        computing = [.. figures.Topology.Components.Where(static c => c.Computes)];
    }

    /// <summary>All outcomes, in the order of <see cref="Disaster"/>.</summary>
    public IReadOnlyList<DisasterOutcome> Estimate() =>
        [local.Instance(), local.Zone(), Region(), Deletion(), LostAccount(), BadDeployment(), LostDependency()];

    private List<DataProtection> Counted => field ??= [.. stores.Where(static s => s.Counts)];

    private DisasterOutcome Region()
    {
        if (strategy.Workload.Least == StrategyKind.None && strategy.Workload.Most == StrategyKind.None && Counted.Count > 0)
        {
            return RegionWithoutCopy();
        }

        var plan = new RecoveryPlan();
        var kind = strategy.Workload.Least;
        var traffic = strategy.Traffic;
        var isAutomatic = traffic.Detection is not null && kind >= StrategyKind.HotStandby;
        RecoveryStep? people = null;
        var start = isAutomatic ? plan.Add("see that the region is sick", traffic.Detection!, [], because: traffic.Reason) : Decided();
        var ready = new List<RecoveryStep>();
        RecoveryStep? ground = null;
        if (kind < StrategyKind.PilotLight)
        {
            ground = plan.Add($"deploy the infrastructure in {strategy.Standby ?? "another region"}", facts["deploy.infrastructure"], [start], because: "the code is here, the region is empty");
            ready.Add(ground);
        }

        var parts = new List<ComponentOutcome>();
        var loss = Recovery.Estimate.Zero;
        foreach (var store in Counted)
        {
            var (copy, lost) = Best(store, static c => c.IsElsewhere);
            loss = Recovery.Estimate.Worse(loss, lost);

            // Requests move by themselves; who takes the writes is for people to decide.
            var step = Bring(plan, store, copy, ground is not null && copy?.IsLive != true ? [ground] : [copy?.TakesWrites == true ? start : Decided()]);
            if (step is not null)
            {
                ready.Add(step);
            }

            parts.Add(new ComponentOutcome(store.Store, lost, step?.Ends ?? Recovery.Estimate.Endless, 1, copy?.What ?? "nothing of it is in another region"));
        }

        if (computing.Count > 0 && kind < StrategyKind.HotStandby)
        {
            // Functions and containers start when what they need is there.
            var boot = plan.Add(
                kind == StrategyKind.WarmStandby ? "start the missing capacity" : "start what computes", Boot(computing), kind < StrategyKind.PilotLight ? [.. ready] : [start],
                because: strategy.Compute?.Reason);
            ready.Add(boot);
        }

        plan.Add("lead clients there", traffic.Switching, ready.Count > 0 ? ready : [start], because: traffic.Reason);
        return new DisasterOutcome
        {
            Disaster = Disaster.Region, Loss = loss, Plan = plan.Closed(), Components = Worst(parts), Reasons = strategy.Workload.Reasons,
        };

        RecoveryStep Decided() => people ??= plan.Add(
            "decide to move", facts["decide"], [plan.Add("see it", local.Watch, [], because: local.WatchReason)], because: isAutomatic ? "only people make another region the one that writes" : "nothing moves by itself");
    }

    private DisasterOutcome RegionWithoutCopy()
    {
        var parts = Counted.Select(s => (Store: s, Best: Best(s, static c => c.IsElsewhere))).Where(static p => p.Best.Copy is null).ToList();
        var plan = new RecoveryPlan();
        plan.Add("wait until the region is back", Recovery.Estimate.Endless, [], because: "no copy of the data is elsewhere");
        return new DisasterOutcome
        {
            Disaster = Disaster.Region,
            Loss = Recovery.Estimate.Endless,
            Plan = plan.Closed(),
            Components = [.. parts.Select(static p => new ComponentOutcome(p.Store.Store, Recovery.Estimate.Endless, Recovery.Estimate.Endless, 1, p.Store.Copies.Count == 0 ? "nothing copies its data" : "all its copies are in its own region"))],
            Reasons = strategy.Workload.Reasons,
        };
    }

    private DisasterOutcome Deletion()
    {
        var plan = new RecoveryPlan();
        if (Counted.Count == 0)
        {
            return Untouched(Disaster.Deletion, "no data store counts") with { Applies = false };
        }

        var detect = plan.Add("see it", facts["detect.people.corruption"], [], because: "no alarm sees wrong data");
        var decide = plan.Add("decide what to restore", facts["decide"], [detect]);
        var parts = new List<ComponentOutcome>();
        var loss = Recovery.Estimate.Zero;
        foreach (var store in Counted)
        {
            var (copy, lost) = Best(store, static c => c.GoesBack);
            var reason = copy is null ? $"{store.Store.Id} has no copy that goes back to before the mistake" : $"{store.Store.Id} goes back by {copy.What}";

            // What is deleted takes its own backups with it, unless it may not be deleted or leaves a last copy.
            if (copy is not null && store.IsDeletionRefused != true && store.HasFinalCopy != true)
            {
                var (outliving, left) = Best(store, static c => c.GoesBack && c.OutlivesStore);
                if (lost.IsBetterThan(left))
                {
                    var isUnknown = store.IsDeletionRefused is null || store.HasFinalCopy is null;
                    reason = isUnknown ? $"{reason}; whether its deletion is refused or leaves a last copy is unknown"
                        : outliving is null
                        ? $"{reason}; but whoever deletes it deletes its backups with it: nothing refuses that, and no last copy is made"
                        : $"{reason}; whoever deletes it deletes these with it, and {outliving.What} is left";
                    lost = isUnknown ? Recovery.Estimate.AtLeast(lost.Low, $"whether {store.Store.Id} is protected from deletion is unknown")
                        : Recovery.Estimate.Between(lost.Low, left.High ?? double.PositiveInfinity);
                }
            }

            loss = Recovery.Estimate.Worse(loss, lost);
            var step = Bring(plan, store, copy, [decide]) ?? plan.Add($"restore {store.Store.Id}", Recovery.Estimate.Zero, [decide], store.Store, copy?.What);
            parts.Add(new ComponentOutcome(store.Store, lost, step.Ends, 1, reason));
        }

        plan.Closed();
        return new DisasterOutcome
        {
            Disaster = Disaster.Deletion, Loss = loss, Plan = plan, Components = Worst(parts),
        };
    }

    private DisasterOutcome LostAccount()
    {
        if (Counted.Count == 0)
        {
            return Untouched(Disaster.LostAccount, "no data store counts") with { Applies = false };
        }

        var plan = new RecoveryPlan();
        var detect = plan.Add("see it", local.Watch, [], because: local.WatchReason);
        var decide = plan.Add("decide to rebuild", facts["decide"], [detect]);
        var ground = plan.Add("deploy the infrastructure in a clean account", facts["deploy.infrastructure"], [decide]);
        var ready = new List<RecoveryStep> { ground };
        var loss = Recovery.Estimate.Zero;
        var parts = new List<ComponentOutcome>();
        foreach (var store in Counted)
        {
            var (copy, lost) = Best(
                store, static c => c.IsOtherAccount & c.IsLocked & c.GoesBack,
                static c => $"{(c.IsOtherAccount is null ? "whether it is in another account" : "whether its vault is locked")} is unknown of {c.What}: `recovery:` in stoa.yaml can say it");
            loss = Recovery.Estimate.Worse(loss, lost);
            ready.Add(Bring(plan, store, copy, [ground]) ?? ground);
            var inside = store.Copies.FirstOrDefault(static c => c is { IsLocked: true, IsOtherAccount: not true });
            parts.Add(new ComponentOutcome(
                store.Store, lost, ready[^1].Ends, 1,
                copy is not null ? $"{store.Store.Id}: {copy.What}{(lost.IsKnown ? "" : ", if it is locked in another account")}"
                : inside is not null ? $"{store.Store.Id} has a locked copy ({inside.What}), which a thief cannot delete, but it goes with the account"
                : store.Copies.Any(static c => c.IsOtherAccount == true) ? $"{store.Store.Id} has a copy in another account that is not locked"
                : $"no copy of {store.Store.Id} is locked in another account"));
        }

        var boot = computing.Count > 0 ? plan.Add("start what computes", Boot(computing), [.. ready.Distinct()]) : null;
        plan.Add("lead clients there", facts["switch.by-hand"] + facts["switch.alias"] + facts["switch.resolvers"], boot is null ? [.. ready.Distinct()] : [boot]);
        return new DisasterOutcome
        {
            Disaster = Disaster.LostAccount, Loss = loss, Plan = plan.Closed(), Components = Worst(parts),
        };
    }

    private DisasterOutcome BadDeployment()
    {
        var plan = new RecoveryPlan();
        if (computing.Count == 0)
        {
            return Untouched(Disaster.BadDeployment, "nothing computes") with { Applies = false };
        }

        var parts = new List<ComponentOutcome>();
        RecoveryStep? detect = null;
        RecoveryStep? decide = null;
        foreach (var component in computing.Where(c => !local.IsStandby(c)))
        {
            if (RollbackOf(component) is { } rollback)
            {
                var watch = plan.Add($"see that {component.Id} does not come up", facts["deploy.watch"], [], component, rollback);
                var back = plan.Add($"roll {component.Id} back", facts["deploy.rollback"], [watch], component, rollback);

                // The old version serves until the new one is healthy: at best nobody notices.
                parts.Add(new ComponentOutcome(component, Recovery.Estimate.Zero, Recovery.Estimate.Between(0, back.Ends.High ?? back.Ends.Low), 1, $"{component.Id}: {rollback}"));
                continue;
            }

            detect ??= plan.Add("see it", local.Watch, [], because: local.WatchReason);
            decide ??= plan.Add("decide to go back", facts["decide"], [detect]);
            var step = plan.Add($"deploy the previous version of {component.Id}", facts["deploy.previous"], [decide], component);
            parts.Add(new ComponentOutcome(component, Recovery.Estimate.Zero, step.Ends, 1, $"nothing is seen to roll {component.Id} back by itself"));
        }

        plan.Closed();
        return new DisasterOutcome
        {
            Disaster = Disaster.BadDeployment, Loss = Recovery.Estimate.Zero, Plan = plan, Components = Worst(parts),
        };
    }

    private string? RollbackOf(Component component)
    {
        var main = component.Main;
        switch (main.Kind?.Id)
        {
            case "aws.ecs.service":
                return main.Get("deployment_controller").Text() == "CODE_DEPLOY" ? "CodeDeploy moves traffic to the new version and back"
                    : main.Get("circuit_breaker").Truth() == true && main.Get("rollback").Truth() == true ? "its circuit breaker rolls back"
                    : main.Get("deployment_alarms").Truth() == true && main.Get("rollback").Truth() == true ? "its deployment alarms roll back" : null;
            case "aws.lambda.function":
                return component.Members.Any(static m => m.Kind?.Id == "aws.lambda.alias" && m.Get("deployed_gradually").Truth() == true) ? "CodeDeploy moves traffic to the new version gradually, and back" : null;
            case "aws.autoscaling.group":
                return main.Attributes.Get("instance_refresh").Elements().Any(static r => r.Get("preferences").Elements().Any(static p => p.Get("auto_rollback").Truth() == true)) ? "its instance refresh rolls back"
                    : main.Unit.IsCloudFormation && main.Attributes.Get("@UpdatePolicy").Get("AutoScalingRollingUpdate") is { IsNull: false } update && update.Get("WaitOnResourceSignals").Truth() == true
                        ? "its rolling update waits for signals, and the stack rolls back" : null;
            default:
                return null;
        }
    }

    private DisasterOutcome LostDependency()
    {
        var parts = new List<ComponentOutcome>();
        var buffered = new HashSet<Component>();
        var held = new HashSet<Component>();
        foreach (var journey in figures.Topology.Journeys)
        {
            foreach (var dependency in journey.Dependencies)
            {
                foreach (var target in dependency.To.Where(static t => t.Redundancy.Kind == RedundancyKind.Managed && t.Tier is Tier.Messaging or Tier.Data or Tier.Compute))
                {
                    // Only what waits for an answer fails with it; what is left in a queue is done later.
                    if (dependency is { IsHard: true, Kind: DependencyKind.Calls or DependencyKind.Publishes } && dependency.To.Count == 1)
                    {
                        held.Add(target);
                    }
                    else if (dependency.Kind is DependencyKind.Triggers)
                    {
                        buffered.Add(target);
                    }
                }
            }
        }

        var names = held.OrderBy(static c => c.Id, StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return Untouched(Disaster.LostDependency, figures.Topology.Journeys.Count == 0 ? "no journey is seen" : "no journey is seen to wait for a managed service; what the code calls outside of the workload is not seen") with { Applies = figures.Topology.Journeys.Count > 0 };
        }

        var plan = new RecoveryPlan();
        plan.Add("wait until the service is back", facts["last.dependency"], [], because: $"{names[0].Id} is waited for");
        parts.AddRange(names.Select(c => new ComponentOutcome(c, Recovery.Estimate.Zero, facts["last.dependency"], 1, $"a journey waits for {c.Id}")));
        return new DisasterOutcome
        {
            Disaster = Disaster.LostDependency, Loss = Recovery.Estimate.Zero, Plan = plan.Closed(), Components = parts,
            Reasons =
            [
                $"journeys wait for {string.Join(", ", names.Take(4).Select(static c => c.Id))}{(names.Count > 4 ? $" and {names.Count - 4} more" : "")}",
                .. buffered.Count > 0 ? (string[])[$"a queue, topic or stream stands before {string.Join(", ", buffered.Select(static c => c.Id).Order(StringComparer.Ordinal).Take(4))}"] : [],
                "what the code calls outside of the workload is not seen",
            ],
        };
    }

    /// <summary>The best copy that survives: of those that may, where none surely does, one with an unknown loss.</summary>
    public static (DataCopy? Copy, Estimate Loss) Best(DataProtection store, Func<DataCopy, bool?> survives, Func<DataCopy, string>? why = null)
    {
        DataCopy? best = null;
        DataCopy? maybe = null;
        string? because = null;
        foreach (var copy in store.Copies)
        {
            var does = survives(copy);
            if (does == false)
            {
                continue;
            }

            if (does is null || copy.UncertainBecause is not null)
            {
                if (maybe is null || copy.Loss.IsBetterThan(maybe.Loss))
                {
                    maybe = copy;
                    because = copy.UncertainBecause ?? why?.Invoke(copy) ?? $"nobody can tell whether {copy.What} is in another region";
                }
            }
            else if (best is null || copy.Loss.IsBetterThan(best.Loss))
            {
                best = copy;
            }
        }

        return best is not null ? (best, best.Loss)
            : maybe is not null ? (maybe, Recovery.Estimate.AtLeast(maybe.Loss.Low, because!))
            : (null, Recovery.Estimate.Endless);
    }

    /// <summary>Adds the step that brings a store's data back; null where there is nothing to do or nothing to bring back.</summary>
    private RecoveryStep? Bring(RecoveryPlan plan, DataProtection store, DataCopy? copy, IReadOnlyList<RecoveryStep> after)
    {
        if (copy is null)
        {
            // There is nothing to wait for: the store comes back empty.
            return null;
        }

        var takes = copy.TakesOver is { } id ? facts[id] : facts.Restoring(store.Size, store.Store.Id);
        return plan.Add($"{(copy.TakesOver is null ? "restore" : copy.Kind == CopyKind.Versions ? "put back" : copy.TakesWrites ? "go on with" : copy.TakesOver == "boot.elsewhere" ? "go on with the copy of" : "promote")} {store.Store.Id}", takes, after, store.Store, copy.What);
    }

    private Estimate Boot(List<Component> components)
    {
        var boot = Recovery.Estimate.Zero;
        foreach (var component in components)
        {
            boot = Recovery.Estimate.Worse(boot, local.Boot(component));
        }

        return boot;
    }

    internal static DisasterOutcome Untouched(Disaster disaster, string reason) => new()
    {
        Disaster = disaster, Loss = Recovery.Estimate.Zero, Plan = new RecoveryPlan(), Components = [], Reasons = [reason], IsUntouched = true,
    };

    /// <summary>The worst first; what is equally bad by its id, and then in the order given.</summary>
    internal static IReadOnlyList<ComponentOutcome> Worst(List<ComponentOutcome> parts)
    {
        var places = new int[parts.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        Array.Sort(places, (a, b) => Compare(parts[a], parts[b]) is not 0 and var order ? order : a.CompareTo(b));
        return Array.ConvertAll(places, place => parts[place]);

        static int Compare(ComponentOutcome a, ComponentOutcome b)
        {
            var order = b.Loss.IsEndless.CompareTo(a.Loss.IsEndless);
            order = order != 0 ? order : Weight(a.Downtime).CompareTo(Weight(b.Downtime));
            order = order != 0 ? order : (b.Loss.High ?? double.MaxValue).CompareTo(a.Loss.High ?? double.MaxValue);
            order = order != 0 ? order : (b.Downtime.High ?? double.MaxValue).CompareTo(a.Downtime.High ?? double.MaxValue);
            return order != 0 ? order : string.CompareOrdinal(a.Component.Id, b.Component.Id);
        }

        static int Weight(Estimate downtime) => downtime.IsEndless ? 0 : downtime.IsKnown ? 2 : 1;
    }
}
