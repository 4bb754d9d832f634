using System.Globalization;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>Reads an attribute or an element of a value, by Terraform's rules.</summary>
internal static class Access
{
    public static Value Attribute(Value target, string name, Location where, DiagnosticBag diagnostics)
    {
        if (target.TryGet(name, out var found))
        {
            return Inherit(target, found);
        }

        var type = target.Type;
        if (target.IsNull)
        {
            diagnostics.Add(LanguageDiagnostics.AttributeOfNull(name, where));
            return Derived.Unknown(HclType.Dynamic, target);
        }

        if (target.IsUnknown)
        {
            switch (type.Kind)
            {
                case TypeKind.Dynamic:
                    return Derived.Unknown(HclType.Dynamic, target);
                case TypeKind.Map:
                    return Derived.Unknown(type.Element, target);
                case TypeKind.Object when type.Attributes.TryGetValue(name, out var attribute):
                    return Derived.Unknown(attribute, target);
            }
        }

        diagnostics.Add(LanguageDiagnostics.NoSuchAttribute(name, WhyNot(target, type, name), where));
        return Derived.Unknown(HclType.Dynamic, target);
    }

    public static Value Index(Value target, Value key, Location where, DiagnosticBag diagnostics)
    {
        if (target.IsNull)
        {
            diagnostics.Add(LanguageDiagnostics.IndexOfNull(where));
            return Derived.Unknown(HclType.Dynamic, target, key);
        }

        if (key.IsNull)
        {
            return Invalid("The key between the brackets is null.", target, key, where, diagnostics);
        }

        if (target.Open?.AnyElement is { } any)
        {
            return any;
        }

        return target.Kind switch
        {
            TypeKind.Dynamic => Derived.Unknown(HclType.Dynamic, target, key),
            TypeKind.List or TypeKind.Tuple => Element(target, key, where, diagnostics),
            TypeKind.Map or TypeKind.Object => Entry(target, key, where, diagnostics),
            TypeKind.Set => Invalid(
                "Elements of a set have no order and no keys, so none can be picked out. Make it a list with tolist(), or go through it with \"for\".",
                target,
                key,
                where,
                diagnostics),
            _ => Invalid($"A {target.Kind.ToString().ToLowerInvariant()} has no elements.", target, key, where, diagnostics),
        };
    }

    /// <summary>The element, sensitive where the whole is.</summary>
    public static Value Inherit(Value whole, Value element) => whole.IsItselfSensitive ? element.WithSensitivity(true) : element;

    private static Value Element(Value target, Value key, Location where, DiagnosticBag diagnostics)
    {
        if (!Conversion.Convert(key, HclType.Number).TryGet(out var number, out var problem))
        {
            return Invalid($"An index here is a number: {problem}.", target, key, where, diagnostics);
        }

        if (!target.HasValue || !number.HasValue)
        {
            return number.HasValue && number.AsNumber().TryToInt32(out var position) && position >= 0 && SymbolicList.Find(target) is { } list
                ? list.ElementAt(position)
                : Derived.Unknown(ElementType(target), target, key);
        }

        if (!number.AsNumber().TryToInt32(out var index))
        {
            var reason = number.AsNumber().IsInteger
                ? $"The index {number.AsNumber()} is beyond the {Elements(target.Count)}."
                : $"An index is a whole number, not {number.AsNumber()}.";
            return Invalid(reason, target, key, where, diagnostics);
        }

        if (index < 0)
        {
            return Invalid(
                "An index is not negative. To count from the end, subtract from length().", target, key, where, diagnostics);
        }

        if (index >= target.Count)
        {
            var reason = target.Count == 0
                ? "The list is empty."
                : $"The index {index} is beyond the {Elements(target.Count)}; the first has the index 0.";
            return Invalid(reason, target, key, where, diagnostics);
        }

        var element = Inherit(target, target.Items[index]);
        return key.IsSensitive ? element.WithSensitivity(true) : element;
    }

    private static Value Entry(Value target, Value key, Location where, DiagnosticBag diagnostics)
    {
        if (!Conversion.Convert(key, HclType.String).TryGet(out var text, out var problem))
        {
            return Invalid($"A key here is text: {problem}.", target, key, where, diagnostics);
        }

        if (!text.HasValue)
        {
            return Derived.Unknown(target.Kind == TypeKind.Map ? target.Type.Element : HclType.Dynamic, target, key);
        }

        var name = text.AsString();
        if (target.TryGet(name, out var found))
        {
            found = Inherit(target, found);
            return key.IsSensitive ? found.WithSensitivity(true) : found;
        }

        if (target.IsUnknown)
        {
            var type = target.Type;
            if (type.Kind == TypeKind.Map)
            {
                return Derived.Unknown(type.Element, target, key);
            }

            if (type.Attributes.ContainsKey(name))
            {
                return Derived.Unknown(HclType.Dynamic, target, key);
            }
        }

        var hint = key.Kind == TypeKind.Number && target.Kind == TypeKind.Object
            ? " Attributes of an object are found by name, not by number."
            : target.HasValue && target.Open is null ? Spelling.DidYouMean(name, target.Keys.ToArray()) : "";
        return Invalid($"There is no element with the key \"{name}\".{hint}", target, key, where, diagnostics);
    }

    private static HclType ElementType(Value target) => target.Kind == TypeKind.List ? target.Type.Element : HclType.Dynamic;

    private static Value Invalid(string reason, Value target, Value key, Location where, DiagnosticBag diagnostics)
    {
        diagnostics.Add(LanguageDiagnostics.InvalidIndex(reason, where));
        return Derived.Unknown(HclType.Dynamic, target, key);
    }

    private static string Elements(int count) =>
        count == 1 ? "only element" : string.Create(CultureInfo.InvariantCulture, $"last of {count} elements");

    private static string WhyNot(Value target, HclType type, string name) => type.Kind switch
    {
        TypeKind.Object or TypeKind.Map when target.HasValue && target.Open is null =>
            $"The value before the dot has no attribute of that name.{Spelling.DidYouMean(name, target.Keys.ToArray())}",
        TypeKind.Object => $"The value before the dot has no attribute of that name.{Spelling.DidYouMean(name, type.Attributes.Keys)}",
        TypeKind.Dynamic => "The value before the dot has no attribute of that name.",
        TypeKind.List or TypeKind.Tuple =>
            $"The value before the dot is a {type.Kind.ToString().ToLowerInvariant()}. Write [0].{name} for the attribute of one element, or [*].{name} for that of all.",
        TypeKind.Set => $"The value before the dot is a set. Write [*].{name} for the attribute of all its elements.",
        _ => $"The value before the dot is a {type.Kind.ToString().ToLowerInvariant()}, which has no attributes.",
    };
}
