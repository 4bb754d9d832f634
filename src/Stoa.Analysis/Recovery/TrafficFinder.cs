using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>Finds what leads requests to the regions of a workload: names, accelerators, origins in groups.</summary>
internal sealed class TrafficFinder(WorkloadFigures figures, RecoveryFacts facts, RegionMap regions)
{
    /// <summary>The best that any of them does.</summary>
    public TrafficRouting Find()
    {
        TrafficRouting? best = null;
        foreach (var routing in ByName().Concat(ByAccelerator()).Concat(ByOrigin()))
        {
            if (best is null || routing.Mode > best.Mode)
            {
                best = routing;
            }
        }

        if (best is null && figures.Workload.Resources.FirstOrDefault(static r => r.Type is "aws_route53recoverycontrolconfig_routing_control" or "AWS::Route53RecoveryControl::RoutingControl" or "AWS::ARCRegionSwitch::Plan") is { } control)
        {
            // Its data plane is made to be there when a region is not.
            return new TrafficRouting(TrafficMode.ByHand, null, [], null, facts["switch.alias"] + facts["switch.resolvers"], control, $"{control.Address} leads requests from one region to the other when somebody turns it");
        }

        return best ?? new TrafficRouting(
            TrafficMode.OneRegion, null, [], null, facts["switch.by-hand"] + facts["switch.alias"] + facts["switch.resolvers"], null,
            "no record, accelerator or origin group leads to a second region");
    }

    private IEnumerable<TrafficRouting> ByName()
    {
        var records = figures.Workload.Resources
            .Where(static r => r.Kind?.Id == "aws.route53.record" && r.Get("routing").Text() is not (null or "simple" or "multivalue") && r.Get("type").Text() is "A" or "AAAA" or "CNAME" or null)
            .GroupBy(static r => (r.Get("zone").Resource(), r.Get("name").Text() ?? Label(r), r.Get("type").Text()))
            .ToList();
        foreach (var group in records)
        {
            var all = group.ToList();
            var places = all.ConvertAll(RegionOf);
            var known = places.OfType<string>().Distinct().ToList();
            var isOneRegion = known.Count == 1 && !places.Contains(null);

            // One record of a pair in a stack that is deployed twice: the other is its twin.
            var standsForMore = all.Count == 1 && (all[0].IsIndeterminate || all[0].Unit.IsCloudFormation);
            if (isOneRegion || (all.Count < 2 && !standsForMore))
            {
                continue;
            }

            yield return OfName(all, places, known);
        }
    }

    private TrafficRouting OfName(List<Resource> records, List<string?> places, List<string> known)
    {
        var how = records[0].Get("routing").Text()!;
        var checks = records.ConvertAll(static r => r.Get("health_check").Resource());
        var watched = how == "failover" ? records.Where(static r => r.Get("failover").Text() != "SECONDARY").ToList() : records;
        var isWatched = watched.TrueForAll(static r => r.Get("has_health_check").Truth() == true || r.Get("evaluates_target_health").Truth() == true);
        var isByHand = checks.Exists(static c => c?.Get("type").Text() == "RECOVERY_CONTROL") || records.Exists(IsControlled);
        var weights = records.ConvertAll(static r => r.Get("weight"));
        var takesAll = how != "failover" && (how != "weighted" || weights.TrueForAll(static w => w.Count() is not 0));
        var isFixed = how == "weighted" && weights.Exists(static w => w.Count() == 0);
        var primary = how == "failover" ? places[Math.Max(0, records.FindIndex(static r => r.Get("failover").Text() == "PRIMARY"))]
            : isFixed ? places[Math.Max(0, weights.FindIndex(static w => w.Count() is not 0))] : null;
        var live = records.Max(static r => r.Get("alias").Truth() == true ? 60.0 : r.Get("ttl").Count() ?? 60.0);
        var switching = Estimate.Between(live, live) + facts["switch.resolvers"];
        var detection = Detection(checks, isWatched, watched.TrueForAll(static r => r.Get("evaluates_target_health").Truth() == true));
        var mode = takesAll ? TrafficMode.AllRegions : isFixed || isByHand || !isWatched ? TrafficMode.ByHand : TrafficMode.Failover;
        var reason = $"{records[0].Address} answers by {how} routing{(known.Count > 1 ? $" over {string.Join(" and ", known)}" : "")}"
            + (isByHand ? ", switched by a routing control" : isFixed ? ", one side with weight 0" : isWatched ? ", watching health" : ", without watching health");
        return new TrafficRouting(
            mode, primary, known, isByHand || isFixed ? null : detection, isFixed || (isByHand && !isWatched) ? facts["switch.by-hand"] + switching : switching, records[0], reason);
    }

    // Route 53's application recovery controller makes health checks that people switch.
    private static bool IsControlled(Resource record) =>
        record.Get("health_check") is { IsUnknown: true } check && check.References.Any(static r => r.Target is Resource { Type: var type } && type.Contains("RegionSwitch", StringComparison.Ordinal));

    private Estimate? Detection(List<Resource?> checks, bool isWatched, bool isAlias)
    {
        if (!isWatched)
        {
            return null;
        }

        Estimate? slowest = null;
        foreach (var check in checks.OfType<Resource>())
        {
            if (check.Get("interval").Count() is { } interval && check.Get("failure_threshold").Count() is { } threshold)
            {
                var one = Estimate.Between(interval * threshold, (interval * threshold) + interval);
                slowest = slowest is null ? one : Estimate.Worse(slowest, one);
            }
        }

        // An alias that evaluates its target sees what the load balancer sees.
        return slowest ?? (isAlias ? facts["detect.target"] : Estimate.AtLeast(30, "the health checks of the records are not in the workload"));
    }

    private static string Label(Resource record) => record.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is { Length: > 0 } ? $"{record.Unit.Path}:{NameKey(record)}" : record.Address;

    /// <summary>Records whose name is unknown are told apart by what their name is made of.</summary>
    private static string NameKey(Resource record)
    {
        var name = record.Get("name");
        return name.References.Length > 0 ? string.Join(",", name.References.Select(static r => $"{(r.Target as Resource)?.Address ?? r.Target.GetHashCode().ToString(System.Globalization.CultureInfo.InvariantCulture)}{r.Attribute}")) : "";
    }

    private string? RegionOf(Resource record)
    {
        if (record.Get("latency_region").Text() is { } said)
        {
            return said;
        }

        foreach (var target in RouteFinder.ResourcesIn(record.Get("target")).Concat(record.Get("records").Elements().SelectMany(RouteFinder.ResourcesIn)))
        {
            if ((figures.Topology.Of(target) is { } component ? regions.One(component) : regions.One(target)) is { } region)
            {
                return region;
            }
        }

        // Records are global; the provider that writes one still tells which side it belongs to, where the target does not.
        return record.Get("target").IsNull && record.Get("records").Elements().Count == 0 ? null : record.Unit.IsCloudFormation ? null : regions.One(record);
    }

    private IEnumerable<TrafficRouting> ByAccelerator()
    {
        foreach (var accelerator in figures.Topology.Components.Where(static c => c.Role == ComponentRole.Accelerator))
        {
            var groups = accelerator.Members.Where(static m => m.Kind?.Id == "aws.globalaccelerator.endpoint_group").ToList();
            var places = groups.ConvertAll(PlaceOf);
            var known = places.OfType<string>().Distinct().ToList();
            if (groups.Count < 2 || (known.Count == 1 && !places.Contains(null)))
            {
                continue;
            }

            var isHeld = groups.Exists(static g => g.Get("traffic_dial").Count() == 0);
            var first = groups.Find(static g => g.Get("traffic_dial").Count() is not 0);
            yield return new TrafficRouting(
                isHeld ? TrafficMode.ByHand : TrafficMode.AllRegions, isHeld && first is not null ? PlaceOf(first) : null, known, isHeld ? null : facts["detect.target"],
                facts["switch.accelerator"], accelerator.Main,
                $"{accelerator.Id} has endpoints in {(known.Count > 1 ? string.Join(" and ", known) : "several regions")}{(isHeld ? ", one of them dialled to 0" : "")}");
        }
    }

    private string? PlaceOf(Resource group) =>
        group.Get("region").Text()
        ?? group.Resources("endpoints").Items.Select(e => figures.Topology.Of(e) is { } component ? regions.One(component) : regions.One(e)).FirstOrDefault(static r => r is not null)
        ?? group.Region;

    private IEnumerable<TrafficRouting> ByOrigin()
    {
        foreach (var distribution in figures.Topology.Components.Where(static c => c.Role == ComponentRole.ContentDelivery))
        {
            var groups = distribution.Main.Get("origin_groups").Elements();
            if (groups.Count == 0)
            {
                continue;
            }

            var places = new Dictionary<string, string>();
            foreach (var origin in distribution.Main.Get("origins").Elements())
            {
                var target = RouteFinder.ResourcesIn(origin.Get("target")).Concat(RouteFinder.ResourcesIn(origin.Get("domain"))).Select(figures.Topology.Of).OfType<Component>().FirstOrDefault(c => c != distribution);
                if (origin.Get("id").Text() is { } id && target is not null && regions.One(target) is { } region)
                {
                    places[id] = region;
                }
            }

            foreach (var group in groups)
            {
                var members = group.Get("origins").Elements().Select(m => m.Text() is { } id ? places.GetValueOrDefault(id) : null).OfType<string>().Distinct().ToList();
                if (members.Count > 1)
                {
                    yield return new TrafficRouting(
                        TrafficMode.Failover, members[0], members, Estimate.Zero, facts["switch.origin"], distribution.Main, $"{distribution.Id} asks {members[1]} where {members[0]} fails");
                }
            }
        }
    }
}
