using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.Workloads;
using Stoa.Server.Access;
using Stoa.Server.Web.Pages;

namespace Stoa.Server.Api.V1;

/// <summary>The portfolio.</summary>
/// <param name="Sentence">It in one sentence.</param>
/// <param name="Portfolio">The workloads, and what can be said of them together.</param>
public sealed record PortfolioView(string Sentence, Portfolio Portfolio);

/// <summary>The portfolio: all workloads at a glance.</summary>
internal static class PortfolioApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapPortfolio(this IEndpointRouteBuilder api) => api.MapGet("/portfolio", GetAsync).WithTags("Workloads")
        .WithName("getPortfolio").WithSummary("All workloads that you may read, with their trends, and the portfolio in one sentence");

    private static async Task<Ok<PortfolioView>> GetAsync(HttpContext http, PortfolioService portfolios)
    {
        var portfolio = await portfolios.GetAsync(http.User.Actor());
        return TypedResults.Ok(new PortfolioView(PortfolioSentence.Of(portfolio), portfolio));
    }
}
