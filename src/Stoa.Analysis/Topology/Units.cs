namespace Stoa.Analysis.Topology;

/// <summary>Spreads units over zones as the services do: evenly, in the order of the zones.</summary>
internal static class Units
{
    /// <summary>One unit in the only zone that is known.</summary>
    public static Redundancy One(Placement place, bool isReplaced = false) => new()
    {
        Kind = RedundancyKind.Single,
        Units = 1,
        IsReplaced = isReplaced,
        UnitZones = [place is { Zones: [var only], IsComplete: true } ? only : null],
    };

    /// <summary>Several that do the same.</summary>
    public static Redundancy Fleet(int? units, Placement place, bool isReplaced) => new()
    {
        Kind = RedundancyKind.Fleet,
        Units = units,
        IsReplaced = isReplaced,
        UnitZones = Spread(units, place),
    };

    /// <summary>One that works and others that stand by.</summary>
    public static Redundancy Failover(int? units, Placement place, bool? isAutomatic) => new()
    {
        Kind = RedundancyKind.Failover,
        Units = units,
        IsAutomatic = isAutomatic,
        IsReplaced = true,
        UnitZones = Spread(units, place),
    };

    /// <summary>The zone of each unit.</summary>
    public static IReadOnlyList<Zone?> Spread(int? units, Placement place)
    {
        if (units is not { } count || count == 0)
        {
            return [];
        }

        var zones = new Zone?[Math.Min(count, Redundancy.MaxListed)];
        for (var i = 0; i < zones.Length; i++)
        {
            // Of an incomplete list one may take the known zones, but not that there are no others.
            zones[i] = place.Zones.Count == 0 || (!place.IsComplete && i >= place.Zones.Count) ? null : place.Zones[i % place.Zones.Count];
        }

        return zones;
    }

    /// <summary>The same place, narrowed to the zones that units really stand in.</summary>
    public static Placement Occupied(Placement place, Redundancy redundancy)
    {
        if (place.Scope != Scope.Zonal || redundancy.UnitZones.Count == 0)
        {
            return place;
        }

        var zones = redundancy.UnitZones.OfType<Zone>().Distinct().ToList();
        return place with { Zones = zones, IsComplete = !redundancy.UnitZones.Contains(null) };
    }
}
