using System.Collections.Immutable;

namespace Stoa.Language.Values;

/// <summary>The kinds of type in Terraform's type system.</summary>
public enum TypeKind
{
    /// <summary>Any type: not yet known (<c>any</c>, <c>dynamic</c>).</summary>
    Dynamic,

    /// <summary>true or false.</summary>
    Bool,

    /// <summary>An exact number.</summary>
    Number,

    /// <summary>Unicode text in normal form C.</summary>
    String,

    /// <summary>An ordered collection of one element type.</summary>
    List,

    /// <summary>An unordered collection of distinct elements of one type.</summary>
    Set,

    /// <summary>Text keys to elements of one type.</summary>
    Map,

    /// <summary>Named attributes, each with its own type.</summary>
    Object,

    /// <summary>A sequence of which each element has its own type.</summary>
    Tuple,
}

/// <summary>A type of Terraform's type system. Immutable, compared by structure.</summary>
public sealed class HclType : IEquatable<HclType>
{
    /// <summary>Any type.</summary>
    public static readonly HclType Dynamic = new(TypeKind.Dynamic);

    /// <summary>true or false.</summary>
    public static readonly HclType Bool = new(TypeKind.Bool);

    /// <summary>An exact number.</summary>
    public static readonly HclType Number = new(TypeKind.Number);

    /// <summary>Text.</summary>
    public static readonly HclType String = new(TypeKind.String);

    private readonly HclType? element;
    private readonly ImmutableArray<HclType> elements = [];
    private readonly ImmutableSortedDictionary<string, HclType> attributes = NoAttributes;
    private readonly ImmutableSortedSet<string> optional = [];

    private static readonly ImmutableSortedDictionary<string, HclType> NoAttributes =
        ImmutableSortedDictionary.Create<string, HclType>(StringComparer.Ordinal);

    private HclType? required;

    private HclType(TypeKind kind)
    {
        Kind = kind;
        HasDynamic = kind == TypeKind.Dynamic;
    }

    private HclType(TypeKind kind, HclType element)
    {
        Kind = kind;
        this.element = element;
        HasDynamic = element.HasDynamic;
        HasOptional = element.HasOptional;
    }

    private HclType(ImmutableArray<HclType> elements)
    {
        Kind = TypeKind.Tuple;
        this.elements = elements;
        HasDynamic = elements.Any(static e => e.HasDynamic);
        HasOptional = elements.Any(static e => e.HasOptional);
    }

    private HclType(ImmutableSortedDictionary<string, HclType> attributes, ImmutableSortedSet<string> optional)
    {
        Kind = TypeKind.Object;
        this.attributes = attributes;
        this.optional = optional;
        HasDynamic = attributes.Any(static a => a.Value.HasDynamic);
        HasOptional = optional.Count > 0 || attributes.Any(static a => a.Value.HasOptional);
    }

    /// <summary>The kind.</summary>
    public TypeKind Kind { get; }

    /// <summary>Bool, number or string.</summary>
    public bool IsPrimitive => Kind is TypeKind.Bool or TypeKind.Number or TypeKind.String;

    /// <summary>List, set or map.</summary>
    public bool IsCollection => Kind is TypeKind.List or TypeKind.Set or TypeKind.Map;

    /// <summary>The element type of a list, set or map.</summary>
    /// <exception cref="InvalidOperationException">The type is no collection.</exception>
    public HclType Element => element ?? throw new InvalidOperationException($"A {Kind} has no element type.");

    /// <summary>The element types of a tuple; empty for every other kind.</summary>
    public ImmutableArray<HclType> Elements => elements;

    /// <summary>The attributes of an object, by name in ordinal order; empty for every other kind.</summary>
    public ImmutableSortedDictionary<string, HclType> Attributes => attributes;

    /// <summary>The attributes that a value to be converted may lack (<c>optional(T)</c> in a type constraint).</summary>
    public ImmutableSortedSet<string> Optional => optional;

    /// <summary>Whether <see cref="Dynamic"/> is this type or part of it.</summary>
    public bool HasDynamic { get; }

    /// <summary>Whether attributes of this type, or of a part of it, are optional.</summary>
    public bool HasOptional { get; }

    /// <summary>The type of the values that this type, as a constraint, lets through: no attribute is optional any more.</summary>
    public HclType WithoutOptional => !HasOptional ? this : required ??= Kind switch
    {
        TypeKind.List or TypeKind.Set or TypeKind.Map => new HclType(Kind, Element.WithoutOptional),
        TypeKind.Tuple => Tuple([.. elements.Select(static e => e.WithoutOptional)]),
        _ => Object(attributes.Select(static a => KeyValuePair.Create(a.Key, a.Value.WithoutOptional))),
    };

    /// <summary>The type in words, for messages about a value: <c>list of string</c>.</summary>
    public string FriendlyName => Kind switch
    {
        TypeKind.List => $"list of {Element.FriendlyName}",
        TypeKind.Set => $"set of {Element.FriendlyName}",
        TypeKind.Map => $"map of {Element.FriendlyName}",
        TypeKind.Object => "object",
        TypeKind.Tuple => "tuple",
        _ => ToString(),
    };

    /// <summary>The type in words, for messages about what is wanted: <c>list of any single type</c>.</summary>
    public string FriendlyConstraintName
    {
        get
        {
            return Kind switch
            {
                TypeKind.Dynamic => "any type",
                TypeKind.List => $"list of {Single(Element)}",
                TypeKind.Set => $"set of {Single(Element)}",
                TypeKind.Map => $"map of {Single(Element)}",
                _ => FriendlyName,
            };

            static string Single(HclType type) => type.Kind == TypeKind.Dynamic ? "any single type" : type.FriendlyConstraintName;
        }
    }

    /// <summary>list(T).</summary>
    public static HclType List(HclType element) => new(TypeKind.List, element);

    /// <summary>set(T).</summary>
    public static HclType Set(HclType element) => new(TypeKind.Set, element);

    /// <summary>map(T).</summary>
    public static HclType Map(HclType element) => new(TypeKind.Map, element);

    /// <summary>tuple([T, …]).</summary>
    public static HclType Tuple(ImmutableArray<HclType> elements) => new(elements);

    /// <summary>object({name = T, …}), with the names of those that are optional.</summary>
    public static HclType Object(IEnumerable<KeyValuePair<string, HclType>> attributes, IEnumerable<string>? optional = null) =>
        new(NoAttributes.AddRange(attributes), optional is null ? [] : [.. optional]);

    /// <summary>Whether both are the same type, by structure.</summary>
    public static bool operator ==(HclType? left, HclType? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(HclType? left, HclType? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(HclType? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || other.Kind != Kind)
        {
            return false;
        }

        return Kind switch
        {
            TypeKind.List or TypeKind.Set or TypeKind.Map => Element.Equals(other.Element),
            TypeKind.Tuple => elements.SequenceEqual(other.elements),
            TypeKind.Object => attributes.Count == other.attributes.Count
                && attributes.All(a => other.attributes.TryGetValue(a.Key, out var type) && type.Equals(a.Value))
                && optional.SetEquals(other.optional),
            _ => true,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HclType);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        TypeKind.List or TypeKind.Set or TypeKind.Map => HashCode.Combine(Kind, Element),
        TypeKind.Tuple => HashCode.Combine(Kind, elements.Length),
        TypeKind.Object => HashCode.Combine(Kind, attributes.Count),
        _ => (int)Kind,
    };

    /// <summary>The type as Terraform's <c>type()</c> and its messages write it, for example <c>list(string)</c>.</summary>
    public override string ToString() => Kind switch
    {
        TypeKind.Dynamic => "dynamic",
        TypeKind.Bool => "bool",
        TypeKind.Number => "number",
        TypeKind.String => "string",
        TypeKind.List => $"list({Element})",
        TypeKind.Set => $"set({Element})",
        TypeKind.Map => $"map({Element})",
        TypeKind.Tuple => $"tuple([{string.Join(", ", elements)}])",
        _ => $"object({{{string.Join(", ", attributes.Select(a => $"{a.Key}={(optional.Contains(a.Key) ? $"optional({a.Value})" : a.Value)}"))}}})",
    };
}
