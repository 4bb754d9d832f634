namespace Stoa.Analysis.Topology;

/// <summary>How a component survives the loss of a part of itself.</summary>
public enum RedundancyKind
{
    /// <summary>The provider keeps it up within its scope; nothing of it can be counted.</summary>
    Managed,

    /// <summary>One unit: when it is gone, the component is.</summary>
    Single,

    /// <summary>Several units that do the same work at the same time.</summary>
    Fleet,

    /// <summary>One unit works, others stand by to take over.</summary>
    Failover,
}

/// <summary>The units of a component, and what becomes of the others when one is lost.</summary>
public sealed record Redundancy
{
    /// <summary>Kept up by the provider.</summary>
    public static readonly Redundancy Managed = new() { Kind = RedundancyKind.Managed };

    /// <summary>How it survives.</summary>
    public required RedundancyKind Kind { get; init; }

    /// <summary>How many units there are as it is declared; null where that is unknown or nothing can be counted.</summary>
    public int? Units { get; init; }

    /// <summary>The fewest that scaling may leave; null where unknown or nothing scales.</summary>
    public int? Least { get; init; }

    /// <summary>The most that scaling may start; null where unknown or nothing scales.</summary>
    public int? Most { get; init; }

    /// <summary>
    /// How many units carry the load, where the declaration or the workload's file says so; null where nobody does.
    /// </summary>
    public int? Needed { get; init; }

    /// <summary>
    /// The share of a unit that load takes when scaling is content, from 0 to 1: the target of target tracking on processor use;
    /// null where there is none.
    /// </summary>
    public double? TargetUse { get; init; }

    /// <summary>Of failover: whether nobody has to act; null where unknown.</summary>
    public bool? IsAutomatic { get; init; }

    /// <summary>Whether lost units are replaced without anybody acting.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>How many such groups must all work (the shards of a cache); 1 for most.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>
    /// The zone of each unit, where units can be counted: the stated one, else an even spread over the component's zones. A null is
    /// a unit of which nobody knows the zone. Never longer than <see cref="MaxListed"/>.
    /// </summary>
    public IReadOnlyList<Zone?> UnitZones { get; init; } = [];

    /// <summary>How many units are told apart at most; a fleet of thousands is as good as one of so many.</summary>
    public const int MaxListed = 64;
}
