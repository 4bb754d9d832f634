using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.People;

/// <summary>A person who may act, as the record has them now.</summary>
/// <param name="Actor">The person, with the role of now.</param>
/// <param name="Stamp">Changes whenever every session of the person is to end.</param>
public sealed record PersonPrincipal(Actor Actor, string Stamp);

/// <summary>An access key that may sign. Not a record: its text must never show the secret.</summary>
public sealed class KeyPrincipal
{
    internal KeyPrincipal(AccessKeyRecord key, string secret, Actor actor)
    {
        Id = key.Id;
        Secret = secret;
        Actor = actor;
        ExpiresAt = key.ExpiresAt;
        UsedOn = key.UsedOn?.DayNumber ?? 0;
    }

    /// <summary>The public half.</summary>
    public string Id { get; }

    /// <summary>The secret half.</summary>
    public string Secret { get; }

    /// <summary>Whom it stands for.</summary>
    public Actor Actor { get; }

    /// <summary>When it ends; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    internal int UsedOn;
}

/// <summary>A token that may be shown.</summary>
public sealed class TokenPrincipal
{
    internal TokenPrincipal(ApiTokenRecord token, Actor actor)
    {
        Id = token.Id;
        Actor = actor;
        ExpiresAt = token.ExpiresAt;
        UsedOn = token.UsedOn?.DayNumber ?? 0;
    }

    /// <summary>The token's id; not the token.</summary>
    public string Id { get; }

    /// <summary>Whom it stands for.</summary>
    public Actor Actor { get; }

    /// <summary>When it ends; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    internal int UsedOn;
}

/// <summary>
/// Who stands behind a session, a key or a token. Answers are kept for ten seconds, and forgotten at once when this server changes a
/// person or a credential: what is ended stops here at once, and on other servers within ten seconds.
/// </summary>
public sealed class PrincipalCache(RecordStore store, SecretBox box)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(10);

    // Enough for every key in use; nobody fills the memory with invented ones.
    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<string, Entry> entries = new();
    private int generation;

    /// <summary>The person with this id; null where there is none, or they may no longer act.</summary>
    public Task<PersonPrincipal?> PersonAsync(string id) => FindAsync("person/" + id, async context =>
        await context.Users.FirstOrDefaultAsync(p => p.Id == id && !p.IsDisabled) is { } person
            ? new PersonPrincipal(ActorOf(person), person.SecurityStamp ?? "")
            : null);

    /// <summary>The access key with this id; null where there is none, it was revoked, or its person may no longer act.</summary>
    public Task<KeyPrincipal?> KeyAsync(string id) => FindAsync("key/" + id, async context =>
    {
        var found = await context.AccessKeys
            .Where(k => k.Id == id && k.RevokedAt == null)
            .Join(context.Users.Where(static p => !p.IsDisabled), static k => k.PersonId, static p => p.Id, static (key, person) => new { key, person })
            .FirstOrDefaultAsync();
        return found is not null && SecretOf(found.key) is { } secret ? new KeyPrincipal(found.key, secret, ActorOf(found.person)) : null;
    });

    /// <summary>The token that reads so; null where there is none, it was revoked or has expired, or its person may no longer act.</summary>
    public async Task<TokenPrincipal?> TokenAsync(string token)
    {
        var hash = SecretText.Hash(token);
        var found = await FindAsync("token/" + Convert.ToHexString(hash), async context =>
        {
            var row = await context.ApiTokens
                .Where(t => t.Hash == hash && t.RevokedAt == null)
                .Join(context.Users.Where(static p => !p.IsDisabled), static t => t.PersonId, static p => p.Id, static (key, person) => new { key, person })
                .FirstOrDefaultAsync();
            return row is null ? null : new TokenPrincipal(row.key, ActorOf(row.key, row.person));
        });
        return found?.ExpiresAt <= store.Time.GetUtcNow() ? null : found;
    }

    /// <summary>Notes the day of a key's use; the first use of a day alone is written.</summary>
    public Task UsedAsync(KeyPrincipal key)
    {
        var today = store.Today;
        return Interlocked.Exchange(ref key.UsedOn, today.DayNumber) == today.DayNumber
            ? Task.CompletedTask
            : store.WriteAsync(context => context.AccessKeys
                .Where(k => k.Id == key.Id && (k.UsedOn == null || k.UsedOn < today))
                .ExecuteUpdateAsync(update => update.SetProperty(static k => k.UsedOn, today)));
    }

    /// <summary>Notes the day of a token's use; the first use of a day alone is written.</summary>
    public Task UsedAsync(TokenPrincipal token)
    {
        var today = store.Today;
        return Interlocked.Exchange(ref token.UsedOn, today.DayNumber) == today.DayNumber
            ? Task.CompletedTask
            : store.WriteAsync(context => context.ApiTokens
                .Where(t => t.Id == token.Id && (t.UsedOn == null || t.UsedOn < today))
                .ExecuteUpdateAsync(update => update.SetProperty(static t => t.UsedOn, today)));
    }

    /// <summary>Forgets everything: a person or a credential changed.</summary>
    public void Clear()
    {
        // What is being read at this moment may be the state before the change; its generation keeps it from being used again.
        Interlocked.Increment(ref generation);
        entries.Clear();
    }

    /// <summary>A person as an actor.</summary>
    public static Actor ActorOf(Person person) => new()
    {
        AccountId = person.AccountId, PersonId = person.Id, Name = person.DisplayName, Role = person.Role,
    };

    // A pipeline's token brings evidence for its one workload, and no more than the person who made it still may.
    private static Actor ActorOf(ApiTokenRecord token, Person person) => token.WorkloadId is { } workload
        ? new Actor
        {
            AccountId = token.AccountId,
            Name = string.Create(CultureInfo.InvariantCulture, $"token {token.Name}"),
            Role = person.Role < Role.Contributor ? person.Role : Role.Contributor,
            OnlyWorkload = workload,
        }
        : ActorOf(person);

    // A record that was restored beside another master key has keys that nobody can open: they have to be made anew.
    private string? SecretOf(AccessKeyRecord key)
    {
        try
        {
            return Encoding.ASCII.GetString(box.Open(key.SecretCipher, key.Id));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private Task<T?> FindAsync<T>(string slot, Func<RecordContext, Task<T?>> load)
        where T : class
    {
        var now = store.Time.GetUtcNow();
        var current = Volatile.Read(ref generation);
        if (entries.TryGetValue(slot, out var entry)
            && entry.Generation == current && !entry.Task.IsFaulted && !entry.Task.IsCanceled && now - entry.At < Age && now >= entry.At)
        {
            return (Task<T?>)entry.Task;
        }

        if (entries.Count >= MaxEntries)
        {
            entries.Clear();
        }

        var task = store.ReadAsync(load);
        entries[slot] = new(current, now, task);
        return task;
    }

    private sealed record Entry(int Generation, DateTimeOffset At, Task Task);
}
