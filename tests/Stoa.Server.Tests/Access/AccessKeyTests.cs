using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Access;

public sealed class AccessKeyTests
{
    private const string Unknown = "UnrecognizedClientException";

    [Fact]
    public async Task A_key_signs_until_it_is_revoked_and_then_stops_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var ada = await server.StartAsync();
        var keys = server.Service<CredentialService>();
        var key = await keys.CreateKeyAsync(ada);
        // Which operations there are is another test's matter; that the caller is known, is this one's.
        Assert.NotEqual(403, (await server.CallAwsAsync(key.Id, key.Secret)).Status);
        Assert.Equal((403, "InvalidSignatureException"), await server.CallAwsAsync(key.Id, "not the secret"));
        Assert.NotNull(Assert.Single(await keys.KeysAsync(ada)).UsedOn);
        await keys.RevokeKeyAsync(ada, key.Id);
        Assert.Equal((403, Unknown), await server.CallAwsAsync(key.Id, key.Secret));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Contributor)]
    [InlineData(Role.Owner)]
    [InlineData(Role.Administrator)]
    public async Task A_persons_key_stops_when_the_person_is_disabled(Role role)
    {
        await using var server = await TestServer.StartAsync();
        var ada = await server.StartAsync();
        var person = await server.AddAsync(ada, "pat", role);
        var key = await server.Service<CredentialService>().CreateKeyAsync(person);
        Assert.NotEqual(403, (await server.CallAwsAsync(key.Id, key.Secret)).Status);
        await server.Service<PeopleService>().DisableAsync(ada, person.PersonId!);
        Assert.Equal((403, Unknown), await server.CallAwsAsync(key.Id, key.Secret));
        await server.Service<PeopleService>().EnableAsync(ada, person.PersonId!);
        Assert.NotEqual(403, (await server.CallAwsAsync(key.Id, key.Secret)).Status);
    }

    [Fact]
    public async Task An_expired_key_says_that_it_has_expired()
    {
        await using var server = await TestServer.StartAsync();
        var key = await server.Service<CredentialService>().CreateKeyAsync(await server.StartAsync(), DateTimeOffset.UtcNow.AddSeconds(1));
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        Assert.Equal((403, "ExpiredTokenException"), await server.CallAwsAsync(key.Id, key.Secret));
    }

    [Fact]
    public async Task An_unknown_key_is_not_known()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal((403, Unknown), await server.CallAwsAsync("STOAAAAAAAAAAAAAAAAA", "secret"));
    }

    [Fact]
    public async Task Who_keeps_guessing_is_told_to_wait()
    {
        await using var server = await TestServer.StartAsync(static options => options.RateLimits.AwsRefusalsPerSecond = 1);
        var answers = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add((await server.CallAwsAsync("STOAAAAAAAAAAAAAAAAA", "secret")).Status);
        }

        Assert.Contains(429, answers);
    }
}
