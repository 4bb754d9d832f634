using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>How a workload, or a part of it, outlives its region; each better than the one before.</summary>
public enum StrategyKind
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Copies of data are elsewhere; everything else is made anew.</summary>
    BackupAndRestore,

    /// <summary>Data follows in a second region; what computes must be started there.</summary>
    PilotLight,

    /// <summary>The second region could serve, with less capacity.</summary>
    WarmStandby,

    /// <summary>The second region could serve all.</summary>
    HotStandby,

    /// <summary>All regions serve, and write.</summary>
    ActiveActive,
}

/// <summary>What strategy something follows.</summary>
/// <param name="Least">What it is for certain.</param>
/// <param name="Most">What it may be; the same as <paramref name="Least"/> where that is all known.</param>
/// <param name="Reasons">Why, each a clause, the weightiest first.</param>
/// <param name="UnknownBecause">Why it may be more; empty where all is known.</param>
public sealed record Strategy(StrategyKind Least, StrategyKind Most, IReadOnlyList<string> Reasons, IReadOnlyList<string> UnknownBecause)
{
    /// <summary>Whether it is certain.</summary>
    public bool IsCertain => Least == Most;

    /// <summary>What people call a strategy.</summary>
    public static string NameOf(StrategyKind kind) => kind switch
    {
        StrategyKind.BackupAndRestore => "backup and restore",
        StrategyKind.PilotLight => "pilot light",
        StrategyKind.WarmStandby => "warm standby",
        StrategyKind.HotStandby => "hot standby",
        StrategyKind.ActiveActive => "active-active",
        _ => "none",
    };

    /// <summary>Its name, or the names that it lies between.</summary>
    public override string ToString() => IsCertain ? NameOf(Least) : $"{NameOf(Least)} to {NameOf(Most)}";
}

/// <summary>How requests find their region.</summary>
public enum TrafficMode
{
    /// <summary>Nothing of the workload leads to a second region.</summary>
    OneRegion,

    /// <summary>Somebody has to lead them there.</summary>
    ByHand,

    /// <summary>They go to a second region when the first is sick.</summary>
    Failover,

    /// <summary>They go to all regions.</summary>
    AllRegions,
}

/// <summary>What leads requests to regions.</summary>
/// <param name="Mode">How.</param>
/// <param name="Primary">The region they go to when all is well; null where unknown or there are several.</param>
/// <param name="Regions">The regions they may go to, as far as they are known.</param>
/// <param name="Detection">How long until a sick region is seen; null where people have to see it.</param>
/// <param name="Switching">How long until clients ask elsewhere, once it is decided.</param>
/// <param name="Shown">The resource that shows it; null where nothing does.</param>
/// <param name="Reason">Why, a clause.</param>
public sealed record TrafficRouting(
    TrafficMode Mode, string? Primary, IReadOnlyList<string> Regions, Estimate? Detection, Estimate Switching, Resource? Shown, string Reason);

/// <summary>What of a workload computes in a second region.</summary>
/// <param name="Least">The strategy that it allows for certain.</param>
/// <param name="Most">The strategy that it may allow.</param>
/// <param name="Standby">The region that takes over; null where there is none or it is unknown.</param>
/// <param name="Reason">Why, a clause.</param>
/// <param name="UnknownBecause">Why it may be more; null where all is known.</param>
public sealed record ComputeStandby(StrategyKind Least, StrategyKind Most, string? Standby, string Reason, string? UnknownBecause);

/// <summary>The strategy of a workload, tier by tier.</summary>
public sealed record WorkloadStrategy
{
    /// <summary>The workload's: that of its weakest tier.</summary>
    public required Strategy Workload { get; init; }

    /// <summary>The weakest of its data stores that count; null where it keeps no data.</summary>
    public required Strategy? Data { get; init; }

    /// <summary>Each data store's, in the order of components.</summary>
    public required IReadOnlyDictionary<Component, Strategy> Stores { get; init; }

    /// <summary>That of what computes; null where nothing does.</summary>
    public required ComputeStandby? Compute { get; init; }

    /// <summary>How requests find their region.</summary>
    public required TrafficRouting Traffic { get; init; }

    /// <summary>The region that works when all is well; null where unknown.</summary>
    public required string? Primary { get; init; }

    /// <summary>The region that would take over; null where there is none or it is unknown.</summary>
    public required string? Standby { get; init; }

    /// <summary>Whether all regions serve but some store takes its writes in one alone.</summary>
    public bool IsSingleWriter { get; init; }
}
