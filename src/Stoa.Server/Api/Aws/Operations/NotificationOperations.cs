using Stoa.Reviews.Notifications;
using Stoa.Reviews.Store;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>ListNotifications, ListProfileNotifications.</summary>
internal static class NotificationOperations
{
    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<ListNotificationsInput, ListNotificationsOutput>(ListNotifications),
        AwsOperation.Handle<ListProfileNotificationsInput, ListProfileNotificationsOutput>(ListProfileNotifications),
    ];

    private static async ValueTask<ListNotificationsOutput> ListNotifications(AwsCall call, ListNotificationsInput input)
    {
        var all = await call.Service<NotificationService>().LensesAsync(call.Actor(), input.WorkloadId, input.ResourceArn);
        var (page, next) = AwsPage.Of(all, $"notifications {input.WorkloadId} {input.ResourceArn}", input.NextToken, input.MaxResults);
        return new ListNotificationsOutput([.. page.Select(static n => new NotificationShape(n.Type, LensUpgradeShape.Of(n)))], next);
    }

    private static async ValueTask<ListProfileNotificationsOutput> ListProfileNotifications(AwsCall call, ListProfileNotificationsInput input)
    {
        var all = await call.Service<NotificationService>().ProfilesAsync(call.Actor(), input.WorkloadId);
        var (page, next) = AwsPage.Of(all, $"profile notifications {input.WorkloadId}", input.NextToken, input.MaxResults);
        return new ListProfileNotificationsOutput(
            [
                .. page.Select(static n => new ProfileNotificationShape(
                    n.CurrentVersion, n.LatestVersion, n.Type, n.SubjectArn, n.SubjectName, n.WorkloadId, n.WorkloadName)),
            ],
            next);
    }

    private sealed record ListNotificationsInput(string? WorkloadId, string? NextToken, int? MaxResults, string? ResourceArn);

    private sealed record ListNotificationsOutput(IReadOnlyList<NotificationShape> NotificationSummaries, string? NextToken);

    private sealed record NotificationShape(string Type, LensUpgradeShape LensUpgradeSummary);

    private sealed record LensUpgradeShape(
        string? WorkloadId, string? WorkloadName, string? LensAlias, string? LensArn, string? CurrentLensVersion, string? LatestLensVersion,
        string? ResourceArn, string? ResourceName)
    {
        public static LensUpgradeShape Of(NotificationRecord n) => new(
            n.WorkloadId, n.WorkloadId is null ? null : n.WorkloadName, n.SubjectArn, n.SubjectArn, n.CurrentVersion, n.LatestVersion, n.ResourceArn, n.WorkloadName);
    }

    private sealed record ListProfileNotificationsInput(string? WorkloadId, string? NextToken, int? MaxResults);

    private sealed record ListProfileNotificationsOutput(IReadOnlyList<ProfileNotificationShape> NotificationSummaries, string? NextToken);

    private sealed record ProfileNotificationShape(
        string? CurrentProfileVersion, string? LatestProfileVersion, string Type, string? ProfileArn, string? ProfileName, string? WorkloadId, string? WorkloadName);
}
