using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.Notifications;
using Stoa.Reviews.Store;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>Notifications.</summary>
internal static class NotificationsApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapNotifications(this IEndpointRouteBuilder api) => api.MapGet("/notifications", ListAsync).WithTags("Notifications")
        .WithName("listNotifications").WithSummary("What concerns the workloads and templates of your account, or one of them: newer lenses, changed profiles, overdue reviews");

    private static async Task<Ok<IReadOnlyList<NotificationRecord>>> ListAsync(
        HttpContext http, NotificationService notifications, string? workloadId = null, string? templateArn = null) =>
        TypedResults.Ok(await notifications.AllAsync(http.User.Actor(), workloadId, templateArn));
}
