using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Network;

/// <summary>Whether packets from the internet arrive in a subnet: by its route table, and past its network ACL.</summary>
internal sealed class SubnetExposure(Workload workload)
{
    private readonly Dictionary<Resource, InternetReach> answers = [];

    /// <summary>Whether packets arrive in one of the subnets that a property names.</summary>
    public InternetReach Enter(Resource resource, string property)
    {
        var subnets = resource.Resources(property);
        if (subnets.IsEmpty)
        {
            return InternetReach.Of(null, resource, "names no subnet, so it stands in the account's default VPC, if there is one");
        }

        var answer = subnets.IsComplete
            ? new InternetReach(false, [])
            : InternetReach.Of(null, resource, "stands in a subnet that is not in this workload");
        foreach (var subnet in subnets.Items)
        {
            answer = answer.Or(Enter(subnet));
        }

        return answer;
    }

    /// <summary>Whether packets arrive in a subnet.</summary>
    public InternetReach Enter(Resource subnet)
    {
        if (!answers.TryGetValue(subnet, out var answer))
        {
            answers.Add(subnet, answer = Routed(subnet).And(LetIn(subnet)));
        }

        return answer;
    }

    private InternetReach Routed(Resource subnet)
    {
        var table = subnet.Get("route_table");
        if (table.Resource() is { } own)
        {
            return Leads(own);
        }

        if (table.IsUnknown)
        {
            return InternetReach.Of(null, subnet, "has a route table that is not in this workload");
        }

        // Without one of its own a subnet has its VPC's main route table. That of a default VPC leads to the internet.
        if (subnet.Type == "aws_default_subnet")
        {
            return InternetReach.Of(true, subnet, "is a default subnet, which routes to the internet");
        }

        if (subnet.Get("vpc").Resource() is not { } vpc)
        {
            return InternetReach.Of(null, subnet, "has the main route table of a VPC that is not in this workload");
        }

        var answer = vpc.Type == "aws_default_vpc"
            ? InternetReach.Of(true, vpc, "is the default VPC, which routes to the internet")
            : InternetReach.Of(false, subnet, "has its VPC's main route table, which leads nowhere outside the VPC");
        foreach (var candidate in OfKind("aws.ec2.route_table"))
        {
            if (ReferenceEquals(candidate.Get("vpc").Resource(), vpc) && candidate.Get("main").Truth() is not false and var isMain)
            {
                answer = isMain == true ? Leads(candidate) : answer.Or(InternetReach.Of(null, candidate, "may be the main route table"));
            }
        }

        return answer;
    }

    private static InternetReach Leads(Resource table)
    {
        var routes = table.Get("routes");
        if (routes.IsNull)
        {
            return Nowhere(table);
        }

        if (!routes.HasValue || routes.Kind is not (TypeKind.Tuple or TypeKind.List or TypeKind.Set))
        {
            return InternetReach.Of(null, table, "has routes that are not known");
        }

        var isUncertain = false;
        foreach (var route in routes.Items)
        {
            var gateway = route.Get("gateway");
            if (gateway.Resource() is { } target)
            {
                if (target.Kind?.Id == "aws.ec2.internet_gateway")
                {
                    return new InternetReach(true, [new ReachStep(table, $"routes to the internet gateway {target.Address}")]);
                }
            }
            else if (gateway.IsUnknown)
            {
                // Some gateway of another repository: an internet gateway only if the route is one to everywhere.
                isUncertain |= route.IsUnknown
                    || (Everyone.IsIn(route.Get("destination")) | Everyone.IsIn(route.Get("ipv6_destination"))) != false;
            }
        }

        return isUncertain ? InternetReach.Of(null, table, "has a route to everywhere by a gateway that is not in this workload") : Nowhere(table);
    }

    private static InternetReach Nowhere(Resource table) => InternetReach.Of(false, table, "has no route to an internet gateway");

    /// <summary>A subnet without a network ACL in the workload has its VPC's default one, which lets everything in.</summary>
    private InternetReach LetIn(Resource subnet)
    {
        var named = subnet.Get("network_acl");
        if (named.Resource() is { } own)
        {
            return LetsIn(own);
        }

        if (named.IsUnknown)
        {
            return InternetReach.Of(null, subnet, "has a network ACL that is not in this workload");
        }

        foreach (var acl in OfKind("aws.ec2.network_acl"))
        {
            if (acl.Resources("subnets").Items.Contains(subnet))
            {
                return LetsIn(acl);
            }
        }

        return new InternetReach(true, []);
    }

    private static InternetReach LetsIn(Resource acl)
    {
        var rules = acl.Get("rules");
        if (!rules.IsNull && (!rules.HasValue || rules.Items.ToArray().Any(static r => r.Get("number").IsUnknown)))
        {
            return InternetReach.Of(null, acl, "has rules that are not known");
        }

        var inward = (rules.IsNull ? [] : rules.ItemList)
            .Where(static r => r.Get("egress").Truth() != true)
            .OrderBy(static r => r.Get("number") is { HasValue: true, Kind: TypeKind.Number } number ? number.AsNumber().ToDouble() : double.MaxValue);
        foreach (var rule in inward)
        {
            switch (Everyone.IsIn(rule.Get("cidr")) | Everyone.IsIn(rule.Get("ipv6_cidr")))
            {
                case null:
                    return InternetReach.Of(null, acl, "has a rule whose source is not known");
                case true when rule.Get("action").IsUnknown:
                    return InternetReach.Of(null, acl, "has a rule of which it is not known whether it allows or denies");
                case true when rule.Get("action").Text() == "allow":
                    return new InternetReach(true, []);
                case true when rule.Get("protocol").Text() == "all":
                    return InternetReach.Of(false, acl, "denies the internet");
            }
        }

        return InternetReach.Of(false, acl, "lets nobody in from the internet");
    }

    private IReadOnlyList<Resource> OfKind(string id)
    {
        foreach (var (kind, resources) in workload.ByKind)
        {
            if (kind.Id == id)
            {
                return resources;
            }
        }

        return [];
    }
}
