using Stoa.Analysis.Monitoring;
using Stoa.Reports.Text;
using Stoa.Workloads;

namespace Stoa.Reports.Monitoring;

/// <summary>How a workload is watched, for a terminal: a row a resource, then what is missing, then what nobody hears.</summary>
public static class MonitoringText
{
    private const int MaxAddress = 44;
    private static readonly string[] Heads = ["metrics", "alarms", "actions", "logs", "traces", "board", "insights", "map"];

    /// <summary>Writes the report.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="name">What the workload is called.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">How it is laid out.</param>
    public static void Write(MonitoringAnalysis analysis, string name, TextWriter output, TextReportOptions options)
    {
        var page = new Page(output, options);
        var present = analysis.Count(AlarmState.Present);
        page.Line($"{page.Bold(name)}  {page.Dim($"{Names.Count(analysis.Resources.Count, "resource")} that can be watched · {Names.Count(analysis.Alarms.Count, "alarm")}")}");
        page.Line();
        if (analysis.Resources.Count == 0)
        {
            page.Line("  Nothing here reports metrics that Stoa knows.");
            return;
        }

        var groups = Groups(analysis);
        WriteTable(page, groups);
        page.Line();
        page.Line(analysis.Coverage is { } coverage
            ? $"  {page.Bold($"{coverage * 100:0} %")} of the recommended alarms are there and heard: {present} present, {analysis.Count(AlarmState.Silent)} silent, {analysis.Count(AlarmState.Missing)} missing, {analysis.Count(AlarmState.Unmeasured)} not measured, {analysis.Count(AlarmState.Undecided)} undecided"
            : $"  None of the recommended alarms is decided: {analysis.Count(AlarmState.Undecided)} undecided");
        WriteNeeds(page, groups, AlarmState.Missing, "Missing alarms, key metrics first", page.Red);
        WriteNeeds(page, groups, AlarmState.Silent, "Alarms that nobody hears", page.Yellow);
        WriteNeeds(page, groups, AlarmState.Unmeasured, "Alarms that have nothing to watch yet", page.Yellow);
        WriteNeeds(page, groups, AlarmState.Undecided, "Undecided", page.Dim);
        WriteNeeds(page, groups, AlarmState.Excepted, "Not wanted, says the workload's file", page.Dim);
        WriteRest(page, analysis);
    }

    private static void WriteTable(Page page, List<List<MonitoredResource>> groups)
    {
        var width = Math.Min(MaxAddress, groups.Max(static g => Title(g).Length));
        page.Line($"  {new string(' ', width)}  {page.Dim(string.Join("  ", Heads))}");
        foreach (var group in groups)
        {
            var one = group[0];
            var title = Title(group);
            title = title.Length > width ? $"…{title[^(width - 1)..]}" : title;
            var cells = one.Signals.Select((s, i) => Paint(page, s, Cell(one, s).PadRight(Heads[i].Length)));
            page.Line($"  {title.PadRight(width)}  {string.Join("  ", cells)}");
        }
    }

    private static string Cell(MonitoredResource resource, Signal signal)
    {
        if (signal.Kind == SignalKind.Alarms && signal.State is SignalState.Present or SignalState.Partly or SignalState.Missing or SignalState.Undecided && signal.Kind == SignalKind.Alarms)
        {
            var counted = resource.Alarms.Where(static a => a.State != AlarmState.Excepted).ToList();
            return $"{counted.Count(static a => a.State is AlarmState.Present or AlarmState.Silent)}/{counted.Count}";
        }

        return signal.State switch
        {
            SignalState.Present => "yes",
            SignalState.Partly => "part",
            SignalState.Missing => "no",
            SignalState.Undecided => "?",
            _ => "–",
        };
    }

    private static string Paint(Page page, Signal signal, string cell) => signal.State switch
    {
        SignalState.Present => page.Green(cell),
        SignalState.Partly => page.Yellow(cell),
        SignalState.Missing => page.Red(cell),
        _ => page.Dim(cell),
    };

    private static void WriteNeeds(Page page, List<List<MonitoredResource>> groups, AlarmState state, string title, Func<string, string> paint)
    {
        var found = groups.Select(g => (Group: g, Needs: g[0].Alarms.Where(a => a.State == state).ToList())).Where(static g => g.Needs.Count > 0)
            .OrderBy(static g => g.Needs[0].Alarm.Priority).ToList();
        if (found.Count == 0)
        {
            return;
        }

        page.Line();
        page.Line($"  {page.Bold(title)}");
        foreach (var (group, needs) in found)
        {
            page.Line();
            page.Line($"  {page.Cyan(group[0].Resource.Declaration.ToString())}  {Title(group)}");
            foreach (var reason in needs.GroupBy(n => state is AlarmState.Missing ? null : n.Reason))
            {
                if (reason.Key is { } said)
                {
                    page.Faint("    ", $"{said}.");
                }

                foreach (var need in reason)
                {
                    var lead = Described(need.Alarm);
                    page.Wrapped("    ", paint(lead), lead.Length, state is AlarmState.Silent ? $"{need.By[0].Resource.Address} has no action. {need.Alarm.Intent}" : need.Alarm.Intent);
                }
            }
        }
    }

    private static void WriteRest(Page page, MonitoringAnalysis analysis)
    {
        var faulty = analysis.Alarms.Where(static a => a.Fault is not null).ToList();
        var dark = analysis.Alarms.Where(static a => !a.IsReadable).ToList();
        if (faulty.Count + dark.Count + analysis.Unknown.Count + analysis.UnusedExceptions.Count > 0)
        {
            page.Line();
        }

        foreach (var alarm in faulty)
        {
            page.Wrapped("  ", page.Yellow(alarm.Resource.Address), alarm.Resource.Address.Length, $"never rings: it {alarm.Fault}.");
        }

        if (dark.Count > 0)
        {
            page.Faint("  ", $"What {Names.Count(dark.Count, "alarm")} {(dark.Count == 1 ? "watches" : "watch")} is unknown: {string.Join(", ", dark.Take(5).Select(static a => a.Resource.Address))}{(dark.Count > 5 ? " …" : "")}.");
        }

        if (analysis.Unknown.Count > 0)
        {
            page.Faint("  ", $"Nothing is known here of how to watch {string.Join(", ", analysis.Unknown.Take(8).Select(static c => c.Id))}{(analysis.Unknown.Count > 8 ? " …" : "")}.");
        }

        foreach (var exception in analysis.UnusedExceptions)
        {
            page.Faint("  ", $"The exception for {exception.Alarm} covers nothing.");
        }
    }

    /// <summary>An alarm in a few words: <c>AWS/RDS CPUUtilization &gt; 90 · 5 × 60 s</c>.</summary>
    internal static string Described(RecommendedAlarm alarm)
    {
        var threshold = alarm.Threshold is { } number ? MissingAlarms.Number(number) : "usual";
        var periods = alarm.Datapoints == alarm.Periods ? $"{alarm.Periods}" : $"{alarm.Datapoints} of {alarm.Periods}";
        return $"{alarm} {alarm.Comparison} {threshold} · {periods} × {alarm.Period} s";
    }

    /// <summary>The resources, those of one declaration that stand alike together.</summary>
    internal static List<List<MonitoredResource>> Groups(MonitoringAnalysis analysis)
    {
        var groups = new List<List<MonitoredResource>>();
        var byLook = new Dictionary<(SourceUnit, string, string), List<MonitoredResource>>();
        foreach (var resource in analysis.Resources)
        {
            var look = string.Join('|', resource.Signals.Select(static s => (int)s.State).Concat(resource.Alarms.Select(static a => (int)a.State)));
            var key = (resource.Resource.Unit, resource.Resource.Declaration.ToString(), look);
            if (!byLook.TryGetValue(key, out var group))
            {
                byLook.Add(key, group = []);
                groups.Add(group);
            }

            group.Add(resource);
        }

        return groups;
    }

    private static string Title(List<MonitoredResource> group) =>
        group.Count == 1 ? group[0].Resource.Address : $"{group[0].Resource.Address} and {group.Count - 1:N0} more";
}
