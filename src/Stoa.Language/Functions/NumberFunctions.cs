using System.Numerics;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions of numbers.</summary>
internal static class NumberFunctions
{
    public static Function? Find(string name) => name switch
    {
        "abs" => Unary(name, static n => n.Abs()),
        "ceil" => Unary(name, static n => n.Ceiling()),
        "floor" => Unary(name, static n => n.Floor()),
        "log" => Binary(name, "base", static (x, b) => GoMath.Log(x) / GoMath.Log(b)),
        "pow" => Binary(name, "power", GoMath.Pow),
        "signum" => new(name, HclType.Number, [Arguments.Number("num")], static (_, a) =>
            Arguments.TryWhole(a[0], out var number, out var error) ? Value.Of(Math.Sign(number)) : error),
        "max" => Extreme(name, static (a, b) => a < b),
        "min" => Extreme(name, static (a, b) => a > b),
        "parseint" => new(name, HclType.Number, [Arguments.Any("number"), Arguments.Number("base")], static (_, a) => ParseInteger(a[0], a[1])),
        _ => null,
    };

    private static Function Unary(string name, Func<Number, Number> function) =>
        new(name, HclType.Number, [Arguments.Number("num")], (_, a) => Value.Of(function(a[0].AsNumber())));

    private static Function Binary(string name, string second, Func<double, double, double> function) =>
        new(name, HclType.Number, [Arguments.Number("num"), Arguments.Number(second)], (_, a) =>
        {
            var result = function(a[0].AsNumber().ToDouble(), a[1].AsNumber().ToDouble());
            return double.IsNaN(result) ? new FunctionError("the result is not a number") : Value.Of(Number.FromDouble(result));
        });

    private static Function Extreme(string name, Func<Number, Number, bool> isBetter) =>
        new(name, HclType.Number, [], (_, a) =>
        {
            if (a.Length == 0)
            {
                return new FunctionError("must pass at least one number");
            }

            var best = a[0].AsNumber();
            foreach (var argument in a[1..])
            {
                best = isBetter(best, argument.AsNumber()) ? argument.AsNumber() : best;
            }

            return Value.Of(best);
        }, Arguments.Number("numbers"));

    private static Outcome<FunctionError> ParseInteger(Value text, Value radix)
    {
        if (text.Kind != TypeKind.String)
        {
            return new FunctionError($"first argument must be a string, not {text.Type.FriendlyName}", 0);
        }

        if (!radix.AsNumber().TryToInt64(out var b))
        {
            return new FunctionError(Arguments.WholeNumber, 1);
        }

        if (b is < 2 or > 62)
        {
            return new FunctionError("base must be a whole number between 2 and 62 inclusive", 1);
        }

        var digits = text.AsString();
        return TryParse(digits, (int)b, out var number)
            ? Value.Of(Number.From(number))
            : new FunctionError($"cannot parse {GoQuote.Quote(digits)} as a base {b} integer", 0);
    }

    private static bool TryParse(string text, int radix, out BigInteger number)
    {
        number = default;
        var start = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        if (text.Length == start || text.Length > 10_000)
        {
            return false;
        }

        for (var i = start; i < text.Length; i++)
        {
            // Up to base 36 both cases are the same digits; above it, capitals come after small letters.
            var digit = text[i] switch
            {
                >= '0' and <= '9' => text[i] - '0',
                >= 'a' and <= 'z' => text[i] - 'a' + 10,
                >= 'A' and <= 'Z' => text[i] - 'A' + (radix <= 36 ? 10 : 36),
                _ => int.MaxValue,
            };
            if (digit >= radix)
            {
                return false;
            }

            number = number * radix + digit;
        }

        number = text[0] == '-' ? -number : number;
        return true;
    }
}
