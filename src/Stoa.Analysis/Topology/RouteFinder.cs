using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>Finds which way requests are handed on: names, content delivery, load balancers, APIs.</summary>
internal sealed class RouteFinder(Workload workload, IReadOnlyDictionary<Resource, Component> owners, DependencyList found)
{
    /// <summary>Adds what a component hands requests to.</summary>
    public void Find(Component component)
    {
        switch (component.Role)
        {
            case ComponentRole.DnsName:
                FromName(component);
                break;
            case ComponentRole.ContentDelivery:
                FromDistribution(component);
                break;
            case ComponentRole.Accelerator:
                FromAccelerator(component);
                break;
            case ComponentRole.LoadBalancer:
                FromBalancer(component);
                break;
            case ComponentRole.Api or ComponentRole.FunctionAddress:
                FromApi(component);
                break;
        }
    }

    /// <summary>The components that a record leads to.</summary>
    public static IReadOnlyList<Component> TargetsOf(Resource record, IReadOnlyDictionary<Resource, Component> owners)
    {
        if (record.Get("type").Text() is not ("A" or "AAAA" or "CNAME" or null))
        {
            return [];
        }

        var targets = new List<Component>();
        Add(record.Get("target"));
        foreach (var value in record.Get("records").Elements())
        {
            Add(value);
        }

        return targets;

        void Add(Value value)
        {
            foreach (var resource in ResourcesIn(value))
            {
                if (owners.TryGetValue(resource, out var target) && !targets.Contains(target) && target.Tier is Tier.Edge or Tier.Ingress or Tier.Compute or Tier.Data
                    && target.Role != ComponentRole.DnsName)
                {
                    targets.Add(target);
                }
            }
        }
    }

    /// <summary>The resources that a value is, or was made from.</summary>
    public static IEnumerable<Resource> ResourcesIn(Value value)
    {
        if (value.Open is Resource resource)
        {
            yield return resource;
        }

        foreach (var reference in value.References)
        {
            if (reference.Target is Resource target)
            {
                yield return target;
            }
        }

        if (!value.HasValue)
        {
            foreach (var part in value.Parts.ToArray())
            {
                foreach (var inner in ResourcesIn(part))
                {
                    yield return inner;
                }
            }
        }
    }

    private void FromName(Component name)
    {
        var records = name.Members.Where(static r => r.Kind?.Id == "aws.route53.record").Select(r => (Record: r, Targets: TargetsOf(r, owners))).Where(static r => r.Targets.Count > 0).ToList();
        var targets = records.SelectMany(static r => r.Targets).Distinct().ToList();
        if (targets.Count == 1)
        {
            found.Add(name, targets, DependencyKind.Routes, true, "is an alias of it", records[0].Record);
        }
        else if (records.TrueForAll(static r => Watches(r.Record)))
        {
            // Answers only with targets that are healthy: one is enough.
            found.Add(name, targets, DependencyKind.Routes, true, $"answers with whichever is healthy ({records[0].Record.Get("routing").Text() ?? "simple"} routing)", records[0].Record);
        }
        else
        {
            foreach (var (record, reached) in records)
            {
                found.Add(name, reached, DependencyKind.Routes, true, "answers with it, whether it is healthy or not", record);
            }
        }
    }

    private static bool Watches(Resource record) => record.Get("has_health_check").Truth() == true || record.Get("evaluates_target_health").Truth() == true;

    private void FromDistribution(Component distribution)
    {
        var origins = new Dictionary<string, List<Component>>();
        var all = new List<Component>();
        foreach (var origin in distribution.Main.Get("origins").Elements())
        {
            var targets = ResourcesIn(origin.Get("target")).Concat(ResourcesIn(origin.Get("domain"))).Select(r => owners.GetValueOrDefault(r)).OfType<Component>().Where(c => c != distribution).Distinct().ToList();
            all.AddRange(targets);
            if (origin.Get("id").Text() is { } id)
            {
                origins.TryAdd(id, targets);
            }
        }

        foreach (var group in distribution.Main.Get("origin_groups").Elements())
        {
            if (group.Get("id").Text() is { } id)
            {
                origins.TryAdd(id, [.. group.Get("origins").Elements().SelectMany(o => o.Text() is { } member ? origins.GetValueOrDefault(member) ?? [] : []).Distinct()]);
            }
        }

        var isSplit = origins.Values.SelectMany(static t => t).Distinct().Skip(1).Any();
        var added = false;
        foreach (var behavior in distribution.Main.Get("behaviors").Elements())
        {
            if (behavior.Get("origin").Text() is { } id && origins.TryGetValue(id, out var targets) && targets.Count > 0)
            {
                var path = behavior.Get("path").Text() ?? "*";
                found.Add(distribution, targets, DependencyKind.Routes, true, $"fetches {path} from it", distribution.Main, isSplit ? path : null);
                added = true;
            }
        }

        if (!added && all.Distinct().ToList() is { Count: > 0 } any)
        {
            found.Add(distribution, any, DependencyKind.Routes, true, "has it as an origin", distribution.Main);
        }
    }

    private void FromAccelerator(Component accelerator)
    {
        var targets = accelerator.Members
            .SelectMany(static m => m.Kind?.Id == "aws.globalaccelerator.endpoint_group" ? m.Resources("endpoints").Items : [])
            .Select(r => owners.GetValueOrDefault(r)).OfType<Component>().Distinct().ToList();
        if (targets.Count > 0)
        {
            found.Add(accelerator, targets, DependencyKind.Routes, true, "sends to whichever endpoint is healthy", accelerator.Main);
        }
    }

    private void FromBalancer(Component balancer)
    {
        foreach (var instance in balancer.Main.Kind?.Id == "aws.elb.classic_load_balancer" ? balancer.Main.Resources("instances").Items : [])
        {
            AddTarget(balancer, instance, balancer.Main, null);
        }

        AttachedTo(balancer, balancer.Main, null);
        var listeners = balancer.Members.Where(static m => m.Kind?.Id == "aws.elb.listener" && m.Resources("target_groups").Items.Count > 0).ToList();
        var defaults = listeners.SelectMany(static l => l.Resources("target_groups").Items).Distinct().Count();
        var rules = balancer.Members.Where(static m => m.Kind?.Id == "aws.elb.listener_rule" && m.Resources("target_groups").Items.Count > 0).ToList();
        foreach (var listener in listeners)
        {
            FromGroups(balancer, listener, rules.Count > 0 ? "by default" : defaults > 1 && listeners.Count > 1 ? $"port {listener.Get("port").Count()}" : null);
        }

        foreach (var rule in rules)
        {
            FromGroups(balancer, rule, rules.Count > 1 || listeners.Count > 0 ? $"rule {ComponentNames.Of(rule)}" : null);
        }

        if (listeners.Count == 0 && rules.Count == 0)
        {
            foreach (var group in balancer.Members.Where(static m => m.Kind?.Id == "aws.elb.target_group").ToList())
            {
                FromGroup(balancer, group, group, null);
            }
        }
    }

    private void FromGroups(Component balancer, Resource shown, string? route)
    {
        foreach (var group in shown.Resources("target_groups").Items)
        {
            FromGroup(balancer, group, shown, route);
        }
    }

    private void FromGroup(Component balancer, Resource group, Resource shown, string? route)
    {
        foreach (var target in group.Resources("targets").Items)
        {
            AddTarget(balancer, target, shown, route);
        }

        AttachedTo(balancer, group, route);
    }

    /// <summary>Fleets and services that register with a target group or classic load balancer themselves.</summary>
    private void AttachedTo(Component balancer, Resource door, string? route)
    {
        foreach (var edge in workload.To(door))
        {
            if (edge.From.Kind?.Id is "aws.autoscaling.group" or "aws.ecs.service" && owners.TryGetValue(edge.From, out var target))
            {
                found.Add(balancer, [target], DependencyKind.Routes, true, $"balances over it through {door.Address}", edge.From, route);
            }
        }
    }

    private void AddTarget(Component balancer, Resource target, Resource shown, string? route)
    {
        if (owners.TryGetValue(target, out var component) && component != balancer)
        {
            found.Add(balancer, [component], DependencyKind.Routes, true, "balances over it", shown, route);
        }
    }

    private void FromApi(Component api)
    {
        var targets = new List<(Component Target, Resource Shown)>();
        foreach (var member in api.Members)
        {
            foreach (var edge in workload.From(member))
            {
                // Authorizers answer for the API, logs and keys do not; a stage's variables tell code where data is.
                if (owners.TryGetValue(edge.To, out var target) && target != api && target.Tier is Tier.Compute or Tier.Ingress or Tier.Messaging or Tier.Data
                    && !edge.Via.Contains("log", StringComparison.OrdinalIgnoreCase) && !edge.Via.EndsWith("depends_on", StringComparison.Ordinal)
                    && !(target.Tier == Tier.Data && member.Kind?.Id is "aws.apigateway.stage" or "aws.apigateway.http_stage")
                    && !targets.Exists(t => t.Target == target))
                {
                    targets.Add((target, member));
                }
            }
        }

        // A permission says who invokes a function where the API's own text does not.
        foreach (var permission in workload.To(api.Main).Select(static e => e.From).Where(static f => f.Kind?.Id == "aws.lambda.permission"))
        {
            if (permission.Get("function").Resource() is { } function && owners.TryGetValue(function, out var target) && !targets.Exists(t => t.Target == target))
            {
                targets.Add((target, permission));
            }
        }

        foreach (var (target, shown) in targets)
        {
            var isSplit = targets.Count(static t => t.Target.Tier is Tier.Compute or Tier.Ingress) > 1;
            found.Add(
                api, [target], target.Tier == Tier.Messaging ? DependencyKind.Publishes : DependencyKind.Routes, true, "hands requests to it", shown,
                isSplit && target.Tier is not Tier.Messaging ? $"to {target.Name}" : null);
        }
    }
}
