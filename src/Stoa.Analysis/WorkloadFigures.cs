using Stoa.Analysis.Availability;
using Stoa.Analysis.Defense;
using Stoa.Analysis.Facts;
using Stoa.Analysis.Monitoring;
using Stoa.Analysis.Network;
using Stoa.Analysis.Performance;
using Stoa.Analysis.Recovery;
using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis;

/// <summary>
/// What can be computed of a workload, each figure when it is first asked for. The same workload, facts and settings give the same
/// figures. Safe to share between threads: who asks for a figure that another thread computes waits for it.
/// </summary>
public sealed class WorkloadFigures
{
    private readonly Lazy<Reachability> reachability;
    private readonly Lazy<WorkloadTopology> topology;
    private readonly Lazy<AvailabilityAnalysis> availability;
    private readonly Lazy<MonitoringAnalysis> monitoring;
    private readonly Lazy<RecoveryAnalysis> recovery;
    private readonly Lazy<DefenseAnalysis> defense;
    private readonly Lazy<PerformanceAnalysis> performance;

    /// <summary>The figures of a workload.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="facts">What is known of services.</param>
    /// <param name="settings">What people say of the workload.</param>
    public WorkloadFigures(Workload workload, FactBook facts, AnalysisSettings settings)
    {
        Workload = workload;
        Facts = facts;
        Settings = settings;
        reachability = new(() => new Reachability(workload, facts));
        topology = new(() => TopologyBuilder.Build(workload, settings.Topology, Reachability));
        availability = new(() => AvailabilityAnalyzer.Analyze(this));
        monitoring = new(() => MonitoringAnalyzer.Analyze(this));
        recovery = new(() => RecoveryAnalyzer.Analyze(this));
        defense = new(() => DefenseAnalyzer.Analyze(this));
        performance = new(() => PerformanceAnalyzer.Analyze(this));
    }

    /// <summary>The workload.</summary>
    public Workload Workload { get; }

    /// <summary>What is known of services.</summary>
    public FactBook Facts { get; }

    /// <summary>What people say of the workload.</summary>
    public AnalysisSettings Settings { get; }

    /// <summary>What the internet can reach.</summary>
    public Reachability Reachability => reachability.Value;

    /// <summary>Components, dependencies, journeys.</summary>
    public WorkloadTopology Topology => topology.Value;

    /// <summary>How available it is, journey by journey.</summary>
    public AvailabilityAnalysis Availability => availability.Value;

    /// <summary>How the workload is watched: metrics, alarms, logs, traces.</summary>
    public MonitoringAnalysis Monitoring => monitoring.Value;

    /// <summary>How it recovers from disasters.</summary>
    public RecoveryAnalysis Recovery => recovery.Value;

    /// <summary>What stands between the internet and the data.</summary>
    public DefenseAnalysis Defense => defense.Value;

    /// <summary>Where its performance has holes: caches, compute, data stores.</summary>
    public PerformanceAnalysis Performance => performance.Value;
}
