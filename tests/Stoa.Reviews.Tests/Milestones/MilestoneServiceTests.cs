using Microsoft.EntityFrameworkCore;
using Stoa.Assessment;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.Milestones;

public class MilestoneServiceTests
{
    private const string Lens = "wellarchitected";

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_milestone_keeps_what_was_said_whatever_is_said_later(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        await Answer(book, id, ["sec_securely_operate_multi_accounts"]);
        var number = await book.Milestones.CreateAsync(Book.Owner, id, "First");
        await Answer(book, id, []);
        var (milestone, snapshot) = await book.Milestones.GetAsync(Book.Viewer, id, number);
        Assert.Equal((1, "First", "otto"), (milestone.Number, milestone.Name, milestone.RecordedBy));
        Assert.Equal(Risk.High, snapshot.Lens(Lens)!.Standing.Questions.Single(static q => q.Id == "securely-operate").Risk);
        Assert.Equal(Risk.Unanswered, (await book.Answers.GetAsync(Book.Viewer, id, Lens, "securely-operate")).Standing.Risk);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Two_milestones_differ_in_the_practices_that_changed_and_nothing_else(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        await Answer(book, id, ["sec_securely_operate_multi_accounts"]);
        await book.Milestones.CreateAsync(Book.Owner, id, "First");
        await Answer(book, id, ["sec_securely_operate_multi_accounts", "sec_securely_operate_aws_account"]);
        await book.Milestones.CreateAsync(Book.Owner, id, "Second");
        var comparison = await book.Milestones.CompareAsync(Book.Viewer, id, 1, 2);
        var change = Assert.Single(Assert.Single(comparison.Questions).Practices);
        Assert.Equal(("sec_securely_operate_aws_account", Change.Better, "cora"), (change.ChoiceId, change.Change, change.By));
        Assert.True(comparison.After.Score > comparison.Before.Score);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_milestone_cannot_be_changed(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        await book.Milestones.CreateAsync(Book.Owner, id, "First");
        await using var context = book.Open();
        var record = await context.Milestones.SingleAsync(TestContext.Current.CancellationToken);
        context.Entry(record).Property(static m => m.Name).CurrentValue = "Better than it was";
        await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_repeated_request_with_the_same_token_saves_one_milestone(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var once = Idempotency.Of("CreateMilestone", "token-1", new { id, name = "First" });
        var first = await book.Milestones.CreateAsync(Book.Owner, id, "First", once);
        var second = await book.Milestones.CreateAsync(Book.Owner, id, "First", once);
        Assert.Equal(first, second);
        Assert.Single(await book.Milestones.ListAsync(Book.Viewer, id));
        await Assert.ThrowsAsync<ConflictException>(() =>
            book.Milestones.CreateAsync(Book.Owner, id, "Other", Idempotency.Of("CreateMilestone", "token-1", new { id, name = "Other" })));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Milestones_saved_at_once_are_numbered_without_gaps(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        await Task.WhenAll(Enumerable.Range(1, 12).Select(n => Task.Run(() => book.Milestones.CreateAsync(Book.Owner, id, $"M{n}"))));
        Assert.Equal(Enumerable.Range(1, 12), (await book.Milestones.ListAsync(Book.Viewer, id)).Select(static m => m.Number));
    }

    private static Task Answer(Book book, string id, string[] selected) => book.Answers.UpdateAsync(
        Book.Contributor, id, Lens, "securely-operate", new AnswerUpdate { SelectedChoices = selected, Complete = true });
}
