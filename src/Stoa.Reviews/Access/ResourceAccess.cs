using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Access;

/// <summary>Who may use lenses, profiles and templates: people of their account, and those with whom they are shared.</summary>
public static class ResourceAccess
{
    /// <summary>What a kind of resource is called in errors, as AWS names types.</summary>
    public static string TypeOf(SharedResource resource) => resource.ToString().ToUpperInvariant();

    /// <summary>Demands that the actor may read a lens, a profile or a template.</summary>
    /// <param name="context">Where shares are.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="resource">What it is.</param>
    /// <param name="arn">Its ARN.</param>
    /// <param name="accountId">The account whose it is; null: there is no such thing.</param>
    /// <returns>The share by which the actor may; null where it is of their own account.</returns>
    /// <exception cref="NotFoundException">There is none, or the actor may not know of it.</exception>
    public static async Task<ShareRecord?> DemandReadAsync(this RecordContext context, Actor actor, SharedResource resource, string arn, string? accountId)
    {
        if (actor.OnlyWorkload is not null || accountId is null)
        {
            throw new NotFoundException(TypeOf(resource), arn);
        }

        return accountId == actor.AccountId
            ? null
            : await context.ShareAsync(actor, resource, arn) ?? throw new NotFoundException(TypeOf(resource), arn);
    }

    /// <summary>Demands that a lens, a profile or a template is of the actor's account, and that the actor may change it.</summary>
    /// <param name="context">Where shares are.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="resource">What it is.</param>
    /// <param name="arn">Its ARN.</param>
    /// <param name="accountId">The account whose it is; null: there is no such thing.</param>
    /// <exception cref="NotFoundException">There is none, or the actor may not know of it.</exception>
    /// <exception cref="DeniedException">It is shared with the actor, or the actor's role is too small.</exception>
    public static async Task DemandOwnAsync(this RecordContext context, Actor actor, SharedResource resource, string arn, string? accountId)
    {
        if (await context.DemandReadAsync(actor, resource, arn, accountId) is not null)
        {
            throw new DeniedException($"[AccessDenied] {arn} belongs to account {accountId}: only people of that account may do this.");
        }

        actor.Demand(Role.Owner);
    }

    /// <summary>Demands that workloads of an account may be reviewed against a lens.</summary>
    /// <param name="context">Where lenses are.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="alias">The lens, by the alias that the record keeps.</param>
    /// <exception cref="NotFoundException">There is none, or the account may not know of it.</exception>
    public static async Task DemandLensAsync(this RecordContext context, string accountId, string alias)
    {
        if (alias == Lenses.ReviewLens.Framework)
        {
            return;
        }

        var lens = await context.CustomLenses.AsNoTracking().FirstOrDefaultAsync(l => l.Arn == alias && l.DeletedAt == null);
        if (lens is null || (lens.AccountId != accountId && !await context.Shares.AnyAsync(s =>
            s.Resource == SharedResource.Lens && s.ResourceId == alias && s.SharedWithAccount == accountId && s.Status == ShareStatus.Accepted)))
        {
            throw new NotFoundException("LENS", alias);
        }
    }

    /// <summary>The ARNs that are shared with the actor.</summary>
    internal static IQueryable<string> SharedArns(this RecordContext context, Actor actor, SharedResource resource)
    {
        var arn = actor.Arn;
        return context.Shares
            .Where(s => s.Resource == resource && s.SharedWithAccount == actor.AccountId
                && (s.SharedWith == actor.AccountId || s.SharedWith == arn) && s.Status == ShareStatus.Accepted)
            .Select(static s => s.ResourceId);
    }

    /// <summary>Takes back every share of something that is no more.</summary>
    internal static Task RevokeSharesAsync(this RecordContext context, SharedResource resource, string id, DateTimeOffset now) => context.Shares
        .Where(s => s.Resource == resource && s.ResourceId == id && (s.Status == ShareStatus.Pending || s.Status == ShareStatus.Accepted))
        .ExecuteUpdateAsync(update => update
            .SetProperty(static s => s.Status, ShareStatus.Revoked)
            .SetProperty(static s => s.UpdatedAt, now)
            .SetProperty(static s => s.Version, static s => s.Version + 1));
}
