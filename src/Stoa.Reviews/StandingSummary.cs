using Stoa.Assessment;

namespace Stoa.Reviews;

/// <summary>Where a workload stands, in few figures: what lists and trends show.</summary>
public sealed record StandingSummary
{
    /// <summary>From 0 to 100 over the framework's best practices of which something is known; null where nothing is.</summary>
    public double? Score { get; init; }

    /// <summary>The share, from 0 to 1, of the framework's applicable best practices of which something is known.</summary>
    public double Coverage { get; init; }

    /// <summary>How many questions stand at each risk, over all lenses, as AWS counts.</summary>
    public RiskCounts Risks { get; init; }

    /// <summary>Likewise of the questions that the workload's profile puts first; zero without a profile.</summary>
    public RiskCounts PrioritizedRisks { get; init; }

    /// <summary>How many best practices are disputed between a person and a check.</summary>
    public int Disputed { get; init; }

    /// <summary>How many best practices have an answer or evidence that waits for a person's word: suggestions.</summary>
    public int Suggested { get; init; }

    /// <summary>The framework's pillars in order.</summary>
    public IReadOnlyList<PillarSummary> Pillars { get; init; } = [];

    /// <summary>Each lens's counts, by alias.</summary>
    public IReadOnlyList<LensSummary> Lenses { get; init; } = [];

    /// <summary>When the newest evidence was made; null where there is none.</summary>
    public DateTimeOffset? EvidenceAt { get; init; }
}

/// <summary>A pillar in few figures.</summary>
/// <param name="Id">AWS's id of it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Score">From 0 to 100; null where nothing is known.</param>
/// <param name="Coverage">From 0 to 1.</param>
/// <param name="Risks">How many of its questions stand at each risk.</param>
public sealed record PillarSummary(string Id, string Name, double? Score, double Coverage, RiskCounts Risks);

/// <summary>A lens review in few figures.</summary>
/// <param name="Alias">The lens.</param>
/// <param name="Name">Its name.</param>
/// <param name="Risks">How many of its questions stand at each risk.</param>
public sealed record LensSummary(string Alias, string Name, RiskCounts Risks);
