using Stoa.Reviews;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.People;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Tests.Access;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Runs;

/// <summary><c>stoa review --push</c>, the real program against a real server.</summary>
public sealed class PushTests : IAsyncLifetime
{
    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("stoa-push-");
    private TestServer server = null!;
    private Actor ada = null!;
    private string workload = "";
    private string token = "";

    private RunService Runs => server.Service<RunService>();

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.StartAsync();
        workload = (await server.Service<WorkloadService>().CreateAsync(ada, new NewWorkload { Name = "Orders", Environment = "PRODUCTION" })).Id;
        token = (await server.Service<CredentialService>().CreateTokenAsync(ada, "pipeline", workload)).Token;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        scratch.Delete(recursive: true);
    }

    [Fact]
    public async Task A_review_is_pushed_and_counts_as_evidence()
    {
        var (code, output, error) = await PushAsync("samples/three-tier-web/naive", "--workload-id", workload, "--commit", "3f9c2e1", "--format", "json");

        Assert.Equal(0, code);
        Assert.StartsWith("{", output, StringComparison.Ordinal);
        Assert.Equal($"stoa: pushed: {server.Address}workloads/{workload}\n", error);
        var run = Assert.Single(await Runs.ListAsync(ada, workload));
        Assert.Equal(("default", "push", "3f9c2e1", "token pipeline", RunStatus.Done), (run.Source, run.Kind, run.Commit, run.By, run.Status));
        var score = (await server.Service<WorkloadService>().GetAsync(ada, workload)).Summary.Score;
        Assert.Equal(Samples.Maker.Make(Samples.Files("three-tier-web/naive"), "naive").Score, score);
    }

    [Fact]
    public async Task A_newer_review_of_the_same_source_takes_the_place_of_the_older_one()
    {
        await PushAsync("samples/three-tier-web/naive", "--workload-id", workload);
        await PushAsync("samples/three-tier-web/well-built", "--workload-id", workload);

        var score = (await server.Service<WorkloadService>().GetAsync(ada, workload)).Summary.Score;
        Assert.Equal(Samples.Maker.Make(Samples.Files("three-tier-web/well-built"), "well-built").Score, score);
    }

    [Fact]
    public async Task The_workloads_file_names_the_workload_and_the_source_and_answers_what_nobody_has()
    {
        File.WriteAllText(Path.Combine(scratch.FullName, "main.tf"), "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n");
        File.WriteAllText(Path.Combine(scratch.FullName, "stoa.yaml"), $"server: {{ workload: {workload}, source: network }}\nanswers:\n  OPS05-BP01: {{ answer: met, by: Ada }}\n");

        var (code, _, error) = await PushAsync(scratch.FullName);

        Assert.True(code == 0, error);
        Assert.Equal("network", Assert.Single(await Runs.ListAsync(ada, workload)).Source);
        var question = Samples.Lenses.Framework.Questions.Single(static q => q.Code == "OPS05");
        var answer = (await server.Service<Reviews.Answers.AnswerService>().GetAsync(ada, workload, "wellarchitected", question.Id)).Answer!;
        Assert.Equal((ChoiceStatus.Met, "Ada (stoa.yaml)"), (Assert.Single(answer.Choices).Value.Status, Assert.Single(answer.Choices).Value.By));
    }

    [Fact]
    public async Task The_gate_works_as_without_a_server_and_what_it_stops_is_pushed()
    {
        var (code, _, error) = await PushAsync("samples/three-tier-web/naive", "--workload-id", workload, "--fail-on", "high");

        Assert.Equal(1, code);
        Assert.Contains("the gate failed", error, StringComparison.Ordinal);
        Assert.Single(await Runs.ListAsync(ada, workload));
    }

    [Fact]
    public async Task What_the_server_refuses_is_said_with_what_to_do_and_the_report_stands()
    {
        var other = (await server.Service<WorkloadService>().CreateAsync(ada, new NewWorkload { Name = "Other", Environment = "PRODUCTION" })).Id;

        var unknown = await CommandLine.StoaAsync(Repository.Root, "stoa_nobody", "review", "samples/serverless-orders", "--push", server.Address.AbsoluteUri, "--workload-id", workload);
        var elsewhere = await PushAsync("samples/serverless-orders", "--workload-id", other);
        var gate = await PushAsync("samples/three-tier-web/naive", "--workload-id", other, "--fail-on", "high");

        Assert.Equal((2, 2, 1), (unknown.Code, elsewhere.Code, gate.Code));
        Assert.Contains("Make a new one", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("Serverless orders", unknown.Output, StringComparison.Ordinal);
        Assert.Contains($"there is no workload {other}", elsewhere.Error, StringComparison.Ordinal);
        Assert.Empty(await Runs.ListAsync(ada, other));
    }

    private Task<(int Code, string Output, string Error)> PushAsync(string path, params string[] words) =>
        CommandLine.StoaAsync(Repository.Root, token, ["review", path, "--push", server.Address.AbsoluteUri, .. words]);
}
