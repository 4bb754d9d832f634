using Stoa.Assessment;
using Stoa.Reviews.Risks;
using Stoa.Reviews.Tests.Databases;
using Stoa.Reviews.Tests.Improvements;

namespace Stoa.Reviews.Tests.Risks;

public class RiskServiceTests
{
    private const string Lens = "wellarchitected";
    private const string Question = "securely-operate";

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task An_accepted_risk_counts_no_more_until_its_last_day_is_over(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await ImprovementServiceTests.Unmet(book);
        Assert.Equal(Risk.High, await RiskAsync(book, id));
        await book.Risks.AcceptAsync(Book.Owner, id, New(null, new DateOnly(2026, 12, 31)));
        Assert.NotEqual(Risk.High, await RiskAsync(book, id));
        Assert.Equal(0, (await book.Workloads.GetAsync(Book.Viewer, id)).Summary.Risks.High);
        book.Clock.Now = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(Risk.High, await RiskAsync(book, id));
        Assert.Equal(1, (await book.Workloads.GetAsync(Book.Viewer, id)).Summary.Risks.High);
        Assert.False(Assert.Single(await book.Risks.ListAsync(Book.Viewer, id)).IsInForce);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_withdrawn_acceptance_is_listed_and_counts_no_more(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await ImprovementServiceTests.Unmet(book);
        var risk = await book.Risks.AcceptAsync(Book.Owner, id, New(null, new DateOnly(2026, 12, 31)));
        await book.Risks.WithdrawAsync(Book.Owner, id, risk);
        await book.Risks.WithdrawAsync(Book.Owner, id, risk);
        Assert.Equal(Risk.High, await RiskAsync(book, id));
        var listed = Assert.Single(await book.Risks.ListAsync(Book.Viewer, id));
        Assert.Equal(("SEC01", false, "otto"), (listed.Code, listed.IsInForce, listed.Record.By));
    }

    [Theory]
    [InlineData("", "2026-12-31", "Reason")]
    [InlineData("We will move", "2026-11-22", "Expires")]
    [InlineData("We will move", "2028-11-24", "Expires")]
    public async Task A_risk_is_accepted_with_a_reason_and_a_last_day(string reason, string expires, string field)
    {
        await using var book = await Book.OpenAsync("sqlite");
        var id = await ImprovementServiceTests.Unmet(book);
        var acceptance = new NewAcceptance(Lens, Question, null, reason, DateOnly.Parse(expires));
        var refusal = await Assert.ThrowsAsync<InvalidException>(() => book.Risks.AcceptAsync(Book.Owner, id, acceptance));
        Assert.Equal(field, Assert.Single(refusal.Fields).Field);
    }

    [Fact]
    public async Task Only_an_owner_accepts_risks()
    {
        await using var book = await Book.OpenAsync("sqlite");
        var id = await ImprovementServiceTests.Unmet(book);
        await Assert.ThrowsAsync<DeniedException>(() => book.Risks.AcceptAsync(Book.Contributor, id, New(null, new DateOnly(2026, 12, 31))));
        await Assert.ThrowsAsync<NotFoundException>(() => book.Risks.ListAsync(Book.Stranger, id));
    }

    private static NewAcceptance New(string? choice, DateOnly expires) => new(Lens, Question, choice, "We merge accounts in spring", expires);

    private static async Task<Risk> RiskAsync(Book book, string id) => (await book.Answers.GetAsync(Book.Viewer, id, Lens, Question)).Standing.Risk;
}
