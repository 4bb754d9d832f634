using System.Net;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Web;

public class StaticFileTests
{
    [Fact]
    public async Task What_pages_need_is_served_to_anybody_and_pages_to_people()
    {
        await using var server = await TestServer.StartAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        foreach (var path in new[] { "/app.css", "/js/theme.js", "/js/stoa.js", "/favicon.svg", "/_framework/blazor.web.js", "/_content/MudBlazor/MudBlazor.min.css" })
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        }

        var page = await client.GetAsync("/workloads/new", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
        Assert.Contains("/sign-in", page.Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}
