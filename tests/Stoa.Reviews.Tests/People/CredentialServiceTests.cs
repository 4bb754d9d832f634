using Stoa.Reviews.People;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.People;

public sealed class CredentialServiceTests
{
    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_person_has_at_most_two_keys_that_work(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var first = await town.Credentials.CreateKeyAsync(town.Ada, town.Clock.Now.AddDays(1));
        var outcomes = await Task.WhenAll(TryAsync(), TryAsync());
        Assert.Single(outcomes, static o => o);
        // One that has ended makes room.
        town.Clock.Now += TimeSpan.FromDays(1);
        Assert.True(await TryAsync());
        Assert.False(await TryAsync());
        await town.Credentials.RevokeKeyAsync(town.Ada, (await town.Credentials.KeysAsync(town.Ada)).First(k => k.Id != first.Id).Id);
        Assert.True(await TryAsync());

        async Task<bool> TryAsync()
        {
            try
            {
                await town.Credentials.CreateKeyAsync(town.Ada);
                return true;
            }
            catch (QuotaException)
            {
                return false;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_revoked_key_stops_here_at_once_and_elsewhere_within_ten_seconds(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var key = await town.Credentials.CreateKeyAsync(town.Ada);
        Assert.Equal(key.Secret, (await town.Principals.KeyAsync(key.Id))!.Secret);
        Assert.NotNull(await town.Elsewhere.KeyAsync(key.Id));
        await town.Credentials.RevokeKeyAsync(town.Ada, key.Id);
        Assert.Null(await town.Principals.KeyAsync(key.Id));
        Assert.NotNull(await town.Elsewhere.KeyAsync(key.Id));
        town.Clock.Now += PrincipalCache.Age;
        Assert.Null(await town.Elsewhere.KeyAsync(key.Id));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_key_and_a_token_have_the_role_that_their_person_has_now(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var bob = await town.AddAsync("bob", Role.Owner);
        var key = await town.Credentials.CreateKeyAsync(bob);
        var token = await town.Credentials.CreateTokenAsync(bob, "script");
        Assert.Equal(Role.Owner, (await town.Principals.KeyAsync(key.Id))!.Actor.Role);
        await town.People.ChangeRoleAsync(town.Ada, bob.PersonId!, Role.Viewer);
        Assert.Equal(Role.Viewer, (await town.Principals.KeyAsync(key.Id))!.Actor.Role);
        Assert.Equal(Role.Viewer, (await town.Principals.TokenAsync(token.Token))!.Actor.Role);
        await town.People.DisableAsync(town.Ada, bob.PersonId!);
        Assert.Null(await town.Principals.KeyAsync(key.Id));
        Assert.Null(await town.Principals.TokenAsync(token.Token));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_token_works_for_ninety_days_unless_said_otherwise(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var token = await town.Credentials.CreateTokenAsync(town.Ada, "script");
        Assert.Equal(town.Store.Now.AddDays(90), token.ExpiresAt);
        town.Clock.Now += TimeSpan.FromDays(90) - TimeSpan.FromSeconds(5);
        Assert.NotNull(await town.Principals.TokenAsync(token.Token));
        town.Clock.Now += TimeSpan.FromSeconds(5);
        Assert.Null(await town.Principals.TokenAsync(token.Token));
        await Assert.ThrowsAsync<InvalidException>(() => town.Credentials.CreateTokenAsync(town.Ada, "script", expiresAt: town.Clock.Now.AddDays(400)));
        await Assert.ThrowsAsync<InvalidException>(() => town.Credentials.CreateTokenAsync(town.Ada, "script", expiresAt: town.Clock.Now));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task The_day_of_the_last_use_is_noted(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var key = await town.Credentials.CreateKeyAsync(town.Ada);
        Assert.Null(Assert.Single(await town.Credentials.KeysAsync(town.Ada)).UsedOn);
        await town.Principals.UsedAsync((await town.Principals.KeyAsync(key.Id))!);
        Assert.Equal(town.Store.Today, Assert.Single(await town.Credentials.KeysAsync(town.Ada)).UsedOn);
        town.Clock.Now += TimeSpan.FromDays(1);
        await town.Principals.UsedAsync((await town.Principals.KeyAsync(key.Id))!);
        Assert.Equal(town.Store.Today, Assert.Single(await town.Credentials.KeysAsync(town.Ada)).UsedOn);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Others_credentials_are_an_administrators_to_see_and_revoke(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var bob = await town.AddAsync("bob", Role.Owner);
        var eve = await town.AddAccountAsync("eve");
        var key = await town.Credentials.CreateKeyAsync(bob);
        var token = await town.Credentials.CreateTokenAsync(bob, "script");
        await Assert.ThrowsAsync<DeniedException>(() => town.Credentials.KeysAsync(bob, everybody: true));
        foreach (var stranger in new[] { eve, await town.AddAsync("cyd", Role.Owner) })
        {
            await Assert.ThrowsAsync<NotFoundException>(() => town.Credentials.RevokeKeyAsync(stranger, key.Id));
            await Assert.ThrowsAsync<NotFoundException>(() => town.Credentials.RevokeTokenAsync(stranger, token.Id));
        }

        Assert.Empty(await town.Credentials.KeysAsync(eve, everybody: true));
        Assert.Equal("bob", Assert.Single(await town.Credentials.TokensAsync(town.Ada, everybody: true)).PersonName);
        await town.Credentials.RevokeKeyAsync(town.Ada, key.Id);
        await town.Credentials.RevokeTokenAsync(town.Ada, token.Id);
        Assert.Null(await town.Principals.KeyAsync(key.Id));
        Assert.Null(await town.Principals.TokenAsync(token.Token));
    }

    [Fact]
    public async Task A_pipeline_and_the_server_itself_make_no_credentials()
    {
        await using var town = await Town.OpenAsync("sqlite");
        await Assert.ThrowsAsync<DeniedException>(() => town.Credentials.CreateKeyAsync(town.Ada with { OnlyWorkload = "w" }));
        await Assert.ThrowsAsync<DeniedException>(() => town.Credentials.CreateKeyAsync(Actor.Server(town.Ada.AccountId)));
    }

    [Fact]
    public async Task A_key_beside_another_master_key_is_one_that_nobody_knows()
    {
        await using var town = await Town.OpenAsync("sqlite");
        var key = await town.Credentials.CreateKeyAsync(town.Ada);
        var other = new PrincipalCache(town.Store, new SecretBox([.. Enumerable.Repeat((byte)7, SecretBox.KeyLength)], "access-keys"));
        Assert.Null(await other.KeyAsync(key.Id));
    }
}
