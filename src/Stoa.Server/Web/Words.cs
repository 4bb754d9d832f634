using Stoa.Assessment;
using Stoa.Assessment.Framework;
using Stoa.Reviews.Store;

namespace Stoa.Server.Web;

/// <summary>How pages put figures into words.</summary>
internal static class Words
{
    /// <summary>Evidence older than this is stale.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromDays(90);

    /// <summary>A count with its noun: <c>1 workload</c>, <c>14 workloads</c>.</summary>
    public static string Count(int count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>A number with thin groups of three.</summary>
    public static string Number(int number) => number.ToString("#,0").Replace(',', '\u202f');

    /// <summary>A score as shown, rounded; a dash where nothing is known.</summary>
    public static string Score(double? score) => score is { } known ? Math.Round(known).ToString("0") : "–";

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => $"{Math.Round(share * 100):0} %";

    /// <summary>A change with its sign: <c>+6</c>, <c>−2</c>, <c>±0</c>.</summary>
    public static string Signed(double change)
    {
        var rounded = Math.Round(change);
        return rounded > 0 ? $"+{rounded:0}" : rounded < 0 ? $"−{-rounded:0}" : "±0";
    }

    /// <summary>How long ago, as short as a chip: <c>now</c>, <c>5 min</c>, <c>3 h</c>, <c>3 d</c>, <c>5 wk</c>, <c>8 mo</c>, <c>2 y</c>.</summary>
    public static string Age(DateTimeOffset now, DateTimeOffset at)
    {
        var age = now - at;
        return age.TotalMinutes < 1 ? "now"
            : age.TotalHours < 1 ? $"{age.TotalMinutes:0} min"
            : age.TotalDays < 1 ? $"{Math.Floor(age.TotalHours):0} h"
            : age.TotalDays < 21 ? $"{Math.Floor(age.TotalDays):0} d"
            : age.TotalDays < 60 ? $"{Math.Floor(age.TotalDays / 7):0} wk"
            : age.TotalDays < 730 ? $"{Math.Floor(age.TotalDays / 30.4):0} mo"
            : $"{Math.Floor(age.TotalDays / 365.25):0} y";
    }

    /// <summary>A day: <c>14 Jan</c>, with its year unless that is this one.</summary>
    public static string Day(DateOnly today, DateOnly day) => day.ToString(day.Year == today.Year ? "d MMM" : "d MMM yyyy");

    /// <summary>When the next review of a workload is due.</summary>
    public static DateTimeOffset ReviewDue(WorkloadRecord workload) => workload.ReviewedAt.AddDays(workload.ReviewEveryDays);

    /// <summary>The same in words: <c>due 14 Jan</c>, <c>due today</c>, <c>12 days overdue</c>.</summary>
    public static string Due(DateOnly today, DateOnly due)
    {
        var days = due.DayNumber - today.DayNumber;
        return days < 0 ? $"{Count(-days, "day")} overdue" : days == 0 ? "due today" : days == 1 ? "due tomorrow" : $"due {Day(today, due)}";
    }

    /// <summary>What a score gains: <c>+6 points</c>, <c>+6 points of Reliability</c>.</summary>
    public static string Points(double gain, string? of = null) =>
        $"{Signed(gain)} {(Math.Abs(Math.Round(gain)) == 1 ? "point" : "points")}{(of is null ? null : $" of {of}")}";

    /// <summary>A risk, as AWS's tool names it, in a word.</summary>
    public static string Of(Risk risk) => risk switch
    {
        Risk.High => "High",
        Risk.Medium => "Medium",
        Risk.None => "None",
        Risk.NotApplicable => "Not applicable",
        _ => "Unanswered",
    };

    /// <summary>The risk of leaving undone what so much is at stake in.</summary>
    public static Risk RiskOf(RiskLevel level) => level switch { RiskLevel.High => Risk.High, RiskLevel.Medium => Risk.Medium, _ => Risk.None };

    /// <summary>A best practice's state in a word or two.</summary>
    public static string Of(BestPracticeState state) => state switch
    {
        BestPracticeState.Met => "Met",
        BestPracticeState.Partly => "Partly met",
        BestPracticeState.Unmet => "Not met",
        BestPracticeState.Disputed => "Disputed",
        BestPracticeState.NotApplicable => "Not applicable",
        BestPracticeState.Undecided => "Undecided",
        _ => "Unknown",
    };

    /// <summary>An environment of AWS's API in a word.</summary>
    public static string Environment(string environment) => environment switch
    {
        "PRODUCTION" => "production",
        "PREPRODUCTION" => "pre-production",
        _ => environment.ToLowerInvariant(),
    };

    /// <summary>A refusal of the record without the code in brackets that it begins with.</summary>
    public static string Plain(string message) =>
        message.StartsWith('[') && message.IndexOf("] ", StringComparison.Ordinal) is > 0 and var end ? message[(end + 2)..] : message;

    /// <summary>The style class of a pillar, by its id in any of the forms in use; of a custom lens's pillar a plain one.</summary>
    public static string PillarClass(string id) => id.Replace("-", "").ToLowerInvariant() switch
    {
        "operationalexcellence" => "pillar-operations",
        "security" => "pillar-security",
        "reliability" => "pillar-reliability",
        "performance" or "performanceefficiency" => "pillar-performance",
        "costoptimization" => "pillar-cost",
        "sustainability" => "pillar-sustainability",
        _ => "pillar-other",
    };
}
