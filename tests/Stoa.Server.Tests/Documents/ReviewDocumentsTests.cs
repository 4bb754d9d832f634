using Stoa.Reviews.Answers;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Documents;
using Stoa.Server.Tests.Api.Aws.Operations;
using Stoa.Server.Tests.Runs;

namespace Stoa.Server.Tests.Documents;

public class ReviewDocumentsTests
{
    private const string Lens = "wellarchitected";

    [Fact]
    public async Task A_review_says_where_it_stands_what_to_improve_and_on_what_grounds()
    {
        await using var server = await RecordServer.StartAsync();
        var (id, _) = await server.DefineAsync();
        await FillAsync(server, id);
        var report = await ReportAsync(server, id);

        Assert.Equal("Orders: AWS Well-Architected Framework", report.Title);
        Assert.Equal(["Summary", "What to improve"], report.Sections.Take(2).Select(static s => s.Heading));
        Assert.Equal(6, report.Sections.Count(static s => s is { Level: 1, StartsPage: true }));
        Assert.Equal(57, report.Sections.Count(static s => s.Level == 2));

        var faults = report.Sections.Single(static s => s.Heading.StartsWith("REL10 ", StringComparison.Ordinal));
        Assert.Contains("data.tf:", TextOf(faults), StringComparison.Ordinal);
        Assert.Contains("HIGH", TextOf(faults), StringComparison.Ordinal);
        var operated = TextOf(report.Sections.Single(static s => s.Heading.StartsWith("SEC01 ", StringComparison.Ordinal)));
        Assert.Contains("Each stage has an account", operated, StringComparison.Ordinal);
        Assert.Contains("Followed, Ada, 2026-11-23", operated, StringComparison.Ordinal);
        Assert.Contains("out of scope", TextOf(report.Sections.Single(static s => s.Heading.StartsWith("SUS01 ", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_to_improve_begins_with_high_risks_of_the_pillars_that_matter_most()
    {
        await using var server = await RecordServer.StartAsync();
        var (id, _) = await server.DefineAsync();
        await FillAsync(server, id);
        await server.CallAsync("UpdateWorkload", new { WorkloadId = id, PillarPriorities = new[] { "reliability" } });
        var report = await ReportAsync(server, id);
        var table = Assert.IsType<ReportTable>(report.Sections[1].Blocks[1]);
        var rows = table.Rows.Select(static r => string.Concat(r.Cells.Select(TextOf))).ToList();
        Assert.StartsWith("HIGHREL", rows.First(static r => r.StartsWith("HIGH", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(rows.OrderBy(static r => r.StartsWith("HIGH", StringComparison.Ordinal) ? 0 : 1), rows);
        Assert.All(table.Rows, static r => Assert.NotEmpty(TextOf(r.Cells[2])));
    }

    [Fact]
    public async Task A_portfolio_begins_with_the_riskiest_workload_and_an_empty_one_says_so()
    {
        await using var server = await RecordServer.StartAsync();
        var day = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        Assert.Contains("no workloads yet", TextOf(Assert.Single(ConsolidatedDocument.Of(RecordServer.Account, [], day).Sections)), StringComparison.Ordinal);
        await server.DefineAsync("Calm");
        var (id, _) = await server.DefineAsync("Risky");
        await FillAsync(server, id);
        var report = ConsolidatedDocument.Of(RecordServer.Account, await server.Service<WorkloadService>().ListAsync(RecordServer.Caller), day);
        Assert.Equal(["Summary", "Risky", "Calm"], report.Sections.Select(static s => s.Heading));
        Assert.Contains("2 workloads", TextOf(report.Sections[0]), StringComparison.Ordinal);
    }

    private static async Task FillAsync(RecordServer server, string id)
    {
        await server.Service<RunService>().AddAsync(
            RecordServer.Caller, id, new NewRun("infra", "upload"), Samples.Maker.Make(Samples.Files("three-tier-web/naive"), "sample"));
        var answers = server.Service<AnswerService>();
        await answers.UpdateAsync(RecordServer.Caller, id, Lens, "securely-operate", new AnswerUpdate
        {
            Choices = new Dictionary<string, ChoiceUpdate> { ["sec_securely_operate_multi_accounts"] = new(ChoiceStatus.Met, null, "Each stage has an account") },
        });
        await answers.UpdateAsync(RecordServer.Caller, id, Lens, "sus_region", new AnswerUpdate { IsApplicable = false, Reason = "OUT_OF_SCOPE" });
        await server.Service<LensReviewService>().UpdateAsync(RecordServer.Caller, id, Lens, new LensReviewUpdate("Seen by everybody"));
    }

    private static async Task<ReportContent> ReportAsync(RecordServer server, string id)
    {
        var snapshot = await server.Service<MilestoneService>().SnapshotAsync(RecordServer.Caller, id);
        return LensReviewDocument.Of(snapshot, snapshot.Lens(Lens)!, Samples.Lenses.Framework, static check => Samples.Knowledge.Page(check)?.Check.Title);
    }

    private static string TextOf(ReportSection section) => string.Join('\n', section.Blocks.Select(static b => b switch
    {
        ReportParagraph paragraph => TextOf(paragraph.Inlines),
        ReportTable table => string.Join('\n', table.Rows.Select(static r => string.Join(" | ", r.Cells.Select(TextOf)))),
        ReportList list => string.Join('\n', list.Items.Select(static i => TextOf(i.Inlines))),
        _ => "",
    }));

    private static string TextOf(ReportCell cell) => cell is ReportTextCell text ? TextOf(text.Inlines) : ((ReportBarCell)cell).Label;

    private static string TextOf(IEnumerable<ReportInline> inlines) => string.Concat(inlines.Select(static i => i switch
    {
        ReportText text => text.Text,
        ReportRiskWord word => word.Risk.ToString().ToUpperInvariant(),
        _ => "",
    }));
}
