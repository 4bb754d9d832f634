using Stoa.Assessment;
using Stoa.Reviews;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Web.Pages;

namespace Stoa.Server.Tests.Web;

public class PortfolioQueryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly PortfolioEntry[] All =
    [
        Entry("Payments", "Bo", 62, new RiskCounts(3, 1, 0, 0, 0), reviewed: 200, evidence: 10),
        Entry("orders", "Ada", 91, new RiskCounts(0, 4, 0, 0, 0), reviewed: 10, evidence: 2),
        Entry("Catalogue", null, null, default, reviewed: 20, evidence: null),
        Entry("Data lake", "Ada", 62, new RiskCounts(3, 7, 0, 0, 0), reviewed: 95, evidence: 40),
    ];

    [Theory]
    [InlineData(null, false, "Catalogue,Data lake,orders,Payments")]
    [InlineData("name", true, "Payments,orders,Data lake,Catalogue")]
    [InlineData("score", false, "Data lake,Payments,orders,Catalogue")]
    [InlineData("score", true, "orders,Data lake,Payments,Catalogue")]
    [InlineData("high", true, "Data lake,Payments,orders,Catalogue")]
    [InlineData("owner", false, "Data lake,orders,Payments,Catalogue")]
    [InlineData("evidence", true, "orders,Payments,Data lake,Catalogue")]
    [InlineData("review", false, "Payments,Data lake,Catalogue,orders")]
    public void What_is_missing_stands_last_whichever_way_it_is_sorted(string? sort, bool descending, string expected) =>
        Assert.Equal(expected, Names(new PortfolioQuery { Sort = sort, Descending = descending }));

    [Theory]
    [InlineData("ada", null, null, "Data lake,orders")]
    [InlineData("LAKE ada", null, null, "Data lake")]
    [InlineData("eu-west", null, null, "Catalogue,Data lake,orders,Payments")]
    [InlineData(null, "Bo", null, "Payments")]
    [InlineData(null, null, "high", "Data lake,Payments")]
    [InlineData(null, "Ada", "medium", "Data lake,orders")]
    [InlineData(null, null, "overdue", "Data lake,Payments")]
    [InlineData(null, null, "unreviewed", "Catalogue,Data lake,orders,Payments")]
    [InlineData("nothing like it", null, null, "")]
    public void Filters_narrow_together(string? text, string? owner, string? show, string expected) =>
        Assert.Equal(expected, Names(new PortfolioQuery { Text = text, Owner = owner, Show = show }));

    [Theory]
    [InlineData(4, -6, "4 workloads; 3 reviewed this quarter; 1 review overdue; 23 high risks, 6 fewer than in August.")]
    [InlineData(2, 1, "4 workloads; 3 reviewed this quarter; 1 review overdue; 23 high risks, 1 more than in August in the 2 known then.")]
    [InlineData(0, 0, "4 workloads; 3 reviewed this quarter; 1 review overdue; 23 high risks.")]
    public void The_sentence_compares_only_what_was_known_then(int compared, int change, string expected) => Assert.Equal(expected, PortfolioSentence.Of(new Portfolio
    {
        Entries = All, QuarterSince = new DateOnly(2026, 10, 1), ReviewedThisQuarter = 3, Overdue = 1, Risks = new RiskCounts(23, 0, 0, 0, 0),
        ComparedWith = new DateOnly(2026, 8, 25), Compared = compared, HighChange = change,
    }));

    private static string Names(PortfolioQuery query) => string.Join(',', query.Apply(All, Now).Select(static e => e.View.Workload.Name));

    private static PortfolioEntry Entry(string name, string? owner, double? score, RiskCounts risks, int reviewed, int? evidence) => new(
        new WorkloadView(
            new WorkloadRecord
            {
                Id = name, AccountId = "111111111111", Arn = name, Name = name, Environment = "PRODUCTION", ReviewOwner = owner,
                AwsRegions = ["eu-west-1"], ReviewedAt = Now.AddDays(-reviewed), ReviewEveryDays = 91,
            },
            new StandingSummary { Score = score, Risks = risks, EvidenceAt = evidence is { } days ? Now.AddDays(-days) : null },
            []),
        []);
}
