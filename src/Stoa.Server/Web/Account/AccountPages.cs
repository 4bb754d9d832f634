using System.Diagnostics;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Access;
using Stoa.Server.Hosting;

namespace Stoa.Server.Web.Account;

/// <summary>The pages where people come in and go out: plain forms, each answered by a page or a redirect.</summary>
internal static class AccountPages
{
    private const string Refused = "That did not work. Check the e-mail and the password; after too many tries, wait a quarter of an hour.";
    private const string TooMany = "Too many tries. Wait a minute.";
    private const string Differ = "The two passwords are not the same.";

    // No form of these is longer.
    private const long MaxBody = 32 * 1024;

    // A refusal takes a multiple of this, so that how long it took says nothing of whether the person exists.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    /// <summary>Maps the pages.</summary>
    public static void MapAccount(this WebApplication app)
    {
        var pages = app.MapGroup("").WithMetadata(new RequestSizeLimitAttribute(MaxBody), new PlainPage()).ExcludeFromDescription();
        var open = pages.MapGroup("").AllowAnonymous();
        open.MapGet("/sign-in/style.css", static (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=3600";
            return TypedResults.Stream(typeof(AccountPages).Assembly.GetManifestResourceStream("Stoa.Server.Web.Account.account.css")!, "text/css; charset=utf-8");
        });
        open.MapGet("/sign-in", SignInForm);
        open.MapForm("/sign-in", SignInAsync);
        open.MapGet("/sign-in/provider", Provider);
        open.MapGet("/start", StartFormAsync);
        open.MapForm("/start", StartAsync);
        open.MapGet("/set-password", SetPasswordFormAsync);
        open.MapForm("/set-password", SetPasswordAsync);
        open.MapForm("/sign-out", SignOutAsync);
        pages.MapGet("/sign-out", static () => Page<SignOutPage>());
        pages.MapGet("/denied", static () => Page<NoticePage>(StatusCodes.Status403Forbidden,
            (nameof(NoticePage.Title), "Not allowed"), (nameof(NoticePage.Text), "This needs a greater role. Ask an administrator of your account.")));
        pages.MapGet("/change-password", PasswordForm);
        pages.MapForm("/change-password", PasswordAsync);
    }

    private static IResult SignInForm(HttpContext context, IOptions<StoaOptions> options, [FromQuery(Name = Sessions.ReturnParameter)] string? back, string? problem) =>
        context.User.Identity?.IsAuthenticated == true
            ? TypedResults.LocalRedirect(ReturnUrl.Safe(back))
            : SignInPage(options.Value, back, null, problem switch
            {
                "provider" => "Signing in there did not work. Try again.",
                "person" => "You may not sign in here. Ask an administrator of your account.",
                _ => null,
            });

    private static async Task<IResult> SignInAsync(HttpContext context, SignInService service, SignInLimits limits, IOptions<StoaOptions> options)
    {
        var began = Stopwatch.GetTimestamp();
        var form = await context.Request.ReadFormAsync();
        string email = form["email"].ToString(), password = form["password"].ToString(), back = form["returnUrl"].ToString();
        if (!limits.Allows(context, email))
        {
            context.Response.Headers.RetryAfter = "60";
            return SignInPage(options.Value, back, email, TooMany, StatusCodes.Status429TooManyRequests);
        }

        if (await service.SignInAsync(email, password) is { } signedIn)
        {
            await Sessions.StartAsync(context, signedIn);
            return TypedResults.LocalRedirect(ReturnUrl.Safe(back));
        }

        var spent = Stopwatch.GetElapsedTime(began);
        await Task.Delay((Step * Math.Ceiling(spent / Step)) - spent, context.RequestAborted);
        return SignInPage(options.Value, back, email, Refused, StatusCodes.Status401Unauthorized);
    }

    private static IResult Provider(IOptions<StoaOptions> options, [FromQuery(Name = Sessions.ReturnParameter)] string? back) => options.Value.Oidc.Authority is null
        ? TypedResults.LocalRedirect("/sign-in")
        : TypedResults.Challenge(new AuthenticationProperties { RedirectUri = ReturnUrl.Safe(back) }, [OidcSetup.Scheme]);

    private static async Task<IResult> StartFormAsync(HttpContext context, SetupService setup, SignInLimits limits, string? token) =>
        limits.Allows(context, null) && await setup.IsOpenAsync(token ?? "") ? StartPage(token!, null, null, null, null) : BadLink();

    private static async Task<IResult> StartAsync(HttpContext context, SetupService setup, SignInLimits limits)
    {
        var form = await context.Request.ReadFormAsync();
        string token = form["token"].ToString(), account = form["account"].ToString(), name = form["name"].ToString(), email = form["email"].ToString();
        if (!limits.Allows(context, null) || !await setup.IsOpenAsync(token))
        {
            return BadLink();
        }

        if (form["password"] != form["repeated"])
        {
            return StartPage(token, account, name, email, Differ);
        }

        try
        {
            if (await setup.CompleteAsync(token, account, email, name, form["password"].ToString()) is not { } signedIn)
            {
                return BadLink();
            }

            await Sessions.StartAsync(context, signedIn);
            return TypedResults.LocalRedirect("/");
        }
        catch (InvalidException e)
        {
            return StartPage(token, account, name, email, e.Message);
        }
    }

    private static async Task<IResult> SetPasswordFormAsync(HttpContext context, SignInService service, SignInLimits limits, string? token) =>
        limits.Allows(context, null) && await service.LinkOwnerAsync(token ?? "") is { } name ? SetPasswordPage(token!, name, null) : BadLink();

    private static async Task<IResult> SetPasswordAsync(HttpContext context, SignInService service, SignInLimits limits)
    {
        var form = await context.Request.ReadFormAsync();
        var token = form["token"].ToString();
        if (!limits.Allows(context, null) || await service.LinkOwnerAsync(token) is not { } name)
        {
            return BadLink();
        }

        if (form["password"] != form["repeated"])
        {
            return SetPasswordPage(token, name, Differ);
        }

        try
        {
            if (await service.SetPasswordAsync(token, form["password"].ToString()) is not { } signedIn)
            {
                return BadLink();
            }

            await Sessions.StartAsync(context, signedIn);
            return TypedResults.LocalRedirect("/");
        }
        catch (InvalidException e)
        {
            return SetPasswordPage(token, name, e.Message);
        }
    }

    private static async Task<IResult> PasswordForm(HttpContext context, PeopleService people) => PasswordPage(await people.MeAsync(context.User.Actor()), null);

    private static async Task<IResult> PasswordAsync(HttpContext context, SignInService service, PeopleService people, SignInLimits limits)
    {
        var form = await context.Request.ReadFormAsync();
        var actor = context.User.Actor();
        var me = await people.MeAsync(actor);
        if (!limits.Allows(context, me.Email))
        {
            return PasswordPage(me, TooMany, StatusCodes.Status429TooManyRequests);
        }

        if (form["password"] != form["repeated"])
        {
            return PasswordPage(me, Differ, StatusCodes.Status400BadRequest);
        }

        try
        {
            await Sessions.StartAsync(context, await service.ChangePasswordAsync(actor, form["current"].ToString(), form["password"].ToString()));
            return Page<NoticePage>(StatusCodes.Status200OK,
                (nameof(NoticePage.Title), "Your password is changed"), (nameof(NoticePage.Text), "You are signed out everywhere else."));
        }
        catch (InvalidException e)
        {
            return PasswordPage(me, e.Message, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInService service)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["everywhere"] == "true" && context.User.TryGetActor() is { } actor)
        {
            await service.EndSessionsAsync(actor);
        }

        await context.SignOutAsync(Sessions.Scheme);
        return TypedResults.LocalRedirect("/sign-in");
    }

    // A form without our own token was not sent by our page.
    private static void MapForm(this IEndpointRouteBuilder routes, string path, Delegate handler) =>
        routes.MapPost(path, handler).WithMetadata(new RequireAntiforgeryTokenAttribute()).AddEndpointFilter(static async (invocation, next) =>
            invocation.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true }
                ? await next(invocation)
                : Page<NoticePage>(StatusCodes.Status400BadRequest,
                    (nameof(NoticePage.Title), "This form is too old"),
                    (nameof(NoticePage.Text), "It was not sent from a page of this server, or lay open for too long. Open the page again.")));

    private static RazorComponentResult<SignInPage> SignInPage(StoaOptions options, string? back, string? email, string? problem, int status = StatusCodes.Status200OK) =>
        Page<SignInPage>(status,
            (nameof(Account.SignInPage.Return), ReturnUrl.Safe(back)),
            (nameof(Account.SignInPage.Email), email),
            (nameof(Account.SignInPage.Problem), problem),
            (nameof(Account.SignInPage.Provider), options.Oidc.Authority is null ? null : options.Oidc.Name));

    private static RazorComponentResult<StartPage> StartPage(string token, string? account, string? name, string? email, string? problem) =>
        Page<StartPage>(problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(Account.StartPage.Token), token),
            (nameof(Account.StartPage.Account), account),
            (nameof(Account.StartPage.Name), name),
            (nameof(Account.StartPage.Email), email),
            (nameof(Account.StartPage.Problem), problem));

    private static RazorComponentResult<SetPasswordPage> SetPasswordPage(string token, string name, string? problem) =>
        Page<SetPasswordPage>(problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            (nameof(Account.SetPasswordPage.Token), token), (nameof(Account.SetPasswordPage.Name), name), (nameof(Account.SetPasswordPage.Problem), problem));

    private static RazorComponentResult<PasswordPage> PasswordPage(PersonView me, string? problem, int status = StatusCodes.Status200OK) =>
        Page<PasswordPage>(status, (nameof(Account.PasswordPage.Email), me.Email), (nameof(Account.PasswordPage.Problem), problem));

    private static RazorComponentResult<NoticePage> BadLink() => Page<NoticePage>(StatusCodes.Status404NotFound,
        (nameof(NoticePage.Title), "This link does not work"),
        (nameof(NoticePage.Text), "It was used already, has expired, or was not copied whole. Ask for another."),
        (nameof(NoticePage.Href), "/sign-in"),
        (nameof(NoticePage.Link), "Sign in"));

    private static RazorComponentResult<TPage> Page<TPage>(int status = StatusCodes.Status200OK, params (string Name, object? Value)[] parameters)
        where TPage : IComponent =>
        new(parameters.ToDictionary(static p => p.Name, static p => p.Value)) { StatusCode = status, PreventStreamingRendering = true };
}
