using System.Buffers;
using System.Globalization;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Points in time as RFC 3339 writes them, and durations as Go does.</summary>
internal static class Timestamps
{
    private static readonly SearchValues<char> UnitEnds = SearchValues.Create("0123456789.");

    /// <summary>The time in RFC 3339, to the second, in its own offset.</summary>
    public static string Format(DateTimeOffset time) =>
        time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + Offset(time, "Z");

    /// <summary>The offset from UTC as <c>+01:00</c>, or the word for none.</summary>
    public static string Offset(DateTimeOffset time, string? none) =>
        time.Offset == TimeSpan.Zero && none is not null
            ? none
            : $"{(time.Offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(time.Offset.Hours):00}:{Math.Abs(time.Offset.Minutes):00}";

    /// <summary>Reads a time strictly; what is wrong is said as Terraform says it.</summary>
    public static bool TryParse(string text, out DateTimeOffset time, out string error)
    {
        var reader = new Reader(text);
        var read = reader.TryRead(out time);
        error = $"not a valid RFC3339 timestamp: {reader.Error}";
        return read;
    }

    /// <summary>Reads a duration, <c>1h30m</c>, <c>-1.5s</c>, into nanoseconds.</summary>
    public static bool TryParseDuration(string text, out Int128 nanoseconds, out string error)
    {
        nanoseconds = 0;
        error = $"time: invalid duration {GoQuote.Quote(text)}";
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        rest = negative || rest.StartsWith("+") ? rest[1..] : rest;
        if (rest is "0")
        {
            return true;
        }

        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            var length = rest.IndexOfAnyExceptInRange('0', '9');
            length = length < 0 ? rest.Length : length;
            var places = 0;
            if (length < rest.Length && rest[length] == '.')
            {
                var fraction = rest[(length + 1)..];
                places = fraction.IndexOfAnyExceptInRange('0', '9');
                places = places < 0 ? fraction.Length : places;
            }

            var number = rest[..length];
            var decimals = places > 0 ? rest.Slice(length + 1, Math.Min(places, 18)) : default;
            if (number.Length + places == 0 || number.Length > 18)
            {
                return false;
            }

            rest = rest[(length + places + (length < rest.Length && rest[length] == '.' ? 1 : 0))..];
            var unitLength = rest.IndexOfAny(UnitEnds);
            var unit = (unitLength < 0 ? rest : rest[..unitLength]).ToString();
            rest = rest[unit.Length..];
            if (unit.Length == 0)
            {
                error = $"time: missing unit in duration {GoQuote.Quote(text)}";
                return false;
            }

            long scale = unit switch
            {
                "ns" => 1,
                "us" or "µs" or "μs" => 1_000,
                "ms" => 1_000_000,
                "s" => 1_000_000_000,
                "m" => 60_000_000_000,
                "h" => 3_600_000_000_000,
                _ => 0,
            };
            if (scale == 0)
            {
                error = $"time: unknown unit {GoQuote.Quote(unit)} in duration {GoQuote.Quote(text)}";
                return false;
            }

            nanoseconds += (number.IsEmpty ? 0 : Int128.Parse(number, CultureInfo.InvariantCulture)) * scale;
            if (decimals.Length > 0)
            {
                var divisor = Int128.One;
                for (var i = 0; i < decimals.Length; i++)
                {
                    divisor *= 10;
                }

                nanoseconds += Int128.Parse(decimals, CultureInfo.InvariantCulture) * scale / divisor;
            }

            if (nanoseconds > long.MaxValue)
            {
                return false;
            }
        }

        nanoseconds = negative ? -nanoseconds : nanoseconds;
        return true;
    }

    private static bool TryParseOffset(string text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || text.AsSpan(1, 2).ContainsAnyExceptInRange('0', '9') || text.AsSpan(4, 2).ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var (hours, minutes) = (int.Parse(text.AsSpan(1, 2), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(4, 2), CultureInfo.InvariantCulture));
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        // .NET knows of no offset beyond fourteen hours, nor does the world.
        return minutes < 60 && offset.Duration() <= TimeSpan.FromHours(14);
    }

    private struct Reader(string text)
    {
        private int position;

        public string Error { get; private set; } = "";

        public bool TryRead(out DateTimeOffset time)
        {
            time = default;
            if (!Digits(4, "year", 1, 9999, out var year) || !Mark('-') || !Digits(2, "month", 1, 12, out var month) || !Mark('-')
                || !Digits(2, "day of month", 1, 31, out var day) || !Introducer() || !Digits(2, "hour", 0, 23, out var hour) || !Mark(':')
                || !Digits(2, "minute", 0, 59, out var minute) || !Mark(':') || !Digits(2, "second", 0, 59, out var second))
            {
                return false;
            }

            var fraction = Fraction();
            var zone = text[position..];
            TimeSpan offset = default;
            if (zone != "Z" && !TryParseOffset(zone, out offset))
            {
                return Fail(zone.Length is 0 or 6 ? "end of string before UTC offset" : $"cannot use {GoQuote.Quote(zone)} as UTC offset");
            }

            if (day > DateTime.DaysInMonth(year, month))
            {
                return Fail("day out of range");
            }

            try
            {
                time = new DateTimeOffset(year, month, day, hour, minute, second, offset).AddTicks(fraction);
                return true;
            }
            catch (ArgumentOutOfRangeException)
            {
                // The first and the last day there are, seen from elsewhere.
                return Fail("time out of range");
            }
        }

        private bool Fail(string why)
        {
            Error = why;
            return false;
        }

        private bool Introducer()
        {
            if (position < text.Length && text[position] == 'T')
            {
                position++;
                return true;
            }

            return Fail("missing required time introducer 'T'");
        }

        private bool Mark(char mark)
        {
            if (position < text.Length && text[position] == mark)
            {
                position++;
                return true;
            }

            var expected = GoQuote.Quote(mark.ToString());
            return Fail(position >= text.Length
                ? $"end of string where {expected} is expected"
                : $"found {GoQuote.Quote(text[position..])} where {expected} is expected");
        }

        private bool Digits(int count, string what, int least, int most, out int value)
        {
            var digits = text.AsSpan(position, Math.Min(count, text.Length - position));
            var areDigits = digits.Length == count && !digits.ContainsAnyExceptInRange('0', '9');
            value = areDigits ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;
            if (areDigits && value >= least && value <= most)
            {
                position += count;
                return true;
            }

            // A number out of range has been taken before Go sees that it is; what it shows is what comes after.
            var rest = text[(areDigits && what is not ("hour" or "minute" or "year") ? position + count : position)..];
            return Fail(rest.Length == 0 ? $"end of string before {what}"
                : what is "hour" or "minute" && !(areDigits && what == "hour") ? $"{what} must have exactly two digits"
                : what == "hour" ? "hour must be between 0 and 23 inclusive"
                : $"cannot use {GoQuote.Quote(rest)} as {what}");
        }

        private long Fraction()
        {
            if (position >= text.Length || text[position] != '.')
            {
                return 0;
            }

            var ticks = 0L;
            var scale = TimeSpan.TicksPerSecond;
            for (position++; position < text.Length && char.IsAsciiDigit(text[position]); position++)
            {
                scale /= 10;
                ticks += (text[position] - '0') * scale;
            }

            return ticks;
        }
    }
}
