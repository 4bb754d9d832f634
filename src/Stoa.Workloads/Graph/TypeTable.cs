using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Graph;

/// <summary>What the catalogue says of each raw type, looked up once a workload.</summary>
internal sealed class TypeTable(KindCatalog catalog)
{
    private readonly Dictionary<string, TypeRoles> roles = [];

    /// <summary>The roles of a type.</summary>
    public TypeRoles this[string type]
    {
        get
        {
            if (!roles.TryGetValue(type, out var found))
            {
                roles.Add(type, found = catalog.RolesOf(type));
            }

            return found;
        }
    }
}
