using Stoa.Analysis.Network;

namespace Stoa.Analysis.Topology;

/// <summary>Finds where work comes in, and follows it to all that it needs.</summary>
public sealed class JourneyFinder
{
    /// <summary>How many journeys are followed; an estate with more of them is no longer one workload.</summary>
    public const int MaxJourneys = 2_000;

    /// <summary>How many ways are followed from one entry.</summary>
    public const int MaxRoutes = 64;

    private readonly WorkloadTopology topology;
    private readonly TopologyCorrections corrections;

    internal JourneyFinder(WorkloadTopology topology, TopologyCorrections corrections)
    {
        this.topology = topology;
        this.corrections = corrections;
    }

    /// <summary>The components at which work comes in, in the order of components.</summary>
    internal IReadOnlyList<EntryPoint> Entries(Reachability reachability)
    {
        var entries = new List<EntryPoint>();
        foreach (var component in topology.Components)
        {
            if (Internet(component, reachability) is { } entry)
            {
                entries.Add(entry);
            }
            else if (EventKind(component) is { } kind)
            {
                entries.Add(new EntryPoint(component, kind, true, null, false));
            }
        }

        return entries;
    }

    /// <summary>The journeys that begin at the entries.</summary>
    internal (IReadOnlyList<Journey> Journeys, bool HasMore) Journeys(IReadOnlyList<EntryPoint> entries)
    {
        var journeys = new List<Journey>();
        foreach (var entry in entries.Where(static e => !e.IsBehindAnother))
        {
            var ways = Ways(entry.Component);
            foreach (var way in ways)
            {
                if (journeys.Count == MaxJourneys)
                {
                    return (journeys, true);
                }

                journeys.Add(Follow(entry, way, ways.Count > 1));
            }
        }

        return (journeys, false);
    }

    private EntryPoint? Internet(Component component, Reachability reachability)
    {
        if (component.Role == ComponentRole.DnsName)
        {
            var isPrivate = component.Main.Get("zone").Resource()?.Get("private").Truth();
            return isPrivate == true || !LeadsOutside(component, reachability) ? null : new EntryPoint(component, EntryKind.Internet, isPrivate == false || component.Main.Get("zone").Resource() is null, null, false);
        }

        if (component.Role == ComponentRole.ObjectStore)
        {
            return component.Main.Get("is_website").Truth() == true
                ? new EntryPoint(component, EntryKind.Internet, true, null, IsBehind(component))
                : null;
        }

        var reach = reachability.FromInternet(component.Main);
        var isDoor = component.Tier is Tier.Edge or Tier.Ingress;
        if (component.Role == ComponentRole.LoadBalancer && component.Main.Get("internal").Truth() == true)
        {
            return null;
        }

        return reach.IsReachable switch
        {
            true => new EntryPoint(component, EntryKind.Internet, true, reach, IsBehind(component)),

            // A door of which nobody knows whether it is open is one all the same; for anything else that would be a guess.
            null when isDoor => new EntryPoint(component, EntryKind.Internet, false, reach, IsBehind(component)),

            // One that admits chosen addresses only (a content delivery network's, an office's) is the way in where nothing leads to it.
            false when component.Role == ComponentRole.LoadBalancer && component.Main.Get("internal").Truth() == false && !IsBehind(component) =>
                new EntryPoint(component, EntryKind.Internet, false, reach, false),
            _ => null,
        };
    }

    /// <summary>Whether a name leads to something that stands open to the internet, or may; names of databases are for those inside.</summary>
    private bool LeadsOutside(Component name, Reachability reachability) => topology.From(name)
        .Where(static d => d.Kind == DependencyKind.Routes)
        .SelectMany(static d => d.To)
        .Any(target => target.Role switch
        {
            ComponentRole.LoadBalancer => target.Main.Get("internal").Truth() != true,
            ComponentRole.ObjectStore => true,
            _ => target.Tier is Tier.Edge or Tier.Ingress || reachability.FromInternet(target.Main).IsReachable == true,
        });

    private bool IsBehind(Component component) => topology.To(component).Any(static d => d.Kind == DependencyKind.Routes);

    private EntryKind? EventKind(Component component)
    {
        if (!topology.From(component).Any(static d => d.Kind == DependencyKind.Triggers && d.To.Count > 0))
        {
            return null;
        }

        return component.Role switch
        {
            ComponentRole.EventRule => component.Main.Kind?.Id == "aws.scheduler.schedule" || !component.Main.Get("schedule").IsNull ? EntryKind.Schedule : EntryKind.Event,
            ComponentRole.Queue or ComponentRole.Topic or ComponentRole.Stream => EntryKind.Message,
            ComponentRole.ObjectStore or ComponentRole.Table => EntryKind.Event,
            _ => null,
        };
    }

    /// <summary>Every choice of one route at each component that splits its requests, on the way to what computes.</summary>
    private List<Dictionary<Component, string?>> Ways(Component entry)
    {
        var ways = new List<Dictionary<Component, string?>>();
        var pending = new Stack<(Dictionary<Component, string?> Chosen, Component At)>();
        pending.Push(([], entry));
        while (pending.TryPop(out var next) && ways.Count < MaxRoutes)
        {
            var routes = Routes(next.At);
            if (routes.Count == 0 || next.Chosen.ContainsKey(next.At))
            {
                ways.Add(next.Chosen);
                continue;
            }

            foreach (var route in routes.Select(static r => r.Route).Distinct().Reverse())
            {
                var chosen = new Dictionary<Component, string?>(next.Chosen) { [next.At] = route };
                var targets = routes.Where(r => r.Route is null || r.Route == route).SelectMany(static r => r.To).Distinct().ToList();

                // Several targets at once are alternatives of one journey, which splits no further.
                if (targets is [var only])
                {
                    pending.Push((chosen, only));
                }
                else
                {
                    ways.Add(chosen);
                }
            }
        }

        return ways;
    }

    private List<Dependency> Routes(Component component) => [.. topology.From(component).Where(static d => d.Kind == DependencyKind.Routes)];

    private Journey Follow(EntryPoint entry, Dictionary<Component, string?> way, bool isOneOfMany)
    {
        var components = new List<Component> { entry.Component };
        var seen = new HashSet<Component>(components);
        var dependencies = new List<Dependency>();
        for (var i = 0; i < components.Count; i++)
        {
            foreach (var dependency in topology.From(components[i]))
            {
                var isTaken = dependency.Kind switch
                {
                    DependencyKind.Routes => !way.TryGetValue(components[i], out var route) || dependency.Route is null || dependency.Route == route,
                    DependencyKind.Triggers => i == 0 && entry.Kind != EntryKind.Internet,
                    DependencyKind.Replicates or DependencyKind.DeadLetters => false,
                    _ => true,
                };
                if (!isTaken)
                {
                    continue;
                }

                // What starts a piece of work must itself be there for it, and work that it starts is the journey.
                dependencies.Add(dependency.Kind == DependencyKind.Triggers ? dependency with { IsHard = true } : dependency);
                components.AddRange(dependency.To.Where(seen.Add));
            }
        }

        var routes = string.Join(", ", way.Values.OfType<string>().Distinct());
        var key = isOneOfMany && routes.Length > 0 ? $"{entry.Component.Id} {routes}" : entry.Component.Id;
        return new Journey
        {
            Name = corrections.JourneyNames.GetValueOrDefault(key) ?? (isOneOfMany && routes.Length > 0 ? $"{entry.Component.Name} ({routes})" : entry.Component.Name),
            Entry = entry,
            Components = components,
            Dependencies = dependencies,
        };
    }
}
