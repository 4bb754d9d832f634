using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>Finds where what could not be handled is left: dead-letter queues, and destinations for failures.</summary>
internal sealed class DeadLetterFinder(Workload workload, IReadOnlyDictionary<Resource, Component> owners, DependencyList found)
{
    /// <summary>Adds all of them.</summary>
    public void Find()
    {
        foreach (var resource in workload.Resources)
        {
            switch (resource.Kind?.Id)
            {
                case "aws.sqs.queue":
                    Add(resource, resource.Get("dead_letter_queue"), "moves there what was received too often", resource);
                    break;
                case "aws.sns.subscription":
                    Add(resource.Get("topic").Resource(), resource.Get("dead_letter_queue"), "leaves there what a subscriber did not take", resource);
                    break;
                case "aws.events.rule":
                    foreach (var queue in resource.Resources("dead_letter_queues").Items)
                    {
                        Add(resource, queue, "leaves there what a target did not take", resource);
                    }

                    break;
                case "aws.events.bus" or "aws.scheduler.schedule":
                    Add(resource, resource.Get("dead_letter_queue"), "leaves there what a target did not take", resource);
                    break;
                case "aws.lambda.function":
                    Add(resource, resource.Get("dead_letter_target"), "leaves there what it could not handle", resource);
                    Add(resource, resource.Get("failure_destination"), "leaves there what it could not handle", resource);
                    break;
                case "aws.lambda.event_source_mapping":
                    Add(resource.Get("function").Resource(), resource.Get("failure_destination"), "leaves there what it could not handle", resource);
                    break;
            }
        }
    }

    private void Add(Resource? from, Language.Values.Value to, string reason, Resource shown) => Add(from, to.Resource(), reason, shown);

    private void Add(Resource? from, Resource? to, string reason, Resource shown)
    {
        if (from is not null && to is not null && owners.TryGetValue(from, out var source) && owners.TryGetValue(to, out var target))
        {
            found.Add(source, [target], DependencyKind.DeadLetters, false, reason, shown);
        }
    }
}
