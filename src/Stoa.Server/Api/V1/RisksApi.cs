using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.Risks;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A risk that somebody wants to live with.</summary>
/// <param name="LensAlias">The lens.</param>
/// <param name="QuestionId">The question.</param>
/// <param name="Reason">Why, from 1 to 2,000 characters.</param>
/// <param name="Expires">The last day on which it holds; at most two years ahead.</param>
/// <param name="ChoiceId">The best practice; left out: the whole question.</param>
public sealed record AcceptanceInput(string LensAlias, string QuestionId, string Reason, DateOnly Expires, string? ChoiceId = null);

/// <summary>An acceptance's id.</summary>
public sealed record AcceptanceKey(string Id);

/// <summary>Accepted risks.</summary>
internal static class RisksApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapRisks(this IEndpointRouteBuilder api)
    {
        var risks = api.MapGroup("/workloads/{id}/accepted-risks").WithTags("Accepted risks");
        risks.MapGet("", ListAsync).WithName("listAcceptedRisks").WithSummary("Who decided to live with what, why, and until when; those that ended among them");
        risks.MapPost("", AcceptAsync).WithName("acceptRisk").WithSummary("Accept a risk, with a reason and a last day");
        risks.MapDelete("/{acceptanceId}", WithdrawAsync).WithName("withdrawAcceptance")
            .WithSummary("Take an acceptance back; improvements that it closed are to be done again");
    }

    private static async Task<Ok<IReadOnlyList<AcceptanceView>>> ListAsync(HttpContext http, string id, RiskService risks) =>
        TypedResults.Ok(await risks.ListAsync(http.User.Actor(), id));

    private static async Task<Created<AcceptanceKey>> AcceptAsync(HttpContext http, string id, AcceptanceInput risk, RiskService risks)
    {
        var key = await risks.AcceptAsync(
            http.User.Actor(), id, new NewAcceptance(risk.LensAlias, risk.QuestionId, risk.ChoiceId, risk.Reason, risk.Expires));
        return TypedResults.Created($"/api/v1/workloads/{id}/accepted-risks", new AcceptanceKey(key));
    }

    private static async Task<NoContent> WithdrawAsync(HttpContext http, string id, string acceptanceId, RiskService risks)
    {
        await risks.WithdrawAsync(http.User.Actor(), id, acceptanceId);
        return TypedResults.NoContent();
    }
}
