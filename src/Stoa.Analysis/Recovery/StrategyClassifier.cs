using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Recovery;

/// <summary>Finds by which strategy a workload outlives its region.</summary>
internal sealed class StrategyClassifier(WorkloadFigures figures, RegionMap regions, ProtectionFinder finder, IReadOnlyList<DataProtection> stores, TrafficRouting traffic)
{
    private readonly RecoverySettings settings = figures.Settings.Recovery;

    /// <summary>The strategy of each store, of what computes, and of the whole.</summary>
    public WorkloadStrategy Classify()
    {
        var computing = figures.Topology.Components.Where(static c => c.Computes).ToList();
        var primary = Primary(computing);
        var ofStores = stores.ToDictionary(static s => s.Store, Of);
        var counted = stores.Where(static s => s.Counts).ToList();
        var hasFollowers = counted.Exists(s => ofStores[s.Store].Most >= StrategyKind.PilotLight);
        var compute = computing.Count == 0 ? null : OfCompute(computing, primary, hasFollowers);
        var data = counted.Count == 0 ? null : Weakest(counted, ofStores);
        var standby = compute?.Standby ?? counted.SelectMany(static s => s.Copies).Where(static c => c.IsElsewhere == true).Select(static c => c.Region).FirstOrDefault(static r => r is not null);
        return new WorkloadStrategy
        {
            Workload = Whole(data, compute, counted),
            Data = data,
            Stores = ofStores,
            Compute = compute,
            Traffic = traffic,
            Primary = primary,
            Standby = standby,
            IsSingleWriter = traffic.Mode == TrafficMode.AllRegions && data is not null && data.Most < StrategyKind.ActiveActive && data.Least >= StrategyKind.PilotLight,
        };
    }

    /// <summary>The regions that a component is in, as far as anybody knows.</summary>
    public IReadOnlyList<string> RegionsOf(Component component) => regions.Of(component);

    private string? Primary(List<Component> computing)
    {
        if ((settings.PrimaryRegion ?? traffic.Primary) is { } said)
        {
            return said;
        }

        foreach (var cluster in figures.Topology.Components)
        {
            if (finder.Globals.SourceOf(cluster) is { } source && RegionsOf(source) is [var first])
            {
                return first;
            }
        }

        // What is copied is the original.
        foreach (var store in stores.Where(static s => s.Counts && s.Copies.Any(static c => c is { IsLive: true, TakesWrites: false, IsElsewhere: true })))
        {
            if (RegionsOf(store.Store) is [var original])
            {
                return original;
            }
        }

        var weights = new Dictionary<string, int>();
        foreach (var component in computing.Concat(stores.Select(static s => s.Store)))
        {
            foreach (var region in RegionsOf(component))
            {
                weights[region] = weights.GetValueOrDefault(region) + 1;
            }
        }

        return weights.Count == 0 ? null : weights.MaxBy(static p => p.Value).Key;
    }

    private static Strategy Of(DataProtection store)
    {
        var elsewhere = store.Copies.Where(static c => c.IsElsewhere != false).ToList();
        var certain = StrategyKind.None;
        var possible = StrategyKind.None;
        var reasons = new List<string>();
        var unknown = new List<string>();
        foreach (var copy in elsewhere)
        {
            var kind = !copy.IsLive ? StrategyKind.BackupAndRestore
                : copy.TakesWrites ? StrategyKind.ActiveActive
                : copy.Target?.Redundancy.Units == 0 ? StrategyKind.PilotLight
                : copy.Target is { Redundancy.Units: { } there } && store.Store.Redundancy.Units is { } here && there < here ? StrategyKind.WarmStandby
                : StrategyKind.HotStandby;
            possible = kind > possible ? kind : possible;
            if (copy.IsElsewhere == true && copy.UncertainBecause is null)
            {
                certain = kind > certain ? kind : certain;
                reasons.Add($"{copy.What} outlives the region");
            }
            else
            {
                unknown.Add(copy.UncertainBecause ?? $"nobody can tell whether {copy.What} is in another region");
            }
        }

        if (elsewhere.Count == 0)
        {
            reasons.Add(store.Copies.Count == 0 ? "nothing copies its data" : "all its copies are in its own region");
        }

        return new Strategy(certain, possible, reasons, possible > certain ? [.. unknown.Distinct()] : []);
    }

    private static Strategy Weakest(List<DataProtection> counted, Dictionary<Component, Strategy> ofStores)
    {
        var least = counted.Min(s => ofStores[s.Store].Least);
        var most = counted.Min(s => ofStores[s.Store].Most);
        var weak = counted.Where(s => ofStores[s.Store].Least == least).ToList();
        return new Strategy(
            least, most,
            [.. weak.Take(2).Select(s => $"{s.Store.Id}: {ofStores[s.Store].Reasons.Concat(ofStores[s.Store].UnknownBecause).FirstOrDefault() ?? "its copies are unknown"}"), .. weak.Count > 2 ? (string[])[$"and so {weak.Count - 2} more"] : []],
            most > least ? [.. weak.SelectMany(s => ofStores[s.Store].UnknownBecause).Distinct()] : []);
    }

    private ComputeStandby OfCompute(List<Component> computing, string? primary, bool hasFollowers)
    {
        var all = computing.SelectMany(RegionsOf).Distinct().ToList();
        var lost = computing.Where(c => RegionsOf(c).Count == 0).ToList();
        if (all.Count < 2)
        {
            // Where nothing is known to leave the region, a region without a name is just that.
            var mayBeMore = lost.Count > 0 && (hasFollowers || traffic.Mode != TrafficMode.OneRegion);
            return mayBeMore
                ? new ComputeStandby(
                    StrategyKind.PilotLight, traffic.Mode == TrafficMode.AllRegions ? StrategyKind.ActiveActive : StrategyKind.HotStandby, null, "no component that computes is known to be in a second region",
                    $"the region of {lost[0].Id} is unknown{(lost.Count > 1 ? $", and of {lost.Count - 1} more" : "")}: `recovery: deployments:` in stoa.yaml says where its stack is deployed")
                : new ComputeStandby(StrategyKind.PilotLight, StrategyKind.PilotLight, null, "nothing computes in a second region", null);
        }

        var first = primary is not null && all.Contains(primary) ? primary : all[0];
        var here = computing.Where(c => RegionsOf(c).Contains(first)).ToList();
        return all.Where(r => r != first).Select(r => Compare(here, [.. computing.Where(c => RegionsOf(c).Contains(r))], first, r)).MaxBy(static s => (s.Least, s.Most))!;
    }

    private ComputeStandby Compare(List<Component> here, List<Component> there, string first, string second)
    {
        var missing = new List<Component>();
        int ours = 0, theirs = 0;

        // Machines and containers alone: a function costs nothing while it waits.
        int running = 0, waiting = 0;
        Component? uncounted = null;
        var twins = Twins(here, there);
        foreach (var component in here)
        {
            if (!twins.TryGetValue(component, out var twin))
            {
                missing.Add(component);
                continue;
            }

            var mine = component.Redundancy.Kind == RedundancyKind.Managed ? 1 : component.Redundancy.Units;
            var its = twin.Redundancy.Kind == RedundancyKind.Managed ? 1 : twin.Redundancy.Units;
            if (component.Redundancy.Kind != RedundancyKind.Managed && mine is > 0)
            {
                running += mine.Value;
                waiting += its ?? 1;
            }

            if (mine is { } a && its is { } b)
            {
                ours += a;
                theirs += b;
            }
            else if (twin != component)
            {
                uncounted = twin;
            }
            else
            {
                // One declaration, deployed twice, is the same size.
                ours++;
                theirs++;
            }
        }

        if (missing.Count == here.Count || (theirs == 0 && uncounted is null) || (running > 0 && waiting == 0))
        {
            return new ComputeStandby(StrategyKind.PilotLight, StrategyKind.PilotLight, second, missing.Count == here.Count ? $"none of what computes in {first} is in {second}" : $"what computes in {second} is scaled to nothing", null);
        }

        var highest = traffic.Mode == TrafficMode.AllRegions ? StrategyKind.ActiveActive : StrategyKind.HotStandby;
        if (missing.Count > 0 || theirs < ours)
        {
            return new ComputeStandby(
                StrategyKind.WarmStandby, StrategyKind.WarmStandby, second,
                missing.Count > 0 ? (missing.Count > 1 ? $"{missing[0].Id} and {missing.Count - 1} more have" : $"{missing[0].Id} has") + $" no counterpart in {second}"
                    : $"{theirs} {(theirs == 1 ? "unit computes" : "units compute")} in {second}, {ours} in {first}", null);
        }

        return uncounted is null
            ? new ComputeStandby(highest, highest, second, $"as much computes in {second} as in {first}{(highest == StrategyKind.ActiveActive ? ", and both serve" : "")}", null)
            : new ComputeStandby(StrategyKind.WarmStandby, highest, second, $"each part that computes in {first} is in {second} too", $"how many units {uncounted.Id} runs is unknown");
    }

    /// <summary>The counterpart of each: itself, one of its name, else one that does the same.</summary>
    private static Dictionary<Component, Component> Twins(List<Component> here, List<Component> there)
    {
        var twins = new Dictionary<Component, Component>();
        var free = new HashSet<Component>(there);
        var lost = here;
        Match(c => c);
        Match(static c => (c.Role, c.Name));
        Match(static c => c.Role);
        return twins;

        void Match<TKey>(Func<Component, TKey> key)
            where TKey : notnull
        {
            var waiting = there.Where(free.Contains).GroupBy(key).ToDictionary(static g => g.Key, static g => new Queue<Component>(g));
            var left = new List<Component>();
            foreach (var component in lost)
            {
                if (waiting.TryGetValue(key(component), out var candidates) && candidates.TryDequeue(out var twin))
                {
                    twins.Add(component, twin);
                    free.Remove(twin);
                }
                else
                {
                    left.Add(component);
                }
            }

            lost = left;
        }
    }

    private Strategy Whole(Strategy? data, ComputeStandby? compute, List<DataProtection> counted)
    {
        var reasons = new List<string>();
        if (data is null && compute is null)
        {
            return new Strategy(StrategyKind.None, StrategyKind.None, ["nothing is seen that computes or keeps data"], []);
        }

        if (data is { Most: <= StrategyKind.BackupAndRestore })
        {
            return data;
        }

        // Stateless: what is not in a second region is made anew there from its code.
        if (data is null)
        {
            var alone = compute!.Least == StrategyKind.PilotLight && compute.Standby is null ? StrategyKind.BackupAndRestore : compute.Least;
            return new Strategy(alone, compute.Most == StrategyKind.PilotLight && compute.Standby is null ? alone : compute.Most, ["it keeps no data that counts", compute.Reason], compute.UnknownBecause is { } u ? [u] : []);
        }

        // Whether a follower writes decides only over active-active; until then it is what computes.
        reasons.AddRange(data.Reasons);
        var writers = counted.TrueForAll(s => s.Copies.Any(static c => c is { IsElsewhere: true, TakesWrites: true, UncertainBecause: null }));
        var least = Cap(data.Least, compute?.Least, writers);
        var most = Cap(data.Most, compute?.Most, data.Most == StrategyKind.ActiveActive);
        if (compute is not null)
        {
            reasons.Add(compute.Reason);
        }

        reasons.Add(traffic.Reason);
        if (traffic.Mode == TrafficMode.AllRegions && least == StrategyKind.HotStandby && compute?.Least == StrategyKind.ActiveActive)
        {
            var writer = counted.Find(s => !s.Copies.Any(static c => c is { IsElsewhere: true, TakesWrites: true }));
            reasons.Insert(0, $"all regions serve, but {writer?.Store.Id ?? "a store"} takes its writes in one alone");
        }

        return new Strategy(least, most, reasons, least == most ? [] : [.. data.UnknownBecause, .. compute?.UnknownBecause is { } because ? (string[])[because] : []]);
    }

    private static StrategyKind Cap(StrategyKind data, StrategyKind? compute, bool writes)
    {
        if (data <= StrategyKind.BackupAndRestore)
        {
            return data;
        }

        var running = compute ?? StrategyKind.HotStandby;
        return running == StrategyKind.ActiveActive && writes && data == StrategyKind.ActiveActive ? StrategyKind.ActiveActive
            : (StrategyKind)Math.Min((int)StrategyKind.HotStandby, Math.Min((int)data, (int)running));
    }
}
