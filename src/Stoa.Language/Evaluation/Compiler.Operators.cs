using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

public sealed partial class Compiler
{
    private Code CompileUnary(UnaryExpression unary)
    {
        var operand = Compile(unary.Operand);
        var run = operand.Run;
        var where = context.At(unary.Operand.Span);
        var isLenient = lenient;
        var isNot = unary.Operator == UnaryOperator.Not;
        Func<Value, Outcome<OperationError>> operation = isNot ? Operators.Not : Operators.Negate;
        return Fold(
            frame =>
            {
                var value = run(frame);
                if (isNot && value.IsPlainBool)
                {
                    return Value.Of(!value.AsBool());
                }

                if (value.IsNull && isLenient)
                {
                    return Value.Null;
                }

                if (operation(value).TryGet(out var result, out var error))
                {
                    return result;
                }

                frame.Diagnostics.Add(LanguageDiagnostics.OperationFailed(error, where));
                return Derived.Unknown(isNot ? HclType.Bool : HclType.Number, value);
            },
            operand.IsConstant,
            unary.Span);
    }

    private Code CompileBinary(BinaryExpression binary)
    {
        var left = Compile(binary.Left);
        var right = Compile(binary.Right);
        if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            return Fold(Equality(left, right, binary.Operator == BinaryOperator.Equal), left.IsConstant && right.IsConstant, binary.Span);
        }

        var operation = new BinaryOperation(
            left.Run, right.Run, lenient, context.At(binary.Left.Span), context.At(binary.Right.Span), context.At(binary.Span));
        return Fold(operation.For(binary.Operator), left.IsConstant && right.IsConstant, binary.Span);
    }

    private static Evaluation Equality(Code left, Code right, bool wanted)
    {
        // Most comparisons in checks and conditions are with a literal; then the types tell the answer without a general comparison.
        var (run, literal) = right.IsConstant ? (left.Run, right.Value) : (right.Run, left.Value);
        switch (literal)
        {
            case { IsNull: true, IsSensitive: false }:
                return frame =>
                {
                    var value = run(frame);
                    return !value.IsUnknown && !value.IsItselfSensitive ? Value.Of(value.IsNull == wanted) : General(value, literal, wanted);
                };
            case { IsPlainNumber: true }:
                var number = literal.AsNumber();
                return frame =>
                {
                    var value = run(frame);
                    return value.IsPlainNumber ? Value.Of(value.AsNumber().Equals(number) == wanted) : General(value, literal, wanted);
                };
            case { HasValue: true, IsSensitive: false, Kind: TypeKind.Bool }:
                var flag = literal.AsBool();
                return frame =>
                {
                    var value = run(frame);
                    return value is { HasValue: true, IsSensitive: false, Kind: TypeKind.Bool }
                        ? Value.Of((value.AsBool() == flag) == wanted)
                        : General(value, literal, wanted);
                };
            case { HasValue: true, IsSensitive: false, Kind: TypeKind.String }:
                var text = literal.AsString();
                return frame =>
                {
                    var value = run(frame);
                    return value is { HasValue: true, IsSensitive: false, Kind: TypeKind.String }
                        ? Value.Of((value.AsString() == text) == wanted)
                        : General(value, literal, wanted);
                };
        }

        var (a, b) = (left.Run, right.Run);
        return frame => General(a(frame), b(frame), wanted);

        static Value General(Value left, Value right, bool wanted) => wanted ? Operators.Equal(left, right) : Operators.NotEqual(left, right);
    }

    private Code CompileConditional(ConditionalExpression conditional) => Choose(
        Compile(conditional.Condition),
        Compile(conditional.Then),
        Compile(conditional.Else),
        conditional.Condition.Span,
        conditional.Span);

    private Code Choose(Code condition, Code then, Code otherwise, TextSpan conditionSpan, TextSpan span) => Fold(
        new Conditional(condition.Run, then.Run, otherwise.Run, lenient, context.At(conditionSpan), context.At(span)).Run,
        condition.IsConstant && then.IsConstant && otherwise.IsConstant,
        span);
}
