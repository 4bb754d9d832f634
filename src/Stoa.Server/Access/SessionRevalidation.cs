using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Stoa.Reviews.People;

namespace Stoa.Server.Access;

/// <summary>Ends what a person still does in an open page once their session has ended.</summary>
internal sealed class SessionRevalidation(ILoggerFactory logger, PrincipalCache principals) : RevalidatingServerAuthenticationStateProvider(logger)
{
    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => PrincipalCache.Age;

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await Sessions.PersonAsync(principals, authenticationState.User) is not null;
}
