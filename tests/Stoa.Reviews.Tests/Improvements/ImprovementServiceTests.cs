using Stoa.Reviews.Answers;
using Stoa.Reviews.Improvements;
using Stoa.Reviews.Risks;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.Improvements;

public class ImprovementServiceTests
{
    private const string Lens = "wellarchitected";
    private const string Question = "securely-operate";
    private const string First = "sec_securely_operate_multi_accounts";
    private const string Second = "sec_securely_operate_aws_account";

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Best_practices_at_risk_are_candidates_until_they_are_planned(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await Unmet(book);
        var before = await book.Improvements.GetAsync(Book.Viewer, id);
        Assert.Equal(2, before.Candidates.Count);
        await book.Improvements.PlanAsync(Book.Contributor, id, New(First));
        var after = await book.Improvements.GetAsync(Book.Viewer, id);
        Assert.Equal(First, Assert.Single(after.Items).Record.ChoiceId);
        Assert.Equal(Second, Assert.Single(after.Candidates).ChoiceId);
        Assert.NotEmpty(after.Items[0].Record.Title);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task What_an_improvement_is_worth_is_what_the_score_gains_when_it_is_done(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await Unmet(book);
        await book.Answers.UpdateAsync(Book.Contributor, id, Lens, Question, new AnswerUpdate
        {
            Choices = new Dictionary<string, ChoiceUpdate> { ["sec_securely_operate_control_objectives"] = new(ChoiceStatus.Met) },
        });
        var score = (await book.Workloads.GetAsync(Book.Viewer, id)).Summary.Score!.Value;
        var worth = (await book.Improvements.GetAsync(Book.Viewer, id)).Candidates.Single(static c => c.ChoiceId == First).Worth;
        await Say(book, id, First, ChoiceStatus.Met);
        var now = (await book.Workloads.GetAsync(Book.Viewer, id)).Summary.Score!.Value;
        Assert.Equal(now - score, worth.Points, 9);
        Assert.Equal("security", worth.Pillar);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_best_practice_is_planned_once(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await Unmet(book);
        await book.Improvements.PlanAsync(Book.Contributor, id, New(First));
        await Assert.ThrowsAsync<ConflictException>(() => book.Improvements.PlanAsync(Book.Contributor, id, New(First)));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Who_changes_an_improvement_that_another_changed_meanwhile_is_told_who(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await Unmet(book);
        var item = await book.Improvements.PlanAsync(Book.Contributor, id, New(First));
        var seen = (await book.Improvements.GetAsync(Book.Viewer, id)).Items[0].Record.Version;
        await book.Improvements.ChangeAsync(Book.Owner, id, item, new ImprovementEdit { Owner = "Platform team", DueDate = new DateOnly(2026, 12, 24), Effort = "HIGH" }, seen);
        var conflict = await Assert.ThrowsAsync<ConflictException>(
            () => book.Improvements.ChangeAsync(Book.Contributor, id, item, new ImprovementEdit { Owner = "Me" }, seen));
        Assert.Contains("otto", conflict.Message, StringComparison.Ordinal);
        var record = (await book.Improvements.GetAsync(Book.Viewer, id)).Items[0].Record;
        Assert.Equal(("Platform team", new DateOnly(2026, 12, 24), "HIGH"), (record.Owner, record.DueDate, record.Effort));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Improvements_stand_where_they_were_put_however_often_they_are_moved(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await Unmet(book);
        var a = await book.Improvements.PlanAsync(Book.Contributor, id, New(First));
        var b = await book.Improvements.PlanAsync(Book.Contributor, id, New(Second));
        var c = await book.Improvements.PlanAsync(Book.Contributor, id, New("sec_securely_operate_control_objectives"));
        for (var i = 0; i < 30; i++)
        {
            // The last one goes between the other two.
            var order = await OrderAsync(book, id);
            await book.Improvements.MoveAsync(Book.Contributor, id, order[2], ImprovementStatus.ToDo, order[0]);
            Assert.Equal([order[0], order[2], order[1]], await OrderAsync(book, id));
        }

        await book.Improvements.MoveAsync(Book.Contributor, id, c, ImprovementStatus.Doing);
        await book.Improvements.MoveAsync(Book.Contributor, id, a, ImprovementStatus.Doing, c);
        Assert.Equal([b, c, a], await OrderAsync(book, id));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Words_and_status_change_together_or_not_at_all(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await Unmet(book);
        var a = await book.Improvements.PlanAsync(Book.Contributor, id, New(First));
        var b = await book.Improvements.PlanAsync(Book.Contributor, id, new(Lens, Question, Second, new ImprovementEdit { Status = ImprovementStatus.Doing }));
        await book.Improvements.ChangeAsync(Book.Contributor, id, a, new ImprovementEdit { Owner = "Platform team", Status = ImprovementStatus.Doing });
        Assert.Equal([b, a], await OrderAsync(book, id));
        await Assert.ThrowsAsync<InvalidException>(() => book.Improvements.ChangeAsync(
            Book.Owner, id, a, new ImprovementEdit { Owner = "Nobody", Status = ImprovementStatus.RiskAccepted }));
        var record = (await book.Improvements.GetAsync(Book.Viewer, id)).Items[1].Record;
        Assert.Equal(("Platform team", ImprovementStatus.Doing), (record.Owner, record.Status));
        var notes = await book.Store.ReadAsync(context => Task.FromResult(context.Audit.Where(n => n.Subject == a).ToList()));
        Assert.EndsWith(": Doing", Assert.Single(notes).Detail!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task An_improvement_is_left_undone_only_with_its_risk_accepted(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await Unmet(book);
        var item = await book.Improvements.PlanAsync(Book.Contributor, id, New(First));
        await Assert.ThrowsAsync<InvalidException>(() => book.Improvements.MoveAsync(Book.Owner, id, item, ImprovementStatus.RiskAccepted));
        var risk = await book.Risks.AcceptAsync(Book.Owner, id, new NewAcceptance(Lens, Question, First, "One account until the merger", new DateOnly(2027, 3, 31)));
        var record = (await book.Improvements.GetAsync(Book.Viewer, id)).Items[0].Record;
        Assert.Equal((ImprovementStatus.RiskAccepted, book.Clock.Now), (record.Status, record.ClosedAt!.Value));
        await book.Risks.WithdrawAsync(Book.Owner, id, risk);
        Assert.Equal(ImprovementStatus.ToDo, (await book.Improvements.GetAsync(Book.Viewer, id)).Items[0].Record.Status);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task What_is_said_to_be_done_stays_unproven_while_the_practice_is_unmet(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await Unmet(book);
        var item = await book.Improvements.PlanAsync(Book.Contributor, id, New(First));
        await book.Improvements.MoveAsync(Book.Contributor, id, item, ImprovementStatus.Done);
        Assert.True((await book.Improvements.GetAsync(Book.Viewer, id)).Items[0].IsUnproven);
        await Say(book, id, First, ChoiceStatus.Met);
        Assert.False((await book.Improvements.GetAsync(Book.Viewer, id)).Items[0].IsUnproven);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Progress_counts_what_each_milestone_saw(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var id = await Unmet(book);
        var item = await book.Improvements.PlanAsync(Book.Contributor, id, New(First));
        await book.Milestones.CreateAsync(Book.Owner, id, "Before");
        await book.Improvements.MoveAsync(Book.Contributor, id, item, ImprovementStatus.Done);
        var progress = await book.Improvements.ProgressAsync(Book.Viewer, id);
        Assert.Equal([(1, 1, 0), (null, 0, 1)], progress.Select(static p => (p.Number, p.Planned, p.Done)));
        await book.Improvements.RemoveAsync(Book.Contributor, id, item);
        Assert.Equal(1, (await book.Improvements.ProgressAsync(Book.Viewer, id))[0].Planned);
    }

    [Theory]
    [InlineData("javascript:alert(1)", "MEDIUM", "t")]
    [InlineData("https://tickets.example/1", "HUGE", "t")]
    [InlineData(null, "LOW", " ")]
    public async Task What_cannot_be_kept_is_refused_by_its_name(string? ticket, string effort, string title)
    {
        await using var book = await Book.OpenAsync("sqlite");
        var id = await Unmet(book);
        var edit = new ImprovementEdit { TicketUrl = ticket, Effort = effort, Title = title };
        var refusal = await Assert.ThrowsAsync<InvalidException>(() => book.Improvements.PlanAsync(Book.Contributor, id, new(Lens, Question, First, edit)));
        Assert.Single(refusal.Fields);
    }

    [Fact]
    public async Task A_viewer_reads_the_plan_and_a_stranger_does_not_learn_of_it()
    {
        await using var book = await Book.OpenAsync("sqlite");
        var id = await Unmet(book);
        await Assert.ThrowsAsync<DeniedException>(() => book.Improvements.PlanAsync(Book.Viewer, id, New(First)));
        await Assert.ThrowsAsync<NotFoundException>(() => book.Improvements.GetAsync(Book.Stranger, id));
        await Assert.ThrowsAsync<NotFoundException>(() => book.Improvements.PlanAsync(Book.Stranger, id, New(First)));
    }

    internal static async Task<string> Unmet(Book book)
    {
        var id = await book.DefineAsync();
        await Say(book, id, First, ChoiceStatus.Unmet);
        await Say(book, id, Second, ChoiceStatus.Unmet);
        return id;
    }

    internal static Task Say(Book book, string id, string choice, ChoiceStatus status) => book.Answers.UpdateAsync(
        Book.Contributor, id, Lens, Question, new AnswerUpdate { Choices = new Dictionary<string, ChoiceUpdate> { [choice] = new(status) } });

    private static NewImprovement New(string choice) => new(Lens, Question, choice, new ImprovementEdit());

    private static async Task<string[]> OrderAsync(Book book, string id) => [.. (await book.Improvements.GetAsync(Book.Viewer, id)).Items.Select(static i => i.Record.Id)];
}
