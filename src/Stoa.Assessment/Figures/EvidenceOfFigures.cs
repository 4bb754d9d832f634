using Stoa.Analysis;

namespace Stoa.Assessment.Figures;

/// <summary>What the figures of a workload prove of best practices.</summary>
public static class EvidenceOfFigures
{
    /// <summary>All that is proven, figure by figure.</summary>
    public static IEnumerable<FigureEvidence> Of(WorkloadFigures figures) =>
    [
        .. AvailabilityEvidence.Of(figures),
        .. RecoveryEvidence.Of(figures),
        .. DefenseEvidence.Of(figures),
        .. MonitoringEvidence.Of(figures),
        .. PerformanceEvidence.Of(figures),
    ];
}
