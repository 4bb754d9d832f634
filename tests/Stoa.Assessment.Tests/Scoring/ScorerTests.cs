using Stoa.Assessment.Answers;
using Stoa.Assessment.Figures;
using Stoa.Assessment.Scoring;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment.Tests.Scoring;

public class ScorerTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Location Here = new(new SourceText("stoa.yaml", ""), default);

    [Fact]
    public void Where_nothing_is_known_there_is_no_score_and_the_question_is_unanswered()
    {
        var pillar = Score([]);
        Assert.Null(pillar.Score);
        Assert.Equal(0, pillar.Coverage);
        Assert.False(pillar.NeedsImprovement);
        Assert.All(pillar.Questions, q => Assert.Equal(Risk.Unanswered, q.Risk));
        Assert.Equal(2, pillar.Risks.Unanswered);
    }

    [Fact]
    public void The_share_met_weighs_each_check_by_its_severity()
    {
        // (3·1 + 1·3) of (3·2 + 1·4): 6 of 10.
        var practice = Practice(Score([Tally("a", Severity.High, 1, 1), Tally("b", Severity.Low, 3, 1)]));
        Assert.Equal(0.6, practice.Met);
        Assert.Equal(BestPracticeState.Partly, practice.State);
    }

    [Fact]
    public void A_figure_counts_as_a_check_of_its_severity_does()
    {
        // (3·1 + 1·0) of (3·1 + 1·2): 3 of 5.
        var figure = new FigureEvidence { Practice = "REL01-BP01", Figure = "availability", Severity = Severity.Low, Failed = 2, Note = "2 of 2 journeys have a single point of failure" };
        var practice = Practice(Score([Tally("a", Severity.High, 1, 0)], WorkloadFile.Empty, figures: [figure]));
        Assert.Equal(0.6, practice.Met);
        Assert.Equal([EvidenceSource.Check, EvidenceSource.Figure], practice.Evidence.Select(e => e.Source));
        Assert.Equal("2 of 2 journeys have a single point of failure", practice.Evidence[1].Note);
    }

    [Fact]
    public void The_score_weighs_each_best_practice_by_its_level_and_leaves_out_what_is_not_known()
    {
        // HIGH half met, LOW met, MEDIUM not known: (3·0.5 + 1·1) / (3 + 1).
        var question = Score([Tally("a", Severity.High, 1, 1), Tally("b", Severity.High, 1, 0, practice: "REL01-BP03")]).Questions[0];
        Assert.Equal(62.5, question.Score);
        Assert.Equal(2 / 3.0, question.Coverage);
    }

    [Theory]
    [InlineData(2, 0, 0, BestPracticeState.Met, 1.0)]
    [InlineData(0, 2, 0, BestPracticeState.Unmet, 0.0)]
    [InlineData(1, 1, 1, BestPracticeState.Partly, 0.5)]
    [InlineData(1, 0, 1, BestPracticeState.Undecided, 1.0)]
    [InlineData(0, 0, 1, BestPracticeState.Undecided, null)]
    [InlineData(0, 0, 0, BestPracticeState.Unknown, null)]
    public void Verdicts_give_a_state_and_a_share(int passed, int failed, int undecided, BestPracticeState state, double? met)
    {
        var practice = Practice(Score([Tally("a", Severity.High, passed, failed, undecided)]));
        Assert.Equal((state, met), (practice.State, practice.Met));
    }

    [Theory]
    [InlineData("REL01-BP01", Risk.High)]
    [InlineData("REL01-BP02", Risk.Medium)]
    [InlineData("REL01-BP03", Risk.Unanswered)]
    public void The_risk_is_the_highest_level_among_what_is_unmet(string unmet, Risk risk) =>
        Assert.Equal(risk, Score([Tally("a", Severity.Low, 5, 1, practice: unmet)]).Questions[0].Risk);

    [Fact]
    public void No_risk_is_said_only_when_everything_applicable_is_known()
    {
        CheckTally[] all = [Tally("a", Severity.High, 1, 0), Tally("b", Severity.High, 1, 0, practice: "REL01-BP02")];
        Assert.Equal(Risk.Unanswered, Score(all).Questions[0].Risk);
        Assert.Equal(Risk.None, Score([.. all, Tally("c", Severity.High, 0, 1, practice: "REL01-BP03")]).Questions[0].Risk);
        Assert.Equal(Risk.Unanswered, Score([.. all, Tally("c", Severity.High, 1, 0, 1, practice: "REL01-BP03")]).Questions[0].Risk);
    }

    [Fact]
    public void An_answer_to_a_question_holds_for_each_best_practice_without_one_of_its_own()
    {
        var question = Score([], Answered("REL01", AnswerState.Met), Answered("REL01-BP02", AnswerState.Unmet)).Questions[0];
        Assert.Equal([BestPracticeState.Met, BestPracticeState.Unmet, BestPracticeState.Met], question.BestPractices.Select(static p => p.State));
        Assert.Equal(Risk.Medium, question.Risk);
    }

    [Fact]
    public void What_a_person_calls_met_and_a_check_finds_unmet_is_disputed_and_counts_as_unmet()
    {
        var question = Score([Tally("a", Severity.High, 3, 1)], Answered("REL01-BP01", AnswerState.Met)).Questions[0];
        Assert.Equal((BestPracticeState.Disputed, 0.0), (question.BestPractices[0].State, question.BestPractices[0].Met));
        Assert.Equal(Risk.High, question.Risk);
    }

    [Fact]
    public void A_disputed_practice_whose_risk_is_accepted_counts_as_the_checks_found_it()
    {
        var question = Score([Tally("a", Severity.High, 3, 1)], WorkloadFile.Empty with
        {
            Answers = [Answered("REL01-BP01", AnswerState.Met)], AcceptedRisks = [Accepted("REL01-BP01", Today)],
        }).Questions[0];
        Assert.Equal((BestPracticeState.Disputed, 0.75), (question.BestPractices[0].State, question.BestPractices[0].Met));
        Assert.Equal(Risk.Unanswered, question.Risk);
    }

    [Fact]
    public void A_person_who_says_unmet_is_believed_whatever_the_checks_say() =>
        Assert.Equal(0, Practice(Score([Tally("a", Severity.High, 3, 0)], Answered("REL01-BP01", AnswerState.Unmet))).Met);

    [Fact]
    public void Partly_counts_as_half_or_as_what_the_checks_found_where_that_is_less()
    {
        Assert.Equal(0.5, Practice(Score([], Answered("REL01-BP01", AnswerState.Partly))).Met);
        Assert.Equal(0.25, Practice(Score([Tally("a", Severity.High, 1, 3)], Answered("REL01-BP01", AnswerState.Partly))).Met);
    }

    [Fact]
    public void A_question_of_which_nothing_applies_is_not_applicable_and_leaves_the_coverage_alone()
    {
        var pillar = Score([Tally("a", Severity.High, 1, 0, practice: "REL02-BP01")], Answered("REL01", AnswerState.NotApplicable));
        Assert.Equal(Risk.NotApplicable, pillar.Questions[0].Risk);
        Assert.Equal(1, pillar.Coverage);
        Assert.Equal(100, pillar.Score);
    }

    [Fact]
    public void An_accepted_risk_no_longer_counts_in_the_risk_but_still_in_the_score()
    {
        var pillar = Score([Tally("a", Severity.High, 0, 1)], WorkloadFile.Empty with { AcceptedRisks = [Accepted("REL01", Today)] });
        Assert.Equal(Risk.Unanswered, pillar.Questions[0].Risk);
        Assert.Equal(0, pillar.Score);
        Assert.NotNull(pillar.Questions[0].BestPractices[0].Acceptance);
    }

    [Fact]
    public void An_acceptance_holds_through_its_last_day_and_is_reported_afterwards()
    {
        var diagnostics = new DiagnosticBag();
        var file = WorkloadFile.Empty with { AcceptedRisks = [Accepted("REL01-BP01", Today.AddDays(-1))] };
        var pillar = Score([Tally("a", Severity.High, 0, 1)], file, diagnostics);
        Assert.Equal(Risk.High, pillar.Questions[0].Risk);
        Assert.Equal("STOA3203", Assert.Single(diagnostics).Code);
    }

    [Theory]
    [InlineData(74.4, true)]
    [InlineData(74.6, false)]
    public void A_pillar_needs_improvement_below_75_as_the_score_is_shown(double score, bool needs) =>
        Assert.Equal(needs, (Score([]) with { Score = score }).NeedsImprovement);

    [Fact]
    public void Evidence_names_each_check_with_its_numbers_and_then_the_person()
    {
        var practice = Practice(Score([Tally("b", Severity.Low, 1, 0), Tally("a", Severity.High, 0, 2, 1)], Answered("REL01-BP01", AnswerState.Unmet)));
        Assert.Equal(
            [(EvidenceSource.Check, "a", EvidenceEffect.Contradicts), (EvidenceSource.Check, "b", EvidenceEffect.Supports), (EvidenceSource.Person, "Ada", EvidenceEffect.Contradicts), (EvidenceSource.Document, "https://example.com", EvidenceEffect.Contradicts)],
            practice.Evidence.Select(static e => (e.Source, e.Reference, e.Effect)));
        Assert.Equal((0, 2, 1, 3), (practice.Evidence[0].Passed, practice.Evidence[0].Failed, practice.Evidence[0].Undecided, practice.Evidence[0].Weight));
    }

    [Fact]
    public void More_passing_resources_never_lower_a_score_and_more_failing_ones_never_raise_it()
    {
        var numbers = CsCheck.Gen.Int[0, 20];
        CsCheck.Check.Sample(CsCheck.Gen.Select(numbers, numbers, numbers), t =>
        {
            var (passed, failed, more) = t;
            var before = Score([Tally("a", Severity.High, passed, failed), Tally("b", Severity.Low, 2, 3)]).Score!.Value;
            Assert.True(Score([Tally("a", Severity.High, passed + more, failed), Tally("b", Severity.Low, 2, 3)]).Score >= before - 1e-9);
            Assert.True(Score([Tally("a", Severity.High, passed, failed + more), Tally("b", Severity.Low, 2, 3)]).Score <= before + 1e-9);
        });
    }

    private static CheckTally Tally(
        string id, Severity severity, int passed, int failed, int undecided = 0, string practice = "REL01-BP01") => new(
        new Check { Id = id, Title = id, Kind = "aws.rds.instance", BestPractices = [practice], Severity = severity, Effort = Effort.Low },
        passed,
        failed,
        undecided,
        0,
        null);

    private static Answer Answered(string id, AnswerState state) => new(id, state, "because", ["https://example.com"], "Ada", null, Here);

    private static AcceptedRisk Accepted(string id, DateOnly expires) => new(id, "We know", expires, null, Here);

    private static PillarResult Score(CheckTally[] tallies, params Answer[] answers) =>
        Score(tallies, WorkloadFile.Empty with { Answers = [.. answers] });

    private static PillarResult Score(CheckTally[] tallies, WorkloadFile file, DiagnosticBag? diagnostics = null, FigureEvidence[]? figures = null) =>
        Assert.Single(Scorer.Score(SmallKnowledge.Lens, tallies, figures ?? [], file, Today, diagnostics ?? new DiagnosticBag()));

    private static BestPracticeResult Practice(PillarResult pillar) => pillar.Questions[0].BestPractices[0];
}
