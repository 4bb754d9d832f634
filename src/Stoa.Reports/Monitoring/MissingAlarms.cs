using System.Globalization;
using System.Text;
using Stoa.Analysis.Monitoring;
using Stoa.Workloads;

namespace Stoa.Reports.Monitoring;

/// <summary>The alarms that a workload lacks, sorted into those that code can be written for and those that it cannot.</summary>
internal sealed class MissingAlarms
{
    // CloudFront and Route 53 report there, wherever in the world they work.
    private const string GlobalRegion = "us-east-1";

    private MissingAlarms(IReadOnlyList<MissingAlarm> writable, IReadOnlyList<(MissingAlarm Alarm, string Reason)> others)
    {
        Writable = writable;
        Others = others;
    }

    /// <summary>Those that code can be written for.</summary>
    public IReadOnlyList<MissingAlarm> Writable { get; }

    /// <summary>Those that it cannot, and why.</summary>
    public IReadOnlyList<(MissingAlarm Alarm, string Reason)> Others { get; }

    /// <summary>Sorts the missing alarms of the sources of one format.</summary>
    /// <param name="analysis">How the workload is watched.</param>
    /// <param name="isCloudFormation">Of which sources.</param>
    /// <param name="expression">Writes the value of a dimension in the format; gives the reason instead where it cannot.</param>
    public static MissingAlarms Of(MonitoringAnalysis analysis, bool isCloudFormation, Func<MonitoredResource, AlarmDimension, (string? Text, string? Reason)> expression)
    {
        var writable = new List<MissingAlarm>();
        var others = new List<(MissingAlarm, string)>();
        foreach (var resource in analysis.Resources.Where(r => r.Resource.Unit.IsCloudFormation == isCloudFormation))
        {
            foreach (var need in resource.Alarms)
            {
                if (need.State == AlarmState.Unmeasured)
                {
                    others.Add((new MissingAlarm(resource, need.Alarm, []), need.Reason!));
                }
                else if (need.State == AlarmState.Missing)
                {
                    var written = resource.Dimensions(need.Alarm).Select(d => (d.Name, Written: expression(resource, d))).ToList();
                    var alarm = new MissingAlarm(resource, need.Alarm, [.. written.Select(static w => (w.Name, w.Written.Text ?? ""))]);
                    if (isCloudFormation && RegionOf(alarm) == GlobalRegion && alarm.Resource.Region is { } home && home != GlobalRegion)
                    {
                        others.Add((alarm, $"The metric is reported in {GlobalRegion} only, and this stack stands in {home}"));
                    }
                    else if (written.Find(static w => w.Written.Text is null) is { Written.Reason: { } reason })
                    {
                        others.Add((alarm, reason));
                    }
                    else
                    {
                        writable.Add(alarm);
                    }
                }
            }
        }

        return new MissingAlarms(writable, others);
    }

    /// <summary>The Region whose CloudWatch has the metric; null where that is unknown.</summary>
    public static string? RegionOf(MissingAlarm missing) =>
        missing.Alarm.Namespace is "AWS/CloudFront" or "AWS/Route53" ? GlobalRegion : missing.Resource.Region;

    /// <summary>CloudWatch's word for a comparison.</summary>
    public static string Operator(RecommendedAlarm alarm) => alarm.Comparison switch
    {
        ">" => "GreaterThanThreshold",
        ">=" => "GreaterThanOrEqualToThreshold",
        "<" => "LessThanThreshold",
        _ => "LessThanOrEqualToThreshold",
    };

    /// <summary>CloudWatch's word for leaving the band on the side that matters.</summary>
    public static string BandOperator(RecommendedAlarm alarm) => alarm.RingsHigh ? "GreaterThanUpperThreshold" : "LessThanLowerThreshold";

    /// <summary>The threshold, without exponent.</summary>
    public static string Number(double number) => ((decimal)number).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the statistic is one that CloudWatch keeps, not one that it works out.</summary>
    public static bool IsSimple(string statistic) => statistic is "Average" or "Sum" or "Minimum" or "Maximum" or "SampleCount";

    /// <summary>The words of a name in lower case, with underscores: <c>CPUUtilization</c> becomes <c>cpu_utilization</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsAsciiLetterOrDigit(c))
            {
                if (text.Length > 0 && text[^1] != '_')
                {
                    text.Append('_');
                }

                continue;
            }

            var startsWord = char.IsAsciiLetterUpper(c) && i > 0
                && (char.IsAsciiLetterLower(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1]) && char.IsAsciiLetter(name[i - 1])));
            if (startsWord && text.Length > 0 && text[^1] != '_')
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString().Trim('_');
    }
}

/// <summary>An alarm that a resource lacks.</summary>
/// <param name="Of">The resource.</param>
/// <param name="Alarm">The alarm.</param>
/// <param name="Dimensions">The dimensions with their values as expressions of the format.</param>
internal sealed record MissingAlarm(MonitoredResource Of, RecommendedAlarm Alarm, IReadOnlyList<(string Name, string Expression)> Dimensions)
{
    public Resource Resource => Of.Resource;

    /// <summary>What cannot be written as code, as one line for a person.</summary>
    public string Line(string reason) => $"{Resource.Address}: {Alarm} ({Alarm.Statistic} {Alarm.Comparison} {(Alarm.Threshold is { } t ? MissingAlarms.Number(t) : "what is usual")}). {reason}.";
}
