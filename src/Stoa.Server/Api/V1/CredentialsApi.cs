using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.People;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A new access key.</summary>
/// <param name="ExpiresAt">When it ends; left out: never.</param>
public sealed record AccessKeyInput(DateTimeOffset? ExpiresAt = null);

/// <summary>A new token.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="WorkloadId">The one workload that a pipeline's token is for; left out: it stands for you.</param>
/// <param name="ExpiresAt">When it ends, at most 366 days ahead; left out: in 90 days.</param>
public sealed record ApiTokenInput(string Name, string? WorkloadId = null, DateTimeOffset? ExpiresAt = null);

/// <summary>Access keys for AWS's API, and tokens for this one.</summary>
internal static class CredentialsApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapCredentials(this IEndpointRouteBuilder api)
    {
        var credentials = api.MapGroup("").WithTags("Credentials");
        credentials.MapGet("/access-keys", KeysAsync).WithName("listAccessKeys").WithSummary("Your access keys for AWS's API, or everybody's");
        credentials.MapPost("/access-keys", CreateKeyAsync).WithName("createAccessKey").WithSummary("Make an access key; its secret is shown this once");
        credentials.MapDelete("/access-keys/{keyId}", RevokeKeyAsync).WithName("revokeAccessKey").WithSummary("End an access key");
        credentials.MapGet("/tokens", TokensAsync).WithName("listTokens").WithSummary("Your tokens, everybody's, or those of a workload's pipelines");
        credentials.MapPost("/tokens", CreateTokenAsync).WithName("createToken").WithSummary("Make a token; it is shown this once");
        credentials.MapDelete("/tokens/{tokenId}", RevokeTokenAsync).WithName("revokeToken").WithSummary("End a token");
    }

    private static async Task<Ok<IReadOnlyList<CredentialView>>> KeysAsync(HttpContext http, CredentialService credentials, bool everybody = false) =>
        TypedResults.Ok(await credentials.KeysAsync(http.User.Actor(), everybody));

    private static async Task<Created<NewAccessKey>> CreateKeyAsync(HttpContext http, AccessKeyInput key, CredentialService credentials)
    {
        var made = await credentials.CreateKeyAsync(http.User.Actor(), key.ExpiresAt);
        return TypedResults.Created($"/api/v1/access-keys/{made.Id}", made);
    }

    private static async Task<NoContent> RevokeKeyAsync(HttpContext http, string keyId, CredentialService credentials)
    {
        await credentials.RevokeKeyAsync(http.User.Actor(), keyId);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<IReadOnlyList<CredentialView>>> TokensAsync(
        HttpContext http, CredentialService credentials, bool everybody = false, string? workloadId = null) =>
        TypedResults.Ok(await credentials.TokensAsync(http.User.Actor(), everybody, workloadId));

    private static async Task<Created<NewApiToken>> CreateTokenAsync(HttpContext http, ApiTokenInput token, CredentialService credentials)
    {
        var made = await credentials.CreateTokenAsync(http.User.Actor(), token.Name, token.WorkloadId, token.ExpiresAt);
        return TypedResults.Created($"/api/v1/tokens/{made.Id}", made);
    }

    private static async Task<NoContent> RevokeTokenAsync(HttpContext http, string tokenId, CredentialService credentials)
    {
        await credentials.RevokeTokenAsync(http.User.Actor(), tokenId);
        return TypedResults.NoContent();
    }
}
