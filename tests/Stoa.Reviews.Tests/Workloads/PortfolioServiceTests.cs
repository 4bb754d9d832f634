using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;
using Stoa.Reviews.Tests.Improvements;

namespace Stoa.Reviews.Tests.Workloads;

public class PortfolioServiceTests
{
    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Risks_are_compared_over_the_workloads_that_were_known_then(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var now = book.Clock.Now;
        book.Clock.Now = now.AddDays(-120);
        var id = await ImprovementServiceTests.Unmet(book);
        await book.Milestones.CreateAsync(Book.Owner, id, "Summer");
        book.Clock.Now = now;
        await book.DefineAsync("Newcomer");
        await ImprovementServiceTests.Say(book, id, "sec_securely_operate_multi_accounts", ChoiceStatus.Met);
        await ImprovementServiceTests.Say(book, id, "sec_securely_operate_aws_account", ChoiceStatus.Met);

        var portfolio = await book.Portfolio.GetAsync(Book.Viewer);
        Assert.Equal(["Newcomer", "Orders"], portfolio.Entries.Select(static e => e.View.Workload.Name));
        Assert.Equal((1, -1, 0, 1), (portfolio.Compared, portfolio.HighChange, portfolio.ReviewedThisQuarter, portfolio.Overdue));
        await book.Milestones.CreateAsync(Book.Owner, id, "Autumn");
        portfolio = await book.Portfolio.GetAsync(Book.Viewer);
        Assert.Equal((2, 1, 0), (portfolio.Entries[1].Milestones.Count, portfolio.ReviewedThisQuarter, portfolio.Overdue));
        Assert.Empty((await book.Portfolio.GetAsync(Book.Stranger)).Entries);
    }
}
