using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>An operation on two operands, other than comparing for equality.</summary>
internal sealed class BinaryOperation(
    Evaluation left, Evaluation right, bool lenient, Location leftPlace, Location rightPlace, Location where)
{
    public Evaluation For(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.And => And,
        BinaryOperator.Or => Or,
        BinaryOperator.Greater => frame => Compare(frame, 1, wanted: true, Operators.Greater),
        BinaryOperator.GreaterOrEqual => frame => Compare(frame, -1, wanted: false, Operators.GreaterOrEqual),
        BinaryOperator.Less => frame => Compare(frame, -1, wanted: true, Operators.Less),
        BinaryOperator.LessOrEqual => frame => Compare(frame, 1, wanted: false, Operators.LessOrEqual),
        BinaryOperator.Add => frame => Run(frame, HclType.Number, Operators.Add),
        BinaryOperator.Subtract => frame => Run(frame, HclType.Number, Operators.Subtract),
        BinaryOperator.Multiply => frame => Run(frame, HclType.Number, Operators.Multiply),
        BinaryOperator.Divide => frame => Run(frame, HclType.Number, Operators.Divide),
        BinaryOperator.Modulo => frame => Run(frame, HclType.Number, Operators.Modulo),
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, "Equality is not compiled here."),
    };

    private Value And(Frame frame) => Logic(frame, decisive: false, Operators.And);

    private Value Or(Frame frame) => Logic(frame, decisive: true, Operators.Or);

    /// <summary>
    /// Kleene's logic. One operand that decides is enough: the right one is then not asked, and complaints of the left one are taken
    /// back. Beside an operand that is unknown and may yet decide, complaints are not for certain (<c>var.x &amp;&amp; y[0] == z</c>).
    /// </summary>
    private Value Logic(Frame frame, bool decisive, Func<Value, Value, Outcome<OperationError>> operation)
    {
        var diagnostics = frame.Diagnostics;
        var start = diagnostics.Mark();
        var a = left(frame);
        var leftFailed = diagnostics.HasErrorsSince(start);
        if (Decides(a, decisive) && !leftFailed)
        {
            return a;
        }

        var middle = diagnostics.Mark();
        var b = right(frame);
        var rightFailed = diagnostics.HasErrorsSince(middle);
        if (a.IsPlainBool && b.IsPlainBool && !leftFailed && !rightFailed)
        {
            // The left one did not decide.
            return Value.Of(b.AsBool());
        }

        if (Decides(b, decisive) && !rightFailed && (a.IsUnknown || leftFailed || (lenient && a.IsNull)))
        {
            diagnostics.TakeBack(start);
            return b;
        }

        if (leftFailed != rightFailed && (leftFailed ? b : a).IsUnknown)
        {
            diagnostics.TakeBack(leftFailed ? start : middle);
        }

        if (lenient && (a.IsNull || b.IsNull))
        {
            // Beside null an unknown operand still may decide; a known one did not.
            return a.IsUnknown || b.IsUnknown ? Derived.Unknown(HclType.Bool, a, b) : Value.Null;
        }

        return Finish(operation(a, b), HclType.Bool, a, b, frame);
    }

    private static bool Decides(Value value, bool decisive) => value is { HasValue: true, Kind: TypeKind.Bool } && value.AsBool() == decisive;

    /// <summary>Whether the left compares to the right with a sign, or, where that is not wanted, with any other.</summary>
    private Value Compare(Frame frame, int sign, bool wanted, Func<Value, Value, Outcome<OperationError>> operation)
    {
        var a = left(frame);
        var b = right(frame);
        return a.IsPlainNumber && b.IsPlainNumber
            ? Value.Of((Math.Sign(a.AsNumber().CompareTo(b.AsNumber())) == sign) == wanted)
            : Run(frame, HclType.Bool, a, b, operation);
    }

    private Value Run(Frame frame, HclType type, Func<Value, Value, Outcome<OperationError>> operation) =>
        Run(frame, type, left(frame), right(frame), operation);

    private Value Run(Frame frame, HclType type, Value a, Value b, Func<Value, Value, Outcome<OperationError>> operation) =>
        lenient && (a.IsNull || b.IsNull) ? Value.Null : Finish(operation(a, b), type, a, b, frame);

    private Value Finish(Outcome<OperationError> outcome, HclType type, Value a, Value b, Frame frame)
    {
        if (outcome.TryGet(out var result, out var error))
        {
            return result;
        }

        var place = error.Side switch
        {
            OperandSide.Left => leftPlace,
            OperandSide.Right => rightPlace,
            _ => where,
        };
        frame.Diagnostics.Add(LanguageDiagnostics.OperationFailed(error, place));
        return Derived.Unknown(type, a, b);
    }
}
