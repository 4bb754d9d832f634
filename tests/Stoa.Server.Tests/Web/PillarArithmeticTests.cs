using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Assessment;
using Stoa.Assessment.Framework;
using Stoa.Assessment.Scoring;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Standing;
using Stoa.Server.Web;
using Stoa.Server.Web.Components;

namespace Stoa.Server.Tests.Web;

public class PillarArithmeticTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public PillarArithmeticTests() => Services.AddSingleton(new ReaderClock(new FixedClock(Now)));

    [Fact]
    public void The_arithmetic_comes_to_the_score_that_the_rules_give()
    {
        var questions = Questions();
        var arithmetic = ScoreArithmetic.Of(questions);
        Assert.Equal(ScoreRules.ScoreOf(questions.SelectMany(static q => q.Choices).Select(static c => (Weights.Of(c.Level), c.Met))), arithmetic.Score);
        Assert.Equal((6, 4.0, 1, 1), (arithmetic.Weight, arithmetic.Met, arithmetic.Unknown, arithmetic.NotApplicable));
    }

    [Fact]
    public void What_costs_most_stands_first()
    {
        Assert.Equal(["half", "unmet", "met"], ScoreArithmetic.Of(Questions()).Parts.Select(static p => p.Choice.Id).OrderBy(static id => id == "met" ? 1 : 0));
        Assert.Equal("half", ScoreArithmetic.Of(Questions()).Parts[0].Choice.Id);
    }

    [Fact]
    public void It_is_written_out_with_what_does_not_count()
    {
        var shown = Render<PillarArithmetic>(static p => p.Add(static a => a.Questions, Questions()));
        Assert.Contains("67 = 100 × 4 ÷ 6", shown.Markup, StringComparison.Ordinal);
        Assert.Contains("1 best practice of which nothing is known and 1 that does not apply do not count.", shown.Markup, StringComparison.Ordinal);
        Assert.Equal(3, shown.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Evidence_older_than_ninety_days_is_called_stale_and_a_disagreement_disputed()
    {
        var proof = new Proof { Source = "check", Ref = "aws/rds/instance-multi-az", Effect = default, File = "db.tf", Line = 12, At = Now.AddDays(-91) };
        var chip = Render<EvidenceChip>(p => p.Add(static c => c.Proof, proof).Add(static c => c.Disputed, true));
        Assert.Equal("db.tf:12", chip.Find(".place").TextContent);
        Assert.Contains("stale", chip.Find(".chip").ClassList);
        Assert.Contains("disputed", chip.Find(".chip").ClassList);
        var fresh = Render<EvidenceChip>(p => p.Add(static c => c.Proof, proof with { At = Now.AddDays(-3) }));
        Assert.Equal(("3 d", false), (fresh.Find(".age").TextContent, fresh.Find(".chip").ClassList.Contains("stale")));
    }

    [Fact]
    public void A_score_opens_its_arithmetic_and_nothing_known_opens_nothing()
    {
        var opened = 0;
        var bar = Render<PillarBar>(p => p.Add(static b => b.Id, "security").Add(static b => b.Name, "Security").Add(static b => b.Score, 74.4).Add(static b => b.OnOpen, () => opened++));
        bar.Find("button.score").Click();
        Assert.Equal(("74", 1), (bar.Find("button.score").TextContent, opened));
        Assert.Contains("needs improvement", bar.Markup, StringComparison.Ordinal);
        var unknown = Render<PillarBar>(p => p.Add(static b => b.Id, "security").Add(static b => b.Name, "Security").Add(static b => b.OnOpen, () => opened++));
        Assert.True(unknown.Find("button.score").HasAttribute("disabled"));
    }

    private static List<QuestionStanding> Questions() =>
    [
        new QuestionStanding
        {
            Id = "q", Code = "SEC01", Title = "How?",
            Choices =
            [
                Choice("met", RiskLevel.Medium, BestPracticeState.Met, 1), Choice("half", RiskLevel.High, BestPracticeState.Partly, 2.0 / 3),
                Choice("unmet", RiskLevel.Low, BestPracticeState.Unmet, 0), Choice("unknown", RiskLevel.High, BestPracticeState.Unknown, null),
                Choice("none", RiskLevel.High, BestPracticeState.NotApplicable, null),
            ],
        },
    ];

    private static ChoiceStanding Choice(string id, RiskLevel level, BestPracticeState state, double? met) =>
        new() { Id = id, Title = id, Level = level, State = state, Met = met };

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
