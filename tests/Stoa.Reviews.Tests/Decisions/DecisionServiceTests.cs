using Stoa.Reviews.Decisions;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.Decisions;

public class DecisionServiceTests
{
    private static readonly DecisionDocument OneZone = new()
    {
        Title = "Run in one zone", Status = DecisionStatus.Accepted, Context = "Money is short.", Outcome = "One zone will do.",
    };

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Decisions_are_numbered_and_read_back_as_they_were_written(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var service = new DecisionService(book.Store);
        var id = await book.DefineAsync();
        await service.CreateAsync(Book.Contributor, id, OneZone, new DecisionFor("wellarchitected", "fault-isolation", "rel_fault_isolation_multiaz_region_system"));
        var second = await service.CreateAsync(Book.Contributor, id, OneZone with { Title = "Keep logs for a year" });
        Assert.Equal(2, second.Record.Number);
        var first = await service.GetAsync(Book.Viewer, id, 1);
        Assert.Equal(("Run in one zone", "accepted", "fault-isolation"), (first.Record.Title, first.Record.Status, first.Record.QuestionId));
        Assert.Equal("Money is short.", first.Document.Context);
        Assert.Equal(["0001-run-in-one-zone.md", "0002-keep-logs-for-a-year.md"], (await service.ExportAsync(Book.Viewer, id)).Select(static f => f.Name));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_decision_that_takes_the_place_of_another_is_linked_both_ways(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var service = new DecisionService(book.Store);
        var id = await book.DefineAsync();
        await service.CreateAsync(Book.Contributor, id, OneZone);
        var later = await service.CreateAsync(Book.Owner, id, OneZone with { Title = "Run in three zones" }, supersedes: 1);
        var earlier = await service.GetAsync(Book.Viewer, id, 1);
        Assert.Equal(("superseded", 2), (earlier.Record.Status, earlier.Record.SupersededBy));
        Assert.Equal(later.Document.Id, earlier.Document.SupersededBy);
        Assert.Equal([earlier.Document.Id], later.Document.Supersedes);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Two_people_who_edit_one_decision_do_not_overwrite_one_another(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var service = new DecisionService(book.Store);
        var id = await book.DefineAsync();
        var read = await service.CreateAsync(Book.Contributor, id, OneZone);
        await service.UpdateAsync(Book.Owner, id, 1, read.Document with { Outcome = "Two zones." }, expectedVersion: read.Record.Version);
        var refusal = await Assert.ThrowsAsync<ConflictException>(() =>
            service.UpdateAsync(Book.Contributor, id, 1, read.Document with { Outcome = "No zone." }, expectedVersion: read.Record.Version));
        Assert.Contains("otto", refusal.Message);
        await Assert.ThrowsAsync<DeniedException>(() => service.UpdateAsync(Book.Viewer, id, 1, read.Document));
        await Assert.ThrowsAsync<NotFoundException>(() => service.GetAsync(Book.Stranger, id, 1));
    }
}
