using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>Collects dependencies; the first to show one gives its reason.</summary>
internal sealed class DependencyList
{
    private readonly List<Dependency> all = [];
    private readonly HashSet<(Component From, Component To, DependencyKind Kind, string? Route)> seen = [];
    private readonly HashSet<(Component From, Component To)> pairs = [];

    /// <summary>Those found so far.</summary>
    public IReadOnlyList<Dependency> All => all;

    /// <summary>Whether one component is known to use another, in whatever way.</summary>
    public bool Has(Component from, Component to) => pairs.Contains((from, to));

    /// <summary>Adds one, unless it is known already or leads from a component to itself.</summary>
    public void Add(Component from, IReadOnlyList<Component> to, DependencyKind kind, bool isHard, string reason, Resource shown, string? route = null)
    {
        if (to.Count == 0 || to.Contains(from) || (to.Count == 1 && !seen.Add((from, to[0], kind, route))))
        {
            return;
        }

        foreach (var target in to)
        {
            pairs.Add((from, target));
        }

        all.Add(new Dependency { From = from, To = to, Kind = kind, IsHard = isHard, Reason = reason, Shown = shown, Route = route });
    }
}
