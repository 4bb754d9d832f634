using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Clients;

/// <summary>
/// AWS's own clients, unchanged, live the whole life of a workload against this server: every operation of the API, one scenario for
/// all of them (scenario.json). docs/reference/aws-operations.md says what each did; <c>STOA_WRITE_OPERATIONS=1</c> writes it again:
/// <c>STOA_WRITE_OPERATIONS=1 tests/Stoa.Server.Tests/bin/Debug/net10.0/Stoa.Server.Tests --filter-class "*ClientTests"</c>.
/// </summary>
public sealed class ClientTests(ClientStage stage) : IClassFixture<ClientStage>
{
    [Fact]
    public Task The_JavaScript_SDK_lives_the_life_of_a_workload() => LivesAsync(AwsClient.JavaScript);

    [Fact]
    public Task Boto3_lives_the_life_of_a_workload() => LivesAsync(AwsClient.Boto3);

    [Fact]
    public Task The_AWS_CLI_2_lives_the_life_of_a_workload() => LivesAsync(AwsClient.CliTwo);

    [Fact]
    public Task The_AWS_CLI_1_lives_the_life_of_a_workload() => LivesAsync(AwsClient.CliOne);

    // A newer client than the oldest does more than the page says, which its own test sees to: the page stays as it is.
    [Fact]
    public async Task The_page_of_operations_says_what_the_clients_did()
    {
        var marks = new Dictionary<(string, AwsClient), OperationMark>();
        foreach (var client in AwsClient.All)
        {
            var steps = await stage.PlayedAsync(client);
            foreach (var operation in AwsModel.WellArchitected.Operations.Keys)
            {
                var done = steps.Where(s => s.Operation == operation && s is { Ok: true, Unknown: false }).ToList();
                marks[(operation, client)] = client.Later.Contains(operation) || done.Count == 0 ? OperationMark.Unknown
                    : done.Exists(static s => !s.Refused) ? OperationMark.Answered
                    : OperationMark.Refused;
            }
        }

        var page = OperationsPage.Of(marks);
        if (Environment.GetEnvironmentVariable("STOA_WRITE_OPERATIONS") is not null)
        {
            await File.WriteAllTextAsync(OperationsPage.Committed, page, TestContext.Current.CancellationToken);
        }

        Assert.True(
            await File.ReadAllTextAsync(OperationsPage.Committed, TestContext.Current.CancellationToken) == page,
            "docs/reference/aws-operations.md is not what the clients did: write it again as this class's comment says.");
    }

    private async Task LivesAsync(AwsClient client)
    {
        var steps = await stage.PlayedAsync(client);
        var failed = steps.Where(static s => !s.Ok).Select(static s => $"{s.Operation}: {string.Join("; ", s.Problems)}").ToList();
        Assert.True(failed.Count == 0, string.Join('\n', failed));
        // A client that knows every operation passes no step over.
        Assert.DoesNotContain(steps, s => s.Unknown && client.Later.Count == 0);
        // Every operation that its oldest version knows: a newer one may do more.
        Assert.Empty(AwsModel.WellArchitected.Operations.Keys.Except(client.Later).Except(steps.Where(static s => !s.Unknown).Select(static s => s.Operation)));
    }
}
