using Stoa.Analysis.Facts;
using Stoa.Workloads;

namespace Stoa.Analysis.Monitoring;

/// <summary>What is known of the monitoring of services: the tables of <c>knowledge/facts/aws</c> that this analysis starts from.</summary>
internal sealed class MonitoringTables
{
    private readonly Dictionary<string, List<RecommendedAlarm>> alarms = [];
    private readonly Dictionary<string, List<MetricDimension>> dimensions = [];
    private readonly Dictionary<(string Kind, SignalKind Signal), List<TelemetryRow>> telemetry = [];
    private readonly HashSet<string> kinds = [];
    private readonly HashSet<string> mentioned = [];

    private MonitoringTables()
    {
    }

    /// <summary>Every dimension, in the order of the table.</summary>
    public IReadOnlyList<MetricDimension> Dimensions { get; private set; } = [];

    /// <summary>Reads the tables.</summary>
    /// <exception cref="InvalidDataException">A table is not written as it should be.</exception>
    public static MonitoringTables Read(FactBook facts)
    {
        var tables = new MonitoringTables();
        foreach (var row in FactTable.Read(facts, "aws/alarms.yaml").Rows)
        {
            var alarm = Alarm(row);
            foreach (var kind in alarm.Kinds)
            {
                Add(tables.alarms, kind, alarm);
                tables.mentioned.Add(kind);
                if (alarm.Priority < RecommendedAlarm.Situational)
                {
                    tables.kinds.Add(kind);
                }
            }
        }

        foreach (var list in tables.alarms.Values)
        {
            // Key metrics first; the order of the table stays within a priority.
            var ordered = list.OrderBy(static a => a.Priority).ToList();
            list.Clear();
            list.AddRange(ordered);
        }

        tables.Dimensions = [.. FactTable.Read(facts, "aws/metric-dimensions.yaml").Rows.Select(Dimension)];
        foreach (var dimension in tables.Dimensions)
        {
            Add(tables.dimensions, dimension.Kind, dimension);
        }

        foreach (var row in FactTable.Read(facts, "aws/telemetry.yaml").Rows)
        {
            var said = new TelemetryRow(Condition.Read(row, "when"), State(row), row.Text("says"));
            Add(tables.telemetry, (row.Text("kind"), Signal(row)), said);
            tables.kinds.Add(row.Text("kind"));
        }

        return tables;
    }

    /// <summary>Whether resources of a kind should be watched.</summary>
    public bool Watches(string kind) => kinds.Contains(kind);

    /// <summary>Whether anything is known of a kind, be it that its resources need not be watched each for itself.</summary>
    public bool Knows(string kind) => kinds.Contains(kind) || mentioned.Contains(kind);

    /// <summary>The alarms that resources of a kind should have, key metrics first.</summary>
    public IReadOnlyList<RecommendedAlarm> AlarmsOf(string kind) => alarms.TryGetValue(kind, out var found) ? found : Array.Empty<RecommendedAlarm>();

    /// <summary>The dimensions of metrics about resources of a kind.</summary>
    public IReadOnlyList<MetricDimension> DimensionsOf(string kind) => dimensions.TryGetValue(kind, out var found) ? found : Array.Empty<MetricDimension>();

    /// <summary>How a signal of a kind is found out, first row first.</summary>
    public IReadOnlyList<TelemetryRow> TelemetryOf(string kind, SignalKind signal) => telemetry.TryGetValue((kind, signal), out var found) ? found : Array.Empty<TelemetryRow>();

    private static RecommendedAlarm Alarm(FactRow row)
    {
        var periods = (int)row.Number("periods");
        return new RecommendedAlarm
        {
            Kinds = row.Texts("kind"),
            Namespace = row.Text("namespace"),
            Metric = row.Text("metric"),
            Dimensions = row.Texts("dimensions"),
            Statistic = row.Text("statistic"),
            Comparison = row.Text("comparison"),
            Threshold = row.Text("threshold") == "baseline" ? null : row.Number("threshold"),
            Period = (int)row.Number("period"),
            Periods = periods,
            Datapoints = (int)(row.OptionalNumber("datapoints") ?? periods),
            MissingData = row.Text("missing"),
            Priority = (int)row.Number("priority"),
            Aspect = row.Text("aspect"),
            When = Condition.Read(row, "when"),
            Requires = Condition.Read(row, "requires"),
            Needs = row.Optional("needs"),
            Also = row.Texts("also"),
            Intent = row.Text("intent"),
            Source = row.Text("source"),
            Date = row.Text("date"),
            Basis = row.Text("basis"),
        };
    }

    private static MetricDimension Dimension(FactRow row) => new(
        row.Text("kind"), row.Text("dimension"), row.Optional("of") is { Length: > 0 } owner ? owner : null, row.Optional("terraform"), row.Optional("cloudformation"),
        row.Texts("names"), row.Optional("property"), row.Optional("value"), row.Optional("attribute"));

    private static SignalKind Signal(FactRow row) => row.Text("signal") switch
    {
        "metrics" => SignalKind.Metrics,
        "logs" => SignalKind.Logs,
        "traces" => SignalKind.Traces,
        "insights" => SignalKind.Insights,
        var other => throw new InvalidDataException($"{row.Location}: {other} is no signal."),
    };

    private static SignalState State(FactRow row) => row.Text("state") switch
    {
        "present" => SignalState.Present,
        "partly" => SignalState.Partly,
        "missing" => SignalState.Missing,
        "undecided" => SignalState.Undecided,
        var other => throw new InvalidDataException($"{row.Location}: {other} is no state."),
    };

    private static void Add<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key, TItem item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(item);
    }
}

/// <summary>Whose name a dimension of a metric is: a row of <c>knowledge/facts/aws/metric-dimensions.yaml</c>.</summary>
/// <param name="Kind">A metric with this dimension is about a resource of this kind.</param>
/// <param name="Name">The dimension.</param>
/// <param name="Owner">The property that names the resource whose name it is; null where it is the resource's own.</param>
/// <param name="Terraform">The attribute that holds the name, or a text with <c>${self}</c>; null where another row says it.</param>
/// <param name="CloudFormation"><c>Ref</c>, an attribute of Fn::GetAtt, or a text with <c>${self}</c>; null where another row says it.</param>
/// <param name="Names">The raw attributes in which people write the name.</param>
/// <param name="Property">The kind's property that holds the name, where no raw attribute does; else null.</param>
/// <param name="Value">What it always is; null where it is a name.</param>
/// <param name="Attribute">The attribute that <c>${self}</c> stands for in Terraform.</param>
public sealed record MetricDimension(
    string Kind, string Name, string? Owner, string? Terraform, string? CloudFormation, IReadOnlyList<string> Names, string? Property, string? Value, string? Attribute)
{
    /// <summary>The name of a resource in this dimension, where its source writes it; null where it does not or it is unknown.</summary>
    internal string? Of(Resource resource)
    {
        foreach (var name in Names)
        {
            if (resource.Attributes.TryGet(name, out var value) && value.Text() is { Length: > 0 } text)
            {
                return text;
            }
        }

        return Property is null ? null : resource.Get(Property).Text();
    }
}

/// <summary>What follows for a signal where a condition holds.</summary>
internal sealed record TelemetryRow(Condition When, SignalState State, string Says);
