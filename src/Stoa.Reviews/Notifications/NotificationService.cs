using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Notifications;

/// <summary>What concerns the workloads and templates of an account: newer lenses, changed profiles.</summary>
public sealed class NotificationService(RecordStore store)
{
    /// <summary>The notifications about lenses, the newest first.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="workloadId">Only those of this workload; null: of the whole account.</param>
    /// <param name="resourceArn">Only those of this template; null: of all.</param>
    public Task<IReadOnlyList<NotificationRecord>> LensesAsync(Actor actor, string? workloadId = null, string? resourceArn = null) =>
        ListAsync(actor, NotificationTypes.OfLenses, workloadId, resourceArn);

    /// <summary>The notifications about profiles, the newest first.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="workloadId">Only those of this workload; null: of the whole account.</param>
    public Task<IReadOnlyList<NotificationRecord>> ProfilesAsync(Actor actor, string? workloadId = null) =>
        ListAsync(actor, NotificationTypes.OfProfiles, workloadId, null);

    /// <summary>All notifications, the newest first.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="workloadId">Only those of this workload; null: of the whole account.</param>
    /// <param name="resourceArn">Only those of this template; null: of all.</param>
    public Task<IReadOnlyList<NotificationRecord>> AllAsync(Actor actor, string? workloadId = null, string? resourceArn = null) =>
        ListAsync(actor, null, workloadId, resourceArn);

    private Task<IReadOnlyList<NotificationRecord>> ListAsync(Actor actor, string[]? types, string? workloadId, string? resourceArn) =>
        store.ReadAsync<IReadOnlyList<NotificationRecord>>(async context =>
        {
            var standing = context.Notifications.Where(static n => n.ClearedAt == null);
            if (types is not null)
            {
                standing = standing.Where(n => types.Contains(n.Type));
            }

            if (workloadId is not null)
            {
                await context.WorkloadAsync(actor, workloadId, Permission.Read);
                standing = standing.Where(n => n.WorkloadId == workloadId);
            }
            else
            {
                actor.Demand(Role.Viewer);
                standing = standing.Where(n => n.AccountId == actor.AccountId);
            }

            return await standing.Where(n => resourceArn == null || n.ResourceArn == resourceArn)
                .OrderByDescending(static n => n.At).ThenBy(static n => n.Id).ToListAsync();
        });
}
