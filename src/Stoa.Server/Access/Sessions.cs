using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Stoa.Reviews.People;

namespace Stoa.Server.Access;

/// <summary>Sessions of people in browsers: one cookie, sealed, that lives for eight hours after its last use.</summary>
internal static class Sessions
{
    /// <summary>The scheme.</summary>
    public const string Scheme = "Session";

    /// <summary>The cookie's name; over https with the prefix that binds it to this host and to https.</summary>
    public const string CookieName = "stoa";

    /// <summary>The parameter of the sign-in page that says where to go afterwards.</summary>
    public const string ReturnParameter = "returnUrl";

    /// <summary>How long a session lasts after its last use.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(8);

    /// <summary>Sets the cookie up.</summary>
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.Path = "/";
        options.Cookie.IsEssential = true;
        options.CookieManager = new HostCookies();
        options.ExpireTimeSpan = Life;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/denied";
        options.ReturnUrlParameter = ReturnParameter;
        options.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnRedirectToLogin = static context => RedirectAsync(context, StatusCodes.Status401Unauthorized),
            OnRedirectToAccessDenied = static context => RedirectAsync(context, StatusCodes.Status403Forbidden),
        };
    }

    /// <summary>Starts a session.</summary>
    public static Task StartAsync(HttpContext context, SignedIn signedIn) =>
        context.SignInAsync(Scheme, ActorClaims.Principal(signedIn.Actor, Scheme, signedIn.Stamp));

    /// <summary>Who a session belongs to now; null where it has ended.</summary>
    public static async Task<PersonPrincipal?> PersonAsync(PrincipalCache principals, ClaimsPrincipal? principal) =>
        principal?.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            && await principals.PersonAsync(id) is { } person
            && person.Stamp == principal.FindFirstValue(ActorClaims.Stamp)
            ? person
            : null;

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var principals = context.HttpContext.RequestServices.GetRequiredService<PrincipalCache>();
        if (await PersonAsync(principals, context.Principal) is { } person)
        {
            // The name may have changed since.
            context.ReplacePrincipal(ActorClaims.Principal(person.Actor, Scheme, person.Stamp));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    // Only somebody who opens a page is sent to another; a script is told.
    private static Task RedirectAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/_blazor"))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return Task.CompletedTask;
    }

    /// <summary>Names cookies <c>__Host-…</c> where the request came over https: no other host, and nobody on the way, can set such a one.</summary>
    private sealed class HostCookies : ICookieManager
    {
        private readonly ChunkingCookieManager cookies = new();

        public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, Name(context, key));

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            cookies.AppendResponseCookie(context, Name(context, key), value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) => cookies.DeleteCookie(context, Name(context, key), options);

        private static string Name(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
    }
}
