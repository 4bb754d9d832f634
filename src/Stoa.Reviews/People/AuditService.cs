using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.People;

/// <summary>Which entries of the audit trail are asked for; what is null does not matter.</summary>
public sealed record AuditFilter
{
    /// <summary>The workload that they concern.</summary>
    public string? WorkloadId { get; init; }

    /// <summary>Whose they are, by name.</summary>
    public string? By { get; init; }

    /// <summary>The action, or what it begins with: <c>person.</c></summary>
    public string? Action { get; init; }

    /// <summary>The thing.</summary>
    public string? Subject { get; init; }

    /// <summary>From when on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, exclusive.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>Some of the audit trail, newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Next">What to ask for the entries before these with; null: there are none.</param>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Entries, long? Next);

/// <summary>Reads the audit trail: administrators that of their account, readers of a workload that of the workload.</summary>
public sealed class AuditService(RecordStore store)
{
    /// <summary>The most entries of a page.</summary>
    public const int MaxPage = 200;

    /// <summary>Entries, newest first.</summary>
    /// <param name="actor">An administrator; or a reader of the workload that the filter names.</param>
    /// <param name="filter">Which.</param>
    /// <param name="before">The <see cref="AuditPage.Next"/> of the page before; null for the first.</param>
    /// <param name="take">How many at most, 1 to 200.</param>
    public Task<AuditPage> ListAsync(Actor actor, AuditFilter filter, long? before = null, int take = 50) => store.ReadAsync(async context =>
    {
        var size = Math.Clamp(take, 1, MaxPage);
        IQueryable<AuditRecord> entries = context.Audit;
        if (filter.WorkloadId is { } workload)
        {
            await context.WorkloadAsync(actor, workload, Permission.Read);
            // Others, with whom it is shared, work on it too.
            entries = entries.Where(a => a.WorkloadId == workload);
        }
        else
        {
            actor.Demand(Role.Administrator);
            entries = entries.Where(a => a.AccountId == actor.AccountId);
        }

        if (filter.By is { } by)
        {
            entries = entries.Where(a => a.By == by);
        }

        if (filter.Action is { } action)
        {
            entries = entries.Where(a => a.Action.StartsWith(action));
        }

        if (filter.Subject is { } subject)
        {
            entries = entries.Where(a => a.Subject == subject);
        }

        if (filter.From is { } from)
        {
            entries = entries.Where(a => a.At >= from);
        }

        if (filter.To is { } to)
        {
            entries = entries.Where(a => a.At < to);
        }

        if (before is { } id)
        {
            entries = entries.Where(a => a.Id < id);
        }

        var found = await entries.OrderByDescending(static a => a.Id).Take(size + 1).ToListAsync();
        return found.Count > size ? new AuditPage(found[..size], found[size - 1].Id) : new AuditPage(found, null);
    });
}
