using System.Numerics;

namespace Stoa.Language.Values;

/// <summary>
/// A number as Terraform keeps it: binary floating point of up to 512 bits, rounded half to even. Whole numbers of 64 bits take a
/// fast path. A number remembers how many bits it was made with, because Terraform does: a literal has 512, a length 64, the
/// result of <c>log</c> 53; arithmetic goes on with the larger of its operands', and text shows what that many bits can tell.
/// </summary>
/// <remarks>Immutable. Equality and order are by value; the number of bits does not enter.</remarks>
public sealed partial class Number : IEquatable<Number>, IComparable<Number>
{
    /// <summary>The bits of a number written in a file or read from text.</summary>
    public const int LiteralPrecision = 512;

    /// <summary>
    /// The largest exponent of two kept; beyond it lies infinity (and below its negation, zero). Terraform goes to two thousand
    /// million, which nobody means and which would take gigabytes to write down.
    /// </summary>
    private const int MaxExponent = 1 << 18;

    /// <summary>Positive infinity: what Terraform makes of <c>1/0</c>.</summary>
    public static readonly Number PositiveInfinity = new(Form.PositiveInfinity, 53);

    /// <summary>Negative infinity.</summary>
    public static readonly Number NegativeInfinity = new(Form.NegativeInfinity, 53);

    // A whole number that fits keeps to `small`; any other is mantissa × 2^exponent with an odd mantissa, so that equal numbers
    // have equal fields.
    private readonly long small;
    private readonly BigInteger mantissa;
    private readonly int exponent;
    private readonly short precision;
    private readonly Form form;

    private Number(long small, int precision)
    {
        this.small = small;
        this.precision = (short)precision;
    }

    private Number(BigInteger mantissa, int exponent, int precision)
    {
        form = Form.Big;
        this.mantissa = mantissa;
        this.exponent = exponent;
        this.precision = (short)precision;
    }

    private Number(Form form, int precision)
    {
        this.form = form;
        this.precision = (short)precision;
    }

    private enum Form : byte
    {
        Small,
        Big,
        NegativeZero,
        PositiveInfinity,
        NegativeInfinity,
    }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => form switch
    {
        Form.Small => Math.Sign(small),
        Form.Big => mantissa.Sign,
        Form.PositiveInfinity => 1,
        Form.NegativeInfinity => -1,
        _ => 0,
    };

    /// <summary>Whether the number is whole; infinity is not.</summary>
    public bool IsInteger => form is Form.Small or Form.NegativeZero || (form == Form.Big && exponent >= 0);

    /// <summary>Whether the number is positive or negative infinity.</summary>
    public bool IsInfinite => form is Form.PositiveInfinity or Form.NegativeInfinity;

    /// <summary>How many bits the number was made with.</summary>
    internal int Precision => precision;

    /// <summary>A count, a length, an index: a whole number of 64 bits.</summary>
    public static Number From(long value) => Shared.Find(value, 64) ?? new Number(value, 64);

    /// <summary>A whole number, exactly.</summary>
    public static Number From(BigInteger value)
    {
        var bits = (int)Math.Min(BigInteger.Abs(value).GetBitLength(), short.MaxValue);
        return Make(value, 0, Math.Max(bits, 64));
    }

    /// <summary>A binary floating-point number of 53 bits.</summary>
    /// <exception cref="ArgumentException">The value is not a number.</exception>
    public static Number FromDouble(double value)
    {
        if (double.IsNaN(value))
        {
            throw new ArgumentException("Not a number.", nameof(value));
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? PositiveInfinity : NegativeInfinity;
        }

        if (value == 0)
        {
            return double.IsNegative(value) ? new Number(Form.NegativeZero, 53) : new Number(0L, 53);
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var power = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & 0xFFFFFFFFFFFFF;
        var (m, e) = power == 0 ? (fraction, -1074) : (fraction | 0x10000000000000, power - 1075);
        return Make(bits < 0 ? -m : m, e, 53);
    }

    /// <summary>The sum.</summary>
    /// <exception cref="ArithmeticException">Infinities of opposite sign.</exception>
    public static Number operator +(Number left, Number right)
    {
        var bits = Math.Max(left.precision, right.precision);
        if (left.form == Form.Small && right.form == Form.Small && bits >= 64
            && !(((left.small ^ right.small) >= 0) && ((left.small ^ unchecked(left.small + right.small)) < 0)))
        {
            return Whole(unchecked(left.small + right.small), bits);
        }

        if (left.IsInfinite || right.IsInfinite)
        {
            return left.IsInfinite && right.IsInfinite && left.form != right.form
                ? throw new ArithmeticException("addition of infinities with opposite signs")
                : left.IsInfinite ? left : right;
        }

        if (left.form == Form.NegativeZero && right.form == Form.NegativeZero)
        {
            return left;
        }

        var ((a, i), (b, j)) = (left.Parts, right.Parts);
        var low = Math.Min(i, j);
        return Make((a << (i - low)) + (b << (j - low)), low, bits);
    }

    /// <summary>The difference.</summary>
    /// <exception cref="ArithmeticException">Infinities of the same sign.</exception>
    public static Number operator -(Number left, Number right) => left + -right;

    /// <summary>The number with its sign changed.</summary>
    public static Number operator -(Number operand) => operand.form switch
    {
        Form.Small when operand.small == 0 => new Number(Form.NegativeZero, operand.precision),
        Form.Small when operand.small != long.MinValue => Whole(-operand.small, operand.precision),
        Form.NegativeZero => new Number(0L, operand.precision),
        Form.PositiveInfinity => NegativeInfinity,
        Form.NegativeInfinity => PositiveInfinity,
        _ => Make(-operand.Parts.Mantissa, operand.Parts.Exponent, operand.precision),
    };

    /// <summary>The product, with as many bits as it needs up to 512.</summary>
    /// <exception cref="ArithmeticException">Zero times infinity.</exception>
    public static Number operator *(Number left, Number right)
    {
        var bits = Math.Max(left.precision, right.precision);
        if (left.form == Form.Small && right.form == Form.Small && left.small != 0 && right.small != 0)
        {
            var high = Math.BigMul(left.small, right.small, out var low);
            if (high == low >> 63)
            {
                return Whole(low, Math.Max(bits, (short)64));
            }
        }

        if (left.IsInfinite || right.IsInfinite)
        {
            return (left.Sign * right.Sign) switch
            {
                0 => throw new ArithmeticException("multiplication of zero with infinity"),
                > 0 => PositiveInfinity,
                _ => NegativeInfinity,
            };
        }

        if (left.Sign == 0 || right.Sign == 0)
        {
            return left.IsNegative != right.IsNegative ? new Number(Form.NegativeZero, bits) : Whole(0, bits);
        }

        var ((a, i), (b, j)) = (left.Parts, right.Parts);
        var product = a * b;
        var needed = (int)(BigInteger.Abs(product).GetBitLength() - TrailingZeros(product));
        return Make(product, i + j, Math.Max(bits, Math.Min(needed, LiteralPrecision)));
    }

    /// <summary>The quotient; of anything but zero by zero, infinity.</summary>
    /// <exception cref="ArithmeticException">Zero by zero, or infinity by infinity.</exception>
    public static Number operator /(Number left, Number right)
    {
        var bits = Math.Max(left.precision, right.precision);
        var negative = left.IsNegative != right.IsNegative;
        if ((left.Sign == 0 && right.Sign == 0) || (left.IsInfinite && right.IsInfinite))
        {
            throw new ArithmeticException("division of zero by zero or infinity by infinity");
        }

        if (left.IsInfinite || right.Sign == 0)
        {
            return negative ? NegativeInfinity : PositiveInfinity;
        }

        if (left.Sign == 0 || right.IsInfinite)
        {
            return negative ? new Number(Form.NegativeZero, bits) : Whole(0, bits);
        }

        if (left.form == Form.Small && right.form == Form.Small && bits >= 64 && right.small != -1 && left.small % right.small == 0)
        {
            return Whole(left.small / right.small, bits);
        }

        var ((a, i), (b, j)) = (left.Parts, right.Parts);
        return MakeQuotient(a, b, i - j, bits);
    }

    /// <summary>The remainder of a division rounded towards zero; by zero, the dividend.</summary>
    /// <exception cref="ArithmeticException">Zero by infinity.</exception>
    public static Number operator %(Number left, Number right)
    {
        if (left.IsInfinite || right.IsInfinite)
        {
            return left * right;
        }

        if (right.Sign == 0)
        {
            return left;
        }

        if (left.form == Form.Small && right.form == Form.Small && right.small != -1 && left.precision >= 64)
        {
            return Whole(left.small % right.small, left.precision);
        }

        // As Terraform works it out, each step with the bits of the dividend.
        var whole = Round((left / right).Truncate(), left.precision);
        return Round(left, left.precision) + -Round(Exact(right, whole), left.precision);

        static Number Exact(Number a, Number b) =>
            a.Sign == 0 || b.Sign == 0 ? new Number(0L, 64) : Make(a.Parts.Mantissa * b.Parts.Mantissa, a.Parts.Exponent + b.Parts.Exponent, 2048);

        static Number Round(Number n, int bits) => n.form is Form.Small or Form.Big ? Make(n.Parts.Mantissa, n.Parts.Exponent, bits) : n;
    }

    /// <summary>Whether the left number is the smaller.</summary>
    public static bool operator <(Number left, Number right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left number is the larger.</summary>
    public static bool operator >(Number left, Number right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left number is not the larger.</summary>
    public static bool operator <=(Number left, Number right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left number is not the smaller.</summary>
    public static bool operator >=(Number left, Number right) => left.CompareTo(right) >= 0;

    /// <summary>The number without its sign.</summary>
    public Number Abs() => IsNegative ? -this : this;

    /// <summary>The largest whole number that is not larger.</summary>
    public Number Floor() => Rounded(static (m, e) => m >> -e);

    /// <summary>The smallest whole number that is not smaller.</summary>
    public Number Ceiling() => Rounded(static (m, e) => -(-m >> -e));

    /// <summary>The whole part, towards zero.</summary>
    public Number Truncate() => Rounded(static (m, e) => m.Sign < 0 ? -(-m >> -e) : m >> -e);

    /// <summary>The number as a whole number of 64 bits; false where it is none.</summary>
    public bool TryToInt64(out long value)
    {
        value = small;
        return form is Form.Small or Form.NegativeZero;
    }

    /// <summary>The number as a whole number of 32 bits; false where it is none.</summary>
    public bool TryToInt32(out int value)
    {
        value = unchecked((int)small);
        return form is Form.Small or Form.NegativeZero && value == small;
    }

    /// <summary>The number as a whole number of any size; false where it has a fraction or is infinite.</summary>
    public bool TryToBigInteger(out BigInteger value)
    {
        value = IsInteger ? Parts.Mantissa << Parts.Exponent : default;
        return IsInteger;
    }

    /// <summary>The nearest binary floating-point number of 53 bits.</summary>
    public double ToDouble()
    {
        switch (form)
        {
            case Form.Small:
                return small;
            case Form.NegativeZero:
                return -0.0;
            case Form.PositiveInfinity:
                return double.PositiveInfinity;
            case Form.NegativeInfinity:
                return double.NegativeInfinity;
            default:
                var near = Make(mantissa, exponent, 53);
                var (m, e) = near.Parts;
                return near.form == Form.Small ? near.small : Math.ScaleB((double)m, e);
        }
    }

    /// <inheritdoc/>
    public int CompareTo(Number? other)
    {
        if (other is null)
        {
            return 1;
        }

        if (form == Form.Small && other.form == Form.Small)
        {
            return small.CompareTo(other.small);
        }

        if (Sign != other.Sign || Sign == 0)
        {
            return Sign.CompareTo(other.Sign);
        }

        if (IsInfinite || other.IsInfinite)
        {
            return (IsInfinite, other.IsInfinite) switch { (true, true) => 0, (true, false) => Sign, _ => -Sign };
        }

        var ((a, i), (b, j)) = (Parts, other.Parts);
        var (magnitude, otherMagnitude) = (BigInteger.Abs(a).GetBitLength() + i, BigInteger.Abs(b).GetBitLength() + j);
        if (magnitude != otherMagnitude)
        {
            return magnitude > otherMagnitude ? Sign : -Sign;
        }

        var low = Math.Min(i, j);
        return (a << (i - low)).CompareTo(b << (j - low));
    }

    /// <inheritdoc/>
    public bool Equals(Number? other) => other is not null
        && (ReferenceEquals(this, other)
            || (small == other.small && exponent == other.exponent && mantissa == other.mantissa
                && (form == other.form || (Sign == 0 && other.Sign == 0))));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Number);

    /// <inheritdoc/>
    public override int GetHashCode() => form switch
    {
        Form.Small or Form.NegativeZero => small.GetHashCode(),
        Form.Big => HashCode.Combine(mantissa, exponent),
        _ => (int)form,
    };

    private bool IsNegative => form == Form.NegativeZero || Sign < 0;

    private (BigInteger Mantissa, int Exponent) Parts => form == Form.Big ? (mantissa, exponent) : (small, 0);

    private static Number Whole(long value, int precision) => Shared.Find(value, precision) ?? new Number(value, precision);

    /// <summary>The number mantissa × 2^exponent, rounded half to even to so many bits.</summary>
    private static Number Make(BigInteger mantissa, int exponent, int precision)
    {
        if (mantissa.IsZero)
        {
            return Whole(0, precision);
        }

        var negative = mantissa.Sign < 0;
        var magnitude = negative ? -mantissa : mantissa;
        var excess = (int)magnitude.GetBitLength() - precision;
        if (excess > 0)
        {
            var kept = magnitude >> excess;
            var rest = magnitude - (kept << excess);
            var order = rest.CompareTo(BigInteger.One << (excess - 1));
            if (order > 0 || (order == 0 && !kept.IsEven))
            {
                kept += 1;
            }

            (magnitude, exponent) = (kept, exponent + excess);
        }

        var zeros = TrailingZeros(magnitude);
        (magnitude, exponent) = (magnitude >> zeros, exponent + zeros);
        var bits = (int)magnitude.GetBitLength();
        if (exponent >= 0 && bits + exponent <= 63)
        {
            var value = (long)magnitude << exponent;
            return Whole(negative ? -value : value, precision);
        }

        if (bits + (long)exponent > MaxExponent)
        {
            return negative ? NegativeInfinity : PositiveInfinity;
        }

        if (bits + (long)exponent < -MaxExponent)
        {
            return negative ? new Number(Form.NegativeZero, precision) : Whole(0, precision);
        }

        return negative && bits + exponent == 64 && magnitude.IsOne
            ? Whole(long.MinValue, precision)
            : new Number(negative ? -magnitude : magnitude, exponent, precision);
    }

    /// <summary>dividend / divisor × 2^exponent, rounded half to even to so many bits.</summary>
    private static Number MakeQuotient(BigInteger dividend, BigInteger divisor, int exponent, int precision)
    {
        var negative = dividend.Sign * divisor.Sign < 0;
        (dividend, divisor) = (BigInteger.Abs(dividend), BigInteger.Abs(divisor));
        // Two bits more than are kept, and a last one that says whether anything remains: enough to round rightly.
        var shift = Math.Max(0, precision + 2 + (int)(divisor.GetBitLength() - dividend.GetBitLength()));
        var (quotient, rest) = BigInteger.DivRem(dividend << shift, divisor);
        quotient = (quotient << 1) + (rest.IsZero ? 0 : 1);
        return Make(negative ? -quotient : quotient, exponent - shift - 1, precision);
    }

    private static int TrailingZeros(BigInteger value)
    {
        if (!value.IsEven)
        {
            return 0;
        }

        var zeros = 0;
        while ((value & long.MaxValue).IsZero)
        {
            zeros += 63;
            value >>= 63;
        }

        return zeros + BitOperations.TrailingZeroCount((ulong)(value & long.MaxValue));
    }

    private Number Rounded(Func<BigInteger, int, BigInteger> round) =>
        form == Form.Big && exponent < 0 ? Make(round(mantissa, exponent), 0, precision) : this;

    /// <summary>Numbers that come up all the time.</summary>
    private static class Shared
    {
        private const int Count = 257;

        private static readonly Number[] Counts = Make(64);
        private static readonly Number[] Literals = Make(LiteralPrecision);

        public static Number? Find(long value, int precision) =>
            (ulong)(value + 1) >= Count ? null : precision switch { 64 => Counts[value + 1], LiteralPrecision => Literals[value + 1], _ => null };

        private static Number[] Make(int precision)
        {
            var numbers = new Number[Count];
            for (var i = 0; i < Count; i++)
            {
                numbers[i] = new Number(i - 1, precision);
            }

            return numbers;
        }
    }
}
