namespace Stoa.Analysis.Monitoring;

/// <summary>What a resource can tell of itself, or others of it.</summary>
public enum SignalKind
{
    /// <summary>Figures over time.</summary>
    Metrics,

    /// <summary>Something that watches the figures.</summary>
    Alarms,

    /// <summary>Somebody or something that the alarms tell.</summary>
    AlarmActions,

    /// <summary>What it wrote or who asked it.</summary>
    Logs,

    /// <summary>The way of single requests through it.</summary>
    Traces,

    /// <summary>A picture of its figures.</summary>
    Dashboards,

    /// <summary>A closer look that its service offers: Container Insights, Lambda Insights, Performance Insights, Contributor Insights.</summary>
    Insights,

    /// <summary>A place on the map that traces draw.</summary>
    ServiceMap,
}

/// <summary>Whether a signal is there.</summary>
public enum SignalState
{
    /// <summary>It is there.</summary>
    Present,

    /// <summary>A part of it is.</summary>
    Partly,

    /// <summary>It is not.</summary>
    Missing,

    /// <summary>The code does not tell.</summary>
    Undecided,

    /// <summary>The service has nothing of that sort to switch on.</summary>
    NotApplicable,
}

/// <summary>Whether a resource gives a signal, and why that is so.</summary>
/// <param name="Kind">Which signal.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Reason">A clause with the resource as its subject; empty where the signal does not apply.</param>
public readonly record struct Signal(SignalKind Kind, SignalState State, string Reason);
