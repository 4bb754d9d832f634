using Stoa.Reviews.Settings;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tags;
using Stoa.Reviews.Tests.Databases;
using Stoa.Reviews.Tests.Lenses;

namespace Stoa.Reviews.Tests.Tags;

public class TagServiceTests
{
    public static TheoryData<string> Kinds => Database.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Everything_with_an_arn_has_tags(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var tags = new TagService(book.Store);
        var id = await book.DefineAsync();
        var workload = (await book.Workloads.GetAsync(Book.Viewer, id)).Workload.Arn;
        var lens = await LensServiceTests.Import(book, "House rules", "keys");
        var template = await book.Templates.CreateAsync(Book.Owner, "House", "All of ours", ["wellarchitected"]);
        foreach (var arn in new[] { workload, lens, template })
        {
            await tags.SetAsync(Book.Owner, arn, new Dictionary<string, string> { ["team"] = "shop", ["stage"] = "live" });
            await tags.RemoveAsync(Book.Owner, arn, ["stage", "unknown"]);
            Assert.Equal([KeyValuePair.Create("team", "shop")], await tags.ListAsync(Book.Viewer, arn));
            await Assert.ThrowsAsync<DeniedException>(() => tags.SetAsync(Book.Viewer, arn, new Dictionary<string, string> { ["team"] = "mine" }));
            await Assert.ThrowsAsync<NotFoundException>(() => tags.ListAsync(Book.Stranger, arn));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Reserved_tags_and_too_many_are_refused(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var tags = new TagService(book.Store);
        var id = await book.DefineAsync();
        var arn = (await book.Workloads.GetAsync(Book.Viewer, id)).Workload.Arn;
        await Assert.ThrowsAsync<InvalidException>(() => tags.SetAsync(Book.Owner, arn, new Dictionary<string, string> { ["aws:owner"] = "me" }));
        await tags.SetAsync(Book.Owner, arn, Enumerable.Range(0, 50).ToDictionary(static i => $"k{i}", static _ => ""));
        await tags.SetAsync(Book.Owner, arn, new Dictionary<string, string> { ["k0"] = "changed" });
        await Assert.ThrowsAsync<QuotaException>(() => tags.SetAsync(Book.Owner, arn, new Dictionary<string, string> { ["one-more"] = "" }));
        await Assert.ThrowsAsync<NotFoundException>(() => tags.ListAsync(Book.Owner, arn.Replace("us-east-1", "eu-west-1")));
        await Assert.ThrowsAsync<NotFoundException>(() => tags.ListAsync(Book.Owner, "no arn at all"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Settings_are_kept_and_nothing_is_sent_to_a_tracker(string kind)
    {
        await using var book = await Book.OpenAsync(kind);
        var settings = new SettingsService(book.Store);
        await book.Store.WriteAsync(context =>
        {
            context.Accounts.Add(new AccountRecord { Id = Book.Account, Name = "Shop" });
            return Task.FromResult(true);
        });
        await settings.UpdateAsync(Book.Administrator, new Dictionary<string, string> { ["OrganizationSharingStatus"] = "ENABLED" });
        Assert.Equal("ENABLED", (await settings.GetAsync(Book.Viewer))["OrganizationSharingStatus"]);
        await Assert.ThrowsAsync<DeniedException>(() => settings.UpdateAsync(Book.Owner, new Dictionary<string, string>()));
        var id = await book.DefineAsync();
        // Nobody asks for issues: there is nothing to send.
        await settings.UpdateTrackerAsync(Book.Contributor, id);
        await settings.UpdateAsync(Book.Administrator, new Dictionary<string, string> { ["JiraConfiguration.IssueManagementStatus"] = "ENABLED" });
        await Assert.ThrowsAsync<ConflictException>(() => settings.UpdateTrackerAsync(Book.Contributor, id));
        await Assert.ThrowsAsync<NotFoundException>(() => settings.UpdateTrackerAsync(Book.Stranger, id));
    }
}
