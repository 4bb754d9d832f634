using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Reviews.People;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Access;

public sealed class FirstStartTests
{
    private static readonly (string, string)[] Fields =
    [
        ("account", "Harbour"), ("name", "Ada"), ("email", "ada@example.com"), ("password", Visitor.Password), ("repeated", Visitor.Password),
    ];

    [Fact]
    public async Task A_server_that_has_nobody_prints_the_link()
    {
        using var console = new StringWriter();
        await using var server = await TestServer.StartAsync(services: services => services.AddSingleton<TextWriter>(console));
        var link = console.ToString().Split('\n').Single(static l => l.Contains("/start?token=", StringComparison.Ordinal)).Trim();
        Assert.StartsWith(server.Address.ToString(), link, StringComparison.Ordinal);
        using var ada = new Visitor(server.Address);
        using var created = await ada.FillAsync(new Uri(link).PathAndQuery, Fields);
        Assert.Equal(HttpStatusCode.Redirect, created.StatusCode);
    }

    [Fact]
    public async Task The_link_creates_the_administrator_once()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.Service<SetupService>().OpenAsync();
        using var ada = new Visitor(server.Address);
        using var created = await ada.FillAsync($"/start?token={token}", Fields);
        Assert.Equal((HttpStatusCode.Redirect, "/"), (created.StatusCode, created.Headers.Location?.ToString()));
        Assert.True(await ada.IsSignedInAsync());

        using var other = new Visitor(server.Address);
        using var again = await other.GetAsync($"/start?token={token}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Null(await server.Service<SetupService>().OpenAsync());
    }

    [Fact]
    public async Task A_wrong_token_opens_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var visitor = new Visitor(server.Address);
        using var answer = await visitor.GetAsync("/start?token=guess");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_weak_password_is_refused_and_the_link_still_works()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.Service<SetupService>().OpenAsync();
        using var ada = new Visitor(server.Address);
        using var refused = await ada.FillAsync($"/start?token={token}", [.. Fields, ("password", "Password1234!"), ("repeated", "Password1234!")]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("tried first", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var created = await ada.FillAsync($"/start?token={token}", Fields);
        Assert.Equal(HttpStatusCode.Redirect, created.StatusCode);
    }

    [Fact]
    public async Task Of_two_links_at_once_one_creates_an_administrator()
    {
        await using var server = await TestServer.StartAsync();
        var setup = server.Service<SetupService>();
        var tokens = new[] { await setup.OpenAsync(), await setup.OpenAsync() };
        var created = await Task.WhenAll(tokens.Select((t, i) => setup.CompleteAsync(t!, "Harbour", $"person{i}@example.com", "Ada", Visitor.Password)));
        Assert.Single(created, static c => c is not null);
    }
}
