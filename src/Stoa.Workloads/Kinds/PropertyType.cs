using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>
/// The type of a property: a type of the language, or a reference to a kind (or to any resource), or a list or map of either.
/// Written <c>bool</c>, <c>list(string)</c>, <c>ref(aws.ec2.subnet)</c>, <c>list(ref)</c>, <c>object({name = string})</c>.
/// </summary>
public abstract record PropertyType
{
    /// <summary>true or false.</summary>
    public static readonly PropertyType Bool = new Plain(HclType.Bool);

    /// <summary>A number.</summary>
    public static readonly PropertyType Number = new Plain(HclType.Number);

    /// <summary>Text.</summary>
    public static readonly PropertyType String = new Plain(HclType.String);

    /// <summary>Anything, taken as it is.</summary>
    public static readonly PropertyType Any = new Plain(HclType.Dynamic);

    /// <summary>A reference to any resource.</summary>
    public static readonly PropertyType AnyReference = new ResourceReference([]);

    /// <summary>Whether a reference is this type or part of it.</summary>
    public abstract bool HasReference { get; }

    /// <summary>Reads a type as it is written.</summary>
    /// <param name="text">The type.</param>
    /// <param name="error">What is wrong with it, as a clause ("a '(' was expected after list"); null where nothing is.</param>
    /// <returns>The type; null where it cannot be read.</returns>
    public static PropertyType? Parse(string text, out string? error) => new PropertyTypeReader(text).Read(out error);

    /// <summary>The type as it is written.</summary>
    public sealed override string ToString() => this switch
    {
        Plain { Type.Kind: TypeKind.Dynamic } => "any",
        Plain plain => plain.Type.ToString(),
        ResourceReference { Kinds: [] } => "ref",
        ResourceReference reference => $"ref({string.Join(", ", reference.Kinds)})",
        ListOf list => $"list({list.Element})",
        MapOf map => $"map({map.Element})",
        Structure structure => $"object({{{string.Join(", ", structure.Members.Select(static m => $"{m.Key} = {m.Value}"))}}})",
        _ => throw new InvalidOperationException(),
    };

    /// <summary>A value of the language: <c>bool</c>, <c>number</c>, <c>string</c> or <c>any</c>.</summary>
    public sealed record Plain(HclType Type) : PropertyType
    {
        /// <inheritdoc/>
        public override bool HasReference => false;
    }

    /// <summary>A resource; of one of the named kinds, or of any where none is named.</summary>
    public sealed record ResourceReference(IReadOnlyList<string> Kinds) : PropertyType
    {
        /// <inheritdoc/>
        public override bool HasReference => true;
    }

    /// <summary>An ordered collection.</summary>
    public sealed record ListOf(PropertyType Element) : PropertyType
    {
        /// <inheritdoc/>
        public override bool HasReference => Element.HasReference;
    }

    /// <summary>Named values of one type.</summary>
    public sealed record MapOf(PropertyType Element) : PropertyType
    {
        /// <inheritdoc/>
        public override bool HasReference => Element.HasReference;
    }

    /// <summary>Named members, each with its own type; reading any other name is an error when a check is loaded.</summary>
    public sealed record Structure(IReadOnlyDictionary<string, PropertyType> Members) : PropertyType
    {
        /// <inheritdoc/>
        public override bool HasReference { get; } = Members.Values.Any(static m => m.HasReference);

        /// <summary>The names of the members in the language's order: one array for all values of the type.</summary>
        internal string[] Names { get; } = [.. Members.Keys.Order(CodePointOrder.Instance)];
    }
}
