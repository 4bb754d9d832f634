using System.Collections.Immutable;
using Stoa.Analysis;
using Stoa.Language.Diagnostics;
using Stoa.Workloads;

namespace Stoa.Assessment;

/// <summary>
/// What a review concluded: everything a report needs. The shape follows the published JSON (<c>stoa/review/1</c>). Everything in
/// it stands in a stable order, so that one input gives one output.
/// </summary>
public sealed record WorkloadAssessment
{
    /// <summary>The lens reviewed against, with its edition: <c>aws-well-architected/2024-11-06</c>.</summary>
    public required string LensId { get; init; }

    /// <summary>What the workload is called and where it runs.</summary>
    public required WorkloadInfo Workload { get; init; }

    /// <summary>What was read, in the order of paths.</summary>
    public required ImmutableArray<SourceSummary> Sources { get; init; }

    /// <summary>The figures of the whole.</summary>
    public required AssessmentSummary Summary { get; init; }

    /// <summary>The pillars in the lens's order.</summary>
    public required ImmutableArray<PillarResult> Pillars { get; init; }

    /// <summary>
    /// Every failure (suppressed ones too) and everything undecided, by file, line, check and address.
    /// </summary>
    public required IReadOnlyList<Verdict> Verdicts { get; init; }

    /// <summary>Every pass too, in the same order; made when asked for.</summary>
    public required Lazy<IReadOnlyList<Verdict>> AllVerdicts { get; init; }

    /// <summary>The open failures, the instances of one source line in one, in the order of <see cref="Verdicts"/>.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>What is for a person to answer, folded likewise.</summary>
    public required ImmutableArray<Finding> Undecided { get; init; }

    /// <summary>What to do, first things first.</summary>
    public required ImmutableArray<PlanItem> Plan { get; init; }

    /// <summary>What can be computed of the workload as a whole.</summary>
    public required WorkloadFigures Figures { get; init; }

    /// <summary>What could not be read or followed, by file and line.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}

/// <summary>What a workload is called and where it runs.</summary>
/// <param name="Name">Its name: from the workload's file, else the reviewed folder's.</param>
/// <param name="Environment">Production, staging, …; null where nobody said.</param>
/// <param name="Regions">The regions it is deployed to, in ordinal order: stated, else found.</param>
public sealed record WorkloadInfo(string Name, string? Environment, ImmutableArray<string> Regions);

/// <summary>One root module, plan, state or stack that was read.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Path">Its folder or file, relative to the reviewed root; <c>.</c> for the root.</param>
/// <param name="Files">How many files were read.</param>
/// <param name="Resources">How many resources it declares, instances counted.</param>
public sealed record SourceSummary(SourceFormat Format, string Path, int Files, int Resources);

/// <summary>The figures of a whole review.</summary>
public sealed record AssessmentSummary
{
    /// <summary>From 0 to 100, over all best practices about which something is known; null where nothing is.</summary>
    public required double? Score { get; init; }

    /// <summary>The share, from 0 to 1, of applicable best practices about which something is known.</summary>
    public required double Coverage { get; init; }

    /// <summary>How many questions stand at each risk.</summary>
    public required RiskCounts Risks { get; init; }

    /// <summary>How many resources were reviewed, companions included.</summary>
    public required int Resources { get; init; }

    /// <summary>How many files were read.</summary>
    public required int Files { get; init; }

    /// <summary>How many checks were asked of at least one resource.</summary>
    public required int Checks { get; init; }

    /// <summary>How many verdicts of each kind there are.</summary>
    public required VerdictCounts Verdicts { get; init; }
}

/// <summary>How many verdicts of each kind there are; a suppressed failure counts as suppressed only.</summary>
public readonly record struct VerdictCounts(int Pass, int Fail, int Undecided, int Suppressed);
