using Stoa.Workloads;

namespace Stoa.Analysis.Monitoring;

/// <summary>Finds the alarms that watch a metric of a resource.</summary>
internal sealed class AlarmIndex
{
    private readonly Dictionary<(Resource Resource, string Metric), List<(WatchingAlarm Alarm, WatchedMetric Metric)>> certain = [];
    private readonly Dictionary<string, List<(WatchingAlarm Alarm, WatchedMetric Metric)>> possible = [];
    private readonly Dictionary<string, List<(WatchingAlarm Alarm, WatchedMetric Metric)>> ofAll = [];
    private readonly Dictionary<Resource, List<WatchingAlarm>> unreadable = [];
    private readonly HashSet<string> metrics = [];

    /// <summary>An index of alarms.</summary>
    public AlarmIndex(IReadOnlyList<WatchingAlarm> alarms, Workload workload)
    {
        foreach (var alarm in alarms)
        {
            if (alarm.Fault is not null)
            {
                continue;
            }

            foreach (var metric in alarm.Metrics)
            {
                metrics.Add(metric.Name);
                foreach (var resource in metric.Resources)
                {
                    Add(certain, (resource, metric.Name), (alarm, metric));
                }

                if (metric.IsOfAll)
                {
                    Add(ofAll, metric.Name, (alarm, metric));
                }
                else if (!metric.IsComplete)
                {
                    Add(possible, metric.Name, (alarm, metric));
                }
            }

            if (!alarm.IsReadable)
            {
                foreach (var edge in workload.From(alarm.Resource))
                {
                    Add(unreadable, edge.To, alarm);
                }
            }
        }
    }

    /// <summary>The alarms that are certain to serve a need of a resource, and those that may.</summary>
    public (IReadOnlyList<WatchingAlarm> Certain, IReadOnlyList<WatchingAlarm> Possible) For(Resource resource, RecommendedAlarm alarm)
    {
        List<WatchingAlarm>? sure = null;
        List<WatchingAlarm>? maybe = null;
        Find(resource, alarm, alarm.Metric, ref sure, ref maybe);
        foreach (var metric in alarm.Also)
        {
            Find(resource, alarm, metric, ref sure, ref maybe);
        }

        if (sure is null && maybe is null && unreadable.Count > 0 && unreadable.TryGetValue(resource, out var dark))
        {
            maybe = dark;
        }

        return (Distinct(sure), Distinct(maybe));
    }

    private void Find(Resource resource, RecommendedAlarm alarm, string metric, ref List<WatchingAlarm>? sure, ref List<WatchingAlarm>? maybe)
    {
        // Most metrics of most workloads are watched by nothing.
        if (!metrics.Contains(metric))
        {
            return;
        }

        foreach (var (found, watched) in Of(certain, (resource, metric)).Concat(Of(ofAll, metric)))
        {
            if (Serves(watched, alarm, metric))
            {
                // As many alarms as there are resources, and nobody knows how many that is: they go together.
                var isSure = watched.Namespace is not null && (!found.Resource.IsIndeterminate || resource.IsIndeterminate);
                (isSure ? sure ??= [] : maybe ??= []).Add(found);
            }
        }

        foreach (var (found, watched) in Of(possible, metric))
        {
            if (Serves(watched, alarm, metric))
            {
                (maybe ??= []).Add(found);
            }
        }
    }

    private static bool Serves(WatchedMetric watched, RecommendedAlarm alarm, string metric) =>
        (watched.Namespace is null || watched.Namespace == alarm.Namespace)
        && (metric != alarm.Metric || watched.RingsHigh is null || watched.RingsHigh == alarm.RingsHigh);

    private static IReadOnlyList<WatchingAlarm> Distinct(List<WatchingAlarm>? alarms) =>
        alarms is null ? Array.Empty<WatchingAlarm>() : alarms.Count < 2 ? alarms : [.. alarms.Distinct()];

    private static List<TItem> Of<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key)
        where TKey : notnull => lists.TryGetValue(key, out var found) ? found : [];

    private static void Add<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key, TItem item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(item);
    }
}
