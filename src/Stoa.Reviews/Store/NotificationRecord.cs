namespace Stoa.Reviews.Store;

/// <summary>Something that somebody should know: a lens has a new version, a profile changed, a review is overdue.</summary>
public sealed class NotificationRecord
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>AWS's NotificationType or ProfileNotificationType, or <c>REVIEW_OVERDUE</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The workload or template that it concerns.</summary>
    public string? ResourceArn { get; init; }

    public string? WorkloadId { get; init; }

    /// <summary>The name of the workload or template.</summary>
    public string? WorkloadName { get; init; }

    /// <summary>The lens or the profile.</summary>
    public string? SubjectArn { get; init; }

    /// <summary>The name of the lens or the profile.</summary>
    public string? SubjectName { get; init; }

    /// <summary>The version in use and the newest one.</summary>
    public string? CurrentVersion { get; init; }

    public string? LatestVersion { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>When it no longer concerned anybody; null while it does.</summary>
    public DateTimeOffset? ClearedAt { get; set; }
}
