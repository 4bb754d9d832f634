using System.Collections.Immutable;
using Stoa.Analysis.Facts;
using Stoa.Analysis;
using Stoa.Assessment.Framework;
using Stoa.Assessment;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Kinds;
using Stoa.Workloads;

namespace Stoa.Reports.Tests;

/// <summary>
/// An assessment made by hand that has one of everything a report can show: a pillar in need, one that is well, one of which nothing is
/// known; a finding of one resource and one of five hundred; a suppression, an accepted risk, an answer, a diagnostic, hostile text.
/// </summary>
internal static class OrdersAssessment
{
    private static readonly SourceText Db = new("infra/db.tf", "resource \"aws_db_instance\" \"orders\" {\n  multi_az = false\n}\n");

    private static readonly SourceUnit Unit = new(SourceFormat.Terraform, "infra");

    public static readonly Check MultiAz = new()
    {
        Id = "aws/rds/instance-multi-az",
        Title = "Database instances keep a standby in a second Availability Zone",
        Kind = "aws.rds.instance",
        BestPractices = ["REL10-BP01"],
        Severity = Severity.High,
        Effort = Effort.Low,
        Aliases = ["CKV_AWS_157"],
    };

    public static readonly Check Expires = new()
    {
        Id = "aws/logs/group-expires",
        Title = "Log groups end what they keep",
        Kind = "aws.logs.group",
        BestPractices = ["COST04-BP05"],
        Severity = Severity.Medium,
        Effort = Effort.Low,
    };

    public static WorkloadAssessment Create()
    {
        var orders = Resource("aws_db_instance.orders", new TextSpan(0, 33));
        var multiAz = new Verdict(MultiAz, orders, Outcome.Fail, "multi_az is false: the database is down for as long as its zone is", new Location(Db, new TextSpan(39, 55)));
        var logs = Enumerable.Range(0, 500).Select(i => new Verdict(
            Expires, Resource($"module.web[{i}].aws_cloudwatch_log_group.this", new TextSpan(0, 8)), Outcome.Fail, "retention is not set <b>\e[31m", new Location(Db, new TextSpan(0, 8)))).ToImmutableArray();
        var suppressed = new Verdict(Expires, Resource("aws_cloudwatch_log_group.audit", new TextSpan(0, 8)), Outcome.Fail, "retention is not set", new Location(Db, new TextSpan(0, 8)))
        {
            Suppression = new SuppressedBy(SuppressionSource.Resource, "CKV_AWS_66", "kept for the auditors", new DateOnly(2027, 6, 30), new Location(Db, new TextSpan(0, 8))),
        };
        var undecided = new Verdict(MultiAz, Resource("aws_db_instance.reports", new TextSpan(0, 8)), Outcome.Undecided, "multi_az is unknown", new Location(Db, new TextSpan(0, 8)));
        IReadOnlyList<Verdict> verdicts = [multiAz, .. logs, suppressed, undecided];
        var finding = new Finding(MultiAz, Outcome.Fail, multiAz.Location, [multiAz]);
        var many = new Finding(Expires, Outcome.Fail, logs[0].Location, logs);

        return new WorkloadAssessment
        {
            LensId = "aws-well-architected/2025-04",
            Figures = new WorkloadFigures(
                new Workload { Units = [], Resources = [], Companions = [], Edges = [], Diagnostics = [], ByKind = new Dictionary<Kind, IReadOnlyList<Resource>>() },
                FactBook.Empty,
                AnalysisSettings.None),
            Workload = new WorkloadInfo("Orders", "production", ["eu-west-1"]),
            Sources = [new SourceSummary(SourceFormat.Terraform, "infra", 2, 503)],
            Summary = new AssessmentSummary
            {
                Score = 58.333,
                Coverage = 0.0131,
                Risks = new RiskCounts(1, 1, 0, 55, 0),
                Resources = 503,
                Files = 2,
                Checks = 2,
                Verdicts = new VerdictCounts(1, 501, 1, 1),
            },
            Pillars =
            [
                Pillar("reliability", "Reliability", "REL", 33.333, 0.5, Risk.High, Practice("REL10-BP01", RiskLevel.High, BestPracticeState.Partly, 1 / 3.0, new Evidence
                {
                    Source = EvidenceSource.Check, Reference = MultiAz.Id, Effect = EvidenceEffect.Contradicts, Passed = 1, Failed = 1, Undecided = 1, Location = multiAz.Location,
                })),
                Pillar("costOptimization", "Cost Optimization", "COST", 90, 1, Risk.Medium, Practice("COST04-BP05", RiskLevel.Medium, BestPracticeState.Unmet, 0, new Evidence
                {
                    Source = EvidenceSource.Check, Reference = Expires.Id, Effect = EvidenceEffect.Contradicts, Failed = 500, Suppressed = 1, Location = many.Location,
                }) with { Acceptance = new AcceptedRisk("COST04-BP05", "logs are small", new DateOnly(2027, 1, 31), "head-of-it", null) }),
                Pillar("sustainability", "Sustainability", "SUS", null, 0, Risk.Unanswered, Practice("SUS04-BP03", RiskLevel.Medium, BestPracticeState.Unknown, null)),
            ],
            Verdicts = verdicts,
            AllVerdicts = new Lazy<IReadOnlyList<Verdict>>(() => [.. verdicts, new Verdict(MultiAz, Resource("aws_db_instance.standby", new TextSpan(0, 8)), Outcome.Pass, "", new Location(Db, new TextSpan(0, 8)))]),
            Findings = [finding, many],
            Undecided = [new Finding(MultiAz, Outcome.Undecided, undecided.Location, [undecided])],
            Plan =
            [
                new PlanItem { Rank = 1, Check = MultiAz, BestPractice = "REL10-BP01", Question = "REL10", Risk = Risk.High, Findings = [finding], Resources = 1 },
                new PlanItem { Rank = 2, Check = Expires, BestPractice = "COST04-BP05", Question = "COST04", Risk = Risk.Medium, Findings = [many], Resources = 500 },
            ],
            Diagnostics =
            [
                new Diagnostic("STOA2001", DiagnosticSeverity.Warning, "The module \"vpc\" is not here", "Run 'terraform init', then review again.", new Location(Db, new TextSpan(0, 8))),
                new Diagnostic("STOA2002", DiagnosticSeverity.Info, "Two variables have no value", "Give them with --var-file.", null),
            ],
        };

        static Resource Resource(string address, TextSpan span) => new()
        {
            Address = address,
            Type = "aws_db_instance",
            Name = "x",
            Unit = Unit,
            Declaration = new Location(Db, span),
        };
    }

    private static PillarResult Pillar(string id, string name, string prefix, double? score, double coverage, Risk risk, BestPracticeResult practice)
    {
        var question = new Question(practice.BestPractice.QuestionId, "api-id", "How is it done?", id, [practice.BestPractice]);
        return new PillarResult
        {
            Pillar = new Pillar(id, name, prefix, ["Do it well."], [question]),
            Score = score,
            Coverage = coverage,
            Risks = risk switch { Risk.High => new RiskCounts(1, 0, 0, 0, 0), Risk.Medium => new RiskCounts(0, 1, 0, 0, 0), _ => new RiskCounts(0, 0, 0, 1, 0) },
            Questions = [new QuestionResult { Question = question, Risk = risk, Coverage = coverage, Score = score, BestPractices = [practice] }],
        };
    }

    private static BestPracticeResult Practice(string id, RiskLevel level, BestPracticeState state, double? met, params ImmutableArray<Evidence> evidence) => new()
    {
        BestPractice = new BestPractice(id, "api_id", "Do what is right", level, id.Split('-')[0], "https://docs.aws.amazon.com/"),
        State = state,
        Met = met,
        Evidence = evidence,
    };
}
