using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis.Monitoring;

/// <summary>How a workload is watched. Immutable; everything in a stable order.</summary>
public sealed record MonitoringAnalysis
{
    /// <summary>The resources that can be watched, in the order of the workload.</summary>
    public required IReadOnlyList<MonitoredResource> Resources { get; init; }

    /// <summary>The alarms that the workload has, in its order.</summary>
    public required IReadOnlyList<WatchingAlarm> Alarms { get; init; }

    /// <summary>
    /// Components of kinds of which the tables know nothing, in the order of the topology: nothing is said of how they are watched.
    /// </summary>
    public required IReadOnlyList<Component> Unknown { get; init; }

    /// <summary>Exceptions in the workload's file that cover nothing.</summary>
    public required IReadOnlyList<AlarmException> UnusedExceptions { get; init; }

    /// <summary>How many recommended alarms stand so.</summary>
    public int Count(AlarmState state) => Resources.Sum(r => r.Alarms.Count(a => a.State == state));

    /// <summary>
    /// The share of the recommended alarms that are there and heard, from 0 to 1, of those of which the code tells; null where there is none.
    /// </summary>
    public double? Coverage
    {
        get
        {
            var present = Count(AlarmState.Present);
            var known = present + Count(AlarmState.Silent) + Count(AlarmState.Missing) + Count(AlarmState.Unmeasured);
            return known == 0 ? null : (double)present / known;
        }
    }
}

/// <summary>How one resource is watched.</summary>
public sealed record MonitoredResource
{
    /// <summary>The resource.</summary>
    public required Resource Resource { get; init; }

    /// <summary>The component that it belongs to; null where it is part of none.</summary>
    public required Component? Component { get; init; }

    /// <summary>Its signals, one of each kind, in the order of <see cref="SignalKind"/>.</summary>
    public required IReadOnlyList<Signal> Signals { get; init; }

    /// <summary>The alarms that it should have, key metrics first.</summary>
    public required IReadOnlyList<AlarmNeed> Alarms { get; init; }

    /// <summary>The dimensions by which an alarm names it.</summary>
    public required Func<RecommendedAlarm, IReadOnlyList<AlarmDimension>> Dimensions { get; init; }

    /// <summary>A signal.</summary>
    public Signal this[SignalKind kind] => Signals[(int)kind];
}
