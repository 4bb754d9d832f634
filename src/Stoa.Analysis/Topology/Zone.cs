namespace Stoa.Analysis.Topology;

/// <summary>
/// An Availability Zone. It may have no name yet: <c>names[0]</c> and <c>names[1]</c> of a list of zones are two zones although
/// nobody can say what they are called. Compared by reference; a topology has each zone once.
/// </summary>
/// <param name="Region">Its region; null where that is unknown.</param>
/// <param name="Label">Its name where that is known (<c>eu-west-1a</c>), else what is known of it (<c>zone 1</c>, <c>zone a</c>).</param>
public sealed record Zone(string? Region, string Label)
{
    /// <summary>The label.</summary>
    public override string ToString() => Label;

    /// <summary>Whether they are one zone.</summary>
    public bool Equals(Zone? other) => ReferenceEquals(this, other);

    /// <summary>By identity.</summary>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>How far the failure of one place takes a component with it.</summary>
public enum Scope
{
    /// <summary>Spread over regions by the provider.</summary>
    Global,

    /// <summary>Spread over a region's zones by the provider.</summary>
    Regional,

    /// <summary>Stands in the zones that its owner chose.</summary>
    Zonal,
}

/// <summary>Where a component stands.</summary>
/// <param name="Scope">How it is spread.</param>
/// <param name="Region">Its region; null where it is global or unknown.</param>
/// <param name="Zones">The different zones that it stands in for certain, in the order of its subnets; of a zonal component only.</param>
/// <param name="IsComplete">Whether these are all: false where a place is unknown or outside of the workload.</param>
public sealed record Placement(Scope Scope, string? Region, IReadOnlyList<Zone> Zones, bool IsComplete)
{
    /// <summary>
    /// Whether it stands in at least so many zones: true of what the provider spreads, null where nobody knows.
    /// </summary>
    public bool? SpansZones(int number) => Scope != Scope.Zonal || Zones.Count >= number ? true : IsComplete ? false : null;
}
