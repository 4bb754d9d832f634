using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Hosting;

namespace Stoa.Server.Access;

/// <summary>Signing in through the identity provider of the settings: authorization code with PKCE, nothing kept of its tokens.</summary>
internal static partial class OidcSetup
{
    /// <summary>The scheme.</summary>
    public const string Scheme = "Oidc";

    /// <summary>The parameter of the sign-in page that says why a sign-in through the provider failed.</summary>
    public const string ProblemParameter = "problem";

    /// <summary>Sets the provider up.</summary>
    public static void Configure(OpenIdConnectOptions options, StoaOptions settings)
    {
        var oidc = settings.Oidc;
        options.Authority = oidc.Authority;
        options.ClientId = oidc.ClientId;
        options.ClientSecret = oidc.ClientSecret;
        options.SignInScheme = Sessions.Scheme;
        options.CallbackPath = "/sign-in/callback";
        options.RemoteSignOutPath = "/sign-in/ended";
        // With a code in the query, the cookies of the dance can stay strict enough for plain http on one's own machine.
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapJsonKey("email", "email");
        options.ClaimActions.MapJsonKey("email_verified", "email_verified");
        options.ClaimActions.MapJsonKey("name", "name");
        if (oidc.RoleClaim is { } role)
        {
            options.ClaimActions.MapJsonKey(role, role);
        }

        options.Scope.Add("email");
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.RequireHttpsMetadata = !(Uri.TryCreate(oidc.Authority, UriKind.Absolute, out var authority) && authority.IsLoopback);
        options.Events = new OpenIdConnectEvents
        {
            OnTicketReceived = ReceiveAsync,
            OnRemoteFailure = static context =>
            {
                LogFailure(Log(context.HttpContext), context.Failure);
                Refuse(context, "provider");
                return Task.CompletedTask;
            },
        };
    }

    private static async Task ReceiveAsync(TicketReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var settings = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<StoaOptions>>().Value.Oidc;
        var principal = context.Principal!;
        var subject = principal.FindFirst("sub")!;
        try
        {
            var signedIn = await services.GetRequiredService<ProviderSignInService>().SignInAsync(
                new ProviderIdentity(
                    principal.FindFirstValue("iss") ?? settings.Authority!,
                    subject.Value,
                    principal.FindFirstValue("email"),
                    bool.TryParse(principal.FindFirstValue("email_verified"), out var verified) && verified,
                    principal.FindFirstValue("name"),
                    RoleOf(principal, settings)),
                settings.AccountId);
            context.Principal = ActorClaims.Principal(signedIn.Actor, Sessions.Scheme, signedIn.Stamp);
            context.Properties = new AuthenticationProperties();
            context.ReturnUri = ReturnUrl.Safe(context.ReturnUri);
        }
        catch (RecordException refusal)
        {
            LogRefusal(Log(context.HttpContext), subject.Value, refusal.Message);
            Refuse(context, "person");
        }
    }

    private static Role? RoleOf(ClaimsPrincipal principal, OidcOptions settings) => settings.RoleClaim is not { } claim
        ? null
        : principal.FindAll(claim).Select(c => settings.Roles.TryGetValue(c.Value, out var role) ? role : (Role?)null).Max() ?? Role.Viewer;

    private static void Refuse(HandleRequestContext<RemoteAuthenticationOptions> context, string problem)
    {
        context.HandleResponse();
        context.Response.Redirect($"/sign-in?{ProblemParameter}={WebUtility.UrlEncode(problem)}");
    }

    private static ILogger Log(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Stoa.Server.Access.Oidc");

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in through the identity provider failed")]
    private static partial void LogFailure(ILogger log, Exception? failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider's {Subject} was not let in: {Reason}")]
    private static partial void LogRefusal(ILogger log, string subject, string reason);
}
