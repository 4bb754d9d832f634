using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.Milestones;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A milestone that is to be saved.</summary>
/// <param name="Name">3 to 100 characters, unique in the workload.</param>
public sealed record NewMilestone(string Name);

/// <summary>A milestone that was saved.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Name">What it is called.</param>
public sealed record MilestoneKey(int Number, string Name);

/// <summary>Milestones.</summary>
internal static class MilestonesApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapMilestones(this IEndpointRouteBuilder api)
    {
        var milestones = api.MapGroup("/workloads/{id}").WithTags("Milestones");
        milestones.MapGet("/milestones", ListAsync).WithName("listMilestones").WithSummary("The milestones of a workload, the first one first");
        milestones.MapPost("/milestones", CreateAsync).WithName("createMilestone").WithSummary("Save the workload's state for good");
        milestones.MapGet("/comparison", CompareAsync).WithName("compareMilestones")
            .WithSummary("What changed between two milestones; a number that is left out stands for now");
    }

    private static async Task<Ok<IReadOnlyList<MilestoneView>>> ListAsync(HttpContext http, string id, MilestoneService milestones) =>
        TypedResults.Ok(await milestones.ListAsync(http.User.Actor(), id));

    private static async Task<Created<MilestoneKey>> CreateAsync(HttpContext http, string id, NewMilestone milestone, MilestoneService milestones)
    {
        RequestParts.Demand("name", milestone.Name, 3, 100);
        var number = await milestones.CreateAsync(http.User.Actor(), id, milestone.Name, http.Idempotency("createMilestone", new { id, milestone.Name }));
        return TypedResults.Created($"/api/v1/workloads/{id}/standing?milestone={number}", new MilestoneKey(number, milestone.Name));
    }

    private static async Task<Ok<SnapshotComparison>> CompareAsync(HttpContext http, string id, MilestoneService milestones, int? from = null, int? to = null) =>
        TypedResults.Ok(await milestones.CompareAsync(http.User.Actor(), id, from, to));
}
