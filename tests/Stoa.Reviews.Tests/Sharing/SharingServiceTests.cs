using Stoa.Reviews.Access;
using Stoa.Reviews.Answers;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;
using Stoa.Reviews.Tests.Lenses;

namespace Stoa.Reviews.Tests.Sharing;

public class SharingServiceTests
{
    private const string Lens = "wellarchitected";

    public static TheoryData<string> Kinds => Database.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_workload_can_be_read_by_another_account_from_its_acceptance_until_the_share_is_taken_back(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var share = await book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, Book.Stranger.AccountId);
        await Assert.ThrowsAsync<NotFoundException>(() => book.Workloads.GetAsync(Book.Stranger, id));
        var invitation = Assert.Single(await book.Sharing.InvitationsAsync(Book.Stranger));
        Assert.Equal(("Orders", Book.Account), (invitation.ResourceName, invitation.AccountId));

        await book.Sharing.AnswerAsync(Book.Stranger, invitation.InvitationId, accept: true);
        Assert.Equal(invitation.InvitationId, (await book.Workloads.GetAsync(Book.Stranger, id)).ShareInvitationId);
        Assert.Single(await book.Workloads.ListAsync(Book.Stranger));
        Assert.Empty(await book.Sharing.InvitationsAsync(Book.Stranger));
        await Assert.ThrowsAsync<DeniedException>(() => Answer(book, Book.Stranger, id));
        await Assert.ThrowsAsync<DeniedException>(() => book.Sharing.ListAsync(Book.Stranger, SharedResource.Workload, id));

        await book.Sharing.UpdateAsync(Book.Owner, id, share, canContribute: true);
        await Answer(book, Book.Stranger, id);
        await Assert.ThrowsAsync<DeniedException>(() => book.Workloads.DeleteAsync(Book.Stranger, id));

        await book.Sharing.DeleteAsync(Book.Owner, SharedResource.Workload, id, share);
        await Assert.ThrowsAsync<NotFoundException>(() => book.Workloads.GetAsync(Book.Stranger, id));
        Assert.Empty(await book.Sharing.ListAsync(Book.Owner, SharedResource.Workload, id));
        Assert.Single(await book.Sharing.ListAsync(Book.Owner, SharedResource.Workload, id, status: ShareStatus.Revoked));
        await Assert.ThrowsAsync<ConflictException>(() => book.Sharing.AnswerAsync(Book.Stranger, invitation.InvitationId, accept: true));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_invitation_is_answered_by_those_who_are_invited_alone(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var invited = Book.Person("ivy", Role.Contributor, Book.Stranger.AccountId);
        await book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, invited.Arn, canContribute: true);
        var invitation = Assert.Single(await book.Sharing.InvitationsAsync(invited)).InvitationId;
        Assert.Empty(await book.Sharing.InvitationsAsync(Book.Stranger));
        await Assert.ThrowsAsync<NotFoundException>(() => book.Sharing.AnswerAsync(Book.Stranger, invitation, accept: true));
        await Assert.ThrowsAsync<NotFoundException>(() => book.Sharing.AnswerAsync(Book.Owner, invitation, accept: true));
        await book.Sharing.AnswerAsync(invited, invitation, accept: true);
        await Answer(book, invited, id);
        await Assert.ThrowsAsync<NotFoundException>(() => book.Workloads.GetAsync(Book.Stranger, id));
    }

    [Fact]
    public async Task Whoever_may_not_change_a_workload_is_refused_without_waiting_for_those_who_do()
    {
        await using var book = await Book.OpenAsync("postgres");
        var id = await book.DefineAsync();
        await book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, Book.Stranger.AccountId);
        await book.Sharing.AnswerAsync(Book.Stranger, Assert.Single(await book.Sharing.InvitationsAsync(Book.Stranger)).InvitationId, accept: true);
        await using var context = book.Open();
        await using var transaction = await context.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await context.ChangeWorkloadAsync(Book.Owner, id, Permission.Contribute, book.Store.Now);
        foreach (var (actor, refusal) in new[]
        {
            (Book.Viewer, typeof(DeniedException)),
            (Book.Stranger, typeof(DeniedException)),
            (Book.Person("olga", Role.Administrator, "333333333333"), typeof(NotFoundException)),
            (Book.Owner with { PersonId = null, OnlyWorkload = "another" }, typeof(NotFoundException)),
        })
        {
            var change = book.Store.WriteAsync(c => c.ChangeWorkloadAsync(actor, id, Permission.Contribute, book.Store.Now));
            var thrown = await Record.ExceptionAsync(() => change.WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.IsType(refusal, thrown);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_account_s_invitation_needs_one_of_its_owners(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        await book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, Book.Stranger.AccountId);
        var contributor = Book.Person("ivy", Role.Contributor, Book.Stranger.AccountId);
        var invitation = Assert.Single(await book.Sharing.InvitationsAsync(contributor)).InvitationId;
        await Assert.ThrowsAsync<DeniedException>(() => book.Sharing.AnswerAsync(contributor, invitation, accept: true));
        await book.Sharing.AnswerAsync(Book.Stranger, invitation, accept: false);
        Assert.Equal(ShareStatus.Rejected, Assert.Single(await book.Sharing.ListAsync(Book.Owner, SharedResource.Workload, id)).Status);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_invitation_expires_and_another_one_can_be_sent(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        await book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, Book.Stranger.AccountId);
        await Assert.ThrowsAsync<ConflictException>(() => book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, Book.Stranger.AccountId));
        var invitation = Assert.Single(await book.Sharing.InvitationsAsync(Book.Stranger)).InvitationId;
        book.Clock.Now += TimeSpan.FromDays(8);
        Assert.Empty(await book.Sharing.InvitationsAsync(Book.Stranger));
        Assert.Equal(ShareStatus.Expired, Assert.Single(await book.Sharing.ListAsync(Book.Owner, SharedResource.Workload, id)).Status);
        await Assert.ThrowsAsync<ConflictException>(() => book.Sharing.AnswerAsync(Book.Stranger, invitation, accept: true));
        await book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, Book.Stranger.AccountId);
        Assert.Single(await book.Sharing.InvitationsAsync(Book.Stranger));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_is_shared_with_oneself_an_organisation_a_role_or_more_than_the_limit(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        foreach (var principal in new[]
        {
            Book.Account, "arn:aws:organizations::111111111111:organization/o-1234567890", "arn:aws:iam::222222222222:role/reader", "somebody else",
        })
        {
            var refusal = await Assert.ThrowsAsync<InvalidException>(() => book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, principal));
            Assert.Equal("SharedWith", Assert.Single(refusal.Fields).Field);
        }

        await Assert.ThrowsAsync<DeniedException>(() => book.Sharing.CreateAsync(Book.Contributor, SharedResource.Workload, id, "222222222222"));
        for (var i = 0; i < book.Store.Limits.SharesOfWorkload; i++)
        {
            await book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, $"2000000000{i:00}");
        }

        Assert.Equal("SharesOfWorkload", (await Assert.ThrowsAsync<QuotaException>(
            () => book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, "300000000000"))).QuotaCode);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_many_invitations_of_one_account_at_once_one_is_sent(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await book.DefineAsync();
        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                await book.Sharing.CreateAsync(Book.Owner, SharedResource.Workload, id, Book.Stranger.AccountId);
                return true;
            }
            catch (ConflictException)
            {
                return false;
            }
        })));
        Assert.Single(sent, true);
        Assert.Single(await book.Sharing.InvitationsAsync(Book.Stranger));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_lens_that_is_no_longer_shared_leaves_reviews_readable_and_takes_no_new_ones(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var arn = await LensServiceTests.Import(book, "House rules", "keys");
        await Assert.ThrowsAsync<ConflictException>(() => book.Sharing.CreateAsync(Book.Owner, SharedResource.Lens, arn, Book.Stranger.AccountId));
        await book.CustomLenses.PublishAsync(Book.Owner, arn, "1.0", isMajor: true);
        var share = await book.Sharing.CreateAsync(Book.Owner, SharedResource.Lens, arn, Book.Stranger.AccountId);
        await book.Sharing.AnswerAsync(Book.Stranger, Assert.Single(await book.Sharing.InvitationsAsync(Book.Stranger)).InvitationId, accept: true);
        Assert.Contains(await book.CustomLenses.ListAsync(Book.Stranger), l => l.Arn == arn && l.Origin == Reviews.Lenses.LensOrigin.CustomShared);
        await Assert.ThrowsAsync<DeniedException>(() => book.CustomLenses.ExportAsync(Book.Stranger, arn));
        await Assert.ThrowsAsync<DeniedException>(() => book.CustomLenses.PublishAsync(Book.Stranger, arn, "2.0", isMajor: true));
        var theirs = (await book.Workloads.CreateAsync(Book.Stranger, new() { Name = "Theirs", Environment = "PRODUCTION", Lenses = [arn] })).Id;

        await book.Sharing.DeleteAsync(Book.Owner, SharedResource.Lens, arn, share);
        Assert.Equal("House rules", (await book.Milestones.SnapshotAsync(Book.Stranger, theirs)).Lens(arn)!.Name);
        Assert.Equal(LensStatus.Unshared, (await book.LensReviews.StatusesAsync(Book.Stranger.AccountId, [(arn, "1.0")]))[arn]);
        await Assert.ThrowsAsync<NotFoundException>(
            () => book.Workloads.CreateAsync(Book.Stranger, new() { Name = "Another", Environment = "PRODUCTION", Lenses = [arn] }));
    }

    private static Task Answer(Book book, Actor actor, string id) => book.Answers.UpdateAsync(
        actor, id, Lens, "securely-operate", new AnswerUpdate { SelectedChoices = ["sec_securely_operate_multi_accounts"], Complete = true });
}
