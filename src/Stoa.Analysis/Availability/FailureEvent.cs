using Stoa.Analysis.FaultTrees;
using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Availability;

/// <summary>What fails in an event of the model.</summary>
public enum FailureKind
{
    /// <summary>A service that the provider keeps up.</summary>
    Service,

    /// <summary>One unit of a component.</summary>
    Unit,

    /// <summary>All units of a component for one reason.</summary>
    CommonCause,

    /// <summary>The time in which a standby takes over.</summary>
    Failover,

    /// <summary>An Availability Zone, with all that stands in it.</summary>
    Zone,

    /// <summary>A region, with all that stands in it.</summary>
    Region,
}

/// <summary>A basic event of the model of a journey, and what it stands for.</summary>
/// <param name="Event">The event with its probability and rates.</param>
/// <param name="Kind">What fails.</param>
/// <param name="Component">Whose unit, service or failover it is; null of zones and regions.</param>
/// <param name="Assumption">The assumption that its figures come from.</param>
public sealed record FailureEvent(BasicEvent Event, FailureKind Kind, Component? Component, Assumption Assumption)
{
    /// <summary>
    /// Whether the owner of the workload could take it away by building differently; what the provider runs, and a whole region, are
    /// beyond a design within one region.
    /// </summary>
    public bool IsOwners => Kind is FailureKind.Unit or FailureKind.Zone;

    /// <summary>
    /// Whether it is a zone of which nobody knows which one it is: what stands in it may share it or not, so that a single point made of
    /// it is a possibility and no finding.
    /// </summary>
    public bool IsUncertain => Kind == FailureKind.Zone && Event.Name.StartsWith(AvailabilityAnalysis.UnknownZone, StringComparison.Ordinal);

    /// <summary>Whether it is the provider who fails and mends.</summary>
    public bool IsProviders => Kind is FailureKind.Service or FailureKind.Region;
}
