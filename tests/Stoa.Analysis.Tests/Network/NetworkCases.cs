using Stoa.Analysis.Network;

namespace Stoa.Analysis.Tests.Network;

/// <summary>
/// Networks made by hand, each with one thing that decides. In Terraform, all start from <see cref="Base"/>: a VPC of 10.0.0.0/16 with an
/// internet gateway, a public subnet (10.0.1.0/24) and a private one (10.0.2.0/24), and a group that admits everyone to port 443.
/// </summary>
public sealed class NetworkCases
{
    private const string Base = """
        resource "aws_vpc" "v" {
          cidr_block       = "10.0.0.0/16"
          ipv6_cidr_block  = "2001:db8::/56"
        }
        resource "aws_internet_gateway" "igw" { vpc_id = aws_vpc.v.id }
        resource "aws_subnet" "public" {
          vpc_id     = aws_vpc.v.id
          cidr_block = "10.0.1.0/24"
        }
        resource "aws_subnet" "private" {
          vpc_id     = aws_vpc.v.id
          cidr_block = "10.0.2.0/24"
        }
        resource "aws_route_table" "public" {
          vpc_id = aws_vpc.v.id
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.igw.id
          }
        }
        resource "aws_route_table_association" "public" {
          subnet_id      = aws_subnet.public.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          vpc_id = aws_vpc.v.id
          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
          egress {
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        """;

    private static string Machine(string subnet = "aws_subnet.public.id", string group = "aws_security_group.open.id", string more = "associate_public_ip_address = true") => $$"""
        resource "aws_instance" "m" {
          subnet_id              = {{subnet}}
          vpc_security_group_ids = [{{group}}]
          {{more}}
        }
        """ + "\n";

    private static string Acl(string rules, string name = "n", string subnet = "aws_subnet.public.id") => $$"""
        resource "aws_network_acl" "{{name}}" {
          vpc_id     = aws_vpc.v.id
          subnet_ids = [{{subnet}}]
          {{rules}}
        }
        """ + "\n";

    private static string In(int number, string action, string range = "0.0.0.0/0", int from = 0, int to = 65535, string protocol = "tcp", string direction = "ingress") => $$"""
        {{direction}} {
          rule_no    = {{number}}
          action     = "{{action}}"
          protocol   = "{{protocol}}"
          cidr_block = "{{range}}"
          from_port  = {{(protocol == "-1" ? 0 : from)}}
          to_port    = {{(protocol == "-1" ? 0 : to)}}
        }
        """ + "\n";

    private static string Out(int number, string action, string range = "0.0.0.0/0", int from = 0, int to = 65535, string protocol = "tcp") => In(number, action, range, from, to, protocol, "egress");

    private static string Group(string name, string ingress, string egress = "") => $$"""
        resource "aws_security_group" "{{name}}" {
          vpc_id = aws_vpc.v.id
          {{(ingress.Length == 0 ? "" : $"ingress {{\n{ingress}\n}}")}}
          {{(egress.Length == 0 ? "" : $"egress {{\n{egress}\n}}")}}
        }
        """ + "\n";

    private static string Rule(string source, int from = 443, int? to = null, string protocol = "tcp") => $"from_port = {from}\nto_port = {to ?? from}\nprotocol = \"{protocol}\"\n{source}";

    /// <summary>What is asked of <c>aws_instance.m</c> unless the case names another resource.</summary>
    public static TheoryData<string, string, bool?, string> FromTheInternet() => new()
    {
        // Subnets, addresses, routes.
        { "a machine with an address in a public subnet", Machine(), true, "routes to the internet gateway" },
        { "one in a private subnet, on the VPC's main table", Machine("aws_subnet.private.id"), false, "main route table" },
        { "one without a public address", Machine(more: "associate_public_ip_address = false"), false, "public_address" },
        { "one that leaves it to a subnet that gives none", Machine(more: ""), false, "assigns_public_addresses" },
        { "one with an elastic address", Machine(more: "associate_public_ip_address = false") + """

            resource "aws_eip" "e" { instance = aws_instance.m.id }
            """, true, "elastic address" },
        { "one with an associated elastic address", Machine(more: "associate_public_ip_address = false") + """

            resource "aws_eip" "e" { domain = "vpc" }
            resource "aws_eip_association" "e" {
              allocation_id = aws_eip.e.id
              instance_id   = aws_instance.m.id
            }
            """, true, "elastic address" },
        { "an address of which nobody knows whether it is given", """
            variable "public" { type = bool }

            """ + Machine(more: "associate_public_ip_address = var.public"), null, "unknown public_address" },
        { "a NAT gateway leads out, never in", """
            resource "aws_nat_gateway" "nat" { subnet_id = aws_subnet.public.id }
            resource "aws_route_table" "private" {
              vpc_id = aws_vpc.v.id
              route {
                cidr_block     = "0.0.0.0/0"
                nat_gateway_id = aws_nat_gateway.nat.id
              }
            }
            resource "aws_route_table_association" "private" {
              subnet_id      = aws_subnet.private.id
              route_table_id = aws_route_table.private.id
            }

            """ + Machine("aws_subnet.private.id"), false, "NAT gateway" },
        { "an instance as NAT may let anything through", """
            resource "aws_network_interface" "nat" { subnet_id = aws_subnet.public.id }
            resource "aws_route_table" "private" {
              vpc_id = aws_vpc.v.id
              route {
                cidr_block           = "0.0.0.0/0"
                network_interface_id = aws_network_interface.nat.id
              }
            }
            resource "aws_route_table_association" "private" {
              subnet_id      = aws_subnet.private.id
              route_table_id = aws_route_table.private.id
            }

            """ + Machine("aws_subnet.private.id"), null, "network interface" },
        { "a transit gateway is no way in", """
            resource "aws_ec2_transit_gateway" "t" {}
            resource "aws_route_table" "private" {
              vpc_id = aws_vpc.v.id
              route {
                cidr_block         = "0.0.0.0/0"
                transit_gateway_id = aws_ec2_transit_gateway.t.id
              }
            }
            resource "aws_route_table_association" "private" {
              subnet_id      = aws_subnet.private.id
              route_table_id = aws_route_table.private.id
            }

            """ + Machine("aws_subnet.private.id"), false, "transit gateway" },
        { "a firewall's endpoint may let it in", """
            resource "aws_vpc_endpoint" "fw" {
              vpc_id            = aws_vpc.v.id
              vpc_endpoint_type = "GatewayLoadBalancer"
              service_name      = "com.amazonaws.vpce.eu-west-1.vpce-svc-1"
            }
            resource "aws_route_table" "private" {
              vpc_id = aws_vpc.v.id
              route {
                cidr_block      = "0.0.0.0/0"
                vpc_endpoint_id = aws_vpc_endpoint.fw.id
              }
            }
            resource "aws_route_table_association" "private" {
              subnet_id      = aws_subnet.private.id
              route_table_id = aws_route_table.private.id
            }

            """ + Machine("aws_subnet.private.id"), null, "endpoint that inspects" },
        { "a route to one address only is no route of the internet", """
            resource "aws_route_table" "some" {
              vpc_id = aws_vpc.v.id
              route {
                cidr_block = "203.0.113.7/32"
                gateway_id = aws_internet_gateway.igw.id
              }
            }
            resource "aws_route_table_association" "some" {
              subnet_id      = aws_subnet.private.id
              route_table_id = aws_route_table.some.id
            }

            """ + Machine("aws_subnet.private.id"), false, "no route to an internet gateway" },
        { "two halves are a whole", """
            resource "aws_route_table" "halves" {
              vpc_id = aws_vpc.v.id
            }
            resource "aws_route" "low" {
              route_table_id         = aws_route_table.halves.id
              destination_cidr_block = "0.0.0.0/1"
              gateway_id             = aws_internet_gateway.igw.id
            }
            resource "aws_route_table_association" "halves" {
              subnet_id      = aws_subnet.private.id
              route_table_id = aws_route_table.halves.id
            }

            """ + Machine("aws_subnet.private.id"), true, "routes to the internet gateway" },
        { "a gateway that is attached to nothing", """
            resource "aws_internet_gateway" "loose" {}
            resource "aws_route_table" "loose" {
              vpc_id = aws_vpc.v.id
              route {
                cidr_block = "0.0.0.0/0"
                gateway_id = aws_internet_gateway.loose.id
              }
            }
            resource "aws_route_table_association" "loose" {
              subnet_id      = aws_subnet.private.id
              route_table_id = aws_route_table.loose.id
            }

            """ + Machine("aws_subnet.private.id"), false, "attached to no VPC" },
        { "a gateway attached by a resource of its own", """
            resource "aws_internet_gateway" "late" {}
            resource "aws_internet_gateway_attachment" "late" {
              internet_gateway_id = aws_internet_gateway.late.id
              vpc_id              = aws_vpc.v.id
            }
            resource "aws_route_table" "late" {
              vpc_id = aws_vpc.v.id
              route {
                cidr_block = "0.0.0.0/0"
                gateway_id = aws_internet_gateway.late.id
              }
            }
            resource "aws_route_table_association" "late" {
              subnet_id      = aws_subnet.private.id
              route_table_id = aws_route_table.late.id
            }

            """ + Machine("aws_subnet.private.id"), true, "routes to the internet gateway" },
        { "the main table with a route of its own", """
            resource "aws_default_route_table" "main" {
              default_route_table_id = aws_vpc.v.default_route_table_id
              route {
                cidr_block = "0.0.0.0/0"
                gateway_id = aws_internet_gateway.igw.id
              }
            }

            """ + Machine("aws_subnet.private.id"), true, "routes to the internet gateway" },
        { "a route added to the VPC's main table", """
            resource "aws_route" "main" {
              route_table_id         = aws_vpc.v.main_route_table_id
              destination_cidr_block = "0.0.0.0/0"
              gateway_id             = aws_internet_gateway.igw.id
            }

            """ + Machine("aws_subnet.private.id"), true, "routes to the internet gateway" },
        { "a table made the main one", """
            resource "aws_main_route_table_association" "main" {
              vpc_id         = aws_vpc.v.id
              route_table_id = aws_route_table.public.id
            }

            """ + Machine("aws_subnet.private.id"), true, "routes to the internet gateway" },
        { "a gateway of another repository", """
            variable "gateway" { type = string }
            resource "aws_route_table" "other" {
              vpc_id = aws_vpc.v.id
              route {
                cidr_block = "0.0.0.0/0"
                gateway_id = var.gateway
              }
            }
            resource "aws_route_table_association" "other" {
              subnet_id      = aws_subnet.private.id
              route_table_id = aws_route_table.other.id
            }

            """ + Machine("aws_subnet.private.id"), null, "gateway that is not in this workload" },
        { "a subnet of another repository", """
            variable "subnet" { type = string }

            """ + Machine("var.subnet"), null, "not in this workload" },
        { "the default VPC's subnet", """
            resource "aws_default_subnet" "d" { availability_zone = "eu-west-1a" }

            """ + Machine("aws_default_subnet.d.id", more: ""), true, "default subnet" },

        // Security groups.
        { "a group for chosen addresses", Group("g", Rule("cidr_blocks = [\"203.0.113.0/24\"]")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "a group for the VPC's range, whatever it is", """
            variable "range" { type = string }
            resource "aws_vpc" "w" { cidr_block = var.range }

            """ + Group("g", Rule("cidr_blocks = [aws_vpc.w.cidr_block]")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "a group for an address of which only the length is known", """
            variable "office" { type = string }

            """ + Group("g", Rule("cidr_blocks = [\"${var.office}/32\"]")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "a group for ranges that nobody knows", """
            variable "ranges" { type = list(string) }

            """ + Group("g", Rule("cidr_blocks = var.ranges")) + Machine(group: "aws_security_group.g.id"), null, "source is not known" },
        { "a group for one of two ranges, of which nobody knows which", """
            variable "range" { type = string }
            resource "aws_vpc" "w" { cidr_block = var.range }

            """ + Group("g", Rule("cidr_blocks = [coalesce(var.range, aws_vpc.w.cidr_block)]")) + Machine(group: "aws_security_group.g.id"), null, "source is not known" },
        { "a group for the VPC's range and others that nobody knows", """
            variable "ranges" { type = list(string) }

            """ + Group("g", Rule("cidr_blocks = concat([aws_vpc.v.cidr_block], var.ranges)")) + Machine(group: "aws_security_group.g.id"), null, "source is not known" },
        { "a group for a word that stands for a range", Group("g", Rule("cidr_blocks = [\"office.txt\"]")) + Machine(group: "aws_security_group.g.id"), null, "source is not known" },
        { "a group for another group", Group("g", Rule("security_groups = [aws_security_group.open.id]")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "a group for its own members", Group("g", Rule("self = true")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "a group for CloudFront by its list's name", """
            data "aws_ec2_managed_prefix_list" "cdn" { name = "com.amazonaws.global.cloudfront.origin-facing" }

            """ + Group("g", Rule("prefix_list_ids = [data.aws_ec2_managed_prefix_list.cdn.id]")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "a group for CloudFront by a filter on its list's name", """
            data "aws_ec2_managed_prefix_list" "cdn" {
              filter {
                name   = "prefix-list-name"
                values = ["com.amazonaws.global.cloudfront.origin-facing"]
              }
            }

            """ + Group("g", Rule("prefix_list_ids = [data.aws_ec2_managed_prefix_list.cdn.id]")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "a group for CloudFront by its list's id", Group("g", Rule("prefix_list_ids = [\"pl-3b927c52\"]")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "a group for a list that nobody knows", Group("g", Rule("prefix_list_ids = [\"pl-0123456789\"]")) + Machine(group: "aws_security_group.g.id"), null, "pl-0123456789" },
        { "a group for a list of one's own with an office in it", """
            resource "aws_ec2_managed_prefix_list" "l" {
              name           = "l"
              address_family = "IPv4"
              max_entries    = 1
              entry { cidr = "203.0.113.0/24" }
            }

            """ + Group("g", Rule("prefix_list_ids = [aws_ec2_managed_prefix_list.l.id]")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "a group for a list of one's own with everybody in it", """
            resource "aws_ec2_managed_prefix_list" "l" {
              name           = "l"
              address_family = "IPv4"
              max_entries    = 1
              entry { cidr = "0.0.0.0/0" }
            }

            """ + Group("g", Rule("prefix_list_ids = [aws_ec2_managed_prefix_list.l.id]")) + Machine(group: "aws_security_group.g.id"), true, "port 443" },
        { "a group for ping alone opens no connection", Group("g", Rule("cidr_blocks = [\"0.0.0.0/0\"]", -1, -1, "icmp")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "no group: the default one, which admits its own", """
            resource "aws_instance" "m" {
              subnet_id                   = aws_subnet.public.id
              associate_public_ip_address = true
            }
            """, false, "default one" },
        { "no group, and a default one that admits everybody", """
            resource "aws_default_security_group" "d" {
              vpc_id = aws_vpc.v.id
              ingress {
                from_port   = 22
                to_port     = 22
                protocol    = "tcp"
                cidr_blocks = ["0.0.0.0/0"]
              }
            }
            resource "aws_instance" "m" {
              subnet_id                   = aws_subnet.public.id
              associate_public_ip_address = true
            }
            """, true, "port 22" },
        { "no group, and a default one that was emptied", """
            resource "aws_default_security_group" "d" { vpc_id = aws_vpc.v.id }
            resource "aws_instance" "m" {
              subnet_id                   = aws_subnet.public.id
              associate_public_ip_address = true
            }
            """, false, "admits nobody" },

        // Network ACLs.
        { "an ACL that lets all pass", Acl(In(100, "allow", protocol: "-1") + Out(100, "allow", protocol: "-1")) + Machine(), true, "port 443" },
        { "an ACL without rules", Acl("") + Machine(), false, "lets nobody in" },
        { "an ACL that denies before it allows", Acl(In(100, "deny") + In(200, "allow") + Out(100, "allow")) + Machine(), false, "denies the internet" },
        { "an ACL that allows before it denies", Acl(In(200, "deny") + In(100, "allow") + Out(100, "allow")) + Machine(), true, "port 443" },
        { "an ACL that denies some", Acl(In(100, "deny", "198.51.100.0/24") + In(200, "allow") + Out(100, "allow")) + Machine(), true, "port 443" },
        { "an ACL that denies half of the internet", Acl(In(100, "deny", "0.0.0.0/1") + In(200, "allow") + Out(100, "allow")) + Machine(), true, "port 443" },
        { "an ACL that denies both halves", Acl(In(100, "deny", "0.0.0.0/1") + In(110, "deny", "128.0.0.0/1") + In(200, "allow") + Out(100, "allow")) + Machine(), false, "denies the internet" },
        { "an ACL that allows another port", Acl(In(100, "allow", from: 80, to: 80) + Out(100, "allow")) + Machine(), false, "port 443" },
        { "an ACL that allows the port in a range", Acl(In(100, "allow", from: 400, to: 500) + Out(100, "allow")) + Machine(), true, "port 443" },
        { "an ACL that lets requests in and no answer out", Acl(In(100, "allow") + Out(100, "allow", from: 443, to: 443)) + Machine(), false, "no answer" },
        { "an ACL without any rule for what goes out", Acl(In(100, "allow")) + Machine(), false, "no answer" },
        { "an ACL that lets answers out to ephemeral ports", Acl(In(100, "allow", from: 443, to: 443) + Out(100, "allow", from: 1024, to: 65535)) + Machine(), true, "port 443" },
        { "an ACL that denies answers first", Acl(In(100, "allow") + Out(90, "deny") + Out(100, "allow")) + Machine(), false, "no answer" },
        { "an ACL for a company's own network", Acl(In(100, "allow", "10.0.0.0/8") + Out(100, "allow")) + Machine(), false, "lets nobody in" },
        { "an ACL with a rule that nobody knows", """
            variable "range" { type = string }

            """ + Acl("""
            ingress {
              rule_no    = 100
              action     = "allow"
              protocol   = "tcp"
              cidr_block = var.range
              from_port  = 443
              to_port    = 443
            }

            """ + Out(100, "allow")) + Machine(), null, "source is not known" },
        { "a rule that nobody knows after one that decides", """
            variable "range" { type = string }

            """ + Acl(In(50, "allow") + """

            ingress {
              rule_no    = 100
              action     = "deny"
              protocol   = "tcp"
              cidr_block = var.range
              from_port  = 443
              to_port    = 443
            }

            """ + Out(100, "allow")) + Machine(), true, "port 443" },
        { "an ACL of another subnet", Acl("", subnet: "aws_subnet.private.id") + Machine(), true, "port 443" },
        { "rules declared on their own", Acl("") + """

            resource "aws_network_acl_rule" "in" {
              network_acl_id = aws_network_acl.n.id
              rule_number    = 100
              rule_action    = "allow"
              protocol       = "tcp"
              cidr_block     = "0.0.0.0/0"
              from_port      = 443
              to_port        = 443
            }
            resource "aws_network_acl_rule" "out" {
              network_acl_id = aws_network_acl.n.id
              egress         = true
              rule_number    = 100
              rule_action    = "allow"
              protocol       = "tcp"
              cidr_block     = "0.0.0.0/0"
              from_port      = 1024
              to_port        = 65535
            }

            """ + Machine(), true, "port 443" },
        { "the default ACL, emptied", """
            resource "aws_default_network_acl" "d" { default_network_acl_id = aws_vpc.v.default_network_acl_id }

            """ + Machine(), false, "lets nobody in" },
        { "the default ACL, emptied, and another one for this subnet", """
            resource "aws_default_network_acl" "d" { default_network_acl_id = aws_vpc.v.default_network_acl_id }

            """ + Acl(In(100, "allow") + Out(100, "allow")) + Machine(), true, "port 443" },

        // IPv6.
        { "a group open to IPv6 alone, and no such address", Group("g", Rule("ipv6_cidr_blocks = [\"::/0\"]")) + Machine(group: "aws_security_group.g.id"), false, "admits nobody" },
        { "IPv6 alone, all the way", IPv6("gateway_id = aws_internet_gateway.igw.id"), true, "IPv6" },
        { "IPv6 through an egress-only gateway", """
            resource "aws_egress_only_internet_gateway" "e" { vpc_id = aws_vpc.v.id }

            """ + IPv6("egress_only_gateway_id = aws_egress_only_internet_gateway.e.id"), false, "" },
        { "IPv6 past an ACL for IPv4 alone", Acl(In(100, "allow") + Out(100, "allow"), subnet: "aws_subnet.six.id") + IPv6("gateway_id = aws_internet_gateway.igw.id"), false, "" },

        // An interface of its own.
        { "an interface made elsewhere counts with its own group and address", """
            resource "aws_network_interface" "eni" {
              subnet_id       = aws_subnet.public.id
              security_groups = [aws_security_group.open.id]
            }
            resource "aws_eip" "e" { network_interface = aws_network_interface.eni.id }
            resource "aws_instance" "m" {
              network_interface {
                network_interface_id = aws_network_interface.eni.id
                device_index         = 0
              }
            }
            """, true, "elastic address" },
    };

    private static string IPv6(string gateway) => $$"""
        resource "aws_subnet" "six" {
          vpc_id                          = aws_vpc.v.id
          cidr_block                      = "10.0.6.0/24"
          ipv6_cidr_block                 = "2001:db8:0:6::/64"
          assign_ipv6_address_on_creation = true
        }
        resource "aws_route_table" "six" {
          vpc_id = aws_vpc.v.id
          route {
            ipv6_cidr_block = "::/0"
            {{gateway}}
          }
        }
        resource "aws_route_table_association" "six" {
          subnet_id      = aws_subnet.six.id
          route_table_id = aws_route_table.six.id
        }
        {{Group("six", Rule("ipv6_cidr_blocks = [\"::/0\"]"))}}
        {{Machine("aws_subnet.six.id", "aws_security_group.six.id", "")}}
        """;

    [Theory]
    [MemberData(nameof(FromTheInternet))]
    public void A_machine_is_reached_or_not(string about, string source, bool? reachable, string reason)
    {
        var reach = Ask(Estate.Terraform(Base + "\n" + source), "aws_instance.m");

        Assert.True(reachable == reach.IsReachable, $"{about}: {reach.IsReachable} because {string.Join(", ", reach.Path)}");
        Assert.Contains(reach.Path, s => s.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("internal = true", "aws_security_group.open.id", 443, false)]
    [InlineData("internal = false", "aws_security_group.open.id", 443, true)]
    [InlineData("internal = false", "aws_security_group.open.id", 80, false)]
    [InlineData("load_balancer_type = \"network\"", "", 80, true)]
    [InlineData("load_balancer_type = \"gateway\"", "", 80, false)]
    [InlineData("internal = var.hidden", "aws_security_group.open.id", 443, null)]
    public void A_load_balancer_is_reached_at_the_ports_it_listens_on(string says, string group, int port, bool? reachable)
    {
        var figures = Estate.Terraform(Base + $$"""

            variable "hidden" { type = bool }
            resource "aws_lb" "b" {
              {{says}}
              subnets         = [aws_subnet.public.id]
              security_groups = [{{group}}]
            }
            resource "aws_lb_listener" "l" {
              load_balancer_arn = aws_lb.b.arn
              port              = {{port}}
              protocol          = "TCP"
            }
            """);

        Assert.Equal(reachable, Ask(figures, "aws_lb.b").IsReachable);
    }

    [Fact]
    public void A_load_balancer_for_CloudFront_alone_is_reached_by_CloudFront_and_by_nobody_else()
    {
        var figures = Estate.Terraform(Base + "\n" + Group("cdn", Rule("prefix_list_ids = [\"pl-3b927c52\"]")) + """

            resource "aws_lb" "b" {
              subnets         = [aws_subnet.public.id]
              security_groups = [aws_security_group.cdn.id]
            }
            """);
        var balancer = figures.Workload.Resources.Single(static r => r.Address == "aws_lb.b");

        Assert.False(figures.Reachability.FromInternet(balancer).IsReachable);
        Assert.True(figures.Reachability.FromCloudFront(balancer).IsReachable);
    }

    private static string Pair(string server, string client = "aws_security_group.client.id", string subnet = "aws_subnet.private.id") =>
        Group("client", "", Rule("cidr_blocks = [\"0.0.0.0/0\"]", 0, 0, "-1"))
        + Machine(group: client)
        + $$"""

        resource "aws_instance" "s" {
          subnet_id              = {{subnet}}
          vpc_security_group_ids = [{{server}}]
        }
        """;

    /// <summary>Whether <c>aws_instance.m</c>, in the public subnet, comes to <c>aws_instance.s</c>, in the private one.</summary>
    public static TheoryData<string, string, bool?, string> Between() => new()
    {
        { "a group that admits the client's", Group("s", Rule("security_groups = [aws_security_group.client.id]", 5432)) + Pair("aws_security_group.s.id"), true, "port 5432" },
        { "a group that admits another", Group("s", Rule("security_groups = [aws_security_group.open.id]", 5432)) + Pair("aws_security_group.s.id"), false, "admits nobody" },
        { "a group that admits itself, of which both are members", Group("s", Rule("self = true", 5432), Rule("self = true", 5432)) + Pair("aws_security_group.s.id", "aws_security_group.s.id"), true, "port 5432" },
        { "a group that admits the client's subnet", Group("s", Rule("cidr_blocks = [aws_subnet.public.cidr_block]", 5432)) + Pair("aws_security_group.s.id"), true, "port 5432" },
        { "a group that admits the VPC", Group("s", Rule("cidr_blocks = [aws_vpc.v.cidr_block]", 5432)) + Pair("aws_security_group.s.id"), true, "port 5432" },
        { "a group that admits another subnet", Group("s", Rule("cidr_blocks = [\"10.0.9.0/24\"]", 5432)) + Pair("aws_security_group.s.id"), false, "admits nobody" },
        { "a group that admits a part of the client's subnet", Group("s", Rule("cidr_blocks = [\"10.0.1.0/26\"]", 5432)) + Pair("aws_security_group.s.id"), null, "source is not known" },
        { "a client whose group lets nothing out", Group("s", Rule("security_groups = [aws_security_group.mute.id]", 5432)) + Group("mute", "") + Pair("aws_security_group.s.id", "aws_security_group.mute.id"), false, "lets nothing out" },
        { "a client that may ask another port only", Group("s", Rule("security_groups = [aws_security_group.web.id]", 5432)) + Group("web", "", Rule("cidr_blocks = [\"0.0.0.0/0\"]", 443)) + Pair("aws_security_group.s.id", "aws_security_group.web.id"), false, "port 443" },
        { "both without a group: the default one admits its members", """
            resource "aws_instance" "m" { subnet_id = aws_subnet.public.id }
            resource "aws_instance" "s" { subnet_id = aws_subnet.private.id }
            """, true, "default security group" },
        { "an ACL of the server's subnet that denies the client's", Acl(In(100, "deny", "10.0.1.0/24") + In(200, "allow") + Out(100, "allow"), subnet: "aws_subnet.private.id") + Group("s", Rule("security_groups = [aws_security_group.client.id]", 5432)) + Pair("aws_security_group.s.id"), false, "denies" },
        { "an ACL of the server's subnet that lets no answer out", Acl(In(100, "allow") + Out(100, "allow", "192.168.0.0/16"), subnet: "aws_subnet.private.id") + Group("s", Rule("security_groups = [aws_security_group.client.id]", 5432)) + Pair("aws_security_group.s.id"), false, "no answer" },
        { "an ACL of the client's subnet that lets no request out", Acl(In(100, "allow") + Out(100, "deny", "10.0.2.0/24") + Out(200, "allow")) + Group("s", Rule("security_groups = [aws_security_group.client.id]", 5432)) + Pair("aws_security_group.s.id"), false, "denies" },
        { "an ACL of the client's subnet that lets no answer in", Acl(In(100, "allow", from: 443, to: 443) + Out(100, "allow")) + Group("s", Rule("security_groups = [aws_security_group.client.id]", 5432)) + Pair("aws_security_group.s.id"), false, "no answer" },
        { "in one subnet no ACL is asked", Acl("") + Group("s", Rule("security_groups = [aws_security_group.client.id]", 5432)) + Pair("aws_security_group.s.id", subnet: "aws_subnet.public.id"), true, "port 5432" },
        { "another VPC", Other() + Pair("aws_security_group.far.id", subnet: "aws_subnet.far.id"), false, "to the internet" },
        { "a peered VPC, with routes on both sides", Other() + Peering(true) + Pair("aws_security_group.far.id", subnet: "aws_subnet.far.id"), true, "aws_vpc_peering_connection.p" },
        { "a peered VPC without a route back", Other() + Peering(false) + Pair("aws_security_group.far.id", subnet: "aws_subnet.far.id"), false, "no route" },
        { "a VPC on one transit gateway", Other() + Transit(true) + Pair("aws_security_group.far.id", subnet: "aws_subnet.far.id"), true, "aws_ec2_transit_gateway.t" },
        { "a VPC that is not on the transit gateway", Other() + Transit(false) + Pair("aws_security_group.far.id", subnet: "aws_subnet.far.id"), false, "not attached" },
        { "a subnet that nobody knows", """
            variable "subnet" { type = string }

            """ + Group("s", Rule("security_groups = [aws_security_group.client.id]", 5432)) + Pair("aws_security_group.s.id", subnet: "var.subnet"), null, "not in this workload" },
    };

    private static string Other() => """
        resource "aws_vpc" "w" { cidr_block = "10.1.0.0/16" }
        resource "aws_subnet" "far" {
          vpc_id     = aws_vpc.w.id
          cidr_block = "10.1.1.0/24"
        }
        resource "aws_route_table" "far" { vpc_id = aws_vpc.w.id }
        resource "aws_route_table_association" "far" {
          subnet_id      = aws_subnet.far.id
          route_table_id = aws_route_table.far.id
        }
        resource "aws_security_group" "far" {
          vpc_id = aws_vpc.w.id
          ingress {
            from_port   = 5432
            to_port     = 5432
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/16"]
          }
        }

        """;

    private static string Routes(string target, bool back) => $$"""
        resource "aws_route" "there" {
          route_table_id         = aws_route_table.public.id
          destination_cidr_block = "10.1.0.0/16"
          {{target}}
        }

        """ + (back ? $$"""
        resource "aws_route" "back" {
          route_table_id         = aws_route_table.far.id
          destination_cidr_block = "10.0.0.0/16"
          {{target}}
        }

        """ : "");

    private static string Peering(bool back) => """
        resource "aws_vpc_peering_connection" "p" {
          vpc_id      = aws_vpc.v.id
          peer_vpc_id = aws_vpc.w.id
        }

        """ + Routes("vpc_peering_connection_id = aws_vpc_peering_connection.p.id", back);

    private static string Transit(bool both) => """
        resource "aws_ec2_transit_gateway" "t" {}
        resource "aws_ec2_transit_gateway_vpc_attachment" "v" {
          transit_gateway_id = aws_ec2_transit_gateway.t.id
          vpc_id             = aws_vpc.v.id
          subnet_ids         = [aws_subnet.public.id]
        }

        """ + (both ? """
        resource "aws_ec2_transit_gateway_vpc_attachment" "w" {
          transit_gateway_id = aws_ec2_transit_gateway.t.id
          vpc_id             = aws_vpc.w.id
          subnet_ids         = [aws_subnet.far.id]
        }

        """ : "") + Routes("transit_gateway_id = aws_ec2_transit_gateway.t.id", true);

    [Theory]
    [MemberData(nameof(Between))]
    public void One_machine_comes_to_another_or_not(string about, string source, bool? reachable, string reason)
    {
        var figures = Estate.Terraform(Base + "\n" + source);
        var (client, server) = (figures.Workload.Resources.Single(static r => r.Address == "aws_instance.m"), figures.Workload.Resources.Single(static r => r.Address == "aws_instance.s"));
        var reach = figures.Reachability.Between(client, server);

        Assert.True(reachable == reach.IsReachable, $"{about}: {reach.IsReachable} because {string.Join(", ", reach.Path)}");
        Assert.Contains(reach.Path, s => s.ToString().Contains(reason, StringComparison.Ordinal));
    }

    private static InternetReach Ask(WorkloadFigures figures, string address) =>
        figures.Reachability.FromInternet(figures.Workload.Resources.Single(r => r.Address == address));
}
