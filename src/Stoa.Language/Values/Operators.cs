namespace Stoa.Language.Values;

/// <summary>
/// The operators of the language over values that may be null, unknown or sensitive. Of an unknown result the references are
/// those of the operands together; a result is sensitive where an operand is.
/// </summary>
public static class Operators
{
    /// <summary>
    /// <c>left == right</c>: true, false, or unknown where what is not known yet could decide it. A difference that is known
    /// anywhere makes it false. Null equals null, whatever its type; values of different types are never equal.
    /// </summary>
    public static Value Equal(Value left, Value right)
    {
        var equal = AreEqual(left, right, outermost: true);
        var result = equal is { } known ? Value.Of(known) : Value.UnknownOf(HclType.Bool, notNull: true).WithReferences(References.Of(left, right));
        // Against null only the value as a whole was looked at, not what is in it.
        var sensitive = left.IsNull != right.IsNull
            ? left.IsItselfSensitive || right.IsItselfSensitive
            : left.IsSensitive || right.IsSensitive;
        return result.WithSensitivity(sensitive);
    }

    /// <summary><c>left != right</c></summary>
    public static Value NotEqual(Value left, Value right)
    {
        var equal = Equal(left, right);
        return equal.IsUnknown ? equal : Value.Of(!equal.AsBool()).WithSensitivity(equal.IsItselfSensitive);
    }

    /// <summary><c>left &amp;&amp; right</c>: false where either is false, even if the other is unknown.</summary>
    public static Outcome<OperationError> And(Value left, Value right) => Logic(left, right, decisive: false);

    /// <summary><c>left || right</c>: true where either is true, even if the other is unknown.</summary>
    public static Outcome<OperationError> Or(Value left, Value right) => Logic(left, right, decisive: true);

    /// <summary><c>!operand</c></summary>
    public static Outcome<OperationError> Not(Value operand)
    {
        if (Operand(operand, HclType.Bool, "unary", OperandSide.Left, out var value) is { } error)
        {
            return error;
        }

        return value.IsUnknown ? Unknown(HclType.Bool, value) : Value.Of(!value.AsBool()).WithSensitivity(value.IsItselfSensitive);
    }

    /// <summary><c>-operand</c></summary>
    public static Outcome<OperationError> Negate(Value operand)
    {
        if (Operand(operand, HclType.Number, "unary", OperandSide.Left, out var value) is { } error)
        {
            return error;
        }

        return value.IsUnknown ? Unknown(HclType.Number, value) : Value.Of(-value.AsNumber()).WithSensitivity(value.IsItselfSensitive);
    }

    /// <summary><c>left + right</c></summary>
    public static Outcome<OperationError> Add(Value left, Value right) =>
        Arithmetic(left, right, static (a, b) => a + b, "can't compute sum of opposing infinities");

    /// <summary><c>left - right</c></summary>
    public static Outcome<OperationError> Subtract(Value left, Value right) =>
        Arithmetic(left, right, static (a, b) => a - b, "can't subtract infinity from itself");

    /// <summary><c>left * right</c></summary>
    public static Outcome<OperationError> Multiply(Value left, Value right) =>
        Arithmetic(left, right, static (a, b) => a * b, "can't multiply zero by infinity");

    /// <summary><c>left / right</c>; by zero it is infinity, as in Terraform.</summary>
    public static Outcome<OperationError> Divide(Value left, Value right) =>
        Arithmetic(left, right, static (a, b) => a / b, "can't divide zero by zero or infinity by infinity");

    /// <summary><c>left % right</c>, with the sign of the left; by zero it is the left.</summary>
    public static Outcome<OperationError> Modulo(Value left, Value right) =>
        Arithmetic(left, right, static (a, b) => a % b, "can't use modulo with zero and infinity");

    /// <summary><c>left &lt; right</c></summary>
    public static Outcome<OperationError> Less(Value left, Value right) => Comparison(left, right, static order => order < 0);

    /// <summary><c>left &lt;= right</c></summary>
    public static Outcome<OperationError> LessOrEqual(Value left, Value right) => Comparison(left, right, static order => order <= 0);

    /// <summary><c>left &gt; right</c></summary>
    public static Outcome<OperationError> Greater(Value left, Value right) => Comparison(left, right, static order => order > 0);

    /// <summary><c>left &gt;= right</c></summary>
    public static Outcome<OperationError> GreaterOrEqual(Value left, Value right) => Comparison(left, right, static order => order >= 0);

    private static Value Unknown(HclType type, params ReadOnlySpan<Value> operands) => References.UnknownFrom(type, notNull: true, operands);

    private static OperationError? Operand(Value given, HclType type, string name, OperandSide side, out Value value)
    {
        // Nearly every operand has the type already.
        if (given.HasValue && given.Kind == type.Kind)
        {
            value = given;
            return null;
        }

        return Converted(given, type, name, side, out value) ?? NotNull(value, side);
    }

    private static OperationError? Operands(Value left, Value right, HclType type, out Value a, out Value b)
    {
        b = right;
        return Converted(left, type, "left", OperandSide.Left, out a) ?? Converted(right, type, "right", OperandSide.Right, out b)
            ?? NotNull(a, OperandSide.Left) ?? NotNull(b, OperandSide.Right);
    }

    private static OperationError? Converted(Value given, HclType type, string name, OperandSide side, out Value value)
    {
        value = given;
        if (given.HasValue && given.Kind == type.Kind)
        {
            return null;
        }

        if (!Conversion.Convert(given, type).TryGet(out var converted, out var error))
        {
            return new OperationError("Invalid operand", $"Unsuitable value for {name} operand: {error.Message}.", side);
        }

        value = converted;
        return null;
    }

    private static OperationError? NotNull(Value value, OperandSide side) =>
        value.IsNull ? new OperationError("Operation failed", "Error during operation: argument must not be null.", side) : null;

    private static Outcome<OperationError> Logic(Value left, Value right, bool decisive)
    {
        if (Operands(left, right, HclType.Bool, out var a, out var b) is { } error)
        {
            return error;
        }

        if ((!a.IsUnknown && a.AsBool() == decisive) || (!b.IsUnknown && b.AsBool() == decisive))
        {
            return Value.Of(decisive).WithSensitivity(a.IsItselfSensitive || b.IsItselfSensitive);
        }

        return a.IsUnknown || b.IsUnknown ? Unknown(HclType.Bool, a, b) : Value.Of(!decisive).WithSensitivity(a.IsItselfSensitive || b.IsItselfSensitive);
    }

    private static Outcome<OperationError> Arithmetic(Value left, Value right, Func<Number, Number, Number> operation, string impossible)
    {
        if (Operands(left, right, HclType.Number, out var a, out var b) is { } error)
        {
            return error;
        }

        if (a.IsUnknown || b.IsUnknown)
        {
            return Unknown(HclType.Number, a, b);
        }

        var (x, y) = (a.AsNumber(), b.AsNumber());
        if (x.IsInfinite || y.IsInfinite || (x.Sign == 0 && y.Sign == 0))
        {
            try
            {
                return Value.Of(operation(x, y)).WithSensitivity(a.IsItselfSensitive || b.IsItselfSensitive);
            }
            catch (ArithmeticException)
            {
                return new OperationError("Operation failed", $"Error during operation: {impossible}.");
            }
        }

        return Value.Of(operation(x, y)).WithSensitivity(a.IsItselfSensitive || b.IsItselfSensitive);
    }

    private static Outcome<OperationError> Comparison(Value left, Value right, Func<int, bool> test)
    {
        if (Operands(left, right, HclType.Number, out var a, out var b) is { } error)
        {
            return error;
        }

        return a.IsUnknown || b.IsUnknown
            ? Unknown(HclType.Bool, a, b)
            : Value.Of(test(a.AsNumber().CompareTo(b.AsNumber()))).WithSensitivity(a.IsItselfSensitive || b.IsItselfSensitive);
    }

    /// <summary>Whether two values are equal; null where it is not known.</summary>
    private static bool? AreEqual(Value a, Value b, bool outermost)
    {
        if (a.IsUnknown || b.IsUnknown)
        {
            return IsCertainlyDifferent(a, b, outermost) ? false : null;
        }

        if (a.IsNull || b.IsNull)
        {
            return a.IsNull && b.IsNull && (outermost || a.Type.Equals(b.Type));
        }

        if (a.Open is not null || b.Open is not null)
        {
            return a.Kind is TypeKind.Bool or TypeKind.Number or TypeKind.String || b.Kind is TypeKind.Bool or TypeKind.Number or TypeKind.String ? false : null;
        }

        if (a.Kind != b.Kind)
        {
            return false;
        }

        return a.Kind switch
        {
            TypeKind.Bool => a.AsBool() == b.AsBool(),
            TypeKind.Number => a.AsNumber().Equals(b.AsNumber()),
            TypeKind.String => a.AsString() == b.AsString(),
            TypeKind.Tuple => AreAllEqual(a.Items, b.Items),
            TypeKind.Object => a.Keys.SequenceEqual(b.Keys) ? AreAllEqual(a.Values, b.Values) : false,
            _ when HaveDifferentElements(a.Type.Element, b.Type.Element) => false,
            TypeKind.List => AreAllEqual(a.Items, b.Items),
            TypeKind.Map => a.Keys.SequenceEqual(b.Keys) ? AreAllEqual(a.Values, b.Values) : false,
            _ => AreSetsEqual(a, b),
        };
    }

    private static bool? AreAllEqual(ReadOnlySpan<Value> a, ReadOnlySpan<Value> b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        bool? result = true;
        for (var i = 0; i < a.Length; i++)
        {
            switch (AreEqual(a[i], b[i], outermost: false))
            {
                case false:
                    return false;
                case null:
                    result = null;
                    break;
            }
        }

        return result;
    }

    /// <summary>Sets come distinct and in order, so that known ones are equal element by element.</summary>
    private static bool? AreSetsEqual(Value a, Value b) => a.IsWhollyKnown && b.IsWhollyKnown ? a.Items.SequenceEqual(b.Items) : null;

    private static bool IsCertainlyDifferent(Value a, Value b, bool outermost)
    {
        if (a.IsNull || b.IsNull)
        {
            return outermost && (a.IsNotNull || b.IsNotNull);
        }

        if (IsEmptyText(a) && HasKnownText(b) || IsEmptyText(b) && HasKnownText(a))
        {
            return true;
        }

        // Null of any type equals null of any other, so types decide only where one side is certainly not null.
        var certain = a.HasValue || b.HasValue || a.IsNotNull || b.IsNotNull;
        return certain && !a.Type.HasDynamic && !b.Type.HasDynamic && !a.Type.Equals(b.Type);
    }

    private static bool IsEmptyText(Value value) => value is { HasValue: true, Kind: TypeKind.String } && value.AsString().Length == 0;

    /// <summary>Whether some part of an unknown text is known: then it is not empty, whatever the rest is.</summary>
    private static bool HasKnownText(Value value)
    {
        foreach (var part in value.Parts)
        {
            if (!part.IsUnknown && part.AsString().Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HaveDifferentElements(HclType a, HclType b) => !a.HasDynamic && !b.HasDynamic && !a.Equals(b);
}
