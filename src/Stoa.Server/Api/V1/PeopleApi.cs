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

/// <summary>A role.</summary>
public sealed record RoleInput(Role Role);

/// <summary>A new account with its first administrator.</summary>
public sealed record AccountInput(string Name, string Email, string DisplayName);

/// <summary>A person who is to set a password, and the link for it, which works once.</summary>
public sealed record InvitationView(PersonView Person, string Link, DateTimeOffset ExpiresAt);

/// <summary>A new access key.</summary>
/// <param name="ExpiresAt">When it ends; left out: never.</param>
public sealed record AccessKeyInput(DateTimeOffset? ExpiresAt = null);

/// <summary>A new token.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="WorkloadId">The one workload that a pipeline's token is for; left out: it stands for you.</param>
/// <param name="ExpiresAt">When it ends, at most 366 days ahead; left out: in 90 days.</param>
public sealed record ApiTokenInput(string Name, string? WorkloadId = null, DateTimeOffset? ExpiresAt = null);

/// <summary>People, accounts, access keys, tokens, and the audit trail.</summary>
internal static class PeopleApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("").WithTags("People");
        people.MapGet("/me", MeAsync).WithName("getMe").WithSummary("You");
        people.MapGet("/people", ListAsync).WithName("listPeople").WithSummary("Everybody of your account; for administrators");
        people.MapPost("/people", InviteAsync).WithName("invitePerson").WithSummary("Add a person, and get the link by which they set a password");
        people.MapPut("/people/{personId}/role", RoleAsync).WithName("changeRole").WithSummary("Change what a person may do; their sessions end");
        people.MapPost("/people/{personId}/disable", DisableAsync).WithName("disablePerson").WithSummary("End a person's sessions, keys and tokens, and keep them out");
        people.MapPost("/people/{personId}/enable", EnableAsync).WithName("enablePerson").WithSummary("Let a person in again");
        people.MapPost("/people/{personId}/reset", ResetAsync).WithName("resetPerson").WithSummary("Take a person's password and sessions, and get a link for setting another");
        people.MapGet("/accounts", AccountsAsync).WithName("listAccounts").WithSummary("The accounts of the server; for administrators of its own account");
        people.MapPost("/accounts", CreateAccountAsync).WithName("createAccount").WithSummary("Make an account and its first administrator");

        var credentials = api.MapGroup("").WithTags("Credentials");
        credentials.MapGet("/access-keys", KeysAsync).WithName("listAccessKeys").WithSummary("Your access keys for AWS's API, or everybody's");
        credentials.MapPost("/access-keys", CreateKeyAsync).WithName("createAccessKey").WithSummary("Make an access key; its secret is shown this once");
        credentials.MapDelete("/access-keys/{keyId}", RevokeKeyAsync).WithName("revokeAccessKey").WithSummary("End an access key");
        credentials.MapGet("/tokens", TokensAsync).WithName("listTokens").WithSummary("Your tokens, everybody's, or those of a workload's pipelines");
        credentials.MapPost("/tokens", CreateTokenAsync).WithName("createToken").WithSummary("Make a token; it is shown this once");
        credentials.MapDelete("/tokens/{tokenId}", RevokeTokenAsync).WithName("revokeToken").WithSummary("End a token");
        credentials.MapGet("/audit", AuditAsync).WithName("listAudit").WithSummary("The audit trail of your account, or of a workload, the newest first");
    }

    private static async Task<Ok<PersonView>> MeAsync(HttpContext http, PeopleService people) => TypedResults.Ok(await people.MeAsync(http.User.Actor()));

    private static async Task<Ok<IReadOnlyList<PersonView>>> ListAsync(HttpContext http, PeopleService people, string? accountId = null) =>
        TypedResults.Ok(await people.ListAsync(http.User.Actor(), accountId));

    private static async Task<Created<InvitationView>> InviteAsync(HttpContext http, PersonInput person, PeopleService people)
    {
        var invitation = await people.InviteAsync(http.User.Actor(), new NewPerson(person.Email, person.DisplayName, person.Role), person.AccountId);
        return TypedResults.Created($"/api/v1/people/{invitation.Person.Id}", View(http, invitation));
    }

    private static async Task<Ok<PersonView>> RoleAsync(HttpContext http, string personId, RoleInput role, PeopleService people) =>
        TypedResults.Ok(await people.ChangeRoleAsync(http.User.Actor(), personId, role.Role));

    private static async Task<Ok<PersonView>> DisableAsync(HttpContext http, string personId, PeopleService people) =>
        TypedResults.Ok(await people.DisableAsync(http.User.Actor(), personId));

    private static async Task<Ok<PersonView>> EnableAsync(HttpContext http, string personId, PeopleService people) =>
        TypedResults.Ok(await people.EnableAsync(http.User.Actor(), personId));

    private static async Task<Ok<InvitationView>> ResetAsync(HttpContext http, string personId, PeopleService people) =>
        TypedResults.Ok(View(http, await people.ResetAsync(http.User.Actor(), personId)));

    private static async Task<Ok<IReadOnlyList<AccountView>>> AccountsAsync(HttpContext http, PeopleService people) =>
        TypedResults.Ok(await people.AccountsAsync(http.User.Actor()));

    private static async Task<Created<InvitationView>> CreateAccountAsync(HttpContext http, AccountInput account, PeopleService people)
    {
        var invitation = await people.CreateAccountAsync(http.User.Actor(), account.Name, account.Email, account.DisplayName);
        return TypedResults.Created($"/api/v1/people/{invitation.Person.Id}", View(http, invitation));
    }

    private static async Task<Ok<IReadOnlyList<CredentialView>>> KeysAsync(HttpContext http, CredentialService credentials, bool everybody = false) =>
        TypedResults.Ok(await credentials.KeysAsync(http.User.Actor(), everybody));

    private static async Task<Created<NewAccessKey>> CreateKeyAsync(HttpContext http, AccessKeyInput key, CredentialService credentials)
    {
        var made = await credentials.CreateKeyAsync(http.User.Actor(), key.ExpiresAt);
        return TypedResults.Created($"/api/v1/access-keys/{made.Id}", made);
    }

    private static async Task<NoContent> RevokeKeyAsync(HttpContext http, string keyId, CredentialService credentials)
    {
        await credentials.RevokeKeyAsync(http.User.Actor(), keyId);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<CredentialView>>> TokensAsync(
        HttpContext http, CredentialService credentials, bool everybody = false, string? workloadId = null) =>
        TypedResults.Ok(await credentials.TokensAsync(http.User.Actor(), everybody, workloadId));

    private static async Task<Created<NewApiToken>> CreateTokenAsync(HttpContext http, ApiTokenInput token, CredentialService credentials)
    {
        var made = await credentials.CreateTokenAsync(http.User.Actor(), token.Name, token.WorkloadId, token.ExpiresAt);
        return TypedResults.Created($"/api/v1/tokens/{made.Id}", made);
    }

    private static async Task<NoContent> RevokeTokenAsync(HttpContext http, string tokenId, CredentialService credentials)
    {
        await credentials.RevokeTokenAsync(http.User.Actor(), tokenId);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<AuditPage>> AuditAsync(
        HttpContext http, AuditService audit, string? workloadId = null, string? by = null, string? action = null, string? subject = null,
        DateTimeOffset? from = null, DateTimeOffset? to = null, long? before = null, int take = 50) =>
        TypedResults.Ok(await audit.ListAsync(
            http.User.Actor(), new AuditFilter { WorkloadId = workloadId, By = by, Action = action, Subject = subject, From = from, To = to }, before, take));

    private static InvitationView View(HttpContext http, Invitation invitation) =>
        new(invitation.Person, PasswordLink.Of(http, invitation), invitation.ExpiresAt);
}
