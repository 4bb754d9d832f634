namespace Stoa.Server.Tests.Api.Aws.Operations;

public class TagAndSettingsOperationsTests
{
    [Fact]
    public async Task A_resource_is_tagged_by_its_ARN()
    {
        await using var server = await RecordServer.StartAsync();
        var (_, arn) = await server.DefineAsync();
        await server.CallAsync("TagResource", new { WorkloadArn = arn, Tags = new { team = "shop", stage = "live" } });
        await server.CallAsync("UntagResource", new { WorkloadArn = arn, TagKeys = new[] { "stage", "other" } });
        var tags = (await server.CallAsync("ListTagsForResource", new { WorkloadArn = arn }))["Tags"]!.AsObject();
        Assert.Equal(("team", "shop"), (Assert.Single(tags).Key, (string?)tags["team"]));
        (await server.TryAsync("TagResource", new { WorkloadArn = arn, Tags = new Dictionary<string, string> { ["aws:x"] = "y" } })).Refused(400, "ValidationException");
        (await server.TryAsync("ListTagsForResource", new { WorkloadArn = arn.Replace("123456789012", "210987654321") })).Refused(404, "ResourceNotFoundException");
    }

    [Fact]
    public async Task Settings_are_given_back_and_Jira_is_said_not_to_be_connected()
    {
        await using var server = await RecordServer.StartAsync();
        Assert.Equal("DISABLED", (string?)(await server.CallAsync("GetGlobalSettings"))["OrganizationSharingStatus"]);
        await server.CallAsync("UpdateGlobalSettings", new
        {
            OrganizationSharingStatus = "ENABLED", JiraConfiguration = new { IssueManagementStatus = "ENABLED", JiraProjectKey = "SHOP" },
        });
        var settings = await server.CallAsync("GetGlobalSettings");
        Assert.Equal("ENABLED", (string?)settings["OrganizationSharingStatus"]);
        var jira = settings["JiraConfiguration"]!;
        Assert.Equal(("NOT_CONFIGURED", "SHOP"), ((string?)jira["IntegrationStatus"], (string?)jira["JiraProjectKey"]));
        Assert.Contains("sends nothing", (string?)jira["StatusMessage"]);
        var (id, _) = await server.DefineAsync();
        Assert.Contains("nothing was sent", (await server.TryAsync("UpdateIntegration", new { WorkloadId = id, IntegratingService = "JIRA" }))
            .Refused(409, "ConflictException").Message);

        // A workload that asks for no issues is as up to date as it can be; it is told all the same that none are sent.
        var own = await server.CallAsync("UpdateWorkload", new { WorkloadId = id, JiraConfiguration = new { IssueManagementStatus = "DISABLED" } });
        Assert.Contains("sends nothing", (string?)own["Workload"]!["JiraConfiguration"]!["StatusMessage"]);
        await server.CallAsync("UpdateIntegration", new { WorkloadId = id, IntegratingService = "JIRA" });
    }
}
