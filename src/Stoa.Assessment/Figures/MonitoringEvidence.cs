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
        var watched = new List<(MonitoredResource Resource, bool? HasAll, bool? IsHeard)>();
        foreach (var resource in monitoring.Resources)
        {
            if (KeyAlarms(resource.Alarms) is { } said)
            {
                watched.Add((resource, said.HasAll, said.IsHeard));
            }
        }

        if (watched.Count == 0)
        {
            yield break;
        }

        yield return Counting.Of(Figure, "REL06-BP01", Severity.Medium, watched, static w => w.Resource.Resource.Declaration, static w => w.HasAll, "resources have an alarm on each of their key metrics");
        yield return Counting.Of(Figure, "OPS08-BP04", Severity.Medium, watched, static w => w.Resource.Resource.Declaration, static w => w.IsHeard, "resources have an alarm on a key metric that somebody hears");
        if (figures.Topology.Journeys.Count == 0)
        {
            yield break;
        }

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

    /// <summary>Whether a resource has an alarm on each of its key metrics, and whether anybody hears one of them; null where it has no key metric.</summary>
    private static (bool? HasAll, bool? IsHeard)? KeyAlarms(IReadOnlyList<AlarmNeed> needs)
    {
        var (isKey, isMissing, isOpen, isHeard) = (false, false, false, false);
        for (var i = 0; i < needs.Count; i++)
        {
            if (needs[i].Alarm.Priority == 1)
            {
                var state = needs[i].State;
                isKey = true;
                isMissing |= state is AlarmState.Missing or AlarmState.Unmeasured;
                isOpen |= state == AlarmState.Undecided;
                isHeard |= state == AlarmState.Present;
            }
        }

        return isKey ? (isMissing ? false : isOpen ? null : true, isHeard ? true : isOpen ? null : false) : null;
    }

    private static bool? Traced(List<MonitoredResource> parts) =>
        parts.Exists(static p => p[SignalKind.Traces].State == SignalState.Missing) ? false
        : parts.Exists(static p => p[SignalKind.Traces].State == SignalState.Undecided) ? null
        : true;
}
