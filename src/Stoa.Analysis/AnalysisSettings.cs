using Stoa.Analysis.Availability;
using Stoa.Analysis.Defense;
using Stoa.Analysis.Monitoring;
using Stoa.Analysis.Performance;
using Stoa.Analysis.Recovery;
using Stoa.Analysis.Topology;

namespace Stoa.Analysis;

/// <summary>What people say of a workload that its figures take into account. Read from <c>stoa.yaml</c>.</summary>
public sealed record AnalysisSettings
{
    /// <summary>Nobody said anything.</summary>
    public static readonly AnalysisSettings None = new();

    /// <summary>What the code shows wrongly or not at all of the structure.</summary>
    public TopologyCorrections Topology { get; init; } = TopologyCorrections.None;

    /// <summary>What the workload's own history says instead of an assumption, by the assumption's id.</summary>
    public IReadOnlyDictionary<string, AssumptionOverride> Assumptions { get; init; } = new Dictionary<string, AssumptionOverride>();

    /// <summary>What people say of how the workload is watched.</summary>
    public MonitoringSettings Monitoring { get; init; } = MonitoringSettings.None;

    /// <summary>What code cannot show of recovery, and what was measured.</summary>
    public RecoverySettings Recovery { get; init; } = RecoverySettings.None;

    /// <summary>What their code cannot show of what stands between the internet and the data.</summary>
    public DefenseSettings Defense { get; init; } = DefenseSettings.None;

    /// <summary>What people say of the work that it does.</summary>
    public PerformanceSettings Performance { get; init; } = PerformanceSettings.None;

    /// <summary>The share of time in which the workload must serve, from 0 to 1; null where nobody asked for one.</summary>
    public double? Availability { get; init; }

    /// <summary>How long an outage may last; null where nobody said.</summary>
    public TimeSpan? RecoveryTime { get; init; }

    /// <summary>How much data, by its age, a disaster may cost; null where nobody said.</summary>
    public TimeSpan? RecoveryPoint { get; init; }
}
