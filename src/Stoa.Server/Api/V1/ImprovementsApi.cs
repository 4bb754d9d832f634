using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.Improvements;
using Stoa.Reviews.Store;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>What is written of an improvement, all of it.</summary>
public sealed record ImprovementText
{
    /// <summary>What is to be done, up to 200 characters; left out: of a new one the best practice's own title, else as it was.</summary>
    public string? Title { get; init; }

    /// <summary>Who does it, up to 100 characters; left out: nobody is named.</summary>
    public string? Owner { get; init; }

    /// <summary>Until when; left out: no day is set.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary><c>LOW</c>, <c>MEDIUM</c> or <c>HIGH</c>.</summary>
    public string Effort { get; init; } = "MEDIUM";

    /// <summary>The address of a ticket elsewhere, <c>https://…</c> or <c>http://…</c>; left out: none.</summary>
    public string? TicketUrl { get; init; }

    /// <summary>Up to 2,000 characters; left out: none.</summary>
    public string? Notes { get; init; }

    /// <summary>How far it has come; left out: of a new one to do, else as it was. What comes to a status stands last in it.</summary>
    public ImprovementStatus? Status { get; init; }

    /// <summary>Of a change: the version that it was made from; left out: whichever is there.</summary>
    public int? ExpectedVersion { get; init; }

    internal ImprovementEdit Edit() =>
        new() { Title = Title, Owner = Owner, DueDate = DueDate, Effort = Effort, TicketUrl = TicketUrl, Notes = Notes, Status = Status };
}

/// <summary>An improvement that is to be planned.</summary>
/// <param name="LensAlias">The lens.</param>
/// <param name="QuestionId">The question.</param>
/// <param name="ChoiceId">The best practice.</param>
/// <param name="Text">What is written of it; left out: the best practice says it.</param>
public sealed record ImprovementInput(string LensAlias, string QuestionId, string ChoiceId, ImprovementText? Text = null);

/// <summary>An improvement's id.</summary>
public sealed record ImprovementKey(string Id);

/// <summary>Where an improvement goes.</summary>
/// <param name="Status">How far it has come.</param>
/// <param name="After">The improvement that it is to stand after; left out: first.</param>
/// <param name="ExpectedVersion">The version that somebody saw; left out: whichever is there.</param>
public sealed record ImprovementMove(ImprovementStatus Status, string? After = null, int? ExpectedVersion = null);

/// <summary>Improvements: what is to be done.</summary>
internal static class ImprovementsApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapImprovements(this IEndpointRouteBuilder api)
    {
        var improvements = api.MapGroup("/workloads/{id}/improvements").WithTags("Improvements");
        improvements.MapGet("", GetAsync).WithName("getPlan").WithSummary("The plan: improvements by status and place, and best practices at risk that are not in it");
        improvements.MapPost("", PlanAsync).WithName("planImprovement").WithSummary("Plan an improvement from a best practice");
        improvements.MapGet("/progress", ProgressAsync).WithName("getProgress").WithSummary("How far the plan had come at each milestone, and has come now");
        improvements.MapPut("/{improvementId}", ChangeAsync).WithName("changeImprovement").WithSummary("Change what is written of an improvement");
        improvements.MapPost("/{improvementId}/move", MoveAsync).WithName("moveImprovement").WithSummary("Move an improvement to a status, and a place in it");
        improvements.MapDelete("/{improvementId}", RemoveAsync).WithName("removeImprovement").WithSummary("Take an improvement out of the plan; milestones keep it");
    }

    private static async Task<Ok<ImprovementPlan>> GetAsync(HttpContext http, string id, ImprovementService improvements) =>
        TypedResults.Ok(await improvements.GetAsync(http.User.Actor(), id));

    private static async Task<Created<ImprovementKey>> PlanAsync(HttpContext http, string id, ImprovementInput improvement, ImprovementService improvements)
    {
        var key = await improvements.PlanAsync(http.User.Actor(), id, new NewImprovement(
            improvement.LensAlias, improvement.QuestionId, improvement.ChoiceId, (improvement.Text ?? new ImprovementText()).Edit()));
        return TypedResults.Created($"/api/v1/workloads/{id}/improvements", new ImprovementKey(key));
    }

    private static async Task<Ok<IReadOnlyList<ImprovementProgress>>> ProgressAsync(HttpContext http, string id, ImprovementService improvements) =>
        TypedResults.Ok(await improvements.ProgressAsync(http.User.Actor(), id));

    private static async Task<Ok<ImprovementRecord>> ChangeAsync(
        HttpContext http, string id, string improvementId, ImprovementText text, ImprovementService improvements) =>
        TypedResults.Ok(await improvements.ChangeAsync(http.User.Actor(), id, improvementId, text.Edit(), text.ExpectedVersion));

    private static async Task<Ok<ImprovementRecord>> MoveAsync(
        HttpContext http, string id, string improvementId, ImprovementMove move, ImprovementService improvements) =>
        TypedResults.Ok(await improvements.MoveAsync(http.User.Actor(), id, improvementId, move.Status, move.After, move.ExpectedVersion));

    private static async Task<NoContent> RemoveAsync(
        HttpContext http, string id, string improvementId, ImprovementService improvements, int? expectedVersion = null)
    {
        await improvements.RemoveAsync(http.User.Actor(), id, improvementId, expectedVersion);
        return TypedResults.NoContent();
    }
}
