namespace Stoa.Analysis.Topology;

/// <summary>Where in a workload a component stands, from the internet down to the data.</summary>
public enum Tier
{
    /// <summary>Names, content delivery, accelerators: what stands outside of any region.</summary>
    Edge,

    /// <summary>Load balancers, APIs and function addresses: the door of a region.</summary>
    Ingress,

    /// <summary>What runs the workload's own code.</summary>
    Compute,

    /// <summary>Queues, topics, buses, streams and schedules: what separates two parts in time.</summary>
    Messaging,

    /// <summary>What keeps copies of data near, and can lose them.</summary>
    Cache,

    /// <summary>What keeps data.</summary>
    Data,

    /// <summary>Ways out of a network.</summary>
    Egress,
}
