using System.Buffers;
using System.Net;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Network;

/// <summary>The other side of a connection, as rules see it: which ranges, groups and prefix lists hold it.</summary>
internal abstract class Peer
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.[]\"*");

    /// <summary>What people call it, as an object of a sentence.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a range of addresses holds it; null where nobody knows.</summary>
    public abstract bool? IsIn(Value range);

    /// <summary>Whether it has a security group; null where nobody knows. Null for a group that is unknown.</summary>
    public abstract bool? IsMember(Resource? group);

    /// <summary>Whether it is one of those that have no group but a VPC's default one.</summary>
    public virtual bool? HasDefaultGroupOf(Resource? vpc) => false;

    /// <summary>Whether a prefix list holds it.</summary>
    public abstract bool? IsListed(PrefixList list);

    /// <summary>The length of a range's prefix, of which the rest may be unknown; null where that is unknown too.</summary>
    protected static int? LengthOf(Value range)
    {
        var text = range.Text() ?? (range is { IsUnknown: true, Parts: [.., var last] } ? last.Text() : null);
        return text?.LastIndexOf('/') is { } slash and >= 0 && int.TryParse(text.AsSpan(slash + 1), out var length) ? length : null;
    }

    /// <summary>The VPC or subnet of which a range is the range, where the range itself is unknown.</summary>
    protected static Resource? RangeOf(Value range)
    {
        if (!range.IsUnknown || range.References is not [var only])
        {
            return null;
        }

        return only.Target is Resource { Kind.Id: "aws.ec2.vpc" or "aws.ec2.subnet" } owner
            && only.Attribute is "cidr_block" or "ipv6_cidr_block" or "CidrBlock" or "Ipv6CidrBlock" or "Ipv6CidrBlocks"
            && IsWhole(range, owner, only.Attribute) ? owner : null;
    }

    /// <summary>
    /// Whether a value is the attribute itself, not one of several of which the others leave no reference (<c>var.a != "" ? var.a :
    /// aws_vpc.v.cidr_block</c>): such a choice has no origin of its own, or one that is more than a name.
    /// </summary>
    private static bool IsWhole(Value range, Resource owner, string attribute) => owner.Unit.IsCloudFormation
        || (range.Origin is { } origin
            && (origin.Equals(owner.Attributes.Get(attribute).Origin)
                || origin.Source.Slice(origin.Span).IndexOfAnyExcept(NameCharacters) < 0));
}

/// <summary>The internet at large: one of the parts of it that people's rules tell apart.</summary>
internal sealed class InternetPeer : Peer
{
    /// <summary>The lower half of IPv4, the upper half, and IPv6.</summary>
    public static readonly IReadOnlyList<InternetPeer> Parts = [new("0.0.0.0", false), new("128.0.0.0", false), new("2000::", true)];

    private readonly IPAddress start;

    private InternetPeer(string start, bool isIPv6)
    {
        this.start = IPAddress.Parse(start);
        IsIPv6 = isIPv6;
    }

    /// <summary>Whether it asks by IPv6.</summary>
    public bool IsIPv6 { get; }

    /// <inheritdoc/>
    public override string Name => "the internet";

    /// <inheritdoc/>
    public override bool? IsIn(Value range)
    {
        if (range.IsUnknown)
        {
            // A range of which only the length is known, and a network's own range, are never the whole internet.
            return LengthOf(range) > (IsIPv6 ? 3 : 1) || RangeOf(range) is not null ? false : null;
        }

        if (range.Text() is not { Length: > 0 } text)
        {
            return false;
        }

        // What is no range stands for one that somebody will put there.
        return !AddressRange.TryParse(text, out var network) ? null
            : network.PrefixLength <= (IsIPv6 ? 3 : 1) && network.BaseAddress.IsIPv6() == start.IsIPv6() && network.Contains(start);
    }

    /// <inheritdoc/>
    public override bool? IsMember(Resource? group) => false;

    /// <inheritdoc/>
    public override bool? IsListed(PrefixList list) => list.IsOfProvider ? false : list.Holds(this);
}

/// <summary>CloudFront, when it fetches from an origin.</summary>
internal sealed class CloudFrontPeer : Peer
{
    /// <summary>It.</summary>
    public static readonly CloudFrontPeer Instance = new();

    /// <inheritdoc/>
    public override string Name => "CloudFront";

    /// <inheritdoc/>
    public override bool? IsIn(Value range)
    {
        if (range.IsNull || RangeOf(range) is not null)
        {
            return false;
        }

        // Narrow ranges may be CloudFront's own, which change.
        return (InternetPeer.Parts[0].IsIn(range) & InternetPeer.Parts[1].IsIn(range)) == true ? true
            : range.Text() is { } text && AddressRange.TryParse(text, out var network) && (IsPrivate(network) || network.BaseAddress.IsIPv6()) ? false
            : null;
    }

    /// <inheritdoc/>
    public override bool? IsMember(Resource? group) => false;

    /// <inheritdoc/>
    public override bool? IsListed(PrefixList list) => list.IsCloudFront ? true : list.IsOfProvider ? false : list.Holds(this);

    private static bool IsPrivate(IPNetwork network)
    {
        Span<byte> bytes = stackalloc byte[16];
        return network.BaseAddress.TryWriteBytes(bytes, out var count) && count == 4
            && (bytes[0] == 10 || (bytes[0] == 172 && (bytes[1] & 0xF0) == 16) || (bytes[0] == 192 && bytes[1] == 168));
    }
}

/// <summary>Something with an interface in a subnet.</summary>
/// <param name="owner">What it is.</param>
/// <param name="subnet">The subnet; null where it is unknown.</param>
/// <param name="groups">Its security groups.</param>
internal sealed class SubnetPeer(Resource owner, Resource? subnet, ResourceList groups) : Peer
{
    /// <summary>The subnet; null where it is unknown.</summary>
    public Resource? Subnet => subnet;

    /// <summary>Its VPC; null where it is unknown.</summary>
    public Resource? Vpc { get; } = subnet?.Get("vpc").Resource();

    /// <summary>Its security groups.</summary>
    public ResourceList Groups => groups;

    /// <inheritdoc/>
    public override string Name => owner.Address;

    /// <inheritdoc/>
    public override bool? IsIn(Value range)
    {
        if (range.IsNull)
        {
            return false;
        }

        if (range.Text() is { } text)
        {
            if (!AddressRange.TryParse(text, out var network))
            {
                return null;
            }

            return network.PrefixLength == 0 && !network.BaseAddress.IsIPv6() ? true : Holds(network);
        }

        // A range that is unknown may still be that of a network it stands in, or of a neighbour.
        return RangeOf(range) is not { } named || subnet is null ? null
            : ReferenceEquals(named, subnet) || ReferenceEquals(named, Vpc) ? true
            : named.Kind?.Id == "aws.ec2.subnet" && Vpc is not null && ReferenceEquals(named.Get("vpc").Resource(), Vpc) ? false
            : null;
    }

    /// <inheritdoc/>
    public override bool? IsMember(Resource? group) =>
        group is not null && groups.Items.Contains(group) ? true : groups.IsComplete && (group is not null || groups.Items.Count == 0) ? false : null;

    /// <inheritdoc/>
    public override bool? HasDefaultGroupOf(Resource? vpc) =>
        !groups.IsEmpty ? groups.IsComplete ? false : null : vpc is null || Vpc is null ? null : ReferenceEquals(vpc, Vpc);

    /// <inheritdoc/>
    public override bool? IsListed(PrefixList list) => list.IsOfProvider ? false : list.Holds(this);

    private bool? Holds(IPNetwork network)
    {
        bool? any = false;
        foreach (var property in (ReadOnlySpan<string>)["cidr", "ipv6_cidr"])
        {
            var own = subnet?.Get(property) ?? Value.Unknown;
            if (own.IsNull)
            {
                continue;
            }

            if (own.Text() is not { } text || !AddressRange.TryParse(text, out var part))
            {
                // Where its own range is unknown that of its VPC may tell: what holds the VPC holds the subnet.
                any |= property == "cidr" && Vpc?.Get("cidr").Text() is { } wide && AddressRange.TryParse(wide, out var all)
                    ? Compare(network, all) == true ? true : Compare(network, all) == false ? false : null
                    : network.BaseAddress.IsIPv6() && property == "cidr" ? false : null;
                continue;
            }

            any |= Compare(network, part);
        }

        return any;
    }

    // Ranges are nested or have nothing in common.
    private static bool? Compare(IPNetwork outer, IPNetwork inner) =>
        outer.BaseAddress.IsIPv6() != inner.BaseAddress.IsIPv6() ? false
        : outer.PrefixLength <= inner.PrefixLength ? outer.Contains(inner.BaseAddress)
        : inner.Contains(outer.BaseAddress) ? null : false;
}
