using Stoa.Analysis.Performance;
using Stoa.Reports.Text;

namespace Stoa.Reports.Performance;

/// <summary>Where a workload's performance has holes, for a terminal: caches on each read path, then compute, then data.</summary>
public static class PerformanceText
{
    /// <summary>Writes the report.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="name">What the workload is called.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">How it is laid out.</param>
    public static void Write(PerformanceAnalysis analysis, string name, TextWriter output, TextReportOptions options)
    {
        var page = new Page(output, options);
        page.Line($"{page.Bold(name)}  {page.Dim($"{Names.Count(analysis.ReadPaths.Count, "read path")} · {Names.Count(analysis.Compute.Count, "component")} that {(analysis.Compute.Count == 1 ? "computes" : "compute")} · {Names.Count(analysis.Data.Count, "data store")}")}");
        WritePaths(page, analysis);
        WriteScaling(page, analysis);
        WriteAdvice(page, "Compute", analysis.Compute);
        WriteAdvice(page, "Data", analysis.Data);
        WriteRest(page, analysis);
    }

    private static void WritePaths(Page page, PerformanceAnalysis analysis)
    {
        page.Line();
        page.Line($"  {page.Bold("Where answers are kept")}");
        if (analysis.ReadPaths.Count == 0)
        {
            page.Line($"  {page.Dim("No journey begins at the internet.")}");
        }

        foreach (var alike in analysis.ReadPaths.GroupBy(static p => string.Join('\n', p.Layers.Select(static l => $"{l.State} {l.Reason}").Concat(p.Advice))))
        {
            var path = alike.First();
            page.Line();
            page.Line($"  {page.Cyan(PerformanceNames.Some([.. alike.Select(static p => p.Journey.Name)]))}");
            foreach (var layer in path.Layers.Where(static l => l.State != CacheState.NotApplicable || l.Reason.Length > 0))
            {
                var lead = $"{PerformanceNames.Of(layer.Kind),-12} {PerformanceNames.Of(layer.State),-7}";
                page.Wrapped("    ", Paint(page, layer.State, lead), lead.Length, $"{layer.Reason}.");
            }

            foreach (var advice in path.Advice)
            {
                page.Wrapped("    ", page.Bold("→"), 1, $"{advice}.");
            }
        }
    }

    private static string Paint(Page page, CacheState state, string text) => state switch
    {
        CacheState.Present => page.Green(text),
        CacheState.Partly => page.Yellow(text),
        CacheState.Missing => page.Red(text),
        _ => page.Dim(text),
    };

    private static void WriteScaling(Page page, PerformanceAnalysis analysis)
    {
        if (analysis.Scaling.Count == 0)
        {
            return;
        }

        page.Line();
        page.Line($"  {page.Bold("What follows the load")}");
        foreach (var group in analysis.Scaling.GroupBy(static s => (s.Scales, s.Reason)).OrderBy(static g => g.Key.Scales switch { false => 0, null => 1, _ => 2 }))
        {
            var lead = group.Key.Scales switch { true => "yes", false => "no ", null => "?  " };
            var components = group.Select(static s => s.Component.Id).ToList();
            page.Wrapped("    ", group.Key.Scales switch { true => page.Green(lead), false => page.Red(lead), null => page.Dim(lead) }, lead.Length, $"{PerformanceNames.Some(components)}: {group.Key.Reason}.");
        }
    }

    private static void WriteAdvice(Page page, string title, IReadOnlyList<ServiceAdvice> all)
    {
        var open = all.Where(static a => a.Fit == Fit.Undecided).ToList();
        var said = all.Where(static a => a.Fit != Fit.Undecided).OrderBy(static a => a.Fit == Fit.Suits).ToList();
        if (all.Count == 0)
        {
            return;
        }

        page.Line();
        page.Line($"  {page.Bold(title)}");
        foreach (var group in said.GroupBy(static a => (a.Fit, a.Service, string.Join("; ", a.Known), string.Join("; ", a.Reasons))))
        {
            var lead = group.Key.Fit == Fit.Suits ? "suits      " : "reconsider ";
            var first = group.First();
            page.Wrapped("    ", group.Key.Fit == Fit.Suits ? page.Green(lead) : page.Red(lead), lead.Length, $"{PerformanceNames.Some([.. group.Select(static a => a.Component.Id)])}: {group.Key.Service} {(group.Key.Fit == Fit.Suits ? "suits" : "does not suit")}: {group.Key.Item4}. Known: {group.Key.Item3}.");
            foreach (var (service, reason) in first.Better)
            {
                page.Wrapped("                 ", page.Bold("→"), 1, $"{service}: {reason}.");
            }
        }

        foreach (var group in open.GroupBy(static a => (a.Service, string.Join(", ", a.Unknown))))
        {
            page.Wrapped("    ", page.Dim("?          "), 11, $"{PerformanceNames.Some([.. group.Select(static a => a.Component.Id)])} ({group.Key.Service}): too little is known to say more; {group.Key.Item2} in stoa.yaml would help.");
        }
    }

    private static void WriteRest(Page page, PerformanceAnalysis analysis)
    {
        if (analysis.Retired.Count > 0)
        {
            page.Line();
            page.Line($"  {page.Bold("Past their end")}");
            foreach (var retired in analysis.Retired)
            {
                var place = retired.Resource.Declaration.ToString();
                page.Wrapped("    ", page.Cyan(place), place.Length, $"{retired.Resource.Address}: {retired.Service} {retired.Status}. Use {retired.Instead}.");
            }
        }

        foreach (var address in analysis.UnusedProfiles)
        {
            page.Faint("  ", $"stoa.yaml speaks of {address}, which is no component here.");
        }
    }
}
