using Stoa.Analysis;
using Stoa.Assessment.Answers;
using Stoa.Workloads;

namespace Stoa.Assessment;

/// <summary>A review and what it was made from.</summary>
/// <param name="Assessment">What it concluded.</param>
/// <param name="Workload">The graph of resources.</param>
/// <param name="File">What the workload's own file says; empty where there is none.</param>
/// <param name="Timings">How long each stage took.</param>
public sealed record ReviewRun(
    WorkloadAssessment Assessment, Workload Workload, WorkloadFile File, StageTimings Timings)
{
    /// <summary>What can be computed of the workload.</summary>
    public WorkloadFigures Figures => Assessment.Figures;
}

/// <summary>How long each stage of a review took, by the clock it was given.</summary>
/// <param name="Reading">Finding and evaluating the sources.</param>
/// <param name="Mapping">Kinds, companions, properties and references.</param>
/// <param name="Asking">Asking every check, and beside it working out the figures.</param>
/// <param name="Concluding">States, risks, scores and advice.</param>
public sealed record StageTimings(TimeSpan Reading, TimeSpan Mapping, TimeSpan Asking, TimeSpan Concluding)
{
    /// <summary>The whole.</summary>
    public TimeSpan Total => Reading + Mapping + Asking + Concluding;
}
