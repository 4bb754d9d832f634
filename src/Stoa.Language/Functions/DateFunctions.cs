using System.Globalization;
using System.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions of dates and times; the current time is not known.</summary>
internal static class DateFunctions
{
    public static Function? Find(string name) => name switch
    {
        "formatdate" => new(name, HclType.String, [Arguments.Text("format"), Arguments.Text("time")], static (_, a) => Format(a[0].AsString(), a[1].AsString())),
        "plantimestamp" or "timestamp" => new(name, HclType.String, [], static (_, _) => Value.UnknownOf(HclType.String, notNull: true)),
        "timeadd" => new(name, HclType.String, [Arguments.Text("timestamp"), Arguments.Text("duration")], static (_, a) => Add(a[0].AsString(), a[1].AsString())),
        "timecmp" => new(name, HclType.Number, [Arguments.Text("timestamp_a"), Arguments.Text("timestamp_b")], static (_, a) =>
            !Timestamps.TryParse(a[0].AsString(), out var first, out var error) ? new FunctionError(error, 0)
            : !Timestamps.TryParse(a[1].AsString(), out var second, out error) ? new FunctionError(error, 1)
            : Value.Of(first.CompareTo(second))),
        _ => null,
    };

    private static Outcome<FunctionError> Add(string timestamp, string duration)
    {
        if (!Timestamps.TryParse(timestamp, out var time, out var error) || !Timestamps.TryParseDuration(duration, out var nanoseconds, out error))
        {
            return new FunctionError(error);
        }

        try
        {
            return Value.Of(Timestamps.Format(time.AddTicks((long)(nanoseconds / 100))));
        }
        catch (ArgumentOutOfRangeException)
        {
            return new FunctionError("the result lies outside the years 1 to 9999");
        }
    }

    private static Outcome<FunctionError> Format(string format, string timestamp)
    {
        if (!Timestamps.TryParse(timestamp, out var time, out var error))
        {
            return new FunctionError(error, 1);
        }

        var text = new StringBuilder();
        for (var i = 0; i < format.Length;)
        {
            var start = i;
            if (format[i] == '\'')
            {
                if (!AppendLiteral(text, format, ref i))
                {
                    return new FunctionError("unterminated literal '", 0);
                }
            }
            else if (char.IsAsciiLetter(format[i]))
            {
                while (i < format.Length && format[i] == format[start])
                {
                    i++;
                }

                var verb = format[start..i];
                if (Verb(verb, time) is not { } formatted)
                {
                    return new FunctionError($"invalid date format verb {GoQuote.Quote(verb)}{Explain(verb)}", 0);
                }

                text.Append(formatted);
            }
            else
            {
                text.Append(format[i++]);
            }
        }

        return Value.Of(text.ToString());
    }

    /// <summary>Appends what stands in single quotes; two of them together are one.</summary>
    private static bool AppendLiteral(StringBuilder text, string format, ref int i)
    {
        if (i + 1 < format.Length && format[i + 1] == '\'')
        {
            text.Append('\'');
            i += 2;
            return true;
        }

        for (i++; i < format.Length; i++)
        {
            if (format[i] != '\'')
            {
                text.Append(format[i]);
            }
            else if (i + 1 < format.Length && format[i + 1] == '\'')
            {
                text.Append('\'');
                i++;
            }
            else
            {
                i++;
                return true;
            }
        }

        return false;
    }

    private static string? Verb(string verb, DateTimeOffset time)
    {
        var twelve = time.Hour % 12 == 0 ? 12 : time.Hour % 12;
        return verb switch
        {
            "YY" => $"{time.Year % 100:00}",
            "YYYY" => $"{time.Year:0000}",
            "M" => $"{time.Month}",
            "MM" => $"{time.Month:00}",
            "MMM" => time.ToString("MMM", CultureInfo.InvariantCulture),
            "MMMM" => time.ToString("MMMM", CultureInfo.InvariantCulture),
            "D" => $"{time.Day}",
            "DD" => $"{time.Day:00}",
            "EEE" => time.ToString("ddd", CultureInfo.InvariantCulture),
            "EEEE" => time.ToString("dddd", CultureInfo.InvariantCulture),
            "h" => $"{time.Hour}",
            "hh" => $"{time.Hour:00}",
            "H" => $"{twelve}",
            "HH" => $"{twelve:00}",
            "AA" => time.Hour < 12 ? "AM" : "PM",
            "aa" => time.Hour < 12 ? "am" : "pm",
            "m" => $"{time.Minute}",
            "mm" => $"{time.Minute:00}",
            "s" => $"{time.Second}",
            "ss" => $"{time.Second:00}",
            "Z" => Timestamps.Offset(time, "Z"),
            "ZZZ" when time.Offset == TimeSpan.Zero => "UTC",
            "ZZZ" or "ZZZZ" => Timestamps.Offset(time, null).Replace(":", "", StringComparison.Ordinal),
            "ZZZZZ" => Timestamps.Offset(time, null),
            _ => null,
        };
    }

    private static string Explain(string verb) => verb[0] switch
    {
        'Y' => ": year must either be \"YY\" or \"YYYY\"",
        'M' => ": month must be \"M\", \"MM\", \"MMM\", or \"MMMM\"",
        'D' => ": day of month must either be \"D\" or \"DD\"",
        'E' => ": day of week must either be \"EEE\" or \"EEEE\"",
        'h' => ": 24-hour must either be \"h\" or \"hh\"",
        'H' => ": 12-hour must either be \"H\" or \"HH\"",
        'A' or 'a' => $": must be \"{verb[0]}{verb[0]}\"",
        'm' => ": minute must either be \"m\" or \"mm\"",
        's' => ": second must either be \"s\" or \"ss\"",
        'Z' => ": timezone must be Z, ZZZZ, or ZZZZZ",
        _ => "",
    };
}
