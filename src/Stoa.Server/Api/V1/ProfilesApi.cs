using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.Profiles;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A new profile.</summary>
/// <param name="Name">3 to 100 characters, unique in its account.</param>
/// <param name="Description">3 to 100 characters.</param>
/// <param name="Answers">The selected choices by question id.</param>
/// <param name="Tags">Tags; left out: none.</param>
public sealed record ProfileInput(
    string Name, string Description, IReadOnlyDictionary<string, List<string>> Answers, IReadOnlyDictionary<string, string>? Tags = null);

/// <summary>A change of a profile; members that are left out stay as they are.</summary>
/// <param name="Description">What it is for.</param>
/// <param name="Answers">The selected choices of the questions that change: they make a new version.</param>
/// <param name="ExpectedVersion">The version of the record that the change was made from; left out: whichever is there.</param>
public sealed record ProfileChange(string? Description = null, IReadOnlyDictionary<string, List<string>>? Answers = null, int? ExpectedVersion = null);

/// <summary>A profile that a workload is to have.</summary>
public sealed record WorkloadProfile(string Arn);

/// <summary>A move to the newest version of a profile.</summary>
/// <param name="Milestone">What the milestone that is saved before is called; left out: after the version that is left.</param>
public sealed record ProfileUpgrade(string? Milestone = null);

/// <summary>Profiles: what matters to a business.</summary>
internal static class ProfilesApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapProfiles(this IEndpointRouteBuilder api)
    {
        var profiles = api.MapGroup("/profiles").WithTags("Profiles");
        profiles.MapGet("", ListAsync).WithName("listProfiles").WithSummary("The profiles that you may use, by name");
        profiles.MapPost("", CreateAsync).WithName("createProfile").WithSummary("Write a profile");
        profiles.MapGet("/questionnaire", Questionnaire).WithName("getQuestionnaire").WithSummary("The questions that a profile answers");
        profiles.MapGet("/{arn}", GetAsync).WithName("getProfile").WithSummary("A profile, in its newest version or another");
        profiles.MapPatch("/{arn}", UpdateAsync).WithName("updateProfile").WithSummary("Change a profile; other answers make a new version");
        profiles.MapDelete("/{arn}", DeleteAsync).WithName("deleteProfile").WithSummary("Delete a profile; workloads keep what they had of it");

        var workloads = api.MapGroup("/workloads/{id}/profiles").WithTags("Profiles");
        workloads.MapPost("", AssociateAsync).WithName("addProfile").WithSummary("Give a workload a profile, in its newest version");
        workloads.MapDelete("/{arn}", DisassociateAsync).WithName("removeProfile").WithSummary("Take a profile from a workload");
        workloads.MapPost("/{arn}/upgrade", UpgradeAsync).WithName("upgradeProfile")
            .WithSummary("Move a workload to the newest version of its profile, after saving a milestone");
    }

    private static async Task<Ok<IReadOnlyList<ProfileView>>> ListAsync(
        HttpContext http, ProfileService profiles, string? namePrefix = null, [Description("self or shared; left out: both")] string? owner = null) =>
        TypedResults.Ok(await profiles.ListAsync(http.User.Actor(), namePrefix, RequestParts.Value<ProfileOwner>("owner", owner)));

    private static async Task<Created<ProfileKey>> CreateAsync(HttpContext http, ProfileInput profile, ProfileService profiles)
    {
        RequestParts.Demand("name", profile.Name, 3, 100);
        RequestParts.Demand("description", profile.Description, 3, 100);
        var key = await profiles.CreateAsync(
            http.User.Actor(), profile.Name, profile.Description, profile.Answers, profile.Tags, idempotency: http.Idempotency("createProfile", profile));
        return TypedResults.Created($"/api/v1/profiles/{RequestParts.Escape(key.Arn)}", key);
    }

    private static Ok<ProfileQuestionnaire> Questionnaire() => TypedResults.Ok(ProfileService.Questionnaire);

    private static async Task<Ok<ProfileView>> GetAsync(HttpContext http, string arn, ProfileService profiles, string? version = null) =>
        TypedResults.Ok(await profiles.GetAsync(http.User.Actor(), arn.Unescape(), version));

    private static async Task<Ok<ProfileView>> UpdateAsync(HttpContext http, string arn, ProfileChange change, ProfileService profiles)
    {
        RequestParts.Demand("description", change.Description, 3, 100);
        return TypedResults.Ok(await profiles.UpdateAsync(http.User.Actor(), arn.Unescape(), change.Description, change.Answers, change.ExpectedVersion));
    }

    private static async Task<NoContent> DeleteAsync(HttpContext http, string arn, ProfileService profiles)
    {
        await profiles.DeleteAsync(http.User.Actor(), arn.Unescape());
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> AssociateAsync(HttpContext http, string id, WorkloadProfile profile, ProfileService profiles)
    {
        await profiles.AssociateAsync(http.User.Actor(), id, [profile.Arn]);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DisassociateAsync(HttpContext http, string id, string arn, ProfileService profiles)
    {
        await profiles.DisassociateAsync(http.User.Actor(), id, [arn.Unescape()]);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> UpgradeAsync(HttpContext http, string id, string arn, ProfileUpgrade upgrade, ProfileService profiles)
    {
        RequestParts.Demand("milestone", upgrade.Milestone, 3, 100);
        var profile = arn.Unescape();
        await profiles.UpgradeAsync(http.User.Actor(), id, profile, upgrade.Milestone, http.Idempotency("upgradeProfile", new { id, profile, upgrade }));
        return TypedResults.NoContent();
    }
}
