using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Stoa.Reviews;

namespace Stoa.Server.Tests.Access;

public sealed class PeopleApiTests(Harbour harbour) : IClassFixture<Harbour>
{
    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Contributor)]
    [InlineData(Role.Owner)]
    public async Task What_administrators_do_others_do_not(Role role)
    {
        using var client = await ClientAsync(await harbour.SomebodyAsync(role));
        foreach (var path in new[] { "people", "accounts", "audit", "access-keys?everybody=true", "tokens?everybody=true" })
        {
            using var refused = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, refused.StatusCode));
        }

        using var invited = await client.PostAsJsonAsync("people", new { email = "x@example.com", displayName = "X", role = "administrator" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, invited.StatusCode);
        using var own = await client.GetAsync("access-keys", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task An_administrator_invites_somebody_who_comes_in_by_the_link()
    {
        using var client = await ClientAsync(harbour.Ada);
        using var invited = await client.PostAsJsonAsync("people", new { email = "nia@example.com", displayName = "Nia", role = "contributor" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, invited.StatusCode);
        var link = (string)(await invited.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["link"]!;
        using var nia = new Visitor(harbour.Server.Address);
        using var set = await nia.FillAsync(new Uri(link).PathAndQuery, ("password", Visitor.Password), ("repeated", Visitor.Password));
        Assert.True(await nia.IsSignedInAsync());
    }

    [Fact]
    public async Task A_key_made_through_the_API_shows_its_secret_once()
    {
        var person = await harbour.SomebodyAsync(Role.Owner);
        using var client = await ClientAsync(person);
        using var made = await client.PostAsJsonAsync("access-keys", new { }, TestContext.Current.CancellationToken);
        var key = (await made.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
        Assert.Equal((200, null), await harbour.Server.CallAwsAsync((string)key["id"]!, (string)key["secret"]!, $"/workloads/{harbour.Workload}", "", "GET"));
        var listed = await client.GetStringAsync("access-keys", TestContext.Current.CancellationToken);
        Assert.Contains((string)key["id"]!, listed);
        Assert.DoesNotContain((string)key["secret"]!, listed);
    }

    private async Task<HttpClient> ClientAsync(Actor actor)
    {
        var token = await harbour.Credentials.CreateTokenAsync(actor, "script");
        return new HttpClient
        {
            BaseAddress = new Uri(harbour.Server.Address, "/api/v1/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token.Token) },
        };
    }
}
