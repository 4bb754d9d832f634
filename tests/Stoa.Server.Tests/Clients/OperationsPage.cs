using System.Globalization;
using System.Text;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Clients;

/// <summary>What came of an operation in the hands of a client.</summary>
public enum OperationMark
{
    /// <summary>The client's oldest version does not know it.</summary>
    Unknown,

    /// <summary>It was exercised, and refused as the scenario says: never answered with success.</summary>
    Refused,

    /// <summary>It was answered with success, and with what the scenario says.</summary>
    Answered,
}

/// <summary>docs/reference/aws-operations.md.</summary>
internal static class OperationsPage
{
    public static string Committed { get; } = Path.Combine(Repository.Root, "docs", "reference", "aws-operations.md");

    private const string Grantees = "with an account or a person; organizations, organizational units and roles are refused";
    private const string Revoked = "what was revoked is listed with `--status REVOKED` alone";
    private const string Draft = "a draft's version is called `DRAFT`";
    private const string Kept = "settings of discovery and Jira are kept, and not acted on";
    private const string Checks = "Stoa's checks and figures of what was pushed or uploaded, in the place of Trusted Advisor's";
    private const string Risk = "the risk follows from [our published rule](scoring.md); AWS's is not public";

    // Where this server has its own way; docs/reference/aws-api.md says it at length.
    private static readonly Dictionary<string, string> Differences = new()
    {
        ["CreateLensShare"] = Grantees,
        ["CreateProfileShare"] = Grantees,
        ["CreateTemplateShare"] = Grantees,
        ["CreateWorkloadShare"] = Grantees,
        ["CreateWorkload"] = $"templates are copied once; {Kept}",
        ["DeleteLens"] = "`PUBLISHED` is refused while a draft waits",
        ["ExportLens"] = Draft,
        ["GetAnswer"] = Risk,
        ["GetConsolidatedReport"] = "the JSON names the questions at high or medium risk",
        ["GetGlobalSettings"] = "says that nothing is sent to Jira",
        ["GetLens"] = Draft,
        ["GetLensReviewReport"] = "the PDF holds every question with its answers and evidence",
        ["GetLensVersionDifference"] = Draft,
        ["GetProfileTemplate"] = "[the questionnaire](profiles.md) is our own",
        ["ImportLens"] = "done when it returns (`COMPLETE`)",
        ["ListCheckDetails"] = Checks,
        ["ListCheckSummaries"] = Checks,
        ["ListLenses"] = "without a status, the newest version of each lens, or its draft where none is published",
        ["ListLensShares"] = Revoked,
        ["ListProfileShares"] = Revoked,
        ["ListTemplateShares"] = Revoked,
        ["ListWorkloadShares"] = Revoked,
        ["UpdateAnswer"] = Risk,
        ["UpdateGlobalSettings"] = Kept,
        ["UpdateIntegration"] = "nothing is sent to Jira: refused where issues are asked for, else without effect",
        ["UpdateLensReview"] = "settings of Jira are kept, and not acted on",
        ["UpdateShareInvitation"] = "an account's is answered by its owners or administrators, a person's by that person",
        ["UpdateWorkload"] = Kept,
    };

    /// <summary>The page's text.</summary>
    public static string Of(IReadOnlyDictionary<(string Operation, AwsClient Client), OperationMark> marks)
    {
        var page = new StringBuilder(
            """
            # The operations of AWS's API, and the clients that exercise them

            AWS's own clients, unchanged, play one scenario against the server in every run of the tests. This page is written by that run and compared
            with it. [What the API promises](aws-api.md) is another page.

            ✓ answered with success, and with what the scenario says · *error* exercised and refused, never answered with success · – unknown to
            the oldest version of the client that the tests take. A newer version is tested with all that it knows.

            | client | oldest version | ✓ | *error* | – |
            |---|---|---|---|---|

            """);
        foreach (var client in AwsClient.All)
        {
            var of = marks.Where(m => m.Key.Client == client).CountBy(static m => m.Value).ToDictionary();
            page.Append(CultureInfo.InvariantCulture, $"| {client.Title} | {client.Oldest} | {of.GetValueOrDefault(OperationMark.Answered)} ")
                .Append(CultureInfo.InvariantCulture, $"| {of.GetValueOrDefault(OperationMark.Refused)} | {of.GetValueOrDefault(OperationMark.Unknown)} |\n");
        }

        page.Append('\n').Append("| operation | ").AppendJoin(" | ", AwsClient.All.Select(static c => c.Title)).Append(" | where this server has its own way |\n");
        page.Append("|---|").Insert(page.Length, ":-:|", AwsClient.All.Count).Append("---|\n");
        foreach (var operation in AwsModel.WellArchitected.Operations.Keys.Order(StringComparer.Ordinal))
        {
            page.Append("| ").Append(operation).Append(" | ")
                .AppendJoin(" | ", AwsClient.All.Select(c => marks[(operation, c)] switch
                {
                    OperationMark.Answered => "✓",
                    OperationMark.Refused => "*error*",
                    _ => "–",
                }))
                .Append(" | ").Append(Differences.GetValueOrDefault(operation, "")).Append(" |\n");
        }

        return page.ToString().ReplaceLineEndings("\n");
    }
}
