namespace Stoa.Reviews.Store;

/// <summary>A risk that somebody has decided to live with, for a time.</summary>
public sealed class AcceptedRiskRecord
{
    public required string Id { get; init; }

    public required string WorkloadId { get; init; }

    public required string LensAlias { get; init; }

    public required string QuestionId { get; init; }

    /// <summary>The best practice; null: the whole question.</summary>
    public string? ChoiceId { get; init; }

    public required string Reason { get; init; }

    /// <summary>The last day on which it holds.</summary>
    public DateOnly Expires { get; init; }

    public required string By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>When somebody took it back; null while it stands.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
}
