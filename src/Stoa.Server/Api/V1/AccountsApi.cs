using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.People;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A new account with its first administrator.</summary>
public sealed record AccountInput(string Name, string Email, string DisplayName);

/// <summary>Accounts.</summary>
internal static class AccountsApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Accounts");
        accounts.MapGet("", ListAsync).WithName("listAccounts").WithSummary("The accounts of the server; for administrators of its own account");
        accounts.MapPost("", CreateAsync).WithName("createAccount").WithSummary("Make an account and its first administrator");

    }

    private static async Task<Ok<IReadOnlyList<AccountView>>> ListAsync(HttpContext http, PeopleService people) =>
        TypedResults.Ok(await people.AccountsAsync(http.User.Actor()));

    private static async Task<Created<InvitationView>> CreateAsync(HttpContext http, AccountInput account, PeopleService people)
    {
        var invitation = await people.CreateAccountAsync(http.User.Actor(), account.Name, account.Email, account.DisplayName);
        return TypedResults.Created($"/api/v1/people/{invitation.Person.Id}", PeopleApi.View(http, invitation));
    }
}
