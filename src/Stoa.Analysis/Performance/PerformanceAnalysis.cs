namespace Stoa.Analysis.Performance;

/// <summary>Where a workload's performance has holes. Immutable; everything in a stable order.</summary>
public sealed record PerformanceAnalysis
{
    /// <summary>The read paths: the journeys that begin at the internet, in their order.</summary>
    public required IReadOnlyList<ReadPath> ReadPaths { get; init; }

    /// <summary>Advice on what computes, in the order of components.</summary>
    public required IReadOnlyList<ServiceAdvice> Compute { get; init; }

    /// <summary>Advice on what keeps data, in the order of components.</summary>
    public required IReadOnlyList<ServiceAdvice> Data { get; init; }

    /// <summary>Whether what computes grows and shrinks with its load.</summary>
    public required IReadOnlyList<Scaling> Scaling { get; init; }

    /// <summary>Services in use that should not be chosen any more.</summary>
    public required IReadOnlyList<RetiredService> Retired { get; init; }

    /// <summary>Addresses in the workload's file that name no component.</summary>
    public required IReadOnlyList<string> UnusedProfiles { get; init; }
}
