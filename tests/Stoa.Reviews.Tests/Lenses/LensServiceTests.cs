using Stoa.Assessment;
using Stoa.Assessment.CustomLenses;
using Stoa.Reviews.Answers;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Notifications;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;
using Stoa.Reviews.Workloads;

namespace Stoa.Reviews.Tests.Lenses;

public class LensServiceTests
{
    public static TheoryData<string> Kinds => Database.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_draft_can_be_seen_by_its_account_and_reviewed_against_only_once_it_is_published(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var arn = await Import(book, "House rules", "keys");
        var draft = Assert.Single(await book.CustomLenses.ListAsync(Book.Viewer, LensState.Draft));
        Assert.Equal(("House rules", "DRAFT", LensOrigin.CustomSelf, 0), (draft.Name, draft.Version, draft.Origin, draft.Versions));
        Assert.DoesNotContain(await book.CustomLenses.ListAsync(Book.Viewer, LensState.Published), static l => l.Origin == LensOrigin.CustomSelf);
        Assert.DoesNotContain(await book.CustomLenses.ListAsync(Book.Stranger), static l => l.Origin != LensOrigin.AwsOfficial);
        await Assert.ThrowsAsync<NotFoundException>(() => Define(book, arn));

        await book.CustomLenses.PublishAsync(Book.Owner, arn, "1.0", isMajor: true);
        var id = await Define(book, arn);
        var view = await book.Answers.UpdateAsync(Book.Contributor, id, arn, "keys", new AnswerUpdate { SelectedChoices = ["keys_yes"], Complete = true });
        Assert.Equal(Risk.None, view.Standing.Risk);
        Assert.Equal("1.0", (await book.CustomLenses.GetAsync(Book.Viewer, arn)).Version);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_faulty_lens_is_refused_with_path_and_line_and_read_leniently_where_that_is_asked_for(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var json = SmallLens.Of("House rules", "keys").Replace("\"default\"", "\"keys_no\"");
        var refusal = await Assert.ThrowsAsync<InvalidException>(() => book.CustomLenses.ImportAsync(Book.Owner, null, json));
        var (path, message) = Assert.Single(refusal.Fields);
        Assert.StartsWith("pillars[0].questions[0].riskRules", path);
        Assert.Matches(@"^line \d+: ", message);
        Assert.Empty(await book.CustomLenses.ListAsync(Book.Owner, LensState.Draft));

        var import = await book.CustomLenses.ImportAsync(Book.Owner, null, json, reading: LensReading.Lenient);
        Assert.Contains(import.Faults, f => f is { IsError: false } && f.Path == path && f.Line > 1);
        Assert.Equal("House rules", (await book.CustomLenses.GetAsync(Book.Viewer, import.Arn)).Name);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_alias_that_is_no_arn_is_refused_in_the_words_of_AWS(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var refusal = await Assert.ThrowsAsync<InvalidException>(() => book.CustomLenses.ImportAsync(Book.Owner, "test", SmallLens.Of("House rules", "keys")));
        Assert.Equal("[Validation] Invalid lens alias test (allowed value as alias is LensARN)", refusal.Message);
        await Assert.ThrowsAsync<NotFoundException>(() => book.CustomLenses.ImportAsync(
            Book.Owner, "arn:aws:wellarchitected:us-east-1:111111111111:lens/00000000000000000000000000000000", SmallLens.Of("House rules", "keys")));
        await Assert.ThrowsAsync<DeniedException>(() => book.CustomLenses.ImportAsync(Book.Contributor, null, SmallLens.Of("House rules", "keys")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_minor_version_moves_reviews_at_once_and_a_major_one_waits_and_notifies(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var arn = await Import(book, "House rules", "keys");
        await book.CustomLenses.PublishAsync(Book.Owner, arn, "1.0", isMajor: true);
        var id = await Define(book, arn);

        await Import(book, "House rules", arn, ["keys", "doors"]);
        await book.CustomLenses.PublishAsync(Book.Owner, arn, "1.1", isMajor: false);
        Assert.Equal("1.1", (await book.Milestones.SnapshotAsync(Book.Viewer, id)).Lens(arn)!.Version);
        Assert.Equal(2, (await book.Workloads.GetAsync(Book.Viewer, id)).Summary.Risks.Unanswered);
        Assert.Empty(await book.Notifications.LensesAsync(Book.Viewer));

        await Import(book, "House rules", arn, ["keys", "doors", "windows"]);
        await book.CustomLenses.PublishAsync(Book.Owner, arn, "2.0", isMajor: true);
        Assert.Equal("1.1", (await book.Milestones.SnapshotAsync(Book.Viewer, id)).Lens(arn)!.Version);
        Assert.Equal(LensStatus.NotCurrent, (await book.LensReviews.StatusesAsync(Book.Account, [(arn, "1.1")]))[arn]);
        var notification = Assert.Single(await book.Notifications.LensesAsync(Book.Viewer, id));
        Assert.Equal(("LENS_VERSION_UPGRADED", "1.1", "2.0", "Orders"),
            (notification.Type, notification.CurrentVersion, notification.LatestVersion, notification.WorkloadName));

        await book.LensReviews.UpgradeAsync(Book.Owner, id, arn, "Before 2.0");
        Assert.Equal("2.0", (await book.Milestones.SnapshotAsync(Book.Viewer, id)).Lens(arn)!.Version);
        Assert.Empty(await book.Notifications.LensesAsync(Book.Viewer));
        Assert.Equal("Before 2.0", Assert.Single(await book.Milestones.ListAsync(Book.Viewer, id)).Name);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Versions_differ_in_the_questions_that_came_and_went(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var arn = await Import(book, "House rules", "keys");
        await book.CustomLenses.PublishAsync(Book.Owner, arn, "1.0", isMajor: true);
        await Import(book, "House rules", arn, ["doors"]);
        var changes = await book.CustomLenses.CompareAsync(Book.Viewer, arn, "1.0", "DRAFT");
        Assert.Equal(("1.0", "DRAFT", "1.0"), (changes.Base, changes.Target, changes.Latest));
        Assert.Equal(
            [("doors", DifferenceStatus.New), ("keys", DifferenceStatus.Deleted)],
            Assert.Single(changes.Pillars).Questions.Select(static q => (q.Id, q.Status)));
        await Assert.ThrowsAsync<NotFoundException>(() => book.CustomLenses.CompareAsync(Book.Viewer, arn, "0.9", null));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_exported_can_be_imported_again_and_the_framework_cannot_be_exported(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var arn = await Import(book, "House rules", "keys");
        await book.CustomLenses.PublishAsync(Book.Owner, arn, "1.0", isMajor: true);
        var json = await book.CustomLenses.ExportAsync(Book.Viewer, arn);
        var copy = (await book.CustomLenses.ImportAsync(Book.Owner, null, json)).Arn;
        Assert.NotEqual(arn, copy);
        Assert.Equal(json, await book.CustomLenses.ExportAsync(Book.Viewer, copy, "DRAFT"));
        await Assert.ThrowsAsync<InvalidException>(() => book.CustomLenses.ExportAsync(Book.Owner, "wellarchitected"));
        await Assert.ThrowsAsync<NotFoundException>(() => book.CustomLenses.ExportAsync(Book.Stranger, arn));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Reviews_against_a_deleted_lens_stay_readable(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var arn = await Import(book, "House rules", "keys");
        await book.CustomLenses.PublishAsync(Book.Owner, arn, "1.0", isMajor: true);
        var id = await Define(book, arn);
        await book.CustomLenses.DeleteAsync(Book.Owner, arn, LensState.All);
        Assert.Equal("House rules", (await book.Milestones.SnapshotAsync(Book.Viewer, id)).Lens(arn)!.Name);
        Assert.Equal(LensStatus.Deleted, (await book.LensReviews.StatusesAsync(Book.Account, [(arn, "1.0")]))[arn]);
        Assert.Equal(NotificationTypes.LensDeprecated, Assert.Single(await book.Notifications.LensesAsync(Book.Viewer)).Type);
        await Assert.ThrowsAsync<NotFoundException>(() => book.CustomLenses.GetAsync(Book.Viewer, arn));
        await Assert.ThrowsAsync<NotFoundException>(() => Define(book, arn, "Payments"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Deleting_a_draft_leaves_what_is_published(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var arn = await Import(book, "House rules", "keys");
        await book.CustomLenses.PublishAsync(Book.Owner, arn, "1.0", isMajor: true);
        await Import(book, "House rules", arn, ["doors"]);
        await Assert.ThrowsAsync<ConflictException>(() => book.CustomLenses.DeleteAsync(Book.Owner, arn, LensState.Published));
        await book.CustomLenses.DeleteAsync(Book.Owner, arn, LensState.Draft);
        Assert.False((await book.CustomLenses.GetAsync(Book.Viewer, arn)).HasDraft);
        await Assert.ThrowsAsync<ConflictException>(() => book.CustomLenses.PublishAsync(Book.Owner, arn, "2.0", isMajor: true));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_account_has_no_more_lenses_than_the_limit(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        for (var i = 0; i < book.Store.Limits.CustomLenses; i++)
        {
            await Import(book, $"Rules {i}", "keys");
        }

        Assert.Equal("CustomLenses", (await Assert.ThrowsAsync<QuotaException>(() => Import(book, "One more", "keys"))).QuotaCode);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_many_imports_at_once_no_more_are_taken_than_the_limit_leaves(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        await book.Store.WriteAsync(static context =>
        {
            context.Accounts.Add(new AccountRecord { Id = Book.Account, Name = "Harbour" });
            return Task.FromResult(0);
        });
        for (var i = 2; i < book.Store.Limits.CustomLenses; i++)
        {
            await Import(book, $"Rules {i}", "keys");
        }

        var imported = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            try
            {
                await Import(book, $"Another {n}", "keys");
                return true;
            }
            catch (QuotaException)
            {
                return false;
            }
        })));
        Assert.Equal(2, imported.Count(static i => i));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_repeated_import_with_the_same_token_makes_one_lens(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var json = SmallLens.Of("House rules", "keys");
        var once = Idempotency.Of("ImportLens", "token-1", new { json });
        var first = await book.CustomLenses.ImportAsync(Book.Owner, null, json, idempotency: once);
        var second = await book.CustomLenses.ImportAsync(Book.Owner, null, json, idempotency: once);
        Assert.Equal(first.Arn, second.Arn);
        Assert.Single(await book.CustomLenses.ListAsync(Book.Owner, LensState.Draft));
    }

    internal static async Task<string> Import(Book book, string name, string question) =>
        (await book.CustomLenses.ImportAsync(Book.Owner, null, SmallLens.Of(name, question))).Arn;

    internal static Task Import(Book book, string name, string arn, string[] questions) =>
        book.CustomLenses.ImportAsync(Book.Owner, arn, SmallLens.Of(name, questions));

    internal static async Task<string> Define(Book book, string lens, string name = "Orders") => (await book.Workloads.CreateAsync(
        Book.Owner, new NewWorkload { Name = name, Description = "Takes orders", Environment = "PRODUCTION", Lenses = [lens] })).Id;
}
