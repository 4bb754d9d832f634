using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Performance;

/// <summary>Whether a service suits what it is used for.</summary>
public enum Fit
{
    /// <summary>What is known speaks for it, and nothing against it.</summary>
    Suits,

    /// <summary>What is known speaks against it.</summary>
    DoesNotSuit,

    /// <summary>Too little is known.</summary>
    Undecided,
}

/// <summary>Advice on the service that a component uses.</summary>
public sealed record ServiceAdvice
{
    /// <summary>The component.</summary>
    public required Component Component { get; init; }

    /// <summary>The service that it uses, as people call it.</summary>
    public required string Service { get; init; }

    /// <summary>Whether it suits.</summary>
    public required Fit Fit { get; init; }

    /// <summary>What is known of the work or the data, and from where: <c>spiky traffic (stoa.yaml)</c>.</summary>
    public required IReadOnlyList<string> Known { get; init; }

    /// <summary>What speaks for and against it: clauses.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Services that suit better, best first, each with its reason.</summary>
    public required IReadOnlyList<(string Service, string Reason)> Better { get; init; }

    /// <summary>What would have to be known to say more: fields of the workload's file.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }
}

/// <summary>A service in use that should not be chosen any more.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Service">The service.</param>
/// <param name="Status">A clause with the service as its subject: <c>ended on 2025-07-31</c>.</param>
/// <param name="Instead">What to use instead.</param>
public sealed record RetiredService(Stoa.Workloads.Resource Resource, string Service, string Status, string Instead);

/// <summary>Whether a component that computes grows and shrinks with its load.</summary>
/// <param name="Component">The component.</param>
/// <param name="Scales">Whether it does; null where the code does not tell.</param>
/// <param name="Reason">A clause with the component as its subject.</param>
public sealed record Scaling(Component Component, bool? Scales, string Reason);
