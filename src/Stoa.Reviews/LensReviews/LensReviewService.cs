using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Notifications;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.LensReviews;

/// <summary>Whether a review is against what its lens is now; the names of AWS's LensStatus.</summary>
public enum LensStatus
{
    /// <summary>It is.</summary>
    Current,

    /// <summary>The lens has a newer major version.</summary>
    NotCurrent,

    /// <summary>The lens was deleted; the review stays readable.</summary>
    Deleted,

    /// <summary>The lens is no longer shared with the account; the review stays readable.</summary>
    Unshared,
}

/// <summary>A change of a review's notes; null members stay as they are.</summary>
/// <param name="Notes">Notes on the whole; empty removes them.</param>
/// <param name="PillarNotes">Notes by pillar id; an empty one removes that pillar's.</param>
/// <param name="JiraConfiguration">AWS's Jira settings as JSON, kept and not acted on.</param>
public sealed record LensReviewUpdate(string? Notes = null, IReadOnlyDictionary<string, string>? PillarNotes = null, string? JiraConfiguration = null);

/// <summary>Reviews of workloads against lenses, as a whole: their notes and their versions.</summary>
public sealed class LensReviewService(RecordStore store, StandingService standing, MilestoneService milestones)
{
    /// <summary>Changes the notes of a review.</summary>
    public Task UpdateAsync(Actor actor, string workloadId, string lensAlias, LensReviewUpdate update) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        await context.ChangeWorkloadAsync(actor, workloadId, Permission.Contribute, now);
        var review = await FindAsync(context, workloadId, lensAlias);
        var lens = await standing.Lenses.GetAsync(context, review.LensAlias, review.LensVersion);
        review.Notes = Changed(review.Notes, update.Notes);
        var notes = new Dictionary<string, string>(review.PillarNotes);
        foreach (var (pillar, text) in update.PillarNotes ?? new Dictionary<string, string>())
        {
            if (!lens.Pillars.Any(p => p.Id == pillar))
            {
                throw new InvalidException($"[Validation] No pillar with ID {pillar} in lens {lensAlias}.", ("PillarNotes", $"unknown pillar {pillar}"));
            }

            if (text.Length == 0)
            {
                notes.Remove(pillar);
            }
            else
            {
                notes[pillar] = text;
            }
        }

        review.PillarNotes = notes;
        review.JiraConfiguration = Changed(review.JiraConfiguration, update.JiraConfiguration);
        review.UpdatedAt = now;
        context.Note(actor, now, "lens-review.update", workloadId, lensAlias);
        return true;
    });

    /// <summary>Moves a review to the newest version of its lens, after saving a milestone. Answers to what both versions ask stay.</summary>
    public Task UpgradeAsync(Actor actor, string workloadId, string lensAlias, string milestone, Idempotency? idempotency = null) =>
        store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            var now = store.Now;
            var workload = await context.ChangeWorkloadAsync(actor, workloadId, Permission.Own, now);
            var review = await FindAsync(context, workloadId, lensAlias);
            var newest = await standing.Lenses.GetAsync(context, review.LensAlias);
            if (newest.Version == review.LensVersion)
            {
                throw new ConflictException($"[Conflict] The review already is against the newest version of the lens, {newest.Version}.", "LENS", lensAlias);
            }

            await milestones.CreateAsync(context, actor, workload, milestone);
            review.LensVersion = newest.Version;
            review.UpdatedAt = now;
            await context.ClearNotificationsAsync(workload.Arn, review.LensAlias, now);
            context.Note(actor, now, "lens-review.upgrade", workloadId, lensAlias, newest.Version);
            return true;
        });

    /// <summary>Whether reviews are against what their lenses are now, by alias.</summary>
    /// <param name="accountId">The account whose workload it is.</param>
    /// <param name="reviews">The lenses and the versions that reviews keep to.</param>
    public Task<IReadOnlyDictionary<string, LensStatus>> StatusesAsync(string accountId, IEnumerable<(string Alias, string Version)> reviews) =>
        store.ReadAsync<IReadOnlyDictionary<string, LensStatus>>(async context =>
        {
            var statuses = new Dictionary<string, LensStatus>();
            foreach (var (alias, version) in reviews)
            {
                statuses[alias] = await StatusAsync(context, accountId, alias, version);
            }

            return statuses;
        });

    /// <summary>Whether a version of a lens, by the alias that the record keeps, is what the lens is now.</summary>
    internal static async Task<LensStatus> StatusAsync(RecordContext context, string accountId, string alias, string version)
    {
        if (alias == ReviewLens.Framework)
        {
            return LensStatus.Current;
        }

        var lens = await context.CustomLenses.FirstOrDefaultAsync(l => l.Arn == alias);
        if (lens is null || lens.DeletedAt is not null)
        {
            return LensStatus.Deleted;
        }

        if (lens.AccountId != accountId && !await context.Shares.AnyAsync(s => s.Resource == SharedResource.Lens && s.ResourceId == alias
            && s.SharedWithAccount == accountId && s.Status == ShareStatus.Accepted))
        {
            return LensStatus.Unshared;
        }

        var number = await context.CustomLensVersions.Where(v => v.Arn == alias && v.Name == version).Select(static v => v.Number).FirstOrDefaultAsync();
        return await context.CustomLensVersions.AnyAsync(v => v.Arn == alias && v.Number > number && v.IsMajor) ? LensStatus.NotCurrent : LensStatus.Current;
    }

    private async Task<LensReviewRecord> FindAsync(RecordContext context, string workloadId, string lensAlias)
    {
        var alias = standing.Lenses.Canonical(lensAlias);
        return await context.LensReviews.FirstOrDefaultAsync(r => r.WorkloadId == workloadId && r.LensAlias == alias)
            ?? throw new NotFoundException("LENS_REVIEW", lensAlias);
    }

    private static string? Changed(string? now, string? update) => update is null ? now : update.Length == 0 ? null : update;
}
