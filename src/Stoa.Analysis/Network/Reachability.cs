using Stoa.Workloads;

namespace Stoa.Analysis.Network;

/// <summary>
/// Whether the internet can open a connection to a resource: it needs an address that the internet knows, a route from an internet
/// gateway to its subnet, a network ACL that lets the packet in and a security group that does so too. Kleene's logic throughout: what
/// nobody knows decides nothing, and what is closed for certain is closed whatever else is unknown. Not thread-safe.
/// </summary>
public sealed class Reachability(Workload workload)
{
    private readonly SubnetExposure subnets = new(workload);
    private readonly Dictionary<Resource, InternetReach> answers = [];

    /// <summary>
    /// Whether the internet can open a connection to a resource. Unknown for a resource without a kind, and for a kind to which the
    /// question does not apply (a subnet, a policy).
    /// </summary>
    public InternetReach FromInternet(Resource resource)
    {
        if (!answers.TryGetValue(resource, out var answer))
        {
            answers.Add(resource, answer = Ask(resource));
        }

        return answer;
    }

    private InternetReach Ask(Resource resource)
    {
        switch (resource.Kind?.Id)
        {
            case "aws.ec2.instance":
                return InstanceAddress(resource).And(subnets.Enter(resource, "subnet")).And(SecurityGroups.Admit(resource, "security_groups"));
            case "aws.autoscaling.group":
                return Fleet(resource);
            case "aws.ecs.service":
                return Placed(resource, "public_address", "has a public address");
            case "aws.rds.instance" or "aws.redshift.cluster":
                return Placed(resource, "publicly_accessible", "is publicly accessible");
            case "aws.rds.cluster_instance":
                return ClusterMember(resource);
            case "aws.elb.load_balancer" or "aws.elb.classic_load_balancer":
                return LoadBalancer(resource);
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

    /// <summary>Something with a network interface that has a public address where a property says so.</summary>
    private InternetReach Placed(Resource resource, string property, string reason) =>
        Says(resource, property, reason).And(subnets.Enter(resource, "subnets")).And(SecurityGroups.Admit(resource, "security_groups"));

    private static InternetReach Says(Resource resource, string property, string reason) => resource.Get(property).Truth() switch
    {
        true => InternetReach.Of(true, resource, reason),
        false => InternetReach.Of(false, resource, $"sets {property} to false, or leaves it so"),
        null => InternetReach.Of(null, resource, $"has an unknown {property}"),
    };

    private InternetReach InstanceAddress(Resource instance)
    {
        if (workload.To(instance).FirstOrDefault(static e => e.From.Kind?.Id == "aws.ec2.elastic_ip") is { } edge)
        {
            return InternetReach.Of(true, instance, $"has the elastic address {edge.From.Address}");
        }

        return GivenAddress(instance, instance, "subnet").Or(Says(instance, "elastic_ip", "has an elastic address"));
    }

    /// <summary>The machines of a group: what their launch template says, in the group's subnets.</summary>
    private InternetReach Fleet(Resource group)
    {
        var template = group.Get("launch_template");
        if (template.IsNull)
        {
            template = group.Get("launch_configuration");
        }

        return template.Resource() is { } launch
            ? GivenAddress(launch, group, "subnets").And(subnets.Enter(group, "subnets")).And(SecurityGroups.Admit(launch, "security_groups"))
            : InternetReach.Of(null, group, "has a launch template that is not in this workload").And(subnets.Enter(group, "subnets"));
    }

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

    private InternetReach ClusterMember(Resource member)
    {
        var address = Says(member, "publicly_accessible", "is publicly accessible");
        return member.Get("cluster").Resource() is { } cluster
            ? address.And(subnets.Enter(cluster, "subnets")).And(SecurityGroups.Admit(cluster, "security_groups"))
            : address.And(InternetReach.Of(null, member, "belongs to a cluster that is not in this workload"));
    }

    private InternetReach LoadBalancer(Resource balancer)
    {
        var scheme = balancer.Get("internal").Truth() switch
        {
            true => InternetReach.Of(false, balancer, "is internal"),
            false => InternetReach.Of(true, balancer, "faces the internet"),
            null => InternetReach.Of(null, balancer, "may be internal or not"),
        };

        // AWS creates one that faces the internet only where there is an internet gateway: a subnet that nobody shows is no doubt.
        var route = subnets.Enter(balancer, "subnets");
        if (route.IsReachable is null)
        {
            route = new InternetReach(true, []);
        }

        return balancer.Get("type").Text() switch
        {
            "gateway" => InternetReach.Of(false, balancer, "is a gateway load balancer, which only appliances see"),

            // A network load balancer without security groups filters nothing.
            "network" when balancer.Resources("security_groups").IsEmpty => scheme.And(route),
            _ => scheme.And(route).And(SecurityGroups.Admit(balancer, "security_groups")),
        };
    }

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
            open |= Everyone.IsIn(range);
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
}
