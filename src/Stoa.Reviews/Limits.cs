namespace Stoa.Reviews;

/// <summary>
/// How much the record keeps of each thing. The figures of AWS's own tool where it documents one (Well-Architected Tool user guide
/// and API model 2020-03-31, read 2026-11-23); each can be set for a server.
/// </summary>
public sealed record Limits
{
    /// <summary>Workloads of an account.</summary>
    public int Workloads { get; init; } = 5_000;

    /// <summary>Milestones of a workload.</summary>
    public int Milestones { get; init; } = 100;

    /// <summary>Lenses of a workload.</summary>
    public int LensesOfWorkload { get; init; } = 20;

    /// <summary>Custom lenses of an account.</summary>
    public int CustomLenses { get; init; } = 15;

    /// <summary>Versions of a custom lens.</summary>
    public int LensVersions { get; init; } = 100;

    /// <summary>Shares of a workload.</summary>
    public int SharesOfWorkload { get; init; } = 20;

    /// <summary>Shares of a lens, a profile or a template.</summary>
    public int SharesOfLens { get; init; } = 300;

    /// <summary>Tags of a resource.</summary>
    public int Tags { get; init; } = 50;

    /// <summary>After how long an invitation expires that nobody answered.</summary>
    public TimeSpan Invitation { get; init; } = TimeSpan.FromDays(7);

    /// <summary>For how long a repeated request with the same token gets the first one's answer.</summary>
    public TimeSpan Idempotency { get; init; } = TimeSpan.FromHours(24);
}
