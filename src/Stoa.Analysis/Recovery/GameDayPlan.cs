using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>An action of AWS FIS that tests a failure, from <c>knowledge/facts/aws/fault-injection.yaml</c>.</summary>
/// <param name="Id">Its name here.</param>
/// <param name="Action">Its name there: <c>aws:ec2:stop-instances</c>.</param>
/// <param name="Target">What the action calls its target.</param>
/// <param name="Type">The type of resource aimed at.</param>
/// <param name="By">How it is named: <c>arn</c>, <c>tag</c>, <c>parameter</c>.</param>
/// <param name="Selection">How many of those that fit: <c>ALL</c>, <c>COUNT(1)</c>.</param>
/// <param name="Parameters">The action's parameters.</param>
/// <param name="Policy">The managed policy that its role needs; empty where AWS has none.</param>
/// <param name="Note">What has to be known; null where there is nothing.</param>
public sealed record FaultAction(
    string Id, string Action, string Target, string Type, string By, string Selection, IReadOnlyList<KeyValuePair<string, string>> Parameters, string Policy, string? Note);

/// <summary>An experiment: something is broken on purpose, and what then happens is held against what is expected.</summary>
public sealed record GameDayExperiment
{
    /// <summary>Its name, of small letters and hyphens, once in a plan.</summary>
    public required string Name { get; init; }

    /// <summary>The disaster that it rehearses.</summary>
    public required Disaster Disaster { get; init; }

    /// <summary>What is done, a sentence without full stop.</summary>
    public required string Title { get; init; }

    /// <summary>What should happen, a sentence without full stop.</summary>
    public required string Expect { get; init; }

    /// <summary>The action that does it; null where AWS FIS has none and people do it.</summary>
    public FaultAction? Action { get; init; }

    /// <summary>What it aims at.</summary>
    public IReadOnlyList<Resource> Targets { get; init; } = [];

    /// <summary>The zone that it strikes; null where it strikes none.</summary>
    public Zone? Zone { get; init; }

    /// <summary>The region that it cuts off; null where it cuts off none.</summary>
    public string? Region { get; init; }

    /// <summary>The alarm that stops it; null where the workload has none that fits.</summary>
    public Resource? StopAlarm { get; init; }
}

/// <summary>The experiments that test a workload's recovery.</summary>
/// <param name="Experiments">The experiments, those without an action of AWS FIS too.</param>
public sealed record GameDayPlan(IReadOnlyList<GameDayExperiment> Experiments)
{
    /// <summary>Those that AWS FIS can run but that no alarm would stop.</summary>
    public IEnumerable<GameDayExperiment> Unstoppable => Experiments.Where(static e => e is { Action: not null, StopAlarm: null });
}
