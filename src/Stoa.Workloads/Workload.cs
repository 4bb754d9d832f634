using Stoa.Language.Diagnostics;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads;

/// <summary>A workload: every resource of its sources, and what each points at.</summary>
public sealed class Workload
{
    private readonly Lazy<(Dictionary<Resource, List<Edge>> From, Dictionary<Resource, List<Edge>> To)> adjacency;

    /// <summary>A workload of the given parts; see <see cref="Graph.WorkloadBuilder"/>, which makes them.</summary>
    public Workload() => adjacency = new(() => (By(static e => e.From), By(static e => e.To)));

    /// <summary>The root modules and stacks it was read from, in the order of their paths.</summary>
    public required IReadOnlyList<SourceUnit> Units { get; init; }

    /// <summary>
    /// All resources that stand on their own, in the order of their units. A companion (<c>aws_s3_bucket_versioning</c>) that was
    /// folded into what it configures is in <see cref="Companions"/> instead.
    /// </summary>
    public required IReadOnlyList<Resource> Resources { get; init; }

    /// <summary>Resources that were folded into another one.</summary>
    public required IReadOnlyList<Resource> Companions { get; init; }

    /// <summary>Every reference from one resource to another, each once, in a stable order.</summary>
    public required IReadOnlyList<Edge> Edges { get; init; }

    /// <summary>What could not be read or followed.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The resources of a kind, in the order of <see cref="Resources"/>; empty where there are none.</summary>
    public required IReadOnlyDictionary<Kind, IReadOnlyList<Resource>> ByKind { get; init; }

    /// <summary>The references of a resource to others, in the order of <see cref="Edges"/>.</summary>
    public IReadOnlyList<Edge> From(Resource resource) => Of(adjacency.Value.From, resource);

    /// <summary>The references of others to a resource, in the order of <see cref="Edges"/>.</summary>
    public IReadOnlyList<Edge> To(Resource resource) => Of(adjacency.Value.To, resource);

    /// <summary>
    /// The resources of a kind that refer to a resource, directly or through a companion, each once, in the order of
    /// <see cref="Resources"/>.
    /// </summary>
    public IReadOnlyList<Resource> Referrers(Resource resource, Kind kind)
    {
        List<Resource>? found = null;
        if (adjacency.Value.To.TryGetValue(resource, out var edges))
        {
            foreach (var edge in edges)
            {
                // The edges of one resource stand together.
                if (ReferenceEquals(edge.From.Kind, kind) && !ReferenceEquals(found?[^1], edge.From))
                {
                    (found ??= []).Add(edge.From);
                }
            }
        }

        return found is null ? Array.Empty<Resource>() : found;
    }

    // Most resources have no edge in one direction or the other: what stands for none is one and the same.
    private static IReadOnlyList<Edge> Of(Dictionary<Resource, List<Edge>> edges, Resource resource) =>
        edges.TryGetValue(resource, out var found) ? found : Array.Empty<Edge>();

    private Dictionary<Resource, List<Edge>> By(Func<Edge, Resource> end)
    {
        var byEnd = new Dictionary<Resource, List<Edge>>();
        foreach (var edge in Edges)
        {
            if (!byEnd.TryGetValue(end(edge), out var edges))
            {
                byEnd.Add(end(edge), edges = new(2));
            }

            edges.Add(edge);
        }

        return byEnd;
    }
}

/// <summary>A reference from one resource to another.</summary>
/// <param name="From">The resource that refers.</param>
/// <param name="To">The resource referred to.</param>
/// <param name="Via">The attribute or property of <paramref name="From"/> that holds the reference; <c>depends_on</c> for an explicit one.</param>
public sealed record Edge(Resource From, Resource To, string Via);
