using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.Sharing;
using Stoa.Reviews.Store;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>With whom something is to be shared.</summary>
/// <param name="SharedWith">An account, twelve digits, or a person, <c>arn:aws:iam::ACCOUNT:user/ID</c>.</param>
/// <param name="CanContribute">Whether they may change answers: of workloads only.</param>
public sealed record ShareInput(string SharedWith, bool CanContribute = false);

/// <summary>A share's id.</summary>
public sealed record ShareKey(string Id);

/// <summary>What the other side may do.</summary>
public sealed record ShareChange(bool CanContribute);

/// <summary>An answer to an invitation.</summary>
public sealed record InvitationAnswer(bool Accept);

/// <summary>Sharing workloads, lenses, profiles and templates, and the invitations to them.</summary>
internal static class SharingApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapSharing(this IEndpointRouteBuilder api)
    {
        Map(api, SharedResource.Workload, "workloads", "a workload");
        Map(api, SharedResource.Lens, "lenses", "a lens");
        Map(api, SharedResource.Profile, "profiles", "a profile");
        Map(api, SharedResource.Template, "templates", "a template");
        var sharing = api.MapGroup("").WithTags("Sharing");
        sharing.MapPatch("/workloads/{id}/shares/{shareId}", UpdateAsync).WithName("updateWorkloadShare").WithSummary("Change what the other side may do with a workload");
        sharing.MapGet("/invitations", InvitationsAsync).WithName("listInvitations").WithSummary("The invitations that wait for your answer");
        sharing.MapPost("/invitations/{invitationId}", AnswerAsync).WithName("answerInvitation").WithSummary("Accept an invitation, or reject it");
    }

    private static void Map(IEndpointRouteBuilder api, SharedResource resource, string path, string what)
    {
        var shares = api.MapGroup($"/{path}/{{id}}/shares").WithTags("Sharing");
        shares.MapGet("", async Task<Ok<IReadOnlyList<ShareView>>> (
            HttpContext http, string id, SharingService sharing,
            [Description("pending, accepted, rejected, revoked or expired; left out: all but those that were taken back")] string? status = null) =>
            TypedResults.Ok(await sharing.ListAsync(http.User.Actor(), resource, id.Unescape(), status: RequestParts.Value<ShareStatus>("status", status))))
            .WithName($"list{resource}Shares").WithSummary($"With whom {what} is shared");
        shares.MapPost("", async Task<Created<ShareKey>> (HttpContext http, string id, ShareInput share, SharingService sharing) =>
        {
            var key = await sharing.CreateAsync(
                http.User.Actor(), resource, id.Unescape(), share.SharedWith, share.CanContribute, http.Idempotency($"share{resource}", new { id, share }));
            return TypedResults.Created($"/api/v1/{path}/{id}/shares/{key}", new ShareKey(key));
        }).WithName($"share{resource}").WithSummary($"Invite an account, or a person of one, to use {what}");
        shares.MapDelete("/{shareId}", async Task<NoContent> (HttpContext http, string id, string shareId, SharingService sharing) =>
        {
            await sharing.DeleteAsync(http.User.Actor(), resource, id.Unescape(), shareId);
            return TypedResults.NoContent();
        }).WithName($"unshare{resource}").WithSummary($"Take a share of {what} back");
    }

    private static async Task<Ok<ShareView>> UpdateAsync(HttpContext http, string id, string shareId, ShareChange change, SharingService sharing) =>
        TypedResults.Ok(await sharing.UpdateAsync(http.User.Actor(), id, shareId, change.CanContribute));

    private static async Task<Ok<IReadOnlyList<ShareRecord>>> InvitationsAsync(HttpContext http, SharingService sharing) =>
        TypedResults.Ok(await sharing.InvitationsAsync(http.User.Actor()));

    private static async Task<Ok<ShareRecord>> AnswerAsync(HttpContext http, string invitationId, InvitationAnswer answer, SharingService sharing) =>
        TypedResults.Ok(await sharing.AnswerAsync(http.User.Actor(), invitationId, answer.Accept));
}
