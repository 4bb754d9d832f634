using Stoa.Language.Values;
using Stoa.Workloads;
using Stoa.Workloads.Kinds;

namespace Stoa.Assessment.Checks;

/// <summary>
/// Which resources the resources of one kind may refer to although nobody can tell. Only what a resource tells when it exists
/// (<c>aws_eks_cluster.a.vpc_config[0].vpc_id</c>) may name another one of its unit. An unknown made from inputs alone (a variable, a
/// parameter, an import, a data source) names what is deployed elsewhere: nothing that goes into a module or stack can name what that
/// module or stack creates. And one that names several resources outright is an edge to each of them.
/// </summary>
internal sealed class ReferenceDoubts
{
    private readonly List<(SourceUnit Unit, IReadOnlyList<string> Kinds)> open = [];

    /// <summary>The doubts about the references of some resources, all of one kind.</summary>
    public ReferenceDoubts(IReadOnlyList<Resource> referrers)
    {
        foreach (var referrer in referrers)
        {
            if (IsOfUncertainKind(referrer))
            {
                Add(referrer.Unit, []);
                continue;
            }

            foreach (var property in referrer.Kind!.Properties)
            {
                if (property.Type.HasReference && IsOpen(referrer[property.Slot]))
                {
                    Add(referrer.Unit, KindsOf(property.Type));
                }
            }
        }
    }

    /// <summary>Whether one of the resources may refer to this one.</summary>
    public bool MayReferTo(Resource resource)
    {
        foreach (var (unit, kinds) in open)
        {
            if (ReferenceEquals(unit, resource.Unit) && (kinds.Count == 0 || kinds.Contains(resource.Kind?.Id)))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(SourceUnit unit, IReadOnlyList<string> kinds)
    {
        if (!open.Exists(o => ReferenceEquals(o.Unit, unit) && ReferenceEquals(o.Kinds, kinds)))
        {
            open.Add((unit, kinds));
        }
    }

    /// <summary>Nothing is known of a resource that may be of the kind or not.</summary>
    private static bool IsOfUncertainKind(Resource resource)
    {
        foreach (var property in resource.Kind!.Properties)
        {
            if (resource[property.Slot] is not { IsUnknown: true, References.IsEmpty: true })
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOpen(Value value)
    {
        if (value.IsUnknown)
        {
            foreach (var (target, attribute) in value.References)
            {
                if (target is Resource && attribute is not ("" or "id" or "arn" or "name" or "Id" or "Arn" or "Ref"))
                {
                    return true;
                }
            }
        }
        else if (value is { HasValue: true, Open: null, Kind: TypeKind.List or TypeKind.Set or TypeKind.Tuple })
        {
            foreach (var item in value.Items)
            {
                if (item.IsUnknown && IsOpen(item))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IReadOnlyList<string> KindsOf(PropertyType type) => type switch
    {
        PropertyType.ResourceReference reference => reference.Kinds,
        PropertyType.ListOf list => KindsOf(list.Element),
        _ => [],
    };
}
