using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Stoa.Reviews.People;
using Stoa.Reviews.Store;
using Stoa.Server.Api.Aws;
using Stoa.Server.Hosting;

namespace Stoa.Server.Access;

/// <summary>
/// Who may come in. Everything needs a signed-in person, except what says otherwise (<c>AllowAnonymous</c>) and AWS's API, which
/// knows people by their signatures.
/// </summary>
internal static class AccessSetup
{
    // A browser's cookie or a program's token, by what the request shows.
    private const string Either = "Either";

    /// <summary>Adds people, credentials, sessions and their limits.</summary>
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<MasterKey>();
        services.AddSingleton(static provider => provider.GetRequiredService<MasterKey>().Box("access-keys"));
        services.AddSingleton<PersonManagers>(static _ => new PersonManagers());
        services.AddSingleton<PrincipalCache>();
        services.AddSingleton<PeopleService>();
        services.AddSingleton<SignInService>();
        services.AddSingleton<ProviderSignInService>();
        services.AddSingleton<SetupService>();
        services.AddSingleton<CredentialService>();
        services.AddSingleton<AuditService>();
        services.AddSingleton<IAwsCredentials, RecordAwsCredentials>();
        services.AddSingleton<AwsRefusals>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton(Console.Out);
        services.AddHostedService<FirstStart>();

        // Keys of cookies and forms are the same on all servers of one database.
        services.AddDataProtection().SetApplicationName("stoa").PersistKeysToDbContext<RecordContext>();
        services.AddOptions<KeyManagementOptions>().Configure<MasterKey>(static (options, key) =>
            options.XmlEncryptor = new SealedXmlEncryptor(key.Box(SealedXmlEncryptor.Purpose)));

        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, static options =>
            {
                options.ForwardDefaultSelector = SchemeOf;
                options.ForwardSignIn = Sessions.Scheme;
                options.ForwardSignOut = Sessions.Scheme;
            })
            .AddCookie(Sessions.Scheme, Sessions.Configure)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null);
        AddProvider(services);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddAntiforgery(static options =>
        {
            options.Cookie.Name = "stoa-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<StoaOptions>>(static (options, settings) =>
        {
            // Where every request comes over https, the cookie can say so in its name.
            if (settings.Value.PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true)
            {
                options.Cookie.Name = "__Host-stoa-form";
            }
        });

        services.AddRateLimiter(static options => options.OnRejected = RejectAsync);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<StoaOptions>>(static (options, settings) =>
            options.GlobalLimiter = PerPrincipal(settings.Value.RateLimits.ApiPerSecond));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<StoaOptions>>(static (options, settings) => Believe(options, settings.Value.Proxies));
        ListenCarefully(builder);
    }

    /// <summary>What every request passes first, those of AWS's clients too.</summary>
    public static void UseFrontDoor(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<StoaOptions>>().Value.Proxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseSecurityHeaders();
        var refusals = app.Services.GetRequiredService<AwsRefusals>();
        app.Use((context, next) => refusals.InvokeAsync(context, next));
    }

    /// <summary>Who is it, and may they: stands after AWS's API and before everything of our own.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    /// <summary>Where the server listens by its settings, with ';' between several: nobody but this machine reaches it, unless somebody says otherwise.</summary>
    public static string Addresses(IConfiguration configuration) => configuration["urls"] is { Length: > 0 } urls ? urls
        : (configuration["Certificate"] ?? configuration["Stoa:Certificate"]) is not null ? "https://127.0.0.1:8421"
        : "http://127.0.0.1:8421";

    private static void AddProvider(IServiceCollection services)
    {
        // The settings are known once the server is built; without a provider in them the scheme does not exist.
        services.AddOptions<AuthenticationOptions>().Configure<IOptions<StoaOptions>>(static (options, settings) =>
        {
            if (settings.Value.Oidc.Authority is not null)
            {
                options.AddScheme<OpenIdConnectHandler>(OidcSetup.Scheme, settings.Value.Oidc.Name);
            }
        });
        services.AddTransient<OpenIdConnectHandler>();
        services.AddSingleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>();
        services.AddOptions<OpenIdConnectOptions>(OidcSetup.Scheme).Configure<IOptions<StoaOptions>>(static (options, settings) =>
            OidcSetup.Configure(options, settings.Value));
    }

    private static string SchemeOf(HttpContext context)
    {
        var request = context.Request;
        if (!request.Path.StartsWithSegments("/api"))
        {
            return Sessions.Scheme;
        }

        // A page of ours may call our own API with the cookie; a page of somebody else's must not change anything with it.
        var own = BearerHandler.TokenOf(request) is null
            && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Headers["Sec-Fetch-Site"] == "same-origin");
        var cookie = request.IsHttps ? "__Host-" + Sessions.CookieName : Sessions.CookieName;
        return own && request.Cookies.ContainsKey(cookie) ? Sessions.Scheme : BearerHandler.Name;
    }

    private static PartitionedRateLimiter<HttpContext> PerPrincipal(int perSecond) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var key = context.User.TryGetActor() is { } actor ? $"{actor.AccountId}/{actor.PersonId}/{actor.OnlyWorkload}" : SignInLimits.AddressOf(context);
        return RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond * 10, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
    });

    private static ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        context.HttpContext.Response.Headers.RetryAfter = "1";
        return new(Problems.WriteAsync(context.HttpContext, StatusCodes.Status429TooManyRequests, "Too many requests", "Wait a second, and ask less often."));
    }

    private static void Believe(ForwardedHeadersOptions options, IList<string> proxies)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        // As many as are known: the first that is not, is the client.
        options.ForwardLimit = null;
        foreach (var proxy in proxies)
        {
            if (proxy.Contains('/') && System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                options.KnownProxies.Add(IPAddress.TryParse(proxy, out var address)
                    ? address
                    : throw new InvalidOperationException($"The setting Proxies holds {proxy}, which is neither an address (10.0.0.7) nor a network (10.0.0.0/8)."));
            }
        }
    }

    private static void ListenCarefully(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(static options =>
        {
            var settings = options.ApplicationServices.GetRequiredService<IOptions<StoaOptions>>().Value;
            options.AddServerHeader = false;
            // Forms around an upload need a little more than the upload.
            options.Limits.MaxRequestBodySize = settings.MaxUploadBytes + (1024 * 1024);
            if (settings.Certificate is { } path)
            {
                var certificate = Certificate(path, settings.CertificateKey);
                options.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
            }
        });
        var configuration = builder.Configuration;
        if (configuration["urls"] is { Length: > 0 }
            || (string.IsNullOrEmpty(configuration["http_ports"]) && string.IsNullOrEmpty(configuration["https_ports"])
            && !configuration.GetSection("Kestrel:Endpoints").Exists()))
        {
            builder.WebHost.UseUrls(Addresses(configuration));
        }
    }

    private static X509Certificate2 Certificate(string path, string? key) => Path.GetExtension(path).ToLowerInvariant() is ".pfx" or ".p12"
        ? X509CertificateLoader.LoadPkcs12FromFile(path, null)
        : X509Certificate2.CreateFromPemFile(path, key);
}
