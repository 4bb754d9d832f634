using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.People;

/// <summary>A person who has just shown who they are.</summary>
/// <param name="Actor">The person.</param>
/// <param name="Stamp">What the session carries; it ends when the person's stamp is another.</param>
public sealed record SignedIn(Actor Actor, string Stamp);

/// <summary>Signing in with a password, and setting one.</summary>
public sealed class SignInService(RecordStore store, PersonManagers managers, PrincipalCache principals)
{
    /// <summary>
    /// Signs a person in. Null says that it did not work and never why: an unknown name, a wrong password, a locked and a disabled person
    /// are told apart by nobody but the audit trail.
    /// </summary>
    /// <param name="email">The address as it was typed.</param>
    /// <param name="password">The password as it was typed.</param>
    public async Task<SignedIn?> SignInAsync(string email, string password)
    {
        // Hashing takes long on purpose, so it happens before the write, which others wait for.
        var (id, hash, matches) = await CheckAsync(PersonManagers.Normalize(email), null, password);
        return id is null ? null : await store.WriteAsync(async context =>
        {
            using var people = managers.Over(context);
            var person = await HoldAsync(context, id);
            if (person.IsDisabled || IsLocked(person))
            {
                return null;
            }

            if (!matches || person.PasswordHash != hash)
            {
                await FailAsync(context, people, person);
                return null;
            }

            return await StartAsync(context, people, person);
        });
    }

    /// <summary>The name of the person whose password a link sets; null where the link does not work, or no longer.</summary>
    public Task<string?> LinkOwnerAsync(string token)
    {
        var id = SecretText.HashText(token);
        return store.ReadAsync(async context => await LinkAsync(context, id) is { } link
            ? await context.Users.Where(p => p.Id == link.PersonId && !p.IsDisabled).Select(static p => p.DisplayName).FirstOrDefaultAsync()
            : null);
    }

    /// <summary>Sets a password by a link, which then no longer works, and signs the person in.</summary>
    /// <returns>Null where the link does not work.</returns>
    /// <exception cref="InvalidException">The password will not do; the link still works.</exception>
    public async Task<SignedIn?> SetPasswordAsync(string token, string password)
    {
        var id = SecretText.HashText(token);
        if (await LinkOwnerAsync(token) is null)
        {
            return null;
        }

        var signedIn = await store.WriteAsync(async context =>
        {
            // Of two who use the link at once, one deletes it.
            if (await LinkAsync(context, id) is not { } link || await context.Links.Where(l => l.Id == id).ExecuteDeleteAsync() != 1
                || await context.Users.FirstOrDefaultAsync(p => p.Id == link.PersonId && !p.IsDisabled) is not { } person)
            {
                return null;
            }

            using var people = managers.Over(context);
            if (person.PasswordHash is not null)
            {
                PersonManagers.Demand(await people.RemovePasswordAsync(person), person);
            }

            PersonManagers.Demand(await people.AddPasswordAsync(person, password), person);
            PersonManagers.Demand(await people.SetLockoutEndDateAsync(person, null), person);
            await context.Links.Where(l => l.PersonId == person.Id).ExecuteDeleteAsync();
            context.Note(PrincipalCache.ActorOf(person), store.Now, "password.set", subject: person.Id);
            return await StartAsync(context, people, person);
        });
        principals.Clear();
        return signedIn;
    }

    /// <summary>Changes one's own password. All sessions end but the one that is started with what this returns.</summary>
    /// <param name="actor">A person.</param>
    /// <param name="current">The password of now.</param>
    /// <param name="next">The other one.</param>
    /// <exception cref="InvalidException">The current password is wrong, or the other will not do.</exception>
    public async Task<SignedIn> ChangePasswordAsync(Actor actor, string current, string next)
    {
        var (id, hash, matches) = await CheckAsync(null, actor.PersonId, current);
        if (id is null)
        {
            throw new NotFoundException("PERSON", actor.PersonId ?? "");
        }

        var signedIn = await store.WriteAsync(async context =>
        {
            using var people = managers.Over(context);
            var person = await HoldAsync(context, id);
            if (person.IsDisabled || IsLocked(person))
            {
                return null;
            }

            if (!matches || person.PasswordHash != hash)
            {
                await FailAsync(context, people, person);
                return null;
            }

            PersonManagers.Demand(await people.RemovePasswordAsync(person), person);
            PersonManagers.Demand(await people.AddPasswordAsync(person, next), person);
            await context.Links.Where(l => l.PersonId == person.Id).ExecuteDeleteAsync();
            context.Note(actor, store.Now, "password.change", subject: person.Id);
            return new SignedIn(PrincipalCache.ActorOf(person), person.SecurityStamp ?? "");
        });
        principals.Clear();
        return signedIn ?? throw new InvalidException("The current password is not right.", ("current", "The current password is not right."));
    }

    /// <summary>Ends every session of a person: what signing out everywhere does.</summary>
    public async Task EndSessionsAsync(Actor actor)
    {
        await store.WriteAsync(async context =>
        {
            if (await context.Users.FirstOrDefaultAsync(p => p.Id == actor.PersonId) is { } person)
            {
                using var people = managers.Over(context);
                PersonManagers.Demand(await people.UpdateSecurityStampAsync(person), person);
                context.Note(actor, store.Now, "session.end", subject: person.Id, detail: "all");
            }

            return true;
        });
        principals.Clear();
    }

    internal async Task<SignedIn> StartAsync(RecordContext context, UserManager<Person> people, Person person)
    {
        person.SeenAt = store.Now;
        person.AccessFailedCount = 0;
        PersonManagers.Demand(await people.UpdateAsync(person), person);
        var actor = PrincipalCache.ActorOf(person);
        context.Note(actor, store.Now, "session.start", subject: person.Id);
        return new SignedIn(actor, person.SecurityStamp ?? "");
    }

    private async Task<(string? Id, string? Hash, bool Matches)> CheckAsync(string? name, string? id, string password)
    {
        var person = await store.ReadAsync(context => context.Users.FirstOrDefaultAsync(p => id != null ? p.Id == id : p.NormalizedUserName == name));
        return (person?.Id, person?.PasswordHash, managers.IsPassword(person, password));
    }

    // Guesses at the same password, made at once, are counted one after another.
    private static async Task<Person> HoldAsync(RecordContext context, string id)
    {
        await context.Users.Where(p => p.Id == id).ExecuteUpdateAsync(static update => update.SetProperty(static p => p.AccessFailedCount, static p => p.AccessFailedCount));
        return await context.Users.FirstAsync(p => p.Id == id);
    }

    private bool IsLocked(Person person) => person.LockoutEnd > store.Time.GetUtcNow();

    private async Task FailAsync(RecordContext context, UserManager<Person> people, Person person)
    {
        person.AccessFailedCount++;
        if (person.AccessFailedCount >= PersonManagers.MaxFailures)
        {
            person.AccessFailedCount = 0;
            person.LockoutEnd = store.Now + PersonManagers.Lockout;
            context.Note(PrincipalCache.ActorOf(person), store.Now, "person.lock", subject: person.Id, detail: $"{PersonManagers.MaxFailures} wrong passwords in a row");
        }

        PersonManagers.Demand(await people.UpdateAsync(person), person);
    }

    private async Task<LinkRecord?> LinkAsync(RecordContext context, string id) =>
        await context.Links.AsNoTracking().FirstOrDefaultAsync(l => l.Id == id && l.Kind == LinkKind.Password) is { } link && link.ExpiresAt > store.Time.GetUtcNow()
            ? link
            : null;
}
