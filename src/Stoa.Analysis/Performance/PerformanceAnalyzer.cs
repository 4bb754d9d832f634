using Stoa.Analysis.Facts;
using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Performance;

/// <summary>Finds where a workload's performance has holes.</summary>
public static class PerformanceAnalyzer
{
    /// <summary>Analyzes a workload; the time it takes grows with its components and journeys.</summary>
    /// <exception cref="InvalidDataException">A table of facts is not written as it should be.</exception>
    public static PerformanceAnalysis Analyze(WorkloadFigures figures)
    {
        var topology = figures.Topology;
        var settings = figures.Settings.Performance;
        var caching = new CacheFinder(figures);
        var compute = new ComputeAdvisor(figures);
        var data = new DataAdvisor(figures);
        var computing = topology.Components.Where(static c => c.Computes && c.Role != ComponentRole.Workflow).ToList();
        var profiles = settings.Components.Keys.Concat(settings.Stores.Keys).Distinct().ToList();
        var addresses = profiles.Count == 0 ? [] : topology.Components.Select(static c => c.Id).ToHashSet();
        return new PerformanceAnalysis
        {
            ReadPaths = [.. topology.Journeys.Where(IsReadPath).Select(caching.Find)],
            Compute = [.. computing.Select(compute.Advise)],
            Data = [.. topology.Components.Where(static c => c.KeepsData || c.Tier == Tier.Cache).Select(data.Advise).OfType<ServiceAdvice>()],
            Scaling = [.. computing.Select(Scaled)],
            Retired = [.. Retired(figures)],
            UnusedProfiles = [.. profiles.Where(a => !addresses.Contains(a))],
        };
    }

    // A database that stands open is a fault, but no way of readers.
    private static bool IsReadPath(Journey journey) =>
        journey.Entry.Kind == EntryKind.Internet && (journey.Entry.Component.Role == ComponentRole.ObjectStore || journey.Entry.Component.Tier is not (Tier.Data or Tier.Cache));

    private static Scaling Scaled(Component component)
    {
        var redundancy = component.Redundancy;
        var main = component.Main;
        switch (component.Role)
        {
            case ComponentRole.Function:
                return new Scaling(component, true, "runs as often at once as it is called");
            case ComponentRole.Batch:
                return new Scaling(component, true, "starts machines for the jobs that wait");
            case ComponentRole.Machines when main.Kind?.Id == "aws.ec2.instance":
                return new Scaling(component, false, "has a fixed number of machines");
            case ComponentRole.Machines:
                var policies = component.Members.Count(static m => m.Kind?.Id is "aws.autoscaling.policy" or "aws.autoscaling.schedule");
                return redundancy is { Least: { } least, Most: { } most } && least == most ? new Scaling(component, false, $"has room for {most} machines, no more and no fewer")
                    : policies > 0 ? new Scaling(component, true, "has a scaling policy")
                    : new Scaling(component, false, "has no scaling policy: it only replaces machines");
            case ComponentRole.Containers:
                var target = component.Members.FirstOrDefault(static m => m.Kind?.Id == "aws.applicationautoscaling.target");
                return target is not null ? new Scaling(component, true, "has a scaling target")
                    : redundancy.Units is null && main.Get("scheduling").Text() == "DAEMON" ? new Scaling(component, true, "has a task on every node")
                    : new Scaling(component, false, "has a fixed number of tasks");
            case ComponentRole.ContainerCluster when redundancy.Kind == RedundancyKind.Managed:
                return new Scaling(component, true, "gets its nodes as pods need them");
            case ComponentRole.ContainerCluster:
                return redundancy is { Least: { } few, Most: { } many } && few == many
                    ? new Scaling(component, false, $"has room for {many} nodes, no more and no fewer")
                    : new Scaling(component, null, "scales where an autoscaler runs among its pods, which the code does not show");
            default:
                return new Scaling(component, null, "does not show it");
        }
    }

    private static IEnumerable<RetiredService> Retired(WorkloadFigures figures)
    {
        var byType = new Dictionary<string, FactRow>();
        foreach (var row in FactTable.Read(figures.Facts, "aws/retired-services.yaml").Rows)
        {
            foreach (var type in row.Texts("types"))
            {
                byType.TryAdd(type, row);
            }
        }

        foreach (var resource in figures.Workload.Resources)
        {
            if (byType.TryGetValue(resource.Type, out var row))
            {
                yield return new RetiredService(resource, row.Text("name"), row.Text("status"), row.Text("instead"));
            }
        }
    }
}
