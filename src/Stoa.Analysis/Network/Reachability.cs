using Stoa.Analysis.Facts;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Network;

/// <summary>
/// Who can open a TCP or UDP connection to a resource: the internet, CloudFront, another resource. It needs an address that they know, a
/// route there and back, network ACLs that let the packet and its answer pass, and security groups that admit it, all of them on one
/// port. Kleene's logic throughout: what nobody knows decides nothing, and what is closed for certain is closed whatever else is
/// unknown. Safe to share between threads, which take turns: it remembers its answers.
/// </summary>
public sealed class Reachability
{
    /// <summary>Of a resource in more subnets than this no more are looked at when two resources are compared.</summary>
    private const int MaxSubnets = 8;

    private static readonly Protocol[] Protocols = [Protocol.Tcp, Protocol.Udp];

    private readonly Lock turn = new();
    private readonly Workload workload;
    private readonly RouteTables routes;
    private readonly NetworkAcls acls;
    private readonly SecurityGroups groups;
    private readonly Dictionary<Resource, InternetReach> answers = [];
    private readonly Dictionary<(Resource Subnet, Peer Peer, Protocol Protocol), Passage> entries = [];

    /// <summary>The network of a workload.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="facts">Where AWS's own prefix lists are known from; without them a list named by its id is unknown.</param>
    public Reachability(Workload workload, FactBook? facts = null)
    {
        this.workload = workload;
        routes = new RouteTables(workload);
        acls = new NetworkAcls(workload);
        groups = new SecurityGroups(workload, PrefixList.Names(facts ?? FactBook.Empty));
    }

    /// <summary>
    /// Whether the internet can open a connection to a resource. Unknown for a resource without a kind, and for a kind to which the
    /// question does not apply (a subnet, a policy).
    /// </summary>
    public InternetReach FromInternet(Resource resource)
    {
        lock (turn)
        {
            if (!answers.TryGetValue(resource, out var answer))
            {
                answers.Add(resource, answer = Ask(resource, InternetPeer.Parts));
            }

            return answer;
        }
    }

    /// <summary>
    /// Whether CloudFront can open a connection to a resource as an origin: so it can wherever the internet can, and where a group
    /// admits CloudFront's prefix list.
    /// </summary>
    public InternetReach FromCloudFront(Resource resource)
    {
        lock (turn)
        {
            return Ask(resource, [CloudFrontPeer.Instance]);
        }
    }

    /// <summary>Whether one resource with network interfaces can open a connection to another by their private addresses.</summary>
    public InternetReach Between(Resource client, Resource server)
    {
        var (from, to) = (PlaceOf(client), PlaceOf(server));
        if (from is null || to is null)
        {
            return InternetReach.Unknown;
        }

        lock (turn)
        {
            return Between(from, to, PortsOf(server));
        }
    }

    /// <summary>Whether a subnet's route table leads packets of the internet in: what people call a public subnet.</summary>
    public InternetReach IsPublic(Resource subnet) => Best([.. InternetPeer.Parts.Where(p => !p.IsIPv6 || HasIPv6(subnet)).Select(p => routes.FromInternet(subnet, p))]);

    /// <summary>The network ACL of a subnet where the workload declares it; null where it has its VPC's default one or nobody knows.</summary>
    public Resource? AclOf(Resource subnet) => acls.Of(subnet).Acl;

    /// <summary>How a subnet reaches the internet itself: the step that leads out; null where nothing does. Not known where a part is missing.</summary>
    public (ReachStep? Way, bool IsKnown) ExitOf(Resource subnet) => routes.Exit(subnet);

    private InternetReach Between(NetworkPlace from, NetworkPlace to, Passage ports)
    {
        var found = new List<InternetReach>();
        foreach (var near in Peers(from))
        {
            foreach (var far in Peers(to))
            {
                foreach (var protocol in Protocols)
                {
                    var reach = Reach(from, near, to, far, protocol, ports);
                    if (reach.IsReachable == true)
                    {
                        return reach;
                    }

                    found.Add(reach);
                }
            }
        }

        return Best(found);
    }

    private InternetReach Ask(Resource resource, IReadOnlyList<Peer> peers)
    {
        switch (resource.Kind?.Id)
        {
            case "aws.ec2.instance":
                return Instance(resource, peers);
            case "aws.autoscaling.group":
                return Fleet(resource, peers);
            case "aws.ecs.service" when resource.Resources("subnets").IsEmpty:
                return InternetReach.Of(null, resource, "shares the addresses of the machines that it runs on");
            case "aws.ecs.service":
                return Knock(
                    resource, peers, peer => IsIPv6(peer) ? PerhapsIPv6(resource, resource.Resources("subnets")) : Says(resource, "public_address", "has a public address"),
                    resource, resource.Resources("subnets"), resource, resource.Resources("security_groups"));
            // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html: outside of a subnet group RDS gives a public address
            // unless it is told not to. Terraform's provider tells it.
            case "aws.rds.instance" when resource.Unit.IsCloudFormation && resource.Get("publicly_accessible").Origin?.IsDefault != false && resource.Attributes.Get("DBSubnetGroupName").IsNull
                && !resource.Get("publicly_accessible").IsUnknown && resource.Get("is_replica").Truth() == false:
                return Knock(
                    resource, peers, peer => IsIPv6(peer) ? InternetReach.Of(false, resource, "has no IPv6 address") : InternetReach.Of(true, resource, "has a public address, as one outside of a subnet group has unless told otherwise"),
                    resource, resource.Resources("subnets"), resource, resource.Resources("security_groups"));
            case "aws.rds.instance" or "aws.redshift.cluster":
                return Placed(resource, resource, peers, "publicly_accessible", "is publicly accessible");
            case "aws.rds.cluster_instance":
                return ClusterMember(resource, peers);
            case "aws.elb.load_balancer" or "aws.elb.classic_load_balancer":
                return LoadBalancer(resource, peers);
            case "aws.opensearch.domain":
                return Domain(resource);
            case "aws.eks.cluster":
                return Cluster(resource);
            case "aws.apigateway.rest_api":
                return RestApi(resource);
            case "aws.apigateway.http_api" or "aws.cloudfront.distribution" or "aws.lambda.function_url" or "aws.globalaccelerator.accelerator":
                return InternetReach.Of(true, resource, "answers on a public endpoint");
            case "aws.elasticache.replication_group" or "aws.elasticache.cluster" or "aws.elasticache.serverless_cache"
                or "aws.efs.mount_target" or "aws.rds.proxy":
                return InternetReach.Of(false, resource, "has no address outside its VPC");
            default:
                return InternetReach.Unknown;
        }
    }

    /// <summary>Asks for each part of the internet and each protocol; one is enough.</summary>
    private InternetReach Knock(
        Resource resource, IReadOnlyList<Peer> peers, Func<Peer, InternetReach> address, Resource placed, ResourceList subnets, Resource grouped, ResourceList admitting,
        bool trustsRoute = false, bool hasGroups = true)
    {
        var found = new List<InternetReach>();
        var ports = PortsOf(resource);
        var vpc = subnets.Items is [var first, ..] ? first.Get("vpc").Resource() : null;
        foreach (var peer in peers)
        {
            var known = Passage.Of(address(peer));
            if (known.Possible.IsEmpty)
            {
                found.Add(known.Answer());
                continue;
            }

            foreach (var protocol in Protocols)
            {
                var place = Enter(placed, subnets, peer, protocol);
                if (trustsRoute && place.Certain.IsEmpty && !place.Possible.IsEmpty)
                {
                    place = Passage.Open();
                }

                var admitted = hasGroups ? groups.Admit(grouped, admitting, vpc, peer, protocol) : Passage.Open();
                var answer = Passage.All(known, place, admitted, ports).Answer();
                if (answer.IsReachable == true)
                {
                    return answer;
                }

                found.Add(answer);
            }
        }

        return Best(found);
    }

    /// <summary>Whether packets arrive in one of some subnets.</summary>
    private Passage Enter(Resource resource, ResourceList subnets, Peer peer, Protocol protocol)
    {
        if (subnets.IsEmpty)
        {
            return Passage.Doubt(new ReachStep(resource, "names no subnet, so it stands in the account's default VPC, if there is one"));
        }

        var passages = subnets.Items.Select(s => Enter(s, peer, protocol)).ToList();
        if (!subnets.IsComplete)
        {
            passages.Add(Passage.Doubt(new ReachStep(resource, "stands in a subnet that is not in this workload")));
        }

        return Passage.Any(passages);
    }

    private Passage Enter(Resource subnet, Peer peer, Protocol protocol)
    {
        if (!entries.TryGetValue((subnet, peer, protocol), out var passage))
        {
            passage = Passage.All(Passage.Of(routes.FromInternet(subnet, peer)), acls.Enter(subnet, peer, protocol));
            entries.Add((subnet, peer, protocol), passage);
        }

        return passage;
    }

    /// <summary>Something with a network interface that has a public address where a property says so.</summary>
    private InternetReach Placed(Resource resource, Resource placed, IReadOnlyList<Peer> peers, string property, string reason) => Knock(
        resource, peers, peer => IsIPv6(peer) ? InternetReach.Of(false, resource, "has no IPv6 address") : Says(resource, property, reason),
        placed, placed.Resources("subnets"), placed, placed.Resources("security_groups"));

    private static InternetReach Says(Resource resource, string property, string reason) => resource.Get(property).Truth() switch
    {
        true => InternetReach.Of(true, resource, reason),
        false => InternetReach.Of(false, resource, $"sets {property} to false, or leaves it so"),
        null => InternetReach.Of(null, resource, $"has an unknown {property}"),
    };

    private InternetReach Instance(Resource instance, IReadOnlyList<Peer> peers)
    {
        // With interfaces made elsewhere it is their subnets, groups and addresses that count.
        var interfaces = instance.Get("attached_interface").Truth() == true
            ? workload.From(instance).Select(static e => e.To).Concat(workload.To(instance).Select(static e => e.From))
                .Where(static r => r.Kind?.Id == "aws.ec2.network_interface").Distinct().ToList()
            : [];
        if (interfaces.Count == 0)
        {
            return Knock(
                instance, peers, peer => InstanceAddress(instance, peer), instance, instance.Resources("subnet"), instance, instance.Resources("security_groups"));
        }

        return Best([.. interfaces.Select(i => Knock(
            instance, peers,
            peer => IsIPv6(peer) ? PerhapsIPv6(i, i.Resources("subnet")) : HasElasticAddress(i).Or(HasElasticAddress(instance)),
            i, i.Resources("subnet"), i, i.Resources("security_groups")))]);
    }

    private InternetReach InstanceAddress(Resource instance, Peer peer)
    {
        if (IsIPv6(peer))
        {
            return GivenIPv6(instance, instance.Resources("subnet"));
        }

        var elastic = HasElasticAddress(instance);
        return elastic.IsReachable == true ? elastic : GivenAddress(instance, instance, "subnet").Or(Says(instance, "elastic_ip", "has an elastic address"));
    }

    private InternetReach HasElasticAddress(Resource resource) =>
        workload.To(resource).FirstOrDefault(static e => e.From.Kind?.Id == "aws.ec2.elastic_ip") is { } edge
            ? InternetReach.Of(true, resource, $"has the elastic address {edge.From.Address}")
            : InternetReach.Of(false, resource, "has no elastic address");

    /// <summary>The machines of a group: what their launch template says, in the group's subnets.</summary>
    private InternetReach Fleet(Resource group, IReadOnlyList<Peer> peers)
    {
        var subnets = group.Resources("subnets");
        return LaunchOf(group) is { } launch
            ? Knock(
                group, peers, peer => IsIPv6(peer) ? GivenIPv6(launch, subnets) : GivenAddress(launch, group, "subnets"), group, subnets, launch, launch.Resources("security_groups"))
            : Knock(
                group, peers, _ => InternetReach.Of(null, group, "has a launch template that is not in this workload"), group, subnets, group, default, hasGroups: false);
    }

    /// <summary>What the machines of a group are made from; null where that is not in the workload.</summary>
    internal static Resource? LaunchOf(Resource group) => group.Get("launch_template") is { IsNull: false } template ? template.Resource() : group.Get("launch_configuration").Resource();

    /// <summary>Whether an instance gets a public address: as it says itself, else as its subnet says.</summary>
    private static InternetReach GivenAddress(Resource machine, Resource placed, string property)
    {
        if (!machine.Get("public_address").IsNull)
        {
            return Says(machine, "public_address", "has a public address");
        }

        var places = placed.Resources(property);
        var answer = places is { IsComplete: true, Items.Count: > 0 }
            ? new InternetReach(false, [])
            : InternetReach.Of(null, placed, "has a public address if its subnet, which is not in this workload, gives one");
        foreach (var subnet in places.Items)
        {
            answer = answer.Or(subnet.Type == "aws_default_subnet"
                ? InternetReach.Of(true, subnet, "gives public addresses")
                : Says(subnet, "assigns_public_addresses", "gives public addresses"));
        }

        return answer;
    }

    /// <summary>Whether a machine gets an IPv6 address, every one of which is public: as it says itself, else as its subnet says.</summary>
    private static InternetReach GivenIPv6(Resource machine, ResourceList subnets)
    {
        var asked = machine.TryGet("ipv6_address", out var said) ? said : Value.Null;
        if (asked.Truth() == true)
        {
            return InternetReach.Of(true, machine, "has an IPv6 address");
        }

        var answer = asked.IsUnknown ? InternetReach.Of(null, machine, "has an IPv6 address or not") : InternetReach.Of(false, machine, "has no IPv6 address");
        foreach (var subnet in subnets.Items)
        {
            answer = answer.Or(subnet.Get("assigns_ipv6_addresses").Truth() switch
            {
                true => InternetReach.Of(true, subnet, "gives IPv6 addresses"),
                false => InternetReach.Of(false, subnet, "gives no IPv6 addresses"),
                null => InternetReach.Of(null, subnet, "gives IPv6 addresses or not"),
            });
        }

        return answer;
    }

    /// <summary>Where a setting of the account decides.</summary>
    private static InternetReach PerhapsIPv6(Resource resource, ResourceList subnets) =>
        subnets.Items.FirstOrDefault(static s => s.Get("assigns_ipv6_addresses").Truth() != false) is { } subnet
            ? InternetReach.Of(null, resource, $"may get an IPv6 address in {subnet.Address}")
            : InternetReach.Of(false, resource, "has no IPv6 address");

    private InternetReach ClusterMember(Resource member, IReadOnlyList<Peer> peers) => member.Get("cluster").Resource() is { } cluster
        ? Placed(member, cluster, peers, "publicly_accessible", "is publicly accessible")
        : Says(member, "publicly_accessible", "is publicly accessible").And(InternetReach.Of(null, member, "belongs to a cluster that is not in this workload"));

    private InternetReach LoadBalancer(Resource balancer, IReadOnlyList<Peer> peers)
    {
        var scheme = balancer.Get("internal").Truth() switch
        {
            true => InternetReach.Of(false, balancer, "is internal"),
            false => InternetReach.Of(true, balancer, "faces the internet"),
            null => InternetReach.Of(null, balancer, "may be internal or not"),
        };
        if (balancer.Get("type").Text() == "gateway")
        {
            return InternetReach.Of(false, balancer, "is a gateway load balancer, which only appliances see");
        }

        // For a classic one without a group ELB makes one in the default VPC, which admits everybody; elsewhere it takes the VPC's default group.
        if (balancer.Kind?.Id == "aws.elb.classic_load_balancer" && balancer.Resources("security_groups").IsEmpty && scheme.IsReachable != false)
        {
            return InternetReach.Of(null, balancer, "has no security group of its own, and ELB's own choice may admit everybody");
        }

        // A network load balancer without security groups filters nothing. AWS creates one that faces the internet only where there is an
        // internet gateway: a subnet that nobody shows is no doubt.
        return Knock(
            balancer, peers, peer => IsIPv6(peer) ? DualStack(balancer).And(scheme) : scheme, balancer, balancer.Resources("subnets"), balancer,
            balancer.Resources("security_groups"), trustsRoute: true, hasGroups: !FiltersNothing(balancer));
    }

    private static bool FiltersNothing(Resource balancer) => balancer.Get("type").Text() == "network" && balancer.Resources("security_groups").IsEmpty;

    private static InternetReach DualStack(Resource balancer) => balancer.TryGet("address_type", out var type) && type.IsUnknown
        ? InternetReach.Of(null, balancer, "may have IPv6 addresses or not")
        : type?.Text() is "dualstack" or "dualstack-without-public-ipv4" ? InternetReach.Of(true, balancer, "has IPv6 addresses")
        : InternetReach.Of(false, balancer, "has no IPv6 address");

    private static InternetReach Domain(Resource domain)
    {
        var places = domain.Get("subnets");
        return places.IsUnknown ? InternetReach.Of(null, domain, "may stand in a VPC or not")
            : places.HasValue && places.Count > 0 ? InternetReach.Of(false, domain, "stands in a VPC")
            : InternetReach.Of(true, domain, "stands outside any VPC, on a public endpoint");
    }

    private static InternetReach Cluster(Resource cluster)
    {
        var ranges = cluster.Get("public_access_cidrs");
        bool? open = ranges.IsUnknown ? null : false;
        foreach (var range in ranges.HasValue ? ranges.Items : [])
        {
            open |= InternetPeer.Parts[0].IsIn(range) | InternetPeer.Parts[1].IsIn(range) | InternetPeer.Parts[2].IsIn(range);
        }

        return Says(cluster, "public_endpoint", "has a public endpoint").And(open switch
        {
            true => InternetReach.Of(true, cluster, "admits everyone to it"),
            false => InternetReach.Of(false, cluster, "admits chosen addresses only"),
            null => InternetReach.Of(null, cluster, "admits addresses that are not known"),
        });
    }

    private static InternetReach RestApi(Resource api)
    {
        var type = api.Get("endpoint_type");
        return type.IsUnknown ? InternetReach.Of(null, api, "has an endpoint of unknown type")
            : type.Text() == "PRIVATE" ? InternetReach.Of(false, api, "has a private endpoint")
            : InternetReach.Of(true, api, "answers on a public endpoint");
    }

    /// <summary>The ports on which a resource listens, where that is known.</summary>
    private Passage PortsOf(Resource resource)
    {
        var listeners = resource.Kind?.Id switch
        {
            "aws.elb.load_balancer" => workload.To(resource).Select(static e => e.From).Where(static r => r.Kind?.Id == "aws.elb.listener").Distinct().Select(static l => l.Get("port")).ToList(),
            "aws.elb.classic_load_balancer" => [.. resource.Get("listeners").Elements().Select(static l => l.Get("port"))],
            "aws.rds.instance" => [DatabasePort(resource, resource)],
            "aws.rds.cluster_instance" when resource.Get("cluster").Resource() is { } cluster => [DatabasePort(cluster, resource)],
            "aws.redshift.cluster" => [resource.Attributes.Get(resource.Unit.IsCloudFormation ? "Port" : "port") is { IsNull: false } port ? port : Value.Of(5439)],
            _ => [],
        };
        if (listeners.Count == 0 || listeners.Exists(static l => Port(l) is null))
        {
            return Passage.Open();
        }

        var ports = listeners.Aggregate(PortSet.None, static (all, port) => all.Or(PortSet.Of(Port(port)!.Value, Port(port)!.Value)));
        return Passage.Open(ports, new ReachStep(resource, $"listens on {ports} only"));
    }

    /// <summary>A port, which CloudFormation often writes as text.</summary>
    private static int? Port(Value value) => value.Count() ?? (int.TryParse(value.Text(), out var number) ? number : null);

    /// <summary>The port of a database: its own, else its engine's; unknown where neither is known.</summary>
    private static Value DatabasePort(Resource database, Resource member)
    {
        var own = database.Attributes.Get(database.Unit.IsCloudFormation ? "Port" : "port");
        var engine = database.Get("engine").Text() ?? member.Get("engine").Text() ?? (database.TryGet("replica_of", out var source) ? source.Resource()?.Get("engine").Text() : null) ?? "";
        return !own.IsNull ? own
            : engine is "aurora" || engine.Contains("mysql", StringComparison.OrdinalIgnoreCase) || engine.Contains("mariadb", StringComparison.OrdinalIgnoreCase) ? Value.Of(3306)
            : engine.Contains("postgres", StringComparison.OrdinalIgnoreCase) ? Value.Of(5432)
            : engine.StartsWith("oracle", StringComparison.OrdinalIgnoreCase) ? Value.Of(1521)
            : engine.StartsWith("sqlserver", StringComparison.OrdinalIgnoreCase) ? Value.Of(1433)
            : Value.Unknown;
    }

    private InternetReach Reach(NetworkPlace from, SubnetPeer near, NetworkPlace to, SubnetPeer far, Protocol protocol, Passage ports)
    {
        var route = Passage.Of(routes.Between(near, far, from.Owner, to.Owner));
        var isOneSubnet = near.Subnet is not null && ReferenceEquals(near.Subnet, far.Subnet);
        return Passage.All(
            route,
            isOneSubnet || near.Subnet is null ? Passage.Open() : acls.Leave(near.Subnet, far, protocol),
            isOneSubnet || far.Subnet is null ? Passage.Open() : acls.Enter(far.Subnet, near, protocol),
            from.HasGroups ? groups.Release(from.Owner, from.Groups, far, protocol) : Passage.Open(),
            to.HasGroups ? groups.Admit(to.Owner, to.Groups, far.Vpc, near, protocol) : Passage.Open(),
            ports).Answer();
    }

    private static IEnumerable<SubnetPeer> Peers(NetworkPlace place)
    {
        var filters = place.HasGroups ? place.Groups : new ResourceList([place.Owner], true);
        return place.Subnets.Items.Take(MaxSubnets).Select(s => new SubnetPeer(place.Owner, s, filters))
            .Concat(place.Subnets.IsComplete && place.Subnets.Items.Count > 0 ? [] : [new SubnetPeer(place.Owner, null, filters)]);
    }

    private static NetworkPlace? PlaceOf(Resource resource) => resource.Kind?.Id switch
    {
        "aws.ec2.instance" or "aws.ec2.network_interface" or "aws.efs.mount_target" => new(resource, resource.Resources("subnet"), resource.Resources("security_groups"), true),
        "aws.autoscaling.group" => LaunchOf(resource) is { } launch
            ? new(resource, resource.Resources("subnets"), launch.Resources("security_groups"), true)
            : new(resource, resource.Resources("subnets"), new ResourceList([], false), true),
        "aws.rds.cluster_instance" => resource.Get("cluster").Resource() is { } cluster ? PlaceOf(cluster) : null,
        "aws.rds.instance" when resource.Get("subnets").IsNull && resource.Get("replica_of").Resource() is { } source =>
            new(resource, source.Resources("subnets"), resource.Resources("security_groups") is { IsEmpty: false } own ? own : source.Resources("security_groups"), true),
        "aws.elb.load_balancer" => new(resource, resource.Resources("subnets"), resource.Resources("security_groups"), !FiltersNothing(resource)),
        "aws.lambda.function" when resource.Resources("subnets").IsEmpty => null,
        "aws.opensearch.domain" when resource.Resources("subnets").IsEmpty => null,
        _ => resource.Kind is { } kind && kind.TryGetProperty("subnets", out _) && kind.TryGetProperty("security_groups", out _)
            ? new(resource, resource.Resources("subnets"), resource.Resources("security_groups"), true)
            : null,
    };

    private static bool HasIPv6(Resource subnet) => !subnet.Get("ipv6_cidr").IsNull || subnet.Get("assigns_ipv6_addresses").Truth() == true;

    private static bool IsIPv6(Peer peer) => peer is InternetPeer { IsIPv6: true };

    /// <summary>One way in is enough; where none is certain, all that is unknown; where all are closed, what closes the first.</summary>
    private static InternetReach Best(IReadOnlyList<InternetReach> answers) =>
        answers.FirstOrDefault(static a => a.IsReachable == true)
        ?? (answers.Any(static a => a.IsReachable is null)
            ? new InternetReach(null, [.. answers.Where(static a => a.IsReachable is null).SelectMany(static a => a.Path).Distinct()])
            : answers is [var first, ..] ? first : InternetReach.Unknown);

    /// <param name="Owner">Whose interfaces they are.</param>
    /// <param name="Subnets">The subnets they stand in.</param>
    /// <param name="Groups">Their security groups.</param>
    /// <param name="HasGroups">False of what security groups do not filter.</param>
    private sealed record NetworkPlace(Resource Owner, ResourceList Subnets, ResourceList Groups, bool HasGroups);
}
