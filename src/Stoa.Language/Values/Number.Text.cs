using System.Globalization;
using System.Numerics;
using System.Text;

namespace Stoa.Language.Values;

/// <summary>Numbers from and to decimal text.</summary>
public sealed partial class Number
{
    /// <summary>The longest text that is read as a number, in characters. Longer ones cost time that grows with their square.</summary>
    private const int MaxTextLength = 100_000;

    /// <summary>
    /// Reads a number as a literal of the language or as <c>tonumber</c> does: decimal digits with an optional point and exponent,
    /// with an optional sign. The result has 512 bits.
    /// </summary>
    /// <returns>Null where the text is no number.</returns>
    public static Number? Parse(ReadOnlySpan<char> text)
    {
        // A plain whole number, which nearly all are. The style must refuse what Terraform refuses: spaces and thousands.
        if (text.Length is > 0 and < 19 && !text.ContainsAnyExceptInRange('0', '9'))
        {
            return Whole(long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), LiteralPrecision);
        }

        return text.Length > MaxTextLength ? null : ParseAny(text);
    }

    /// <summary>
    /// The number in decimal without an exponent, with the fewest digits from which the same number of bits can be read back:
    /// what <c>tostring</c> and <c>jsonencode</c> write.
    /// </summary>
    public override string ToString()
    {
        switch (form)
        {
            case Form.Small when precision >= 63 || Math.Abs((decimal)small) < (1L << precision):
                return small.ToString(CultureInfo.InvariantCulture);
            case Form.NegativeZero:
                return "-0";
            case Form.PositiveInfinity:
                return "+Inf";
            case Form.NegativeInfinity:
                return "-Inf";
            default:
                return Shortest().Format(IsNegative);
        }
    }

    /// <summary>
    /// The number with an exponent (<c>e</c>), without one (<c>f</c>) or with one where it is shorter (<c>g</c>), as Go formats
    /// its large numbers; capital letters write a capital E.
    /// </summary>
    /// <param name="verb">One of <c>e E f g G</c>.</param>
    /// <param name="digits">Digits after the point (of <c>g</c>, significant digits); negative for as few as tell the number.</param>
    internal string Format(char verb, int digits)
    {
        if (IsInfinite)
        {
            return ToString();
        }

        var d = Sign == 0 ? new Digits("", 0) : digits < 0 ? Shortest() : Digits.Of(BigInteger.Abs(Parts.Mantissa), Parts.Exponent);
        var shortest = digits < 0;
        switch (verb)
        {
            case 'e' or 'E':
                d = shortest ? d : d.RoundTo(1 + digits);
                return d.FormatExponent(IsNegative, verb, shortest ? Math.Max(d.Text.Length - 1, 0) : digits);
            case 'f' or 'F':
                d = shortest ? d : d.RoundTo(d.Point + digits);
                return d.FormatFixed(IsNegative, shortest ? Math.Max(d.Text.Length - d.Point, 0) : digits);
            default:
                digits = shortest ? d.Text.Length : Math.Max(digits, 1);
                d = shortest ? d : d.RoundTo(digits);
                var limit = shortest ? 6 : digits > d.Text.Length && d.Text.Length >= d.Point ? d.Text.Length : digits;
                return d.Point - 1 < -4 || d.Point - 1 >= limit
                    ? d.FormatExponent(IsNegative, verb == 'G' ? 'E' : 'e', Math.Max(Math.Min(digits, d.Text.Length) - 1, 0))
                    : d.FormatFixed(IsNegative, Math.Max((digits > d.Point ? d.Text.Length : digits) - d.Point, 0));
        }
    }

    private static Number? ParseAny(ReadOnlySpan<char> text)
    {
        var negative = text.StartsWith("-");
        if (negative || text.StartsWith("+"))
        {
            text = text[1..];
        }

        if (text is "Inf" or "inf")
        {
            return negative ? NegativeInfinity : PositiveInfinity;
        }

        if (!TryReadMantissa(text, out var digits, out var fraction, out var read) || !TryReadExponent(text[read..], out var power, out var isBinary))
        {
            return null;
        }

        var ten = -fraction + (isBinary ? 0L : power);
        var two = isBinary ? power : 0L;
        if (digits.IsZero)
        {
            return negative ? new Number(Form.NegativeZero, LiteralPrecision) : Whole(0, LiteralPrecision);
        }

        // The value lies within a digit's reach of 10^(ten + number of digits); far outside, there is nothing to work out.
        if (ten + text.Length > MaxExponent || two > MaxExponent)
        {
            return negative ? NegativeInfinity : PositiveInfinity;
        }

        if (ten + text.Length < -MaxExponent || two < -MaxExponent - text.Length * 4L)
        {
            return Whole(0, LiteralPrecision);
        }

        var signed = negative ? -digits : digits;
        var scale = (int)(two + ten);
        return ten >= 0
            ? Make(signed * BigInteger.Pow(5, (int)ten), scale, LiteralPrecision)
            : MakeQuotient(signed, BigInteger.Pow(5, (int)-ten), scale, LiteralPrecision);
    }

    private static bool TryReadMantissa(ReadOnlySpan<char> text, out BigInteger digits, out int fraction, out int read)
    {
        (digits, fraction, read) = (default, 0, 0);
        var point = -1;
        while (read < text.Length && (char.IsAsciiDigit(text[read]) || (text[read] == '.' && point < 0)))
        {
            if (text[read] == '.')
            {
                point = read;
            }

            read++;
        }

        if (read == 0 || (read == 1 && point == 0))
        {
            return false;
        }

        if (point < 0)
        {
            digits = BigInteger.Parse(text[..read], NumberStyles.None, CultureInfo.InvariantCulture);
            return true;
        }

        fraction = read - point - 1;
        digits = BigInteger.Parse(string.Concat(text[..point], text[(point + 1)..read]), NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, out long power, out bool isBinary)
    {
        (power, isBinary) = (0, false);
        if (text.IsEmpty)
        {
            return true;
        }

        isBinary = text[0] is 'p' or 'P';
        if (!isBinary && text[0] is not ('e' or 'E'))
        {
            return false;
        }

        text = text[1..];
        var negative = text.StartsWith("-");
        if (negative || text.StartsWith("+"))
        {
            text = text[1..];
        }

        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        foreach (var digit in text)
        {
            power = Math.Min(power * 10 + digit - '0', 1L << 40);
        }

        power = negative ? -power : power;
        return true;
    }

    /// <summary>
    /// The fewest digits between the two points half way to the neighbours at this number of bits, the nearest where there is a choice.
    /// </summary>
    private Digits Shortest()
    {
        var (m, e) = Parts;
        m = BigInteger.Abs(m);
        var exact = Digits.Of(m, e);
        // Scaled so that the last bit is worth half of the last bit kept.
        var shift = precision + 1 - (int)m.GetBitLength();
        var (half, exponentOfHalf) = (m << shift, e - shift);
        var lower = Digits.Of(half - 1, exponentOfHalf);
        var upper = Digits.Of(half + 1, exponentOfHalf);
        // The points half way themselves read back as this number only where it is the even neighbour.
        var inclusive = ((half >> 1) & 1).IsZero;
        for (var i = 0; i < exact.Text.Length; i++)
        {
            var (low, digit, high) = (lower[i], exact[i], upper[i]);
            var down = low != digit || (inclusive && i + 1 == lower.Text.Length);
            var up = digit != high && (inclusive || digit + 1 < high || i + 1 < upper.Text.Length);
            if (down && up)
            {
                return exact.RoundsUpAt(i + 1) ? exact.Up(i + 1) : exact.Down(i + 1);
            }

            if (down || up)
            {
                return up ? exact.Up(i + 1) : exact.Down(i + 1);
            }
        }

        return exact;
    }

    /// <summary>Decimal digits without zeros at either end, and where the point stands: 0.Text × 10^Point.</summary>
    private readonly record struct Digits(string Text, int Point)
    {
        public char this[int index] => index < Text.Length ? Text[index] : '0';

        public static Digits Of(BigInteger mantissa, int exponent)
        {
            var scaled = exponent >= 0 ? mantissa << exponent : mantissa * BigInteger.Pow(5, -exponent);
            var text = scaled.ToString(CultureInfo.InvariantCulture);
            return new Digits(text.TrimEnd('0'), text.Length + Math.Min(exponent, 0));
        }

        public bool RoundsUpAt(int count) => count < Text.Length
            && (Text[count] == '5' && count + 1 == Text.Length ? count > 0 && ((Text[count - 1] - '0') & 1) != 0 : Text[count] >= '5');

        public Digits Down(int count) => count >= Text.Length ? this : new Digits(Text[..count].TrimEnd('0'), Point);

        public Digits Up(int count)
        {
            if (count >= Text.Length)
            {
                return this;
            }

            while (count > 0 && Text[count - 1] == '9')
            {
                count--;
            }

            return count == 0 ? new Digits("1", Point + 1) : new Digits($"{Text.AsSpan(0, count - 1)}{(char)(Text[count - 1] + 1)}", Point);
        }

        public Digits RoundTo(int count) => count < 0 || count >= Text.Length ? this : RoundsUpAt(count) ? Up(count) : Down(count);

        public string FormatFixed(bool negative, int places)
        {
            var text = new StringBuilder(negative ? "-" : "");
            if (Point <= 0)
            {
                text.Append('0');
            }

            for (var i = 0; i < Point; i++)
            {
                text.Append(this[i]);
            }

            if (places > 0)
            {
                text.Append('.');
                for (var i = Point; i < Point + places; i++)
                {
                    text.Append(i < 0 ? '0' : this[i]);
                }
            }

            return text.ToString();
        }

        public string FormatExponent(bool negative, char letter, int places)
        {
            var text = new StringBuilder(negative ? "-" : "").Append(this[0]);
            if (places > 0)
            {
                text.Append('.');
                for (var i = 1; i <= places; i++)
                {
                    text.Append(this[i]);
                }
            }

            var exponent = Text.Length == 0 ? 0 : Point - 1;
            return text.Append(letter).Append(exponent < 0 ? '-' : '+').Append(CultureInfo.InvariantCulture, $"{Math.Abs(exponent):00}").ToString();
        }

        public string Format(bool negative)
        {
            var sign = negative ? "-" : "";
            return Point <= 0 ? $"{sign}0.{new string('0', -Point)}{Text}"
                : Point >= Text.Length ? $"{sign}{Text}{new string('0', Point - Text.Length)}"
                : $"{sign}{Text.AsSpan(0, Point)}.{Text.AsSpan(Point)}";
        }
    }
}
