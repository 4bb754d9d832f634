namespace Stoa.Reviews.Store;

/// <summary>How far an improvement has come.</summary>
public enum ImprovementStatus
{
    /// <summary>Planned.</summary>
    ToDo,

    /// <summary>Somebody is at it.</summary>
    Doing,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Not to be done: the risk is accepted.</summary>
    RiskAccepted,
}

/// <summary>Something that is to be done about an unmet best practice.</summary>
public sealed class ImprovementRecord : IVersioned
{
    public required string Id { get; init; }

    public required string WorkloadId { get; init; }

    public required string LensAlias { get; init; }

    public required string QuestionId { get; init; }

    /// <summary>The best practice that it is for.</summary>
    public required string ChoiceId { get; init; }

    public required string Title { get; set; }

    public ImprovementStatus Status { get; set; }

    /// <summary>Who does it; null where nobody is named.</summary>
    public string? Owner { get; set; }

    public DateOnly? DueDate { get; set; }

    /// <summary><c>LOW</c>, <c>MEDIUM</c> or <c>HIGH</c>.</summary>
    public string Effort { get; set; } = "MEDIUM";

    /// <summary>The address of a ticket elsewhere.</summary>
    public string? TicketUrl { get; set; }

    public string? Notes { get; set; }

    /// <summary>Its place among those of the same status; the smaller the earlier.</summary>
    public double Order { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it was done or its risk accepted.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
