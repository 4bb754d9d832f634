using Stoa.Language.Diagnostics;
using Stoa.Language.Values;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Graph;

/// <summary>Gives each resource its kind.</summary>
internal static class KindAssignment
{
    /// <summary>
    /// Sets the kind of every resource whose type has one: the first whose condition is not false. Where it is unknown, so are all
    /// properties, for the resource may be of another kind.
    /// </summary>
    public static void Assign(Resource[] resources, TypeTable types)
    {
        var frame = new ColumnFrame { Diagnostics = new DiagnosticBag(), References = ReferenceResolver.WithoutLiterals };
        foreach (var resource in resources)
        {
            foreach (var definition in types[resource.Type].Kinds)
            {
                var condition = definition.Mapping(resource.Unit.IsCloudFormation).Condition(resource.Type);
                if (condition is not null)
                {
                    frame.Resource = resource;
                    var holds = condition.Evaluate(frame);
                    if (!holds.IsUnknown && !(holds.HasValue && holds.Kind == TypeKind.Bool && holds.AsBool()))
                    {
                        continue;
                    }

                    resource.IsKindUncertain = holds.IsUnknown;
                }

                resource.Definition = definition;
                break;
            }
        }
    }
}
