using System.Collections.Frozen;
using Stoa.Language.Evaluation;
using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>
/// The raw resource that a column is read from. One frame serves resource after resource: set <see cref="Resource"/> and
/// <see cref="Companions"/>, read the columns, go on.
/// </summary>
internal sealed class ColumnFrame : Frame
{
    private static readonly FrozenDictionary<string, Value> NoCompanions = FrozenDictionary<string, Value>.Empty;
    private static readonly FrozenSet<string> NoTypes = FrozenSet<string>.Empty;

    private Resource resource = null!;

    /// <summary>How references of the workload are followed.</summary>
    public required ReferenceResolver References { private get; init; }

    /// <summary>Whether it was asked for whom a value stands, since this was last set to false.</summary>
    public bool HasFollowed { get; set; }

    /// <summary>The resource.</summary>
    public Resource Resource
    {
        get => resource;
        set => (resource, Companions, CompanionTypes) = (value, NoCompanions, NoTypes);
    }

    /// <summary>
    /// The companions of each type that has any or may have some: the tuple of their attributes, or unknown. A type that is not here
    /// has none.
    /// </summary>
    public IReadOnlyDictionary<string, Value> Companions { get; set; } = NoCompanions;

    /// <summary>The types that are companions of the resource's kind, whether it has any or not.</summary>
    public FrozenSet<string> CompanionTypes { get; set; } = NoTypes;

    /// <summary>The value of a root name.</summary>
    public Value Root(string name)
    {
        if (name == "tags" && !Resource.Tags.IsNull)
        {
            return Resource.Tags;
        }

        if (Resource.Attributes.TryGet(name, out var value))
        {
            return value;
        }

        return CompanionTypes.Contains(name) ? Companion(name) : Implied(Resource, name);
    }

    /// <summary>The companions of a type.</summary>
    public Value Companion(string type) => Companions.TryGetValue(type, out var tuple) ? tuple : Value.EmptyTuple;

    /// <summary>See <see cref="ReferenceResolver.Find"/>; the resource asks.</summary>
    public Resource? Find(Value value, IReadOnlyList<string> kinds)
    {
        HasFollowed = true;
        return References.Find(value, kinds, Resource);
    }

    /// <summary>See <see cref="ReferenceResolver.FindIdentified"/>; the resource asks.</summary>
    public Resource? FindIdentified(Value value)
    {
        HasFollowed = true;
        return References.FindIdentified(value, Resource);
    }

    /// <summary>See <see cref="ReferenceResolver.IsStranger"/>.</summary>
    public bool IsStranger(Value value, IReadOnlyList<string> kinds) => References.IsStranger(value, kinds);

    /// <summary>A raw attribute of a resource other than the one whose column is read.</summary>
    public static Value RawAttribute(Resource resource, string name) =>
        resource.Attributes.TryGet(name, out var value) ? value : Implied(resource, name);

    /// <summary>What a resource has under a name that nobody wrote.</summary>
    private static Value Implied(Resource resource, string name) => name switch
    {
        // Everything has an identity, known or not: whose it is, is known.
        "id" or "arn" or "Id" or "Arn" or "Ref" =>
            Value.UnknownOf(HclType.String, notNull: true).WithReference(new Reference(resource, name)),
        "name" => Value.Of(resource.Name),
        "address" => Value.Of(resource.Address),
        "region" => resource.Region is { } region ? Value.Of(region) : Value.Unknown,
        "tags" => resource.Tags,
        _ => Value.Null,
    };
}
