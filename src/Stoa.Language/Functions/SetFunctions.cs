using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions of sets.</summary>
internal static class SetFunctions
{
    private static readonly HclType AnySet = HclType.Set(HclType.Dynamic);

    public static Function? Find(string name) => name switch
    {
        "setunion" => Combine(name, Bears.Nothing, static (sets, element) => Sets.Of(element, [.. sets.SelectMany(static s => s.ItemList)])),
        "setintersection" => Combine(name, Bears.OnlyWhollyKnown, static (sets, element) =>
        {
            var left = new HashSet<Value>(sets[0].ItemList);
            foreach (var set in sets.Skip(1))
            {
                left.IntersectWith(set.ItemList);
            }

            return Sets.Of(element, left);
        }),
        "setsubtract" => new(
            name,
            AnySet,
            [new Parameter("a", AnySet, Bears.OnlyWhollyKnown), new Parameter("b", AnySet, Bears.OnlyWhollyKnown)],
            static (_, a) => Apply(a, static (sets, element) =>
            {
                var left = new HashSet<Value>(sets[0].ItemList);
                left.ExceptWith(sets[1].ItemList);
                return Sets.Of(element, left);
            }),
            typing: static a => Common(a) ?? AnySet),
        _ => null,
    };

    private static Function Combine(string name, Bears bears, Func<Value[], HclType, Value> combine) =>
        new(
            name,
            AnySet,
            [new Parameter("first_set", AnySet, bears)],
            (_, a) => Apply(a, combine),
            new Parameter("other_sets", AnySet, bears),
            static a => Common(a) ?? AnySet);

    private static Outcome<FunctionError> Apply(ReadOnlySpan<Value> arguments, Func<Value[], HclType, Value> combine)
    {
        if (Common(arguments) is not { } type)
        {
            return new FunctionError("given sets must all have compatible element types");
        }

        var sets = new Value[arguments.Length];
        for (var i = 0; i < sets.Length; i++)
        {
            if (!Conversion.Convert(arguments[i], type).TryGet(out var set, out var error))
            {
                return new FunctionError(error.Message, i);
            }

            if (set.IsUnknown)
            {
                return References.UnknownFrom(type, true, arguments);
            }

            sets[i] = set;
        }

        return combine(sets, type.Element);
    }

    /// <summary>The set type that all arguments convert to; an empty set of no type has no say.</summary>
    private static HclType? Common(ReadOnlySpan<Value> sets)
    {
        var elements = new List<HclType>(sets.Length);
        foreach (var set in sets)
        {
            var element = set.Type.Element;
            if (element.Kind != TypeKind.Dynamic || !set.HasValue || set.Count > 0)
            {
                elements.Add(element);
            }
        }

        return elements.Count == 0 ? AnySet : Unification.Unify([.. elements]) is { } common ? HclType.Set(common) : null;
    }
}
