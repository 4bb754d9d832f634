using System.Globalization;

namespace Stoa.Server.Web.Pages.Architecture;

/// <summary>The words of an architecture's figures.</summary>
internal static class FigureWords
{
    /// <summary>An availability in percent, with two digits behind its nines: <c>99.982 %</c>.</summary>
    public static string Availability(double share)
    {
        var lost = 1 - share;
        var digits = lost <= 0 ? 6 : Math.Clamp((int)Math.Ceiling(-Math.Log10(lost)), 1, 6);
        // Never more than was estimated: 99.9996 is not 100.
        var scale = Math.Pow(10, digits);
        return (Math.Floor(share * 100 * scale) / scale).ToString("0." + new string('#', digits), CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>Minutes in the largest unit that fits.</summary>
    public static string Minutes(double minutes) => Time(minutes * 60);

    /// <summary>Seconds in the largest unit that fits: <c>20 s</c>, <c>5 min</c>, <c>1.5 h</c>, <c>3 d</c>.</summary>
    public static string Time(double seconds) => seconds switch
    {
        0 => "0",
        < 1 => "< 1 s",
        < 90 => $"{Digits(seconds)} s",
        < 5_400 => $"{Digits(seconds / 60)} min",
        < 172_800 => $"{Digits(seconds / 3_600)} h",
        < 5_184_000 => $"{Digits(seconds / 86_400)} d",
        _ => $"{Digits(seconds / 2_629_800)} months",
    };

    /// <summary>A span of time: <c>5 to 30 min</c>, <c>at least 5 min</c>, <c>never</c>.</summary>
    public static string Of(Span? span) => span switch
    {
        null => "unknown",
        { Endless: true } => "never",
        { Low: null, High: null } => "unknown",
        { Low: { } low, High: { } high } when Math.Abs(low - high) < 0.5 => Time(high),
        { Low: null or 0, High: { } high } => $"up to {Time(high)}",
        { Low: { } low, High: { } high } => $"{Time(low)} to {Time(high)}",
        { Low: { } low } => low == 0 ? "unknown" : $"at least {Time(low)}",
    };

    /// <summary>A disaster in words.</summary>
    public static string Disaster(string word) => word switch
    {
        "instance" => "An instance fails",
        "zone" => "A zone fails",
        "region" => "A region fails",
        "deletion" => "Data are deleted by mistake",
        "lost-account" => "The account is lost",
        "bad-deployment" => "A deployment goes wrong",
        "lost-dependency" => "A service it depends on is lost",
        _ => word.Replace('-', ' '),
    };

    /// <summary>A signal's name.</summary>
    public static string Signal(string name) => name switch
    {
        "alarmActions" => "Alarm actions",
        "serviceMap" => "Service map",
        "contentDelivery" => "Content delivery",
        "api" => "API",
        _ => char.ToUpperInvariant(name[0]) + name[1..],
    };

    /// <summary>A state of a control, a signal or a cache as a best practice's, for its mark.</summary>
    public static Assessment.BestPracticeState Mark(string state) => state switch
    {
        "present" or "met" or "suits" => Assessment.BestPracticeState.Met,
        "partly" or "met-at-best" or "silent" or "weak" => Assessment.BestPracticeState.Partly,
        "missing" or "absent" or "missed" or "does-not-suit" => Assessment.BestPracticeState.Unmet,
        "not-applicable" or "excepted" => Assessment.BestPracticeState.NotApplicable,
        "unmeasured" => Assessment.BestPracticeState.Undecided,
        _ => Assessment.BestPracticeState.Unknown,
    };

    /// <summary>A state in words.</summary>
    public static string State(string state) => state.Replace('-', ' ');

    private static string Digits(double value) => value < 9.95 ? value.ToString("0.#", CultureInfo.InvariantCulture) : Math.Round(value).ToString("0", CultureInfo.InvariantCulture);
}
