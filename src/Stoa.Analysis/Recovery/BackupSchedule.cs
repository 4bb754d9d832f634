using System.Globalization;

namespace Stoa.Analysis.Recovery;

/// <summary>Reads how often a schedule fires.</summary>
public static class BackupSchedule
{
    private const int DaySeconds = 86400;
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    /// <summary>
    /// The longest time between two firings, in seconds, of <c>cron(…)</c> with AWS's six fields or <c>rate(…)</c>; null where it is
    /// neither, or uses what is not read here (<c>W</c>, <c>#</c>).
    /// </summary>
    public static double? LongestGap(string expression)
    {
        var text = expression.Trim();
        if (text.StartsWith("rate(", StringComparison.Ordinal) && text.EndsWith(')'))
        {
            return Rate(text[5..^1]);
        }

        return text.StartsWith("cron(", StringComparison.Ordinal) && text.EndsWith(')') ? Cron(text[5..^1]) : null;
    }

    private static double? Rate(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [var number, var unit] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is 0 or > 100_000)
        {
            return null;
        }

        return unit.TrimEnd('s') switch
        {
            "minute" => count * 60.0,
            "hour" => count * 3600.0,
            "day" => count * (double)DaySeconds,
            _ => null,
        };
    }

    private static double? Cron(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6)
            || Set(fields[0], 0, 59, []) is not { } minutes || Set(fields[1], 0, 23, []) is not { } hours
            || Set(fields[3], 1, 12, Months) is not { } months
            || (fields[2] is not ("?" or "L") && Set(fields[2], 1, 31, []) is null)
            || (fields[4] != "?" && Set(fields[4], 1, 7, Days) is null))
        {
            return null;
        }

        var (first, last, within) = OfOneDay(minutes, hours);
        var between = LongestDays(fields[2], months, fields[4]);
        return between is not { } days ? null : Math.Max(within, ((double)days * DaySeconds) - (last - first));
    }

    private static (int First, int Last, int Within) OfOneDay(bool[] minutes, bool[] hours)
    {
        int first = -1, last = -1, within = 0;
        for (var time = 0; time < 24 * 60; time++)
        {
            if (!hours[time / 60] || !minutes[time % 60])
            {
                continue;
            }

            var second = time * 60;
            within = last < 0 ? 0 : Math.Max(within, second - last);
            first = first < 0 ? second : first;
            last = second;
        }

        return (first, last, within);
    }

    // Four years hold every pattern of months and leap days.
    private static int? LongestDays(string ofMonth, bool[] months, string ofWeek)
    {
        if (ofMonth is "*" or "?" && ofWeek is "*" or "?" && Array.TrueForAll(months[1..], static m => m))
        {
            return 1;
        }

        var inMonth = ofMonth is "?" or "L" ? null : Set(ofMonth, 1, 31, []);
        var inWeek = ofWeek == "?" ? null : Set(ofWeek, 1, 7, Days);
        int? previous = null;
        var longest = 0;
        var date = new DateOnly(2024, 1, 1);
        for (var day = 0; day < 1461; day++, date = date.AddDays(1))
        {
            var fires = months[date.Month]
                && (ofMonth == "L" ? date.AddDays(1).Day == 1 : inMonth is null || inMonth[date.Day])
                && (inWeek is null || inWeek[(int)date.DayOfWeek + 1]);
            if (fires)
            {
                longest = previous is { } before ? Math.Max(longest, day - before) : longest;
                previous = day;
            }
        }

        return longest == 0 ? null : longest;
    }

    /// <summary>The numbers that a field names, by themselves; null where it is no such field.</summary>
    private static bool[]? Set(string field, int from, int to, string[] names)
    {
        var set = new bool[to + 1];
        foreach (var part in field.Split(','))
        {
            var slash = part.IndexOf('/', StringComparison.Ordinal);
            var step = 1;
            if (slash >= 0 && (!int.TryParse(part[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step == 0))
            {
                return null;
            }

            var range = slash >= 0 ? part[..slash] : part;
            int low, high;
            if (range is "*" or "?")
            {
                (low, high) = (from, to);
            }
            else
            {
                var dash = range.IndexOf('-', StringComparison.Ordinal);
                if (Number(dash > 0 ? range[..dash] : range, names) is not { } start)
                {
                    return null;
                }

                low = start;
                high = dash > 0 ? Number(range[(dash + 1)..], names) ?? -1 : slash >= 0 ? to : low;
            }

            if (low < from || high > to || high < low)
            {
                return null;
            }

            for (var number = low; number <= high; number += step)
            {
                set[number] = true;
            }
        }

        return set;
    }

    private static int? Number(string text, string[] names)
    {
        var index = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index + 1 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
