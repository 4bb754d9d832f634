using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Network;

/// <summary>
/// Network ACLs: rules in the order of their numbers, of which the first that matches decides, in each direction. They keep no state:
/// an answer needs a rule of its own.
/// </summary>
internal sealed class NetworkAcls
{
    private readonly Dictionary<Resource, Resource> defaults = [];
    private readonly Dictionary<Resource, List<Resource>> bySubnet = [];
    private readonly Dictionary<Resource, List<Resource>> uncertain = [];

    /// <summary>The ACLs of a workload.</summary>
    public NetworkAcls(Workload workload)
    {
        foreach (var acl in SecurityGroups.OfKind(workload, "aws.ec2.network_acl"))
        {
            var vpc = acl.Get("vpc").Resource();
            if (acl.Type == "aws_default_network_acl" && vpc is not null)
            {
                defaults.TryAdd(vpc, acl);
            }

            var subnets = acl.Resources("subnets");
            foreach (var subnet in subnets.Items)
            {
                Add(bySubnet, subnet, acl);
            }

            // Of subnets that nobody can list: any of the VPC, unless it is known which ones they are taken from.
            if (!subnets.IsComplete && vpc is not null)
            {
                var named = acl.Get("subnets") is { IsUnknown: true } list
                    ? list.References.Select(static r => r.Target).OfType<Resource>().Where(static r => r.Kind?.Id == "aws.ec2.subnet").ToList()
                    : [];
                foreach (var subnet in named)
                {
                    Add(uncertain, subnet, acl);
                }

                if (named.Count == 0)
                {
                    Add(uncertain, vpc, acl);
                }
            }
        }
    }

    /// <summary>
    /// The ACL of a subnet; a subnet without one in the workload has its VPC's default one, which lets everything through: null.
    /// </summary>
    public (Resource? Acl, ReachStep? Doubt) Of(Resource subnet)
    {
        var named = subnet.Get("network_acl");
        if (named.Resource() is { } own)
        {
            return (own, null);
        }

        if (named.IsUnknown)
        {
            return (null, new ReachStep(subnet, "has a network ACL that is not in this workload"));
        }

        if (bySubnet.TryGetValue(subnet, out var acls))
        {
            return (acls[0], null);
        }

        var vpc = subnet.Get("vpc").Resource();
        if (uncertain.TryGetValue(subnet, out var perhaps) || (vpc is not null && uncertain.TryGetValue(vpc, out perhaps)))
        {
            return (null, new ReachStep(perhaps[0], $"may be the network ACL of {subnet.Address}"));
        }

        return (vpc is null ? null : defaults.GetValueOrDefault(vpc), null);
    }

    /// <summary>Whether requests of somebody come into a subnet and the answers out of it.</summary>
    public Passage Enter(Resource subnet, Peer peer, Protocol protocol) => Ask(subnet, peer, protocol, isServer: true);

    /// <summary>Whether requests to somebody come out of a subnet and the answers into it.</summary>
    public Passage Leave(Resource subnet, Peer peer, Protocol protocol) => Ask(subnet, peer, protocol, isServer: false);

    private Passage Ask(Resource subnet, Peer peer, Protocol protocol, bool isServer)
    {
        var (acl, doubt) = Of(subnet);
        if (doubt is not null)
        {
            return Passage.Doubt(doubt);
        }

        if (acl is null)
        {
            return Passage.Open();
        }

        var rules = acl.Get("rules");
        if (!rules.IsNull && (!rules.HasValue || rules.Kind is not (TypeKind.Tuple or TypeKind.List or TypeKind.Set)))
        {
            return Passage.Doubt(new ReachStep(acl, "has rules that are not known"));
        }

        var all = rules.IsNull ? [] : rules.ItemList;
        var requests = Read(acl, all, peer, protocol, egress: !isServer);
        var answers = Read(acl, all, peer, protocol, egress: isServer);
        var (some, every) = (answers.Possible.And(PortSet.Ephemeral), answers.Certain.And(PortSet.Ephemeral));
        if (requests.Possible.IsEmpty)
        {
            return Passage.Shut(new ReachStep(acl, requests.Denies
                ? isServer ? $"denies {peer.Name}" : $"denies what goes to {peer.Name}"
                : isServer ? $"lets nobody in from {peer.Name}" : $"lets nothing out to {peer.Name}"));
        }

        if (some.IsEmpty)
        {
            return Passage.Shut(new ReachStep(acl, isServer
                ? $"lets no answer out to {peer.Name} (ports 1024 to 65535)"
                : $"lets no answer of {peer.Name} in (ports 1024 to 65535)"));
        }

        var closed = new ReachStep(acl, $"lets {peer.Name} {(isServer ? "in" : "be asked")} at {requests.Possible} only");
        var reason = requests.Doubt ?? answers.Doubt ?? new ReachStep(acl, "has rules that are not known");
        return Passage.Of(
            [
                new(every.IsEmpty ? PortSet.None : requests.Certain, true, []),
                new(every.IsEmpty ? requests.Possible : requests.Possible.Except(requests.Certain), false, [reason]),
            ],
            closed);
    }

    /// <summary>The ports that a direction allows. Each port may still be undecided, allowed and denied by rules that nobody can read.</summary>
    private static Reading Read(Resource acl, IReadOnlyList<Value> rules, Peer peer, Protocol protocol, bool egress)
    {
        var mine = rules.Where(r => r.IsUnknown || r.Get("egress") is var direction && (direction.IsUnknown || (direction.Truth() == true) == egress)).ToList();
        var isOrdered = mine.TrueForAll(static r => r.Get("number") is { HasValue: true, Kind: TypeKind.Number });
        if (isOrdered)
        {
            mine = [.. mine.OrderBy(static r => r.Get("number").AsNumber().ToDouble())];
        }

        var (allowed, denied, pending) = (PortSet.None, PortSet.None, PortSet.All);
        ReachStep? doubt = isOrdered ? null : new ReachStep(acl, "has rules in an order that is not known");
        var denies = false;
        foreach (var rule in mine)
        {
            var (certain, possible, reason) = Match(acl, rule, peer, protocol, egress);
            if (possible.IsEmpty)
            {
                continue;
            }

            var reached = isOrdered ? pending.And(possible) : possible;
            doubt ??= reached.IsEmpty ? null : reason;
            var action = rule.Get("action");
            if (action.IsUnknown || action.Text() == "allow")
            {
                allowed = allowed.Or(reached);
                doubt ??= action.IsUnknown && !reached.IsEmpty ? new ReachStep(acl, "has a rule of which it is not known whether it allows or denies") : null;
            }

            if (action.IsUnknown || action.Text() != "allow")
            {
                denied = denied.Or(reached);
                denies |= !reached.IsEmpty;
            }

            pending = pending.Except(certain);
        }

        return new Reading(allowed.Except(denied.Or(pending)), allowed, doubt, denies);
    }

    private static (PortSet Certain, PortSet Possible, ReachStep? Doubt) Match(Resource acl, Value rule, Peer peer, Protocol protocol, bool egress)
    {
        if (rule.IsUnknown)
        {
            return (PortSet.None, PortSet.All, new ReachStep(acl, "has a rule that is not known"));
        }

        var text = rule.Get("protocol").Text();
        if (text is not null and not "all" && text != (protocol == Protocol.Tcp ? "tcp" : "udp"))
        {
            return (PortSet.None, PortSet.None, null);
        }

        bool? matches = false;
        foreach (var range in (ReadOnlySpan<Value>)[rule.Get("cidr"), rule.Get("ipv6_cidr")])
        {
            matches |= range.IsNull || range.Text() == "" ? false : peer.IsIn(range);
        }

        var (from, to) = (rule.Get("from_port"), rule.Get("to_port"));
        var ports = text == "all" || (from.IsNull && to.IsNull) ? PortSet.All : PortSet.Of(from.Count() ?? 0, to.Count() ?? 65535);
        var isKnown = text is not null && (text == "all" || (!from.IsUnknown && !to.IsUnknown)) && !rule.Get("egress").IsUnknown;
        return matches switch
        {
            false => (PortSet.None, PortSet.None, null),
            true when isKnown => (ports, ports, null),
            true => (PortSet.None, ports, new ReachStep(acl, "has a rule of which the ports are not known")),
            null => (PortSet.None, ports, new ReachStep(acl, $"has a rule whose {(egress ? "destination" : "source")} is not known")),
        };
    }

    private static void Add(Dictionary<Resource, List<Resource>> map, Resource key, Resource acl)
    {
        if (!map.TryGetValue(key, out var acls))
        {
            map.Add(key, acls = []);
        }

        acls.Add(acl);
    }

    /// <param name="Certain">Allowed for certain.</param>
    /// <param name="Possible">Allowed perhaps.</param>
    /// <param name="Doubt">What leaves it open.</param>
    /// <param name="Denies">Whether a rule denies it, rather than none allowing it.</param>
    private readonly record struct Reading(PortSet Certain, PortSet Possible, ReachStep? Doubt, bool Denies);
}
