using Stoa.Analysis.Monitoring;

namespace Stoa.Reports.Monitoring;

/// <summary>How a workload is watched, as a section of a Markdown report.</summary>
public static class MonitoringMarkdown
{
    private const int MaxMissing = 40;

    /// <summary>Writes the section: a table of signals, then what is missing.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="output">Where to.</param>
    /// <param name="heading">What the heading begins with: <c>##</c>.</param>
    public static void Write(MonitoringAnalysis analysis, TextWriter output, string heading = "##")
    {
        if (analysis.Resources.Count == 0)
        {
            return;
        }

        output.Write($"{heading} Monitoring\n\n");
        output.Write(analysis.Coverage is { } coverage
            ? $"{coverage * 100:0} % of the recommended alarms are there and heard: {analysis.Count(AlarmState.Present)} present, {analysis.Count(AlarmState.Silent)} silent, {analysis.Count(AlarmState.Missing)} missing, {analysis.Count(AlarmState.Unmeasured)} not measured, {analysis.Count(AlarmState.Undecided)} undecided.\n\n"
            : "Whether the recommended alarms are there cannot be told from the code.\n\n");
        output.Write("| resource | metrics | alarms | actions | logs | traces | dashboard | insights | service map |\n|---|---|---|---|---|---|---|---|---|\n");
        var groups = MonitoringText.Groups(analysis);
        foreach (var group in groups)
        {
            var cells = group[0].Signals.Select(s => s.Kind == SignalKind.Alarms && s.State != SignalState.NotApplicable ? Alarms(group[0]) : Word(s.State));
            output.Write($"| `{group[0].Resource.Address}`{(group.Count > 1 ? $" and {group.Count - 1:N0} more" : "")} | {string.Join(" | ", cells)} |\n");
        }

        var missing = groups.SelectMany(static g => g[0].Alarms.Where(static a => a.State == AlarmState.Missing).Select(a => (Resource: g[0], Need: a)))
            .OrderBy(static m => m.Need.Alarm.Priority).ToList();
        if (missing.Count == 0)
        {
            output.Write("\n");
            return;
        }

        output.Write("\nMissing alarms, key metrics first (`stoa monitoring --missing terraform|cloudformation` writes them):\n\n");
        foreach (var (resource, need) in missing.Take(MaxMissing))
        {
            output.Write($"- `{resource.Resource.Address}`: {MonitoringText.Described(need.Alarm)}. {need.Alarm.Intent}\n");
        }

        output.Write(missing.Count > MaxMissing ? $"- … and {missing.Count - MaxMissing:N0} more\n\n" : "\n");
    }

    private static string Alarms(MonitoredResource resource)
    {
        var counted = resource.Alarms.Where(static a => a.State != AlarmState.Excepted).ToList();
        return $"{counted.Count(static a => a.State is AlarmState.Present or AlarmState.Silent)} of {counted.Count}";
    }

    private static string Word(SignalState state) => state switch
    {
        SignalState.Present => "yes",
        SignalState.Partly => "partly",
        SignalState.Missing => "no",
        SignalState.Undecided => "?",
        _ => "–",
    };
}
