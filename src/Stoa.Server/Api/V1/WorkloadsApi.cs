using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Profiles;
using Stoa.Reviews.Store;
using Stoa.Reviews.Templates;
using Stoa.Reviews.Workloads;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A change of a workload; members that are left out stay as they are.</summary>
public sealed record WorkloadChange
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary><c>PRODUCTION</c> or <c>PREPRODUCTION</c>.</summary>
    public string? Environment { get; init; }

    public List<string>? AccountIds { get; init; }

    public List<string>? AwsRegions { get; init; }

    public string? ReviewOwner { get; init; }

    public string? Notes { get; init; }

    /// <summary>The pillars' ids, the most important first.</summary>
    public List<string>? PillarPriorities { get; init; }

    public WorkloadObjectives? Objectives { get; init; }

    /// <summary>How often it is to be reviewed, in days.</summary>
    public int? ReviewEveryDays { get; init; }

    public Dictionary<string, string>? Tags { get; init; }

    /// <summary>The version of the workload that the change was made from; left out: whichever is there.</summary>
    public int? ExpectedVersion { get; init; }
}

/// <summary>The lenses that are to be added to a workload or taken from it.</summary>
/// <param name="Aliases"><c>wellarchitected</c>, or ARNs of custom lenses.</param>
public sealed record LensAliases(IReadOnlyList<string> Aliases);

/// <summary>Workloads.</summary>
internal static class WorkloadsApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapWorkloads(this IEndpointRouteBuilder api)
    {
        var workloads = api.MapGroup("/workloads").WithTags("Workloads");
        workloads.MapGet("", ListAsync).WithName("listWorkloads").WithSummary("The workloads that you may read, with where they stand");
        workloads.MapPost("", CreateAsync).WithName("createWorkload").WithSummary("Define a workload; templates, by their ARNs, give it answers, and a profile priorities");
        workloads.MapGet("/{id}", GetAsync).WithName("getWorkload").WithSummary("A workload with where it stands");
        workloads.MapPatch("/{id}", UpdateAsync).WithName("updateWorkload").WithSummary("Change a workload");
        workloads.MapDelete("/{id}", DeleteAsync).WithName("deleteWorkload").WithSummary("Delete a workload with everything about it");
        workloads.MapGet("/{id}/standing", StandingAsync).WithName("getStanding")
            .WithSummary("Where a workload stands against all its lenses, best practice by best practice, now or at a milestone");
        workloads.MapPost("/{id}/lenses", AddLensesAsync).WithName("addLenses").WithSummary("Add lenses to a workload");
        workloads.MapDelete("/{id}/lenses/{alias}", RemoveLensAsync).WithName("removeLens").WithSummary("Take a lens from a workload");
    }

    private static async Task<Ok<IReadOnlyList<WorkloadView>>> ListAsync(HttpContext http, WorkloadService workloads, string? namePrefix = null) =>
        TypedResults.Ok(await workloads.ListAsync(http.User.Actor(), namePrefix));

    private static async Task<Created<WorkloadKey>> CreateAsync(
        HttpContext http, NewWorkload workload, WorkloadService workloads, TemplateService templates, ProfileService profiles, [FromQuery] string[] template,
        string? profile = null)
    {
        var actor = http.User.Actor();
        object parameters = template.Length == 0 && profile is null ? workload : new { workload, template, profile };
        var key = await workloads.CreateAsync(actor, workload, http.Idempotency("createWorkload", parameters), async (context, record) =>
        {
            await templates.ApplyAsync(context, actor, record, template);
            await profiles.AssociateAsync(context, actor, record, profile is null ? [] : [profile]);
        });
        return TypedResults.Created($"/api/v1/workloads/{key.Id}", key);
    }

    private static async Task<Ok<WorkloadView>> GetAsync(HttpContext http, string id, WorkloadService workloads) =>
        TypedResults.Ok(await workloads.GetAsync(http.User.Actor(), id));

    private static async Task<Ok<WorkloadView>> UpdateAsync(HttpContext http, string id, WorkloadChange change, WorkloadService workloads)
    {
        return TypedResults.Ok(await workloads.UpdateAsync(http.User.Actor(), id, workload =>
        {
            workload.Name = change.Name ?? workload.Name;
            workload.Description = change.Description ?? workload.Description;
            workload.Environment = change.Environment ?? workload.Environment;
            workload.AccountIds = change.AccountIds ?? workload.AccountIds;
            workload.AwsRegions = change.AwsRegions ?? workload.AwsRegions;
            workload.ReviewOwner = change.ReviewOwner ?? workload.ReviewOwner;
            workload.Notes = change.Notes ?? workload.Notes;
            workload.PillarPriorities = change.PillarPriorities ?? workload.PillarPriorities;
            workload.Objectives = change.Objectives ?? workload.Objectives;
            workload.ReviewEveryDays = change.ReviewEveryDays ?? workload.ReviewEveryDays;
            workload.Tags = change.Tags ?? workload.Tags;
        }, change.ExpectedVersion));
    }

    private static async Task<NoContent> DeleteAsync(HttpContext http, string id, WorkloadService workloads)
    {
        await workloads.DeleteAsync(http.User.Actor(), id);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<WorkloadSnapshot>> StandingAsync(HttpContext http, string id, MilestoneService milestones, int? milestone = null) =>
        TypedResults.Ok(await milestones.SnapshotAsync(http.User.Actor(), id, milestone));

    private static async Task<NoContent> AddLensesAsync(HttpContext http, string id, LensAliases lenses, WorkloadService workloads)
    {
        await workloads.AssociateLensesAsync(http.User.Actor(), id, lenses.Aliases);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveLensAsync(HttpContext http, string id, string alias, WorkloadService workloads)
    {
        await workloads.DisassociateLensesAsync(http.User.Actor(), id, [alias.Unescape()]);
        return TypedResults.NoContent();
    }
}
