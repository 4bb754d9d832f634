using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>Who is invited.</summary>
/// <param name="Email">The address to sign in with.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="Role">What they may do.</param>
/// <param name="AccountId">The account; left out: your own. Another only for administrators of the server's own account.</param>
public sealed record PersonInput(string Email, string DisplayName, Role Role, string? AccountId = null);

/// <summary>A person's id and name.</summary>
public sealed record PersonName(string Id, string DisplayName);

/// <summary>A name.</summary>
public sealed record NameInput(string DisplayName);

/// <summary>A role.</summary>
public sealed record RoleInput(Role Role);

/// <summary>A person who is to set a password, and the link for it, which works once.</summary>
public sealed record InvitationView(PersonView Person, string Link, DateTimeOffset ExpiresAt);

/// <summary>People.</summary>
internal static class PeopleApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("").WithTags("People");
        people.MapGet("/me", MeAsync).WithName("getMe").WithSummary("You");
        people.MapGet("/people", ListAsync).WithName("listPeople").WithSummary("Everybody of your account; for administrators");
        people.MapPost("/people", InviteAsync).WithName("invitePerson").WithSummary("Add a person, and get the link by which they set a password");
        people.MapGet("/people/names", NamesAsync).WithName("listNames").WithSummary("The names of everybody of your account: whom improvements may be given to");
        people.MapPatch("/people/{personId}", RenameAsync).WithName("renamePerson").WithSummary("Change what others see of a person's name");
        people.MapPut("/people/{personId}/role", RoleAsync).WithName("changeRole").WithSummary("Change what a person may do; their sessions end");
        people.MapPost("/people/{personId}/disable", DisableAsync).WithName("disablePerson").WithSummary("End a person's sessions, keys and tokens, and keep them out");
        people.MapPost("/people/{personId}/enable", EnableAsync).WithName("enablePerson").WithSummary("Let a person in again");
        people.MapPost("/people/{personId}/reset", ResetAsync).WithName("resetPerson").WithSummary("Take a person's password and sessions, and get a link for setting another");
    }

    private static async Task<Ok<PersonView>> MeAsync(HttpContext http, PeopleService people) => TypedResults.Ok(await people.MeAsync(http.User.Actor()));

    private static async Task<Ok<IReadOnlyList<PersonView>>> ListAsync(HttpContext http, PeopleService people, string? accountId = null) =>
        TypedResults.Ok(await people.ListAsync(http.User.Actor(), accountId));

    private static async Task<Created<InvitationView>> InviteAsync(HttpContext http, PersonInput person, PeopleService people)
    {
        var invitation = await people.InviteAsync(http.User.Actor(), new NewPerson(person.Email, person.DisplayName, person.Role), person.AccountId);
        return TypedResults.Created($"/api/v1/people/{invitation.Person.Id}", View(http, invitation));
    }

    private static async Task<Ok<IEnumerable<PersonName>>> NamesAsync(HttpContext http, PeopleService people) =>
        TypedResults.Ok((await people.NamesAsync(http.User.Actor())).Select(static p => new PersonName(p.Id, p.DisplayName)));

    private static async Task<Ok<PersonView>> RenameAsync(HttpContext http, string personId, NameInput name, PeopleService people) =>
        TypedResults.Ok(await people.RenameAsync(http.User.Actor(), personId, name.DisplayName));

    private static async Task<Ok<PersonView>> RoleAsync(HttpContext http, string personId, RoleInput role, PeopleService people) =>
        TypedResults.Ok(await people.ChangeRoleAsync(http.User.Actor(), personId, role.Role));

    private static async Task<Ok<PersonView>> DisableAsync(HttpContext http, string personId, PeopleService people) =>
        TypedResults.Ok(await people.DisableAsync(http.User.Actor(), personId));

    private static async Task<Ok<PersonView>> EnableAsync(HttpContext http, string personId, PeopleService people) =>
        TypedResults.Ok(await people.EnableAsync(http.User.Actor(), personId));

    private static async Task<Ok<InvitationView>> ResetAsync(HttpContext http, string personId, PeopleService people) =>
        TypedResults.Ok(View(http, await people.ResetAsync(http.User.Actor(), personId)));

    /// <summary>An invitation as the API shows it.</summary>
    public static InvitationView View(HttpContext http, Invitation invitation) =>
        new(invitation.Person, PasswordLink.Of(http, invitation), invitation.ExpiresAt);
}
