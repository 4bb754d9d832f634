namespace Stoa.Analysis.Recovery;

/// <summary>What can befall a workload.</summary>
public enum Disaster
{
    /// <summary>One machine, task or node is lost.</summary>
    Instance,

    /// <summary>An Availability Zone is lost.</summary>
    Zone,

    /// <summary>A region is lost.</summary>
    Region,

    /// <summary>Data is deleted or spoiled, and replicas with it.</summary>
    Deletion,

    /// <summary>The account is lost: to ransomware, a thief or its own closing.</summary>
    LostAccount,

    /// <summary>A deployment does not work.</summary>
    BadDeployment,

    /// <summary>A service that the workload uses is gone for a while.</summary>
    LostDependency,
}
