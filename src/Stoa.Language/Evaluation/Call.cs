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
    private Location? where;
    private Complaint? lastComplaint;

    private Location Where => where ??= context.At(call.Span);

    public Value Run(Frame frame)
    {
        // Nearly all calls have few arguments: those of them need no room on the heap.
        var few = default(FewValues);
        var values = arguments.Length <= FewValues.Length ? few[..arguments.Length] : new Value[arguments.Length];
        long cost = 1;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i](frame);
            cost += values[i].HasValue && values[i].Open is null ? Weight(values[i]) : 0;
        }

        return call.ExpandsFinal && Expand(ref values, frame) is { } early ? early : Run(frame, values, cost);
    }

    /// <summary>The result for one argument, a list that stands at hand.</summary>
    public Value RunWith(Value list, Frame frame) =>
        Run(frame, [list], 1 + (list.HasValue && list.Open is null ? Weight(list) : 0));

    /// <summary>Spends what the call costs with one argument, a tuple of so many elements; false where that is not left.</summary>
    public bool TrySpend(int elements, Frame frame) => frame.Budget.TrySpend(1 + (elements >> 2), frame.Diagnostics, Where);

    private Value Run(Frame frame, ReadOnlySpan<Value> values, long cost)
    {
        if (!frame.Budget.TrySpend(cost, frame.Diagnostics, Where))
        {
            return Derived.Unknown(function.Result, values);
        }

        if (lenient && HasNullThatIsNotTaken(values))
        {
            return Value.Null;
        }

        if (!function.Invoke(frame.CallContext, values).TryGet(out var result, out var error))
        {
            frame.Diagnostics.Add(Complain(error));
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

    private Value Finish(Value result, ReadOnlySpan<Value> values)
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
        return function.Result.Kind == TypeKind.String && function.Name is not ("jsonencode" or "base64encode") && result.References.Any(static r => r.Target is EncodedContent)
            ? result.WithReferences(result.References.RemoveAll(static r => r.Target is EncodedContent))
            : result;
    }

    private bool HasNullThatIsNotTaken(ReadOnlySpan<Value> values)
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
    private Value? Expand(ref Span<Value> values, Frame frame)
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
        values[..^1].CopyTo(expanded);
        for (var i = 0; i < last.Count; i++)
        {
            expanded[values.Length - 1 + i] = Access.Inherit(last, last.Items[i]);
        }

        values = expanded;
        if (expanded.Length < function.Parameters.Length)
        {
            frame.Diagnostics.Add(LanguageDiagnostics.TooFewArguments(
                function.Name, function.Parameters[expanded.Length].Name, function.Parameters.Length, Where));
            return Derived.Unknown(function.Result, values);
        }

        if (expanded.Length > function.Parameters.Length && function.Variadic is null)
        {
            frame.Diagnostics.Add(LanguageDiagnostics.TooManyArguments(function.Name, function.Parameters.Length, context.At(call.Arguments[^1].Span)));
            return Derived.Unknown(function.Result, values);
        }

        return null;
    }

    /// <summary>What <c>can(…)</c> and <c>try(…)</c> run into again and again is worded once.</summary>
    private Diagnostic Complain(FunctionError error)
    {
        var last = lastComplaint;
        if (last is null || !ReferenceEquals(last.Error, error))
        {
            lastComplaint = last = new Complaint(error, Describe(error));
        }

        return last.Diagnostic;
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

        return LanguageDiagnostics.FunctionFailed(function.Name, error.Message, Where);
    }

    private sealed record Complaint(FunctionError Error, Diagnostic Diagnostic);
}
