using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>In what way one component uses another.</summary>
public enum DependencyKind
{
    /// <summary>Hands requests on: a name to a load balancer, a load balancer to machines.</summary>
    Routes,

    /// <summary>Asks and waits for the answer.</summary>
    Calls,

    /// <summary>Runs on it: containers on machines.</summary>
    RunsOn,

    /// <summary>Leaves a message and goes on.</summary>
    Publishes,

    /// <summary>Leaves there what could not be handled. Nobody whose work succeeds needs it: it is never hard, and on no journey.</summary>
    DeadLetters,

    /// <summary>Starts it, without waiting: a queue its consumer, a schedule its job.</summary>
    Triggers,

    /// <summary>Sends it a copy of its data.</summary>
    Replicates,

    /// <summary>Reaches the world outside through it.</summary>
    Leaves,
}

/// <summary>That a component needs another, or one of several others.</summary>
public sealed record Dependency
{
    /// <summary>Who needs.</summary>
    public required Component From { get; init; }

    /// <summary>What it needs: any one of these is enough.</summary>
    public required IReadOnlyList<Component> To { get; init; }

    /// <summary>In what way.</summary>
    public required DependencyKind Kind { get; init; }

    /// <summary>
    /// Hard: without it <see cref="From"/> fails its callers. Soft: it serves on, perhaps with less.
    /// </summary>
    public required bool IsHard { get; init; }

    /// <summary>
    /// Of <see cref="DependencyKind.Routes"/>: which requests go this way (a path pattern, a port); null for those that go no other
    /// way. Two routes of one component are two journeys.
    /// </summary>
    public string? Route { get; init; }

    /// <summary>How the code shows it, a clause with <see cref="From"/> as its subject: <c>is admitted by aws_security_group.data to port 5432</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The resource whose source shows it.</summary>
    public required Resource Shown { get; init; }
}
