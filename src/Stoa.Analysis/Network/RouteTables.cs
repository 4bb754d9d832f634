using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Network;

/// <summary>Where route tables send what leaves a subnet: of the routes that hold the destination the longest decides.</summary>
internal sealed class RouteTables
{
    private readonly Dictionary<Resource, List<Resource>> mains = [];
    private readonly Dictionary<Resource, List<Resource>> routesOfMain = [];
    private readonly Workload workload;

    /// <summary>The tables of a workload.</summary>
    public RouteTables(Workload workload)
    {
        this.workload = workload;
        foreach (var table in SecurityGroups.OfKind(workload, "aws.ec2.route_table"))
        {
            if (table.Get("vpc").Resource() is { } vpc && IsMain(table) is not false)
            {
                Add(mains, vpc, table);
            }
        }

        foreach (var route in workload.Resources.Where(static r => r.Type == "aws_route"))
        {
            // A route of a VPC's main table, which no block declares.
            foreach (var reference in route.Attributes.Get("route_table_id").References)
            {
                if (reference is { Target: Resource { Kind.Id: "aws.ec2.vpc" } vpc, Attribute: "main_route_table_id" or "default_route_table_id" })
                {
                    Add(routesOfMain, vpc, route);
                }
            }
        }
    }

    /// <summary>The table of a subnet, or why nobody knows it; both null where it has a main one that says nothing.</summary>
    public (IReadOnlyList<Value> Routes, Resource? Table, InternetReach? Otherwise) Of(Resource subnet)
    {
        var table = subnet.Get("route_table");
        if (table.Resource() is { } own)
        {
            return Read(own);
        }

        if (table.IsUnknown)
        {
            return ([], null, InternetReach.Of(null, subnet, "has a route table that is not in this workload"));
        }

        // Without one of its own a subnet has its VPC's main route table. That of a default VPC leads to the internet.
        if (subnet.Type == "aws_default_subnet")
        {
            return ([], null, InternetReach.Of(true, subnet, "is a default subnet, which routes to the internet"));
        }

        if (subnet.Get("vpc").Resource() is not { } vpc)
        {
            return ([], null, InternetReach.Of(null, subnet, "has the main route table of a VPC that is not in this workload"));
        }

        if (mains.TryGetValue(vpc, out var candidates))
        {
            return candidates.Find(static c => IsMain(c) == true) is { } main
                ? Read(main)
                : ([], null, InternetReach.Of(null, candidates[0], "may be the main route table"));
        }

        if (routesOfMain.TryGetValue(vpc, out var routes))
        {
            return ([.. routes.Select(AsRoute)], vpc, null);
        }

        return ([], null, vpc.Type == "aws_default_vpc"
            ? InternetReach.Of(true, vpc, "is the default VPC, which routes to the internet")
            : InternetReach.Of(false, subnet, "has its VPC's main route table, which leads nowhere outside the VPC"));
    }

    /// <summary>Whether packets of the internet find their way in, and the answers back.</summary>
    public InternetReach FromInternet(Resource subnet, Peer peer)
    {
        var (routes, table, otherwise) = Of(subnet);
        if (table is null)
        {
            var isIPv6 = peer is InternetPeer { IsIPv6: true };
            return isIPv6 && otherwise!.IsReachable == true ? InternetReach.Of(null, subnet, "may route IPv6 to the internet or not") : otherwise!;
        }

        var parts = peer is CloudFrontPeer ? InternetPeer.Parts[0] : peer;
        var (best, doubt) = Longest(table, routes, parts);
        if (best is null)
        {
            return doubt is not null ? new InternetReach(null, [doubt])
                : InternetReach.Of(false, table, table.Kind?.Id == "aws.ec2.vpc" ? "has a main route table without a route to an internet gateway" : "has no route to an internet gateway");
        }

        var answer = Leads(table, best);
        return doubt is null || answer.IsReachable is null ? answer : new InternetReach(null, [doubt]);
    }

    /// <summary>Whether packets find the way from one subnet to another.</summary>
    public InternetReach Between(SubnetPeer from, SubnetPeer to, Resource client, Resource server)
    {
        if (from.Vpc is null || to.Vpc is null)
        {
            return InternetReach.Of(null, from.Vpc is null ? client : server, "stands in a VPC that is not in this workload");
        }

        return ReferenceEquals(from.Vpc, to.Vpc) ? new InternetReach(true, []) : OneWay(from, to).And(OneWay(to, from));
    }

    /// <summary>How a subnet reaches the internet itself.</summary>
    public (ReachStep? Way, bool IsKnown) Exit(Resource subnet)
    {
        var (routes, table, otherwise) = Of(subnet);
        if (table is null)
        {
            return (otherwise!.IsReachable == true ? otherwise.Path[0] : null, otherwise.IsReachable is not null);
        }

        var (best, doubt) = Longest(table, routes, InternetPeer.Parts[0]);
        return best is null ? (null, doubt is null) : (Leads(table, best).Path is [var step, ..] ? step : new ReachStep(table, "leads out"), doubt is null);
    }

    private static (IReadOnlyList<Value> Routes, Resource? Table, InternetReach? Otherwise) Read(Resource table)
    {
        var routes = table.Get("routes");
        return routes.IsNull ? ([], table, null)
            : routes.HasValue && routes.Open is null && routes.Kind is TypeKind.Tuple or TypeKind.List or TypeKind.Set ? (routes.ItemList, table, null)
            : ([], null, InternetReach.Of(null, table, "has routes that are not known"));
    }

    /// <summary>The route that takes a packet to somebody, and one of which nobody knows whether it would rather do so.</summary>
    private static (Value? Best, ReachStep? Doubt) Longest(Resource table, IReadOnlyList<Value> routes, Peer peer)
    {
        Value? best = null;
        var length = -1;
        ReachStep? doubt = null;
        foreach (var route in routes)
        {
            if (route.IsUnknown)
            {
                doubt = new ReachStep(table, "has a route that is not known");
                continue;
            }

            foreach (var range in (ReadOnlySpan<Value>)[route.Get("destination"), route.Get("ipv6_destination")])
            {
                switch (range.IsNull || range.Text() == "" ? false : peer.IsIn(range))
                {
                    case true when LengthOf(range) > length:
                        (best, length) = (route, LengthOf(range));
                        break;
                    case null when MayMatter(route):
                        doubt ??= new ReachStep(table, "has a route to a destination that is not known");
                        break;
                }
            }
        }

        return (best, doubt);
    }

    /// <summary>Only a gateway to the internet, or one that nobody knows, could make a route of unknown destination matter.</summary>
    private static bool MayMatter(Value route) => route.Get("gateway") is var gateway && (gateway.IsUnknown || gateway.Resource() is not null || !route.Get("peering").IsNull || !route.Get("transit_gateway").IsNull);

    private static int LengthOf(Value range) => range.Text() is { } text && AddressRange.TryParse(text, out var network) ? network.PrefixLength : 0;

    private static InternetReach Leads(Resource table, Value route)
    {
        var gateway = route.Get("gateway");
        if (gateway.Resource() is { } target)
        {
            return target.Kind?.Id != "aws.ec2.internet_gateway" ? InternetReach.Of(false, table, $"routes to {target.Address}, which is no internet gateway") : Attached(table, target);
        }

        if (gateway.IsUnknown)
        {
            // Some gateway of another repository: an internet gateway or one to a company's own network.
            return InternetReach.Of(null, table, "has a route to everywhere by a gateway that is not in this workload");
        }

        foreach (var (member, words, isClosed) in (ReadOnlySpan<(string, string, bool)>)
        [
            ("nat_gateway", "leads out through a NAT gateway, which lets nobody in", true),
            ("egress_only_gateway", "leads out through an egress-only gateway, which lets nobody in", true),
            ("transit_gateway", "leads to a transit gateway, not to an internet gateway", true),
            ("peering", "leads to a peered VPC, not to an internet gateway", true),
            ("network_interface", "leads through a network interface, behind which nobody sees", false),
            ("endpoint", "leads through an endpoint that inspects traffic", false),
        ])
        {
            var through = route.Get(member);
            if (!through.IsNull)
            {
                var named = through.Resource() is { } resource ? $"{words} ({resource.Address})" : words;
                return InternetReach.Of(isClosed ? false : null, table, named);
            }
        }

        return InternetReach.Of(null, table, "has a route to everywhere by something that nobody knows");
    }

    private static InternetReach Attached(Resource table, Resource gateway)
    {
        var vpc = gateway.Get("vpc");
        var own = table.Kind?.Id == "aws.ec2.vpc" ? table : table.Get("vpc").Resource();
        return vpc.IsNull ? InternetReach.Of(false, gateway, "is attached to no VPC")
            : vpc.Resource() is { } attached && own is not null && !ReferenceEquals(attached, own) ? InternetReach.Of(false, gateway, "is attached to another VPC")
            : InternetReach.Of(true, table, $"routes to the internet gateway {gateway.Address}");
    }

    private InternetReach OneWay(SubnetPeer from, SubnetPeer to)
    {
        if (from.Subnet is null)
        {
            return InternetReach.Of(null, from.Vpc!, "has a subnet that is not in this workload");
        }

        var (routes, table, otherwise) = Of(from.Subnet);
        if (table is null)
        {
            return otherwise!.IsReachable is null ? otherwise : InternetReach.Of(false, from.Subnet, $"has no route to {to.Vpc!.Address}");
        }

        var (best, doubt) = Longest(table, routes, to);
        if (doubt is not null)
        {
            return new InternetReach(null, [doubt]);
        }

        if (best is null)
        {
            return InternetReach.Of(false, table, $"has no route to {to.Vpc!.Address}");
        }

        if (best.Get("peering") is { IsNull: false } peering)
        {
            return Peered(table, peering, from.Vpc!, to.Vpc!);
        }

        if (best.Get("transit_gateway") is { IsNull: false } transit)
        {
            return Attached(table, transit, from.Vpc!, to.Vpc!);
        }

        return best.Get("gateway").IsUnknown || !best.Get("network_interface").IsNull || !best.Get("endpoint").IsNull
            ? InternetReach.Of(null, table, $"sends what is for {to.Vpc!.Address} through something that nobody sees into")
            : InternetReach.Of(false, table, $"sends what is for {to.Vpc!.Address} to the internet");
    }

    private static InternetReach Peered(Resource table, Value peering, Resource from, Resource to)
    {
        if (peering.Resource() is not { } connection)
        {
            return InternetReach.Of(null, table, "routes to a peering connection that is not in this workload");
        }

        var (a, b) = (connection.Get("vpc").Resource(), connection.Get("peer_vpc").Resource());
        return a is null || b is null ? InternetReach.Of(null, connection, "joins a VPC that is not in this workload")
            : (ReferenceEquals(a, from) && ReferenceEquals(b, to)) || (ReferenceEquals(a, to) && ReferenceEquals(b, from))
                ? InternetReach.Of(true, table, $"routes to {to.Address} through {connection.Address}")
                : InternetReach.Of(false, connection, $"does not join {from.Address} and {to.Address}");
    }

    private InternetReach Attached(Resource table, Value transit, Resource from, Resource to)
    {
        if (transit.Resource() is not { } gateway)
        {
            return InternetReach.Of(null, table, "routes to a transit gateway that is not in this workload");
        }

        var attached = workload.To(gateway).Select(static e => e.From).Where(static r => r.Kind?.Id == "aws.ec2.transit_gateway_attachment").ToList();
        foreach (var vpc in (ReadOnlySpan<Resource>)[from, to])
        {
            if (!attached.Exists(a => ReferenceEquals(a.Get("vpc").Resource(), vpc)))
            {
                return attached.Exists(static a => a.Get("vpc").Resource() is null) ? InternetReach.Of(null, gateway, "has an attachment to a VPC that is not in this workload")
                    : InternetReach.Of(false, gateway, $"is not attached to {vpc.Address}");
            }
        }

        return gateway.Get("default_route_table_association").Text() == "enable" && gateway.Get("default_route_table_propagation").Text() == "enable"
            ? InternetReach.Of(true, table, $"routes to {to.Address} through {gateway.Address}")
            : InternetReach.Of(null, gateway, "routes by tables of its own");
    }

    private static Value AsRoute(Resource route)
    {
        var attributes = route.Attributes;
        return Value.Object(
            ("destination", attributes.Get("destination_cidr_block")), ("ipv6_destination", attributes.Get("destination_ipv6_cidr_block")),
            ("gateway", Target("gateway_id")), ("nat_gateway", Target("nat_gateway_id")), ("egress_only_gateway", Target("egress_only_gateway_id")),
            ("transit_gateway", Target("transit_gateway_id")), ("peering", Target("vpc_peering_connection_id")), ("network_interface", Target("network_interface_id")),
            ("endpoint", Target("vpc_endpoint_id")));

        Value Target(string name)
        {
            var value = attributes.Get(name);
            return value.References is [{ Target: Resource resource }] ? resource.AsValue : value.IsNull ? Value.Null : Value.Unknown;
        }
    }

    private static bool? IsMain(Resource table) => table.Type == "aws_default_route_table" ? true : table.Get("main").Truth();

    private static void Add(Dictionary<Resource, List<Resource>> map, Resource key, Resource item)
    {
        if (!map.TryGetValue(key, out var items))
        {
            map.Add(key, items = []);
        }

        items.Add(item);
    }
}
