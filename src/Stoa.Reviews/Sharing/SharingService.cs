using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Sharing;

/// <summary>A share as it stands now: one that nobody answered in time has expired.</summary>
/// <param name="Share">What is kept of it.</param>
/// <param name="Status">How far it has come.</param>
public sealed record ShareView(ShareRecord Share, ShareStatus Status);

/// <summary>Sharing workloads, lenses, profiles and templates with another account or one person of it, by an invitation that they accept.</summary>
public sealed class SharingService(RecordStore store)
{
    /// <summary>Invites somebody to use something.</summary>
    /// <param name="actor">An owner of the account whose it is.</param>
    /// <param name="resource">What it is.</param>
    /// <param name="id">A workload's id, or the ARN of anything else.</param>
    /// <param name="sharedWith">Twelve digits, or a person's ARN.</param>
    /// <param name="canContribute">Whether they may change answers: of workloads only.</param>
    /// <param name="idempotency">Lets the request be repeated; null: it is not.</param>
    /// <returns>The share's id.</returns>
    /// <exception cref="InvalidException">It cannot be shared with such a one.</exception>
    /// <exception cref="ConflictException">It is shared with them already.</exception>
    public Task<string> CreateAsync(
        Actor actor, SharedResource resource, string id, string sharedWith, bool canContribute = false, Idempotency? idempotency = null) =>
        store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            var name = await DemandAsync(context, actor, resource, id, Permission.Dispose);
            var account = SharePrincipal.AccountOf(sharedWith);
            if (account == actor.AccountId)
            {
                throw Invalid("People of this account can use it already; it can be shared with another account or a person of one.");
            }

            if (resource == SharedResource.Lens && !await context.CustomLensVersions.AnyAsync(v => v.Arn == id))
            {
                throw new ConflictException("[Conflict] Only a published lens can be shared. Create a version of it first.", "LENS", id);
            }

            var now = store.Now;
            await HoldAsync(context, resource, id);
            var earlier = (await context.Shares.Where(s => s.Resource == resource && s.ResourceId == id).ToListAsync()).FindAll(s => Stands(s, now));
            if (earlier.Exists(s => s.SharedWith == sharedWith))
            {
                throw new ConflictException($"[Conflict] It is shared with {sharedWith} already.", ResourceAccess.TypeOf(resource), id);
            }

            DemandRoom(resource, id, earlier.Count);
            var share = new ShareRecord
            {
                Id = Ids.New(),
                InvitationId = Ids.New(),
                Resource = resource,
                ResourceId = id,
                ResourceName = name,
                AccountId = actor.AccountId,
                By = actor.Name,
                SharedWith = sharedWith,
                SharedWithAccount = account,
                CanContribute = resource == SharedResource.Workload && canContribute,
                Status = ShareStatus.Pending,
                CreatedAt = now,
                UpdatedAt = now,
            };
            context.Shares.Add(share);
            Note(context, actor, now, "share.create", share, $"{sharedWith} {(share.CanContribute ? "may contribute" : "may read")}");
            return share.Id;
        });

    /// <summary>Changes what the other side may do with a workload.</summary>
    public Task<ShareView> UpdateAsync(Actor actor, string workloadId, string shareId, bool canContribute) => store.WriteAsync(async context =>
    {
        await DemandAsync(context, actor, SharedResource.Workload, workloadId, Permission.Dispose);
        var now = store.Now;
        var share = await FindAsync(context, SharedResource.Workload, workloadId, shareId);
        if (!Stands(share, now))
        {
            throw new ConflictException("[Conflict] The share does not stand any more. Make a new one.", "WORKLOAD_SHARE", shareId);
        }

        share.CanContribute = canContribute;
        share.UpdatedAt = now;
        Note(context, actor, now, "share.update", share, canContribute ? "may contribute" : "may read");
        return new ShareView(share, StatusOf(share, now));
    });

    /// <summary>Takes a share back.</summary>
    public Task DeleteAsync(Actor actor, SharedResource resource, string id, string shareId, Idempotency? idempotency = null) =>
        store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            await DemandAsync(context, actor, resource, id, Permission.Dispose);
            var now = store.Now;
            var share = await FindAsync(context, resource, id, shareId);
            share.Status = ShareStatus.Revoked;
            share.UpdatedAt = now;
            Note(context, actor, now, "share.delete", share, share.SharedWith);
            return true;
        });

    /// <summary>The shares of something, the newest first; those that were taken back only where they are asked for.</summary>
    /// <param name="actor">Somebody of the account whose it is.</param>
    /// <param name="resource">What it is.</param>
    /// <param name="id">A workload's id, or the ARN of anything else.</param>
    /// <param name="prefix">Only those with whom it is shared whose name begins so.</param>
    /// <param name="status">Only those that have come this far.</param>
    public Task<IReadOnlyList<ShareView>> ListAsync(Actor actor, SharedResource resource, string id, string? prefix = null, ShareStatus? status = null) =>
        store.ReadAsync<IReadOnlyList<ShareView>>(async context =>
        {
            await DemandAsync(context, actor, resource, id, Permission.Read);
            var now = store.Now;
            var shares = await context.Shares.Where(s => s.Resource == resource && s.ResourceId == id)
                .OrderByDescending(static s => s.CreatedAt).ThenBy(static s => s.Id).ToListAsync();
            return
            [
                .. shares.Where(s => prefix is null || s.SharedWith.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(s => new ShareView(s, StatusOf(s, now)))
                    .Where(s => status is null ? s.Status != ShareStatus.Revoked : s.Status == status),
            ];
        });

    /// <summary>The invitations that wait for the actor's answer, or that of somebody of the actor's account; the newest first.</summary>
    public Task<IReadOnlyList<ShareRecord>> InvitationsAsync(Actor actor) => store.ReadAsync<IReadOnlyList<ShareRecord>>(async context =>
    {
        actor.Demand(Role.Viewer);
        var now = store.Now;
        var arn = actor.Arn;
        var waiting = await context.Shares
            .Where(s => s.SharedWithAccount == actor.AccountId && (s.SharedWith == actor.AccountId || s.SharedWith == arn) && s.Status == ShareStatus.Pending)
            .OrderByDescending(static s => s.CreatedAt).ThenBy(static s => s.Id).ToListAsync();
        return [.. waiting.Where(s => StatusOf(s, now) == ShareStatus.Pending)];
    });

    /// <summary>Answers an invitation: an account's by one of its owners, a person's by that person.</summary>
    /// <exception cref="NotFoundException">There is none for the actor.</exception>
    /// <exception cref="ConflictException">It was answered or taken back, or came too long ago.</exception>
    public Task<ShareRecord> AnswerAsync(Actor actor, string invitationId, bool accept) => store.WriteAsync(async context =>
    {
        var arn = actor.Arn;
        var share = await context.Shares.FirstOrDefaultAsync(s => s.InvitationId == invitationId && s.SharedWithAccount == actor.AccountId
            && (s.SharedWith == actor.AccountId || s.SharedWith == arn));
        if (share is null || actor.OnlyWorkload is not null)
        {
            throw new NotFoundException("SHARE_INVITATION", invitationId);
        }

        actor.Demand(share.SharedWith == actor.AccountId ? Role.Owner : Role.Viewer);
        var now = store.Now;
        var wanted = accept ? ShareStatus.Accepted : ShareStatus.Rejected;
        var status = StatusOf(share, now);
        if (status == wanted)
        {
            return share;
        }

        if (status != ShareStatus.Pending)
        {
            throw new ConflictException($"[Conflict] The invitation does not wait for an answer: it is {status.ToString().ToLowerInvariant()}.", "SHARE_INVITATION", invitationId);
        }

        share.Status = wanted;
        share.UpdatedAt = now;
        Note(context, actor, now, accept ? "share.accept" : "share.reject", share, $"from {share.AccountId}");
        return share;
    });

    /// <summary>How far a share has come: what is pending for too long has expired.</summary>
    public ShareStatus StatusOf(ShareRecord share, DateTimeOffset now) =>
        share.Status == ShareStatus.Pending && now - share.CreatedAt > store.Limits.Invitation ? ShareStatus.Expired : share.Status;

    private bool Stands(ShareRecord share, DateTimeOffset now) => StatusOf(share, now) is ShareStatus.Pending or ShareStatus.Accepted;

    private void DemandRoom(SharedResource resource, string id, int shares)
    {
        var most = resource == SharedResource.Workload ? store.Limits.SharesOfWorkload : store.Limits.SharesOfLens;
        if (shares >= most)
        {
            throw new QuotaException($"A {resource.ToString().ToLowerInvariant()} is shared with at most {most} accounts and people.", ResourceAccess.TypeOf(resource), id,
                resource == SharedResource.Workload ? nameof(Limits.SharesOfWorkload) : nameof(Limits.SharesOfLens));
        }
    }

    // Holds the row of what is shared until the transaction ends, so that two invitations at once are counted one after the other.
    private static Task HoldAsync(RecordContext context, SharedResource resource, string id) => resource switch
    {
        SharedResource.Workload => context.Workloads.Where(w => w.Id == id)
            .ExecuteUpdateAsync(static update => update.SetProperty(static w => w.UpdatedAt, static w => w.UpdatedAt)),
        SharedResource.Lens => context.CustomLenses.Where(l => l.Arn == id)
            .ExecuteUpdateAsync(static update => update.SetProperty(static l => l.UpdatedAt, static l => l.UpdatedAt)),
        SharedResource.Profile => context.Profiles.Where(p => p.Arn == id)
            .ExecuteUpdateAsync(static update => update.SetProperty(static p => p.UpdatedAt, static p => p.UpdatedAt)),
        _ => context.Templates.Where(t => t.Arn == id)
            .ExecuteUpdateAsync(static update => update.SetProperty(static t => t.UpdatedAt, static t => t.UpdatedAt)),
    };

    // Returns the name of what is shared.
    private static async Task<string> DemandAsync(RecordContext context, Actor actor, SharedResource resource, string id, Permission permission)
    {
        if (resource == SharedResource.Workload)
        {
            var workload = await context.WorkloadAsync(actor, id, permission);
            return workload.AccountId == actor.AccountId
                ? workload.Name
                : throw new DeniedException($"[AccessDenied] The workload belongs to account {workload.AccountId}: only people of that account see with whom it is shared.");
        }

        if (resource == SharedResource.Lens && (id == ReviewLens.Framework || id.EndsWith(":lens/" + ReviewLens.Framework, StringComparison.Ordinal)))
        {
            throw new InvalidException("[Validation] The framework is there for everybody and need not be shared.", ("LensAlias", "not a custom lens"));
        }

        var found = resource switch
        {
            SharedResource.Lens => await context.CustomLenses.Where(l => l.Arn == id && l.DeletedAt == null).Select(static l => new { l.AccountId, l.Name }).FirstOrDefaultAsync(),
            SharedResource.Profile => await context.Profiles.Where(p => p.Arn == id && p.DeletedAt == null).Select(static p => new { p.AccountId, p.Name }).FirstOrDefaultAsync(),
            _ => await context.Templates.Where(t => t.Arn == id).Select(static t => new { t.AccountId, t.Name }).FirstOrDefaultAsync(),
        };
        if (permission == Permission.Read)
        {
            if (await context.DemandReadAsync(actor, resource, id, found?.AccountId) is not null)
            {
                throw new DeniedException($"[AccessDenied] {id} belongs to account {found!.AccountId}: only people of that account see with whom it is shared.");
            }
        }
        else
        {
            await context.DemandOwnAsync(actor, resource, id, found?.AccountId);
        }

        return found!.Name;
    }

    private static async Task<ShareRecord> FindAsync(RecordContext context, SharedResource resource, string id, string shareId) =>
        await context.Shares.FirstOrDefaultAsync(s => s.Id == shareId && s.Resource == resource && s.ResourceId == id && s.Status != ShareStatus.Revoked)
            ?? throw new NotFoundException($"{ResourceAccess.TypeOf(resource)}_SHARE", shareId);

    private static void Note(RecordContext context, Actor actor, DateTimeOffset now, string action, ShareRecord share, string detail) => context.Note(
        actor, now, action, share.Resource == SharedResource.Workload ? share.ResourceId : null, share.ResourceName, detail);

    private static InvalidException Invalid(string message) => new($"[Validation] {message}", ("SharedWith", message));
}
