using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Access;

/// <summary>
/// Who may do what. Every service asks here before it reads or writes, and a workload that an actor may not know of is not found,
/// whether it exists or not.
/// </summary>
public static class AccessControl
{
    /// <summary>Demands a role in the actor's own account.</summary>
    /// <exception cref="DeniedException">The actor has a smaller one, or is a pipeline's token.</exception>
    public static void Demand(this Actor actor, Role role)
    {
        if (actor.OnlyWorkload is not null || actor.Role < role)
        {
            throw Denied(actor, $"the role {role.ToString().ToLowerInvariant()}");
        }
    }

    /// <summary>A workload that the actor may use in the given way.</summary>
    /// <exception cref="NotFoundException">There is none, or the actor may not know of it.</exception>
    /// <exception cref="DeniedException">The actor may see it, and not do this.</exception>
    public static async Task<WorkloadRecord> WorkloadAsync(this RecordContext context, Actor actor, string id, Permission permission)
    {
        var workload = await context.Workloads.FirstOrDefaultAsync(w => w.Id == id);
        if (workload is null || (actor.OnlyWorkload is { } only && only != id))
        {
            throw new NotFoundException("WORKLOAD", id);
        }

        var share = workload.AccountId == actor.AccountId ? null : await context.ShareAsync(actor, SharedResource.Workload, id);
        if (workload.AccountId != actor.AccountId && share is null)
        {
            throw new NotFoundException("WORKLOAD", id);
        }

        var allowed = actor.Allows(permission) && (share is null || permission switch
        {
            Permission.Read => true,
            Permission.Dispose => false,
            _ => share.CanContribute,
        });
        return allowed ? workload : throw Denied(actor, $"the permission to {permission.ToString().ToLowerInvariant()} on workload {id}");
    }

    /// <summary>The workloads that the actor may read: the account's, and those shared with it.</summary>
    public static IQueryable<WorkloadRecord> VisibleWorkloads(this RecordContext context, Actor actor)
    {
        var arn = actor.Arn;
        var shared = context.Shares
            .Where(s => s.Resource == SharedResource.Workload && s.SharedWithAccount == actor.AccountId
                && (s.SharedWith == actor.AccountId || s.SharedWith == arn) && s.Status == ShareStatus.Accepted)
            .Select(static s => s.ResourceId);
        return context.Workloads
            .Where(w => w.AccountId == actor.AccountId || shared.Contains(w.Id))
            .Where(w => actor.OnlyWorkload == null || w.Id == actor.OnlyWorkload);
    }

    /// <summary>
    /// A workload that the actor is about to change: counts the change, and holds the workload's row until the transaction ends, so
    /// that changes of one workload come one after another and a milestone sees all of one and nothing of the next.
    /// </summary>
    /// <param name="context">Within a write.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="id">The workload.</param>
    /// <param name="permission">What the change needs.</param>
    /// <param name="now">The instant of the change.</param>
    public static async Task<WorkloadRecord> ChangeWorkloadAsync(
        this RecordContext context, Actor actor, string id, Permission permission, DateTimeOffset now)
    {
        // Whoever may not change it holds nothing. Of the account's own workloads, account and role say it all.
        var isHeld = actor.Allows(permission) && (actor.OnlyWorkload is null || actor.OnlyWorkload == id)
            && await CountAsync(context.Workloads.Where(w => w.Id == id && w.AccountId == actor.AccountId), now);
        if (!isHeld)
        {
            var shared = await context.WorkloadAsync(actor, id, permission);
            await CountAsync(context.Workloads.Where(w => w.Id == id), now);
            // What was read before it was held may have changed, the share too.
            context.Entry(shared).State = EntityState.Detached;
        }

        return await context.WorkloadAsync(actor, id, permission);
    }

    /// <summary>Holds an account until the transaction ends, so that what is counted in it stays as it was counted.</summary>
    internal static Task<int> HoldAccountAsync(this RecordContext context, string accountId) =>
        // Writing a row back as it is holds it.
        context.Accounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(static update => update.SetProperty(static a => a.Name, static a => a.Name));

    /// <summary>The share by which the actor's account may use something of another's; null where there is none that stands.</summary>
    public static Task<ShareRecord?> ShareAsync(this RecordContext context, Actor actor, SharedResource resource, string id)
    {
        var arn = actor.Arn;
        return context.Shares
            .Where(s => s.Resource == resource && s.ResourceId == id && s.SharedWithAccount == actor.AccountId
                && (s.SharedWith == actor.AccountId || s.SharedWith == arn) && s.Status == ShareStatus.Accepted)
            // Of several the one that allows more.
            .OrderByDescending(static s => s.CanContribute)
            .FirstOrDefaultAsync();
    }

    /// <summary>Notes in the audit trail what the actor does.</summary>
    public static void Note(
        this RecordContext context, Actor actor, DateTimeOffset now, string action, string? workloadId = null, string? subject = null, string? detail = null) =>
        context.Audit.Add(new AuditRecord
        {
            AccountId = actor.AccountId, At = now, By = actor.Name, Action = action, WorkloadId = workloadId, Subject = subject, Detail = detail,
        });

    private static bool Allows(this Actor actor, Permission permission) => permission switch
    {
        Permission.Read => true,
        Permission.Push => actor.Role >= Role.Contributor,
        _ when actor.OnlyWorkload is not null => false,
        Permission.Contribute => actor.Role >= Role.Contributor,
        _ => actor.Role >= Role.Owner,
    };

    private static async Task<bool> CountAsync(IQueryable<WorkloadRecord> workload, DateTimeOffset now) => await workload.ExecuteUpdateAsync(
        update => update.SetProperty(static w => w.Revision, static w => w.Revision + 1).SetProperty(static w => w.UpdatedAt, now)) > 0;

    private static DeniedException Denied(Actor actor, string what) => new($"[AccessDenied] {actor.Arn} is not authorized: this needs {what}.");
}
