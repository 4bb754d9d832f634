using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.People;

/// <summary>What an identity provider says of somebody.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The somebody, as the provider knows them for ever.</param>
/// <param name="Email">The address; null where the provider does not say.</param>
/// <param name="EmailIsVerified">Whether the provider has made sure that the address is theirs.</param>
/// <param name="Name">The name; null where the provider does not say.</param>
/// <param name="Role">The role that the provider's claims stand for; null where they stand for none.</param>
public sealed record ProviderIdentity(string Issuer, string Subject, string? Email, bool EmailIsVerified, string? Name, Role? Role);

/// <summary>Signing in through an identity provider.</summary>
public sealed class ProviderSignInService(RecordStore store, PersonManagers managers, SignInService signIn, PrincipalCache principals)
{
    /// <summary>
    /// Signs in who the provider says it is: the person of an earlier time, else the one whose address the provider has verified, else a
    /// new one. A role that the provider gives is taken over each time; without one a new person is a viewer.
    /// </summary>
    /// <param name="identity">Who.</param>
    /// <param name="accountId">The account of new people; null for the host account.</param>
    /// <exception cref="DeniedException">The person is disabled, or it cannot be made sure who it is.</exception>
    public async Task<SignedIn> SignInAsync(ProviderIdentity identity, string? accountId)
    {
        var signedIn = await store.WriteAsync(async context =>
        {
            using var people = managers.Over(context);
            var person = await people.FindByLoginAsync(identity.Issuer, identity.Subject) ?? await LinkAsync(context, people, identity, accountId);
            if (person.IsDisabled)
            {
                throw new DeniedException("This person may no longer sign in.");
            }

            if (identity.Role is { } role && role != person.Role
                && (role == Role.Administrator || person.Role != Role.Administrator || await PeopleService.HasOtherAdministratorAsync(context, person)))
            {
                context.Note(PrincipalCache.ActorOf(person), store.Now, "person.role", subject: person.Id, detail: $"{person.Role} to {role}, by the identity provider");
                person.Role = role;
                PersonManagers.Demand(await people.UpdateSecurityStampAsync(person), person);
            }

            return await signIn.StartAsync(context, people, person);
        });
        principals.Clear();
        return signedIn;
    }

    private async Task<Person> LinkAsync(RecordContext context, UserManager<Person> people, ProviderIdentity identity, string? accountId)
    {
        var account = await context.Accounts.FirstOrDefaultAsync(a => accountId == null ? a.IsHost : a.Id == accountId)
            ?? throw new DeniedException("This server has not been set up yet.");
        var added = PeopleService.Checked(new NewPerson(
            identity.Email ?? throw new DeniedException("The identity provider gave no address."),
            string.IsNullOrWhiteSpace(identity.Name) ? identity.Email : identity.Name,
            identity.Role ?? Role.Viewer));
        var person = await people.FindByNameAsync(added.Email);
        if (person is null)
        {
            person = PeopleService.NewRecord(added, account.Id, store.Now);
            PersonManagers.Demand(await people.CreateAsync(person), person);
            context.Note(PrincipalCache.ActorOf(person), store.Now, "person.join", subject: person.Id, detail: $"by the identity provider, as {person.Role}");
        }
        else if (!identity.EmailIsVerified || person.AccountId != account.Id)
        {
            // Else whoever can enter any address at the provider would be that person here.
            throw new DeniedException("Somebody else has this address here, and the identity provider has not verified that it is yours.");
        }

        PersonManagers.Demand(await people.AddLoginAsync(person, new UserLoginInfo(identity.Issuer, identity.Subject, "OpenID Connect")), person);
        return person;
    }
}
