namespace Stoa.Server.Tests.Api.Aws.Operations;

public class TemplateOperationsTests
{
    [Fact]
    public async Task A_template_is_written_answered_applied_and_deleted()
    {
        await using var server = await RecordServer.StartAsync();
        var arn = (string)(await server.CallAsync("CreateReviewTemplate", new
        {
            TemplateName = "Landing zone", Description = "Accounts of ours", Lenses = new[] { "wellarchitected" }, Notes = "From the platform team",
        }))["TemplateArn"]!;
        var target = new { TemplateArn = arn, LensAlias = "wellarchitected", QuestionId = "securely-operate" };
        var answer = (await server.CallAsync("UpdateReviewTemplateAnswer", new
        {
            target.TemplateArn, target.LensAlias, target.QuestionId, SelectedChoices = new[] { "sec_securely_operate_multi_accounts" }, Notes = "One a stage",
        }))["Answer"]!;
        Assert.Equal("ANSWERED", (string?)answer["AnswerStatus"]);
        Assert.Equal("One a stage", (string?)(await server.CallAsync("GetReviewTemplateAnswer", target))["Answer"]!["Notes"]);
        var summaries = (await server.CallAsync("ListReviewTemplateAnswers", new { TemplateArn = arn, LensAlias = "wellarchitected", PillarId = "security" }))["AnswerSummaries"]!;
        Assert.Equal(1, summaries.AsArray().Count(static a => (string?)a!["AnswerStatus"] == "ANSWERED"));
        await server.CallAsync("UpdateReviewTemplateLensReview", new
        {
            TemplateArn = arn, LensAlias = "wellarchitected", LensNotes = "Seen", PillarNotes = new { security = "Strict" },
        });
        var review = (await server.CallAsync("GetReviewTemplateLensReview", new { TemplateArn = arn, LensAlias = "wellarchitected" }))["LensReview"]!;
        Assert.Equal((1, 56, "Seen"), ((int?)review["QuestionCounts"]!["ANSWERED"], (int?)review["QuestionCounts"]!["UNANSWERED"], (string?)review["Notes"]));
        var renamed = (await server.CallAsync("UpdateReviewTemplate", new { TemplateArn = arn, TemplateName = "Landing zones" }))["ReviewTemplate"]!;
        Assert.Equal(("Landing zones", "CURRENT"), ((string?)renamed["TemplateName"], (string?)renamed["UpdateStatus"]));
        Assert.Equal([arn], LensOperationsTests.Names(await server.CallAsync("ListReviewTemplates"), "ReviewTemplates", "TemplateArn"));
        (await server.TryAsync("UpgradeReviewTemplateLensReview", new { TemplateArn = arn, LensAlias = "wellarchitected" })).Refused(409, "ConflictException");

        var id = (string)(await server.CallAsync("CreateWorkload", new
        {
            WorkloadName = "Orders", Description = "Takes orders", Environment = "PRODUCTION", Lenses = new[] { "wellarchitected" }, ReviewTemplateArns = new[] { arn },
        }))["WorkloadId"]!;
        var applied = (await server.CallAsync("GetAnswer", new { WorkloadId = id, target.LensAlias, target.QuestionId }))["Answer"]!;
        Assert.Equal(("One a stage", "HIGH"), ((string?)applied["Notes"], (string?)applied["Risk"]));
        await server.CallAsync("DeleteReviewTemplate", new { TemplateArn = arn });
        (await server.TryAsync("GetReviewTemplate", new { TemplateArn = arn })).Refused(404, "ResourceNotFoundException");
    }
}
