using Stoa.Workloads;

namespace Stoa.Analysis.Monitoring;

/// <summary>Whether a resource has an alarm that it should have.</summary>
public enum AlarmState
{
    /// <summary>It has, and somebody or something hears it.</summary>
    Present,

    /// <summary>It has, but the alarm has no action: nobody hears it.</summary>
    Silent,

    /// <summary>It has not.</summary>
    Missing,

    /// <summary>It has not, and could not: the metric does not exist until something is switched on.</summary>
    Unmeasured,

    /// <summary>The code does not tell.</summary>
    Undecided,

    /// <summary>The workload's file says that it is not wanted.</summary>
    Excepted,
}

/// <summary>An alarm that a resource should have, and whether it has.</summary>
/// <param name="Alarm">Which.</param>
/// <param name="State">Whether it has.</param>
/// <param name="By">The alarms that serve, or of which nobody knows whether they do.</param>
/// <param name="Reason">Why it is so, where the state does not say it: a sentence without its full stop. Otherwise null.</param>
public sealed record AlarmNeed(RecommendedAlarm Alarm, AlarmState State, IReadOnlyList<WatchingAlarm> By, string? Reason);

/// <summary>A dimension of a metric about one resource, as code can write it.</summary>
/// <param name="Name">The dimension.</param>
/// <param name="Owner">The resource whose name the value is; null where the value is fixed or the owner is unknown.</param>
/// <param name="Dimension">How the formats write it; null where the owner is unknown.</param>
/// <param name="Value">The value where it is fixed, or the name where the source writes it; else null.</param>
public sealed record AlarmDimension(string Name, Resource? Owner, MetricDimension? Dimension, string? Value);
