using Stoa.Reviews.Workloads;

namespace Stoa.Server.Web.Pages;

/// <summary>The portfolio in one sentence that can be quoted.</summary>
internal static class PortfolioSentence
{
    /// <summary>"14 workloads; 9 reviewed this quarter; 23 high risks, 6 fewer than in August."</summary>
    public static string Of(Portfolio portfolio)
    {
        var parts = new List<string> { Words.Count(portfolio.Entries.Count, "workload") };
        parts.Add(portfolio.ReviewedThisQuarter == 0 ? "none reviewed this quarter" : $"{Words.Number(portfolio.ReviewedThisQuarter)} reviewed this quarter");
        if (portfolio.Overdue > 0)
        {
            parts.Add($"{Words.Count(portfolio.Overdue, "review")} overdue");
        }

        parts.Add((portfolio.Risks.High == 0 ? "no high risks known" : Words.Count(portfolio.Risks.High, "high risk")) + Change(portfolio));
        return string.Join("; ", parts) + ".";
    }

    private static string Change(Portfolio portfolio)
    {
        if (portfolio.Compared == 0)
        {
            return "";
        }

        var change = portfolio.HighChange switch
        {
            0 => "as many as",
            < 0 => $"{Words.Number(-portfolio.HighChange)} fewer than",
            _ => $"{Words.Number(portfolio.HighChange)} more than",
        };
        var scope = portfolio.Compared == portfolio.Entries.Count ? "" : $" in the {Words.Number(portfolio.Compared)} known then";
        return $", {change} in {portfolio.ComparedWith:MMMM}{scope}";
    }
}
