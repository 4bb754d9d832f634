using Stoa.Analysis;

namespace Stoa.Assessment.Figures;

/// <summary>What the figures of a workload prove of best practices, worked out by as many threads as come to help.</summary>
public sealed class EvidenceOfFigures(WorkloadFigures figures)
{
    private static readonly Func<WorkloadFigures, IEnumerable<FigureEvidence>>[] Figures =
        [AvailabilityEvidence.Of, RecoveryEvidence.Of, DefenseEvidence.Of, MonitoringEvidence.Of, PerformanceEvidence.Of];

    // What takes longest comes first, so that threads end together. It says nothing of the order of the evidence.
    private static readonly int[] LongestFirst = [1, 3, 4, 2, 0];

    private readonly List<FigureEvidence>[] evidence = new List<FigureEvidence>[Figures.Length];
    private int next = -1;

    /// <summary>
    /// All that is proven, figure by figure, whoever worked it out. To be asked for when every call of <see cref="Work"/> has returned.
    /// </summary>
    public IReadOnlyList<FigureEvidence> Found => [.. evidence.SelectMany(static e => e)];

    /// <summary>Works out figures until each has been taken by this thread or another.</summary>
    public void Work()
    {
        for (int mine; (mine = Interlocked.Increment(ref next)) < LongestFirst.Length;)
        {
            var figure = LongestFirst[mine];
            evidence[figure] = [.. Figures[figure](figures)];
        }
    }
}
