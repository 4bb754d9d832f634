using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary><c>try(…)</c> and <c>can(…)</c>: expressions that may fail.</summary>
/// <remarks>
/// What is unknown now may fail when it is known, so an unknown result is, in general, no result yet. It is one where nothing but
/// known containers was read on the way to it: an attribute that is there stays there, whatever its value will be.
/// </remarks>
internal sealed class Attempt(Attempt.Candidate[] candidates, Location where)
{
    /// <summary>An expression to try.</summary>
    /// <param name="Run">The expression.</param>
    /// <param name="Container">
    /// Where the expression reads an attribute or element: what it reads it from, as it was when the expression ran last; otherwise null.
    /// </param>
    /// <param name="IsName">Whether the expression is a name alone.</param>
    internal readonly record struct Candidate(Evaluation Run, Evaluation? Container, bool IsName);

    public Value Try(Frame frame)
    {
        // Each candidate runs once: attempts within attempts would else double the work with every level.
        var values = new Value[candidates.Length];
        for (var i = 0; i < candidates.Length; i++)
        {
            var mark = frame.Diagnostics.Mark();
            var value = values[i] = candidates[i].Run(frame);
            if (!frame.Diagnostics.HasErrorsSince(mark))
            {
                return IsCertain(candidates[i], value, frame) ? value : Unsure(values, i, frame);
            }

            if (frame.Budget.IsExhausted)
            {
                return Value.Unknown;
            }

            frame.Diagnostics.TakeBack(mark);
        }

        frame.Diagnostics.Add(LanguageDiagnostics.FunctionFailed(
            "try", "none of the expressions has a result; the last one may be a plain value, which cannot fail", where));
        return Value.Unknown;
    }

    public Value Can(Frame frame)
    {
        var mark = frame.Diagnostics.Mark();
        var value = candidates[0].Run(frame);
        if (!frame.Diagnostics.HasErrorsSince(mark))
        {
            return IsCertain(candidates[0], value, frame) ? Value.True : Derived.Unknown(HclType.Bool, notNull: true, value);
        }

        if (frame.Budget.IsExhausted)
        {
            return Value.UnknownOf(HclType.Bool);
        }

        frame.Diagnostics.TakeBack(mark);
        return Value.False;
    }

    /// <summary>Another candidate may be chosen yet: what the result points at may be what that one points at.</summary>
    private Value Unsure(Value[] values, int chosen, Frame frame)
    {
        var mark = frame.Diagnostics.Mark();
        for (var i = chosen + 1; i < values.Length; i++)
        {
            values[i] = candidates[i].Run(frame);
        }

        frame.Diagnostics.TakeBack(mark);
        return Derived.Unknown(HclType.Dynamic, [values[chosen], .. values]);
    }

    private static bool IsCertain(Candidate candidate, Value value, Frame frame)
    {
        if (value.IsWhollyKnown)
        {
            return true;
        }

        if (value.HasValue && value.Open is null && (candidate.IsName || candidate.Container is not null))
        {
            return true;
        }

        return candidate.Container?.Invoke(frame) is { HasValue: true, Open: null };
    }
}
