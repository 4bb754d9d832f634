using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Stoa.Reviews.People;

namespace Stoa.Server.Access;

/// <summary>Tokens of our own API: <c>Authorization: Bearer stoa_…</c></summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, PrincipalCache principals)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme.</summary>
    public const string Name = "Bearer";

    private const int MaxLength = 200;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (token.Length > MaxLength || !token.StartsWith(CredentialService.TokenPrefix, StringComparison.Ordinal)
            || await principals.TokenAsync(token) is not { } principal)
        {
            return AuthenticateResult.Fail("The token is not known, has expired or was revoked.");
        }

        await principals.UsedAsync(principal);
        return AuthenticateResult.Success(new AuthenticationTicket(ActorClaims.Principal(principal.Actor, Name), Name));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = TokenOf(Request) is null ? Name : $"{Name} error=\"invalid_token\"";
        return Problems.WriteAsync(
            Context, StatusCodes.Status401Unauthorized, "Nobody is signed in",
            "Send a token: Authorization: Bearer stoa_… It is made in the web application, and may have expired or been revoked.");
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, StatusCodes.Status403Forbidden, "Not allowed", "This needs a greater role.");

    /// <summary>The token that a request shows; null for none.</summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Name + " ", StringComparison.OrdinalIgnoreCase) ? header[(Name.Length + 1)..].Trim() : null;
}
