using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Network;

/// <summary>The transport protocols in which connections are opened.</summary>
internal enum Protocol
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,
}

/// <summary>What security groups let in and out.</summary>
internal sealed class SecurityGroups
{
    private readonly Workload workload;
    private readonly Lazy<IReadOnlyDictionary<string, string>> prefixLists;
    private readonly Dictionary<Resource, Resource> defaultGroups = [];
    private readonly Dictionary<(Resource Group, Peer Peer, Protocol Protocol), IReadOnlyList<Passage.Way>> answers = [];

    /// <summary>The groups of a workload.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="prefixLists">The names of AWS's own prefix lists by id.</param>
    public SecurityGroups(Workload workload, Lazy<IReadOnlyDictionary<string, string>> prefixLists)
    {
        this.workload = workload;
        this.prefixLists = prefixLists;
        foreach (var group in OfKind(workload, "aws.ec2.default_security_group"))
        {
            if (group.Get("vpc").Resource() is { } vpc)
            {
                defaultGroups.TryAdd(vpc, group);
            }
        }
    }

    /// <summary>
    /// Whether one of a resource's groups lets somebody in. A resource that names none has its VPC's default group, which admits only
    /// its own members unless the workload says otherwise.
    /// </summary>
    public Passage Admit(Resource resource, ResourceList groups, Resource? vpc, Peer peer, Protocol protocol)
    {
        if (groups.IsEmpty)
        {
            return ByDefault(resource, vpc, peer, protocol);
        }

        var ways = groups.IsComplete
            ? []
            : new List<Passage.Way> { new(PortSet.All, false, [new ReachStep(resource, "has a security group that is not in this workload")]) };
        foreach (var group in groups.Items)
        {
            ways.AddRange(Ways(group, peer, protocol));
        }

        return Passage.Of(ways, groups.Items is [var first, ..] ? new ReachStep(first, $"admits nobody from {peer.Name}") : new ReachStep(resource, $"has no security group that admits {peer.Name}"));
    }

    /// <summary>Whether one of a client's groups lets it ask somebody.</summary>
    public Passage Release(Resource client, ResourceList groups, Peer server, Protocol protocol)
    {
        // A default group lets everything out, unless the workload declares it: then it says so itself, of which the graph keeps no more.
        if (groups.IsEmpty)
        {
            return Passage.Open();
        }

        var ways = groups.IsComplete ? [] : new List<Passage.Way> { new(PortSet.All, false, [new ReachStep(client, "has a security group that is not in this workload")]) };
        foreach (var group in groups.Items)
        {
            ways.AddRange(Read(group, "egress", server, protocol, $"lets out to {server.Name}"));
        }

        return Passage.Of(ways, groups.Items is [var first, ..] ? new ReachStep(first, $"lets nothing out to {server.Name}") : new ReachStep(client, "lets nothing out"));
    }

    /// <summary>The kind's resources.</summary>
    internal static IReadOnlyList<Resource> OfKind(Workload workload, string id)
    {
        foreach (var (kind, resources) in workload.ByKind)
        {
            if (kind.Id == id)
            {
                return resources;
            }
        }

        return [];
    }

    private Passage ByDefault(Resource resource, Resource? vpc, Peer peer, Protocol protocol)
    {
        var isMember = peer.HasDefaultGroupOf(vpc);
        if (vpc is not null && defaultGroups.TryGetValue(vpc, out var group))
        {
            var ways = Ways(group, peer, protocol);
            return Passage.Of(ways, new ReachStep(group, $"admits nobody from {peer.Name}"));
        }

        return isMember switch
        {
            true => Passage.Open(new ReachStep(resource, $"has the default security group, as {peer.Name} has")),
            null => Passage.Doubt(new ReachStep(resource, "has the default security group of a VPC that is not in this workload")),
            false => Passage.Shut(new ReachStep(resource, "has no security group of its own, and the default one admits its own members only")),
        };
    }

    private IReadOnlyList<Passage.Way> Ways(Resource group, Peer peer, Protocol protocol)
    {
        if (!answers.TryGetValue((group, peer, protocol), out var ways))
        {
            ways = Read(group, "ingress", peer, protocol, $"admits {peer.Name}");
            if (peer is InternetPeer or CloudFrontPeer)
            {
                answers.Add((group, peer, protocol), ways);
            }
        }

        return ways;
    }

    private List<Passage.Way> Read(Resource group, string direction, Peer peer, Protocol protocol, string what)
    {
        var ways = new List<Passage.Way>();
        var rules = group.Get(direction);
        if (rules.IsNull)
        {
            return ways;
        }

        if (!rules.HasValue || rules.Kind is not (TypeKind.Tuple or TypeKind.List or TypeKind.Set))
        {
            ways.Add(new(PortSet.All, false, [new ReachStep(group, "has rules that are not known")]));
            return ways;
        }

        foreach (var rule in rules.Items)
        {
            if (rule.IsUnknown)
            {
                ways.Add(new(PortSet.All, false, [new ReachStep(group, "has a rule that is not known")]));
                continue;
            }

            var (ports, isKnown) = Ports(rule, protocol);
            if (ports.IsEmpty)
            {
                continue;
            }

            var (matches, list) = Names(group, rule, peer);
            if (matches == true && isKnown)
            {
                ways.Add(new(ports, true, [new ReachStep(group, $"{what} to {Words(rule, ports)}")]));
            }
            else if (matches != false)
            {
                var reason = matches == true ? "has a rule of which the ports are not known"
                    : list is not null ? $"has a rule for {list}, of which it is not known what it holds"
                    : "has a rule whose source is not known";
                ways.Add(new(ports, false, [new ReachStep(group, reason)]));
            }
        }

        return ways;
    }

    /// <summary>Whether a rule names somebody; and the prefix list that leaves it open, if one does.</summary>
    private (bool? Matches, string? List) Names(Resource group, Value rule, Peer peer)
    {
        bool? any = Each(rule.Get("cidrs"), peer.IsIn);
        any |= Each(rule.Get("groups"), g => peer.IsMember(g.Resource()));
        var isMember = group.Kind?.Id == "aws.ec2.default_security_group" ? peer.HasDefaultGroupOf(group.Get("vpc").Resource()) : peer.IsMember(group);
        any |= rule.Get("self").Truth() switch { true => isMember, false => false, null => isMember == false ? false : null };
        string? doubtful = null;
        any |= Each(rule.Get("prefix_lists"), value =>
        {
            var list = new PrefixList(value, workload, prefixLists);
            var holds = peer.IsListed(list);
            doubtful ??= holds is null ? list.ToString() : null;
            return holds;
        });
        return (any, any is null ? doubtful : null);
    }

    private static bool? Each(Value list, Func<Value, bool?> ask)
    {
        if (list.IsUnknown || (list.HasValue && (list.Open is not null || list.Kind is not (TypeKind.Tuple or TypeKind.List or TypeKind.Set))))
        {
            return null;
        }

        bool? any = false;
        foreach (var item in list.IsNull ? [] : list.Items)
        {
            any |= ask(item);
        }

        return any;
    }

    private static (PortSet Ports, bool IsKnown) Ports(Value rule, Protocol protocol)
    {
        var named = rule.Get("protocol");
        var text = named.Text();
        if (text is not null and not "all" && text != (protocol == Protocol.Tcp ? "tcp" : "udp"))
        {
            return (PortSet.None, true);
        }

        var (from, to) = (rule.Get("from_port"), rule.Get("to_port"));
        if (text == "all" || (from.IsNull && to.IsNull))
        {
            return (PortSet.All, !named.IsUnknown);
        }

        var isKnown = !named.IsUnknown && !from.IsUnknown && !to.IsUnknown;
        return (PortSet.Of(Number(from) ?? 0, Number(to) ?? 65535), isKnown);
    }

    private static int? Number(Value port) => port is { HasValue: true, Kind: TypeKind.Number } ? (int)Math.Clamp(port.AsNumber().ToDouble(), -1, 65535) switch { -1 => null, var number => number } : null;

    private static string Words(Value rule, PortSet ports) => rule.Get("protocol").Text() == "all" ? "some or all ports" : ports.Equals(PortSet.All) ? "ports 0 to 65535" : ports.ToString();
}
