using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Stoa.Server.Api.Aws;
using Stoa.Server.Hosting;

namespace Stoa.Server.Access;

/// <summary>
/// Slows down who guesses keys: an address whose requests to AWS's API keep failing to authenticate is told to wait. Requests that
/// authenticate are not counted.
/// </summary>
internal sealed class AwsRefusals : IDisposable
{
    private readonly PartitionedRateLimiter<string> refusals;

    /// <summary>The measure of the settings.</summary>
    public AwsRefusals(IOptions<StoaOptions> options)
    {
        var perSecond = options.Value.RateLimits.AwsRefusalsPerSecond;
        refusals = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond * 10, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));
    }

    /// <summary>Passes the request on, unless its address has failed too often.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Headers.Authorization.ToString().StartsWith("AWS4-", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var address = SignInLimits.AddressOf(context);
        if (refusals.GetStatistics(address) is { CurrentAvailablePermits: 0 })
        {
            await AwsResponseWriter.WriteAsync(
                context.Response, new ThrottlingException("Too many requests from this address failed to authenticate. Wait a moment."), Guid.NewGuid().ToString(),
                context.RequestAborted);
            return;
        }

        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status403Forbidden
            && context.Response.Headers["x-amzn-ErrorType"] != nameof(AccessDeniedException))
        {
            refusals.AttemptAcquire(address).Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => refusals.Dispose();
}
