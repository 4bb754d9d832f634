using System.Text.Json.Nodes;

namespace Stoa.Server.Tests.Api.Aws.Operations;

public class LensOperationsTests
{
    internal const string Json = """
        {
          "schemaVersion": "2021-11-01",
          "name": "House rules",
          "description": "What we ask of every service.",
          "pillars": [
            {
              "id": "house",
              "name": "House",
              "questions": [
                {
                  "id": "keys",
                  "title": "How do you look after keys?",
                  "choices": [
                    { "id": "keys_yes", "title": "Well", "improvementPlan": { "displayText": "Do it." } },
                    { "id": "keys_no", "title": "None of these" }
                  ],
                  "riskRules": [
                    { "condition": "keys_yes", "risk": "NO_RISK" },
                    { "condition": "default", "risk": "HIGH_RISK" }
                  ]
                }
              ]
            }
          ]
        }
        """;

    [Fact]
    public async Task A_lens_goes_from_import_to_review_to_deletion()
    {
        await using var server = await RecordServer.StartAsync();
        var imported = await server.CallAsync("ImportLens", new { JSONString = Json, Tags = new { team = "shop" } });
        Assert.Equal("COMPLETE", (string?)imported["Status"]);
        var arn = (string)imported["LensArn"]!;
        Assert.Matches("^arn:aws:wellarchitected:eu-west-1:123456789012:lens/[0-9a-f]{32}$", arn);
        var draft = Assert.Single((await server.CallAsync("ListLenses", new { LensStatus = "DRAFT" }))["LensSummaries"]!.AsArray())!;
        Assert.Equal(("CUSTOM_SELF", "DRAFT", "123456789012"), ((string?)draft["LensType"], (string?)draft["LensVersion"], (string?)draft["Owner"]));

        await server.CallAsync("CreateLensVersion", new { LensAlias = arn, LensVersion = "1.0", IsMajorVersion = true });
        var lens = (await server.CallAsync("GetLens", new { LensAlias = arn }))["Lens"]!;
        Assert.Equal(("House rules", "1.0", "shop"), ((string?)lens["Name"], (string?)lens["LensVersion"], (string?)lens["Tags"]!["team"]));
        Assert.Equal(["wellarchitected", arn], Names(await server.CallAsync("ListLenses"), "LensSummaries", "LensAlias"));
        Assert.Equal([arn], Names(await server.CallAsync("ListLenses", new { LensType = "CUSTOM_SELF", LensName = "House rules" }), "LensSummaries", "LensAlias"));

        var (id, _) = await server.DefineAsync("Orders", arn);
        await server.CallAsync("UpdateAnswer", new { WorkloadId = id, LensAlias = arn, QuestionId = "keys", SelectedChoices = new[] { "keys_no" } });
        var exported = (string)(await server.CallAsync("ExportLens", new { LensAlias = arn }))["LensJSON"]!;
        await server.CallAsync("ImportLens", new { LensAlias = arn, JSONString = exported.Replace("Well\"", "Very well\"") });
        await server.CallAsync("CreateLensVersion", new { LensAlias = arn, LensVersion = "2.0", IsMajorVersion = true });
        var difference = await server.CallAsync("GetLensVersionDifference", new { LensAlias = arn, BaseLensVersion = "1.0", TargetLensVersion = "2.0" });
        Assert.Equal("UPDATED", (string?)difference["VersionDifferences"]!["PillarDifferences"]![0]!["QuestionDifferences"]![0]!["DifferenceStatus"]);
        var notice = Assert.Single((await server.CallAsync("ListNotifications", new { WorkloadId = id }))["NotificationSummaries"]!.AsArray())!;
        Assert.Equal(("LENS_VERSION_UPGRADED", "1.0", "2.0"), ((string?)notice["Type"], (string?)notice["LensUpgradeSummary"]!["CurrentLensVersion"],
            (string?)notice["LensUpgradeSummary"]!["LatestLensVersion"]));
        Assert.Equal("NOT_CURRENT", (string?)(await server.CallAsync("GetLensReview", new { WorkloadId = id, LensAlias = arn }))["LensReview"]!["LensStatus"]);

        await server.CallAsync("DeleteLens", new { LensAlias = arn, LensStatus = "ALL" });
        var review = (await server.CallAsync("GetLensReview", new { WorkloadId = id, LensAlias = arn }))["LensReview"]!;
        Assert.Equal(("DELETED", 1), ((string?)review["LensStatus"], (int?)review["RiskCounts"]!["HIGH"]));
        (await server.TryAsync("GetLens", new { LensAlias = arn })).Refused(404, "ResourceNotFoundException");
    }

    [Fact]
    public async Task What_is_no_lens_is_refused_with_the_place_of_each_fault()
    {
        await using var server = await RecordServer.StartAsync();
        var alias = (await server.TryAsync("ImportLens", new { LensAlias = "test", JSONString = Json })).Refused(400, "ValidationException");
        Assert.Equal("[Validation] Invalid lens alias test (allowed value as alias is LensARN)", alias.Message);
        var answer = (await server.TryAsync("ImportLens", new { JSONString = Json.Replace("\"default\"", "\"doors_yes\"") })).Refused(400, "ValidationException");
        Assert.Equal("FIELD_VALIDATION_FAILED", (string?)answer.Json["Reason"]);
        Assert.All(answer.Json["Fields"]!.AsArray(), static f =>
        {
            Assert.StartsWith("pillars[0].questions[0].riskRules", (string?)f!["Name"]);
            Assert.StartsWith("line ", (string?)f["Message"]);
        });
        (await server.TryAsync("ExportLens", new { LensAlias = "wellarchitected" })).Refused(400, "ValidationException");
        (await server.TryAsync("CreateLensShare", new { LensAlias = "wellarchitected", SharedWith = "210987654321" })).Refused(400, "ValidationException");
    }

    internal static string[] Names(JsonNode output, string list, string member) => [.. output[list]!.AsArray().Select(n => (string)n![member]!)];
}
