using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>
/// A part of a workload that serves, runs, carries or keeps something: one resource, or several that make one thing together (a
/// database cluster and its instances, a load balancer and its listeners). Compared by reference.
/// </summary>
public sealed class Component
{
    /// <summary>The address of its main resource, which is its name in the workload's file too.</summary>
    public string Id => Main.Address;

    /// <summary>The resource that it is known by.</summary>
    public required Resource Main { get; init; }

    /// <summary>All resources that belong to it and to no other component, the main one first.</summary>
    public required IReadOnlyList<Resource> Members { get; init; }

    /// <summary>Resources that tell more of it and may serve others too: templates, task definitions, roles.</summary>
    public IReadOnlyList<Resource> Settings { get; init; } = [];

    /// <summary>What people call it: the label or name in the source, without module and type.</summary>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    public required ComponentRole Role { get; init; }

    /// <summary>Where it stands between the internet and the data.</summary>
    public required Tier Tier { get; init; }

    /// <summary>Where it stands in the world.</summary>
    public required Placement Placement { get; init; }

    /// <summary>The network (VPC) that its zones' subnets are part of; null where it stands in none, or that is not in this workload.</summary>
    public Resource? Network { get; init; }

    /// <summary>How it survives the loss of a part.</summary>
    public required Redundancy Redundancy { get; init; }

    /// <summary>Whether it is unknown how many of it there are (count, for_each or a condition is unknown), none perhaps.</summary>
    public bool IsIndeterminate => Main.IsIndeterminate;

    /// <summary>Whether it is a data store, whose content a disaster can destroy.</summary>
    public bool KeepsData => Tier == Tier.Data && Role is not ComponentRole.DatabaseProxy;

    /// <summary>Whether it runs the workload's own code.</summary>
    public bool Computes => Tier == Tier.Compute;

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
