using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>
/// A workload as its architect sees it: components in tiers, regions and zones, what needs what, where work comes in and which way it
/// takes. Built by <see cref="TopologyBuilder"/>; immutable and in a stable order.
/// </summary>
public sealed class WorkloadTopology
{
    private readonly IReadOnlyDictionary<Resource, Component> byResource;
    private readonly ILookup<Component, Dependency> from;
    private readonly ILookup<Component, Dependency> to;

    internal WorkloadTopology(
        Workload workload, IReadOnlyDictionary<Resource, Component> byResource, IReadOnlyList<Component> components,
        IReadOnlyList<Dependency> dependencies, IReadOnlyList<Zone> zones)
    {
        this.byResource = byResource;
        Workload = workload;
        Components = components;
        Dependencies = dependencies;
        Zones = zones;
        from = dependencies.ToLookup(static d => d.From);
        to = dependencies.SelectMany(static d => d.To, static (dependency, target) => (dependency, target)).ToLookup(static p => p.target, static p => p.dependency);
    }

    /// <summary>The workload.</summary>
    public Workload Workload { get; }

    /// <summary>All components, in the order of their main resources.</summary>
    public IReadOnlyList<Component> Components { get; }

    /// <summary>All dependencies, in the order of <see cref="Dependency.From"/>.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>All zones that something stands in, by region and label.</summary>
    public IReadOnlyList<Zone> Zones { get; }

    /// <summary>Where work comes in, in the order of components.</summary>
    public IReadOnlyList<EntryPoint> Entries { get; internal set; } = [];

    /// <summary>The journeys, in the order of their entries and routes.</summary>
    public IReadOnlyList<Journey> Journeys { get; internal set; } = [];

    /// <summary>Whether some journeys were left out because there are too many; see <see cref="JourneyFinder.MaxJourneys"/>.</summary>
    public bool HasMoreJourneys { get; internal set; }

    /// <summary>Corrections that name no component: addresses, in the order written.</summary>
    public IReadOnlyList<DependencyCorrection> UnusedCorrections { get; internal set; } = [];

    /// <summary>The component that a resource belongs to; null where it is part of none.</summary>
    public Component? Of(Resource resource) => byResource.GetValueOrDefault(resource);

    /// <summary>What a component needs.</summary>
    public IEnumerable<Dependency> From(Component component) => from[component];

    /// <summary>What needs a component.</summary>
    public IEnumerable<Dependency> To(Component component) => to[component];
}
