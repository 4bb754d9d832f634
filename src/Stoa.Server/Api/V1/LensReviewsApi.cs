using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Assessment;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Milestones;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A review of a workload against a lens.</summary>
/// <param name="Alias">The lens.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Version">The version that the review keeps to.</param>
/// <param name="Status">Whether that is what the lens is now.</param>
/// <param name="Score">From 0 to 100; left out where nothing is known.</param>
/// <param name="Coverage">The share, from 0 to 1, of applicable best practices of which something is known.</param>
/// <param name="Risks">How many questions stand at each risk.</param>
/// <param name="Notes">Notes on the whole; left out: none.</param>
/// <param name="PillarNotes">Notes by pillar id.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record LensReviewView(
    string Alias, string Name, string Version, LensStatus Status, double? Score, double Coverage, RiskCounts Risks, string? Notes,
    IReadOnlyDictionary<string, string> PillarNotes, DateTimeOffset UpdatedAt);

/// <summary>Reviews against lenses, as a whole.</summary>
internal static class LensReviewsApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapLensReviews(this IEndpointRouteBuilder api)
    {
        var reviews = api.MapGroup("/workloads/{id}/lenses").WithTags("Lens reviews");
        reviews.MapGet("", ListAsync).WithName("listLensReviews").WithSummary("The lenses that a workload is reviewed against, with where it stands");
        reviews.MapPatch("/{alias}", NotesAsync).WithName("updateLensReview").WithSummary("Change the notes of a review");
        reviews.MapPost("/{alias}/upgrade", UpgradeAsync).WithName("upgradeLensReview").WithSummary("Move a review to the newest version of its lens, after saving a milestone");
    }

    private static async Task<Ok<IEnumerable<LensReviewView>>> ListAsync(
        HttpContext http, string id, MilestoneService milestones, LensReviewService reviews, int? milestone = null)
    {
        var snapshot = await milestones.SnapshotAsync(http.User.Actor(), id, milestone);
        var statuses = await reviews.StatusesAsync(snapshot.Workload.AccountId, snapshot.Lenses.Select(static l => (l.Alias, l.Version)));
        return TypedResults.Ok(snapshot.Lenses.Select(l => new LensReviewView(
            l.Alias, l.Name, l.Version, statuses[l.Alias], l.Standing.Score, l.Standing.Coverage, l.Standing.Risks, l.Notes, l.PillarNotes, l.UpdatedAt)));
    }

    private static async Task<NoContent> NotesAsync(HttpContext http, string id, string alias, LensReviewUpdate update, LensReviewService reviews)
    {
        RequestParts.Demand("notes", update.Notes, 0, 2084);
        await reviews.UpdateAsync(http.User.Actor(), id, alias.Unescape(), update);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> UpgradeAsync(HttpContext http, string id, string alias, NewMilestone milestone, LensReviewService reviews)
    {
        RequestParts.Demand("name", milestone.Name, 3, 100);
        await reviews.UpgradeAsync(http.User.Actor(), id, alias.Unescape(), milestone.Name);
        return TypedResults.NoContent();
    }
}
