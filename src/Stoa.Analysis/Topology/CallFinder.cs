using System.Net;
using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>
/// Finds which component asks which: by what its configuration and its role's policies refer to, by security groups that admit it, and,
/// where nothing else tells who uses a data store, by address ranges that it is in.
/// </summary>
internal sealed class CallFinder(Workload workload, IReadOnlyDictionary<Resource, Component> owners, IReadOnlyList<Component> components, DependencyList found)
{
    /// <summary>How many secrets, parameters, roles and policies may lie between a component and what it uses.</summary>
    private const int MaxHops = 4;

    private readonly Dictionary<Resource, List<Component>> clientsByGroup = [];
    private Dictionary<Resource, List<(Component Client, string Cidr)>>? clientsByNetwork;

    /// <summary>Adds all calls.</summary>
    public void Find()
    {
        foreach (var component in components)
        {
            if (component.Computes)
            {
                foreach (var group in GroupsOf(component))
                {
                    if (!clientsByGroup.TryGetValue(group, out var clients))
                    {
                        clientsByGroup.Add(group, clients = []);
                    }

                    clients.Add(component);
                }
            }
        }

        var seen = new HashSet<Resource>();
        foreach (var component in components.Where(static c => c.Computes))
        {
            seen.Clear();
            ByReference(component, seen);
        }

        foreach (var component in components)
        {
            switch (component)
            {
                case { Tier: Tier.Data or Tier.Cache } or { Role: ComponentRole.LoadBalancer }:
                    ByAdmission(component);
                    break;
            }

            switch (component.Role)
            {
                case ComponentRole.DatabaseProxy:
                    FromProxy(component);
                    break;
                case ComponentRole.Database or ComponentRole.DatabaseReplica:
                    ToReplicas(component);
                    break;
                case ComponentRole.ObjectStore:
                    ToCopies(component);
                    break;
                case ComponentRole.Volume:
                    ToMachine(component);
                    break;
            }
        }

        ToHosts();
        ToGateways();
    }

    private void ByReference(Component caller, HashSet<Resource> seen)
    {
        seen.UnionWith(caller.Members);
        foreach (var source in caller.Members.Concat(caller.Settings))
        {
            // A secret, a parameter, a role or a policy on the way is followed; anything else is not.
            Follow(caller, source, source, seen, MaxHops);
        }
    }

    private void Follow(Component caller, Resource at, Resource shown, HashSet<Resource> seen, int hops)
    {
        foreach (var edge in workload.From(at))
        {
            if (edge.Via.EndsWith("depends_on", StringComparison.OrdinalIgnoreCase) || IsPackaging(edge.Via) || edge.Via.Contains("log", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (owners.TryGetValue(edge.To, out var target))
            {
                Use(caller, target, edge, shown);
            }
            else if (hops > 0 && IsOnTheWay(edge.To) && seen.Add(edge.To))
            {
                Follow(caller, edge.To, shown, seen, hops - 1);
            }
        }

        if (hops > 0 && at.Kind?.Id == "aws.iam.role")
        {
            // Policies that attach themselves to the role.
            foreach (var edge in workload.To(at))
            {
                if ((edge.From.Kind?.Id == "aws.iam.policy" || edge.From.Type is "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy") && seen.Add(edge.From))
                {
                    Follow(caller, edge.From, shown, seen, hops - 1);
                }
            }
        }
    }

    private static bool IsOnTheWay(Resource resource) =>
        resource.Kind?.Id is "aws.secretsmanager.secret" or "aws.ssm.parameter" or "aws.iam.role" or "aws.iam.policy" or "aws.iam.instance_profile"
        || resource.Type is "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" or "AWS::SecretsManager::SecretTargetAttachment" or "aws_secretsmanager_secret_version";

    /// <summary>Where code is fetched from when it is deployed is no call.</summary>
    private static bool IsPackaging(string via) =>
        via is "s3_bucket" or "s3_key" or "source_code_hash" or "filename" or "Code" or "CodeUri" or "image_uri" || via.StartsWith("load_balancer", StringComparison.Ordinal);

    /// <summary>That something tells of its own scaling is no part of a journey.</summary>
    private static bool IsNotice(string via) => via.Contains("notification", StringComparison.OrdinalIgnoreCase);

    /// <summary>A queue for what failed is needed by nobody whose work succeeds.</summary>
    private static bool IsForFailures(string via) =>
        via.Contains("dead", StringComparison.OrdinalIgnoreCase) || via.Contains("failure", StringComparison.OrdinalIgnoreCase)
        || via.Contains("redrive", StringComparison.OrdinalIgnoreCase) || via.Contains("event_invoke", StringComparison.Ordinal) || via.Contains("EventInvoke", StringComparison.Ordinal);

    /// <summary>
    /// Whether what leads to a target is there for what could not be handled alone: the setting that says so, or a role's leave to send it.
    /// </summary>
    private bool IsDeadLetters(Component caller, Component target, Edge edge) => found.HasDeadLetters(caller, target)
        && (IsForFailures(edge.Via) || edge.From.Kind?.Id.StartsWith("aws.iam.", StringComparison.Ordinal) == true || edge.From.Type.StartsWith("AWS::IAM::", StringComparison.Ordinal));

    private void Use(Component caller, Component target, Edge edge, Resource shown)
    {
        if (IsDeadLetters(caller, target, edge))
        {
            return;
        }

        var reason = edge.From == shown ? $"refers to it in {edge.Via}" : $"refers to it through {edge.From.Address}";
        switch (target.Tier)
        {
            case Tier.Data or Tier.Cache when target.Role != ComponentRole.Volume:
                found.Add(caller, [target], DependencyKind.Calls, true, reason, edge.From);
                break;
            case Tier.Messaging when !found.Has(target, caller) && !found.Has(caller, target) && target.Role != ComponentRole.EventRule && !IsNotice(edge.Via):
                found.Add(caller, [target], DependencyKind.Publishes, !IsForFailures(edge.Via), reason, edge.From);
                break;
            case Tier.Compute when target.Role is ComponentRole.Function or ComponentRole.Workflow && !found.Has(target, caller):
                found.Add(caller, [target], DependencyKind.Calls, true, reason, edge.From);
                break;
            case Tier.Ingress when edge.To == target.Main && !found.Has(target, caller):
                found.Add(caller, [target], DependencyKind.Calls, true, reason, edge.From);
                break;
        }
    }

    /// <summary>The security groups of a component's network interfaces.</summary>
    public static IEnumerable<Resource> GroupsOf(Component component) => component.Role switch
    {
        ComponentRole.Machines when component.Main.Kind?.Id == "aws.autoscaling.group" =>
            component.Settings.Where(static s => s.Kind?.Id is "aws.ec2.launch_template" or "aws.autoscaling.launch_configuration").SelectMany(static s => s.Resources("security_groups").Items),
        ComponentRole.ContainerCluster => component.Members.SelectMany(static m => m.Kind?.Id switch
        {
            "aws.eks.cluster" => m.Resources("security_groups").Items,
            "aws.eks.node_group" when m.Get("launch_template").Resource() is { } template => template.Resources("security_groups").Items,
            _ => [],
        }),
        ComponentRole.FileSystem => component.Members.Where(static m => m.Kind?.Id == "aws.efs.mount_target").SelectMany(static m => m.Resources("security_groups").Items),
        _ => component.Members.Where(static m => m.Kind is { } kind && kind.TryGetProperty("security_groups", out _)).SelectMany(static m => m.Resources("security_groups").Items),
    };

    private void ByAdmission(Component server)
    {
        if (server.Role == ComponentRole.LoadBalancer && server.Main.Get("internal").Truth() != true)
        {
            return;
        }

        var ranges = new List<(string Range, Resource Group)>();
        foreach (var group in GroupsOf(server).Distinct())
        {
            foreach (var rule in group.TryGet("ingress", out var ingress) ? ingress.Elements() : [])
            {
                var port = rule.Get("from_port").Count() is { } number && rule.Get("protocol").Text() != "all" ? $" to port {number}" : "";
                foreach (var admitted in rule.Get("groups").Elements().Select(static g => g.Resource()).OfType<Resource>().Concat(rule.Get("self").Truth() == true ? [group] : []))
                {
                    if (!clientsByGroup.TryGetValue(admitted, out var clients))
                    {
                        continue;
                    }

                    foreach (var client in clients)
                    {
                        if (!found.Has(client, server) && !found.Has(server, client))
                        {
                            found.Add(client, [server], DependencyKind.Calls, true, $"is admitted by {group.Address}{port}", group);
                        }
                    }
                }

                ranges.AddRange(rule.Get("cidrs").Elements().Select(static r => r.Text()).OfType<string>().Select(r => (r, group)));
            }
        }

        if (ranges.Count > 0 && server.Role is ComponentRole.Database or ComponentRole.Cache or ComponentRole.DatabaseProxy or ComponentRole.FileSystem or ComponentRole.LoadBalancer
            && !found.To(server).Any(static d => d.From.Computes))
        {
            ByRange(server, ranges);
        }
    }

    private void ByRange(Component server, List<(string Range, Resource Group)> ranges)
    {
        foreach (var network in ranges.Select(static r => r.Group.Get("vpc").Resource()).OfType<Resource>().Distinct())
        {
            foreach (var (client, cidr) in ClientsIn(network))
            {
                if (ranges.Find(r => Holds(r.Range, cidr)) is { Group: not null } range)
                {
                    found.Add(client, [server], DependencyKind.Calls, true, $"is in {range.Range}, which {range.Group.Address} admits", range.Group);
                }
            }
        }
    }

    /// <summary>What computes in a VPC, with the ranges of its subnets.</summary>
    private List<(Component Client, string Cidr)> ClientsIn(Resource network)
    {
        if (clientsByNetwork is null)
        {
            clientsByNetwork = [];
            foreach (var client in components.Where(static c => c.Computes))
            {
                foreach (var subnet in SubnetsOf(client))
                {
                    if (subnet.Get("cidr").Text() is { } cidr && subnet.Get("vpc").Resource() is { } vpc)
                    {
                        if (!clientsByNetwork.TryGetValue(vpc, out var clients))
                        {
                            clientsByNetwork.Add(vpc, clients = []);
                        }

                        clients.Add((client, cidr));
                    }
                }
            }
        }

        return clientsByNetwork.GetValueOrDefault(network) ?? [];
    }

    private static bool Holds(string outer, string inner) =>
        IPNetwork.TryParse(outer, out var network) && IPNetwork.TryParse(inner, out var part) && network.PrefixLength <= part.PrefixLength && network.Contains(part.BaseAddress);

    /// <summary>The subnets that a component's network interfaces stand in.</summary>
    public static IEnumerable<Resource> SubnetsOf(Component component) => component.Members
        .SelectMany(static m => m.Kind is { } kind
            ? kind.TryGetProperty("subnets", out _) ? m.Resources("subnets").Items
            : kind.TryGetProperty("subnet", out _) ? m.Resources("subnet").Items : []
            : [])
        .Where(static s => s.Kind?.Id == "aws.ec2.subnet")
        .Distinct();

    private void FromProxy(Component proxy)
    {
        foreach (var target in workload.To(proxy.Main).Select(static e => e.From).Where(static f => f.Type is "aws_db_proxy_target" or "AWS::RDS::DBProxyTargetGroup"))
        {
            foreach (var edge in workload.From(target))
            {
                if (owners.TryGetValue(edge.To, out var database) && database.Role == ComponentRole.Database)
                {
                    found.Add(proxy, [database], DependencyKind.Calls, true, "keeps connections to it", target);
                }
            }
        }
    }

    private void ToReplicas(Component database)
    {
        foreach (var edge in workload.To(database.Main))
        {
            if (edge.From.Kind?.Id == "aws.rds.instance" && owners.TryGetValue(edge.From, out var replica) && replica.Role == ComponentRole.DatabaseReplica
                && edge.From.Get("replica_of").Resource() == database.Main)
            {
                found.Add(database, [replica], DependencyKind.Replicates, false, "is copied to it as it changes", edge.From);
                foreach (var caller in found.To(database).Where(static d => d.From.Computes).Select(static d => d.From).Distinct().ToList())
                {
                    found.Add(caller, [replica], DependencyKind.Calls, false, "may read from it", edge.From);
                }
            }
        }

        if (database.Main.Kind?.Id == "aws.rds.cluster" && database.Main.Get("global_cluster").Resource() is { } global)
        {
            var first = global.Get("source_cluster").Resource()
                ?? workload.To(global).Select(static e => e.From).FirstOrDefault(static f => f.Kind?.Id == "aws.rds.cluster");
            if (first is not null && first != database.Main && owners.TryGetValue(first, out var primary))
            {
                found.Add(primary, [database], DependencyKind.Replicates, false, $"is copied to it by {global.Address}", global);
            }
        }
    }

    private void ToCopies(Component bucket)
    {
        if (!bucket.Main.TryGet("replicas", out var replicas))
        {
            return;
        }

        foreach (var target in replicas.Elements().Append(replicas).SelectMany(RouteFinder.ResourcesIn))
        {
            if (owners.TryGetValue(target, out var copy) && copy != bucket)
            {
                found.Add(bucket, [copy], DependencyKind.Replicates, false, "is replicated to it", bucket.Main);
            }
        }
    }

    private void ToMachine(Component volume)
    {
        foreach (var machine in volume.Main.Resources("instances").Items)
        {
            if (owners.TryGetValue(machine, out var component))
            {
                found.Add(component, [volume], DependencyKind.Calls, true, "has it attached", volume.Main);
            }
        }
    }

    /// <summary>Containers on machines: through the capacity providers of the cluster or service.</summary>
    private void ToHosts()
    {
        var providers = workload.Resources.Where(static r => r.Kind?.Id == "aws.ecs.capacity_provider").Select(static (provider, place) => (provider, place)).ToDictionary(static p => p.provider, static p => p.place);
        if (providers.Count == 0)
        {
            return;
        }

        foreach (var service in components.Where(static c => c.Main.Kind?.Id == "aws.ecs.service" && c.Main.Get("launch_type").Text() is not ("FARGATE" or "EXTERNAL")))
        {
            var near = workload.From(service.Main).Select(static e => e.To).ToHashSet();
            if (service.Main.Get("cluster").Resource() is { } cluster)
            {
                near.UnionWith(workload.From(cluster).Select(static e => e.To));
            }

            foreach (var provider in near.Where(providers.ContainsKey).OrderBy(p => providers[p]))
            {
                if (provider.Get("group").Resource() is { } group && owners.TryGetValue(group, out var machines))
                {
                    found.Add(service, [machines], DependencyKind.RunsOn, true, $"runs on its machines through {provider.Address}", provider);
                }
            }
        }
    }

    /// <summary>The NAT gateways to which the route tables of a component's subnets lead.</summary>
    private void ToGateways()
    {
        if (!components.Any(static c => c.Role == ComponentRole.NatGateway))
        {
            return;
        }

        foreach (var component in components.Where(static c => c.Computes))
        {
            foreach (var subnet in SubnetsOf(component))
            {
                foreach (var route in subnet.Get("route_table").Resource() is { } table ? table.Get("routes").Elements() : [])
                {
                    if (route.Get("nat_gateway").Resource() is { } gateway && owners.TryGetValue(gateway, out var nat))
                    {
                        found.Add(component, [nat], DependencyKind.Leaves, false, $"leaves {subnet.Address} through it", gateway);
                    }
                }
            }
        }
    }
}
