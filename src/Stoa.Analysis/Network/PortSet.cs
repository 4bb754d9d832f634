namespace Stoa.Analysis.Network;

/// <summary>A set of TCP or UDP ports, kept as ascending ranges that neither overlap nor touch. Immutable.</summary>
internal sealed class PortSet : IEquatable<PortSet>
{
    /// <summary>No port.</summary>
    public static readonly PortSet None = new([]);

    /// <summary>Every port.</summary>
    public static readonly PortSet All = new([(0, 65535)]);

    /// <summary>
    /// The ports from which clients ask, to which answers go: NAT gateways and load balancers take any from 1024 up, operating systems
    /// some of them. https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
    /// </summary>
    public static readonly PortSet Ephemeral = new([(1024, 65535)]);

    private readonly (int From, int To)[] ranges;

    private PortSet((int From, int To)[] ranges) => this.ranges = ranges;

    /// <summary>Whether it holds no port.</summary>
    public bool IsEmpty => ranges.Length == 0;

    /// <summary>Its ranges.</summary>
    public IReadOnlyList<(int From, int To)> Ranges => ranges;

    /// <summary>The ports from one to another, both included; none where there are none between them.</summary>
    public static PortSet Of(int from, int to)
    {
        (from, to) = (Math.Max(0, from), Math.Min(65535, to));
        return from > to ? None : from == 0 && to == 65535 ? All : new([(from, to)]);
    }

    /// <summary>The ports of either.</summary>
    public PortSet Or(PortSet other)
    {
        if (IsEmpty || ReferenceEquals(other, All))
        {
            return other;
        }

        if (other.IsEmpty || ReferenceEquals(this, All))
        {
            return this;
        }

        var merged = new List<(int From, int To)>(ranges.Length + other.ranges.Length);
        foreach (var range in ranges.Concat(other.ranges).OrderBy(static r => r.From))
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            }
            else
            {
                merged.Add(range);
            }
        }

        return new([.. merged]);
    }

    /// <summary>The ports of both.</summary>
    public PortSet And(PortSet other)
    {
        if (ReferenceEquals(this, All) || other.IsEmpty)
        {
            return other;
        }

        if (ReferenceEquals(other, All) || IsEmpty)
        {
            return this;
        }

        var common = new List<(int From, int To)>();
        foreach (var a in ranges)
        {
            foreach (var b in other.ranges)
            {
                if (Math.Max(a.From, b.From) is var from && Math.Min(a.To, b.To) is var to && from <= to)
                {
                    common.Add((from, to));
                }
            }
        }

        return common.Count == 0 ? None : new([.. common]);
    }

    /// <summary>The ports that the other does not have.</summary>
    public PortSet Except(PortSet other)
    {
        var left = this;
        foreach (var (from, to) in other.ranges)
        {
            left = left.And(Of(0, from - 1)).Or(left.And(Of(to + 1, 65535)));
        }

        return left;
    }

    /// <summary>Whether it holds a port.</summary>
    public bool Contains(int port) => Array.Exists(ranges, r => r.From <= port && port <= r.To);

    /// <inheritdoc/>
    public bool Equals(PortSet? other) => other is not null && ranges.AsSpan().SequenceEqual(other.ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PortSet);

    /// <inheritdoc/>
    public override int GetHashCode() => ranges.Aggregate(0, static (hash, r) => HashCode.Combine(hash, r.From, r.To));

    /// <summary><c>port 443</c>, <c>ports 80, 443</c>, <c>all ports</c></summary>
    public override string ToString()
    {
        if (Equals(All))
        {
            return "all ports";
        }

        var parts = string.Join(", ", ranges.Take(4).Select(static r => r.From == r.To ? $"{r.From}" : $"{r.From} to {r.To}"));
        return IsEmpty ? "no port" : $"port{(ranges is [var (from, to)] && from == to ? "" : "s")} {parts}{(ranges.Length > 4 ? " and more" : "")}";
    }
}
