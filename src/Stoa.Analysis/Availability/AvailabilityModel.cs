using Stoa.Analysis.FaultTrees;
using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Availability;

/// <summary>
/// The fault tree of a journey: it fails when a component that it cannot do without fails. Tiers that stand in one zone share that
/// zone's event, and so do regions; that is why their availabilities may not simply be multiplied.
/// </summary>
internal sealed class AvailabilityModel
{
    private readonly Journey journey;
    private readonly ServiceLevels levels;
    private readonly FailureRates rates;
    private readonly ILookup<Component, Dependency> dependencies;
    private readonly FaultTreeBuilder builder = new();
    private readonly Dictionary<Component, Formula> built = [];
    private readonly HashSet<Component> building = [];
    private readonly Dictionary<string, FailureEvent> events = [];
    private readonly List<string> notes = [];
    private readonly List<Component> unknown = [];

    private AvailabilityModel(Journey journey, ServiceLevels levels, FailureRates rates)
    {
        this.journey = journey;
        this.levels = levels;
        this.rates = rates;
        dependencies = journey.Dependencies.Where(static d => d.IsHard).ToLookup(static d => d.From);
    }

    /// <summary>The tree; its top event is that the journey fails.</summary>
    public FaultTree Tree { get; private set; } = null!;

    /// <summary>What each basic event stands for, by its name.</summary>
    public IReadOnlyDictionary<string, FailureEvent> Events => events;

    /// <summary>What had to be taken for granted of this journey, a sentence each without full stop.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Components on the way of which nothing is known: the estimate leaves them out, and says so.</summary>
    public IReadOnlyList<Component> Unknown => unknown;

    /// <summary>Builds the model of a journey.</summary>
    public static AvailabilityModel Of(Journey journey, ServiceLevels levels, FailureRates rates)
    {
        var model = new AvailabilityModel(journey, levels, rates);
        model.Tree = model.builder.Build(model.Fails(journey.Entry.Component), journey.Name);
        return model;
    }

    private Formula Fails(Component component)
    {
        if (built.TryGetValue(component, out var known))
        {
            return known;
        }

        // A circle of components that ask each other: each fails for its own reasons or for those of the others, found on the way.
        if (!building.Add(component))
        {
            return builder.False;
        }

        var causes = new List<Formula> { Own(component) };
        foreach (var dependency in dependencies[component])
        {
            causes.Add(builder.And([.. dependency.To.Select(Fails)]));
        }

        building.Remove(component);
        var fails = builder.Or([.. causes]);
        built[component] = fails;
        return fails;
    }

    private Formula Own(Component component)
    {
        var redundancy = component.Redundancy;
        var own = redundancy.Kind switch
        {
            RedundancyKind.Managed => Service(component),
            RedundancyKind.Single when component.Role is ComponentRole.FileSystem or ComponentRole.NatGateway => builder.Or(Service(component), ZoneOf(component, redundancy.UnitZones is [var zone] ? zone : null)),
            RedundancyKind.Failover => Standby(component),
            _ => Fleet(component),
        };
        return component.Placement.Scope == Scope.Global ? own : builder.Or(own, Region(component.Placement.Region));
    }

    private Formula Service(Component component)
    {
        var causes = new List<Formula>();
        if (component.Role == ComponentRole.DnsName)
        {
            causes.Add(Lasting(component, "service", rates["name-service"].Value!.Value, rates["name-service"], FailureKind.Service));
        }
        else if (levels.Of(component) is { } level)
        {
            causes.Add(Lasting(component, "service", (1 - level.Share) * rates["promise-used"].Value!.Value, rates["promise-used"], FailureKind.Service));
        }
        else
        {
            unknown.Add(component);
        }

        if (component.Placement is { Scope: Scope.Zonal, Zones: { Count: > 0 } zones })
        {
            if (!component.Placement.IsComplete && zones.Count == 1)
            {
                notes.Add($"{component.Id} is taken to stand in {zones[0]} only: its other zones are not known");
            }

            causes.Add(builder.And([.. zones.Select(zone => ZoneOf(component, zone))]));
        }

        return builder.Or([.. causes]);
    }

    private Formula Fleet(Component component)
    {
        var (units, zones) = UnitsOf(component);
        var needed = Needed(component, units);
        var rate = rates[RateOf(component)];
        var fails = units == 1
            ? builder.Or(Unit(component, 0, 1, rate, 1), ZoneOf(component, zones[0]))
            : builder.Or(
                builder.AtLeast(units - needed + 1, [.. Enumerable.Range(0, units).Select(i => builder.Or(Unit(component, i, units, rate, 1 - Beta), ZoneOf(component, zones[i])))]),
                CommonCause(component, rate));
        return fails;
    }

    private Formula Standby(Component component)
    {
        var (units, zones) = UnitsOf(component);
        var rate = rates[RateOf(component)];
        if (units == 1)
        {
            return builder.Or(Unit(component, 0, 1, rate, 1), ZoneOf(component, zones[0]));
        }

        var isManual = component.Redundancy.IsAutomatic != true;
        if (component.Redundancy.IsAutomatic is null)
        {
            notes.Add($"{component.Id} is taken to need a person to fail over: nobody says that it does so by itself");
        }

        var failover = isManual ? "manual-failover"
            : component.Role == ComponentRole.Cache ? "cache-failover"
            : component.Main.Kind?.Id != "aws.rds.cluster" ? "database-failover"
            : component.Main.Get("is_multi_az_cluster").Truth() == true ? "cluster-failover" : "aurora-failover";
        var groups = Math.Clamp(component.Redundancy.Groups, 1, Math.Max(1, Redundancy.MaxListed / units));
        var causes = new List<Formula> { CommonCause(component, rate), Rated($"{component.Id} failover", rates[failover], FailureKind.Failover, component, groups) };
        for (var group = 0; group < groups; group++)
        {
            causes.Add(builder.And([.. Enumerable.Range(0, units).Select(i => builder.Or(Unit(component, (group * units) + i, units * groups, rate, 1 - Beta), ZoneOf(component, zones[i])))]));
        }

        return builder.Or([.. causes]);
    }

    private double Beta => rates["common-cause"].Value!.Value;

    private (int Units, IReadOnlyList<Zone?> Zones) UnitsOf(Component component)
    {
        var zones = component.Redundancy.UnitZones;
        var units = component.Redundancy.Units;
        switch (units)
        {
            case null:
                notes.Add($"{component.Id} is taken for one unit: how many there are is not known");
                break;
            case 0:
                notes.Add($"{component.Id} is taken for one unit, though it declares none to run");
                break;
            case > Redundancy.MaxListed:
                notes.Add($"{component.Id} is reckoned as {Redundancy.MaxListed} units of {units}, with the needed share of them");
                break;
        }

        if (zones.Count == 0)
        {
            zones = [component.Placement.Zones is [var only] ? only : null];
        }

        if (component.Placement.Scope == Scope.Zonal && zones.Contains(null) && zones.Count > 1)
        {
            notes.Add($"units of {component.Id} whose zone is not known are taken to share one");
        }

        return (zones.Count, zones);
    }

    /// <summary>How many units must work: as somebody says; else as scaling loads them; else so many that one zone may be lost.</summary>
    private int Needed(Component component, int units)
    {
        var redundancy = component.Redundancy;
        if (redundancy.Needed is { } said)
        {
            if (redundancy.Units is { } declared && said > declared)
            {
                notes.Add($"{component.Id} needs {said} units by stoa.yaml and has {declared}: the loss of any counts as failure");
            }

            // Of a fleet that is reckoned smaller than it is, the same share is needed.
            var share = redundancy.Units > units ? (double)units / redundancy.Units.Value : 1;
            return Math.Clamp((int)Math.Ceiling(said * share), 1, units);
        }

        if (redundancy.TargetUse is { } use)
        {
            var needed = Math.Clamp((int)Math.Ceiling((units * use) - 1e-9), 1, units);
            notes.Add($"{component.Id} needs {needed} of {units} units: its scaling keeps each at {use:0%} of its capacity");
            return needed;
        }

        if (units == 1)
        {
            return 1;
        }

        var zones = Math.Max(1, component.Placement.Zones.Count);
        var spare = zones == 1 ? 1 : (int)Math.Ceiling((double)units / zones);
        var rest = Math.Max(1, units - spare);
        notes.Add($"{component.Id} is taken to need {rest} of {units} units: nobody says how many its load needs (units-needed in stoa.yaml)");
        return rest;
    }

    private static string RateOf(Component component) => component.Role switch
    {
        ComponentRole.Containers => "container",
        ComponentRole.Cache => "cache-node",
        ComponentRole.SearchIndex or ComponentRole.Warehouse => "search-node",
        ComponentRole.Database or ComponentRole.DatabaseReplica => "database",
        ComponentRole.Volume => "volume",
        _ => component.Redundancy.IsReplaced ? "machine-replaced" : "machine",
    };

    private Formula Unit(Component component, int index, int count, Assumption rate, double share) =>
        Rated(count == 1 ? $"{component.Id} unit" : $"{component.Id} unit {index + 1}", rate, FailureKind.Unit, component, share);

    private Formula CommonCause(Component component, Assumption rate) =>
        Rated($"{component.Id} all units at once", rate, FailureKind.CommonCause, component, Beta);

    private Formula ZoneOf(Component component, Zone? zone)
    {
        var region = zone?.Region ?? component.Placement.Region;
        return Rated($"{(zone is null ? AvailabilityAnalysis.UnknownZone : zone.Label.StartsWith("zone ", StringComparison.Ordinal) ? zone.Label : $"zone {zone.Label}")} of {region ?? "the region"}", rates["zone"], FailureKind.Zone, null, 1);
    }

    private Formula Region(string? region) => Rated($"region {region ?? "that nobody names"}", rates["region"], FailureKind.Region, null, 1);

    private Formula Rated(string name, Assumption rate, FailureKind kind, Component? component, double share)
    {
        if (!events.TryGetValue(name, out var known))
        {
            var basic = BasicEvent.Repairable(name, rate.PerYear!.Value * share / FailureRates.HoursAYear, rate.Hours!.Value) with { ErrorFactor = rate.Factor, UncertaintyGroup = rate.Id };
            events.Add(name, known = new FailureEvent(basic, kind, component, rate));
        }

        return builder.Event(known.Event);
    }

    private Formula Lasting(Component component, string what, double unavailability, Assumption from, FailureKind kind)
    {
        var name = $"{component.Id} {what}";
        if (!events.TryGetValue(name, out var known))
        {
            var basic = new BasicEvent(name, Math.Clamp(unavailability, 0, 1)) { MeanTimeToRepair = rates["outage-hours"].Value, ErrorFactor = from.Factor, UncertaintyGroup = from.Id };
            events.Add(name, known = new FailureEvent(basic, kind, component, from));
        }

        return builder.Event(known.Event);
    }
}
