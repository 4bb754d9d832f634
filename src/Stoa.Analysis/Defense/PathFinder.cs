using Stoa.Analysis.Network;
using Stoa.Analysis.Topology;
using Stoa.Language.Values;

namespace Stoa.Analysis.Defense;

/// <summary>
/// Finds the ways from the internet to the data: for each entry and each store the shortest one through each component that touches the
/// store itself, so that a way around a layer is not hidden behind one through it.
/// </summary>
public sealed class PathFinder
{
    /// <summary>How many paths are kept; an estate with more of them is no longer one workload.</summary>
    public const int MaxPaths = 500;

    private readonly WorkloadTopology topology;
    private readonly Reachability reachability;
    private readonly Dictionary<(Component From, Component To), InternetReach?> reaches = [];

    internal PathFinder(WorkloadTopology topology, Reachability reachability)
    {
        this.topology = topology;
        this.reachability = reachability;
    }

    /// <summary>The paths without their controls.</summary>
    internal (List<Draft> Paths, bool HasMore) Find()
    {
        var found = new List<Draft>();
        var order = topology.Components.Select(static (c, i) => (c, i)).ToDictionary(static p => p.c, static p => p.i);
        foreach (var (entry, names, bypassed) in Entries())
        {
            var came = Walk(entry.Component);
            foreach (var store in came.Keys.Where(static c => c.KeepsData && !Redirects(c)).OrderBy(c => order[c]))
            {
                foreach (var last in Lasts(store, came))
                {
                    if (found.Count == MaxPaths)
                    {
                        return (found, true);
                    }

                    var hops = Hops(entry.Component, last, store, came);
                    if (hops is not null)
                    {
                        var door = hops.Find(static h => h.Component.Role != ComponentRole.DnsName)!.Component;
                        var reach = Reach(door);

                        // A public name may lead to what stands in a network of its own: no way for the internet.
                        if (reach.IsReachable != false || (door.Role == ComponentRole.LoadBalancer && door.Main.Get("internal").Truth() == false))
                        {
                            found.Add(new Draft(entry, names, hops, reach, bypassed));
                        }
                    }
                }
            }
        }

        return (found, false);
    }

    private InternetReach Reach(Component door)
    {
        if (door.Role == ComponentRole.ObjectStore)
        {
            return PublicBuckets.Reach(door.Main);
        }

        if (door.Role == ComponentRole.SearchIndex)
        {
            var policy = door.Main.Get("policy_statements");
            var reach = reachability.FromInternet(door.Main);
            return reach.IsReachable != true || policy.Elements().Any(PublicBuckets.IsOpen) ? reach
                : policy.IsUnknown || policy.Elements().Any(static s => s.IsUnknown || s.Get("principals").IsUnknown) ? InternetReach.Of(null, door.Main, "has a policy that is not known")
                : InternetReach.Of(false, door.Main, "lets nobody in whom its policy does not name");
        }

        var members = door.Members.Where(static m => m.Kind?.Id == "aws.rds.cluster_instance").ToList();
        return members.Count == 0 ? reachability.FromInternet(door.Main) : members.Select(reachability.FromInternet).Aggregate(static (a, b) => a.Or(b));
    }

    /// <summary>A bucket that only sends visitors elsewhere keeps nothing.</summary>
    private static bool Redirects(Component store)
    {
        var main = store.Main;
        if (main.Kind?.Id != "aws.s3.bucket" || main.Get("is_website").Truth() != true)
        {
            return false;
        }

        return main.Unit.IsCloudFormation
            ? main.Attributes.Get("WebsiteConfiguration").Get("RedirectAllRequestsTo").HasValue
            : main.Companions.Select(static c => c.Attributes).Append(main.Attributes.Get("website").Elements() is [var website, ..] ? website : Value.Null)
                .Any(static a => a.Get("redirect_all_requests_to") is { HasValue: true } to && (to.Kind == TypeKind.String || to.Elements().Count > 0));
    }

    /// <summary>Names that lead to the same are one entry; what nothing but names leads to is theirs.</summary>
    private IEnumerable<(EntryPoint Entry, IReadOnlyList<string> Names, IReadOnlyList<Component> Bypassed)> Entries()
    {
        var names = new Dictionary<string, List<Component>>();
        var entries = topology.Entries.Where(static e => e.Kind == EntryKind.Internet).ToList();
        foreach (var entry in entries.Where(static e => e.Component.Role == ComponentRole.DnsName))
        {
            if (!names.TryGetValue(Targets(entry.Component), out var same))
            {
                names.Add(Targets(entry.Component), same = []);
            }

            same.Add(entry.Component);
        }

        // A bucket that everybody may read is a way in, whether it is a website or not.
        var known = entries.Select(static e => e.Component).ToHashSet();
        foreach (var bucket in topology.Components.Where(c => c.Role == ComponentRole.ObjectStore && !known.Contains(c)))
        {
            if (PublicBuckets.Reach(bucket.Main) is { IsReachable: true } reach)
            {
                entries.Add(new EntryPoint(bucket, EntryKind.Internet, true, reach, topology.To(bucket).Any(static d => d.Kind == DependencyKind.Routes)));
            }
        }

        foreach (var entry in entries)
        {
            if (entry.Component.Role == ComponentRole.DnsName)
            {
                var same = names[Targets(entry.Component)];
                if (same[0] == entry.Component)
                {
                    yield return (entry, [.. same.Select(static c => c.Name).Distinct()], []);
                }

                continue;
            }

            var before = topology.To(entry.Component).Where(static d => d.Kind == DependencyKind.Routes).Select(static d => d.From).Distinct().ToList();
            var around = before.Where(static c => c.Role != ComponentRole.DnsName).ToList();
            if (before.Count == 0 || around.Count > 0)
            {
                yield return (entry, [], around);
            }
        }
    }

    private string Targets(Component name) =>
        string.Join('|', topology.From(name).Where(static d => d.Kind == DependencyKind.Routes).SelectMany(static d => d.To).Select(static c => c.Id).Order(StringComparer.Ordinal));

    /// <summary>Breadth first: the step that first leads to each component.</summary>
    private Dictionary<Component, Dependency?> Walk(Component entry)
    {
        var came = new Dictionary<Component, Dependency?> { [entry] = null };
        var queue = new Queue<Component>([entry]);
        while (queue.TryDequeue(out var at))
        {
            foreach (var dependency in topology.From(at).Where(Leads))
            {
                foreach (var next in dependency.To)
                {
                    if (came.TryAdd(next, dependency))
                    {
                        queue.Enqueue(next);
                    }
                }
            }
        }

        return came;
    }

    private IEnumerable<Dependency?> Lasts(Component store, Dictionary<Component, Dependency?> came) => came[store] is null
        ? (IEnumerable<Dependency?>)[null]
        : topology.To(store).Where(d => Leads(d) && came.ContainsKey(d.From)).DistinctBy(static d => d.From);

    private List<PathHop>? Hops(Component entry, Dependency? last, Component store, Dictionary<Component, Dependency?> came)
    {
        var steps = new List<(Component To, Dependency? Via)> { (store, last) };
        for (var via = last; via is not null; via = came[via.From])
        {
            // A way that comes through the store itself is another store's way.
            if (via.From == store || steps.Count > topology.Components.Count)
            {
                return null;
            }

            steps.Add((via.From, came[via.From]));
        }

        steps.Reverse();
        return steps[0].To != entry ? null : [.. steps.Select((s, i) => new PathHop(s.To, s.Via, i == 0 ? null : Between(steps[i - 1].To, s.To)))];
    }

    private InternetReach? Between(Component from, Component to)
    {
        if (!reaches.TryGetValue((from, to), out var reach))
        {
            if (from.Tier is Tier.Edge || from.Role is ComponentRole.Api or ComponentRole.FunctionAddress)
            {
                reach = null;
            }
            else
            {
                var server = to.Role == ComponentRole.FileSystem ? to.Members.FirstOrDefault(static m => m.Kind?.Id == "aws.efs.mount_target") : to.Main;
                reach = server is null || reachability.Between(from.Main, server) is not { Path.Count: > 0 } answer ? null : answer;
            }

            reaches.Add((from, to), reach);
        }

        return reach;
    }

    private static bool Leads(Dependency dependency) => dependency.Kind is DependencyKind.Routes or DependencyKind.Calls or DependencyKind.RunsOn;

    /// <param name="Entry">Where it begins.</param>
    /// <param name="Names">The names of the entry.</param>
    /// <param name="Hops">The steps.</param>
    /// <param name="Reach">Whether the internet reaches the first thing behind the name.</param>
    /// <param name="Bypassed">What it goes around.</param>
    internal sealed record Draft(EntryPoint Entry, IReadOnlyList<string> Names, List<PathHop> Hops, InternetReach Reach, IReadOnlyList<Component> Bypassed)
    {
        /// <summary>The components in their order.</summary>
        public IReadOnlyList<Component> Components { get; } = [.. Hops.Select(static h => h.Component)];

        /// <summary>The first component behind the name.</summary>
        public Component Door { get; } = Hops.Select(static h => h.Component).First(static c => c.Role != ComponentRole.DnsName);
    }
}
