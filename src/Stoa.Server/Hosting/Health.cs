using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stoa.Reviews.Store;

namespace Stoa.Server.Hosting;

/// <summary>
/// Whether the server lives (<c>/health/live</c>: the process answers) and is ready (<c>/health/ready</c>: its database answers and has
/// the tables of this version).
/// </summary>
internal static class Health
{
    private const string Ready = "ready";

    /// <summary>Adds the checks.</summary>
    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<RecordCheck>("record", tags: [Ready], timeout: TimeSpan.FromSeconds(5));

    /// <summary>Adds the endpoints, for anybody.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }

    private sealed class RecordCheck(IDbContextFactory<RecordContext> contexts) : IHealthCheck
    {
        private bool isMigrated;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var record = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await record.Database.CanConnectAsync(cancellationToken))
            {
                return HealthCheckResult.Unhealthy("the database does not answer");
            }

            // Once they are there they stay there.
            isMigrated = isMigrated || !(await record.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
            return isMigrated ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the database has not the tables of this version");
        }
    }
}
