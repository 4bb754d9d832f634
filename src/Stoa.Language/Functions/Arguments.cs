using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>What many functions ask of their arguments.</summary>
internal static class Arguments
{
    public const string WholeNumber = "value must be a whole number, between -9223372036854775808 and 9223372036854775807";

    private static readonly HclType ListOfStrings = HclType.List(HclType.String);

    public static Parameter Text(string name) => new(name, HclType.String);

    public static Parameter Number(string name) => new(name, HclType.Number);

    public static Parameter Any(string name, Bears bears = Bears.Nothing) => new(name, HclType.Dynamic, bears);

    public static Parameter Texts(string name, Bears bears = Bears.Nothing) => new(name, ListOfStrings, bears);

    public static Parameter List(string name, HclType element, Bears bears = Bears.Nothing) => new(name, HclType.List(element), bears);

    /// <summary>Reads a whole number; the error is worded without saying which argument.</summary>
    public static bool TryWhole(Value value, out long number, [NotNullWhen(false)] out FunctionError? error)
    {
        error = value.AsNumber().TryToInt64(out number) ? null : new FunctionError(WholeNumber);
        return error is null;
    }

    public static bool IsSequence(Value value) => value.Kind is TypeKind.List or TypeKind.Tuple;

    public static bool IsCollection(Value value) => value.Kind is TypeKind.List or TypeKind.Tuple or TypeKind.Set;

    public static bool IsMapping(Value value) => value.Kind is TypeKind.Map or TypeKind.Object;

    /// <summary>The type of the elements as a static type tells it: of a tuple, nothing.</summary>
    public static HclType ElementType(Value value) =>
        value.Kind is TypeKind.List or TypeKind.Set or TypeKind.Map ? value.Type.Element : HclType.Dynamic;

    /// <summary>A list or tuple of the elements of another, of its kind.</summary>
    public static Value LikeSequence(Value original, Value[] items) =>
        original.Kind == TypeKind.Tuple ? Value.Tuple(items) : Value.List(original.Type.Element, items);

    public static FunctionError TooManyElements { get; } = new($"more than {CallContext.MaxElements} elements would be made");

    public static FunctionError TooLongText { get; } = new($"more than {CallContext.MaxTextLength} characters would be made");
}
