using System.Collections.Frozen;
using Stoa.Language.Diagnostics;
using Stoa.Language.Values;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Graph;

/// <summary>Which resources fold into which: those that only configure another, which one of their attributes names.</summary>
internal sealed class CompanionFolding
{
    private readonly Dictionary<Resource, List<Resource>> companions = [];
    private readonly Dictionary<Resource, List<Resource>> mains = [];

    // Where a companion belongs to one of several and nobody knows to which, each of them may have it.
    private readonly Dictionary<Resource, List<string>> possible = [];

    private CompanionFolding()
    {
    }

    /// <summary>Folds the companions among the resources, and notes them in <see cref="Resource.Companions"/>.</summary>
    public static CompanionFolding Fold(Resource[] resources, TypeTable types, ReferenceResolver references)
    {
        var folding = new CompanionFolding();
        var frame = new ColumnFrame { Diagnostics = new DiagnosticBag(), References = references };
        foreach (var companion in resources)
        {
            foreach (var definition in types[companion.Type].CompanionOf)
            {
                frame.Resource = companion;
                foreach (var (type, attribute) in definition.Mapping(companion.Unit.IsCloudFormation).Companions)
                {
                    if (type == companion.Type)
                    {
                        folding.Add(companion, attribute.Evaluate(frame), definition.Kind, references);
                    }
                }
            }
        }

        foreach (var (main, folded) in folding.companions)
        {
            main.Companions = folded;
        }

        return folding;
    }

    /// <summary>Whether a resource stands no longer on its own: it was folded and has no kind itself.</summary>
    public bool IsAbsorbed(Resource resource) => resource.Definition is null && mains.ContainsKey(resource);

    /// <summary>What a resource was folded into; empty where it was not.</summary>
    public IReadOnlyList<Resource> MainsOf(Resource resource) => mains.TryGetValue(resource, out var found) ? found : [];

    /// <summary>
    /// The companions of a resource, as a column reads them: for each type that has any, the tuple of their attributes. Unknown where
    /// one is of unknown number, or may belong to this resource or to another.
    /// </summary>
    public IReadOnlyDictionary<string, Value> Of(Resource resource)
    {
        var mayHave = possible.GetValueOrDefault(resource);
        if (resource.Companions.Count == 0 && mayHave is null)
        {
            return FrozenDictionary<string, Value>.Empty;
        }

        var values = new Dictionary<string, Value>();
        foreach (var group in resource.Companions.GroupBy(static c => c.Type))
        {
            values[group.Key] = group.FirstOrDefault(static c => c.IsIndeterminate) is { Declaration: var where }
                ? Value.Unknown.WithOrigin(new Origin(where.Source, where.Span))
                : Value.Tuple([.. group.Select(static c => c.Attributes)]);
        }

        foreach (var type in mayHave ?? [])
        {
            values[type] = Value.Unknown;
        }

        return values;
    }

    private void Add(Resource companion, Value target, Kind kind, ReferenceResolver references)
    {
        if (target.IsNull)
        {
            return;
        }

        if (target.HasValue && target.Open is null && target.Kind is TypeKind.Tuple or TypeKind.List or TypeKind.Set)
        {
            foreach (var item in target.Items)
            {
                // A list of lists names nothing.
                if (!item.HasValue || item.Open is not null || item.Kind == TypeKind.String)
                {
                    Add(companion, item, kind, references);
                }
            }

            return;
        }

        if (references.Find(target, [kind.Id], companion) is not { } main)
        {
            foreach (var reference in target.References)
            {
                if (reference.Target is Resource candidate && ReferenceEquals(candidate.Kind, kind))
                {
                    Append(possible, candidate, companion.Type);
                }
            }

            return;
        }

        if (!ReferenceEquals(main, companion))
        {
            Append(companions, main, companion);
            Append(mains, companion, main);
        }
    }

    private static void Append<T>(Dictionary<Resource, List<T>> lists, Resource key, T item)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = new(1));
        }

        if (!list.Contains(item))
        {
            list.Add(item);
        }
    }
}
