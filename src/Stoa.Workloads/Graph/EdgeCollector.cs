using Stoa.Language.Values;

namespace Stoa.Workloads.Graph;

/// <summary>Finds what resources refer to, one resource after another. Not thread-safe: one a task.</summary>
internal sealed class EdgeCollector(CompanionFolding folding)
{
    /// <summary>How deeply values are looked into; readers bound their depth far below.</summary>
    private const int MaxDepth = 200;

    private readonly List<Edge> edges = [];
    private readonly HashSet<(Resource To, string Via)> seen = [];
    private readonly HashSet<Resource> targets = [];

    /// <summary>The edges found, by resource, then in the order of the attributes.</summary>
    public IReadOnlyList<Edge> Edges => edges;

    /// <summary>
    /// Adds the references of a resource: of its attributes, of its companions' attributes, explicit ones, and at last those that only
    /// its properties show (a literal name that is another resource's).
    /// </summary>
    public void Collect(Resource resource)
    {
        seen.Clear();
        targets.Clear();
        Attributes(resource, resource, "");
        foreach (var companion in resource.Companions)
        {
            Attributes(resource, companion, $"{companion.Type}.");
        }

        if (resource.Kind is { } kind)
        {
            foreach (var property in kind.Properties)
            {
                if (property.Type.HasReference)
                {
                    Resources(resource, resource[property.Slot], property.Name, MaxDepth);
                }
            }
        }
    }

    private void Attributes(Resource from, Resource holder, string prefix)
    {
        if (holder.Attributes is { HasValue: true, Open: null, Kind: TypeKind.Object or TypeKind.Map } attributes)
        {
            var values = attributes.Values;
            var keys = attributes.Keys;
            for (var i = 0; i < keys.Length; i++)
            {
                Walk(from, values[i], prefix, keys[i], MaxDepth);
            }
        }

        foreach (var target in holder.DependsOn)
        {
            Add(from, target, prefix, "depends_on");
        }
    }

    private void Walk(Resource from, Value value, string prefix, string name, int depth)
    {
        foreach (var reference in value.References)
        {
            switch (reference.Target)
            {
                case Resource target:
                    Add(from, target, prefix, name);
                    break;
                case EncodedContent encoded when depth > 0:
                    Walk(from, encoded.Content, prefix, name, depth - 1);
                    break;
            }
        }

        if (value.Open is Resource open)
        {
            Add(from, open, prefix, name);
        }

        if (depth == 0)
        {
            return;
        }

        foreach (var child in Children(value))
        {
            Walk(from, child, prefix, name, depth - 1);
        }
    }

    private void Resources(Resource from, Value value, string name, int depth)
    {
        if (value.Open is Resource target)
        {
            if (!targets.Contains(target))
            {
                Add(from, target, "", name);
            }
        }
        else if (depth > 0)
        {
            foreach (var child in Children(value))
            {
                Resources(from, child, name, depth - 1);
            }
        }
    }

    private static ReadOnlySpan<Value> Children(Value value) => value switch
    {
        { HasValue: false } => value.Parts,
        { Open: not null } => [],
        { Kind: TypeKind.Tuple or TypeKind.List or TypeKind.Set } => value.Items,
        { Kind: TypeKind.Object or TypeKind.Map } => value.Values,
        _ => [],
    };

    private void Add(Resource from, Resource target, string prefix, string name)
    {
        if (folding.IsAbsorbed(target))
        {
            foreach (var main in folding.MainsOf(target))
            {
                AddStanding(from, main, prefix, name);
            }
        }
        else
        {
            AddStanding(from, target, prefix, name);
        }
    }

    private void AddStanding(Resource from, Resource to, string prefix, string name)
    {
        if (ReferenceEquals(from, to))
        {
            return;
        }

        var via = prefix.Length == 0 ? name : prefix + name;
        if (seen.Add((to, via)))
        {
            targets.Add(to);
            edges.Add(new Edge(from, to, via));
        }
    }
}
