using Stoa.Assessment.Answers;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment.Tests.Answers;

public class WorkloadFileReaderTests
{
    [Fact]
    public void Every_field_is_read()
    {
        var (file, diagnostics) = Read("""
            name: Orders
            environment: production
            owner: team-orders@example.com
            description: Takes orders
            regions: [eu-west-1, eu-central-1]
            objectives:
              availability: 99.95%
              rto: 4h
              rpo: 15m
              monthly-budget: 2500.50 USD
              monthly-carbon: 120
            sources: [infra, templates]
            workspace: production
            variable-files: infra/production.tfvars
            answers:
              REL01: met
              REL01-BP02: { answer: partly, notes: Half of it, evidence: [docs/dr.md], by: Ada, date: 2026-10-01 }
              REL02: { answer: not-applicable, notes: No second one }
            accepted-risks:
              - { practice: REL01-BP01, reason: A batch job, expires: 2027-03-31, owner: Ada }
            suppressions:
              - { check: aws/rds/standby, resources: [module.legacy.*], reason: Retired in May, expires: 2027-05-31 }
              - { check: CKV_AWS_157, reason: Not ours }
            """);
        Assert.Empty(diagnostics);
        Assert.Equal(("Orders", "production", "team-orders@example.com", "Takes orders"), (file.Name, file.Environment, file.Owner, file.Description));
        Assert.Equal(["eu-central-1", "eu-west-1"], file.Regions);
        Assert.Equal(0.9995, file.Objectives.Availability);
        Assert.Equal(TimeSpan.FromHours(4), file.Objectives.RecoveryTime);
        Assert.Equal(TimeSpan.FromMinutes(15), file.Objectives.RecoveryPoint);
        Assert.Equal(new Money(2500.50m, "USD"), file.Objectives.MonthlyBudget);
        Assert.Equal(120, file.Objectives.MonthlyCarbon);
        Assert.Equal(["infra", "templates"], file.Sources);
        Assert.Equal(["infra/production.tfvars"], file.VariableFiles);
        Assert.Equal("production", file.Workspace);
        Assert.Equal([AnswerState.Met, AnswerState.Partly, AnswerState.NotApplicable], file.Answers.Select(static a => a.State));
        Assert.Equal(("Half of it", "Ada", new DateOnly(2026, 10, 1)), (file.Answers[1].Notes, file.Answers[1].By, file.Answers[1].Date));
        Assert.Equal(["docs/dr.md"], file.Answers[1].Evidence);
        Assert.Equal(("REL01-BP01", "A batch job", new DateOnly(2027, 3, 31), "Ada"), Assert.Single(file.AcceptedRisks) is var r ? (r.Practice, r.Reason, r.Expires, r.Owner) : default);
        Assert.Equal(["module.legacy.*"], file.Suppressions[0].Resources);
        Assert.Null(file.Suppressions[1].Expires);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    public void An_empty_file_says_nothing(string text)
    {
        var (file, diagnostics) = Read(text);
        Assert.Empty(diagnostics);
        Assert.Equal(WorkloadFile.Empty with { Path = "stoa.yaml" }, file);
    }

    [Theory]
    [InlineData("nmae: Orders", "STOA3003", "\"name\"")]
    [InlineData("objectives: { rot: 4h }", "STOA3003", "\"rto\"")]
    [InlineData("objectives: { rto: 4 hours }", "STOA3206", "4h")]
    [InlineData("objectives: { rto: soon }", "STOA3206", "soon")]
    [InlineData("objectives: { availability: 120 }", "STOA3207", "99.95")]
    [InlineData("objectives: { monthly-budget: 2500 }", "STOA3208", "USD")]
    [InlineData("objectives: { monthly-budget: 2500 dollars }", "STOA3208", "USD")]
    [InlineData("objectives: { monthly-carbon: -3 }", "STOA3209", "zero")]
    [InlineData("answers: { REL01-BP04: met }", "STOA3202", "REL01-BP0")]
    [InlineData("answers: { REL01: yes }", "STOA3006", "met, partly, unmet, not-applicable")]
    [InlineData("answers: { REL01: not-applicable }", "STOA3210", "notes")]
    [InlineData("answers: { REL01: { anwser: met } }", "STOA3003", "\"answer\"")]
    [InlineData("answers: [REL01]", "STOA3005", "mapping")]
    [InlineData("accepted-risks: [{ practice: REL01, reason: We know }]", "STOA3004", "expires")]
    [InlineData("accepted-risks: [{ practice: REL01, reason: We know, expires: soon }]", "STOA3201", "2027-03-31")]
    [InlineData("accepted-risks: [{ practice: REL09, reason: We know, expires: 2027-01-01 }]", "STOA3202", "REL0")]
    [InlineData("suppressions: [{ check: aws/rds/standby }]", "STOA3004", "reason")]
    [InlineData("- a list", "STOA3005", "mapping")]
    public void A_mistake_is_named_with_its_place_and_what_to_write(string text, string code, string hint)
    {
        var (_, diagnostics) = Read("# a comment\n" + text);
        var found = Assert.Single(diagnostics, d => d.Code == code);
        Assert.Equal("stoa.yaml:2", found.Location!.ToString());
        Assert.Contains(hint, $"{found.Summary} {found.Detail}");
    }

    [Fact]
    public void A_mistake_costs_itself_and_not_the_rest()
    {
        var (file, diagnostics) = Read("""
            name: Orders
            objectives: { rto: soon, rpo: 1h }
            answers:
              REL09: met
              REL01: met
            """);
        Assert.Equal(2, diagnostics.Count);
        Assert.Equal(("Orders", TimeSpan.FromHours(1), "REL01"), (file.Name, file.Objectives.RecoveryPoint, Assert.Single(file.Answers).Id));
    }

    private static (WorkloadFile File, DiagnosticBag Diagnostics) Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        return (WorkloadFileReader.Read(new SourceText("stoa.yaml", text), SmallKnowledge.Lens, diagnostics), diagnostics);
    }
}
