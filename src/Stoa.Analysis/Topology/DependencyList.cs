using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>Collects dependencies; the first to show one gives its reason.</summary>
internal sealed class DependencyList
{
    private readonly List<Dependency> all = [];
    private readonly HashSet<(Component From, Component To, DependencyKind Kind, string? Route)> seen = [];
    private readonly HashSet<(Component From, Component To)> pairs = [];
    private readonly Dictionary<Component, List<Dependency>> byTarget = [];

    /// <summary>Those found so far.</summary>
    public IReadOnlyList<Dependency> All => all;

    /// <summary>Those found so far that lead to a component, in the order found.</summary>
    public IReadOnlyList<Dependency> To(Component target) => byTarget.TryGetValue(target, out var found) ? found : Array.Empty<Dependency>();

    /// <summary>Whether one component is known to use another, in whatever way but to leave there what could not be handled.</summary>
    public bool Has(Component from, Component to) => pairs.Contains((from, to));

    /// <summary>Whether one component is known to leave with another what could not be handled.</summary>
    public bool HasDeadLetters(Component from, Component to) => seen.Contains((from, to, DependencyKind.DeadLetters, null));

    /// <summary>Adds one, unless it is known already or leads from a component to itself.</summary>
    public void Add(Component from, IReadOnlyList<Component> to, DependencyKind kind, bool isHard, string reason, Resource shown, string? route = null)
    {
        if (to.Count == 0 || to.Contains(from) || (to.Count == 1 && !seen.Add((from, to[0], kind, route))))
        {
            return;
        }

        var dependency = new Dependency { From = from, To = to, Kind = kind, IsHard = isHard, Reason = reason, Shown = shown, Route = route };
        all.Add(dependency);
        foreach (var target in to)
        {
            if (kind != DependencyKind.DeadLetters)
            {
                pairs.Add((from, target));
            }

            if (!byTarget.TryGetValue(target, out var leading))
            {
                byTarget.Add(target, leading = []);
            }

            leading.Add(dependency);
        }
    }
}
