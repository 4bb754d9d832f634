using Stoa.Reviews.Answers;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;
using Stoa.Reviews.Workloads;

namespace Stoa.Reviews.Tests.Workloads;

public class WorkloadRulesTests
{
    public static TheoryData<string, Action<WorkloadRecord>> WrongMembers => new()
    {
        { "name", static w => w.Name = "ab" },
        { "name", static w => w.Name = new string('n', 101) },
        { "description", static w => w.Description = new string('d', 251) },
        { "environment", static w => w.Environment = "TEST" },
        { "accountIds", static w => w.AccountIds = ["12345"] },
        { "awsRegions", static w => w.AwsRegions = [.. Enumerable.Repeat("eu-west-1", 51)] },
        { "nonAwsRegions", static w => w.NonAwsRegions = ["xy"] },
        { "reviewOwner", static w => w.ReviewOwner = new string('o', 256) },
        { "notes", static w => w.Notes = new string('n', 2085) },
        { "pillarPriorities", static w => w.PillarPriorities = [""] },
        // The portfolio adds them to a day: more than the calendar holds would close it to everybody.
        { "reviewEveryDays", static w => w.ReviewEveryDays = int.MaxValue },
        { "reviewEveryDays", static w => w.ReviewEveryDays = -1 },
        { "objectives.availability", static w => w.Objectives = new() { Availability = 1.5 } },
        { "objectives.recoveryTimeSeconds", static w => w.Objectives = new() { RecoveryTimeSeconds = -1 } },
        { "objectives.recoveryPointSeconds", static w => w.Objectives = new() { RecoveryPointSeconds = double.PositiveInfinity } },
        { "objectives.monthlyBudget", static w => w.Objectives = new() { MonthlyBudget = -1 } },
        { "objectives.currency", static w => w.Objectives = new() { Currency = "dollars" } },
        { "objectives.monthlyCarbon", static w => w.Objectives = new() { MonthlyCarbon = double.NaN } },
        { "Tags", static w => w.Tags = new() { ["aws:name"] = "x" } },
    };

    [Theory]
    [MemberData(nameof(WrongMembers))]
    public async Task A_change_with_a_wrong_member_is_refused_and_leaves_no_trace(string field, Action<WorkloadRecord> change)
    {
        await using var book = await Book.OpenAsync("sqlite");
        var id = await book.DefineAsync();
        var refusal = await Assert.ThrowsAsync<InvalidException>(() => book.Workloads.UpdateAsync(Book.Owner, id, change));
        Assert.Equal(field, Assert.Single(refusal.Fields).Field);
        var workload = Assert.Single((await book.Portfolio.GetAsync(Book.Viewer)).Entries).View.Workload;
        Assert.Equal(("Orders", "PRODUCTION", 91, 1L), (workload.Name, workload.Environment, workload.ReviewEveryDays, workload.Revision));
    }

    [Fact]
    public async Task A_new_workload_keeps_to_the_same_rules_and_hears_of_every_breach()
    {
        await using var book = await Book.OpenAsync("sqlite");
        var refusal = await Assert.ThrowsAsync<InvalidException>(() => book.Workloads.CreateAsync(
            Book.Owner, new NewWorkload { Name = "ab", Description = "Takes orders", Environment = "PRODUCTION", ReviewEveryDays = 0 }));
        Assert.Equal(["name", "reviewEveryDays"], refusal.Fields.Select(static f => f.Field));
        Assert.Empty((await book.Portfolio.GetAsync(Book.Viewer)).Entries);
    }

    [Fact]
    public async Task A_note_that_is_too_long_is_refused()
    {
        await using var book = await Book.OpenAsync("sqlite");
        var id = await book.DefineAsync();
        await Assert.ThrowsAsync<InvalidException>(() => book.Answers.UpdateAsync(
            Book.Contributor, id, "wellarchitected", "securely-operate", new AnswerUpdate { Notes = new string('n', 2085) }));
        Assert.Null((await book.Answers.GetAsync(Book.Viewer, id, "wellarchitected", "securely-operate")).Answer);
    }
}
