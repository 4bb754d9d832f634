using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Stoa.Server.Api.Aws;

/// <summary>What a value of the API is made of.</summary>
public enum AwsShapeType
{
    /// <summary>An object with known members.</summary>
    Structure,

    /// <summary>A list of values of one shape.</summary>
    List,

    /// <summary>An object with free names and values of one shape.</summary>
    Map,

    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number of 32 bits.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Seconds since 1970, with fraction.</summary>
    Timestamp,
}

/// <summary>Where a member of an operation's input travels.</summary>
public enum AwsLocation
{
    /// <summary>In the JSON body.</summary>
    Body,

    /// <summary>As one segment of the path.</summary>
    Path,

    /// <summary>As a query parameter, repeated for a list.</summary>
    Query,
}

/// <summary>A member of a structure.</summary>
/// <param name="Name">The name that handlers and bodies use, for example <c>WorkloadId</c>.</param>
/// <param name="WireName">The name in the path template or the query; it differs from <paramref name="Name"/> for <c>tagKeys</c> only.</param>
/// <param name="Location">Where it travels.</param>
/// <param name="IsRequired">Whether a request without it is refused.</param>
/// <param name="IsIdempotencyToken">Whether two calls with the same value of it are one call.</param>
/// <param name="Shape">What it is made of.</param>
public sealed record AwsMember(string Name, string WireName, AwsLocation Location, bool IsRequired, bool IsIdempotencyToken, AwsShape Shape);

/// <summary>A shape of the service's model: a type and its limits. The graph of shapes has no cycle.</summary>
public sealed class AwsShape
{
    private readonly Lazy<Regex?> _regex;

    internal AwsShape(string name, AwsShapeType type, int? min, int? max, string? pattern, ImmutableArray<string> values, int? status)
    {
        Name = name;
        Type = type;
        Min = min;
        Max = max;
        Pattern = pattern;
        Values = values;
        Status = status;
        ValueSet = values.ToFrozenSet();
        _regex = new(() => pattern is null ? null : AwsPattern.Compile(pattern));
    }

    /// <summary>The name, for example <c>WorkloadEnvironment</c>.</summary>
    public string Name { get; }

    /// <summary>What it is made of.</summary>
    public AwsShapeType Type { get; }

    /// <summary>The least length in code points, the least count of entries, or the least value; null for no limit.</summary>
    public int? Min { get; }

    /// <summary>The greatest length in code points, the greatest count of entries, or the greatest value; null for no limit.</summary>
    public int? Max { get; }

    /// <summary>The regular expression that the whole text must match, as the model writes it; null for none.</summary>
    public string? Pattern { get; }

    /// <summary>The values of an enumeration in the model's order; empty for free text.</summary>
    public ImmutableArray<string> Values { get; }

    /// <summary>The HTTP status of an error; null for other shapes.</summary>
    public int? Status { get; }

    /// <summary>The members of a structure in the model's order.</summary>
    public ImmutableArray<AwsMember> Members { get; internal set; } = [];

    /// <summary>What a list holds, or the values of a map.</summary>
    public AwsShape? Element { get; internal set; }

    /// <summary>What the names of a map must satisfy.</summary>
    public AwsShape? Key { get; internal set; }

    internal FrozenSet<string> ValueSet { get; }

    /// <summary>Whether <paramref name="text"/> as a whole matches <see cref="Pattern"/>; true without one. Linear in its length.</summary>
    public bool Matches(string text) => _regex.Value is not { } regex || regex.IsMatch(text);
}
