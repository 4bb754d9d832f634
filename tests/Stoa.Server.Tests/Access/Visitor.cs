using System.Net;
using System.Text.RegularExpressions;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Api.Aws;
using Stoa.Server.Tests.Api.Aws;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Access;

/// <summary>A browser without scripts: keeps cookies, sends forms as the page has them, follows no redirect.</summary>
public sealed partial class Visitor : IDisposable
{
    public const string Password = "seven quiet lanterns";

    private readonly CookieContainer cookies = new();
    private readonly HttpClient client;

    public Visitor(Uri address)
    {
        client = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = cookies,
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        })
        {
            BaseAddress = address,
        };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    /// <summary>The cookies by name.</summary>
    public IReadOnlyDictionary<string, Cookie> Cookies => cookies.GetAllCookies().ToDictionary(static c => c.Name);

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Opens a page with a form and sends it, the hidden fields as they are, the others as given.</summary>
    public async Task<HttpResponseMessage> FillAsync(string page, params (string Name, string Value)[] fields)
    {
        using var opened = await GetAsync(page);
        var html = await opened.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var form = Form().Match(html);
        Assert.True(form.Success, $"{page} answered {(int)opened.StatusCode} without a form: {html}");
        var values = Hidden().Matches(html).ToDictionary(static m => m.Groups["name"].Value, static m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        return await PostAsync(form.Groups["action"].Value, values);
    }

    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> values) =>
        client.PostAsync(path, new FormUrlEncodedContent(values), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SignInAsync(string email, string password = Password) =>
        FillAsync("/sign-in", ("email", email), ("password", password));

    /// <summary>Whether the visitor is signed in: a page that needs somebody opens.</summary>
    public async Task<bool> IsSignedInAsync()
    {
        using var answer = await GetAsync("/change-password");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("""<form method="post" action="(?<action>[^"]+)">""")]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"\s*/?>""")]
    private static partial Regex Hidden();
}

/// <summary>People of a test's server.</summary>
public static class Cast
{
    /// <summary>Creates the host account and its administrator.</summary>
    public static async Task<Actor> StartAsync(this TestServer server)
    {
        var setup = server.Service<SetupService>();
        var token = await setup.OpenAsync();
        return (await setup.CompleteAsync(token!, "Harbour", "ada@example.com", "Ada", Visitor.Password))!.Actor;
    }

    /// <summary>Adds somebody who has set a password.</summary>
    public static async Task<Actor> AddAsync(this TestServer server, Actor administrator, string name, Role role, string? accountId = null)
    {
        var invitation = await server.Service<PeopleService>().InviteAsync(administrator, new NewPerson($"{name}@example.com", name, role), accountId);
        return (await server.Service<SignInService>().SetPasswordAsync(invitation.Token, Visitor.Password))!.Actor;
    }

    /// <summary>Sends a signed request to AWS's API.</summary>
    public static async Task<(int Status, string? Error)> CallAwsAsync(
        this TestServer server, string keyId, string secret, string target = "/workloadsSummaries", string body = "{}", string method = "POST")
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        var headers = AwsSigner.Sign(
            new AwsCredential(keyId, secret, "", ""), DateTimeOffset.UtcNow, method, target, new Dictionary<string, string> { ["host"] = server.Address.Authority }, body);
        using var request = new HttpRequestMessage(new HttpMethod(method), target) { Content = body.Length == 0 ? null : new StringContent(body) };
        foreach (var (name, value) in headers.Where(static h => h.Key != "host"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : null);
    }
}
