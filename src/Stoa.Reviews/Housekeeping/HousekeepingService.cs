using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Housekeeping;

/// <summary>What the record does by itself as time goes by. Each may be done at any time, and twice.</summary>
public sealed class HousekeepingService(RecordStore store)
{
    /// <summary>The type of the notification that a review is overdue.</summary>
    public const string ReviewOverdue = "REVIEW_OVERDUE";

    /// <summary>Notifies of the workloads whose next review is overdue, once each, and clears the notifications of those that were reviewed.</summary>
    /// <returns>How many are newly overdue.</returns>
    public Task<int> NotifyOverdueAsync() => store.WriteAsync(async context =>
    {
        var now = store.Now;
        var overdue = (await context.Workloads.Select(static w => new { w.Id, w.AccountId, w.Arn, w.Name, w.ReviewedAt, w.ReviewEveryDays }).ToListAsync())
            .Where(w => w.ReviewEveryDays > 0 && w.ReviewedAt.AddDays(w.ReviewEveryDays) < now)
            .ToDictionary(static w => w.Id);
        var known = await context.Notifications.Where(static n => n.Type == ReviewOverdue && n.ClearedAt == null).ToListAsync();
        foreach (var notification in known.Where(n => n.WorkloadId is null || !overdue.ContainsKey(n.WorkloadId)))
        {
            notification.ClearedAt = now;
        }

        var notified = known.Select(static n => n.WorkloadId).ToHashSet();
        var added = overdue.Values.Where(w => !notified.Contains(w.Id)).ToList();
        context.Notifications.AddRange(added.Select(w => new NotificationRecord
        {
            Id = Ids.New(), AccountId = w.AccountId, Type = ReviewOverdue, ResourceArn = w.Arn, WorkloadId = w.Id, WorkloadName = w.Name, At = now,
        }));
        return added.Count;
    });

    /// <summary>Removes answers that no client may repeat its request for any more, and ends invitations that nobody answered in time.</summary>
    /// <returns>How many of both.</returns>
    public Task<int> CleanAsync() => store.WriteAsync(async context =>
    {
        var now = store.Now;
        var oldest = now - store.Limits.Idempotency;
        var removed = await context.Idempotency.Where(i => i.At < oldest).ExecuteDeleteAsync();
        var invited = now - store.Limits.Invitation;
        var invitations = await context.Shares.Where(s => s.Status == ShareStatus.Pending && s.CreatedAt < invited).ToListAsync();
        foreach (var invitation in invitations)
        {
            invitation.Status = ShareStatus.Expired;
            invitation.UpdatedAt = now;
        }

        return removed + invitations.Count;
    });
}
