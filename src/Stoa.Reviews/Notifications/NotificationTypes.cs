using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Notifications;

/// <summary>The types of notifications, as AWS names them, and how they come and go.</summary>
public static class NotificationTypes
{
    /// <summary>The lens of a review or template has a newer major version.</summary>
    public const string LensUpgraded = "LENS_VERSION_UPGRADED";

    /// <summary>The lens of a review or template was deleted.</summary>
    public const string LensDeprecated = "LENS_VERSION_DEPRECATED";

    /// <summary>The profile of a workload has newer answers.</summary>
    public const string ProfileUpdated = "PROFILE_ANSWERS_UPDATED";

    /// <summary>The profile of a workload was deleted.</summary>
    public const string ProfileDeleted = "PROFILE_DELETED";

    internal static readonly string[] OfLenses = [LensUpgraded, LensDeprecated];

    internal static readonly string[] OfProfiles = [ProfileUpdated, ProfileDeleted];

    /// <summary>Notifies of something, in place of what was said before of the same lens or profile to the same workload or template.</summary>
    internal static async Task NotifyAsync(this RecordContext context, NotificationRecord notification)
    {
        await context.ClearNotificationsAsync(notification.ResourceArn!, notification.SubjectArn!, notification.At);
        context.Notifications.Add(notification);
    }

    /// <summary>What was said of a lens or profile to a workload or template concerns nobody any more.</summary>
    internal static Task ClearNotificationsAsync(this RecordContext context, string resourceArn, string subjectArn, DateTimeOffset now) => context.Notifications
        .Where(n => n.ResourceArn == resourceArn && n.SubjectArn == subjectArn && n.ClearedAt == null)
        .ExecuteUpdateAsync(update => update.SetProperty(static n => n.ClearedAt, now));
}
