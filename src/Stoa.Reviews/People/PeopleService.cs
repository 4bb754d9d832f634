using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.People;

/// <summary>A person as others see them.</summary>
public sealed record PersonView
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The account that the person belongs to.</summary>
    public required string AccountId { get; init; }

    /// <summary>The address that the person signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>The name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What the person may do.</summary>
    public required Role Role { get; init; }

    /// <summary>Whether the person may no longer sign in.</summary>
    public required bool IsDisabled { get; init; }

    /// <summary>Whether the person has set a password.</summary>
    public required bool HasPassword { get; init; }

    /// <summary>Until when the person is locked after too many wrong passwords; null or past: not at all.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When the person was added.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person last signed in; null: never.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}

/// <summary>A new person.</summary>
/// <param name="Email">The address that the person signs in with; no two people of a server have the same.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="Role">What the person may do.</param>
public sealed record NewPerson(string Email, string DisplayName, Role Role);

/// <summary>A person who is to set a password, and the token of the link for it, shown once. Not a record: its text must not show the token.</summary>
public sealed class Invitation
{
    internal Invitation(PersonView person, string token, DateTimeOffset expiresAt)
    {
        Person = person;
        Token = token;
        ExpiresAt = expiresAt;
    }

    /// <summary>The person.</summary>
    public PersonView Person { get; }

    /// <summary>The token: whoever has it sets the password.</summary>
    public string Token { get; }

    /// <summary>Until when it works.</summary>
    public DateTimeOffset ExpiresAt { get; }
}

/// <summary>An account as administrators of the server see it.</summary>
/// <param name="Id">Twelve digits.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IsHost">Whether its administrators manage the server.</param>
/// <param name="People">How many people belong to it.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record AccountView(string Id, string Name, bool IsHost, int People, DateTimeOffset CreatedAt);

/// <summary>
/// Accounts and people. Administrators manage the people of their own account; those of the host account also make accounts and
/// manage the people of all. The last administrator of an account who can sign in is neither disabled nor demoted.
/// </summary>
public sealed class PeopleService(RecordStore store, PersonManagers managers, PrincipalCache principals)
{
    /// <summary>How long a link for setting a password works.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromDays(3);

    /// <summary>How long a link works that was asked for on the server's own machine.</summary>
    public static readonly TimeSpan RecoveryLife = TimeSpan.FromHours(1);

    /// <summary>Everybody of an account, by name.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="accountId">The account; null for the actor's own.</param>
    public Task<IReadOnlyList<PersonView>> ListAsync(Actor actor, string? accountId = null) => store.ReadAsync<IReadOnlyList<PersonView>>(async context =>
    {
        var account = await AccountAsync(context, actor, accountId);
        return [.. (await context.Users.Where(p => p.AccountId == account).OrderBy(static p => p.DisplayName).ThenBy(static p => p.Id).ToListAsync()).Select(View)];
    });

    /// <summary>The names of an account's people, for choosing an owner of something: everybody in the account may know them.</summary>
    /// <param name="actor">Anybody but a pipeline.</param>
    public Task<IReadOnlyList<(string Id, string DisplayName)>> NamesAsync(Actor actor)
    {
        actor.Demand(Role.Viewer);
        return store.ReadAsync<IReadOnlyList<(string, string)>>(async context =>
            [.. (await context.Users.Where(p => p.AccountId == actor.AccountId && !p.IsDisabled).OrderBy(static p => p.DisplayName).ToListAsync())
                .Select(static p => (p.Id, p.DisplayName))]);
    }

    /// <summary>Oneself.</summary>
    /// <exception cref="NotFoundException">The actor is no person.</exception>
    public Task<PersonView> MeAsync(Actor actor) => store.ReadAsync(async context =>
        await context.Users.FirstOrDefaultAsync(p => p.Id == actor.PersonId) is { } me ? View(me) : throw new NotFoundException("PERSON", actor.PersonId ?? ""));

    /// <summary>Adds a person, who sets a password by the link of the invitation.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="person">Who.</param>
    /// <param name="accountId">The account; null for the actor's own.</param>
    /// <exception cref="ConflictException">Somebody has that address.</exception>
    public Task<Invitation> InviteAsync(Actor actor, NewPerson person, string? accountId = null)
    {
        var added = Checked(person);
        return store.WriteAsync(async context =>
        {
            var account = await AccountAsync(context, actor, accountId);
            return await InviteAsync(context, actor, added, account);
        });
    }

    /// <summary>Changes what a person may do. Their sessions end, so that none goes on with what it could.</summary>
    public Task<PersonView> ChangeRoleAsync(Actor actor, string personId, Role role)
    {
        if (!Enum.IsDefined(role))
        {
            throw new InvalidException("There is no such role.", ("role", "viewer, contributor, owner or administrator"));
        }

        return ChangeAsync(actor, personId, async (context, people, person) =>
        {
            if (person.Role == role)
            {
                return;
            }

            if (role < Role.Administrator)
            {
                await KeepAnAdministratorAsync(context, person);
            }

            context.Note(actor, store.Now, "person.role", subject: person.Id, detail: $"{person.DisplayName}: {person.Role} to {role}");
            person.Role = role;
            PersonManagers.Demand(await people.UpdateSecurityStampAsync(person), person);
        });
    }

    /// <summary>Changes what others see of a person.</summary>
    /// <param name="actor">An administrator, or the person.</param>
    /// <param name="personId">Who.</param>
    /// <param name="displayName">The name, 1 to 100 characters.</param>
    public Task<PersonView> RenameAsync(Actor actor, string personId, string displayName)
    {
        var name = CheckedName(displayName);
        return ChangeAsync(actor, personId, async (context, people, person) =>
        {
            context.Note(actor, store.Now, "person.rename", subject: person.Id, detail: $"{person.DisplayName} to {name}");
            person.DisplayName = name;
            PersonManagers.Demand(await people.UpdateAsync(person), person);
        }, oneself: true);
    }

    /// <summary>Keeps a person from acting: sessions, keys and tokens stop, links are void.</summary>
    public Task<PersonView> DisableAsync(Actor actor, string personId) => ChangeAsync(actor, personId, async (context, people, person) =>
    {
        if (person.IsDisabled)
        {
            return;
        }

        await KeepAnAdministratorAsync(context, person);
        person.IsDisabled = true;
        PersonManagers.Demand(await people.UpdateSecurityStampAsync(person), person);
        await context.Links.Where(l => l.PersonId == person.Id).ExecuteDeleteAsync();
        context.Note(actor, store.Now, "person.disable", subject: person.Id, detail: person.DisplayName);
    });

    /// <summary>Lets a person act again.</summary>
    public Task<PersonView> EnableAsync(Actor actor, string personId) => ChangeAsync(actor, personId, async (context, people, person) =>
    {
        if (person.IsDisabled)
        {
            person.IsDisabled = false;
            PersonManagers.Demand(await people.UpdateSecurityStampAsync(person), person);
            context.Note(actor, store.Now, "person.enable", subject: person.Id, detail: person.DisplayName);
        }
    });

    /// <summary>Takes a person's password and sessions, and gives a link for setting another. Earlier links are void.</summary>
    /// <exception cref="ConflictException">It is the actor's own: that is changed, not reset.</exception>
    public async Task<Invitation> ResetAsync(Actor actor, string personId)
    {
        var invitation = await store.WriteAsync(async context =>
        {
            var person = await PersonAsync(context, actor, personId);
            if (person.Id == actor.PersonId)
            {
                throw new ConflictException("Change your own password instead of resetting it.", "PERSON", personId);
            }

            await ResetAsync(context, person);
            context.Note(actor, store.Now, "person.reset", subject: person.Id, detail: person.DisplayName);
            return AddLink(context, person, LinkLife);
        });
        principals.Clear();
        return invitation;
    }

    /// <summary>Everybody who manages an account, with the account's name. It asks nobody who they are: for the server's own machine alone.</summary>
    public Task<IReadOnlyList<(PersonView Person, string Account)>> AdministratorsAsync() => store.ReadAsync<IReadOnlyList<(PersonView, string)>>(async context =>
        [.. (await context.Users.Where(static p => p.Role == Role.Administrator)
                .Join(context.Accounts, static p => p.AccountId, static a => a.Id, static (p, a) => new { Person = p, Account = a })
                .OrderByDescending(static r => r.Account.IsHost).ThenBy(static r => r.Account.Name).ThenBy(static r => r.Person.Email)
                .ToListAsync())
            .Select(static r => (View(r.Person), r.Account.Name))]);

    /// <summary>
    /// Brings an administrator back whom nobody can let in: enables them, takes their password and sessions, and gives a link for another password.
    /// Earlier links are void. It asks nobody who they are: for the server's own machine alone.
    /// </summary>
    /// <param name="email">The address that the administrator signs in with.</param>
    /// <exception cref="NotFoundException">No administrator has it.</exception>
    public async Task<Invitation> RecoverAsync(string email)
    {
        var invitation = await store.WriteAsync(async context =>
        {
            using var people = managers.Over(context);
            if (await people.FindByEmailAsync(email.Trim().Normalize()) is not { Role: Role.Administrator } person)
            {
                throw new NotFoundException("ADMINISTRATOR", email);
            }

            person.IsDisabled = false;
            await ResetAsync(context, person);
            context.Note(Actor.Server(person.AccountId), store.Now, "person.recover", subject: person.Id, detail: $"{person.DisplayName}, on the server's machine");
            return AddLink(context, person, RecoveryLife);
        });
        principals.Clear();
        return invitation;
    }

    /// <summary>The accounts of the server.</summary>
    /// <param name="actor">An administrator of the host account.</param>
    public Task<IReadOnlyList<AccountView>> AccountsAsync(Actor actor) => store.ReadAsync<IReadOnlyList<AccountView>>(async context =>
    {
        await DemandHostAsync(context, actor);
        return await context.Accounts
            .OrderBy(static a => a.Name)
            .Select(a => new AccountView(a.Id, a.Name, a.IsHost, context.Users.Count(p => p.AccountId == a.Id), a.CreatedAt))
            .ToListAsync();
    });

    /// <summary>Makes an account and its first administrator.</summary>
    /// <param name="actor">An administrator of the host account.</param>
    /// <param name="name">What people call the account.</param>
    /// <param name="email">The administrator's address.</param>
    /// <param name="displayName">The administrator's name.</param>
    public Task<Invitation> CreateAccountAsync(Actor actor, string name, string email, string displayName)
    {
        var accountName = CheckedName(name);
        var person = Checked(new NewPerson(email, displayName, Role.Administrator));
        return store.WriteAsync(async context =>
        {
            await DemandHostAsync(context, actor);
            var account = new AccountRecord { Id = SecretText.NewAccountId(), Name = accountName, CreatedAt = store.Now };
            context.Accounts.Add(account);
            await context.SaveChangesAsync();
            context.Note(actor, store.Now, "account.create", subject: account.Id, detail: accountName);
            return await InviteAsync(context, actor, person, account.Id);
        });
    }

    internal static PersonView View(Person person) => new()
    {
        Id = person.Id,
        AccountId = person.AccountId,
        Email = person.Email ?? "",
        DisplayName = person.DisplayName,
        Role = person.Role,
        IsDisabled = person.IsDisabled,
        HasPassword = person.PasswordHash is not null,
        LockedUntil = person.LockoutEnd,
        CreatedAt = person.CreatedAt,
        SeenAt = person.SeenAt,
    };

    /// <summary>The person with values as they are kept.</summary>
    /// <exception cref="InvalidException">A value is wrong.</exception>
    internal static NewPerson Checked(NewPerson person)
    {
        var email = (person.Email ?? "").Trim().Normalize();
        var at = email.IndexOf('@');
        if (email.Length is < 3 or > 254 || at < 1 || at != email.LastIndexOf('@') || at == email.Length - 1
            || email.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new InvalidException("This is not an e-mail address.", ("email", "An address such as ada@example.com"));
        }

        return person with { Email = email, DisplayName = CheckedName(person.DisplayName) };
    }

    /// <summary>A name as it is kept.</summary>
    /// <exception cref="InvalidException">It is empty, too long, or holds control characters.</exception>
    internal static string CheckedName(string? name)
    {
        var text = (name ?? "").Trim().Normalize();
        return text.Length is >= 1 and <= 100 && !text.Any(char.IsControl)
            ? text
            : throw new InvalidException("A name has 1 to 100 characters.", ("name", "1 to 100 characters"));
    }

    internal static Person NewRecord(NewPerson person, string accountId, DateTimeOffset now) => new()
    {
        Id = Ids.New(),
        AccountId = accountId,
        UserName = person.Email,
        Email = person.Email,
        DisplayName = person.DisplayName,
        Role = person.Role,
        CreatedAt = now,
        SecurityStamp = Ids.New(),
    };

    /// <summary>
    /// Refuses what would leave an account without an administrator who can sign in. It holds the account until the transaction ends,
    /// so that two who demote each other at once do not both succeed.
    /// </summary>
    internal static async Task KeepAnAdministratorAsync(RecordContext context, Person leaving)
    {
        if (leaving is { Role: Role.Administrator, IsDisabled: false } && !await HasOtherAdministratorAsync(context, leaving))
        {
            throw new ConflictException(
                $"{leaving.DisplayName} is the last administrator of this account who can sign in. Make somebody else one first.", "PERSON", leaving.Id);
        }
    }

    internal static async Task<bool> HasOtherAdministratorAsync(RecordContext context, Person leaving)
    {
        await context.HoldAccountAsync(leaving.AccountId);
        return await context.Users.AnyAsync(p => p.AccountId == leaving.AccountId && p.Id != leaving.Id && p.Role == Role.Administrator && !p.IsDisabled
            && (p.PasswordHash != null || context.UserLogins.Any(l => l.UserId == p.Id)));
    }

    private async Task<PersonView> ChangeAsync(
        Actor actor, string personId, Func<RecordContext, UserManager<Person>, Person, Task> change, bool oneself = false)
    {
        var view = await store.WriteAsync(async context =>
        {
            var person = oneself && actor.PersonId == personId && actor.OnlyWorkload is null
                ? await context.Users.FirstOrDefaultAsync(p => p.Id == personId) ?? throw new NotFoundException("PERSON", personId)
                : await PersonAsync(context, actor, personId);
            using var people = managers.Over(context);
            await change(context, people, person);
            return View(person);
        });
        principals.Clear();
        return view;
    }

    private async Task<Invitation> InviteAsync(RecordContext context, Actor actor, NewPerson added, string accountId)
    {
        using var people = managers.Over(context);
        var person = NewRecord(added, accountId, store.Now);
        PersonManagers.Demand(await people.CreateAsync(person), person);
        context.Note(actor, store.Now, "person.invite", subject: person.Id, detail: $"{person.DisplayName} as {person.Role}");
        return AddLink(context, person, LinkLife);
    }

    private async Task ResetAsync(RecordContext context, Person person)
    {
        using var people = managers.Over(context);
        if (person.PasswordHash is not null)
        {
            PersonManagers.Demand(await people.RemovePasswordAsync(person), person);
        }

        PersonManagers.Demand(await people.SetLockoutEndDateAsync(person, null), person);
        PersonManagers.Demand(await people.ResetAccessFailedCountAsync(person), person);
        PersonManagers.Demand(await people.UpdateSecurityStampAsync(person), person);
        await context.Links.Where(l => l.PersonId == person.Id).ExecuteDeleteAsync();
    }

    private Invitation AddLink(RecordContext context, Person person, TimeSpan life)
    {
        var token = SecretText.New();
        var expires = store.Now + life;
        context.Links.Add(new LinkRecord
        {
            Id = SecretText.HashText(token), Kind = LinkKind.Password, PersonId = person.Id, CreatedAt = store.Now, ExpiresAt = expires,
        });
        return new Invitation(View(person), token, expires);
    }

    private static async Task<Person> PersonAsync(RecordContext context, Actor actor, string id)
    {
        actor.Demand(Role.Administrator);
        var person = await context.Users.FirstOrDefaultAsync(p => p.Id == id);
        return person is not null && (person.AccountId == actor.AccountId || await IsHostAsync(context, actor))
            ? person
            : throw new NotFoundException("PERSON", id);
    }

    private static async Task<string> AccountAsync(RecordContext context, Actor actor, string? accountId)
    {
        actor.Demand(Role.Administrator);
        return accountId is null || accountId == actor.AccountId ? actor.AccountId
            : await IsHostAsync(context, actor) && await context.Accounts.AnyAsync(a => a.Id == accountId) ? accountId
            : throw new NotFoundException("ACCOUNT", accountId);
    }

    private static async Task DemandHostAsync(RecordContext context, Actor actor)
    {
        actor.Demand(Role.Administrator);
        if (!await IsHostAsync(context, actor))
        {
            throw new DeniedException("Only administrators of the server's own account manage accounts.");
        }
    }

    private static Task<bool> IsHostAsync(RecordContext context, Actor actor) => context.Accounts.AnyAsync(a => a.Id == actor.AccountId && a.IsHost);
}
