using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions that convert values and tell about them; <c>try</c> and <c>can</c> are left to the evaluator.</summary>
internal static class TypeFunctions
{
    public static Function? Find(string name) => name switch
    {
        "tobool" => To(name, HclType.Bool),
        "tonumber" => To(name, HclType.Number),
        "tostring" => To(name, HclType.String),
        "tolist" => To(name, HclType.List(HclType.Dynamic)),
        "toset" => To(name, HclType.Set(HclType.Dynamic)),
        "tomap" => To(name, HclType.Map(HclType.Dynamic)),
        "try" => new(name, HclType.Dynamic, [], Nothing, Arguments.Any("expressions", Bears.Null | Bears.Unknown | Bears.Sensitive))
        {
            Special = SpecialForm.Try,
            MayBeNull = true,
        },
        "can" => new(name, HclType.Bool, [Arguments.Any("expression", Bears.Null | Bears.Unknown | Bears.Sensitive)], Nothing)
        {
            Special = SpecialForm.Can,
        },
        "sensitive" => OfAny(name, static v => v.WithSensitivity(true)),
        "nonsensitive" => OfAny(name, static v => v.WithSensitivity(false)),
        "issensitive" => new(name, HclType.Bool, [Arguments.Any("value", Bears.Null | Bears.Unknown | Bears.Sensitive)], static (_, a) =>
            a[0].IsItselfSensitive ? Value.True : a[0].IsUnknown ? References.UnknownFrom(HclType.Bool, true, a[0]) : Value.False),
        // Nothing here is ephemeral: what a configuration marks so is not known in any case.
        "ephemeralasnull" => OfAny(name, static v => v),
        _ => null,
    };

    private static Outcome<FunctionError> Nothing(CallContext context, ReadOnlySpan<Value> arguments) => Value.Unknown;

    private static Function OfAny(string name, Func<Value, Value> function) =>
        new(name, HclType.Dynamic, [Arguments.Any("value", Bears.Null | Bears.Unknown | Bears.Sensitive)], (_, a) => function(a[0])) { MayBeNull = true };

    private static Function To(string name, HclType type) =>
        new(name, type, [Arguments.Any("v", Bears.Null | Bears.Unknown | Bears.Sensitive)], (_, a) => Convert(a[0], type)) { MayBeNull = true };

    private static Outcome<FunctionError> Convert(Value value, HclType type)
    {
        if (Conversion.Convert(value, type).TryGet(out var converted, out var error))
        {
            return converted;
        }

        // A text that is sensitive must not be shown.
        if (value.HasValue && value.Kind == TypeKind.String && type.IsPrimitive)
        {
            var text = value.IsSensitive ? "this sensitive string" : GoQuote.Quote(value.AsString());
            return new FunctionError(
                type.Kind == TypeKind.Bool
                    ? $"cannot convert {text} to bool; only the strings \"true\" or \"false\" are allowed"
                    : $"cannot convert {text} to number; given string must be a decimal representation of a number",
                0);
        }

        return error.Path.Length > 0
            ? new FunctionError(error.Message, 0)
            : new FunctionError($"cannot convert {value.Type.FriendlyName} to {type.FriendlyConstraintName}", 0);
    }
}
