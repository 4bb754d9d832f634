using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>
/// The regions that things are in. A region without a name still is one where its root module has several: what
/// <c>var.primary_region</c> gives is another one than what <c>var.standby_region</c> gives, and is called so.
/// </summary>
internal sealed class RegionMap
{
    private readonly RecoverySettings settings;
    private readonly HashSet<SourceUnit> several = [];

    public RegionMap(Workload workload, RecoverySettings settings)
    {
        this.settings = settings;
        var first = new Dictionary<SourceUnit, string>();
        foreach (var resource in workload.Resources)
        {
            if ((resource.Region ?? resource.RegionExpression) is { } region && !first.TryAdd(resource.Unit, region) && first[resource.Unit] != region)
            {
                several.Add(resource.Unit);
            }
        }
    }

    /// <summary>The regions of a resource; none where nobody knows.</summary>
    public IReadOnlyList<string> Of(Resource resource) =>
        resource.Region is { } region ? [region]
        : settings.Deployments.TryGetValue(resource.Unit.Path, out var said) ? said
        : resource.RegionExpression is { } expression && several.Contains(resource.Unit) ? [expression]
        : [];

    /// <summary>The regions of a component; none where nobody knows.</summary>
    public IReadOnlyList<string> Of(Component component) => component.Placement.Region is { } region ? [region] : Of(component.Main);

    /// <summary>The one region of a component; null where it has several or nobody knows.</summary>
    public string? One(Component component) => Of(component) is [var only] ? only : null;

    /// <summary>The one region of a resource; null where it has several or nobody knows.</summary>
    public string? One(Resource resource) => Of(resource) is [var only] ? only : null;

    /// <summary>Whether two things are in different regions; null where nobody knows. Names of expressions tell only within one root module.</summary>
    public bool? Differ(Resource a, Resource b)
    {
        if (One(a) is { } here && One(b) is { } there)
        {
            return IsNamed(a) == IsNamed(b) ? (IsNamed(a) || a.Unit == b.Unit ? here != there : null) : here != there;
        }

        return a.Unit == b.Unit && Of(a).Count == 0 && Of(b).Count == 0 ? false : null;
    }

    private bool IsNamed(Resource resource) => resource.Region is not null || settings.Deployments.ContainsKey(resource.Unit.Path);
}
