using System.Net;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Hosting;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Access;

public sealed class OidcTests
{
    [Fact]
    public async Task Somebody_new_becomes_a_viewer_and_comes_back_to_the_page()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await StartAsync(provider);
        var ada = await server.StartAsync();
        using var olga = new Visitor(server.Address);
        using var page = await olga.GetAsync("/sign-in");
        Assert.Contains("Sign in with the shipyard", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var arrived = await WalkAsync(olga, "/change-password");
        Assert.Equal("/change-password", arrived.Headers.Location?.ToString());
        Assert.True(await olga.IsSignedInAsync());
        var person = Assert.Single(await server.Service<PeopleService>().ListAsync(ada), static p => p.Email == "olga@example.com");
        Assert.Equal((Role.Viewer, "Olga", false), (person.Role, person.DisplayName, person.HasPassword));
        // The second time it is the same person.
        using var again = await WalkAsync(olga, "/");
        Assert.Equal(2, (await server.Service<PeopleService>().ListAsync(ada)).Count);
    }

    [Fact]
    public async Task A_mapped_claim_gives_the_role_each_time()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await StartAsync(provider, static options =>
        {
            options.Oidc.RoleClaim = "groups";
            options.Oidc.Roles = new Dictionary<string, Role> { ["architects"] = Role.Owner, ["everybody"] = Role.Contributor };
        });
        var ada = await server.StartAsync();
        provider.Somebody["groups"] = new[] { "everybody", "architects", "cyclists" };
        Assert.Equal(Role.Owner, await RoleAsync());
        provider.Somebody["groups"] = new[] { "everybody" };
        Assert.Equal(Role.Contributor, await RoleAsync());
        provider.Somebody.Remove("groups");
        Assert.Equal(Role.Viewer, await RoleAsync());

        async Task<Role> RoleAsync()
        {
            using var olga = new Visitor(server.Address);
            using var arrived = await WalkAsync(olga, "/");
            Assert.True(await olga.IsSignedInAsync());
            return (await server.Service<PeopleService>().ListAsync(ada)).Single(static p => p.Email == "olga@example.com").Role;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_claims_anothers_address_gets_in_only_if_the_provider_has_verified_it(bool verified)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await StartAsync(provider);
        await server.StartAsync();
        provider.Somebody["email"] = "ada@example.com";
        provider.Somebody["email_verified"] = verified;
        using var visitor = new Visitor(server.Address);
        using var arrived = await WalkAsync(visitor, "/");
        Assert.Equal(verified ? "/" : "/sign-in?problem=person", arrived.Headers.Location?.ToString());
        Assert.Equal(verified, await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task Who_is_disabled_here_does_not_get_in_through_the_provider()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await StartAsync(provider);
        var ada = await server.StartAsync();
        using var olga = new Visitor(server.Address);
        await WalkAsync(olga, "/");
        var people = server.Service<PeopleService>();
        await people.DisableAsync(ada, (await people.ListAsync(ada)).Single(static p => p.Email == "olga@example.com").Id);
        Assert.False(await olga.IsSignedInAsync());
        using var refused = await WalkAsync(olga, "/");
        Assert.Equal("/sign-in?problem=person", refused.Headers.Location?.ToString());
        Assert.False(await olga.IsSignedInAsync());
    }

    [Fact]
    public async Task A_token_that_was_made_for_another_sign_in_is_refused()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await StartAsync(provider);
        await server.StartAsync();
        provider.Nonce = "of another time";
        using var visitor = new Visitor(server.Address);
        using var refused = await WalkAsync(visitor, "/");
        Assert.Equal("/sign-in?problem=provider", refused.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_code_that_the_visitor_did_not_ask_for_is_refused()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await StartAsync(provider);
        await server.StartAsync();
        using var visitor = new Visitor(server.Address);
        using var refused = await visitor.GetAsync("/sign-in/callback?code=abc&state=def");
        Assert.Equal("/sign-in?problem=provider", refused.Headers.Location?.ToString());
    }

    [Fact]
    public async Task The_way_back_from_the_provider_never_leads_elsewhere()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await StartAsync(provider);
        await server.StartAsync();
        using var visitor = new Visitor(server.Address);
        using var arrived = await WalkAsync(visitor, "//evil.example/");
        Assert.Equal("/", arrived.Headers.Location?.ToString());
    }

    private static Task<TestServer> StartAsync(FakeProvider provider, Action<StoaOptions>? more = null) => TestServer.StartAsync(options =>
    {
        options.Oidc.Authority = provider.Address;
        options.Oidc.ClientSecret = FakeProvider.ClientSecret;
        options.Oidc.Name = "the shipyard";
        more?.Invoke(options);
    });

    // To the provider, and back with what it gives.
    private static async Task<HttpResponseMessage> WalkAsync(Visitor visitor, string back)
    {
        using var sent = await visitor.GetAsync($"/sign-in/provider?returnUrl={Uri.EscapeDataString(back)}");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        using var returned = await visitor.GetAsync(sent.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, returned.StatusCode);
        return await visitor.GetAsync(returned.Headers.Location!.ToString());
    }
}
