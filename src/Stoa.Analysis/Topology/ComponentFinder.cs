using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>Finds the components of a workload: which resources make one thing together, what it does, where it stands.</summary>
internal sealed class ComponentFinder(Workload workload, Places places, TopologyCorrections corrections)
{
    private readonly Dictionary<Resource, Component> owners = [];
    private readonly List<Component> components = [];
    private readonly Dictionary<Resource, int> order = [];
    private readonly Dictionary<Resource, List<Resource>> fleets = [];

    /// <summary>Which component a resource belongs to.</summary>
    public IReadOnlyDictionary<Resource, Component> Owners => owners;

    /// <summary>The components in the order of their main resources.</summary>
    public IReadOnlyList<Component> Find()
    {
        for (var i = 0; i < workload.Resources.Count; i++)
        {
            order.Add(workload.Resources[i], i);
        }

        GroupInstances();
        var names = new List<Resource>();
        foreach (var resource in workload.Resources)
        {
            if (resource.Kind is not { } kind || owners.ContainsKey(resource))
            {
                continue;
            }

            if (kind.Id == "aws.route53.record")
            {
                names.Add(resource);
            }
            else
            {
                Add(resource, kind.Id);
            }
        }

        AddNames(names);
        var found = components.ToArray();
        Array.Sort(Array.ConvertAll(found, c => order[c.Main]), found);
        return found;
    }

    private void Add(Resource resource, string kind)
    {
        switch (kind)
        {
            case "aws.cloudfront.distribution":
                Add(resource, ComponentRole.ContentDelivery, Tier.Edge, Places.Global, Redundancy.Managed);
                break;
            case "aws.globalaccelerator.accelerator":
                Add(resource, ComponentRole.Accelerator, Tier.Edge, Places.Global, Redundancy.Managed, Owned(resource, "aws.globalaccelerator.listener", "aws.globalaccelerator.endpoint_group"));
                break;
            case "aws.elb.load_balancer":
                AddBalancer(resource, places.InSubnets(resource));
                break;
            case "aws.elb.classic_load_balancer":
                AddBalancer(resource, places.InSubnets(resource) is { Zones.Count: > 0 } there ? there : places.InZones(resource, resource.Get("availability_zones")));
                break;
            case "aws.apigateway.rest_api":
                AddRegional(resource, ComponentRole.Api, Tier.Ingress, Owned(resource, "aws.apigateway.stage", "aws.apigateway.method"));
                break;
            case "aws.apigateway.http_api":
                AddRegional(resource, ComponentRole.Api, Tier.Ingress, Owned(resource, "aws.apigateway.http_stage", "aws.apigateway.http_route", "aws.apigateway.http_integration"));
                break;
            case "aws.lambda.function_url":
                AddRegional(resource, ComponentRole.FunctionAddress, Tier.Ingress);
                break;
            case "aws.lambda.function":
                AddFunction(resource);
                break;
            case "aws.states.state_machine":
                AddRegional(resource, ComponentRole.Workflow, Tier.Compute);
                break;
            case "aws.ec2.instance":
                AddMachines(resource);
                break;
            case "aws.autoscaling.group":
                AddGroup(resource);
                break;
            case "aws.ecs.service":
                AddService(resource);
                break;
            case "aws.eks.cluster":
                AddCluster(resource);
                break;
            case "aws.batch.compute_environment":
                Add(resource, ComponentRole.Batch, Tier.Compute, places.InSubnets(resource), Redundancy.Managed);
                break;
            case "aws.sqs.queue":
                AddRegional(resource, ComponentRole.Queue, Tier.Messaging);
                break;
            case "aws.sns.topic":
                AddRegional(resource, ComponentRole.Topic, Tier.Messaging);
                break;
            case "aws.events.bus":
                AddRegional(resource, ComponentRole.EventBus, Tier.Messaging);
                break;
            case "aws.events.rule" or "aws.scheduler.schedule":
                AddRegional(resource, ComponentRole.EventRule, Tier.Messaging);
                break;
            case "aws.kinesis.stream" or "aws.firehose.delivery_stream":
                AddRegional(resource, ComponentRole.Stream, Tier.Messaging);
                break;
            case "aws.elasticache.serverless_cache":
                AddRegional(resource, ComponentRole.Cache, Tier.Cache);
                break;
            case "aws.elasticache.replication_group":
                AddCacheGroup(resource);
                break;
            case "aws.elasticache.cluster":
                AddCache(resource);
                break;
            case "aws.rds.instance":
                AddDatabase(resource);
                break;
            case "aws.rds.cluster":
                AddDatabaseCluster(resource);
                break;
            case "aws.rds.proxy":
                Add(resource, ComponentRole.DatabaseProxy, Tier.Data, places.InSubnets(resource), Redundancy.Managed);
                break;
            case "aws.dynamodb.table":
                AddRegional(resource, ComponentRole.Table, Tier.Data);
                break;
            case "aws.opensearch.domain":
                AddSearch(resource);
                break;
            case "aws.redshift.cluster":
                AddWarehouse(resource);
                break;
            case "aws.s3.bucket":
                AddRegional(resource, ComponentRole.ObjectStore, Tier.Data);
                break;
            case "aws.efs.file_system":
                AddFileSystem(resource);
                break;
            case "aws.ec2.volume":
                var disk = places.InOneZone(resource, resource.Get("availability_zone"), null);
                Add(resource, ComponentRole.Volume, Tier.Data, disk, Units.One(disk));
                break;
            case "aws.ec2.nat_gateway":
                AddNat(resource);
                break;
        }
    }

    private void AddRegional(Resource resource, ComponentRole role, Tier tier, List<Resource>? owned = null) =>
        Add(resource, role, tier, Places.Regional(resource), Redundancy.Managed, owned);

    private void AddBalancer(Resource balancer, Placement place)
    {
        var owned = Owned(balancer, "aws.elb.listener", "aws.elb.listener_rule");
        foreach (var listener in owned.ToArray())
        {
            owned.AddRange(listener.Resources("target_groups").Items.Where(group => !owners.ContainsKey(group) && !owned.Contains(group)));
        }

        Add(balancer, ComponentRole.LoadBalancer, Tier.Ingress, place, Redundancy.Managed with { UnitZones = [.. place.Zones] }, owned);
    }

    private void AddFunction(Resource function)
    {
        var subnets = function.Resources("subnets");
        var place = subnets.IsEmpty ? Places.Regional(function) : places.InSubnets(function.Region, subnets);
        Add(function, ComponentRole.Function, Tier.Compute, place, Redundancy.Managed, Owned(function, "aws.lambda.alias"), [.. SettingOf(function, "role")]);
    }

    private void AddMachines(Resource instance)
    {
        var units = fleets[instance];
        if (units[0] != instance)
        {
            return;
        }

        var zones = units.Select(u => places.InOneZone(u, u.Get("availability_zone"), u.Get("subnet").Resource())).ToList();
        var known = zones.SelectMany(static z => z.Zones).Distinct().ToList();
        var place = new Placement(Scope.Zonal, instance.Region, known, zones.TrueForAll(static z => z.IsComplete) && !units.Exists(static u => u.IsIndeterminate));
        var redundancy = units.Count == 1 && !instance.IsIndeterminate
            ? Units.One(place)
            : new Redundancy
            {
                Kind = RedundancyKind.Fleet,
                Units = units.Exists(static u => u.IsIndeterminate) ? null : units.Count,
                UnitZones = [.. zones.Take(Redundancy.MaxListed).Select(static z => z.Zones is [var zone] ? zone : null)],
            };
        Add(instance, ComponentRole.Machines, Tier.Compute, place, redundancy, units, [.. Machine(instance)]);
    }

    private void AddGroup(Resource group)
    {
        var subnets = group.Resources("subnets");
        var place = subnets.IsEmpty ? places.InZones(group, group.Get("availability_zones")) : places.InSubnets(group.Region, subnets);
        var least = group.Get("min").Count();
        var redundancy = Units.Fleet(group.Get("desired").Count() ?? least, place, isReplaced: true) with
        {
            Least = least,
            Most = group.Get("max").Count(),
            TargetUse = TargetUse(Referring(group, "aws.autoscaling.policy"), "ASGAverageCPUUtilization"),
        };
        var template = group.Get("launch_template").Resource() ?? group.Get("launch_configuration").Resource();
        var owned = Owned(group, "aws.autoscaling.policy", "aws.autoscaling.schedule");
        Add(group, ComponentRole.Machines, Tier.Compute, place, redundancy, owned, template is null ? [] : [template, .. Machine(template)]);
    }

    private void AddService(Resource service)
    {
        var target = Referring(service, "aws.applicationautoscaling.target").FirstOrDefault();
        var subnets = service.Resources("subnets");
        var place = places.InSubnets(service.Region, subnets);
        var isDaemon = service.Get("scheduling").Text() == "DAEMON";
        var redundancy = Units.Fleet(isDaemon ? null : service.Get("desired").Count(), place, isReplaced: true) with
        {
            Least = target?.Get("min").Count(),
            Most = target?.Get("max").Count(),
            TargetUse = target is null ? null : TargetUse(Referring(target, "aws.applicationautoscaling.policy"), "ECSServiceAverageCPUUtilization"),
        };
        var settings = new List<Resource>();
        if (service.Get("task_definition").Resource() is { } task)
        {
            settings.AddRange([task, .. SettingOf(task, "task_role"), .. SettingOf(task, "execution_role")]);
        }

        List<Resource> owned = target is null ? [] : [target, .. Owned(target, "aws.applicationautoscaling.policy")];
        Add(service, ComponentRole.Containers, Tier.Compute, place, redundancy, owned, settings);
    }

    private void AddCluster(Resource cluster)
    {
        var groups = Referring(cluster, "aws.eks.node_group").ToList();
        var subnets = groups.SelectMany(static g => g.Resources("subnets").Items).Distinct().ToList();
        var place = groups.Count > 0
            ? places.InSubnets(cluster.Region, new ResourceList(subnets, groups.TrueForAll(static g => g.Resources("subnets").IsComplete)))
            : places.InSubnets(cluster);

        // Without node groups the provider runs the pods, or the nodes are somebody else's: what can be counted is the control plane, which is managed.
        var redundancy = groups.Count == 0
            ? Redundancy.Managed
            : Units.Fleet(Sum("desired"), place, isReplaced: true) with { Least = Sum("min"), Most = Sum("max") };
        Add(cluster, ComponentRole.ContainerCluster, Tier.Compute, place, redundancy, Owned(cluster, "aws.eks.node_group", "aws.eks.fargate_profile", "aws.eks.addon"));

        int? Sum(string property) => groups.Count == 0 || groups.Exists(static g => g.IsIndeterminate) ? null
            : groups.Select(g => g.Get(property).Count()).Aggregate((int?)0, static (sum, n) => sum + n);
    }

    private void AddCacheGroup(Resource group)
    {
        var place = places.InSubnets(group);
        var nodes = group.Get("nodes_per_shard").Count();
        var isAutomatic = group.Get("automatic_failover").Truth();
        var redundancy = nodes == 1 ? Units.One(place, isReplaced: true) : Units.Failover(nodes, place, isAutomatic);
        Add(
            group, ComponentRole.Cache, Tier.Cache, Units.Occupied(place, redundancy),
            redundancy with { Groups = Math.Max(1, group.Get("shards").Count() ?? 1) }, Owned(group, "aws.elasticache.cluster"));
    }

    private void AddCache(Resource cache)
    {
        if (cache.Get("replication_group").Resource() is not null)
        {
            return;
        }

        var place = places.InSubnets(cache);
        var nodes = cache.Get("nodes").Count();
        if (cache.Get("az_mode").Text() != "cross-az")
        {
            place = place is { Zones.Count: 1, IsComplete: true } ? place : place with { Zones = [], IsComplete = false };
        }

        var redundancy = nodes == 1 ? Units.One(place, isReplaced: true) : Units.Fleet(nodes, place, isReplaced: true);
        Add(cache, ComponentRole.Cache, Tier.Cache, Units.Occupied(place, redundancy), redundancy);
    }

    private void AddDatabase(Resource database)
    {
        // The name of the source may be one that AWS makes up: that it is a database tells enough.
        var isReplica = database.Get("is_replica").Truth() == true || database.Get("replica_of").Resource() is not null;
        var subnets = database.Get("subnets").IsNull && database.Get("replica_of").Resource() is { } source
            ? source.Resources("subnets")
            : database.Resources("subnets");
        var place = places.InSubnets(database.Region, subnets);
        var zone = places.Zones.Of(database.Get("availability_zone"), database.Region);
        Redundancy redundancy;
        switch (database.Get("multi_az").Truth())
        {
            case true:
                redundancy = Units.Failover(2, zone is null ? place : place with { Zones = [zone, .. place.Zones.Where(z => z != zone)] }, isAutomatic: true);
                break;
            case false:
                place = zone is not null ? place with { Zones = [zone], IsComplete = true }
                    : place is { Zones.Count: 1, IsComplete: true } ? place
                    : place with { Zones = [], IsComplete = false };
                redundancy = Units.One(place);
                break;
            default:
                redundancy = new Redundancy { Kind = RedundancyKind.Failover };
                break;
        }

        Add(
            database, isReplica ? ComponentRole.DatabaseReplica : ComponentRole.Database, Tier.Data, Units.Occupied(place, redundancy), redundancy,
            null, [.. SettingOf(database, "subnet_group")]);
    }

    private void AddDatabaseCluster(Resource cluster)
    {
        var instances = Referring(cluster, "aws.rds.cluster_instance").ToList();
        var place = places.InSubnets(cluster);
        Redundancy redundancy;
        if (cluster.Get("is_multi_az_cluster").Truth() == true)
        {
            redundancy = Units.Failover(3, place, isAutomatic: true);
        }
        else if (instances.Count == 0 || cluster.Get("engine_mode").Text() == "serverless")
        {
            redundancy = cluster.Get("engine_mode").Text() == "serverless" ? Redundancy.Managed : new Redundancy { Kind = RedundancyKind.Failover, IsAutomatic = true };
        }
        else
        {
            var zones = instances.Select(i => places.Zones.Of(i.Get("availability_zone"), i.Region)).ToList();
            var spread = Units.Spread(instances.Count, place);
            redundancy = new Redundancy
            {
                Kind = RedundancyKind.Failover,
                Units = instances.Exists(static i => i.IsIndeterminate) ? null : instances.Count,
                IsAutomatic = true,
                IsReplaced = true,
                UnitZones = [.. spread.Select((zone, i) => i < zones.Count && zones[i] is { } stated ? stated : zone)],
            };
            if (instances.Count == 1 && zones[0] is null && place.Zones.Count != 1)
            {
                redundancy = redundancy with { UnitZones = [null] };
            }
        }

        Add(cluster, ComponentRole.Database, Tier.Data, Units.Occupied(place, redundancy), redundancy, instances, [.. SettingOf(cluster, "subnet_group")]);
    }

    private void AddSearch(Resource domain)
    {
        var subnets = domain.Resources("subnets");
        var place = subnets.IsEmpty ? new Placement(Scope.Zonal, domain.Region, [], false) : places.InSubnets(domain.Region, subnets);
        var nodes = domain.Get("instances").Count();
        Add(domain, ComponentRole.SearchIndex, Tier.Data, place, nodes == 1 ? Units.One(place, isReplaced: true) : Units.Fleet(nodes, place, isReplaced: true));
    }

    private void AddWarehouse(Resource cluster)
    {
        var place = places.InSubnets(cluster);
        var redundancy = cluster.Get("multi_az").Truth() == true
            ? Units.Failover(2, place, isAutomatic: true)
            : Units.One(place is { Zones.Count: 1, IsComplete: true } ? place : place with { Zones = [], IsComplete = false }, isReplaced: true);
        Add(cluster, ComponentRole.Warehouse, Tier.Data, Units.Occupied(place, redundancy), redundancy);
    }

    private void AddFileSystem(Resource files)
    {
        var targets = Owned(files, "aws.efs.mount_target");
        if (files.Get("one_zone").IsNull)
        {
            AddRegional(files, ComponentRole.FileSystem, Tier.Data, targets);
            return;
        }

        var place = places.InOneZone(files, files.Get("one_zone"), null);
        Add(files, ComponentRole.FileSystem, Tier.Data, place, Units.One(place), targets);
    }

    private void AddNat(Resource gateway)
    {
        if (gateway.Get("availability").Text() == "regional")
        {
            AddRegional(gateway, ComponentRole.NatGateway, Tier.Egress);
            return;
        }

        var place = places.InOneZone(gateway, Value.Null, gateway.Get("subnet").Resource());
        Add(gateway, ComponentRole.NatGateway, Tier.Egress, place, Units.One(place));
    }

    /// <summary>One component a name: its A, AAAA and CNAME records that lead to something of the workload.</summary>
    private void AddNames(List<Resource> records)
    {
        foreach (var group in records.Where(r => RouteFinder.TargetsOf(r, owners).Count > 0).GroupBy(static r => (r.Unit, r.Get("zone").Resource(), r.Get("name").Text() ?? r.Address)))
        {
            var all = group.ToList();
            Add(all[0], ComponentRole.DnsName, Tier.Edge, Places.Global, Redundancy.Managed, [.. all.Skip(1)]);
        }
    }

    private void Add(
        Resource main, ComponentRole role, Tier tier, Placement place, Redundancy redundancy, List<Resource>? owned = null, IReadOnlyList<Resource>? settings = null)
    {
        var members = new List<Resource> { main };
        members.AddRange((owned ?? []).Where(r => r != main && !owners.ContainsKey(r)));
        if (corrections.UnitsNeeded.TryGetValue(main.Address, out var needed))
        {
            redundancy = redundancy with { Needed = needed };
        }

        var component = new Component
        {
            Main = main,
            Members = members,
            Settings = settings ?? [],
            Name = main.Kind?.Id == "aws.route53.record" ? main.Get("name").Text() ?? ComponentNames.Of(main)
                : redundancy.Kind == RedundancyKind.Fleet && role == ComponentRole.Machines ? ComponentNames.Of(main).Split('[')[0]
                : ComponentNames.Of(main),
            Role = role,
            Tier = tier,
            Placement = place,
            Network = place.Scope == Scope.Zonal ? Places.NetworkOf([main, .. members, .. settings ?? []]) : null,
            Redundancy = redundancy,
        };
        foreach (var member in members)
        {
            owners.TryAdd(member, component);

            // What configures a resource stands for it: the endpoint of a bucket's website configuration is the bucket's.
            foreach (var companion in member.Companions.Where(static c => c.Kind is null))
            {
                owners.TryAdd(companion, component);
            }
        }

        components.Add(component);
    }

    /// <summary>Machines that one block declares, or that stand behind one load balancer, are one fleet.</summary>
    private void GroupInstances()
    {
        var instances = workload.Resources.Where(static r => r.Kind?.Id == "aws.ec2.instance").ToList();
        var byKey = new Dictionary<object, List<Resource>>();
        foreach (var instance in instances)
        {
            object key = workload.To(instance).Select(static e => e.From)
                .FirstOrDefault(static f => f.Kind?.Id is "aws.elb.target_group" or "aws.elb.classic_load_balancer")
                ?? (object)(instance.Unit, ComponentNames.BaseOf(instance));
            if (!byKey.TryGetValue(key, out var fleet))
            {
                byKey.Add(key, fleet = []);
            }

            fleet.Add(instance);
            fleets.Add(instance, fleet);
        }
    }

    private IEnumerable<Resource> Referring(Resource resource, string kind) =>
        workload.To(resource).Select(static e => e.From).Where(f => f.Kind?.Id == kind).Distinct();

    /// <summary>The resources of some kinds that refer to a resource, and those that refer to them.</summary>
    private List<Resource> Owned(Resource resource, params ReadOnlySpan<string> kinds)
    {
        var owned = new List<Resource>();
        var wave = new List<Resource> { resource };
        foreach (var kind in kinds)
        {
            for (var i = 0; i < wave.Count; i++)
            {
                foreach (var found in Referring(wave[i], kind))
                {
                    if (!owned.Contains(found))
                    {
                        owned.Add(found);
                    }
                }
            }

            wave = [resource, .. owned];
        }

        return owned;
    }

    private static IEnumerable<Resource> SettingOf(Resource resource, string property) => resource.Resources(property).Items;

    /// <summary>The template, profile and role of machines.</summary>
    private static IEnumerable<Resource> Machine(Resource machine)
    {
        if (machine.TryGet("launch_template", out var template) && template.Resource() is { } launch)
        {
            yield return launch;
        }

        if (machine.Get("instance_profile").Resource() is { } profile)
        {
            yield return profile;
            foreach (var role in SettingOf(profile, "role"))
            {
                yield return role;
            }
        }
    }

    private static double? TargetUse(IEnumerable<Resource> policies, string metric)
    {
        foreach (var policy in policies)
        {
            if (policy.Get("metric").Text() == metric
                && policy.Get("target_value") is { HasValue: true, Kind: TypeKind.Number } target
                && target.AsNumber().ToDouble() is > 0 and <= 100 and var percent)
            {
                return percent / 100;
            }
        }

        return null;
    }
}
