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
