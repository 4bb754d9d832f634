using Stoa.Analysis.Network;
using Stoa.Analysis.Topology;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Defense;

/// <summary>What may talk to what on a path.</summary>
internal sealed class NetworkControls(WorkloadFigures figures)
{
    private readonly Workload workload = figures.Workload;
    private readonly Dictionary<Component, IReadOnlyList<ControlFinding>> places = [];
    private readonly Dictionary<Component, IReadOnlyList<ControlFinding>> admissions = [];
    private readonly Dictionary<Resource, ControlFinding> logs = [];
    private IReadOnlyList<Resource>? flowLogs;
    private IReadOnlyList<Resource>? endpoints;

    /// <summary>Adds what the network of a path does.</summary>
    public void Ask(PathFinder.Draft path, ControlList controls)
    {
        // What serves nobody but the provider's own network has no network to defend.
        var inside = path.Components.Where(c => c.Tier is Tier.Compute or Tier.Data or Tier.Cache && StandsInNetwork(c)).ToList();
        controls.All("private-subnets", inside.SelectMany(Places));
        controls.All("data-private", path.Components[^1] is var store && StandsInNetwork(store) ? Open(store) : []);
        controls.All("tier-groups", path.Components.Where(c => c != path.Door && (c.Role == ComponentRole.LoadBalancer || inside.Contains(c))).SelectMany(Admissions));
        var subnets = inside.SelectMany(SubnetsOf).Distinct().ToList();
        controls.Any("nacl", subnets.Select(Acl).OfType<ControlFinding>());
        controls.All("endpoints", Private(path));
        var networks = path.Components.SelectMany(SubnetsOf).Select(static s => s.Get("vpc").Resource()).OfType<Resource>().Distinct().ToList();
        controls.Any("firewall", networks.SelectMany(Firewalls));
        controls.All("flow-logs", networks.Count > 0 ? networks.Select(Logged)
            : inside.Count > 0 ? [Finding.Unknown(inside[0].Main, "stands in a VPC that is not in this workload")] : []);
    }

    /// <summary>The subnets of a component; a replica stands in those of its source.</summary>
    internal static IReadOnlyList<Resource> SubnetsOf(Component component)
    {
        var own = CallFinder.SubnetsOf(component).ToList();
        return own.Count == 0 && component.Role == ComponentRole.DatabaseReplica && component.Main.Get("replica_of").Resource() is { } source
            ? [.. source.Resources("subnets").Items]
            : own;
    }

    private static bool StandsInNetwork(Component component) => component.Role switch
    {
        ComponentRole.Machines or ComponentRole.Containers or ComponentRole.ContainerCluster or ComponentRole.Batch => true,
        ComponentRole.Function => !component.Main.Resources("subnets").IsEmpty,
        ComponentRole.Database or ComponentRole.DatabaseReplica or ComponentRole.DatabaseProxy or ComponentRole.Warehouse or ComponentRole.Cache or ComponentRole.FileSystem => true,
        ComponentRole.SearchIndex => component.Main.Get("in_vpc").Truth() != false,
        _ => false,
    };

    private IReadOnlyList<ControlFinding> Places(Component component)
    {
        if (!places.TryGetValue(component, out var findings))
        {
            places.Add(component, findings = [Placed(component)]);
        }

        return findings;
    }

    private ControlFinding Placed(Component component)
    {
        var subnets = SubnetsOf(component);
        ControlFinding? doubt = null;
        foreach (var subnet in subnets)
        {
            var way = figures.Reachability.IsPublic(subnet);
            switch (way.IsReachable)
            {
                case true:
                    return Finding.Absent(component.Main, $"stands in the public subnet {subnet.Address}: {way.Path[^1]}");
                case null:
                    doubt ??= Finding.Unknown(component.Main, $"stands in {subnet.Address}, and {(way.Path is [var step, ..] ? step : "nobody knows its routes")}");
                    break;
            }
        }

        var isComplete = subnets.Count > 0 && component.Members.All(static m => m.Kind is not { } kind
            || ((!kind.TryGetProperty("subnets", out _) || m.Get("subnets").IsNull || m.Resources("subnets").IsComplete)
                && (!kind.TryGetProperty("subnet", out _) || m.Get("subnet").IsNull || m.Resources("subnet").IsComplete)));
        return doubt ?? (isComplete
            ? Finding.Present(component.Main, $"stands in private subnets ({string.Join(", ", subnets.Take(3).Select(static s => s.Address))}{(subnets.Count > 3 ? " …" : "")})")
            : Finding.Unknown(component.Main, subnets.Count == 0 ? "names no subnet of this workload" : "stands in a subnet that is not in this workload"));
    }

    private IEnumerable<ControlFinding> Open(Component store)
    {
        var members = store.Members.Where(static m => m.Kind?.Id is "aws.rds.cluster_instance").DefaultIfEmpty(store.Main);
        foreach (var member in members)
        {
            var reach = member.Kind?.Id == "aws.efs.file_system" ? InternetReach.Of(false, member, "has no address outside its VPC")
                : member.Kind?.Id == "aws.rds.cluster" ? InternetReach.Of(null, member, "has no instance in this workload")
                : figures.Reachability.FromInternet(member);
            yield return Finding.Of(
                !reach.IsReachable, member, $"cannot be reached from the internet: {(reach.Path is [var closed, ..] ? closed : "it has no address there")}",
                $"is reached from the internet: {string.Join(", ", reach.Path)}", $"may be reached from the internet: {(reach.Path is [var step, ..] ? step : "nobody knows")}");
        }
    }

    private IReadOnlyList<ControlFinding> Admissions(Component component)
    {
        if (!admissions.TryGetValue(component, out var findings))
        {
            admissions.Add(component, findings = [Admitting(component)]);
        }

        return findings;
    }

    /// <summary>Whether a component's groups admit groups and small ranges alone.</summary>
    private static ControlFinding Admitting(Component component)
    {
        var groups = CallFinder.GroupsOf(component).Distinct().ToList();
        if (groups.Count == 0)
        {
            var isDefault = component.Members.Any(static m => m.Kind is { } kind && kind.TryGetProperty("security_groups", out _) && m.Resources("security_groups").IsEmpty);
            return component.Role == ComponentRole.LoadBalancer && component.Main.Get("type").Text() == "network"
                ? Finding.Absent(component.Main, "is a network load balancer without security groups")
                : Finding.Unknown(component.Main, isDefault ? "has its VPC's default security group" : "has security groups that are not in this workload");
        }

        ControlFinding? doubt = null;
        foreach (var group in groups)
        {
            var rules = group.Get("ingress");
            if (rules.IsUnknown)
            {
                doubt ??= Finding.Unknown(group, "has rules that are not known");
            }

            foreach (var rule in rules.Elements())
            {
                if (Wide(group, rule) is { } finding)
                {
                    if (finding.State == ControlState.Absent)
                    {
                        return finding;
                    }

                    doubt ??= finding;
                }
            }
        }

        return doubt ?? Finding.Present(groups[0], $"admits chosen groups and ranges to {component.Id} only");
    }

    private static ControlFinding? Wide(Resource group, Value rule)
    {
        var cidrs = rule.Get("cidrs");
        if (cidrs.IsUnknown || rule.IsUnknown)
        {
            return Finding.Unknown(group, "has a rule whose source is not known");
        }

        var vpc = group.Get("vpc").Resource();
        ControlFinding? doubt = null;
        foreach (var range in cidrs.Elements())
        {
            if (InternetPeer.Parts.Any(p => p.IsIn(range) == true))
            {
                return Finding.Absent(group, $"admits the whole internet ({range.Text()}){Port(rule)}", "ingress");
            }

            if (IsNetworkOf(range, vpc))
            {
                return Finding.Absent(group, $"admits the whole VPC ({range.Text() ?? vpc!.Address}){Port(rule)}", "ingress");
            }

            if (range.IsUnknown && InternetPeer.Parts.Any(p => p.IsIn(range) is null))
            {
                doubt ??= Finding.Unknown(group, "has a rule whose source is not known");
            }
        }

        return doubt;
    }

    private static string Port(Value rule) => rule.Get("protocol").Text() != "all" && rule.Get("from_port").Count() is { } port ? $" to port {port}{(rule.Get("to_port").Count() is { } to && to != port ? $" to {to}" : "")}" : "";

    private static bool IsNetworkOf(Value range, Resource? vpc)
    {
        if (range.IsUnknown)
        {
            return range.References is [{ Target: Resource { Kind.Id: "aws.ec2.vpc" }, Attribute: "cidr_block" or "CidrBlock" }] && range.Parts.Length == 0;
        }

        return range.Text() is { } text && AddressRange.TryParse(text, out var network)
            && (vpc?.Get("cidr").Text() is { } own && AddressRange.TryParse(own, out var all) ? network.PrefixLength <= all.PrefixLength && network.Contains(all.BaseAddress) : text is "10.0.0.0/8" or "172.16.0.0/12" or "192.168.0.0/16");
    }

    /// <summary>A network ACL that does more than the default one.</summary>
    private ControlFinding? Acl(Resource subnet)
    {
        if (figures.Reachability.AclOf(subnet) is not { } acl)
        {
            return null;
        }

        var rules = acl.Get("rules");
        return rules.IsUnknown ? Finding.Unknown(acl, $"guards {subnet.Address} by rules that are not known")
            : rules.Elements() is { Count: > 0 } all && all.All(static r => r.Get("action").Text() == "allow" && r.Get("protocol").Text() == "all" && r.Get("cidr").Text() is "0.0.0.0/0" or null)
                ? Finding.Absent(acl, $"lets everything into {subnet.Address} and out, as the default one does")
                : Finding.Present(acl, $"guards {subnet.Address} by rules of its own");
    }

    /// <summary>Whether what stands in a network asks the services of AWS without leaving it.</summary>
    private IEnumerable<ControlFinding> Private(PathFinder.Draft path)
    {
        for (var i = 0; i + 1 < path.Components.Count; i++)
        {
            var (caller, called) = (path.Components[i], path.Components[i + 1]);
            var service = called.Role switch { ComponentRole.ObjectStore => "s3", ComponentRole.Table => "dynamodb", _ => null };
            if (service is not null && caller.Tier == Tier.Compute && StandsInNetwork(caller))
            {
                yield return Endpoint(caller, service);
            }
        }
    }

    private ControlFinding Endpoint(Component caller, string service)
    {
        var subnets = SubnetsOf(caller);
        if (subnets.Count == 0 || subnets[0].Get("vpc").Resource() is not { } vpc)
        {
            return Finding.Unknown(caller.Main, $"asks {service} from a VPC that is not in this workload");
        }

        endpoints ??= SecurityGroups.OfKind(workload, "aws.ec2.vpc_endpoint");
        foreach (var endpoint in endpoints.Where(e => ReferenceEquals(e.Get("vpc").Resource(), vpc)))
        {
            var name = endpoint.Get("service_name");
            var isThis = name.Text()?.EndsWith($".{service}", StringComparison.Ordinal)
                ?? (name is { IsUnknown: true, Parts: [.., var last] } ? last.Text()?.EndsWith($".{service}", StringComparison.Ordinal) : null);
            if (isThis == false)
            {
                continue;
            }

            if (isThis is null || endpoint.IsIndeterminate)
            {
                return Finding.Unknown(endpoint, $"may be the endpoint of {service}");
            }

            if (endpoint.Get("type").Text() == "Interface")
            {
                return Finding.Present(endpoint, $"keeps requests to {service} inside the VPC");
            }

            var tables = endpoint.Resources("route_tables");
            var used = subnets.Select(static s => s.Get("route_table").Resource()).Distinct().ToList();
            return used.TrueForAll(t => t is not null && tables.Items.Contains(t)) ? Finding.Present(endpoint, $"keeps requests to {service} inside the VPC")
                : !tables.IsComplete || used.Contains(null) ? Finding.Unknown(endpoint, "belongs to route tables that are not known")
                : Finding.Absent(endpoint, $"is not in every route table of {caller.Id}");
        }

        var exit = subnets.Select(figures.Reachability.ExitOf).FirstOrDefault(static e => e.Way is not null).Way;
        return Finding.Absent(caller.Main, $"asks {service} through the internet{(exit is null ? "" : $": {exit}")}; its VPC has no endpoint for it");
    }

    private IEnumerable<ControlFinding> Firewalls(Resource vpc)
    {
        foreach (var edge in workload.To(vpc))
        {
            if (edge.From.Type is "aws_networkfirewall_firewall" or "AWS::NetworkFirewall::Firewall")
            {
                yield return Finding.Present(edge.From, $"inspects what crosses {vpc.Address}");
            }
        }
    }

    private ControlFinding Logged(Resource vpc)
    {
        if (!logs.TryGetValue(vpc, out var finding))
        {
            logs.Add(vpc, finding = Log(vpc));
        }

        return finding;
    }

    private ControlFinding Log(Resource vpc)
    {
        flowLogs ??= SecurityGroups.OfKind(workload, "aws.ec2.flow_log");
        ControlFinding? doubt = null;
        foreach (var log in flowLogs)
        {
            var of = log.Get("of");
            if (ReferenceEquals(of.Resource(), vpc))
            {
                if (!log.IsIndeterminate)
                {
                    return Finding.Present(log, $"logs the traffic of {vpc.Address}");
                }

                doubt = Finding.Unknown(log, $"logs the traffic of {vpc.Address} or not");
            }
            else if (of.IsUnknown)
            {
                doubt ??= Finding.Unknown(log, "logs the traffic of something that is not known");
            }
        }

        return doubt ?? Finding.Absent(vpc, "has no flow log");
    }
}
