using Stoa.Assessment;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.Answers;

public class AnswerServiceTests
{
    private const string Lens = "wellarchitected";
    private const string Question = "securely-operate";

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_question_that_nobody_answered_is_unanswered(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var view = await book.Answers.GetAsync(Book.Viewer, await book.DefineAsync(), Lens, Question);
        Assert.Null(view.Answer);
        Assert.Equal(Risk.Unanswered, view.Standing.Risk);
        Assert.Equal(0, view.Standing.Coverage);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task What_a_client_of_AWS_does_not_select_is_not_met(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var view = await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, new AnswerUpdate
        {
            SelectedChoices = ["sec_securely_operate_multi_accounts"], Complete = true,
        });
        Assert.Equal(Risk.High, view.Standing.Risk);
        Assert.Equal(1, view.Standing.Coverage);
        Assert.Equal(7, view.Standing.Choices.Count(static c => c.State == BestPracticeState.Unmet));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_practice_that_nobody_spoke_of_stays_unknown(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var view = await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, One("sec_securely_operate_multi_accounts", ChoiceStatus.Met));
        Assert.Equal(Risk.Unanswered, view.Standing.Risk);
        Assert.Equal(0.125, view.Standing.Coverage);
        Assert.Equal(100, view.Standing.Score);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_note_without_an_answer_is_kept_and_answers_nothing(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var noted = await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, new AnswerUpdate
        {
            Choices = new Dictionary<string, ChoiceUpdate> { ["sec_securely_operate_aws_account"] = new(null, null, "Ask the platform team") },
        });
        Assert.Equal((Risk.Unanswered, 0, null), (noted.Standing.Risk, noted.Standing.Coverage, noted.Standing.Score));
        Assert.All(noted.Standing.Choices, static choice => Assert.Null(choice.Answer));
        var answered = await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, new AnswerUpdate
        {
            SelectedChoices = ["sec_securely_operate_multi_accounts"], Complete = true,
        });
        Assert.Equal((ChoiceStatus.Unmet, "Ask the platform team"), Said(answered.Answer!));
        var cleared = await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, new AnswerUpdate
        {
            Choices = new Dictionary<string, ChoiceUpdate> { ["sec_securely_operate_aws_account"] = new(null) },
        });
        Assert.DoesNotContain("sec_securely_operate_aws_account", cleared.Answer!.Choices.Keys);

        static (ChoiceStatus?, string?) Said(AnswerRecord answer) =>
            answer.Choices["sec_securely_operate_aws_account"] is var said ? (said.Status, said.Notes) : default;
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task None_of_these_beside_another_choice_is_refused(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var refusal = await Assert.ThrowsAsync<InvalidException>(() => book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, new AnswerUpdate
        {
            SelectedChoices = ["sec_securely_operate_multi_accounts", "sec_securely_operate_no"], Complete = true,
        }));
        Assert.Contains("sec_securely_operate_no", refusal.Message);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Two_people_who_answer_at_once_do_not_overwrite_one_another(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, One("sec_securely_operate_multi_accounts", ChoiceStatus.Met) with { ExpectedVersion = 0 });
        var refusal = await Assert.ThrowsAsync<ConflictException>(() =>
            book.Answers.UpdateAsync(Book.Owner, id, Lens, Question, One("sec_securely_operate_multi_accounts", ChoiceStatus.Unmet) with { ExpectedVersion = 0 }));
        Assert.Contains("cora", refusal.Message);
        var view = await book.Answers.GetAsync(Book.Viewer, id, Lens, Question);
        Assert.Equal(ChoiceStatus.Met, view.Answer!.Choices["sec_securely_operate_multi_accounts"].Status);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_person_and_a_check_that_contradict_each_other_are_disputed(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        await book.Runs.AddAsync(Book.Contributor, id, new NewRun("main", "push"), Run("SEC01-BP01", passed: 1, failed: 2));
        var suggested = await book.Answers.GetAsync(Book.Viewer, id, Lens, Question);
        Assert.Equal(ChoiceStatus.Partly, suggested.Standing.Choices[0].Suggestion);

        var view = await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, One("sec_securely_operate_multi_accounts", ChoiceStatus.Met));
        Assert.Equal(BestPracticeState.Disputed, view.Standing.Choices[0].State);
        Assert.Equal(Risk.High, view.Standing.Risk);
        Assert.Equal(1, (await book.Workloads.GetAsync(Book.Viewer, id)).Summary.Disputed);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_viewer_cannot_answer_and_a_stranger_finds_nothing(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var update = One("sec_securely_operate_multi_accounts", ChoiceStatus.Met);
        await Assert.ThrowsAsync<DeniedException>(() => book.Answers.UpdateAsync(Book.Viewer, id, Lens, Question, update));
        await Assert.ThrowsAsync<NotFoundException>(() => book.Answers.UpdateAsync(Book.Stranger, id, Lens, Question, update));
        await Assert.ThrowsAsync<NotFoundException>(() => book.Answers.GetAsync(Book.Stranger, id, Lens, Question));
    }

    internal static RunResult Run(string practice, int passed, int failed) => new()
    {
        ToolVersion = "0.1.0",
        Resources = passed + failed,
        Failures = failed,
        Evidence = new RunEvidence(new Dictionary<string, IReadOnlyList<Proof>>
        {
            [practice] =
            [
                new Proof
                {
                    Source = "check", Ref = "aws/x/y", Effect = failed > 0 ? EvidenceEffect.Contradicts : EvidenceEffect.Supports,
                    Weight = 3, Passed = passed, Failed = failed, File = "main.tf", Line = 12,
                },
            ],
        }),
    };

    private static AnswerUpdate One(string choice, ChoiceStatus status) => new()
    {
        Choices = new Dictionary<string, ChoiceUpdate> { [choice] = new(status) },
    };
}
