namespace Stoa.Analysis.Tests.Network;

/// <summary>The cases of <see cref="NetworkCases"/> that CloudFormation writes in a way of its own.</summary>
public sealed class NetworkTemplates
{
    private const string Base = """
        Parameters:
          Range: { Type: String }
        Resources:
          Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
          Igw: { Type: AWS::EC2::InternetGateway }
          Subnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 } }
          Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
          Joined: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref Subnet, RouteTableId: !Ref Table } }
        """;

    private const string Attached = """
          Attachment: { Type: AWS::EC2::VPCGatewayAttachment, Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Igw } }
        """;

    private const string Route = """
          Route: { Type: AWS::EC2::Route, Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw } }
        """;

    private const string Open = """
          Group: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: open, VpcId: !Ref Vpc, SecurityGroupIngress: [ { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 } ] } }
        """;

    private const string Machine = """
          M: { Type: AWS::EC2::Instance, Properties: { NetworkInterfaces: [ { DeviceIndex: "0", SubnetId: !Ref Subnet, AssociatePublicIpAddress: true, GroupSet: [ !Ref Group ] } ] } }
        """;

    private static string GroupWith(string rule) => $$"""
          Group: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: g, VpcId: !Ref Vpc, SecurityGroupIngress: [ { IpProtocol: tcp, FromPort: 443, ToPort: 443, {{rule}} } ] } }
        """;

    private static string Acl(params string[] entries) => """
          Acl: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Vpc } }
          AclJoined: { Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: { SubnetId: !Ref Subnet, NetworkAclId: !Ref Acl } }

        """ + string.Join("\n", entries.Select(static (e, i) => $"  Entry{i}: {{ Type: AWS::EC2::NetworkAclEntry, Properties: {{ NetworkAclId: !Ref Acl, {e} }} }}"));

    public static TheoryData<string, string[], bool?> Cases() => new()
    {
        { "a machine in a public subnet", [Attached, Route, Open, Machine], true },
        { "no route", [Attached, Open, Machine], false },
        { "a gateway that nobody attached", [Route, Open, Machine], false },
        { "a group for CloudFront", [Attached, Route, GroupWith("SourcePrefixListId: pl-4fa04526"), Machine], false },
        { "a group for ranges that nobody knows", [Attached, Route, GroupWith("CidrIp: !Ref Range"), Machine], null },
        { "a group for the VPC's own range", [Attached, Route, GroupWith("CidrIp: !GetAtt Vpc.CidrBlock"), Machine], false },
        { "a group for an address of which only the length is known", [Attached, Route, GroupWith("CidrIp: !Sub \"${Range}/32\""), Machine], false },
        { "a rule declared on its own", [Attached, Route, """
              Group: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: g, VpcId: !Ref Vpc } }
              Rule: { Type: AWS::EC2::SecurityGroupIngress, Properties: { GroupId: !Ref Group, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 } }
            """.Replace("    ", "  ", StringComparison.Ordinal).Replace("      ", "  ", StringComparison.Ordinal), Machine], true },
        { "an ACL without entries", [Attached, Route, Open, Machine, Acl()], false },
        { "an ACL that lets all pass", [Attached, Route, Open, Machine, Acl("RuleNumber: 100, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0", "RuleNumber: 100, Egress: true, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0")], true },
        { "an ACL that lets no answer out", [Attached, Route, Open, Machine, Acl("RuleNumber: 100, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0")], false },
        { "an ACL that denies the port first", [Attached, Route, Open, Machine, Acl(
            "RuleNumber: 90, Protocol: 6, RuleAction: deny, CidrBlock: 0.0.0.0/0, PortRange: { From: 443, To: 443 }",
            "RuleNumber: 100, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0",
            "RuleNumber: 100, Egress: true, Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0")], false },
        { "a NAT gateway instead", [Attached, """
              Nat: { Type: AWS::EC2::NatGateway, Properties: { SubnetId: !Ref Subnet } }
            """.Trim().Insert(0, "  "), "  Out: { Type: AWS::EC2::Route, Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat } }", Open, Machine], false },
        { "a group for another group", [Attached, Route, GroupWith("SourceSecurityGroupId: !Ref Other"), "  Other: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: o, VpcId: !Ref Vpc } }", Machine], false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_machine_of_a_template_is_reached_or_not(string about, string[] parts, bool? reachable)
    {
        var figures = Estate.Template(string.Join("\n", parts.Prepend(Base)));
        var reach = figures.Reachability.FromInternet(figures.Workload.Resources.Single(static r => r.Address == "M"));

        Assert.True(reachable == reach.IsReachable, $"{about}: {reach.IsReachable} because {string.Join(", ", reach.Path)}");
    }
}
