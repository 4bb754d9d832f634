using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>Reads an attribute or an element of a value where absence is ordinary: <see cref="Dialect.Lenient"/>.</summary>
internal static class LenientAccess
{
    /// <summary>Reads an attribute; for the hint see <see cref="Entries.TryGet(string, ref int, out Value)"/>.</summary>
    public static Value Attribute(Value target, string name, ref int hint)
    {
        if (target.TryGet(name, ref hint, out var found))
        {
            return Access.Inherit(target, found);
        }

        if (target.IsUnknown)
        {
            return Derived.Unknown(AttributeType(target.Type, name), target);
        }

        // A block is a tuple however often it may occur: the common case, of one, reads like an object.
        if (!target.IsNull && target.Kind is TypeKind.Tuple or TypeKind.List or TypeKind.Set)
        {
            return target.Count switch
            {
                0 => Value.Null,
                1 => Access.Inherit(target, Attribute(target.Items[0], name, ref hint)),
                _ => Each(target, name, ref hint),
            };
        }

        return Value.Null;
    }

    public static Value Index(Value target, Value key, Location where, DiagnosticBag diagnostics)
    {
        if (target.IsNull || key.IsNull)
        {
            return Value.Null;
        }

        var mark = diagnostics.Mark();
        var element = Access.Index(target, key, where, diagnostics);
        if (!diagnostics.HasErrorsSince(mark))
        {
            return element;
        }

        diagnostics.TakeBack(mark);
        return Value.Null;
    }

    private static Value Each(Value target, string name, ref int hint)
    {
        var results = new Value[target.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Attribute(target.Items[i], name, ref hint);
        }

        return Access.Inherit(target, Value.Tuple(results));
    }

    private static HclType AttributeType(HclType type, string name) => type.Kind switch
    {
        TypeKind.Map => type.Element,
        TypeKind.Object when type.Attributes.TryGetValue(name, out var attribute) => attribute,
        _ => HclType.Dynamic,
    };
}
