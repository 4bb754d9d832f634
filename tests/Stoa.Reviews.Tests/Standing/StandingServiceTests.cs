using Stoa.Assessment;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Profiles;
using Stoa.Reviews.Risks;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.Standing;

/// <summary>What a server keeps in its memory never hides what has changed.</summary>
public class StandingServiceTests
{
    private const string Lens = "wellarchitected";
    private const string Question = "securely-operate";
    private const string Choice = "sec_securely_operate_multi_accounts";

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_server_sees_at_once_what_another_one_has_changed(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        // The services of another server: the same database, a memory of its own.
        var standing = new StandingService(book.Store, book.Lenses, new EvidenceCache(), new ProfilePriorities(book.Lenses));
        var answers = new AnswerService(book.Store, standing);
        Assert.Equal(Risk.Unanswered, (await answers.GetAsync(Book.Viewer, id, Lens, Question)).Standing.Risk);

        await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, new AnswerUpdate { SelectedChoices = [Choice], Complete = true, Notes = "said there" });
        var seen = await answers.GetAsync(Book.Viewer, id, Lens, Question);
        Assert.Equal(("said there", Risk.High), (seen.Answer!.Notes, seen.Standing.Risk));

        await new RiskService(book.Store, standing).AcceptAsync(
            Book.Owner, id, new NewAcceptance(Lens, Question, null, "Nobody else uses it.", book.Store.Today.AddDays(30)));
        var accepted = await book.Answers.GetAsync(Book.Viewer, id, Lens, Question);
        Assert.Contains(accepted.Standing.Choices, static c => c.Acceptance is not null);

        await answers.UpdateAsync(Book.Contributor, id, Lens, Question, new AnswerUpdate { Notes = "said here" });
        Assert.Equal("said here", (await book.Answers.GetAsync(Book.Viewer, id, Lens, Question)).Answer!.Notes);
        Assert.Equal("said here", (await book.Milestones.SnapshotAsync(Book.Viewer, id)).Lens(Lens)!.Answers[Question].Notes);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_change_that_was_refused_is_seen_nowhere(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, new AnswerUpdate { SelectedChoices = [Choice], Complete = true, Notes = "first" });
        await Assert.ThrowsAsync<InvalidException>(() => book.Answers.UpdateAsync(
            Book.Contributor, id, Lens, Question, new AnswerUpdate { SelectedChoices = ["no-such-choice"], Notes = "second" }));
        await Assert.ThrowsAsync<DeniedException>(() => book.Answers.UpdateAsync(Book.Viewer, id, Lens, Question, new AnswerUpdate { Notes = "third" }));

        var view = await book.Answers.GetAsync(Book.Viewer, id, Lens, Question);
        Assert.Equal(("first", Risk.High), (view.Answer!.Notes, view.Standing.Risk));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Answers_that_many_give_at_once_are_all_kept(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var questions = Book.Framework.Questions.Take(20).ToList();
        await Task.WhenAll(questions.Select(q => Task.Run(async () =>
        {
            await book.Answers.GetAsync(Book.Viewer, id, Lens, q.Id);
            await book.Answers.UpdateAsync(Book.Contributor, id, Lens, q.Id, new AnswerUpdate { Notes = q.Code });
            Assert.Equal(q.Code, (await book.Answers.GetAsync(Book.Viewer, id, Lens, q.Id)).Answer!.Notes);
        }, TestContext.Current.CancellationToken)));
        var review = (await book.Milestones.SnapshotAsync(Book.Viewer, id)).Lens(Lens)!;
        Assert.Equal(questions.Select(static q => q.Code).Order(), review.Answers.Values.Select(static a => a.Notes!).Order());
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Summaries_that_grew_old_are_stored_anew_and_no_others(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        await book.DefineAsync("Payments");
        Assert.Equal(2, await book.Standing.RefreshSummariesAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await book.Standing.RefreshSummariesAsync(TestContext.Current.CancellationToken));

        await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, new AnswerUpdate { SelectedChoices = [Choice], Complete = true });
        Assert.Equal(1, await book.Standing.RefreshSummariesAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await HighRisksStoredAsync());

        await book.Risks.AcceptAsync(Book.Owner, id, new NewAcceptance(Lens, Question, null, "Nobody else uses it.", book.Store.Today.AddDays(30)));
        Assert.Equal(1, await book.Standing.RefreshSummariesAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await HighRisksStoredAsync());

        book.Clock.Now += TimeSpan.FromDays(31);
        Assert.Equal(1, await book.Standing.RefreshSummariesAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await HighRisksStoredAsync());

        async Task<int> HighRisksStoredAsync()
        {
            await using var context = book.Open();
            return (await context.Summaries.FindAsync([id], TestContext.Current.CancellationToken))!.Summary.Risks.High;
        }
    }
}
