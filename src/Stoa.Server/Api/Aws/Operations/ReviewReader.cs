using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Profiles;
using Stoa.Reviews.Store;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>A workload's review against a lens, now or at a milestone, with the lens that it was made against.</summary>
/// <param name="Snapshot">The workload.</param>
/// <param name="Review">The review.</param>
/// <param name="Lens">The lens, in the review's version.</param>
/// <param name="Status">Whether that is the lens's newest.</param>
/// <param name="Prioritized">The questions that the workload's profile puts first; null without one.</param>
internal sealed record ReviewReading(
    WorkloadSnapshot Snapshot, LensReviewSnapshot Review, ReviewLens Lens, LensStatus Status, IReadOnlySet<string>? Prioritized)
{
    /// <summary>Whether the profile puts a question first; null where there is no profile.</summary>
    public bool? IsPrioritized(string questionId) => Prioritized?.Contains(questionId);
}

/// <summary>Reads reviews for operations that take a milestone's number.</summary>
internal static class ReviewReader
{
    /// <summary>Reads one.</summary>
    public static async Task<ReviewReading> ReadReviewAsync(this AwsCall call, string workloadId, string lensAlias, int? milestone)
    {
        var snapshot = await call.Service<MilestoneService>().SnapshotAsync(call.Actor(), workloadId, milestone);
        var alias = call.Service<LensCatalog>().Canonical(lensAlias);
        var review = snapshot.Lens(alias) ?? throw new Reviews.NotFoundException("LENS_REVIEW", lensAlias);
        var lens = await call.Service<RecordStore>().ReadAsync(context => call.Service<LensCatalog>().GetAsync(context, review.Alias, review.Version));
        var statuses = await call.Service<LensReviewService>().StatusesAsync(snapshot.Workload.AccountId, [(review.Alias, review.Version)]);
        var prioritized = lens.IsCustom ? null
            : await call.Service<RecordStore>().ReadAsync(context => call.Service<ProfilePriorities>().OfAsync(context, snapshot.Workload));
        return new ReviewReading(snapshot, review, lens, statuses[review.Alias], prioritized);
    }
}
