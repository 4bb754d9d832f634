using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Milestones;

/// <summary>
/// A workload with its reviews at one moment: what a milestone keeps, and what "now" is when it is compared with one. It holds what
/// was answered and what was computed of it, so that a later program or lens does not change what was said.
/// </summary>
public sealed record WorkloadSnapshot
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The workload's own members.</summary>
    public required WorkloadRecord Workload { get; init; }

    /// <summary>Its reviews, in the order in which lenses were added.</summary>
    public required IReadOnlyList<LensReviewSnapshot> Lenses { get; init; }

    /// <summary>The improvements.</summary>
    public required IReadOnlyList<ImprovementRecord> Improvements { get; init; }

    /// <summary>The figures that lists show.</summary>
    public required StandingSummary Summary { get; init; }

    /// <summary>The runs whose evidence counted.</summary>
    public IReadOnlyList<RunRecord> Runs { get; init; } = [];

    /// <summary>The review against a lens; null where there is none.</summary>
    public LensReviewSnapshot? Lens(string alias) => Lenses.FirstOrDefault(l => l.Alias == alias || l.Arn == alias);
}

/// <summary>A review against one lens at one moment.</summary>
public sealed record LensReviewSnapshot
{
    /// <summary>The lens's alias.</summary>
    public required string Alias { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The version that the review keeps to.</summary>
    public required string Version { get; init; }

    /// <summary>Notes on the whole review.</summary>
    public string? Notes { get; init; }

    /// <summary>Notes by pillar id.</summary>
    public IReadOnlyDictionary<string, string> PillarNotes { get; init; } = new Dictionary<string, string>();

    /// <summary>When the review last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>AWS's Jira settings, kept as they were given.</summary>
    public string? JiraConfiguration { get; init; }

    /// <summary>What people said, by question id.</summary>
    public required IReadOnlyDictionary<string, AnswerRecord> Answers { get; init; }

    /// <summary>What was computed.</summary>
    public required LensStanding Standing { get; init; }
}
