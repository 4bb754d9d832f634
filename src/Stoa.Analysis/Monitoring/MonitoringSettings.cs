namespace Stoa.Analysis.Monitoring;

/// <summary>What people say of the monitoring of a workload.</summary>
public sealed record MonitoringSettings
{
    /// <summary>Nobody said anything.</summary>
    public static readonly MonitoringSettings None = new();

    /// <summary>Alarms that are not wanted, in the order written.</summary>
    public IReadOnlyList<AlarmException> Exceptions { get; init; } = [];

    /// <summary>Addresses, with <c>*</c>, of machines that have the CloudWatch agent although the code does not show it.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>Whether an address fits a pattern in which <c>*</c> stands for anything.</summary>
    internal static bool Fits(string pattern, string text) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}

/// <summary>That an alarm is not wanted.</summary>
/// <param name="Alarm">The namespace, the metric, or both with a blank between them; <c>*</c> stands for anything.</param>
/// <param name="Resources">Addresses, with <c>*</c>; empty for all.</param>
/// <param name="Reason">Why.</param>
public sealed record AlarmException(string Alarm, IReadOnlyList<string> Resources, string Reason)
{
    /// <summary>Whether it is meant for an alarm of a resource.</summary>
    public bool Covers(RecommendedAlarm alarm, string address) =>
        (MonitoringSettings.Fits(Alarm, alarm.ToString()) || MonitoringSettings.Fits(Alarm, alarm.Metric) || MonitoringSettings.Fits(Alarm, alarm.Namespace))
        && (Resources.Count == 0 || Resources.Any(r => MonitoringSettings.Fits(r, address)));
}
