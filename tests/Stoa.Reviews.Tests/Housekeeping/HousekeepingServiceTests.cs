using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Housekeeping;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.Housekeeping;

/// <summary>What the record does by itself as time goes by.</summary>
public class HousekeepingServiceTests
{
    public static TheoryData<string> Kinds => Database.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_overdue_review_is_said_once_and_no_more_after_a_milestone(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var housekeeping = new HousekeepingService(book.Store);
        var id = await book.DefineAsync();
        Assert.Equal(0, await housekeeping.NotifyOverdueAsync());

        book.Clock.Now += TimeSpan.FromDays(92);
        Assert.Equal(1, await housekeeping.NotifyOverdueAsync());
        Assert.Equal(0, await housekeeping.NotifyOverdueAsync());
        Assert.Equal((id, "Orders", null), await OnlyAsync(book));

        await book.Milestones.CreateAsync(Book.Owner, id, "Reviewed");
        await housekeeping.NotifyOverdueAsync();
        Assert.Equal((id, "Orders", book.Clock.Now), await OnlyAsync(book));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Old_answers_to_repeated_requests_and_old_invitations_go_and_new_ones_stay(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var housekeeping = new HousekeepingService(book.Store);
        await AddAsync(book, "old");
        book.Clock.Now += TimeSpan.FromDays(8);
        await AddAsync(book, "new");

        Assert.Equal(2, await housekeeping.CleanAsync());
        Assert.Equal(0, await housekeeping.CleanAsync());

        await using var context = book.Open();
        Assert.Equal(["new"], await context.Idempotency.Select(static i => i.Token).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            [("new", ShareStatus.Pending), ("old", ShareStatus.Expired)],
            (await context.Shares.OrderBy(static s => s.Id).ToListAsync(TestContext.Current.CancellationToken)).Select(static s => (s.Id, s.Status)));
    }

    private static async Task AddAsync(Book book, string name)
    {
        await using var context = book.Open();
        context.Idempotency.Add(new IdempotencyRecord { AccountId = Book.Account, Operation = "x", Token = name, RequestHash = [1], Response = "1", At = book.Clock.Now });
        context.Shares.Add(new ShareRecord
        {
            Id = name, InvitationId = name, Resource = SharedResource.Workload, ResourceId = "w", ResourceName = "w", AccountId = Book.Account, By = "ada",
            SharedWith = "222222222222", SharedWithAccount = "222222222222", CreatedAt = book.Clock.Now, UpdatedAt = book.Clock.Now,
        });
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(string? Id, string? Name, DateTimeOffset? ClearedAt)> OnlyAsync(Book book)
    {
        await using var context = book.Open();
        var only = await context.Notifications.SingleAsync(static n => n.Type == HousekeepingService.ReviewOverdue, TestContext.Current.CancellationToken);
        return (only.WorkloadId, only.WorkloadName, only.ClearedAt);
    }
}
