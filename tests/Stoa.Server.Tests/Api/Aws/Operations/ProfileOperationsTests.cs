namespace Stoa.Server.Tests.Api.Aws.Operations;

public class ProfileOperationsTests
{
    [Fact]
    public async Task A_profile_puts_questions_first_and_a_workload_follows_its_versions()
    {
        await using var server = await RecordServer.StartAsync();
        var template = (await server.CallAsync("GetProfileTemplate"))["ProfileTemplate"]!;
        Assert.Equal(4, template["TemplateQuestions"]!.AsArray().Count);
        var arn = await CreateAsync(server);
        var workload = await server.CallAsync("CreateWorkload", new
        {
            WorkloadName = "Orders", Description = "Takes orders", Environment = "PRODUCTION", Lenses = new[] { "wellarchitected" }, ProfileArns = new[] { arn },
        });
        var id = (string)workload["WorkloadId"]!;
        var first = (await server.CallAsync("ListAnswers", new { WorkloadId = id, LensAlias = "wellarchitected", QuestionPriority = "PRIORITIZED" }))["AnswerSummaries"]!.AsArray();
        Assert.InRange(first.Count, 1, 20);
        Assert.All(first, static a => Assert.Equal("PRIORITIZED", (string?)a!["QuestionType"]));
        var shown = (await server.CallAsync("GetWorkload", new { WorkloadId = id }))["Workload"]!;
        Assert.Equal((arn, "1", first.Count), ((string?)shown["Profiles"]![0]!["ProfileArn"], (string?)shown["Profiles"]![0]!["ProfileVersion"],
            (int?)shown["PrioritizedRiskCounts"]!["UNANSWERED"]));

        var updated = (await server.CallAsync("UpdateProfile", new
        {
            ProfileArn = arn, ProfileQuestions = new[] { new { QuestionId = "goals", SelectedChoiceIds = new[] { "goals_cost" } } },
        }))["Profile"]!;
        Assert.Equal("2", (string?)updated["ProfileVersion"]);
        var notice = Assert.Single((await server.CallAsync("ListProfileNotifications", new { WorkloadId = id }))["NotificationSummaries"]!.AsArray())!;
        Assert.Equal(("PROFILE_ANSWERS_UPDATED", "1", "2", "Shop"), ((string?)notice["Type"], (string?)notice["CurrentProfileVersion"],
            (string?)notice["LatestProfileVersion"], (string?)notice["ProfileName"]));
        await server.CallAsync("UpgradeProfileVersion", new { WorkloadId = id, ProfileArn = arn });
        Assert.Single((await server.CallAsync("ListMilestones", new { WorkloadId = id }))["MilestoneSummaries"]!.AsArray());
        Assert.Empty((await server.CallAsync("ListProfileNotifications"))["NotificationSummaries"]!.AsArray());

        await server.CallAsync("DisassociateProfiles", new { WorkloadId = id, ProfileArns = new[] { arn } });
        await server.CallAsync("AssociateProfiles", new { WorkloadId = id, ProfileArns = new[] { arn } });
        Assert.Equal([arn], LensOperationsTests.Names(await server.CallAsync("ListProfiles", new { ProfileOwnerType = "SELF" }), "ProfileSummaries", "ProfileArn"));
        Assert.Equal("1", (string?)(await server.CallAsync("GetProfile", new { ProfileArn = arn, ProfileVersion = "1" }))["Profile"]!["ProfileVersion"]);
        await server.CallAsync("DeleteProfile", new { ProfileArn = arn });
        (await server.TryAsync("GetProfile", new { ProfileArn = arn })).Refused(404, "ResourceNotFoundException");
    }

    internal static async Task<string> CreateAsync(RecordServer server) => (string)(await server.CallAsync("CreateProfile", new
    {
        ProfileName = "Shop",
        ProfileDescription = "What sells",
        ProfileQuestions = new[]
        {
            new { QuestionId = "stage", SelectedChoiceIds = new[] { "stage_launch" } },
            new { QuestionId = "goals", SelectedChoiceIds = new[] { "goals_availability", "goals_protection" } },
            new { QuestionId = "stakes", SelectedChoiceIds = new[] { "stakes_money" } },
        },
    }))["ProfileArn"]!;
}
