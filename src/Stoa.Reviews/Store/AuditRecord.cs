namespace Stoa.Reviews.Store;

/// <summary>Something that somebody did. Entries are only ever added; the store refuses to change or delete one.</summary>
public sealed class AuditRecord
{
    /// <summary>Ascending in the order of writing.</summary>
    public long Id { get; init; }

    public required string AccountId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>What, a verb and a noun: <c>answer.update</c>, <c>workload.delete</c>, <c>key.revoke</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The workload, where it concerns one.</summary>
    public string? WorkloadId { get; init; }

    /// <summary>The thing: a question, a share, a person.</summary>
    public string? Subject { get; init; }

    /// <summary>What changed, in a sentence or as JSON; never a secret.</summary>
    public string? Detail { get; init; }
}
