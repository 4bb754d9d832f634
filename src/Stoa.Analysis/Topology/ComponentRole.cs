namespace Stoa.Analysis.Topology;

/// <summary>What a component does in a workload.</summary>
public enum ComponentRole
{
    /// <summary>A name that clients ask for.</summary>
    DnsName,

    /// <summary>A content delivery network.</summary>
    ContentDelivery,

    /// <summary>A global network accelerator.</summary>
    Accelerator,

    /// <summary>A load balancer.</summary>
    LoadBalancer,

    /// <summary>A managed API.</summary>
    Api,

    /// <summary>The address of a function.</summary>
    FunctionAddress,

    /// <summary>Machines: one, or several that do the same.</summary>
    Machines,

    /// <summary>Containers of one service.</summary>
    Containers,

    /// <summary>A cluster that runs containers, with its nodes.</summary>
    ContainerCluster,

    /// <summary>A function without servers.</summary>
    Function,

    /// <summary>Machines for batch jobs.</summary>
    Batch,

    /// <summary>A workflow.</summary>
    Workflow,

    /// <summary>A queue of messages.</summary>
    Queue,

    /// <summary>A topic that hands messages to subscribers.</summary>
    Topic,

    /// <summary>A bus of events.</summary>
    EventBus,

    /// <summary>A rule that picks events or keeps a schedule.</summary>
    EventRule,

    /// <summary>A stream of records.</summary>
    Stream,

    /// <summary>A cache.</summary>
    Cache,

    /// <summary>A relational database.</summary>
    Database,

    /// <summary>A read replica of a database, which serves reads and can be promoted by hand.</summary>
    DatabaseReplica,

    /// <summary>A pool of connections in front of a database.</summary>
    DatabaseProxy,

    /// <summary>A key-value or document table.</summary>
    Table,

    /// <summary>A search index.</summary>
    SearchIndex,

    /// <summary>A data warehouse.</summary>
    Warehouse,

    /// <summary>A bucket of objects.</summary>
    ObjectStore,

    /// <summary>A shared file system.</summary>
    FileSystem,

    /// <summary>A disk that stands on its own.</summary>
    Volume,

    /// <summary>A way out of a network (NAT).</summary>
    NatGateway,
}
