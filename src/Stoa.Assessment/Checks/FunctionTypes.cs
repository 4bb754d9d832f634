using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Stoa.Workloads.Kinds;
using static Stoa.Workloads.Kinds.PropertyType;

namespace Stoa.Assessment.Checks;

/// <summary>
/// The types of the functions that checks use. A function that is missing here takes and gives anything; it still runs.
/// </summary>
internal static class FunctionTypes
{
    private static readonly PropertyType AnyList = new ListOf(Any);
    private static readonly PropertyType TextList = new ListOf(PropertyType.String);
    private static readonly PropertyType AnyMap = new MapOf(Any);

    private static readonly Lazy<FrozenDictionary<string, Signature>> Table = new(static () => Build().ToFrozenDictionary());

    /// <summary>The signature of a function.</summary>
    public static bool TryGet(string name, [MaybeNullWhen(false)] out Signature signature) => Table.Value.TryGetValue(name, out signature);

    private static Dictionary<string, Signature> Build()
    {
        var text = PropertyType.String;
        var table = new Dictionary<string, Signature>
        {
            ["length"] = new(Number, Any),
            ["contains"] = new(Bool, AnyList, Any),
            ["alltrue"] = new(Bool, new ListOf(Bool)),
            ["anytrue"] = new(Bool, new ListOf(Bool)),
            ["can"] = new(Bool, Any),
            ["issensitive"] = new(Bool, Any),
            ["index"] = new(Number, AnyList, Any),
            ["sum"] = new(Number, new ListOf(Number)),
            ["tostring"] = new(text, Any),
            ["tonumber"] = new(Number, Any),
            ["tobool"] = new(Bool, Any),
            ["jsonencode"] = new(text, Any),
            ["jsondecode"] = new(Any, text),
            ["regex"] = new(Any, text, text),
            ["regexall"] = new(AnyList, text, text),
            ["split"] = new(TextList, text, text),
            ["join"] = new(text, text, AnyList),
            ["format"] = new(text, text),
            ["substr"] = new(text, text, Number, Number),
            ["replace"] = new(text, text, text, text),
            ["keys"] = new(TextList, Any),
            ["compact"] = new(TextList, TextList),
            ["range"] = new(new ListOf(Number), Number, Number, Number),
            ["cidrhost"] = new(text, text, Number),
            ["cidrnetmask"] = new(text, text),
            ["cidrsubnet"] = new(text, text, Number, Number),
            ["reachable_from_internet"] = new(Bool, AnyReference),
            ["spans_zones"] = new(Bool, TextList, Number),
            ["statements"] = new(CheckFunctions.StatementList, Any),
            ["values"] = new(static a => a is [MapOf map] ? new ListOf(map.Element) : AnyList, AnyMap),
            ["lookup"] = new(static a => a is [MapOf map, ..] ? map.Element : Any, AnyMap, text, Any),
            ["element"] = new(static a => a is [ListOf list, _] ? list.Element : Any, AnyList, Number),
            ["one"] = new(static a => a is [ListOf list] ? list.Element : Any, AnyList),
            ["flatten"] = new(static a => a is [ListOf { Element: ListOf inner }] ? inner : AnyList, AnyList),
            ["coalesce"] = new(static a => a is [var first, ..] ? first : Any),
            ["slice"] = new(First, AnyList, Number, Number),
        };
        foreach (var name in (ReadOnlySpan<string>)["startswith", "endswith", "strcontains"])
        {
            table[name] = new(Bool, text, text);
        }

        foreach (var name in (ReadOnlySpan<string>)["lower", "upper", "title", "trimspace", "chomp", "basename", "dirname"])
        {
            table[name] = new(text, text);
        }

        foreach (var name in (ReadOnlySpan<string>)["trim", "trimprefix", "trimsuffix"])
        {
            table[name] = new(text, text, text);
        }

        foreach (var name in (ReadOnlySpan<string>)["min", "max", "abs", "ceil", "floor", "pow", "log", "signum"])
        {
            table[name] = new(Number, Number, Number, Number, Number, Number, Number);
        }

        foreach (var name in (ReadOnlySpan<string>)["distinct", "reverse", "sort", "toset", "tolist"])
        {
            table[name] = new(First, AnyList);
        }

        foreach (var name in (ReadOnlySpan<string>)["concat", "setunion", "setintersection", "setsubtract"])
        {
            table[name] = new(First, AnyList, AnyList, AnyList, AnyList);
        }

        return table;
    }

    private static PropertyType First(PropertyType[] arguments) => arguments is [ListOf list, ..] ? list : AnyList;

    /// <summary>What a function takes and gives.</summary>
    internal sealed class Signature(Func<PropertyType[], PropertyType> result, params PropertyType[] parameters)
    {
        public Signature(PropertyType result, params PropertyType[] parameters)
            : this(_ => result, parameters)
        {
        }

        /// <summary>The type of its result for arguments of the given types.</summary>
        public PropertyType Result(PropertyType[] arguments) => result(arguments);

        /// <summary>The type of the parameter at a position; null where the table does not say.</summary>
        public PropertyType? Parameter(int position) => position < parameters.Length ? parameters[position] : null;
    }
}
