using System.Text;
using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.People;

/// <summary>A new access key, shown once. Not a record: its text must never show the secret.</summary>
public sealed class NewAccessKey
{
    internal NewAccessKey(string id, string secret, DateTimeOffset? expiresAt)
    {
        Id = id;
        Secret = secret;
        ExpiresAt = expiresAt;
    }

    /// <summary>The public half.</summary>
    public string Id { get; }

    /// <summary>The secret half; nobody can read it again.</summary>
    public string Secret { get; }

    /// <summary>From when on it no longer works; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; }
}

/// <summary>A new token, shown once. Not a record: its text must never show the token.</summary>
public sealed class NewApiToken
{
    internal NewApiToken(string id, string token, DateTimeOffset expiresAt)
    {
        Id = id;
        Token = token;
        ExpiresAt = expiresAt;
    }

    /// <summary>The id, by which it is revoked.</summary>
    public string Id { get; }

    /// <summary>The token; nobody can read it again.</summary>
    public string Token { get; }

    /// <summary>From when on it no longer works.</summary>
    public DateTimeOffset ExpiresAt { get; }
}

/// <summary>An access key or a token as lists show it.</summary>
public sealed record CredentialView
{
    /// <summary>A key's public half, or a token's id.</summary>
    public required string Id { get; init; }

    /// <summary>What a token is for; null for a key.</summary>
    public string? Name { get; init; }

    /// <summary>Whose it is.</summary>
    public required string PersonId { get; init; }

    /// <summary>Their name.</summary>
    public required string PersonName { get; init; }

    /// <summary>The one workload of a pipeline's token.</summary>
    public string? WorkloadId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it no longer works; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The day of its last use; null: never.</summary>
    public DateOnly? UsedOn { get; init; }
}

/// <summary>
/// Access keys for AWS's API and tokens for our own. People make their own, and administrators see and revoke those of everybody in
/// their account.
/// </summary>
public sealed class CredentialService(RecordStore store, SecretBox box, PrincipalCache principals)
{
    /// <summary>Access keys of a person that work at one time: one in use, and one to change to.</summary>
    public const int MaxKeys = 2;

    /// <summary>Tokens of a person that work at one time.</summary>
    public const int MaxTokens = 50;

    /// <summary>How long a token works unless said otherwise.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromDays(90);

    /// <summary>How long a token works at most.</summary>
    public static readonly TimeSpan LongestTokenLife = TimeSpan.FromDays(366);

    /// <summary>What every token begins with, so that scanners for secrets know one when they see it.</summary>
    public const string TokenPrefix = "stoa_";

    /// <summary>Makes an access key of the actor's own.</summary>
    /// <param name="actor">A person.</param>
    /// <param name="expiresAt">From when on it no longer works; null: never.</param>
    public async Task<NewAccessKey> CreateKeyAsync(Actor actor, DateTimeOffset? expiresAt = null)
    {
        var person = PersonOf(actor);
        DemandFuture(expiresAt);
        var made = await store.WriteAsync(async context =>
        {
            await context.HoldAccountAsync(actor.AccountId);
            var now = store.Now;
            if (await context.AccessKeys.CountAsync(k => k.PersonId == person && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now)) >= MaxKeys)
            {
                throw new QuotaException($"A person has at most {MaxKeys} access keys that work. Revoke one first.", "ACCESS_KEY", person, "AccessKeys");
            }

            var id = SecretText.NewKeyId();
            var secret = SecretText.New();
            context.AccessKeys.Add(new AccessKeyRecord
            {
                Id = id,
                AccountId = actor.AccountId,
                PersonId = person,
                SecretCipher = box.Seal(Encoding.ASCII.GetBytes(secret), id),
                CreatedAt = now,
                ExpiresAt = expiresAt,
            });
            context.Note(actor, now, "key.create", subject: id);
            return new NewAccessKey(id, secret, expiresAt);
        });
        principals.Clear();
        return made;
    }

    /// <summary>The actor's own access keys, or everybody's in the account, newest first.</summary>
    /// <param name="actor">A person; an administrator for everybody's.</param>
    /// <param name="everybody">Whether all of the account are asked for.</param>
    public Task<IReadOnlyList<CredentialView>> KeysAsync(Actor actor, bool everybody = false)
    {
        var person = everybody ? null : PersonOf(actor);
        actor.Demand(everybody ? Role.Administrator : Role.Viewer);
        return store.ReadAsync<IReadOnlyList<CredentialView>>(async context => await context.AccessKeys
            .Where(k => k.AccountId == actor.AccountId && (person == null || k.PersonId == person))
            .OrderByDescending(static k => k.CreatedAt)
            .Join(context.Users, static k => k.PersonId, static p => p.Id, static (k, p) => new CredentialView
            {
                Id = k.Id, PersonId = p.Id, PersonName = p.DisplayName, CreatedAt = k.CreatedAt, ExpiresAt = k.ExpiresAt, RevokedAt = k.RevokedAt, UsedOn = k.UsedOn,
            })
            .ToListAsync());
    }

    /// <summary>Ends an access key, here at once. Its secret is destroyed.</summary>
    /// <param name="actor">Whose it is, or an administrator.</param>
    /// <param name="id">The public half.</param>
    public async Task RevokeKeyAsync(Actor actor, string id)
    {
        var person = PersonOf(actor);
        await store.WriteAsync(async context =>
        {
            var key = await context.AccessKeys.FirstOrDefaultAsync(k => k.Id == id && k.AccountId == actor.AccountId);
            if (key is null || (key.PersonId != person && actor.Role < Role.Administrator))
            {
                throw new NotFoundException("ACCESS_KEY", id);
            }

            if (key.RevokedAt is null)
            {
                key.RevokedAt = store.Now;
                key.SecretCipher = [];
                context.Note(actor, store.Now, "key.revoke", subject: id);
            }

            return true;
        });
        principals.Clear();
    }

    /// <summary>Makes a token: of the actor's own, or of a pipeline that brings evidence to one workload.</summary>
    /// <param name="actor">A person; a contributor to the workload for a pipeline's.</param>
    /// <param name="name">What it is for, 1 to 100 characters.</param>
    /// <param name="workloadId">The pipeline's workload; null for a token that stands for the person.</param>
    /// <param name="expiresAt">From when on it no longer works, at most 366 days ahead; null: in 90 days.</param>
    public async Task<NewApiToken> CreateTokenAsync(Actor actor, string name, string? workloadId = null, DateTimeOffset? expiresAt = null)
    {
        var person = PersonOf(actor);
        var text = PeopleService.CheckedName(name);
        DemandFuture(expiresAt);
        var expires = expiresAt ?? store.Now + TokenLife;
        if (expires > store.Now + LongestTokenLife)
        {
            throw new InvalidException("A token works for at most 366 days.", ("expiresAt", "At most 366 days ahead"));
        }

        var made = await store.WriteAsync(async context =>
        {
            if (workloadId is not null)
            {
                await context.WorkloadAsync(actor, workloadId, Permission.Contribute);
            }

            await context.HoldAccountAsync(actor.AccountId);
            var now = store.Now;
            if (await context.ApiTokens.CountAsync(t => t.PersonId == person && t.RevokedAt == null && t.ExpiresAt > now) >= MaxTokens)
            {
                throw new QuotaException($"A person has at most {MaxTokens} tokens that work. Revoke one first.", "API_TOKEN", person, "ApiTokens");
            }

            var token = TokenPrefix + SecretText.New();
            var id = Ids.New();
            context.ApiTokens.Add(new ApiTokenRecord
            {
                Id = id,
                AccountId = actor.AccountId,
                PersonId = person,
                Name = text,
                WorkloadId = workloadId,
                Hash = SecretText.Hash(token),
                CreatedAt = now,
                ExpiresAt = expires,
            });
            context.Note(actor, now, "token.create", workloadId, id, text);
            return new NewApiToken(id, token, expires);
        });
        principals.Clear();
        return made;
    }

    /// <summary>The actor's own tokens, everybody's in the account, or those of pipelines for one workload; newest first.</summary>
    /// <param name="actor">A person; an administrator for everybody's; an owner of the workload for its pipelines'.</param>
    /// <param name="everybody">Whether all of the account are asked for.</param>
    /// <param name="workloadId">The workload whose pipelines' tokens are asked for, whoever made them.</param>
    public Task<IReadOnlyList<CredentialView>> TokensAsync(Actor actor, bool everybody = false, string? workloadId = null)
    {
        var person = everybody || workloadId is not null ? null : PersonOf(actor);
        actor.Demand(everybody ? Role.Administrator : Role.Viewer);
        return store.ReadAsync<IReadOnlyList<CredentialView>>(async context =>
        {
            if (workloadId is not null)
            {
                await context.WorkloadAsync(actor, workloadId, Permission.Own);
            }

            return await context.ApiTokens
                .Where(t => t.AccountId == actor.AccountId && (person == null || t.PersonId == person) && (workloadId == null || t.WorkloadId == workloadId))
                .OrderByDescending(static t => t.CreatedAt)
                .Join(context.Users, static t => t.PersonId, static p => p.Id, static (t, p) => new CredentialView
                {
                    Id = t.Id,
                    Name = t.Name,
                    PersonId = p.Id,
                    PersonName = p.DisplayName,
                    WorkloadId = t.WorkloadId,
                    CreatedAt = t.CreatedAt,
                    ExpiresAt = t.ExpiresAt,
                    RevokedAt = t.RevokedAt,
                    UsedOn = t.UsedOn,
                })
                .ToListAsync();
        });
    }

    /// <summary>Ends a token, here at once.</summary>
    /// <param name="actor">Whose it is, an owner of the workload for a pipeline's, or an administrator.</param>
    /// <param name="id">The token's id.</param>
    public async Task RevokeTokenAsync(Actor actor, string id)
    {
        var person = PersonOf(actor);
        await store.WriteAsync(async context =>
        {
            var token = await context.ApiTokens.FirstOrDefaultAsync(t => t.Id == id && t.AccountId == actor.AccountId);
            var allowed = token is not null
                && (token.PersonId == person || actor.Role >= Role.Administrator || (token.WorkloadId is not null && actor.Role >= Role.Owner));
            if (!allowed)
            {
                throw new NotFoundException("API_TOKEN", id);
            }

            if (token!.RevokedAt is null)
            {
                token.RevokedAt = store.Now;
                context.Note(actor, store.Now, "token.revoke", token.WorkloadId, id, token.Name);
            }

            return true;
        });
        principals.Clear();
    }

    private static string PersonOf(Actor actor)
    {
        actor.Demand(Role.Viewer);
        return actor.PersonId ?? throw new DeniedException("Only people have access keys and tokens.");
    }

    private void DemandFuture(DateTimeOffset? expiresAt)
    {
        if (expiresAt <= store.Now)
        {
            throw new InvalidException("The end must be in the future.", ("expiresAt", "An instant in the future"));
        }
    }
}
