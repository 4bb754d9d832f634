using Stoa.Analysis;
using Stoa.Analysis.Performance;

namespace Stoa.Assessment.Figures;

/// <summary>What is known of a workload's performance proves.</summary>
internal static class PerformanceEvidence
{
    private const string Figure = "performance";

    /// <summary>Services that suit their work, caches on read paths. What single resources prove (scaling, insights), checks ask.</summary>
    public static IEnumerable<FigureEvidence> Of(WorkloadFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var performance = figures.Performance;
        // Advice is evidence only where somebody said what the work is like, or the code shows it.
        var compute = performance.Compute.Where(static a => a.Fit != Fit.Undecided).ToList();
        if (compute.Count > 0)
        {
            yield return Counting.Of(Figure, "PERF02-BP01", Severity.Medium, compute, static a => a.Component.Main.Declaration, static a => a.Fit == Fit.Suits, "compute services suit what is known of their work");
        }

        var data = performance.Data.Where(static a => a.Fit != Fit.Undecided).ToList();
        if (data.Count > 0)
        {
            yield return Counting.Of(Figure, "PERF03-BP01", Severity.Medium, data, static a => a.Component.Main.Declaration, static a => a.Fit == Fit.Suits, "data stores suit the pattern of their data");
        }

        var asking = performance.ReadPaths.Where(static p => p[CacheLayerKind.Database].State != CacheState.NotApplicable).ToList();
        if (asking.Count > 0)
        {
            yield return Counting.Of(Figure, "PERF03-BP05", Severity.Low, asking, static p => p.Journey.Entry.Component.Main.Declaration, p => IsCached(p, figures.Settings.Performance), "read paths keep answers before or beside the database");
        }
    }

    // Without a word on whether reads repeat, a missing cache is no fault.
    private static bool? IsCached(ReadPath path, PerformanceSettings settings) =>
        path[CacheLayerKind.Application].State == CacheState.Present || path[CacheLayerKind.Database].State == CacheState.Present ? true
        : path.Journey.DataStores.Any(s => settings.Stores.TryGetValue(s.Id, out var said) && said.Reads == "repeated") ? false
        : path.Journey.DataStores.Any(s => settings.Stores.TryGetValue(s.Id, out var said) && said.Reads == "unique") ? true
        : null;
}
