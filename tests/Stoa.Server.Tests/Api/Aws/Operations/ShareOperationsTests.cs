using Stoa.Reviews.Sharing;
using Stoa.Reviews.Store;
using Stoa.Reviews.Templates;
using Stoa.Reviews.Workloads;

namespace Stoa.Server.Tests.Api.Aws.Operations;

public class ShareOperationsTests
{
    [Fact]
    public async Task A_workload_is_shared_changed_and_taken_back()
    {
        await using var server = await RecordServer.StartAsync();
        var (id, _) = await server.DefineAsync();
        var share = (string)(await server.CallAsync("CreateWorkloadShare", new
        {
            WorkloadId = id, SharedWith = RecordServer.Neighbour.AccountId, PermissionType = "READONLY",
        }))["ShareId"]!;
        var changed = (await server.CallAsync("UpdateWorkloadShare", new { WorkloadId = id, ShareId = share, PermissionType = "CONTRIBUTOR" }))["WorkloadShare"]!;
        Assert.Equal(("PENDING", "CONTRIBUTOR", "Orders"), ((string?)changed["Status"], (string?)changed["PermissionType"], (string?)changed["WorkloadName"]));
        Assert.Equal([share], LensOperationsTests.Names(
            await server.CallAsync("ListWorkloadShares", new { WorkloadId = id, SharedWithPrefix = "2109", Status = "PENDING" }), "WorkloadShareSummaries", "ShareId"));
        await server.CallAsync("DeleteWorkloadShare", new { WorkloadId = id, ShareId = share });
        Assert.Empty((await server.CallAsync("ListWorkloadShares", new { WorkloadId = id }))["WorkloadShareSummaries"]!.AsArray());
        (await server.TryAsync("DeleteWorkloadShare", new { WorkloadId = id, ShareId = share })).Refused(404, "ResourceNotFoundException");
        (await server.TryAsync("CreateWorkloadShare", new
        {
            WorkloadId = id, SharedWith = "arn:aws:organizations::123456789012:ou/o-1/ou-1", PermissionType = "READONLY",
        })).Refused(400, "ValidationException");
    }

    [Fact]
    public async Task An_invitation_is_listed_accepted_and_seen_on_the_workload()
    {
        await using var server = await RecordServer.StartAsync();
        var theirs = await server.Service<WorkloadService>().CreateAsync(
            RecordServer.Neighbour, new NewWorkload { Name = "Payments", Description = "Takes money", Environment = "PRODUCTION" });
        await server.Service<SharingService>().CreateAsync(RecordServer.Neighbour, SharedResource.Workload, theirs.Id, RecordServer.Account);
        var template = await server.Service<TemplateService>().CreateAsync(RecordServer.Neighbour, "Landing zone", "Accounts", ["wellarchitected"]);
        await server.Service<SharingService>().CreateAsync(RecordServer.Neighbour, SharedResource.Template, template, RecordServer.Caller.Arn);
        Assert.Equal(2, (await server.CallAsync("ListShareInvitations"))["ShareInvitationSummaries"]!.AsArray().Count);
        var summary = Assert.Single((await server.CallAsync("ListShareInvitations", new { WorkloadNamePrefix = "Pay" }))["ShareInvitationSummaries"]!.AsArray())!;
        Assert.Equal(("WORKLOAD", "Payments"), ((string?)summary["ShareResourceType"], (string?)summary["WorkloadName"]));
        var invitation = (string)summary["ShareInvitationId"]!;
        var answer = (await server.CallAsync("UpdateShareInvitation", new { ShareInvitationId = invitation, ShareInvitationAction = "ACCEPT" }))["ShareInvitation"]!;
        Assert.Equal(theirs.Id, (string?)answer["WorkloadId"]);
        Assert.Equal(invitation, (string?)(await server.CallAsync("GetWorkload", new { WorkloadId = theirs.Id }))["Workload"]!["ShareInvitationId"]);
        (await server.TryAsync("CreateWorkloadShare", new { WorkloadId = theirs.Id, SharedWith = "333333333333", PermissionType = "READONLY" }))
            .Refused(403, "AccessDeniedException");

        var second = Assert.Single((await server.CallAsync("ListShareInvitations", new { ShareResourceType = "TEMPLATE" }))["ShareInvitationSummaries"]!.AsArray())!;
        await server.CallAsync("UpdateShareInvitation", new { ShareInvitationId = (string?)second["ShareInvitationId"], ShareInvitationAction = "REJECT" });
        (await server.TryAsync("GetReviewTemplate", new { TemplateArn = template })).Refused(404, "ResourceNotFoundException");
        Assert.Empty((await server.CallAsync("ListShareInvitations"))["ShareInvitationSummaries"]!.AsArray());
    }

    [Fact]
    public async Task Lenses_profiles_and_templates_are_shared_alike()
    {
        await using var server = await RecordServer.StartAsync();
        var neighbour = RecordServer.Neighbour.AccountId;
        var lens = (string)(await server.CallAsync("ImportLens", new { JSONString = LensOperationsTests.Json }))["LensArn"]!;
        (await server.TryAsync("CreateLensShare", new { LensAlias = lens, SharedWith = neighbour })).Refused(409, "ConflictException");
        await server.CallAsync("CreateLensVersion", new { LensAlias = lens, LensVersion = "1.0" });
        var share = (string)(await server.CallAsync("CreateLensShare", new { LensAlias = lens, SharedWith = neighbour }))["ShareId"]!;
        Assert.Equal([share], LensOperationsTests.Names(await server.CallAsync("ListLensShares", new { LensAlias = lens }), "LensShareSummaries", "ShareId"));
        await server.CallAsync("DeleteLensShare", new { LensAlias = lens, ShareId = share });

        var profile = await ProfileOperationsTests.CreateAsync(server);
        share = (string)(await server.CallAsync("CreateProfileShare", new { ProfileArn = profile, SharedWith = neighbour }))["ShareId"]!;
        Assert.Equal([share], LensOperationsTests.Names(await server.CallAsync("ListProfileShares", new { ProfileArn = profile }), "ProfileShareSummaries", "ShareId"));
        await server.CallAsync("DeleteProfileShare", new { ProfileArn = profile, ShareId = share });

        var template = (string)(await server.CallAsync("CreateReviewTemplate", new
        {
            TemplateName = "Landing zone", Description = "Accounts of ours", Lenses = new[] { "wellarchitected" },
        }))["TemplateArn"]!;
        share = (string)(await server.CallAsync("CreateTemplateShare", new { TemplateArn = template, SharedWith = neighbour }))["ShareId"]!;
        Assert.Equal([share], LensOperationsTests.Names(
            await server.CallAsync("ListTemplateShares", new { TemplateArn = template, Status = "PENDING" }), "TemplateShareSummaries", "ShareId"));
        Assert.Empty((await server.CallAsync("ListTemplateShares", new { TemplateArn = template, Status = "ASSOCIATED" }))["TemplateShareSummaries"]!.AsArray());
        await server.CallAsync("DeleteTemplateShare", new { TemplateArn = template, ShareId = share });
    }
}
