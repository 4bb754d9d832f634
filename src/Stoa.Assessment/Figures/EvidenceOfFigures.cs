using Stoa.Analysis;

namespace Stoa.Assessment.Figures;

/// <summary>What the figures of a workload prove of best practices.</summary>
public static class EvidenceOfFigures
{
    private static readonly Func<WorkloadFigures, IEnumerable<FigureEvidence>>[] Figures =
        [AvailabilityEvidence.Of, RecoveryEvidence.Of, DefenseEvidence.Of, MonitoringEvidence.Of, PerformanceEvidence.Of];

    // What takes longest comes first, so that threads end together. It says nothing of the order of the evidence.
    private static readonly int[] LongestFirst = [2, 1, 3, 0, 4];

    /// <summary>All that is proven, figure by figure.</summary>
    /// <param name="figures">The figures; what is not computed yet is computed.</param>
    /// <param name="threads">How many threads may work on it, at least 1. The evidence is the same with any number.</param>
    public static IReadOnlyList<FigureEvidence> Of(WorkloadFigures figures, int threads = 1)
    {
        // All of them start from it; waiting for it would take their threads.
        _ = figures.Topology;
        var evidence = new List<FigureEvidence>[Figures.Length];
        var next = -1;
        Parallel.For(0, Math.Min(threads, Figures.Length), new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            for (int mine; (mine = Interlocked.Increment(ref next)) < LongestFirst.Length;)
            {
                var figure = LongestFirst[mine];
                evidence[figure] = [.. Figures[figure](figures)];
            }
        });
        return [.. evidence.SelectMany(static e => e)];
    }
}
