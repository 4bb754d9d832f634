using Stoa.Analysis.Topology;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Reports.Drawing;

/// <summary>Says what a box shows of the components that it stands for.</summary>
internal static class NodeBuilder
{
    /// <summary>The box of components that are the same; its place is left to the caller.</summary>
    public static PictureNode Of(IReadOnlyList<Component> members, int id, BadgeBook badges)
    {
        var first = members[0];
        var label = ComponentLabels.Of(first);
        var name = first.Name;
        if (members.Count > 1)
        {
            var stem = Stem(first.Name);
            var isOne = members.All(m => Stem(m.Name) == stem);
            var says = isOne && !SaysNothing(stem);
            (name, label) = (says ? stem : ComponentLabels.Plural(label), says ? ComponentLabels.Plural(label) : isOne ? stem : string.Join(", ", members.Take(12).Select(static m => m.Name)));
        }

        else if (SaysNothing(Stem(name)))
        {
            // A name that says nothing stands below what it is.
            (name, label) = (label, name);
        }

        return new PictureNode
        {
            Id = id,
            Name = name,
            Label = label,
            Role = first.Role,
            Row = RowOf(first),
            Block = -1,
            Count = members.Count,
            IsUncertain = members.All(static m => m.IsIndeterminate),
            HasFirewall = members.All(static m => HasFirewall(m.Main)),
            Badge = badges.Of(members.SelectMany(static m => m.Members.Concat(m.Settings))),
            Link = LinkTo(first.Main),
            Tooltip = Tooltip(members),
            Addresses = [.. members.Select(static m => m.Id)],
        };
    }

    private static bool SaysNothing(string name) => name is "this" or "main" or "default" or "self";

    private static string Stem(string name) => name.EndsWith(']') && name.IndexOf('[', StringComparison.Ordinal) is > 0 and var open ? name[..open] : name;

    public static PictureLink LinkTo(Resource resource) => new(resource.Declaration.Path, resource.Declaration.Line);

    private static bool HasFirewall(Resource resource)
    {
        foreach (var property in (ReadOnlySpan<string>)["has_web_acl", "web_acl"])
        {
            if (resource.Kind is not null && resource.TryGet(property, out var value) && value.HasValue
                && (value.Open is Resource || (value.Kind == TypeKind.Bool && value.AsBool())))
            {
                return true;
            }
        }

        return false;
    }

    private static string Tooltip(IReadOnlyList<Component> members)
    {
        const int Most = 40;
        const int MostSubnets = 6;
        var first = members[0];
        var lines = members.Take(Most).Select(static m => m.Id).ToList();
        if (members.Count > Most)
        {
            lines.Add($"… and {members.Count - Most} more");
        }

        lines.Add(first.Main.Kind?.Title ?? first.Main.Type);
        lines.Add(PlaceOf(first));
        var subnets = members.SelectMany(static m => SubnetsOf(m.Main)).Select(static s => s.Address).Distinct().ToList();
        if (subnets.Count > 0)
        {
            lines.Add($"{(subnets.Count == 1 ? "Subnet" : "Subnets")}: {string.Join(", ", subnets.Take(MostSubnets))}{(subnets.Count > MostSubnets ? $" and {subnets.Count - MostSubnets} more" : "")}");
        }

        return string.Join('\n', lines);
    }

    /// <summary>The subnets that a resource names; a load balancer, fleet or database several, a machine or gateway one.</summary>
    private static IEnumerable<Resource> SubnetsOf(Resource resource)
    {
        foreach (var property in (string[])["subnets", "subnet"])
        {
            if (resource.Kind is null || !resource.TryGet(property, out var value))
            {
                continue;
            }

            foreach (var named in value is { HasValue: true, Open: null, Kind: TypeKind.Tuple or TypeKind.List or TypeKind.Set } ? value.ItemList : [value])
            {
                if (named.Open is Resource { Kind.Id: "aws.ec2.subnet" } subnet)
                {
                    yield return subnet;
                }
            }
        }
    }

    private static string PlaceOf(Component component)
    {
        var place = component.Placement;
        var region = place.Region ?? "a region that nobody names";
        return place.Scope switch
        {
            Scope.Global => "In all regions",
            Scope.Regional => $"In all zones of {region}",
            _ when place.Zones.Count == 0 => $"In {region}, in zones that are not known",
            _ => $"In {string.Join(", ", place.Zones)}{(place.IsComplete ? "" : " and perhaps others")} of {region}",
        };
    }

    private static PictureRow RowOf(Component component) => component.Tier switch
    {
        Tier.Edge => PictureRow.Edge,
        Tier.Ingress => PictureRow.Ingress,
        Tier.Egress => PictureRow.Egress,
        Tier.Compute => PictureRow.Compute,
        Tier.Messaging => PictureRow.Messaging,
        Tier.Cache => PictureRow.Cache,
        _ => PictureRow.Data,
    };
}
