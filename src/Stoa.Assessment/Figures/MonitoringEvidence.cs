using Stoa.Analysis;
using Stoa.Analysis.Monitoring;

namespace Stoa.Assessment.Figures;

/// <summary>What the way a workload is watched proves.</summary>
internal static class MonitoringEvidence
{
    private const string Figure = "monitoring";

    /// <summary>Alarms on key metrics, somebody who hears them, traces from end to end.</summary>
    public static IEnumerable<FigureEvidence> Of(WorkloadFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var monitoring = figures.Monitoring;
        var watched = monitoring.Resources.Where(static r => r.Alarms.Any(IsKey)).ToList();
        if (watched.Count == 0)
        {
            yield break;
        }

        yield return Counting.Of(Figure, "REL06-BP01", Severity.Medium, watched, static r => r.Resource.Declaration, HasKeyAlarms, "resources have an alarm on each of their key metrics");
        yield return Counting.Of(Figure, "OPS08-BP04", Severity.Medium, watched, static r => r.Resource.Declaration, IsHeard, "resources have an alarm on a key metric that somebody hears");

        // Whether a single function or API is traced, checks ask; here it is whether a whole way is.
        var byComponent = monitoring.Resources.Where(static r => r.Component is not null && r[SignalKind.Traces].State != SignalState.NotApplicable).ToLookup(static r => r.Component!);
        var journeys = figures.Topology.Journeys.Where(j => j.Components.Any(byComponent.Contains)).ToList();
        if (journeys.Count > 0)
        {
            yield return Counting.Of(
                Figure, "REL06-BP07", Severity.Medium, journeys, static j => j.Entry.Component.Main.Declaration,
                j => Traced([.. j.Components.SelectMany(c => byComponent[c])]), "journeys are traced from end to end");
        }
    }

    private static bool IsKey(AlarmNeed need) => need.Alarm.Priority == 1;

    private static bool? HasKeyAlarms(MonitoredResource resource)
    {
        var key = resource.Alarms.Where(IsKey).ToList();
        return key.Exists(static n => n.State is AlarmState.Missing or AlarmState.Unmeasured) ? false
            : key.Exists(static n => n.State == AlarmState.Undecided) ? null
            : true;
    }

    private static bool? IsHeard(MonitoredResource resource)
    {
        var key = resource.Alarms.Where(IsKey).ToList();
        return key.Exists(static n => n.State == AlarmState.Present) ? true
            : key.Exists(static n => n.State == AlarmState.Undecided) ? null
            : false;
    }

    private static bool? Traced(List<MonitoredResource> parts) =>
        parts.Exists(static p => p[SignalKind.Traces].State == SignalState.Missing) ? false
        : parts.Exists(static p => p[SignalKind.Traces].State == SignalState.Undecided) ? null
        : true;
}
