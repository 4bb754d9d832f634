using Stoa.Analysis.Network;
using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>Builds the <see cref="WorkloadTopology"/> of a workload.</summary>
public static class TopologyBuilder
{
    /// <summary>Builds it. The time it takes grows with the workload's resources and references.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="corrections">What people say of it.</param>
    /// <param name="reachability">What the internet can reach.</param>
    public static WorkloadTopology Build(Workload workload, TopologyCorrections corrections, Reachability reachability)
    {
        var places = new Places();
        var finder = new ComponentFinder(workload, places, corrections);
        var components = finder.Find();
        var dependencies = new DependencyList();
        var routes = new RouteFinder(workload, finder.Owners, dependencies);
        foreach (var component in components)
        {
            routes.Find(component);
        }

        new EventFinder(workload, finder.Owners, dependencies).Find();
        new DeadLetterFinder(workload, finder.Owners, dependencies).Find();
        new CallFinder(workload, finder.Owners, components, dependencies).Find();

        var order = components.Select(static (c, i) => (c, i)).ToDictionary(static p => p.c, static p => p.i);
        var (corrected, unused) = Correct(Soften(dependencies.All), components, corrections);
        var topology = new WorkloadTopology(
            workload, finder.Owners, components, [.. corrected.OrderBy(d => order[d.From])], places.Zones.All) { UnusedCorrections = unused };
        var journeys = new JourneyFinder(topology, corrections);
        topology.Entries = journeys.Entries(reachability);
        (topology.Journeys, topology.HasMoreJourneys) = journeys.Journeys(topology.Entries);
        return topology;
    }

    /// <summary>A cache in front of a data store can be done without; one that stands alone holds what nothing else does.</summary>
    private static IEnumerable<Dependency> Soften(IReadOnlyList<Dependency> dependencies)
    {
        var keepers = dependencies.Where(static d => d.Kind == DependencyKind.Calls && d.To.Any(static t => t.Role is ComponentRole.Database or ComponentRole.DatabaseProxy or ComponentRole.Table or ComponentRole.SearchIndex))
            .Select(static d => d.From).ToHashSet();
        return dependencies.Select(d => d.Kind == DependencyKind.Calls && d.To is [{ Tier: Tier.Cache }] && keepers.Contains(d.From) ? d with { IsHard = false } : d);
    }

    private static (List<Dependency> Corrected, List<DependencyCorrection> Unused) Correct(
        IEnumerable<Dependency> dependencies, IReadOnlyList<Component> components, TopologyCorrections corrections)
    {
        var corrected = dependencies.ToList();
        var unused = new List<DependencyCorrection>();
        if (corrections.Dependencies.Count == 0)
        {
            return (corrected, unused);
        }

        var byId = new Dictionary<string, Component>();
        foreach (var component in components)
        {
            byId.TryAdd(component.Id, component);
        }

        foreach (var correction in corrections.Dependencies)
        {
            if (!byId.TryGetValue(correction.From, out var from) || !byId.TryGetValue(correction.To, out var to))
            {
                unused.Add(correction);
                continue;
            }

            var known = corrected.RemoveAll(d => d.From == from && d.To is [var only] && only == to && d.Kind != DependencyKind.Replicates);
            if (correction.Strength != DependencyStrength.None)
            {
                corrected.Add(new Dependency
                {
                    From = from, To = [to], Kind = DependencyKind.Calls, IsHard = correction.Strength == DependencyStrength.Hard,
                    Reason = $"does so according to {correction.Location}", Shown = from.Main,
                });
            }
            else if (known == 0)
            {
                unused.Add(correction);
            }
        }

        return (corrected, unused);
    }
}
