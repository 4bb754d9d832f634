namespace Stoa.Analysis.Monitoring;

/// <summary>An alarm that resources of a kind should have: a row of <c>knowledge/facts/aws/alarms.yaml</c>.</summary>
public sealed record RecommendedAlarm
{
    /// <summary>A priority from which on an alarm serves some workloads only and is never counted as missing.</summary>
    public const int Situational = 3;

    /// <summary>The kinds whose alarm it is.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>The namespace of the metric: <c>AWS/RDS</c>.</summary>
    public required string Namespace { get; init; }

    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The names of the metric's dimensions.</summary>
    public required IReadOnlyList<string> Dimensions { get; init; }

    /// <summary>The statistic or percentile: <c>Average</c>, <c>p99</c>.</summary>
    public required string Statistic { get; init; }

    /// <summary>How the metric is compared with the threshold: one of <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;</c>, <c>&lt;=</c>.</summary>
    public required string Comparison { get; init; }

    /// <summary>The threshold in the metric's unit; null where only the workload's own past can tell.</summary>
    public required double? Threshold { get; init; }

    /// <summary>Seconds that one data point covers.</summary>
    public required int Period { get; init; }

    /// <summary>How many data points are looked at.</summary>
    public required int Periods { get; init; }

    /// <summary>How many of these must be bad.</summary>
    public required int Datapoints { get; init; }

    /// <summary>What missing data count as, in CloudWatch's words.</summary>
    public required string MissingData { get; init; }

    /// <summary>1 for key metrics, 2 for others that are recommended, <see cref="Situational"/> for some workloads only.</summary>
    public required int Priority { get; init; }

    /// <summary>What it is about: <c>cpu</c>, <c>memory</c>, <c>latency</c>.</summary>
    public required string Aspect { get; init; }

    /// <summary>What a resource must be for the alarm to be of use.</summary>
    public required Condition When { get; init; }

    /// <summary>What a resource must have for the metric to exist.</summary>
    public required Condition Requires { get; init; }

    /// <summary>What that is in words: something that has to be there; null where nothing is required.</summary>
    public required string? Needs { get; init; }

    /// <summary>Other metrics of the namespace that tell the same.</summary>
    public required IReadOnlyList<string> Also { get; init; }

    /// <summary>What is wrong when it rings.</summary>
    public required string Intent { get; init; }

    /// <summary>The address of the page that it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The day of the page.</summary>
    public required string Date { get; init; }

    /// <summary>stated, derived or assumed.</summary>
    public required string Basis { get; init; }

    /// <summary>Whether it rings when the metric rises.</summary>
    public bool RingsHigh => Comparison[0] == '>';

    /// <summary>The namespace and metric: <c>AWS/RDS CPUUtilization</c>.</summary>
    public override string ToString() => $"{Namespace} {Metric}";
}
