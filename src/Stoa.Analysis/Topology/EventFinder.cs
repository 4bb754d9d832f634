using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>Finds what starts what without waiting: queues, topics, streams, buses, schedules, stored objects.</summary>
internal sealed class EventFinder(Workload workload, IReadOnlyDictionary<Resource, Component> owners, DependencyList found)
{
    /// <summary>Adds all triggers.</summary>
    public void Find()
    {
        foreach (var resource in workload.Resources)
        {
            switch (resource.Kind?.Id)
            {
                case "aws.lambda.event_source_mapping" when resource.Get("enabled").Truth() != false:
                    Add(resource.Get("source").Resource(), Function(resource), "hands its records to it", resource);
                    break;
                case "aws.sns.subscription":
                    Add(resource.Get("topic").Resource(), resource.Get("endpoint").Resource(), "sends to it as a subscriber", resource);
                    break;
                case "aws.events.rule":
                    foreach (var target in resource.Resources("targets").Items)
                    {
                        Add(resource, target, "has it as a target", resource);
                    }

                    Add(resource.Get("bus").Resource(), resource, "offers it every event", resource);
                    break;
                case "aws.scheduler.schedule":
                    Add(resource, resource.Get("target").Resource(), "starts it by the clock", resource);
                    break;
                case "aws.lambda.permission":
                    if (resource.Get("source").Resource() is { } source && owners.TryGetValue(source, out var from) && (from.Tier == Tier.Messaging || from.Role == ComponentRole.ObjectStore))
                    {
                        Add(source, Function(resource), "may invoke it", resource);
                    }

                    break;
                case "aws.s3.bucket":
                    foreach (var edge in workload.From(resource).Where(static e => e.Via.Contains("notification", StringComparison.OrdinalIgnoreCase)))
                    {
                        Add(resource, edge.To, "tells it of stored objects", resource);
                    }

                    break;
                case "aws.firehose.delivery_stream":
                    Add(resource.Get("source_stream").Resource(), resource, "is read by it", resource);
                    foreach (var edge in workload.From(resource).Where(e => owners.TryGetValue(e.To, out var store) && store.KeepsData))
                    {
                        if (owners.TryGetValue(resource, out var stream))
                        {
                            found.Add(stream, [owners[edge.To]], DependencyKind.Calls, true, "delivers to it", resource);
                        }
                    }

                    break;
            }
        }
    }

    private static Resource? Function(Resource resource) => resource.Get("function").Resource();

    private void Add(Resource? from, Resource? to, string reason, Resource shown)
    {
        if (from is not null && to is not null && owners.TryGetValue(from, out var source) && owners.TryGetValue(to, out var target))
        {
            found.Add(source, [target], DependencyKind.Triggers, false, reason, shown);
        }
    }
}
