using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Notifications;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Lenses;

/// <summary>The reviews and templates that keep to some version of a custom lens, when its owner publishes or deletes it. Within a write.</summary>
internal static class LensHolders
{
    /// <summary>Moves those that keep to one of some versions to another one.</summary>
    public static async Task MoveAsync(RecordContext context, CustomLensRecord lens, string version, List<string> versions, DateTimeOffset now)
    {
        var arn = lens.Arn;
        var accounts = await AccountsAsync(context, lens);
        var workloads = await (from review in context.LensReviews
                               join workload in context.Workloads on review.WorkloadId equals workload.Id
                               where review.LensAlias == arn && versions.Contains(review.LensVersion) && accounts.Contains(workload.AccountId)
                               select workload.Id).ToListAsync();
        foreach (var ids in workloads.Chunk(500))
        {
            // What is computed of a workload is computed of a revision.
            await context.Workloads.Where(w => ids.Contains(w.Id)).ExecuteUpdateAsync(update => update
                .SetProperty(static w => w.Revision, static w => w.Revision + 1).SetProperty(static w => w.UpdatedAt, now));
            await context.LensReviews.Where(r => r.LensAlias == arn && ids.Contains(r.WorkloadId)).ExecuteUpdateAsync(update => update
                .SetProperty(static r => r.LensVersion, version).SetProperty(static r => r.UpdatedAt, now).SetProperty(static r => r.Version, static r => r.Version + 1));
        }

        foreach (var template in await TemplatesAsync(context, lens, accounts))
        {
            if (versions.Contains(template.Lenses[arn].LensVersion))
            {
                template.Lenses = new(template.Lenses) { [arn] = template.Lenses[arn] with { LensVersion = version } };
            }
        }

        await context.SaveChangesAsync();
    }

    /// <summary>Notifies those that keep to an earlier version of the newest one.</summary>
    public static Task NotifyUpgradeAsync(RecordContext context, CustomLensRecord lens, string newest, DateTimeOffset now) =>
        NotifyAsync(context, lens, NotificationTypes.LensUpgraded, newest, now);

    /// <summary>Notifies all that the lens is deleted.</summary>
    public static Task NotifyDeletionAsync(RecordContext context, CustomLensRecord lens, DateTimeOffset now) =>
        NotifyAsync(context, lens, NotificationTypes.LensDeprecated, null, now);

    private static async Task NotifyAsync(RecordContext context, CustomLensRecord lens, string type, string? newest, DateTimeOffset now)
    {
        var arn = lens.Arn;
        var accounts = await AccountsAsync(context, lens);
        var reviews = await (from review in context.LensReviews
                             join workload in context.Workloads on review.WorkloadId equals workload.Id
                             where review.LensAlias == arn && review.LensVersion != newest && accounts.Contains(workload.AccountId)
                             select new { workload.Id, workload.Arn, workload.AccountId, workload.Name, review.LensVersion }).ToListAsync();
        foreach (var review in reviews)
        {
            await context.NotifyAsync(Of(review.AccountId, review.Arn, review.Id, review.Name, review.LensVersion));
        }

        foreach (var template in (await TemplatesAsync(context, lens, accounts)).Where(t => t.Lenses[arn].LensVersion != newest))
        {
            await context.NotifyAsync(Of(template.AccountId, template.Arn, null, template.Name, template.Lenses[arn].LensVersion));
        }

        NotificationRecord Of(string accountId, string resourceArn, string? workloadId, string name, string current) => new()
        {
            Id = Ids.New(),
            AccountId = accountId,
            Type = type,
            ResourceArn = resourceArn,
            WorkloadId = workloadId,
            WorkloadName = name,
            SubjectArn = arn,
            SubjectName = lens.Name,
            CurrentVersion = current,
            LatestVersion = newest ?? current,
            At = now,
        };
    }

    // The owner's account and those that may use the lens now: what others reviewed stays as it is.
    private static async Task<List<string>> AccountsAsync(RecordContext context, CustomLensRecord lens) =>
    [
        lens.AccountId,
        .. await context.Shares.Where(s => s.Resource == SharedResource.Lens && s.ResourceId == lens.Arn && s.Status == ShareStatus.Accepted)
            .Select(static s => s.SharedWithAccount).Distinct().ToListAsync(),
    ];

    // A template's lenses are one column, which databases do not search.
    private static async Task<List<TemplateRecord>> TemplatesAsync(RecordContext context, CustomLensRecord lens, List<string> accounts) =>
        [.. (await context.Templates.Where(t => accounts.Contains(t.AccountId)).ToListAsync()).Where(t => t.Lenses.ContainsKey(lens.Arn))];
}
