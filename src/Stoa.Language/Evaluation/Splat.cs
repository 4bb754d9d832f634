using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary><c>target[*].each</c>: a sequence of what each element gives; of a single value one, of null none.</summary>
internal sealed class Splat(Evaluation target, Evaluation each, int slot, int cost, bool lenient, Location where)
{
    public Value Run(Frame frame)
    {
        var value = target(frame);
        var isSequence = value.Kind is TypeKind.List or TypeKind.Set or TypeKind.Tuple;
        if (value.IsNull)
        {
            if (!isSequence || lenient)
            {
                return Value.EmptyTuple;
            }

            frame.Diagnostics.Add(LanguageDiagnostics.SplatOfNull(where));
            return Derived.Unknown(HclType.Dynamic, value);
        }

        if (value.Open?.AnyElement is { } any)
        {
            return Derived.Unknown(HclType.Dynamic, Perhaps(frame, any), value);
        }

        if (value.Kind == TypeKind.Dynamic && value.IsUnknown)
        {
            return Derived.Unknown(HclType.Dynamic, Perhaps(frame, value), value);
        }

        if (!isSequence)
        {
            return value.IsUnknown && !value.IsNotNull ? Derived.Unknown(HclType.Dynamic, Perhaps(frame, value)) : Value.Tuple(Each(frame, value));
        }

        if (value.IsUnknown)
        {
            return OfUnknownSequence(frame, value);
        }

        var results = new Value[value.Count];
        for (var i = 0; i < results.Length; i++)
        {
            if (!frame.Budget.TrySpend(cost, frame.Diagnostics, where))
            {
                return Derived.Unknown(HclType.Dynamic, value);
            }

            results[i] = Each(frame, value.Items[i]);
        }

        return Access.Inherit(value, Sequence(frame, value, results));
    }

    /// <summary>What an element gives that may not exist: what would be wrong with it is not certain to come.</summary>
    private Value Perhaps(Frame frame, Value item)
    {
        var mark = frame.Diagnostics.Mark();
        var result = Each(frame, item);
        frame.Diagnostics.TakeBack(mark);
        return result;
    }

    private Value OfUnknownSequence(Frame frame, Value value)
    {
        // The element stands for any, and what it gives tells the type.
        if (value.Kind == TypeKind.Tuple)
        {
            return Derived.Unknown(HclType.Dynamic, value);
        }

        var result = Perhaps(frame, Value.UnknownOf(value.Type.Element));
        return Derived.Unknown(HclType.List(result.Type), result, value);
    }

    private Value Sequence(Frame frame, Value value, Value[] results)
    {
        if (value.Kind == TypeKind.Tuple)
        {
            return Value.Tuple(results);
        }

        // Unknown elements of a set may turn out to be equal to others: nobody knows how many there are.
        if (value.Kind == TypeKind.Set && !value.IsWhollyKnown)
        {
            return Derived.Unknown(results.Length > 0 ? HclType.List(results[0].Type) : HclType.Dynamic, [.. results, value]);
        }

        if (results.Length == 0)
        {
            return Value.List(Perhaps(frame, Value.UnknownOf(value.Type.Element)).Type);
        }

        var type = results[0].Type;
        return !type.HasDynamic && Array.TrueForAll(results, r => r.Type == type) ? Value.List(type, results) : Value.Tuple(results);
    }

    private Value Each(Frame frame, Value item)
    {
        frame.Locals[slot] = item;
        return each(frame);
    }
}
