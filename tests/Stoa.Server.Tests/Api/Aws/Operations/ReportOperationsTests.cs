using System.Text;
using Stoa.Reviews.Sharing;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;

namespace Stoa.Server.Tests.Api.Aws.Operations;

public class ReportOperationsTests
{
    [Fact]
    public async Task A_review_now_and_at_a_milestone_is_a_PDF_document()
    {
        await using var server = await RecordServer.StartAsync();
        var (id, _) = await server.DefineAsync();
        await AnswerAsync(server, id);
        await server.CallAsync("CreateMilestone", new { WorkloadId = id, MilestoneName = "First" });
        foreach (var milestone in new int?[] { null, 1 })
        {
            var output = await server.CallAsync("GetLensReviewReport", new { WorkloadId = id, LensAlias = "wellarchitected", MilestoneNumber = milestone });
            Assert.Equal(milestone, (int?)output["MilestoneNumber"]);
            var pdf = Convert.FromBase64String((string)output["LensReviewReport"]!["Base64String"]!);
            Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(pdf, 0, 8));
            Assert.EndsWith("%%EOF", Encoding.Latin1.GetString(pdf).TrimEnd());
        }
    }

    [Fact]
    public async Task The_consolidated_report_counts_risks_with_what_they_come_from_page_by_page()
    {
        await using var server = await RecordServer.StartAsync();
        var (id, arn) = await server.DefineAsync();
        await AnswerAsync(server, id);
        await server.DefineAsync("Payments");
        var first = await server.CallAsync("GetConsolidatedReport", new { Format = "JSON", MaxResults = 1 });
        var metric = Assert.Single(first["Metrics"]!.AsArray())!;
        Assert.Equal(("WORKLOAD", arn, 1, 1), ((string?)metric["MetricType"], (string?)metric["WorkloadArn"], (int?)metric["LensesAppliedCount"], (int?)metric["RiskCounts"]!["HIGH"]));
        var pillars = metric["Lenses"]![0]!["Pillars"]!.AsArray();
        Assert.Equal(6, pillars.Count);
        var question = Assert.Single(pillars.SelectMany(static p => p!["Questions"]!.AsArray()))!;
        Assert.Equal(("securely-operate", "HIGH", 7), ((string?)question["QuestionId"], (string?)question["Risk"], question["BestPractices"]!.AsArray().Count));
        var second = await server.CallAsync("GetConsolidatedReport", new { Format = "JSON", MaxResults = 1, NextToken = (string?)first["NextToken"] });
        Assert.Equal("Payments", (string?)Assert.Single(second["Metrics"]!.AsArray())!["WorkloadName"]);
        Assert.Null(second["NextToken"]);
        var pdf = Convert.FromBase64String((string)(await server.CallAsync("GetConsolidatedReport", new { Format = "PDF" }))["Base64String"]!);
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(pdf, 0, 8));
    }

    [Fact]
    public async Task Shared_workloads_are_in_the_consolidated_report_only_where_they_are_asked_for()
    {
        await using var server = await RecordServer.StartAsync();
        var theirs = await server.Service<WorkloadService>().CreateAsync(
            RecordServer.Neighbour, new NewWorkload { Name = "Theirs", Description = "Of others", Environment = "PRODUCTION" });
        var sharing = server.Service<SharingService>();
        await sharing.CreateAsync(RecordServer.Neighbour, SharedResource.Workload, theirs.Id, RecordServer.Account);
        await sharing.AnswerAsync(RecordServer.Caller, (await sharing.InvitationsAsync(RecordServer.Caller))[0].InvitationId, accept: true);
        Assert.Empty((await server.CallAsync("GetConsolidatedReport", new { Format = "JSON" }))["Metrics"]!.AsArray());
        Assert.Single((await server.CallAsync("GetConsolidatedReport", new { Format = "JSON", IncludeSharedResources = true }))["Metrics"]!.AsArray());
    }

    private static Task AnswerAsync(RecordServer server, string id) => server.CallAsync("UpdateAnswer", new
    {
        WorkloadId = id, LensAlias = "wellarchitected", QuestionId = "securely-operate", SelectedChoices = new[] { "sec_securely_operate_multi_accounts" },
    });
}
