using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>A resource that keeps data of which nothing is judged.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="What">What it is.</param>
public sealed record UnjudgedStore(Resource Resource, string What);

/// <summary>How a workload recovers from disasters.</summary>
public sealed record RecoveryAnalysis
{
    private readonly Lazy<GameDayPlan> gameDay;

    internal RecoveryAnalysis(Func<GameDayPlan> gameDay) => this.gameDay = new Lazy<GameDayPlan>(gameDay);

    /// <summary>What protects each data store, in the order of components.</summary>
    public required IReadOnlyList<DataProtection> Stores { get; init; }

    /// <summary>Resources that keep data of a kind that is not judged.</summary>
    public required IReadOnlyList<UnjudgedStore> Unjudged { get; init; }

    /// <summary>The strategy.</summary>
    public required WorkloadStrategy Strategy { get; init; }

    /// <summary>What each disaster costs, in the order of <see cref="Disaster"/>.</summary>
    public required IReadOnlyList<DisasterOutcome> Outcomes { get; init; }

    /// <summary>What the business asks, held against each disaster; empty where nothing is asked.</summary>
    public required IReadOnlyList<ObjectiveCheck> Objectives { get; init; }

    /// <summary>Objectives that contradict each other or the strategy, sentences without full stop.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The figures that the estimates start from, in the order of their use.</summary>
    public required IReadOnlyList<RecoveryFact> Facts { get; init; }

    /// <summary>What was taken for granted, sentences without full stop.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>The experiments that would show whether it is so; made when they are first asked for.</summary>
    public GameDayPlan GameDay => gameDay.Value;

    /// <summary>The outcome of a disaster.</summary>
    public DisasterOutcome Of(Disaster disaster) => Outcomes[(int)disaster];
}
