using System.Collections.Immutable;

namespace Stoa.Language.Values;

/// <summary>A declared type with the defaults of its optional attributes: what <c>type = object({a = optional(string, "x")})</c> says.</summary>
/// <param name="Type">The type.</param>
/// <param name="Defaults">The defaults; null where there are none.</param>
public sealed record TypeConstraint(HclType Type, TypeDefaults? Defaults = null)
{
    /// <summary>No constraint at all: <c>any</c>.</summary>
    public static TypeConstraint Any { get; } = new(HclType.Dynamic);

    /// <summary>Puts defaults where the value leaves optional attributes out or null, then converts it to the type.</summary>
    public Outcome<ConversionError> Apply(Value value) => Conversion.Convert(Defaults?.Apply(value) ?? value, Type);
}

/// <summary>The defaults of a type, part by part.</summary>
/// <param name="Type">The type that these defaults belong to.</param>
/// <param name="Attributes">The default of each optional attribute that has one; empty unless the type is an object.</param>
/// <param name="Children">
/// Defaults further in: of an object by the attribute's name, of a tuple by the element's index in decimal, of a list, set or map
/// under the empty text.
/// </param>
public sealed record TypeDefaults(
    HclType Type,
    ImmutableSortedDictionary<string, Value> Attributes,
    ImmutableSortedDictionary<string, TypeDefaults> Children)
{
    /// <summary>
    /// The value with defaults filled in. It may have another type than before and need not have <see cref="Type"/> yet.
    /// Null and unknown stay what they are.
    /// </summary>
    public Value Apply(Value value)
    {
        if (!value.HasValue || value.Open is not null || (Attributes.IsEmpty && Children.IsEmpty))
        {
            return value;
        }

        return value.Kind switch
        {
            TypeKind.List or TypeKind.Set or TypeKind.Tuple => ApplyToSequence(value).WithStoryOf(value),
            TypeKind.Map or TypeKind.Object => ApplyToEntries(value).WithStoryOf(value),
            _ => value,
        };
    }

    private Value ApplyToSequence(Value value)
    {
        var items = new Value[value.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Child(Type.Kind == TypeKind.Tuple ? $"{i}" : "")?.Apply(value.Items[i]) ?? value.Items[i];
        }

        if (value.Kind == TypeKind.Tuple || items.Length == 0)
        {
            return items.Length == 0 ? value : Value.Tuple(items);
        }

        return Uniform(items) is not { } element ? Value.Tuple(items)
            : value.Kind == TypeKind.List ? Value.List(element, items)
            : Sets.Of(element, items);
    }

    private Value ApplyToEntries(Value value)
    {
        var entries = new EntriesBuilder(value.Count + Attributes.Count);
        foreach (var (key, item) in value.Pairs)
        {
            entries[key] = Child(Type.Kind == TypeKind.Object ? key : "")?.Apply(item) ?? item;
        }

        foreach (var (name, fallback) in Attributes)
        {
            if (!entries.TryGet(name, out var given) || given.IsNull)
            {
                entries[name] = Children.TryGetValue(name, out var child) ? child.Apply(fallback) : fallback;
            }
            else if (given.IsUnknown && !fallback.IsNull && !fallback.IsUnknown && given.Type.Kind != TypeKind.Dynamic)
            {
                entries[name] = given.WithNotNull();
            }
        }

        var result = entries.ToEntries();
        if (value.Kind == TypeKind.Object || result.Values.Length == 0)
        {
            return result.Values.Length == 0 ? value : Value.Object(result);
        }

        return Uniform(result.Values) is { } element ? Value.Map(element, result) : Value.Object(result);
    }

    private TypeDefaults? Child(string key) => Children.GetValueOrDefault(key);

    /// <summary>Brings the values to one type, in place, where they have one in common.</summary>
    private static HclType? Uniform(Value[] values)
    {
        if (Unification.Unify([.. values.Select(static v => v.Type)]) is not { } type)
        {
            return null;
        }

        var converted = new Value[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!Conversion.Convert(values[i], type).TryGet(out var value, out _))
            {
                return null;
            }

            converted[i] = value;
        }

        converted.CopyTo(values, 0);
        return type;
    }
}
