using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Topology;

/// <summary>Finds the zones that resources stand in, through their subnets.</summary>
internal sealed class Places
{
    private readonly Dictionary<Resource, Zone?> ofSubnet = [];

    /// <summary>The zones.</summary>
    public ZoneTable Zones { get; } = new();

    /// <summary>The zone of a subnet; null where it is unknown.</summary>
    public Zone? OfSubnet(Resource subnet)
    {
        if (!ofSubnet.TryGetValue(subnet, out var zone))
        {
            zone = subnet.IsIndeterminate ? null
                : Zones.Of(subnet.Get("availability_zone"), subnet.Region) ?? Zones.Of(subnet.Get("availability_zone_id"), subnet.Region);
            ofSubnet.Add(subnet, zone);
        }

        return zone;
    }

    /// <summary>Spread by its owner over the zones of the subnets that a property names.</summary>
    public Placement InSubnets(Resource resource, string property = "subnets") => InSubnets(resource.Region, resource.Resources(property));

    /// <summary>Spread over the zones of subnets.</summary>
    public Placement InSubnets(string? region, ResourceList subnets)
    {
        var zones = new List<Zone>(subnets.Items.Count);
        var isComplete = subnets.IsComplete && subnets.Items.Count > 0;
        foreach (var subnet in subnets.Items)
        {
            if (OfSubnet(subnet) is not { } zone)
            {
                isComplete = false;
            }
            else if (!zones.Contains(zone))
            {
                zones.Add(zone);
            }
        }

        return new Placement(Scope.Zonal, region, zones, isComplete);
    }

    /// <summary>In the zones that a property names.</summary>
    public Placement InZones(Resource resource, Value names)
    {
        var zones = new List<Zone>();
        var isComplete = names.HasValue && names.Open is null;
        foreach (var name in names.Elements())
        {
            if (Zones.Of(name, resource.Region) is not { } zone)
            {
                isComplete = false;
            }
            else if (!zones.Contains(zone))
            {
                zones.Add(zone);
            }
        }

        return new Placement(Scope.Zonal, resource.Region, zones, isComplete && zones.Count > 0);
    }

    /// <summary>In the one zone of a name, or else of a subnet.</summary>
    public Placement InOneZone(Resource resource, Value name, Resource? subnet)
    {
        var zone = Zones.Of(name, resource.Region) ?? (subnet is null ? null : OfSubnet(subnet));
        return new Placement(Scope.Zonal, resource.Region, zone is null ? [] : [zone], zone is not null);
    }

    /// <summary>The network of the first subnet, else of the first security group, that some resources name.</summary>
    public static Resource? NetworkOf(IReadOnlyList<Resource> resources)
    {
        foreach (var property in (ReadOnlySpan<string>)["subnets", "subnet", "security_groups"])
        {
            foreach (var resource in resources)
            {
                foreach (var named in resource.Resources(property).Items)
                {
                    if (named.Get("vpc").Resource() is { } network)
                    {
                        return network;
                    }
                }
            }
        }

        // A replica stands in its source's subnets where it names none.
        return resources.Count > 0 && resources[0].Get("replica_of").Resource() is { } source && source != resources[0] && source.Get("replica_of").IsNull
            ? NetworkOf([source, .. source.Resources("subnet_group").Items])
            : null;
    }

    /// <summary>Kept up by the provider in the whole region.</summary>
    public static Placement Regional(Resource resource) => new(Scope.Regional, resource.Region, [], true);

    /// <summary>Kept up by the provider everywhere.</summary>
    public static Placement Global { get; } = new(Scope.Global, null, [], true);
}
