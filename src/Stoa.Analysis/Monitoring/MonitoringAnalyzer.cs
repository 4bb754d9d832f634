using Stoa.Analysis.Topology;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Monitoring;

/// <summary>Finds out how a workload is watched.</summary>
public sealed class MonitoringAnalyzer
{
    private readonly WorkloadFigures figures;
    private readonly MonitoringSettings settings;
    private readonly MonitoringTables tables;
    private readonly DerivedProperties derived;
    private readonly AlarmIndex alarms;
    private readonly IReadOnlyList<WatchingAlarm> all;
    private readonly HashSet<Resource> pictured;
    private readonly HashSet<AlarmException> used = [];

    // What is worked out only when a report asks for it may be asked for by several of them.
    private readonly Lock turn = new();
    private HashSet<Component> map = [];

    private MonitoringAnalyzer(WorkloadFigures figures)
    {
        this.figures = figures;
        settings = figures.Settings.Monitoring;
        tables = MonitoringTables.Read(figures.Facts);
        derived = new DerivedProperties(figures.Workload, settings);
        all = new AlarmReader(figures.Workload, tables, derived).Read();
        alarms = new AlarmIndex(all, figures.Workload);
        pictured = Dashboards.Pictured(figures.Workload, tables);
    }

    /// <summary>Analyzes a workload; the time it takes grows with its resources.</summary>
    /// <exception cref="InvalidDataException">A table of facts is not written as it should be.</exception>
    public static MonitoringAnalysis Analyze(WorkloadFigures figures) => new MonitoringAnalyzer(figures).Analyze();

    private MonitoringAnalysis Analyze()
    {
        var topology = figures.Topology;
        var watched = figures.Workload.Resources.Where(r => r.Kind is { } kind && tables.Watches(kind.Id)).ToList();
        var traces = watched.ToDictionary(static r => r, r => Tell(r, SignalKind.Traces));
        map = ServiceMap(topology, traces);
        return new MonitoringAnalysis
        {
            Resources = [.. watched.Select(r => Monitored(r, topology.Of(r), traces[r]))],
            Alarms = all,
            Unknown = [.. topology.Components.Where(c => c.Role != ComponentRole.DnsName && !c.Members.Any(m => m.Kind is { } kind && tables.Knows(kind.Id)))],
            UnusedExceptions = [.. settings.Exceptions.Where(e => !used.Contains(e))],
        };
    }

    private MonitoredResource Monitored(Resource resource, Component? component, Signal traces)
    {
        var recommended = tables.AlarmsOf(resource.Kind!.Id);
        var needs = new List<AlarmNeed>(recommended.Count);
        foreach (var alarm in recommended)
        {
            if (Need(resource, alarm) is { } need)
            {
                needs.Add(need);
            }
        }

        return new MonitoredResource(this, resource, component, needs, traces);
    }

    /// <summary>The signals of a resource.</summary>
    internal IReadOnlyList<Signal> Signals(MonitoredResource watched)
    {
        var (resource, needs, traces) = (watched.Resource, watched.Alarms, watched[SignalKind.Traces]);
        lock (turn)
        {
            return
            [
                Metrics(resource, needs),
                AlarmSignal(needs),
                ActionSignal(needs),
                Tell(resource, SignalKind.Logs),
                traces,
                pictured.Contains(resource) ? new Signal(SignalKind.Dashboards, SignalState.Present, "is shown on a dashboard")
                    : new Signal(SignalKind.Dashboards, SignalState.Missing, "is shown on no dashboard of the workload"),
                Tell(resource, SignalKind.Insights),
                MapSignal(watched.Component, traces, map),
            ];
        }
    }

    private Signal Metrics(Resource resource, IReadOnlyList<AlarmNeed> needs)
    {
        var told = Tell(resource, SignalKind.Metrics);
        return told.State != SignalState.NotApplicable || needs.Count == 0 ? told
            : new Signal(SignalKind.Metrics, SignalState.Present, "is reported by its service without anybody's doing");
    }

    private Signal Tell(Resource resource, SignalKind signal)
    {
        foreach (var row in tables.TelemetryOf(resource.Kind!.Id, signal))
        {
            switch (row.When.Holds(resource, derived))
            {
                case true:
                    return new Signal(signal, row.State, row.Says);
                case null:
                    return new Signal(signal, SignalState.Undecided, $"does not show whether it {row.Says}");
            }
        }

        return new Signal(signal, SignalState.NotApplicable, "");
    }

    private AlarmNeed? Need(Resource resource, RecommendedAlarm alarm)
    {
        var (certain, possible) = alarms.For(resource, alarm);
        if (alarm.Priority >= RecommendedAlarm.Situational && certain.Count == 0)
        {
            return null;
        }

        var applies = alarm.When.Holds(resource, derived);
        if (applies == false)
        {
            return null;
        }

        if (certain.Count > 0)
        {
            var acts = certain.Any(static a => a.Acts == true) ? true : certain.Any(static a => a.Acts is null) ? (bool?)null : false;
            return acts switch
            {
                true => new AlarmNeed(alarm, AlarmState.Present, certain, certain.All(static a => a.OnlyScales) ? "It scales; nobody is told" : null),
                false => new AlarmNeed(alarm, AlarmState.Silent, certain, null),
                null => new AlarmNeed(alarm, AlarmState.Undecided, certain, "Whether the alarm has an action is unknown"),
            };
        }

        if (ExceptionFor(resource, alarm) is { } exception)
        {
            used.Add(exception);
            return new AlarmNeed(alarm, AlarmState.Excepted, [], exception.Reason);
        }

        if (possible.Count > 0)
        {
            return new AlarmNeed(alarm, AlarmState.Undecided, possible, $"{possible[0].Resource.Address} may watch it: what it watches, or whether it exists, is unknown");
        }

        if (applies is null)
        {
            return new AlarmNeed(alarm, AlarmState.Undecided, [], $"Whether it applies depends on {string.Join(", ", alarm.When.Paths.Select(Readable))}, which is unknown");
        }

        return alarm.Requires.Holds(resource, derived) switch
        {
            false => new AlarmNeed(alarm, AlarmState.Unmeasured, [], $"The metric does not exist yet: it needs {alarm.Needs}"),
            null => new AlarmNeed(alarm, AlarmState.Undecided, [], $"The metric exists only with {alarm.Needs}, and whether that is there is unknown"),
            true => new AlarmNeed(alarm, AlarmState.Missing, [], null),
        };
    }

    private AlarmException? ExceptionFor(Resource resource, RecommendedAlarm alarm) =>
        settings.Exceptions.FirstOrDefault(e => e.Covers(alarm, resource.Address));

    private static string Readable(string path) => (path.StartsWith("derived.", StringComparison.Ordinal) ? path[8..] : path).Replace('_', ' ');

    private static Signal AlarmSignal(IReadOnlyList<AlarmNeed> needs)
    {
        var there = needs.Count(static n => n.State is AlarmState.Present or AlarmState.Silent);
        var missing = needs.Count(static n => n.State is AlarmState.Missing or AlarmState.Unmeasured);
        var open = needs.Count(static n => n.State == AlarmState.Undecided);
        var said = $"has {there} of {there + missing + open} recommended alarms";
        return needs.Count == 0 || there + missing + open == 0 ? new Signal(SignalKind.Alarms, SignalState.NotApplicable, "")
            : missing == 0 && open == 0 ? new Signal(SignalKind.Alarms, SignalState.Present, said)
            : there > 0 ? new Signal(SignalKind.Alarms, SignalState.Partly, said)
            : missing == 0 ? new Signal(SignalKind.Alarms, SignalState.Undecided, said)
            : new Signal(SignalKind.Alarms, SignalState.Missing, said);
    }

    private static Signal ActionSignal(IReadOnlyList<AlarmNeed> needs)
    {
        var heard = needs.Count(static n => n.State == AlarmState.Present);
        var silent = needs.Count(static n => n.State == AlarmState.Silent);
        var open = needs.Count(static n => n.State == AlarmState.Undecided && n.By.Count > 0);
        return (heard, silent, open) switch
        {
            (0, 0, 0) => new Signal(SignalKind.AlarmActions, SignalState.NotApplicable, ""),
            ( > 0, 0, 0) => new Signal(SignalKind.AlarmActions, SignalState.Present, "has an action on each of its alarms"),
            (0, > 0, 0) => new Signal(SignalKind.AlarmActions, SignalState.Missing, "has alarms that nobody hears"),
            ( > 0, > 0, _) => new Signal(SignalKind.AlarmActions, SignalState.Partly, $"has {silent} alarms that nobody hears"),
            _ => new Signal(SignalKind.AlarmActions, SignalState.Undecided, "has alarms of which nobody knows whether they have an action"),
        };
    }

    /// <summary>Traces draw what is traced, and what that calls.</summary>
    private static HashSet<Component> ServiceMap(WorkloadTopology topology, Dictionary<Resource, Signal> traces)
    {
        var traced = topology.Components.Where(c => c.Members.Any(m => traces.TryGetValue(m, out var t) && t.State == SignalState.Present)).ToHashSet();
        var drawn = new HashSet<Component>(traced);
        foreach (var component in traced)
        {
            drawn.UnionWith(topology.From(component).Where(static d => d.Kind is DependencyKind.Calls or DependencyKind.Publishes or DependencyKind.Routes).SelectMany(static d => d.To));
        }

        return drawn;
    }

    private static Signal MapSignal(Component? component, Signal traces, HashSet<Component> map) => component switch
    {
        null or { Tier: Tier.Edge or Tier.Egress } => new Signal(SignalKind.ServiceMap, SignalState.NotApplicable, ""),
        _ when map.Contains(component) => new Signal(SignalKind.ServiceMap, SignalState.Present, traces.State == SignalState.Present ? "is traced" : "is called by what is traced"),
        _ when traces.State == SignalState.Undecided => new Signal(SignalKind.ServiceMap, SignalState.Undecided, traces.Reason),
        _ => new Signal(SignalKind.ServiceMap, SignalState.Missing, "is neither traced nor called by anything that is"),
    };

    /// <summary>The dimensions by which an alarm names a resource.</summary>
    internal IReadOnlyList<AlarmDimension> Dimensions(Resource resource, RecommendedAlarm alarm)
    {
        lock (turn)
        {
            return Named(resource, alarm);
        }
    }

    private List<AlarmDimension> Named(Resource resource, RecommendedAlarm alarm)
    {
        var found = new List<AlarmDimension>();
        var known = tables.DimensionsOf(resource.Kind!.Id);
        foreach (var name in alarm.Dimensions)
        {
            var dimension = known.FirstOrDefault(d => d.Name == name);
            if (dimension?.Owner is { } property)
            {
                var owner = Owner(resource, property);
                var meant = owner is null ? null : tables.DimensionsOf(owner.Kind!.Id).FirstOrDefault(d => d.Name == name && d.Owner is null);
                found.Add(new AlarmDimension(name, owner, meant, owner is null || meant is null ? null : Written(owner, meant)));
            }
            else if (dimension?.Value is { } value)
            {
                found.Add(new AlarmDimension(name, null, dimension, Filled(resource, value)));
            }
            else
            {
                found.Add(new AlarmDimension(name, dimension is null ? null : resource, dimension, dimension is null ? null : Written(resource, dimension)));
            }
        }

        return found;
    }

    private Resource? Owner(Resource resource, string property)
    {
        if (property.StartsWith("derived.", StringComparison.Ordinal))
        {
            return derived.Get(resource, property["derived.".Length..]).Resource();
        }

        return resource.Resources(property).Items is [var first, ..] ? first : null;
    }

    private static string? Filled(Resource resource, string value) => value switch
    {
        "${account}" or "${region}" => value,
        ['$', '{', .. var name, '}'] => resource.Get(name) is { HasValue: true, Open: null, Kind: TypeKind.Tuple or TypeKind.List or TypeKind.Set, Count: > 0 } list ? list.Items[0].Text() : null,
        _ => value,
    };

    private static string? Written(Resource owner, MetricDimension dimension) =>
        dimension.Of(owner) is not { } name ? null
        : dimension.Terraform is { } text && text.Contains("${self}", StringComparison.Ordinal) ? text.Replace("${self}", name, StringComparison.Ordinal)
        : name;
}
