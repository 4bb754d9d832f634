using Stoa.Assessment;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Store;
using Stoa.Reviews.Templates;
using Stoa.Reviews.Tests.Databases;
using Stoa.Reviews.Tests.Lenses;
using Stoa.Reviews.Workloads;

namespace Stoa.Reviews.Tests.Templates;

public class TemplateServiceTests
{
    private const string Framework = "wellarchitected";
    private const string Question = "securely-operate";
    private const string Choice = "sec_securely_operate_multi_accounts";

    public static TheoryData<string> Kinds => Database.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_workload_that_is_defined_with_a_template_has_its_lenses_answers_and_notes(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var arn = await book.Templates.CreateAsync(Book.Owner, "Landing zone", "Accounts of ours", [Framework], "From the platform team");
        await Answer(book, arn);
        await book.Templates.UpdateLensAsync(Book.Owner, arn, Framework, "Seen by security", new Dictionary<string, string> { ["security"] = "One account a stage" });
        var template = await book.Templates.GetAsync(Book.Viewer, arn);
        Assert.Equal((1, 56, true), (template.Answered, template.Unanswered, template.IsCurrent));

        var id = await Define(book, arn, lenses: []);
        var snapshot = await book.Milestones.SnapshotAsync(Book.Viewer, id);
        Assert.Equal("From the platform team", snapshot.Workload.Notes);
        Assert.Equal(("Seen by security", "One account a stage"), (snapshot.Lens(Framework)!.Notes, snapshot.Lens(Framework)!.PillarNotes["security"]));
        var answer = await book.Answers.GetAsync(Book.Viewer, id, Framework, Question);
        Assert.Equal(("Everybody has their own", "otto"), (answer.Answer!.Notes, answer.Answer.UpdatedBy));
        Assert.Equal(Risk.High, answer.Standing.Risk);
        Assert.Equal(1, (await book.Workloads.GetAsync(Book.Viewer, id)).Summary.Risks.High);

        await book.Templates.DeleteAsync(Book.Owner, arn);
        Assert.NotNull((await book.Answers.GetAsync(Book.Viewer, id, Framework, Question)).Answer);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_template_that_is_not_there_defines_no_workload(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        await Assert.ThrowsAsync<NotFoundException>(
            () => Define(book, "arn:aws:wellarchitected:us-east-1:111111111111:review-template/00000000000000000000000000000000", [Framework]));
        Assert.Empty(await book.Workloads.ListAsync(Book.Viewer));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_template_falls_behind_a_major_version_of_its_lens_until_it_is_upgraded(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var lens = await LensServiceTests.Import(book, "House rules", "keys");
        await book.CustomLenses.PublishAsync(Book.Owner, lens, "1.0", isMajor: true);
        var arn = await book.Templates.CreateAsync(Book.Owner, "House", "All of ours", [lens]);
        await book.Templates.UpdateAnswerAsync(Book.Owner, arn, lens, "keys", new AnswerUpdate { SelectedChoices = ["keys_yes"], Complete = true });
        await LensServiceTests.Import(book, "House rules", lens, ["doors"]);
        await book.CustomLenses.PublishAsync(Book.Owner, lens, "2.0", isMajor: true);
        Assert.False((await book.Templates.GetAsync(Book.Viewer, arn)).IsCurrent);
        Assert.Equal(arn, Assert.Single(await book.Notifications.LensesAsync(Book.Viewer, resourceArn: arn)).ResourceArn);

        await book.Templates.UpgradeLensAsync(Book.Owner, arn, lens);
        var template = await book.Templates.GetAsync(Book.Viewer, arn);
        Assert.Equal((0, 1, true), (template.Answered, template.Unanswered, template.IsCurrent));
        Assert.Empty(await book.Notifications.LensesAsync(Book.Viewer));
        await Assert.ThrowsAsync<ConflictException>(() => book.Templates.UpgradeLensAsync(Book.Owner, arn, lens));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_shared_template_can_be_applied_and_not_changed(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var arn = await book.Templates.CreateAsync(Book.Owner, "Landing zone", "Accounts of ours", [Framework]);
        await Answer(book, arn);
        await Assert.ThrowsAsync<NotFoundException>(() => book.Templates.GetAsync(Book.Stranger, arn));
        await book.Sharing.CreateAsync(Book.Owner, SharedResource.Template, arn, Book.Stranger.AccountId);
        var invitation = Assert.Single(await book.Sharing.InvitationsAsync(Book.Stranger)).InvitationId;
        await book.Sharing.AnswerAsync(Book.Stranger, invitation, accept: true);
        Assert.Equal(invitation, (await book.Templates.GetAsync(Book.Stranger, arn)).ShareInvitationId);
        var key = await book.Workloads.CreateAsync(
            Book.Stranger, new NewWorkload { Name = "Theirs", Environment = "PRODUCTION" }, null,
            (context, record) => book.Templates.ApplyAsync(context, Book.Stranger, record, [arn]));
        Assert.Equal("sam", (await book.Answers.GetAsync(Book.Stranger, key.Id, Framework, Question)).Answer!.UpdatedBy);
        await Assert.ThrowsAsync<DeniedException>(() => book.Templates.UpdateAsync(Book.Stranger, arn, new TemplateUpdate { Name = "Ours now" }));
        await Assert.ThrowsAsync<DeniedException>(() => book.Templates.DeleteAsync(Book.Stranger, arn));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Lenses_come_and_go_and_names_are_unique(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var lens = await LensServiceTests.Import(book, "House rules", "keys");
        await book.CustomLenses.PublishAsync(Book.Owner, lens, "1.0", isMajor: true);
        var arn = await book.Templates.CreateAsync(Book.Owner, "House", "All of ours", [Framework]);
        await Assert.ThrowsAsync<ConflictException>(() => book.Templates.CreateAsync(Book.Owner, "House", "Again", [Framework]));
        var view = await book.Templates.UpdateAsync(Book.Owner, arn, new TemplateUpdate { Add = [lens], Remove = [Framework], Notes = "Changed" });
        Assert.Equal((lens, "Changed", 1), (Assert.Single(view.Template.Lenses.Keys), view.Template.Notes, view.Unanswered));
        await Assert.ThrowsAsync<NotFoundException>(() => book.Templates.LensAsync(Book.Viewer, arn, Framework));
        await Assert.ThrowsAsync<DeniedException>(() => book.Templates.UpdateAsync(Book.Contributor, arn, new TemplateUpdate { Notes = "" }));
    }

    private static Task Answer(Book book, string arn) => book.Templates.UpdateAnswerAsync(
        Book.Owner, arn, Framework, Question, new AnswerUpdate { SelectedChoices = [Choice], Notes = "Everybody has their own", Complete = true });

    private static async Task<string> Define(Book book, string template, IReadOnlyList<string> lenses) => (await book.Workloads.CreateAsync(
        Book.Owner, new NewWorkload { Name = "Orders", Environment = "PRODUCTION", Lenses = lenses }, null,
        (context, record) => book.Templates.ApplyAsync(context, Book.Owner, record, [template]))).Id;
}
