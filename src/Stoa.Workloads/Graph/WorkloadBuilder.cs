using Stoa.Language.Diagnostics;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Graph;

/// <summary>
/// Makes a workload of the resources that the formats have read: finds their kinds, folds companions into what they configure, maps
/// attributes to properties and follows every reference. The same units give the same workload, however many processors share the work.
/// </summary>
public static class WorkloadBuilder
{
    /// <summary>How many resources are mapped in one go by one processor; fewer are not worth a second one.</summary>
    private const int BatchSize = 512;

    /// <summary>Builds the workload. The resources of the units belong to it from now on.</summary>
    /// <param name="units">The root modules and stacks, in the order of their paths.</param>
    /// <param name="catalog">The kinds.</param>
    /// <param name="diagnostics">What the formats could not read; what cannot be mapped is added to it.</param>
    public static Workload Build(IReadOnlyList<SourceUnit> units, KindCatalog catalog, IEnumerable<Diagnostic>? diagnostics = null)
    {
        var all = units.SelectMany(static u => u.Resources).ToArray();
        var types = new TypeTable(catalog);
        KindAssignment.Assign(all, types);
        var references = new ReferenceResolver(() => new LiteralIndex(all));
        var folding = CompanionFolding.Fold(all, types, references);
        var standing = Array.FindAll(all, r => !folding.IsAbsorbed(r));

        var bag = new DiagnosticBag();
        bag.AddRange(diagnostics ?? []);
        var edges = new List<Edge>(standing.Length);
        foreach (var batch in Map(standing, references, folding))
        {
            bag.AddRange(batch.Diagnostics);
            edges.AddRange(batch.Edges);
        }

        return new Workload
        {
            Units = units,
            Resources = standing,
            Companions = Array.FindAll(all, folding.IsAbsorbed),
            Edges = edges,
            Diagnostics = [.. bag],
            ByKind = standing.Where(static r => r.Kind is not null)
                .GroupBy(static r => r.Kind!)
                .ToDictionary(static g => g.Key, static IReadOnlyList<Resource> (g) => g.ToArray()),
        };
    }

    private static Batch[] Map(Resource[] resources, ReferenceResolver references, CompanionFolding folding)
    {
        var batches = new Batch[(resources.Length + BatchSize - 1) / BatchSize];
        if (batches.Length > 1)
        {
            Parallel.For(0, batches.Length, MapBatch);
        }
        else if (batches.Length == 1)
        {
            MapBatch(0);
        }

        return batches;

        void MapBatch(int index)
        {
            var diagnostics = new DiagnosticBag();
            var mapper = new PropertyMapper(references, folding, diagnostics);
            var edges = new EdgeCollector(folding);
            foreach (var resource in resources.AsSpan(index * BatchSize, Math.Min(BatchSize, resources.Length - (index * BatchSize))))
            {
                mapper.Map(resource);
                edges.Collect(resource);
            }

            batches[index] = new Batch(edges.Edges, diagnostics);
        }
    }

    private sealed record Batch(IReadOnlyList<Edge> Edges, DiagnosticBag Diagnostics);
}
