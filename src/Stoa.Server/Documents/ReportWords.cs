using System.Globalization;
using Stoa.Assessment;
using Stoa.Reviews.Store;

namespace Stoa.Server.Documents;

/// <summary>What reports call things.</summary>
internal static class ReportWords
{
    public static ReportParagraph Paragraph(string text) => new(new ReportText(text));

    public static ReportParagraph Note(string text) => new(new ReportText(text)) { IsNote = true };

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Score(double? score) => score is { } known ? Math.Round(known).ToString(CultureInfo.InvariantCulture) : "–";

    public static string Percent(double share) => $"{Math.Round(share * 100).ToString(CultureInfo.InvariantCulture)} %";

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Environment(string environment) => environment == "PRODUCTION" ? "Production" : "Before production";

    public static string Counts(RiskCounts risks)
    {
        var questions = risks.High + risks.Medium + risks.None + risks.Unanswered + risks.NotApplicable;
        var parts = new[]
        {
            $"{risks.High} at high risk", $"{risks.Medium} at medium risk", $"{risks.None} at none", $"{risks.Unanswered} unanswered",
            risks.NotApplicable > 0 ? $"{risks.NotApplicable} that {(risks.NotApplicable == 1 ? "does" : "do")} not apply" : null,
        };
        return $"Of {questions} question{(questions == 1 ? "" : "s")}: {string.Join(", ", parts.OfType<string>())}.";
    }

    public static ReportRisk Risk(Risk risk) => risk switch
    {
        Assessment.Risk.High => ReportRisk.High,
        Assessment.Risk.Medium => ReportRisk.Medium,
        Assessment.Risk.None => ReportRisk.None,
        Assessment.Risk.NotApplicable => ReportRisk.NotApplicable,
        _ => ReportRisk.Unanswered,
    };

    public static string State(BestPracticeState state) => state switch
    {
        BestPracticeState.Met => "Followed",
        BestPracticeState.Partly => "In part",
        BestPracticeState.Unmet => "Not followed",
        BestPracticeState.Disputed => "Disputed",
        BestPracticeState.NotApplicable => "Does not apply",
        BestPracticeState.Undecided => "Undecided",
        _ => "Unknown",
    };

    public static string Answer(ChoiceStatus? status) => status switch
    {
        ChoiceStatus.Met => "Followed",
        ChoiceStatus.Partly => "Followed in part",
        ChoiceStatus.NotApplicable => "Does not apply",
        _ => "Not followed",
    };

    public static string? Reason(string? reason) => reason switch
    {
        "OUT_OF_SCOPE" => "out of scope",
        "BUSINESS_PRIORITIES" => "the business has other priorities",
        "ARCHITECTURE_CONSTRAINTS" => "the architecture does not allow it",
        "OTHER" => "for another reason",
        _ => null,
    };

    public static string Status(ImprovementStatus status) => status switch
    {
        ImprovementStatus.Doing => "In progress",
        ImprovementStatus.Done => "Done",
        ImprovementStatus.RiskAccepted => "Risk accepted",
        _ => "To do",
    };
}
