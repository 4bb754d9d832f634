using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis.Monitoring;

/// <summary>How a workload is watched. Immutable; everything in a stable order.</summary>
public sealed record MonitoringAnalysis
{
    private readonly int[] counts = [];

    /// <summary>The resources that can be watched, in the order of the workload.</summary>
    public required IReadOnlyList<MonitoredResource> Resources
    {
        get;
        init
        {
            field = value;
            counts = Tally(value);
        }
    }

    /// <summary>The alarms that the workload has, in its order.</summary>
    public required IReadOnlyList<WatchingAlarm> Alarms { get; init; }

    /// <summary>
    /// Components of kinds of which the tables know nothing, in the order of the topology: nothing is said of how they are watched.
    /// </summary>
    public required IReadOnlyList<Component> Unknown { get; init; }

    /// <summary>Exceptions in the workload's file that cover nothing.</summary>
    public required IReadOnlyList<AlarmException> UnusedExceptions { get; init; }

    /// <summary>How many recommended alarms stand so.</summary>
    public int Count(AlarmState state) => counts[(int)state];

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

    private static int[] Tally(IReadOnlyList<MonitoredResource> resources)
    {
        var tally = new int[Enum.GetValues<AlarmState>().Length];
        foreach (var resource in resources)
        {
            foreach (var need in resource.Alarms)
            {
                tally[(int)need.State]++;
            }
        }

        return tally;
    }
}

/// <summary>How one resource is watched.</summary>
public sealed class MonitoredResource
{
    private readonly MonitoringAnalyzer analyzer;
    private readonly Signal traces;

    internal MonitoredResource(MonitoringAnalyzer analyzer, Resource resource, Component? component, IReadOnlyList<AlarmNeed> alarms, Signal traces)
    {
        this.analyzer = analyzer;
        this.traces = traces;
        Resource = resource;
        Component = component;
        Alarms = alarms;
    }

    /// <summary>The resource.</summary>
    public Resource Resource { get; }

    /// <summary>The component that it belongs to; null where it is part of none.</summary>
    public Component? Component { get; }

    /// <summary>Its signals, one of each kind, in the order of <see cref="SignalKind"/>; worked out when they are first asked for.</summary>
    public IReadOnlyList<Signal> Signals => field ??= analyzer.Signals(this);

    /// <summary>The alarms that it should have, key metrics first.</summary>
    public IReadOnlyList<AlarmNeed> Alarms { get; }

    /// <summary>A signal.</summary>
    public Signal this[SignalKind kind] => kind == SignalKind.Traces ? traces : Signals[(int)kind];

    /// <summary>The dimensions by which an alarm names it.</summary>
    public IReadOnlyList<AlarmDimension> Dimensions(RecommendedAlarm alarm) => analyzer.Dimensions(Resource, alarm);
}
