using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.People;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>The audit trail.</summary>
internal static class AuditApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", ListAsync).WithTags("Audit").WithName("listAudit").WithSummary("The audit trail of your account, or of a workload, the newest first");

    private static async Task<Ok<AuditPage>> ListAsync(
        HttpContext http, AuditService audit, string? workloadId = null, string? by = null, string? action = null, string? subject = null,
        DateTimeOffset? from = null, DateTimeOffset? to = null, long? before = null, int take = 50) =>
        TypedResults.Ok(await audit.ListAsync(
            http.User.Actor(), new AuditFilter { WorkloadId = workloadId, By = by, Action = action, Subject = subject, From = from, To = to }, before, take));
}
