using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>The functions <c>format</c> and <c>formatlist</c>, with the verbs of Go's library as Terraform narrows them down.</summary>
internal static class Formatting
{
    private const Bears Anything = Bears.Null | Bears.Unknown;

    public static Function Format(string name) =>
        new(name, HclType.String, [Arguments.Text("format")], static (_, a) => Format(a[0].AsString(), a[1..]), Arguments.Any("args", Anything));

    public static Function FormatList(string name) =>
        new(name, HclType.List(HclType.String), [Arguments.Text("format")], static (_, a) => FormatList(a), Arguments.Any("args", Anything));

    private static Outcome<FunctionError> FormatList(ReadOnlySpan<Value> arguments)
    {
        var format = arguments[0].AsString();
        var values = arguments[1..];
        var count = -1;
        var chooser = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i].HasValue || !Arguments.IsCollection(values[i]))
            {
                if (values[i].IsUnknown && (values[i].Kind == TypeKind.Dynamic || Arguments.IsCollection(values[i])))
                {
                    return References.UnknownFrom(HclType.List(HclType.String), true, arguments);
                }

                continue;
            }

            if (count >= 0 && values[i].Count != count)
            {
                return new FunctionError(
                    $"argument {i + 1} has length {values[i].Count}, which is inconsistent with argument {chooser + 1} of length {count}", i + 1);
            }

            (count, chooser) = count < 0 ? (values[i].Count, i) : (count, chooser);
        }

        var results = new Value[count < 0 ? 1 : count];
        var row = new Value[values.Length];
        long length = 0;
        for (var i = 0; i < results.Length; i++)
        {
            for (var j = 0; j < row.Length; j++)
            {
                row[j] = values[j].HasValue && Arguments.IsCollection(values[j]) ? values[j].Items[i] : values[j];
            }

            if (!Format(format, row).TryGet(out var result, out var error))
            {
                return error.Argument >= 0 ? error : new FunctionError($"error on format iteration {i}: {error.Message}");
            }

            length += result.IsUnknown ? 0 : result.AsString().Length;
            if (length > CallContext.MaxTextLength)
            {
                return Arguments.TooLongText;
            }

            results[i] = result;
        }

        return Value.List(HclType.String, results);
    }

    /// <summary>Formats; an unknown argument becomes an unknown part of the text.</summary>
    private static Outcome<FunctionError> Format(string format, ReadOnlySpan<Value> arguments)
    {
        var text = new StringBuilder(format.Length);
        var parts = new List<Value>();
        int next = 1, highest = 0;
        for (var i = 0; i < format.Length;)
        {
            if (format[i] != '%')
            {
                var end = format.IndexOf('%', i);
                end = end < 0 ? format.Length : end;
                text.Append(format, i, end - i);
                i = end;
                continue;
            }

            if (i + 1 < format.Length && format[i + 1] == '%')
            {
                text.Append('%');
                i += 2;
                continue;
            }

            if (!TryReadVerb(format, ref i, next, out var verb, out var error))
            {
                return error;
            }

            highest = Math.Max(highest, verb.Argument);
            next = verb.Argument + 1;
            if (verb.Argument > arguments.Length)
            {
                return new FunctionError(
                    $"not enough arguments for {GoQuote.Quote(verb.Raw)} at {verb.Offset}: need index {verb.Argument} but have {arguments.Length} total");
            }

            var argument = arguments[verb.Argument - 1];
            if (!argument.IsWhollyKnown)
            {
                parts.Add(Value.Of(text.ToString()));
                parts.Add(argument is { IsUnknown: true, Kind: TypeKind.String } && verb.Mode is 's' or 'v' && verb.IsPlain
                    ? argument
                    : References.UnknownFrom(HclType.String, true, argument));
                text.Clear();
                continue;
            }

            if (Append(text, verb, argument) is { } wrong)
            {
                // Terraform looks at none of the arguments before all of them are known.
                return AnyUnknown(arguments) ? References.UnknownFrom(HclType.String, true, arguments) : wrong;
            }

            if (text.Length > CallContext.MaxTextLength)
            {
                return Arguments.TooLongText;
            }
        }

        if (highest < arguments.Length)
        {
            return new FunctionError(
                highest == 0 ? "too many arguments; no verbs in format string" : $"too many arguments; only {highest} used by format string", highest + 1);
        }

        if (parts.Count == 0)
        {
            return Value.Of(NormalForm.Compose(text.ToString()));
        }

        if (text.Length > 0)
        {
            parts.Add(Value.Of(text.ToString()));
        }

        parts.RemoveAll(static p => !p.IsUnknown && p.AsString().Length == 0);
        return Value.UnknownText([.. parts]).WithReferences(References.Of([.. parts]));
    }

    private static bool AnyUnknown(ReadOnlySpan<Value> arguments)
    {
        foreach (var argument in arguments)
        {
            if (!argument.IsWhollyKnown)
            {
                return true;
            }
        }

        return false;
    }

    private readonly record struct Verb(
        string Raw, int Offset, int Argument, char Mode, bool Zero, bool Sharp, bool Plus, bool Minus, bool Space, int Width, int Precision)
    {
        public bool IsPlain => Width < 0 && Precision < 0 && !Sharp;
    }

    /// <summary>Reads flags, width, precision, argument and mode, in this order only.</summary>
    private static bool TryReadVerb(string format, ref int i, int next, out Verb verb, [NotNullWhen(false)] out FunctionError? error)
    {
        var start = i++;
        bool zero = false, sharp = false, plus = false, minus = false, space = false;
        for (; i < format.Length && format[i] is '0' or '#' or '-' or '+' or ' '; i++)
        {
            zero |= format[i] == '0';
            sharp |= format[i] == '#';
            minus |= format[i] == '-';
            plus |= format[i] == '+';
            space |= format[i] == ' ';
        }

        var width = i < format.Length && format[i] is >= '1' and <= '9' ? ReadNumber(format, ref i) : -1;
        var precision = -1;
        if (i < format.Length && format[i] == '.')
        {
            i++;
            precision = ReadNumber(format, ref i);
        }

        var argument = next;
        if (i + 1 < format.Length && format[i] == '[' && format[i + 1] is >= '1' and <= '9')
        {
            i++;
            argument = ReadNumber(format, ref i);
            // Without the closing bracket, what stands there is reported below.
            i += i < format.Length && format[i] == ']' ? 1 : 0;
        }

        verb = default;
        var offset = Encoding.UTF8.GetByteCount(format.AsSpan(0, start));
        if (i >= format.Length)
        {
            error = new FunctionError($"invalid format string starting at offset {Encoding.UTF8.GetByteCount(format)}");
            return false;
        }

        if (!char.IsAsciiLetter(format[i]))
        {
            Rune.DecodeFromUtf16(format.AsSpan(i), out var rune, out _);
            error = new FunctionError(
                $"unrecognized format character {GoQuote.QuoteRune(rune)} at offset {Encoding.UTF8.GetByteCount(format.AsSpan(0, i))}");
            return false;
        }

        var raw = format[start..(i + 1)];
        verb = new Verb(raw, offset, argument, format[i], zero, sharp, plus, minus, space, width, precision);
        error = width > CallContext.MaxTextLength || precision > CallContext.MaxTextLength ? Arguments.TooLongText : null;
        i++;
        return error is null;
    }

    private static int ReadNumber(string format, ref int i)
    {
        var number = 0;
        for (; i < format.Length && char.IsAsciiDigit(format[i]); i++)
        {
            number = Math.Min(number * 10 + format[i] - '0', 100_000_000);
        }

        return number;
    }

    private static FunctionError? Append(StringBuilder text, Verb verb, Value argument)
    {
        if (verb.Mode != 'v' && argument.IsNull)
        {
            return Unsupported("null value cannot be formatted");
        }

        switch (verb.Mode)
        {
            case 'v':
                text.Append(Pad(verb, verb.Sharp || argument.IsNull || !argument.Type.IsPrimitive || argument.Kind == TypeKind.Bool
                    ? JsonText.Write(argument)
                    : argument.Kind == TypeKind.Number ? argument.AsNumber().Format('g', -1)
                    : argument.AsString()));
                return null;
            case 't':
                if (!Conversion.Convert(argument, HclType.Bool).TryGet(out var truth, out var error))
                {
                    return Unsupported(error.Message);
                }

                text.Append(truth.AsBool() ? "true" : "false");
                return null;
            case 'b' or 'd' or 'o' or 'x' or 'X' or 'e' or 'E' or 'f' or 'g' or 'G':
                if (!Conversion.Convert(argument, HclType.Number).TryGet(out var number, out error))
                {
                    return Unsupported(error.Message);
                }

                if (verb.Mode is 'b' or 'd' or 'o' or 'x' or 'X')
                {
                    if (!number.AsNumber().TryToBigInteger(out var integer))
                    {
                        return Unsupported("an integer is required");
                    }

                    AppendInteger(text, verb, integer);
                    return null;
                }

                AppendFloat(text, verb, number.AsNumber());
                return null;
            case 's' or 'q':
                if (!Conversion.Convert(argument, HclType.String).TryGet(out var converted, out error))
                {
                    return Unsupported(error.Message);
                }

                var content = converted.AsString();
                content = verb.Precision > 0 ? content[..Graphemes.Offset(content, verb.Precision)] : content;
                text.Append(Pad(verb, verb.Mode == 'q' ? JsonText.Write(Value.Of(content)) : content));
                return null;
            default:
                return new FunctionError($"unsupported format verb {GoQuote.QuoteRune(new Rune(verb.Mode))} in {GoQuote.Quote(verb.Raw)} at offset {verb.Offset}");
        }

        FunctionError Unsupported(string why) => new($"unsupported value for {GoQuote.Quote(verb.Raw)} at {verb.Offset}: {why}");
    }

    private static string Pad(Verb verb, string text)
    {
        var missing = verb.Width < 0 ? 0 : verb.Width - Graphemes.Count(text);
        return missing <= 0 ? text
            : verb.Minus ? text + new string(verb.Zero ? '0' : ' ', missing)
            : new string(verb.Zero ? '0' : ' ', missing) + text;
    }

    private static void AppendInteger(StringBuilder text, Verb verb, BigInteger number)
    {
        var magnitude = BigInteger.Abs(number);
        var digits = verb.Mode switch
        {
            'd' => magnitude.ToString(CultureInfo.InvariantCulture),
            'b' => InBits(magnitude, 1),
            'o' => InBits(magnitude, 3),
            'x' => magnitude.ToString("x", CultureInfo.InvariantCulture).TrimStart('0'),
            _ => magnitude.ToString("X", CultureInfo.InvariantCulture).TrimStart('0'),
        };
        digits = digits.Length == 0 ? "0" : digits;
        var sign = number.Sign < 0 ? "-" : verb.Plus ? "+" : verb.Space ? " " : "";
        var prefix = !verb.Sharp ? "" : verb.Mode switch { 'b' => "0b", 'o' => "0", 'x' => "0x", 'X' => "0X", _ => "" };
        if (verb.Precision == 0 && digits == "0")
        {
            return;
        }

        var zeros = Math.Max(verb.Precision - digits.Length, 0);
        var missing = Math.Max(verb.Width - sign.Length - prefix.Length - zeros - digits.Length, 0);
        if (verb.Zero && !verb.Minus && verb.Precision < 0)
        {
            (zeros, missing) = (missing, 0);
        }

        text.Append(' ', verb.Minus ? 0 : missing).Append(sign).Append(prefix).Append('0', zeros).Append(digits).Append(' ', verb.Minus ? missing : 0);
    }

    private static string InBits(BigInteger magnitude, int bits)
    {
        var digits = new StringBuilder();
        for (; !magnitude.IsZero; magnitude >>= bits)
        {
            digits.Insert(0, (char)('0' + (int)(magnitude & ((1 << bits) - 1))));
        }

        return digits.ToString();
    }

    private static void AppendFloat(StringBuilder text, Verb verb, Number number)
    {
        var general = verb.Mode is 'g' or 'G';
        var digits = number.Format(verb.Mode, verb.Precision >= 0 ? verb.Precision : general ? -1 : 6);
        var sign = "";
        if (digits[0] is '-' or '+')
        {
            sign = digits[0] == '+' && verb.Space ? " " : digits[..1];
            digits = digits[1..];
        }
        else if (verb.Plus || verb.Space)
        {
            sign = verb.Plus ? "+" : " ";
        }

        var missing = Math.Max(verb.Width - sign.Length - digits.Length, 0);
        if (verb.Zero && !verb.Minus && !number.IsInfinite)
        {
            text.Append(sign).Append('0', missing).Append(digits);
        }
        else
        {
            text.Append(' ', verb.Minus ? 0 : missing).Append(sign).Append(digits).Append(' ', verb.Minus ? missing : 0);
        }
    }
}
