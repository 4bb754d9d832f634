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
/// figures. Not thread-safe.
/// </summary>
/// <param name="workload">The workload.</param>
/// <param name="facts">What is known of services.</param>
/// <param name="settings">What people say of the workload.</param>
public sealed class WorkloadFigures(Workload workload, FactBook facts, AnalysisSettings settings)
{
    /// <summary>The workload.</summary>
    public Workload Workload => workload;

    /// <summary>What is known of services.</summary>
    public FactBook Facts => facts;

    /// <summary>What people say of the workload.</summary>
    public AnalysisSettings Settings => settings;

    /// <summary>What the internet can reach.</summary>
    public Reachability Reachability => field ??= new Reachability(workload, facts);

    /// <summary>Components, dependencies, journeys.</summary>
    public WorkloadTopology Topology => field ??= TopologyBuilder.Build(workload, settings.Topology, Reachability);

    /// <summary>How available it is, journey by journey.</summary>
    public AvailabilityAnalysis Availability => field ??= AvailabilityAnalyzer.Analyze(this);

    /// <summary>How the workload is watched: metrics, alarms, logs, traces.</summary>
    public MonitoringAnalysis Monitoring => field ??= MonitoringAnalyzer.Analyze(this);

    /// <summary>How it recovers from disasters.</summary>
    public RecoveryAnalysis Recovery => field ??= RecoveryAnalyzer.Analyze(this);

    /// <summary>What stands between the internet and the data.</summary>
    public DefenseAnalysis Defense => field ??= DefenseAnalyzer.Analyze(this);

    /// <summary>Where its performance has holes: caches, compute, data stores.</summary>
    public PerformanceAnalysis Performance => field ??= PerformanceAnalyzer.Analyze(this);
}
