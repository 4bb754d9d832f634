using Stoa.Analysis.Performance;

namespace Stoa.Reports.Performance;

/// <summary>Where a workload's performance has holes, as a section of a Markdown report.</summary>
public static class PerformanceMarkdown
{
    private const int MaxPaths = 40;

    /// <summary>Writes the section: caches on each read path, then what does not suit.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="output">Where to.</param>
    /// <param name="heading">What the heading begins with: <c>##</c>.</param>
    public static void Write(PerformanceAnalysis analysis, TextWriter output, string heading = "##")
    {
        if (analysis.ReadPaths.Count + analysis.Compute.Count + analysis.Data.Count + analysis.Retired.Count == 0)
        {
            return;
        }

        output.Write($"{heading} Performance\n\n");
        if (analysis.ReadPaths.Count > 0)
        {
            output.Write("| read path | client | CDN | API | application cache | database |\n|---|---|---|---|---|---|\n");
            foreach (var path in analysis.ReadPaths.Take(MaxPaths))
            {
                output.Write($"| {path.Journey.Name.Replace("|", "\\|", StringComparison.Ordinal)} | {string.Join(" | ", path.Layers.Select(static l => PerformanceNames.Of(l.State)))} |\n");
            }

            output.Write("\n");
        }

        var lines = analysis.ReadPaths.SelectMany(static p => p.Advice).Distinct().Select(static a => $"{a}.")
            .Concat(analysis.Scaling.Where(static s => s.Scales == false).Select(static s => $"`{s.Component.Id}` {s.Reason}."))
            .Concat(analysis.Compute.Concat(analysis.Data).Where(static a => a.Fit == Fit.DoesNotSuit).Select(static a =>
                $"`{a.Component.Id}`: {a.Service} does not suit: {string.Join("; ", a.Reasons)}. Better: {string.Join("; ", a.Better.Select(static b => $"{b.Service} ({b.Reason})"))}."))
            .Concat(analysis.Retired.Select(static r => $"`{r.Resource.Address}`: {r.Service} {r.Status}. Use {r.Instead}."));
        var isAny = false;
        foreach (var line in lines.Take(MaxPaths))
        {
            isAny = true;
            output.Write($"- {line}\n");
        }

        output.Write(isAny ? "\n" : "");
    }
}
