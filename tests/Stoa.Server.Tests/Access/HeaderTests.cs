using System.Net;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Access;

public sealed class HeaderTests
{
    [Fact]
    public async Task A_page_tells_the_browser_what_it_must_not_do()
    {
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        using var ada = new Visitor(server.Address);
        using var form = await ada.GetAsync("/sign-in");
        AssertCareful(form);
        Assert.DoesNotContain("unsafe", Header(form, "Content-Security-Policy"));
        await ada.SignInAsync("ada@example.com");
        using var page = await ada.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        AssertCareful(page);
        Assert.Contains("script-src 'self';", Header(page, "Content-Security-Policy"));
        Assert.Contains("no-store", Header(page, "Cache-Control"));
    }

    [Fact]
    public async Task A_session_is_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        using var ada = new Visitor(server.Address);
        using var signedIn = await ada.SignInAsync("ada@example.com");
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), static c => c.StartsWith("stoa=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
        Assert.Contains("path=/", cookie);
        Assert.DoesNotContain("domain=", cookie);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData(null, false)]
    public async Task Only_a_known_proxy_is_believed_that_people_came_over_https(string? proxy, bool believed)
    {
        await using var server = await TestServer.StartAsync(options => options.Proxies = proxy is null ? [] : [proxy]);
        using var visitor = new Visitor(server.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.9" } } };
        using var answer = await visitor.SendAsync(request);
        Assert.Equal(believed, answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(believed, answer.Headers.GetValues("Set-Cookie").Single().Contains("secure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Over_TLS_the_cookie_is_bound_to_this_host()
    {
        await using var server = await TestServer.StartAsync(isTls: true);
        await server.StartAsync();
        using var ada = new Visitor(server.Address);
        using var signedIn = await ada.SignInAsync("ada@example.com");
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Equal("max-age=31536000; includeSubDomains", Header(signedIn, "Strict-Transport-Security"));
        Assert.Equal(["__Host-stoa", "__Host-stoa-form"], ada.Cookies.Keys.Order());
        Assert.All(ada.Cookies.Values, static c => Assert.True(c is { Secure: true, HttpOnly: true, Path: "/" }));
        Assert.True(await ada.IsSignedInAsync());
    }

    [Fact]
    public async Task A_form_as_long_as_a_book_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var visitor = new Visitor(server.Address);
        using var refused = await visitor.FillAsync("/sign-in", ("email", new string('a', 100_000)));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private static void AssertCareful(HttpResponseMessage answer)
    {
        var policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("form-action 'self'", policy);
        Assert.DoesNotContain("script-src 'self' 'unsafe", policy);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Contains("camera=()", Header(answer, "Permissions-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join("; ", answer.Headers.GetValues(name));
}
