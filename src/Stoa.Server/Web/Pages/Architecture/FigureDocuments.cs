using System.Text.Json;
using Stoa.Reviews;

namespace Stoa.Server.Web.Pages.Architecture;

/// <summary>A run's figures, as its documents of the schemas <c>stoa/…/1</c> hold them: what the page shows of each.</summary>
internal static class FigureDocuments
{
    /// <summary>Reads a document; null where there is none, or it holds something else.</summary>
    public static T? Read<T>(byte[]? json)
        where T : class
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<T>(json, RecordJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How available a workload is. Shares are from 0 to 1.</summary>
public sealed record AvailabilityDocument(double? Objective, IReadOnlyList<JourneyFigures>? Journeys, IReadOnlyList<BlastRadius>? BlastRadii);

/// <summary>One journey.</summary>
public sealed record JourneyFigures(
    string Name, string Entry, IReadOnlyList<string>? Components, PromisedFigures Promised, EstimatedFigures Estimated,
    IReadOnlyList<string>? SinglePointsOfFailure, IReadOnlyList<string>? PossibleSinglePointsOfFailure, IReadOnlyList<FailureFigures>? Events,
    IReadOnlyList<string>? Notes, IReadOnlyList<string>? Unknown);

/// <summary>What service levels promise.</summary>
public sealed record PromisedFigures(double Share, IReadOnlyList<PromisedFactor>? Factors, IReadOnlyList<string>? Unpromised);

/// <summary>One service level.</summary>
public sealed record PromisedFactor(string Component, double Share, string? Source, string? Date);

/// <summary>What failure rates make of it.</summary>
public sealed record EstimatedFigures(double Share, double? Low, double? High, double DowntimeMinutesAYear, double? MeanTimeToFailure);

/// <summary>One thing that can fail.</summary>
public sealed record FailureFigures(string Name, string? Component, string? Assumption, double Probability, double? FussellVesely);

/// <summary>What goes down with a component.</summary>
public sealed record BlastRadius(string Component, double Share, IReadOnlyList<string>? Journeys);

/// <summary>How a workload recovers. Times are in seconds.</summary>
public sealed record RecoveryDocument(
    StrategyFigures? Strategy, IReadOnlyList<DisasterFigures>? Disasters, IReadOnlyList<ObjectiveFigures>? Objectives, IReadOnlyList<string>? Warnings,
    IReadOnlyList<string>? Assumptions);

/// <summary>The class of its recovery strategy.</summary>
public sealed record StrategyFigures(string Least, string Most, IReadOnlyList<string>? Reasons, string? PrimaryRegion, string? StandbyRegion);

/// <summary>One kind of disaster.</summary>
public sealed record DisasterFigures(
    string Disaster, bool Applies, Span Loss, Span Downtime, IReadOnlyList<string>? Reasons, IReadOnlyList<StepFigures>? Steps);

/// <summary>A step of a recovery.</summary>
public sealed record StepFigures(string Name, Span Takes, Span Ends, IReadOnlyList<int>? After, bool Critical, string? Because);

/// <summary>A time from least to most; <see cref="High"/> is null where nobody knows.</summary>
public sealed record Span(double? Low, double? High, bool Endless, IReadOnlyList<string>? UnknownBecause);

/// <summary>An objective and whether it is met.</summary>
public sealed record ObjectiveFigures(string Disaster, string Objective, double Asked, string State, string? Text);

/// <summary>What stands between the internet and the data.</summary>
public sealed record DefenseDocument(IReadOnlyList<ControlDefinition>? Controls, IReadOnlyList<DefensePathFigures>? Paths, bool HasMore);

/// <summary>A control that may stand there.</summary>
public sealed record ControlDefinition(string Id, string Layer, string Title, string? Practice);

/// <summary>One path.</summary>
public sealed record DefensePathFigures(
    string Title, string Entry, string Store, bool? Reachable, IReadOnlyList<string>? Because, int Depth, int Applicable, IReadOnlyList<LayerFigures>? Layers);

/// <summary>A layer of a path.</summary>
public sealed record LayerFigures(string Layer, int Present, int Applicable, int Unknown, IReadOnlyList<ControlFigures>? Controls);

/// <summary>A control on a path.</summary>
public sealed record ControlFigures(string Id, string State, IReadOnlyList<ControlFinding>? Findings);

/// <summary>Where it is, or is not.</summary>
public sealed record ControlFinding(string State, string? Resource, string? File, int? Line, string? Reason);

/// <summary>How a workload is watched.</summary>
public sealed record MonitoringDocument(MonitoringSummary? Summary, IReadOnlyList<WatchedResource>? Resources);

/// <summary>The figures of the whole.</summary>
public sealed record MonitoringSummary(double? Coverage, int Present, int Silent, int Missing, int Unmeasured, int Undecided);

/// <summary>A resource and what watches it.</summary>
public sealed record WatchedResource(
    string Resource, string? Kind, string? File, int? Line, IReadOnlyDictionary<string, SignalFigures>? Signals, IReadOnlyList<AlarmFigures>? Alarms);

/// <summary>A signal of it.</summary>
public sealed record SignalFigures(string State, string? Reason);

/// <summary>An alarm that is recommended for it.</summary>
public sealed record AlarmFigures(
    string State, string Metric, int Priority, string? Statistic, string? Comparison, double? Threshold, string? Intent, IReadOnlyList<string>? By, string? Reason);

/// <summary>Where its performance has holes.</summary>
public sealed record PerformanceDocument(
    IReadOnlyList<ReadPathFigures>? ReadPaths, IReadOnlyList<ScalingFigures>? Scaling, IReadOnlyList<AdviceFigures>? Compute, IReadOnlyList<AdviceFigures>? Data,
    IReadOnlyList<RetiredFigures>? Retired);

/// <summary>The caches on the way of a read.</summary>
public sealed record ReadPathFigures(string Journey, string Entry, IReadOnlyDictionary<string, SignalFigures>? Layers, IReadOnlyList<string>? Advice);

/// <summary>Whether a component follows demand.</summary>
public sealed record ScalingFigures(string Component, bool? Scales, string? Reason);

/// <summary>Whether a service suits.</summary>
public sealed record AdviceFigures(string Component, string Service, string Fit, IReadOnlyList<string>? Reasons, IReadOnlyList<BetterService>? Better);

/// <summary>One that would suit better.</summary>
public sealed record BetterService(string Service, string? Reason);

/// <summary>A service that is no longer developed.</summary>
public sealed record RetiredFigures(string Resource, string? File, int? Line, string Service, string Status, string? Instead);
