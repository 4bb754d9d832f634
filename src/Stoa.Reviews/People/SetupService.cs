using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.People;

/// <summary>The first start: while a server has nobody, a link that only its console shows creates the first administrator.</summary>
public sealed class SetupService(RecordStore store, PersonManagers managers, SignInService signIn, PrincipalCache principals)
{
    /// <summary>A token for the link, where the server has nobody yet; null where it has. Earlier ones stay valid until one is used.</summary>
    public async Task<string?> OpenAsync()
    {
        if (await store.ReadAsync(static context => context.Users.AnyAsync()))
        {
            return null;
        }

        var token = SecretText.New();
        return await store.WriteAsync(async context =>
        {
            if (await context.Users.AnyAsync())
            {
                return null;
            }

            context.Links.Add(new LinkRecord { Id = SecretText.HashText(token), Kind = LinkKind.FirstStart, CreatedAt = store.Now });
            return token;
        });
    }

    /// <summary>Whether a token is one of a first start that nobody has done yet.</summary>
    public Task<bool> IsOpenAsync(string token)
    {
        var id = SecretText.HashText(token);
        return store.ReadAsync(context => context.Links.AnyAsync(l => l.Id == id && l.Kind == LinkKind.FirstStart));
    }

    /// <summary>The host account; made where there is none, so that a demonstration can be filled before anybody has come.</summary>
    /// <param name="name">What it is called if it is made.</param>
    /// <returns>Its twelve digits.</returns>
    public Task<string> HostAccountAsync(string name) => store.WriteAsync(async context => (await HostAccountAsync(context, name)).Id);

    /// <summary>Creates the host account, if there is none, and its administrator; then no link of a first start works any more.</summary>
    /// <param name="token">The link's token.</param>
    /// <param name="accountName">What people call the account.</param>
    /// <param name="email">The address that the administrator signs in with.</param>
    /// <param name="displayName">The administrator's name.</param>
    /// <param name="password">The administrator's password.</param>
    /// <returns>The administrator, signed in; null where the link does not work.</returns>
    /// <exception cref="InvalidException">A value is wrong; the link still works.</exception>
    public async Task<SignedIn?> CompleteAsync(string token, string accountName, string email, string displayName, string password)
    {
        var account = PeopleService.CheckedName(accountName);
        var added = PeopleService.Checked(new NewPerson(email, displayName, Role.Administrator));
        if (!await IsOpenAsync(token))
        {
            return null;
        }

        var id = SecretText.HashText(token);
        var signedIn = await store.WriteAsync(async context =>
        {
            // Of two who come at once, one deletes the links, and the other finds none.
            if (!await context.Links.AnyAsync(l => l.Id == id && l.Kind == LinkKind.FirstStart)
                || await context.Links.Where(static l => l.Kind == LinkKind.FirstStart).ExecuteDeleteAsync() == 0
                || await context.Users.AnyAsync())
            {
                return null;
            }

            var host = await HostAccountAsync(context, account);
            host.Name = account;
            await context.SaveChangesAsync();
            using var people = managers.Over(context);
            var person = PeopleService.NewRecord(added, host.Id, store.Now);
            PersonManagers.Demand(await people.CreateAsync(person, password), person);
            context.Note(PrincipalCache.ActorOf(person), store.Now, "account.start", subject: host.Id, detail: account);
            return await signIn.StartAsync(context, people, person);
        });
        principals.Clear();
        return signedIn;
    }

    private async Task<AccountRecord> HostAccountAsync(RecordContext context, string name)
    {
        if (await context.Accounts.FirstOrDefaultAsync(static a => a.IsHost) is { } host)
        {
            return host;
        }

        var account = new AccountRecord { Id = SecretText.NewAccountId(), Name = PeopleService.CheckedName(name), IsHost = true, CreatedAt = store.Now };
        context.Accounts.Add(account);
        await context.SaveChangesAsync();
        return account;
    }
}
