using System.Runtime.CompilerServices;
using Stoa.Analysis.Network;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads;
using Stoa.Workloads.Graph;
using Stoa.Workloads.Kinds;

namespace Stoa.Analysis.Tests.Network;

/// <summary>Each test closes, or hides, one thing on the way from the internet to a machine that is otherwise open.</summary>
public sealed class ReachabilityTests
{
    private static readonly KindCatalog Kinds = LoadKinds();

    private readonly SourceUnit unit = new(SourceFormat.Terraform, ".");
    private readonly List<Resource> resources = [];

    private readonly Resource vpc;
    private readonly Resource gateway;
    private readonly Resource subnet;
    private readonly Resource routes;
    private readonly Resource group;
    private readonly Resource instance;

    public ReachabilityTests()
    {
        vpc = Add("aws_vpc", "main");
        gateway = Add("aws_internet_gateway", "main", ("vpc_id", Id(vpc)));
        subnet = Add("aws_subnet", "a", ("vpc_id", Id(vpc)));
        routes = Add("aws_route_table", "public", ("vpc_id", Id(vpc)), ("route", Value.Tuple(Route("0.0.0.0/0", Id(gateway)))));
        Add("aws_route_table_association", "a", ("subnet_id", Id(subnet)), ("route_table_id", Id(routes)));
        group = Add("aws_security_group", "web", ("vpc_id", Id(vpc)), ("ingress", Value.Tuple(Rule(443, "0.0.0.0/0"))));
        instance = Add(
            "aws_instance", "web",
            ("subnet_id", Id(subnet)), ("vpc_security_group_ids", Value.Tuple(Id(group))), ("associate_public_ip_address", Value.True));
    }

    [Fact]
    public void A_machine_with_address_route_and_open_group_is_reachable_and_the_path_says_how()
    {
        var reach = Ask(instance);

        Assert.True(reach.IsReachable);
        Assert.Equal(
            [
                "aws_instance.web has a public address",
                "aws_route_table.public routes to the internet gateway aws_internet_gateway.main",
                "aws_security_group.web admits the internet to port 443",
            ],
            reach.Path.Select(s => s.ToString()));
    }

    [Fact]
    public void Without_a_public_address_it_is_not_reachable()
    {
        Set(instance, ("associate_public_ip_address", Value.False));

        var reach = Ask(instance);
        Assert.False(reach.IsReachable);
        Assert.Contains("public_address", reach.Path[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_elastic_address_counts_from_either_side()
    {
        Set(instance, ("associate_public_ip_address", Value.False));
        Add("aws_eip", "web", ("instance", Id(instance)));

        Assert.True(Ask(instance).IsReachable);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_the_machine_does_not_say_the_subnet_does(bool assigns)
    {
        Set(instance, ("associate_public_ip_address", Value.Null));
        Set(subnet, ("map_public_ip_on_launch", Value.Of(assigns)));

        Assert.Equal(assigns, Ask(instance).IsReachable);
    }

    [Fact]
    public void Without_a_route_to_an_internet_gateway_it_is_not_reachable()
    {
        Set(routes, ("route", Value.Tuple(Route("10.0.0.0/8", Value.Of("local")))));

        var reach = Ask(instance);
        Assert.False(reach.IsReachable);
        Assert.Equal("aws_route_table.public has no route to an internet gateway", Assert.Single(reach.Path).ToString());
    }

    [Fact]
    public void A_route_declared_on_its_own_counts()
    {
        Set(routes, ("route", Value.EmptyTuple));
        Add("aws_route", "out", ("route_table_id", Id(routes)), ("destination_cidr_block", Value.Of("0.0.0.0/0")), ("gateway_id", Id(gateway)));

        Assert.True(Ask(instance).IsReachable);
    }

    [Fact]
    public void A_route_to_everywhere_by_an_unknown_gateway_is_unknown()
    {
        Set(routes, ("route", Value.Tuple(Route("0.0.0.0/0", Value.Unknown))));

        Assert.Null(Ask(instance).IsReachable);
    }

    [Fact]
    public void A_subnet_without_a_route_table_has_the_main_one()
    {
        var other = Add("aws_subnet", "b", ("vpc_id", Id(vpc)));
        Set(instance, ("subnet_id", Id(other)));
        Assert.False(Ask(instance).IsReachable);

        Add("aws_main_route_table_association", "main", ("vpc_id", Id(vpc)), ("route_table_id", Id(routes)));
        Assert.True(Ask(instance).IsReachable);
    }

    [Fact]
    public void A_subnet_outside_the_workload_is_unknown()
    {
        Set(instance, ("subnet_id", Value.Of("subnet-0123")));

        Assert.Null(Ask(instance).IsReachable);
    }

    [Theory]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("::/0", false)]
    [InlineData("128.0.0.0/1", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("203.0.113.7/32", false)]
    [InlineData("203.0.113.7/24", false)]
    public void The_group_decides_by_its_ranges(string range, bool open)
    {
        Set(group, ("ingress", Value.Tuple(Rule(22, range))));

        Assert.Equal(open, Ask(instance).IsReachable);
    }

    [Fact]
    public void An_unknown_range_is_unknown_and_a_closed_route_outweighs_it()
    {
        Set(group, ("ingress", Value.Tuple(Rule(22, Value.Unknown))));
        Assert.Null(Ask(instance).IsReachable);

        Set(routes, ("route", Value.EmptyTuple));
        Assert.False(Ask(instance).IsReachable);
    }

    [Fact]
    public void A_rule_declared_on_its_own_counts()
    {
        Set(group, ("ingress", Value.EmptyTuple));
        Assert.False(Ask(instance).IsReachable);

        Add(
            "aws_vpc_security_group_ingress_rule", "r",
            ("security_group_id", Id(group)), ("cidr_ipv4", Value.Of("0.0.0.0/0")), ("ip_protocol", Value.Of("tcp")),
            ("from_port", Value.Of(22)), ("to_port", Value.Of(22)));
        Assert.True(Ask(instance).IsReachable);
    }

    [Fact]
    public void A_second_open_group_is_enough()
    {
        var closed = Add("aws_security_group", "closed", ("vpc_id", Id(vpc)));
        Set(instance, ("vpc_security_group_ids", Value.Tuple(Id(closed), Value.Of("sg-outside"), Id(group))));

        Assert.True(Ask(instance).IsReachable);
    }

    [Fact]
    public void Without_a_group_of_its_own_it_has_the_default_one_which_is_closed()
    {
        Set(instance, ("vpc_security_group_ids", Value.Null));

        Assert.False(Ask(instance).IsReachable);
    }

    [Theory]
    [InlineData("allow", true)]
    [InlineData("deny", false)]
    public void The_first_rule_of_the_network_acl_for_everyone_decides(string action, bool open)
    {
        Add(
            "aws_network_acl", "a",
            ("vpc_id", Id(vpc)), ("subnet_ids", Value.Tuple(Id(subnet))),
            ("ingress", Value.Tuple(AclRule(200, "allow"), AclRule(100, action))), ("egress", Value.Tuple(AclRule(100, "allow"))));

        Assert.Equal(open, Ask(instance).IsReachable);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_load_balancer_is_reachable_unless_it_is_internal(bool isInternal, bool reachable)
    {
        var balancer = Add(
            "aws_lb", "web",
            ("internal", Value.Of(isInternal)), ("subnets", Value.Tuple(Id(subnet))), ("security_groups", Value.Tuple(Id(group))));

        Assert.Equal(reachable, Ask(balancer).IsReachable);
    }

    [Fact]
    public void A_load_balancer_that_faces_the_internet_needs_no_subnet_to_prove_it()
    {
        var balancer = Add("aws_lb", "web", ("subnets", Value.Unknown), ("security_groups", Value.Tuple(Id(group))));

        Assert.True(Ask(balancer).IsReachable);
    }

    [Fact]
    public void A_database_is_reachable_only_when_it_is_public_in_public_subnets_with_an_open_group()
    {
        var subnets = Add("aws_db_subnet_group", "db", ("name", Value.Of("db")), ("subnet_ids", Value.Tuple(Id(subnet))));
        var database = Add(
            "aws_db_instance", "db",
            ("db_subnet_group_name", Id(subnets, "name")), ("vpc_security_group_ids", Value.Tuple(Id(group))), ("publicly_accessible", Value.True));
        Assert.True(Ask(database).IsReachable);

        Set(database, ("publicly_accessible", Value.Unknown));
        Assert.Null(Ask(database).IsReachable);

        Set(database, ("publicly_accessible", Value.Null));
        Assert.False(Ask(database).IsReachable);
    }

    [Fact]
    public void A_public_endpoint_is_reachable_and_a_private_one_is_not()
    {
        var api = Add("aws_api_gateway_rest_api", "api");
        Assert.True(Ask(api).IsReachable);

        Set(api, ("endpoint_configuration", Value.Tuple(Value.Object(("types", Value.Tuple(Value.Of("PRIVATE")))))));
        Assert.False(Ask(api).IsReachable);
    }

    [Fact]
    public void The_question_means_nothing_to_a_subnet_or_a_resource_without_a_kind()
    {
        Assert.Null(Ask(subnet).IsReachable);
        Assert.Null(Ask(Add("aws_something", "x")).IsReachable);
    }

    private InternetReach Ask(Resource resource)
    {
        unit.Resources = resources;
        return new Reachability(WorkloadBuilder.Build([unit], Kinds)).FromInternet(resource);
    }

    private Resource Add(string type, string name, params ReadOnlySpan<(string, Value)> attributes)
    {
        var resource = new Resource
        {
            Address = $"{type}.{name}",
            Type = type,
            Name = name,
            Unit = unit,
            Declaration = new Location(new SourceText("main.tf", ""), default),
            Attributes = Value.Object(attributes),
        };
        resources.Add(resource);
        return resource;
    }

    private static void Set(Resource resource, (string Name, Value Value) attribute) =>
        resource.Attributes = Value.Object([.. resource.Attributes.Pairs.Select(p => (p.Key, p.Value)), attribute]);

    private static Value Id(Resource resource, string attribute = "id") =>
        Value.UnknownOf(HclType.String, notNull: true).WithReference(new Reference(resource, attribute));

    private static Value Route(string destination, Value gateway) =>
        Value.Object(("cidr_block", Value.Of(destination)), ("gateway_id", gateway));

    private static Value Rule(int port, string range) => Rule(port, Value.Of(range));

    private static Value Rule(int port, Value range) => Value.Object(
        ("protocol", Value.Of("tcp")), ("from_port", Value.Of(port)), ("to_port", Value.Of(port)),
        (range.HasValue && range.AsString().Contains(':') ? "ipv6_cidr_blocks" : "cidr_blocks", Value.Tuple(range)));

    private static Value AclRule(int number, string action) => Value.Object(
        ("rule_no", Value.Of(number)), ("action", Value.Of(action)), ("protocol", Value.Of("-1")), ("cidr_block", Value.Of("0.0.0.0/0")),
        ("from_port", Value.Of(0)), ("to_port", Value.Of(0)));

    private static KindCatalog LoadKinds([CallerFilePath] string thisFile = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
        var diagnostics = new DiagnosticBag();
        return KindCatalog.Read(new DiskFileTree(root), "knowledge/kinds", diagnostics);
    }
}
