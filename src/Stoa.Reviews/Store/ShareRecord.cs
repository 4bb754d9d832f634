namespace Stoa.Reviews.Store;

/// <summary>What is shared.</summary>
public enum SharedResource
{
    /// <summary>A workload, by its id.</summary>
    Workload,

    /// <summary>A custom lens, by its ARN.</summary>
    Lens,

    /// <summary>A profile, by its ARN.</summary>
    Profile,

    /// <summary>A review template, by its ARN.</summary>
    Template,
}

/// <summary>How far a share has come; AWS's ShareStatus without the states that only its organisations have.</summary>
public enum ShareStatus
{
    /// <summary>The invitation waits.</summary>
    Pending,

    /// <summary>The other account may use the resource.</summary>
    Accepted,

    /// <summary>The other account does not want it.</summary>
    Rejected,

    /// <summary>The owner took it back.</summary>
    Revoked,

    /// <summary>Nobody answered in time.</summary>
    Expired,
}

/// <summary>That something of one account may be used by another account or one person of it.</summary>
public sealed class ShareRecord : IVersioned
{
    /// <summary>The share's id, 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The invitation's id, by which the other side answers.</summary>
    public required string InvitationId { get; init; }

    public required SharedResource Resource { get; init; }

    /// <summary>The workload's id, or the ARN of anything else.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Its name, for the invitation.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The account that shares.</summary>
    public required string AccountId { get; init; }

    /// <summary>Who said so.</summary>
    public required string By { get; init; }

    /// <summary>With whom: twelve digits, or a person's ARN.</summary>
    public required string SharedWith { get; init; }

    /// <summary>The account of <see cref="SharedWith"/>.</summary>
    public required string SharedWithAccount { get; init; }

    /// <summary>Whether the other side may change answers: of workloads only.</summary>
    public bool CanContribute { get; set; }

    public ShareStatus Status { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
