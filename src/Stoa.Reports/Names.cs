using Stoa.Assessment;
using Stoa.Assessment.Framework;
using Stoa.Language.Diagnostics;
using Stoa.Workloads;

namespace Stoa.Reports;

/// <summary>The words that reports use for the members of enumerations; those of the JSON schema.</summary>
internal static class Names
{
    public static string Of(SourceFormat format) => format switch
    {
        SourceFormat.Terraform => "terraform",
        SourceFormat.TerraformPlan => "terraform-plan",
        SourceFormat.TerraformState => "terraform-state",
        _ => "cloudformation",
    };

    public static string Of(Risk risk) => risk switch
    {
        Risk.High => "HIGH",
        Risk.Medium => "MEDIUM",
        Risk.None => "NONE",
        Risk.NotApplicable => "NOT_APPLICABLE",
        _ => "UNANSWERED",
    };

    public static string Of(RiskLevel level) => level switch
    {
        RiskLevel.High => "HIGH",
        RiskLevel.Medium => "MEDIUM",
        _ => "LOW",
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.High => "high",
        Severity.Medium => "medium",
        _ => "low",
    };

    public static string Of(Effort effort) => effort switch
    {
        Effort.High => "high",
        Effort.Medium => "medium",
        _ => "low",
    };

    public static string Of(BestPracticeState state) => state switch
    {
        BestPracticeState.Undecided => "undecided",
        BestPracticeState.Met => "met",
        BestPracticeState.Partly => "partly",
        BestPracticeState.Unmet => "unmet",
        BestPracticeState.Disputed => "disputed",
        BestPracticeState.NotApplicable => "not-applicable",
        _ => "unknown",
    };

    public static string Of(EvidenceSource source) => source switch
    {
        EvidenceSource.Check => "check",
        EvidenceSource.Figure => "figure",
        EvidenceSource.Person => "person",
        _ => "document",
    };

    public static string Of(EvidenceEffect effect) => effect switch
    {
        EvidenceEffect.Supports => "supports",
        EvidenceEffect.Contradicts => "contradicts",
        EvidenceEffect.NotApplicable => "not-applicable",
        _ => "undecided",
    };

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "pass",
        Outcome.Fail => "fail",
        Outcome.Undecided => "undecided",
        _ => "not-applicable",
    };

    public static string Of(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };

    /// <summary><c>1 resource</c>, <c>2 resources</c>.</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count:N0} {noun}s";
}
