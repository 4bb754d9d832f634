using Stoa.Language.Diagnostics;
using Stoa.Language.Functions;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>A call of one of Terraform's functions.</summary>
internal sealed class Call(Function function, Evaluation[] arguments, FunctionCall call, CompilationContext context)
{
    private readonly bool lenient = context.Dialect != Dialect.Terraform;

    public Value Run(Frame frame)
    {
        var values = new Value[arguments.Length];
        long cost = 1;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i](frame);
            cost += values[i].HasValue && values[i].Open is null ? Weight(values[i]) : 0;
        }

        if (call.ExpandsFinal && Expand(ref values, frame) is { } early)
        {
            return early;
        }

        if (!frame.Budget.TrySpend(cost, frame.Diagnostics, context.At(call.Span)))
        {
            return Derived.Unknown(function.Result, values);
        }

        if (lenient && HasNullThatIsNotTaken(values))
        {
            return Value.Null;
        }

        if (!function.Invoke(frame.CallContext, values).TryGet(out var result, out var error))
        {
            frame.Diagnostics.Add(Describe(error));
            return Derived.Unknown(function.Result, values);
        }

        return Finish(result, values);
    }

    // Work grows with what is handed over; a text counts by the kilobyte.
    private static long Weight(Value value) => value.Kind switch
    {
        TypeKind.String => value.AsString().Length >> 10,
        TypeKind.Bool or TypeKind.Number => 0,
        _ => value.Count >> 2,
    };

    private Value Finish(Value result, Value[] values)
    {
        if (!result.IsUnknown)
        {
            return result;
        }

        // The content of a text of JSON is not lost because some of it is unknown.
        if (function.Name == "jsondecode" && EncodedContent.Find(values[0]) is { } content)
        {
            return content;
        }

        // A text made from an encoded one has no longer its content.
        return function.Result.Kind == TypeKind.String && function.Name != "jsonencode" && result.References.Any(static r => r.Target is EncodedContent)
            ? result.WithReferences(result.References.RemoveAll(static r => r.Target is EncodedContent))
            : result;
    }

    private bool HasNullThatIsNotTaken(Value[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].IsNull && function.ParameterAt(i) is { } parameter && !parameter.Bears.HasFlag(Bears.Null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts the elements of the last argument in its place; a result where that settles the call.</summary>
    private Value? Expand(ref Value[] values, Frame frame)
    {
        var last = values[^1];
        if (last.IsUnknown && last.Kind is TypeKind.Dynamic or TypeKind.List or TypeKind.Set or TypeKind.Tuple)
        {
            return Derived.Unknown(function.Result, values);
        }

        if (last.IsNull || last.Kind is not (TypeKind.List or TypeKind.Set or TypeKind.Tuple))
        {
            var got = last.IsNull ? "null" : $"a {last.Type.FriendlyName}";
            frame.Diagnostics.Add(LanguageDiagnostics.ExpansionMismatch(function.Name, got, context.At(call.Arguments[^1].Span)));
            return Derived.Unknown(function.Result, values);
        }

        // Unknown elements of a set may be equal: then there are fewer arguments.
        if (last.Kind == TypeKind.Set && !last.IsWhollyKnown)
        {
            return Derived.Unknown(function.Result, values);
        }

        var expanded = new Value[values.Length - 1 + last.Count];
        values.AsSpan(0, values.Length - 1).CopyTo(expanded);
        for (var i = 0; i < last.Count; i++)
        {
            expanded[values.Length - 1 + i] = Access.Inherit(last, last.Items[i]);
        }

        values = expanded;
        if (expanded.Length < function.Parameters.Length)
        {
            frame.Diagnostics.Add(LanguageDiagnostics.TooFewArguments(
                function.Name, function.Parameters[expanded.Length].Name, function.Parameters.Length, context.At(call.Span)));
            return Derived.Unknown(function.Result, values);
        }

        if (expanded.Length > function.Parameters.Length && function.Variadic is null)
        {
            frame.Diagnostics.Add(LanguageDiagnostics.TooManyArguments(function.Name, function.Parameters.Length, context.At(call.Arguments[^1].Span)));
            return Derived.Unknown(function.Result, values);
        }

        return null;
    }

    private Diagnostic Describe(FunctionError error)
    {
        if (error.Argument >= 0 && function.ParameterAt(error.Argument) is { } parameter)
        {
            var place = context.At(call.Arguments[Math.Min(error.Argument, call.Arguments.Length - 1)].Span);
            return error.Refusal switch
            {
                FileRefusal.Missing => LanguageDiagnostics.FileMissing(error.File, place),
                FileRefusal.OutsideRoot => LanguageDiagnostics.FileOutside(error.File, place),
                _ => LanguageDiagnostics.ArgumentMismatch(function.Name, parameter.Name, error.Message, place),
            };
        }

        return LanguageDiagnostics.FunctionFailed(function.Name, error.Message, context.At(call.Span));
    }
}
