using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Stoa.Workloads.Kinds;

/// <summary>
/// A kind of resource (<c>aws.rds.instance</c>), whatever format declares it: the names that checks and engines know.
/// Compared by reference; a catalogue has each kind once.
/// </summary>
public sealed class Kind
{
    private readonly FrozenDictionary<string, Property> byName;

    /// <summary>A kind of the given properties, whose slots are their positions.</summary>
    public Kind(string id, string title, IReadOnlyList<Property> properties)
    {
        Id = id;
        Title = title;
        Properties = properties;
        byName = properties.ToFrozenDictionary(static p => p.Name);
    }

    /// <summary><c>aws.rds.instance</c></summary>
    public string Id { get; }

    /// <summary>What people call it, for example <c>RDS database instance</c>.</summary>
    public string Title { get; }

    /// <summary>The properties, each at the position of its slot.</summary>
    public IReadOnlyList<Property> Properties { get; }

    /// <summary>Finds a property by name.</summary>
    public bool TryGetProperty(string name, [MaybeNullWhen(false)] out Property property) => byName.TryGetValue(name, out property);

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}

/// <summary>A property of a kind.</summary>
/// <param name="Name">The name that checks use: <c>multi_az</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Slot">Its position among the kind's properties.</param>
public sealed record Property(string Name, PropertyType Type, int Slot);

/// <summary>
/// The type of a property: a type of the language, or a reference to a kind (or to any resource), or a list or map of either.
/// Written <c>bool</c>, <c>list(string)</c>, <c>ref(aws.ec2.subnet)</c>, <c>list(ref)</c>, <c>object({name = string})</c>.
/// </summary>
public abstract record PropertyType
{
    /// <summary>A value of the language.</summary>
    public sealed record Plain(Language.Values.HclType Type) : PropertyType;

    /// <summary>A resource; of one of the named kinds, or of any where none is named.</summary>
    public sealed record ResourceReference(IReadOnlyList<string> Kinds) : PropertyType;

    /// <summary>An ordered collection.</summary>
    public sealed record ListOf(PropertyType Element) : PropertyType;

    /// <summary>Named values of one type.</summary>
    public sealed record MapOf(PropertyType Element) : PropertyType;

    /// <summary>Named members, each with its own type; reading any other name is an error when a check is loaded.</summary>
    public sealed record Structure(IReadOnlyDictionary<string, PropertyType> Members) : PropertyType;
}
