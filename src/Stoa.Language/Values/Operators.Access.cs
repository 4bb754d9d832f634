namespace Stoa.Language.Values;

/// <summary>Reading a part of a value.</summary>
public static partial class Operators
{
    private const string NoElement = "The given key does not identify an element in this collection value";

    /// <summary><c>collection[key]</c>: lists and tuples by number, maps and objects by text; the key is converted.</summary>
    public static Outcome<OperationError> Index(Value collection, Value key)
    {
        if (collection.IsNull)
        {
            return new OperationError("Attempt to index null value", "This value is null, so it does not have any indices.", OperandSide.Left);
        }

        if (key.IsNull)
        {
            return Invalid("Can't use a null value as an indexing key.");
        }

        if (collection.Open is not null)
        {
            return key.IsUnknown || !Conversion.Convert(key, HclType.String).TryGet(out var name, out _)
                ? References.UnknownFrom(HclType.Dynamic, false, collection, key)
                : GetAttribute(collection, name.AsString());
        }

        switch (collection.Kind)
        {
            case TypeKind.Dynamic:
                return References.UnknownFrom(HclType.Dynamic, false, collection, key);
            case TypeKind.List or TypeKind.Tuple:
                return IndexSequence(collection, key);
            case TypeKind.Map or TypeKind.Object:
                return IndexEntries(collection, key);
            case TypeKind.Set:
                return new OperationError(
                    "Invalid index",
                    "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
                    OperandSide.Left);
            default:
                return new OperationError("Invalid index", "This value does not have any indices.", OperandSide.Left);
        }
    }

    /// <summary><c>target.name</c>, of an object or a map.</summary>
    public static Outcome<OperationError> GetAttribute(Value target, string name)
    {
        if (target.IsNull)
        {
            return new OperationError("Attempt to get attribute from null value", "This value is null, so it does not have any attributes.", OperandSide.Left);
        }

        switch (target.Kind)
        {
            case TypeKind.Dynamic when target.Open is null:
                return References.UnknownFrom(HclType.Dynamic, false, target);
            case TypeKind.Object when target.IsUnknown:
                return target.Type.Attributes.TryGetValue(name, out var type) ? Part(target, type) : NoAttribute(name);
            case TypeKind.Map when target.IsUnknown:
                return Part(target, target.Type.Element);
            case TypeKind.Object or TypeKind.Map or TypeKind.Dynamic:
                return target.TryGet(name, out var value) ? Part(target, value)
                    : target.Kind == TypeKind.Map
                        ? new OperationError("Missing map element", $"This map does not have an element with the key {GoQuote.Quote(name)}.", OperandSide.Right)
                        : NoAttribute(name);
            case TypeKind.List or TypeKind.Set when target.Type.Element.Kind == TypeKind.Object:
                return Unsupported(DescribeCollection(target, name));
            case TypeKind.Bool or TypeKind.Number or TypeKind.String:
                return Unsupported($"Can't access attributes on a primitive-typed value ({target.Type.FriendlyName}).");
            default:
                return Unsupported("This value does not have any attributes.");
        }
    }

    private static OperationError NoAttribute(string name) => Unsupported($"This object does not have an attribute named {GoQuote.Quote(name)}.");

    private static OperationError Unsupported(string detail) => new("Unsupported attribute", detail, OperandSide.Right);

    private static OperationError Invalid(string detail) => new("Invalid index", detail, OperandSide.Right);

    private static string DescribeCollection(Value target, string name) => target.Kind == TypeKind.Set
        ? "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of the set?"
        : target.Type.Element.Attributes.ContainsKey(name)
            ? $"Can't access attributes on a list of objects. Did you mean to access attribute {GoQuote.Quote(name)} for a specific element of the list, or across all elements of the list?"
            : "Can't access attributes on a list of objects. Did you mean to access an attribute for a specific element of the list, or across all elements of the list?";

    /// <summary>What was found in a value: sensitive where the value as a whole is.</summary>
    private static Value Part(Value whole, Value part) => whole.IsItselfSensitive ? part.WithSensitivity(true) : part;

    /// <summary>An unknown part of an unknown value.</summary>
    private static Value Part(Value whole, HclType type) =>
        Value.UnknownOf(type).WithReferences(whole.References).WithSensitivity(whole.IsItselfSensitive);

    private static Outcome<OperationError> IndexSequence(Value collection, Value key)
    {
        if (!Conversion.Convert(key, HclType.Number).TryGet(out var number, out var error))
        {
            return Invalid($"{NoElement}: {error.Message}.");
        }

        if (collection.IsUnknown || number.IsUnknown)
        {
            return UnknownElement(collection, number);
        }

        var index = number.AsNumber();
        if (index.TryToInt64(out var i) && i >= 0 && i < collection.Count)
        {
            return Part(collection, collection.Items[(int)i]);
        }

        return Invalid(
            !index.IsInteger ? $"{NoElement}: indexing a sequence requires a whole number, but the given index has a fractional part."
            : index.Sign < 0 ? $"{NoElement}: a negative number is not a valid index for a sequence."
            : i != collection.Count ? $"{NoElement}."
            : i == 0 ? $"{NoElement}: the collection has no elements."
            : $"{NoElement}: the given index is greater than or equal to the length of the collection.");
    }

    private static Outcome<OperationError> IndexEntries(Value collection, Value key)
    {
        if (!Conversion.Convert(key, HclType.String).TryGet(out var text, out var error))
        {
            return Invalid($"{NoElement}: {error.Message}.");
        }

        if (text.IsUnknown)
        {
            return UnknownElement(collection, text);
        }

        if (collection.IsUnknown)
        {
            return collection.Kind == TypeKind.Map ? UnknownElement(collection, text)
                : collection.Type.Attributes.TryGetValue(text.AsString(), out var type) ? Part(collection, type)
                : Missing();
        }

        return collection.TryGet(text.AsString(), out var found) ? Part(collection, found) : Missing();

        OperationError Missing() => Invalid(
            collection.Kind == TypeKind.Object && key.Kind == TypeKind.Number
                ? $"{NoElement}. An object only supports looking up attributes by name, not by numeric index."
                : $"{NoElement}.");
    }

    private static Value UnknownElement(Value collection, Value key)
    {
        var type = collection.Kind is TypeKind.List or TypeKind.Map ? collection.Type.Element : HclType.Dynamic;
        return Value.UnknownOf(type).WithReferences(References.Of(collection, key)).WithSensitivity(collection.IsItselfSensitive);
    }
}
