using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>How a copy of data comes about.</summary>
public enum CopyKind
{
    /// <summary>Backups from which any moment of the past days can be restored.</summary>
    PointInTime,

    /// <summary>Snapshots from time to time.</summary>
    Snapshots,

    /// <summary>What a plan of AWS Backup takes.</summary>
    Backups,

    /// <summary>A second store that follows the first.</summary>
    Replica,

    /// <summary>Earlier versions of objects.</summary>
    Versions,
}

/// <summary>A copy of what a store holds, from which it could be had again.</summary>
public sealed record DataCopy
{
    /// <summary>How it comes about.</summary>
    public required CopyKind Kind { get; init; }

    /// <summary>What it is: <c>automated backups of 14 days</c>.</summary>
    public required string What { get; init; }

    /// <summary>The most data, by its age, that is lost when this copy is all that is left.</summary>
    public required Estimate Loss { get; init; }

    /// <summary>The resource whose source shows it.</summary>
    public required Resource Shown { get; init; }

    /// <summary>Its region; null where that is unknown.</summary>
    public string? Region { get; init; }

    /// <summary>Whether it outlives the region of the store; null where nobody knows.</summary>
    public bool? IsElsewhere { get; init; } = false;

    /// <summary>Whether it is in another account; null where nobody knows.</summary>
    public bool? IsOtherAccount { get; init; } = false;

    /// <summary>Whether nobody can delete it before its time; null where nobody knows.</summary>
    public bool? IsLocked { get; init; } = false;

    /// <summary>Whether it is there still when the store itself is deleted.</summary>
    public bool OutlivesStore { get; init; } = true;

    /// <summary>Whether it brings back what was there before a mistake; a replica repeats the mistake.</summary>
    public bool GoesBack { get; init; } = true;

    /// <summary>Whether it can serve as it stands, without being restored.</summary>
    public bool IsLive { get; init; }

    /// <summary>Whether it takes writes as it stands.</summary>
    public bool TakesWrites { get; init; }

    /// <summary>Which figure says how long it takes until it serves; null: it is restored, which takes as long as there is data.</summary>
    public string? TakesOver { get; init; }

    /// <summary>How many days it is kept; null where that is unknown or for ever.</summary>
    public double? Days { get; init; }

    /// <summary>The component that it is, where it is one.</summary>
    public Component? Target { get; init; }

    /// <summary>Why it may not exist; null where it does.</summary>
    public string? UncertainBecause { get; init; }
}

/// <summary>What stands between a data store and the loss of its content.</summary>
public sealed record DataProtection
{
    /// <summary>The store.</summary>
    public required Component Store { get; init; }

    /// <summary>Its copies.</summary>
    public required IReadOnlyList<DataCopy> Copies { get; init; }

    /// <summary>Whether the service refuses to delete the store; null where nobody knows.</summary>
    public bool? IsDeletionRefused { get; init; } = false;

    /// <summary>Whether a last copy is made when the store is deleted through its own tool; null where nobody knows.</summary>
    public bool? HasFinalCopy { get; init; } = false;

    /// <summary>How much it holds, in GiB; null where nobody says.</summary>
    public double? Size { get; init; }

    /// <summary>Why its loss is no disaster: it is made anew, or nothing reads it; null where it counts.</summary>
    public string? DoesNotCountBecause { get; init; }

    /// <summary>Whether its loss is a disaster.</summary>
    public bool Counts => DoesNotCountBecause is null;
}
