using Stoa.Workloads;

namespace Stoa.Analysis.Monitoring;

/// <summary>An alarm that the workload has.</summary>
public sealed class WatchingAlarm
{
    /// <summary>The alarm.</summary>
    public required Resource Resource { get; init; }

    /// <summary>The metrics that it watches, those of metric math included; empty for a composite alarm, and where they are unknown.</summary>
    public required IReadOnlyList<WatchedMetric> Metrics { get; init; }

    /// <summary>Whether it is known what it watches. What is in <see cref="Metrics"/> is known to be watched all the same.</summary>
    public required bool IsReadable { get; init; }

    /// <summary>Whether it is made of other alarms.</summary>
    public required bool IsComposite { get; init; }

    /// <summary>Whether it does or tells something when it rings, itself or through a composite alarm; null where that is unknown.</summary>
    public bool? Acts { get; internal set; }

    /// <summary>Whether all that it does is to scale: nobody is told.</summary>
    public required bool OnlyScales { get; init; }

    /// <summary>Why it cannot ring, where that is so: it stands in a Region that does not have its metric.</summary>
    public string? Fault { get; init; }

    /// <summary>The address.</summary>
    public override string ToString() => Resource.Address;
}

/// <summary>A metric that an alarm watches.</summary>
/// <param name="Namespace">Its namespace; null where unknown.</param>
/// <param name="Name">Its name.</param>
/// <param name="Resources">The resources of the workload that it is about, in the order of its dimensions.</param>
/// <param name="IsComplete">Whether these are certain to be all: false where a dimension is unknown.</param>
/// <param name="IsOfAll">Whether it is about every resource that has such a metric.</param>
/// <param name="RingsHigh">Whether the alarm rings when it rises; null where it may be either, or nobody knows.</param>
public sealed record WatchedMetric(
    string? Namespace, string Name, IReadOnlyList<Resource> Resources, bool IsComplete, bool IsOfAll, bool? RingsHigh);
