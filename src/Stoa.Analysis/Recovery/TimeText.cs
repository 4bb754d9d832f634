using System.Globalization;

namespace Stoa.Analysis.Recovery;

/// <summary>Lengths of time as people say them.</summary>
public static class TimeText
{
    private const double Minute = 60;
    private const double Hour = 3600;
    private const double Day = 86400;

    /// <summary>One length: <c>0</c>, <c>90 s</c>, <c>15 min</c>, <c>4.5 h</c>, <c>3 days</c>.</summary>
    public static string Of(double seconds)
    {
        var (number, unit) = Split(seconds, UnitOf(seconds));
        return number == "0" ? "0" : $"{number} {unit}";
    }

    /// <summary>A range, the unit once where both have the same: <c>1–2 h</c>.</summary>
    public static string Of(double low, double high)
    {
        var unit = UnitOf(high);
        var (most, name) = Split(high, unit);
        if (low <= 0)
        {
            return most == "0" ? "0" : $"0–{most} {name}";
        }

        // 60 seconds to 2 minutes are 1–2 min.
        var (least, other) = Split(low, low >= unit / 2 ? unit : UnitOf(low));
        return least == most && other == name ? $"{most} {name}"
            : other == name ? $"{least}–{most} {name}"
            : $"{least} {other}–{most} {name}";
    }

    private static double UnitOf(double seconds) => seconds < 2 * Minute ? 1 : seconds < 2 * Hour ? Minute : seconds < 2 * Day ? Hour : Day;

    private static (string Number, string Unit) Split(double seconds, double unit)
    {
        var number = seconds / unit;
        var text = number is > 0 and < 0.95 && unit == 1 ? number.ToString("0.#", CultureInfo.InvariantCulture)
            : number < 10 && unit != 1 ? number.ToString("0.#", CultureInfo.InvariantCulture)
            : number.ToString("0", CultureInfo.InvariantCulture);
        return (text, unit switch { 1 => "s", Minute => "min", Hour => "h", _ => text == "1" ? "day" : "days" });
    }
}
