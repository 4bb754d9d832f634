using System.Diagnostics;
using System.Text.Json;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Api.Aws;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Clients;

/// <summary>
/// AWS's own clients, unchanged, live the whole life of a workload against this server: every operation of the API, one scenario for
/// all of them (scenario.json).
/// </summary>
public sealed class ClientTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Dictionary<string, object> keys = [];

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Stoa.Server.Tests", "Clients");

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        var setup = server.Service<SetupService>();
        var ada = (await setup.CompleteAsync((await setup.OpenAsync())!, "Own", "ada@example.org", "Ada", "a long enough password"))!.Actor;
        var invited = (await server.Service<PeopleService>().CreateAccountAsync(ada, "Other", "bob@example.org", "Bob")).Person;
        var bob = new Actor { AccountId = invited.AccountId, PersonId = invited.Id, Name = invited.DisplayName, Role = invited.Role };
        keys = new Dictionary<string, object> { ["own"] = await KeyAsync(ada), ["other"] = await KeyAsync(bob) };
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    // The newest client of all: it knows every operation.
    [Fact]
    public async Task The_JavaScript_SDK_lives_the_life_of_a_workload() => Assert.Equal(
        AwsModel.WellArchitected.Operations.Keys.Order(), (await PlayAsync("js", "node", Script("tests", "node", "run.mjs"))).Order());

    [Fact]
    public async Task Boto3_lives_the_life_of_a_workload() => Assert.Superset(
        Everyday, await PlayAsync("boto3", Python(), Script("tests", "Stoa.Server.Tests", "Clients", "run.py")));

    [Fact]
    public async Task The_AWS_CLI_2_lives_the_life_of_a_workload() => Assert.Superset(
        Everyday, await PlayAsync("cli2", "node", Script("tests", "node", "run.mjs"), Found("/usr/bin/aws")));

    [Fact]
    public async Task The_AWS_CLI_1_lives_the_life_of_a_workload() => Assert.Superset(
        Everyday, await PlayAsync("cli1", "node", Script("tests", "node", "run.mjs"), Found(CliOne())));

    // What clients of every age know, and scripts use.
    private static HashSet<string> Everyday { get; } =
    [
        "CreateWorkload", "GetWorkload", "ListWorkloads", "UpdateWorkload", "DeleteWorkload", "ListLenses", "AssociateLenses", "DisassociateLenses",
        "ListLensReviews", "GetLensReview", "UpdateLensReview", "UpgradeLensReview", "GetLensReviewReport", "ListLensReviewImprovements",
        "ListAnswers", "GetAnswer", "UpdateAnswer", "CreateMilestone", "GetMilestone", "ListMilestones", "ImportLens", "ExportLens",
        "CreateLensVersion", "GetLens", "DeleteLens", "TagResource", "UntagResource", "ListTagsForResource",
    ];

    private static string Script(params string[] path) => Path.Combine([Repository.Root, .. path]);

    // Debian's own Python has Debian's boto3; another one on the path may have a newer.
    private static string Python() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Append("/usr/bin")
            .Select(static folder => Path.Combine(folder, "python3")).Where(File.Exists)
            .FirstOrDefault(static program =>
            {
                using var process = Process.Start(new ProcessStartInfo(program, ["-c", "import boto3"]) { RedirectStandardError = true })!;
                process.StandardError.ReadToEnd();
                process.WaitForExit();
                return process.ExitCode == 0;
            })
        ?? throw new InvalidOperationException("boto3 is not there: ./test installs it.");

    // The first on the path that is of version 1, else the one that ./test installs.
    private static string CliOne() => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Select(static folder => Path.Combine(folder, "aws"))
        .FirstOrDefault(static program => File.Exists(program) && VersionOf(program).StartsWith("aws-cli/1.", StringComparison.Ordinal))
        ?? Path.Combine(Repository.Root, ".stoa", "aws1", "bin", "aws");

    private static string VersionOf(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return process.StandardOutput.ReadToEnd();
    }

    private static string Found(string program) =>
        File.Exists(program) ? program : throw new InvalidOperationException($"{program} is not there: ./test installs it.");

    /// <summary>Plays the scenario.</summary>
    /// <returns>The operations that the client knew and that went as they should.</returns>
    private async Task<HashSet<string>> PlayAsync(string name, string program, string script, params string[] more)
    {
        var file = Path.Combine(server.DataDirectory, "keys.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(keys), TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo(
            program, [script, server.Address.ToString().TrimEnd('/'), Path.Combine(Folder, "scenario.json"), name, file, .. more])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var steps = new List<Step>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            steps.Add(JsonSerializer.Deserialize<Step>(line, JsonSerializerOptions.Web)!);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        var failed = steps.Where(static s => !s.Ok).Select(static s => $"{s.Operation}: {string.Join("; ", s.Problems)}").ToList();
        Assert.True(failed.Count == 0, string.Join('\n', failed));
        return [.. steps.Where(static s => !s.Unknown).Select(static s => s.Operation)];
    }

    private sealed record Step(string Operation, bool Ok, bool Unknown, IReadOnlyList<string> Problems);

    private async Task<object> KeyAsync(Actor actor)
    {
        var key = await server.Service<CredentialService>().CreateKeyAsync(actor);
        return new { id = key.Id, secret = key.Secret, account = actor.AccountId };
    }
}
