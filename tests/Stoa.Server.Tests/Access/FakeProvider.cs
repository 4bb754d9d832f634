using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Stoa.Server.Tests.Access;

/// <summary>An OpenID Connect provider that lets in whoever is set to be there: discovery, keys, authorization code with PKCE.</summary>
public sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientSecret = "known to both";

    private readonly WebApplication app;
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Redirect)> codes = new();

    private FakeProvider(WebApplication app) => this.app = app;

    /// <summary>Who is in front of the provider: claims of the ID token.</summary>
    public Dictionary<string, object> Somebody { get; } = new() { ["sub"] = "u-1", ["email"] = "olga@example.com", ["email_verified"] = true, ["name"] = "Olga" };

    /// <summary>A nonce to give instead of the client's; null: the client's.</summary>
    public string? Nonce { get; set; }

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var provider = new FakeProvider(web);
        web.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = provider.Address,
            authorization_endpoint = provider.Address + "/authorize",
            token_endpoint = provider.Address + "/token",
            jwks_uri = provider.Address + "/keys",
            response_types_supported = new[] { "code" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        });
        web.MapGet("/keys", provider.Keys);
        web.MapGet("/authorize", provider.Authorize);
        web.MapPost("/token", provider.TokenAsync);
        await web.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private object Keys()
    {
        var parameters = rsa.ExportParameters(false);
        return new { keys = new[] { new { kty = "RSA", use = "sig", kid = "1", alg = "RS256", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } } };
    }

    private IResult Authorize(HttpRequest request)
    {
        string Of(string name) => request.Query[name].Single()!;
        Assert.Equal(("code", "S256", "stoa"), (Of("response_type"), Of("code_challenge_method"), Of("client_id")));
        var code = Guid.NewGuid().ToString("N");
        codes[code] = (Of("nonce"), Of("code_challenge"), Of("redirect_uri"));
        return Results.Redirect($"{Of("redirect_uri")}?code={code}&state={Uri.EscapeDataString(Of("state"))}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!codes.TryRemove(form["code"].ToString(), out var issued)
            || issued.Challenge != Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
            || issued.Redirect != form["redirect_uri"] || form["client_secret"] != ClientSecret)
        {
            return Results.BadRequest(new { error = "invalid_grant" });
        }

        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = "stoa",
            Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object>(Somebody) { ["nonce"] = Nonce ?? issued.Nonce },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new { access_token = "unused", token_type = "Bearer", id_token = token, expires_in = 300 });
    }
}
