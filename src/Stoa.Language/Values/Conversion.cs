using System.Collections.Immutable;

namespace Stoa.Language.Values;

/// <summary>Conversion of values from one type to another, as Terraform does it where a type is declared or an operator wants one.</summary>
public static partial class Conversion
{
    /// <summary>
    /// Converts a value. Null stays null and unknown stays unknown, of the new type; origin, references and sensitivity are kept.
    /// Attributes that the type calls optional and the value lacks become null.
    /// </summary>
    public static Outcome<ConversionError> Convert(Value value, HclType type)
    {
        var failure = default(ConversionFailure);
        var result = Convert(value, type, ref failure);
        if (result is not null)
        {
            return result;
        }

        // The types speak first: what could never be converted is said of the whole, as Terraform does.
        return failure.Message is null || !IsPossible(value.Type, type)
            ? new ConversionError(Mismatch.Describe(value.Type, type))
            : failure.ToError();
    }

    /// <summary>Whether values of a type can be converted to another, as far as types can tell.</summary>
    /// <param name="from">The type of the values.</param>
    /// <param name="to">The type wanted; its optional attributes may be missing.</param>
    /// <param name="safely">Whether every value must convert; otherwise it is enough that some may (text to number).</param>
    public static bool IsPossible(HclType from, HclType to, bool safely = false)
    {
        if (to.Kind == TypeKind.Dynamic || from.Kind == TypeKind.Dynamic)
        {
            return to.Kind == TypeKind.Dynamic || !safely;
        }

        switch (to.Kind)
        {
            case TypeKind.String:
                return from.IsPrimitive;
            case TypeKind.Bool or TypeKind.Number:
                return from.Kind == to.Kind || (from.Kind == TypeKind.String && !safely);
            case TypeKind.List or TypeKind.Set when from.Kind is TypeKind.List or TypeKind.Set:
                return (to.Kind == TypeKind.List || from.Kind == TypeKind.Set || !safely)
                    && IsPossible(from.Element, to.Element, safely);
            case TypeKind.List or TypeKind.Set when from.Kind == TypeKind.Tuple:
                return AllPossible(from.Elements, to.Element, safely);
            case TypeKind.Map when from.Kind == TypeKind.Map:
                return IsPossible(from.Element, to.Element, safely);
            case TypeKind.Map when from.Kind == TypeKind.Object:
                return AllPossible([.. from.Attributes.Values], to.Element, safely);
            case TypeKind.Object when from.Kind == TypeKind.Object:
                return to.Attributes.All(a => from.Attributes.TryGetValue(a.Key, out var given)
                    ? IsPossible(given, a.Value, safely)
                    : to.Optional.Contains(a.Key));
            case TypeKind.Object when from.Kind == TypeKind.Map:
                return !safely && to.Attributes.All(a => IsPossible(from.Element, a.Value) || to.Optional.Contains(a.Key));
            case TypeKind.Tuple when from.Kind == TypeKind.Tuple:
                return from.Elements.Length == to.Elements.Length
                    && from.Elements.Zip(to.Elements).All(p => IsPossible(p.First, p.Second, safely));
            default:
                return false;
        }
    }

    private static bool AllPossible(ImmutableArray<HclType> from, HclType to, bool safely)
    {
        if (to.Kind == TypeKind.Dynamic && from.Length > 0)
        {
            var common = Unification.Unify(from, safely);
            if (common is null)
            {
                return false;
            }

            to = common;
        }

        return from.All(f => IsPossible(f, to, safely));
    }

    /// <summary>The converted value, or null and a failure; a failure without message means that the types do not fit.</summary>
    private static Value? Convert(Value value, HclType to, ref ConversionFailure failure)
    {
        if (to.Kind == TypeKind.Dynamic)
        {
            return value;
        }

        if (!value.HasValue)
        {
            return ConvertNothing(value, to);
        }

        if (value.Open is not null)
        {
            return ConvertOpen(value, to, ref failure);
        }

        var from = value.Kind;
        var result = to.Kind switch
        {
            TypeKind.Bool or TypeKind.Number or TypeKind.String => from == to.Kind ? value : ConvertPrimitive(value, to.Kind, ref failure),
            TypeKind.List or TypeKind.Set => from is TypeKind.List or TypeKind.Set or TypeKind.Tuple ? ConvertSequence(value, to, ref failure) : null,
            TypeKind.Map => from is TypeKind.Map or TypeKind.Object ? ConvertToMap(value, to, ref failure) : null,
            TypeKind.Object => from is TypeKind.Map or TypeKind.Object ? ConvertToObject(value, to, ref failure) : null,
            _ => from == TypeKind.Tuple && value.Count == to.Elements.Length ? ConvertTuple(value, to, ref failure) : null,
        };
        return result is null || ReferenceEquals(result, value) ? result : result.WithStoryOf(value);
    }

    private static Value? ConvertNothing(Value value, HclType to)
    {
        var from = value.Type;
        if (from.Equals(to))
        {
            return value;
        }

        if (from.Kind != TypeKind.Dynamic && !IsPossible(from, to))
        {
            return null;
        }

        var type = Concrete(from, to.WithoutOptional);
        return (value.IsNull ? Value.NullOf(type) : Value.UnknownOf(type, value.IsNotNull)).WithStoryOf(value);
    }

    /// <summary>
    /// What an open object is as something closed. Its attributes can be asked for one by one, so an object of named attributes
    /// can be made; all of them together are not known.
    /// </summary>
    private static Value? ConvertOpen(Value value, HclType to, ref ConversionFailure failure)
    {
        switch (to.Kind)
        {
            case TypeKind.Map:
                return References.UnknownFrom(to.WithoutOptional, notNull: true, value);
            case TypeKind.Object:
                return ConvertToObject(value, to, ref failure)?.WithStoryOf(value);
            default:
                return failure.Because($"{to.FriendlyConstraintName} required");
        }
    }

    private static Value? ConvertPrimitive(Value value, TypeKind to, ref ConversionFailure failure)
    {
        switch (value.Kind, to)
        {
            case (TypeKind.Number, TypeKind.String):
                return Value.Of(value.AsNumber().ToString());
            case (TypeKind.Bool, TypeKind.String):
                return Value.Of(value.AsBool() ? "true" : "false");
            case (TypeKind.String, TypeKind.Number):
                return Number.Parse(value.AsString()) is { } number ? Value.Of(number) : failure.Because("a number is required");
            case (TypeKind.String, TypeKind.Bool):
                return value.AsString() switch
                {
                    "true" or "1" => Value.True,
                    "false" or "0" => Value.False,
                    var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) =>
                        failure.Because("a bool is required; to convert from string, use lowercase \"true\""),
                    var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) =>
                        failure.Because("a bool is required; to convert from string, use lowercase \"false\""),
                    _ => failure.Because("a bool is required"),
                };
            default:
                return null;
        }
    }

    private static Value? ConvertSequence(Value value, HclType to, ref ConversionFailure failure)
    {
        var element = to.Element;
        if (value.Kind != TypeKind.Tuple)
        {
            if (value.Kind == TypeKind.Set && to.Kind == TypeKind.List && !value.IsWhollyKnown)
            {
                // Unknown elements may turn out to be equal, so the length is unknown.
                return References.UnknownFrom(HclType.List(element.Kind == TypeKind.Dynamic ? value.Type.Element : element.WithoutOptional), true, value);
            }

            if (element.Kind == TypeKind.Dynamic || element.Equals(value.Type.Element))
            {
                return value.Kind == to.Kind ? value : Sequence(to.Kind, value.Type.Element, value.Items.ToArray());
            }
        }
        else if (element.Kind == TypeKind.Dynamic && value.Count > 0)
        {
            if (Common(value.Items) is not { } common)
            {
                return HasDynamicUnknown(value.Items) ? References.UnknownFrom(to, true, value) : null;
            }

            element = common;
        }

        var items = new Value[value.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (Convert(value.Items[i], element, ref failure) is not { } item)
            {
                return failure.At(i);
            }

            items[i] = item;
        }

        if (items.Length > 0 && element.HasDynamic)
        {
            return Unified(items, ref failure) is { } type ? Sequence(to.Kind, type, items) : null;
        }

        // Nothing in it, but of a type that never fits: an error before it is known to be empty, so also then.
        if (items.Length == 0 && !IsPossible(value.Type, to))
        {
            return null;
        }

        return Sequence(to.Kind, element.Kind == TypeKind.Dynamic && value.Kind != TypeKind.Tuple ? value.Type.Element : element.WithoutOptional, items);
    }

    private static Value Sequence(TypeKind kind, HclType element, Value[] items) =>
        kind == TypeKind.List ? Value.List(element, items) : Sets.Of(element, items);

    private static Value? ConvertToMap(Value value, HclType to, ref ConversionFailure failure)
    {
        var element = to.Element;
        if (value.Kind == TypeKind.Map)
        {
            if (element.Kind == TypeKind.Dynamic || element.Equals(value.Type.Element))
            {
                return value;
            }
        }
        else if (element.Kind == TypeKind.Dynamic && value.Count > 0)
        {
            if (Common(value.Values) is not { } common)
            {
                return HasDynamicUnknown(value.Values) ? References.UnknownFrom(to, true, value) : null;
            }

            element = common;
        }

        var keys = value.Keys;
        var items = new Value[keys.Length];
        for (var i = 0; i < items.Length; i++)
        {
            if (Convert(value.Values[i], element, ref failure) is not { } item)
            {
                return failure.At(keys[i]);
            }

            items[i] = item;
        }

        var type = element.WithoutOptional;
        if (items.Length > 0 && element.HasDynamic)
        {
            if (Unified(items, ref failure) is not { } unified)
            {
                return null;
            }

            type = unified;
        }

        if (items.Length == 0 && !IsPossible(value.Type, to))
        {
            return null;
        }

        return Value.Map(type, value.EntriesOf(items));
    }

    private static Value? ConvertToObject(Value value, HclType to, ref ConversionFailure failure)
    {
        var fromMap = value.Kind == TypeKind.Map;
        var changed = fromMap || value.Open is not null || value.Count != to.Attributes.Count;
        var keys = new string[to.Attributes.Count];
        var items = new Value[keys.Length];
        var i = 0;
        foreach (var (name, type) in to.Attributes)
        {
            keys[i] = name;
            if (value.TryGet(name, out var given))
            {
                items[i] = Convert(given, type, ref failure)!;
                if (items[i] is null)
                {
                    return fromMap && failure.Message is null
                        ? failure.Because($"map element type is incompatible with attribute \"{name}\": {Mismatch.Describe(given.Type, type)}")
                        : failure.At(fromMap ? name : new ConversionFailure.Attribute(name));
                }

                changed |= !ReferenceEquals(items[i], given);
            }
            else if (to.Optional.Contains(name))
            {
                changed = true;
                items[i] = Value.NullOf(type.WithoutOptional);
            }
            else
            {
                return fromMap ? failure.Because($"map has no element for required attribute \"{name}\"")
                    : value.Open is not null ? failure.Because($"attribute \"{name}\" is required")
                    : null;
            }

            i++;
        }

        return changed ? Value.Object(Entries.Of(keys, items)) : value;
    }

    private static Value? ConvertTuple(Value value, HclType to, ref ConversionFailure failure)
    {
        var changed = false;
        var items = new Value[value.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var given = value.Items[i];
            if (Convert(given, to.Elements[i], ref failure) is not { } item)
            {
                return failure.At(i);
            }

            items[i] = item;
            changed |= !ReferenceEquals(item, given);
        }

        return changed ? Value.Tuple(items) : value;
    }

    /// <summary>The type that all of the values can be converted to; null where there is none.</summary>
    private static HclType? Common(ReadOnlySpan<Value> values)
    {
        var types = new HclType[values.Length];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = values[i].Type;
        }

        var common = Unification.Unify([.. types]);
        return common is { Kind: TypeKind.Dynamic } && Array.Exists(types, static t => t.Kind != TypeKind.Dynamic) ? null : common;
    }

    private static bool HasDynamicUnknown(ReadOnlySpan<Value> values)
    {
        foreach (var value in values)
        {
            if (value.Type.HasDynamic && !value.IsWhollyKnown)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Brings values whose type was left open in part to one type, in place.</summary>
    private static HclType? Unified(Value[] items, ref ConversionFailure failure)
    {
        var type = items[0].Type;
        if (Array.TrueForAll(items, i => i.Type.Equals(type)))
        {
            return type;
        }

        if (Unification.Unify([.. items.Select(static i => i.Type)]) is not { } common)
        {
            failure.Because("cannot find a common base type for all elements");
            return null;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (Convert(items[i], common, ref failure) is not { } item)
            {
                failure.At(i);
                return null;
            }

            items[i] = item;
        }

        return common;
    }

    /// <summary>The type wanted, with what it leaves open filled in from the type given.</summary>
    private static HclType Concrete(HclType from, HclType to)
    {
        if (from.Kind == TypeKind.Dynamic || !to.HasDynamic)
        {
            return to;
        }

        return to.Kind switch
        {
            TypeKind.Dynamic => from,
            TypeKind.List => HclType.List(Element()),
            TypeKind.Set => HclType.Set(Element()),
            TypeKind.Map => HclType.Map(Element()),
            TypeKind.Tuple when from.Kind == TypeKind.Tuple => HclType.Tuple([.. from.Elements.Zip(to.Elements, Concrete)]),
            TypeKind.Object => HclType.Object(to.Attributes.Select(a => KeyValuePair.Create(
                a.Key,
                from.Kind == TypeKind.Map ? Concrete(from.Element, a.Value)
                    : from.Attributes.TryGetValue(a.Key, out var given) ? Concrete(given, a.Value)
                    : a.Value))),
            _ => to,
        };

        HclType Element() => from.Kind switch
        {
            TypeKind.List or TypeKind.Set or TypeKind.Map => Concrete(from.Element, to.Element),
            TypeKind.Tuple => Concrete(Unification.Unify(from.Elements) ?? HclType.Dynamic, to.Element),
            TypeKind.Object => Concrete(Unification.Unify([.. from.Attributes.Values]) ?? HclType.Dynamic, to.Element),
            _ => to.Element,
        };
    }
}
