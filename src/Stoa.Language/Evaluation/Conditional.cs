using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary><c>condition ? then : otherwise</c></summary>
/// <remarks>
/// Terraform brings both results to one type, so the one that is not chosen is evaluated too; what is wrong with it is nobody's concern.
/// The lenient dialect takes the chosen one as it is.
/// </remarks>
internal sealed class Conditional(
    Evaluation condition, Evaluation then, Evaluation otherwise, bool lenient, Location conditionPlace, Location where)
{
    public Value Run(Frame frame)
    {
        var raw = condition(frame);
        if (raw.IsNull)
        {
            if (lenient)
            {
                return otherwise(frame);
            }

            frame.Diagnostics.Add(LanguageDiagnostics.NullCondition(conditionPlace));
            return Undecided(raw, frame);
        }

        var test = raw;
        if (raw.Kind != TypeKind.Bool)
        {
            if (!Conversion.Convert(raw, HclType.Bool).TryGet(out var converted, out var problem))
            {
                frame.Diagnostics.Add(LanguageDiagnostics.ConditionMismatch(problem.ToString(), conditionPlace));
                return Undecided(raw, frame);
            }

            test = converted;
        }

        if (test.IsUnknown)
        {
            return Undecided(raw, frame);
        }

        var (chosen, other) = test.AsBool() ? (then, otherwise) : (otherwise, then);
        var result = chosen(frame);
        if (!lenient)
        {
            result = Typed(result, Quietly(other, frame), test.AsBool(), frame);
        }

        return raw.IsSensitive ? result.WithSensitivity(true) : result;
    }

    /// <summary>
    /// What is known when nobody knows which result it will be: that one which both are, else only its type, and what both point at.
    /// </summary>
    private Value Undecided(Value undecided, Frame frame)
    {
        var a = Quietly(then, frame);
        var b = Quietly(otherwise, frame);
        if (lenient)
        {
            return Operators.Equal(a, b) is { HasValue: true } same && same.AsBool() && a.IsWhollyKnown && a.Type == b.Type
                ? Derived.From(a, undecided, a, b)
                : Derived.Unknown(a.Type == b.Type ? a.Type : HclType.Dynamic, undecided, a, b);
        }

        // What is of a known type may yet fail beside what is of an unknown one, and then decides no type.
        if (IsOpen(a) || IsOpen(b))
        {
            return Derived.Unknown(HclType.Dynamic, undecided, a, b);
        }

        if (CommonType(a, b) is not { } type)
        {
            if (MayYetFail(a) || MayYetFail(b))
            {
                return Derived.Unknown(HclType.Dynamic, undecided, a, b);
            }

            frame.Diagnostics.Add(LanguageDiagnostics.InconsistentBranches(Types(a, b), where));
            return Derived.Unknown(HclType.Dynamic, undecided, a, b);
        }

        if (a.IsWhollyKnown && b.IsWhollyKnown
            && Conversion.Convert(a, type).TryGet(out var first, out _)
            && Conversion.Convert(b, type).TryGet(out var second, out _)
            && first.WithSensitivity(false).Equals(second.WithSensitivity(false)))
        {
            return Derived.From(first, undecided, a, b);
        }

        var certain = (a.HasValue || a.IsNotNull) && (b.HasValue || b.IsNotNull);
        return Derived.Unknown(type, certain, undecided, a, b);
    }

    /// <summary>The chosen result, of the type that both have in common.</summary>
    private Value Typed(Value chosen, Value other, bool isThen, Frame frame)
    {
        // The usual case first: two texts, two numbers.
        if (chosen.Kind == other.Kind && chosen.Kind is TypeKind.Bool or TypeKind.Number or TypeKind.String)
        {
            return chosen;
        }

        if (IsOpen(chosen))
        {
            return chosen;
        }

        var type = isThen ? CommonType(chosen, other) : CommonType(other, chosen);
        var why = isThen ? Types(chosen, other) : Types(other, chosen);
        if (type is not null)
        {
            if (Conversion.Convert(chosen, type).TryGet(out var converted, out var problem))
            {
                return converted;
            }

            why = problem.ToString();
        }

        if (MayYetFail(other))
        {
            return Derived.Unknown(HclType.Dynamic, chosen, other);
        }

        frame.Diagnostics.Add(LanguageDiagnostics.InconsistentBranches(why, where));
        return Derived.Unknown(HclType.Dynamic, chosen, other);
    }

    // A null that nobody gave a type fits whatever the other result is.
    private static HclType? CommonType(Value a, Value b) =>
        IsUntypedNull(a) ? b.Type : IsUntypedNull(b) ? a.Type
        : Unification.Unify([a.Type, b.Type]);

    private static bool IsOpen(Value value) => value.Type.HasDynamic && !value.IsWhollyKnown;

    // Nobody asks what type a failed side has, so that complaint would have to be taken back.
    private static bool MayYetFail(Value value) => !value.IsWhollyKnown;

    private static bool IsUntypedNull(Value value) => value.IsNull && value.Kind == TypeKind.Dynamic;

    private static string Types(Value a, Value b) => $"one is {a.Type.FriendlyName}, the other {b.Type.FriendlyName}";

    // What failed has no type that the other result would have to fit.
    private static Value Quietly(Evaluation evaluation, Frame frame)
    {
        var mark = frame.Diagnostics.Mark();
        var value = evaluation(frame);
        if (frame.Diagnostics.HasErrorsSince(mark))
        {
            value = Derived.Unknown(HclType.Dynamic, value);
        }

        frame.Diagnostics.TakeBack(mark);
        return value;
    }
}
