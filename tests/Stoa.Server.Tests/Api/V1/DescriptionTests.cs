using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Server.Tests.Api.V1;

/// <summary>
/// The API's description. docs/reference/api-v1.json is what the server says of itself; <c>STOA_WRITE_API=1</c> writes it again:
/// <c>STOA_WRITE_API=1 tests/Stoa.Server.Tests/bin/Debug/net10.0/Stoa.Server.Tests --filter-class "*DescriptionTests"</c>.
/// </summary>
public sealed class DescriptionTests(ApiStage stage) : IClassFixture<ApiStage>
{
    private static string Committed { get; } = Path.Combine(Repository.Root, "docs", "reference", "api-v1.json");

    [Fact]
    public async Task The_description_in_the_documentation_is_what_the_server_says()
    {
        var said = (await DescriptionAsync()).ToJsonString(new JsonSerializerOptions
        {
            WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("STOA_WRITE_API") is not null)
        {
            await File.WriteAllTextAsync(Committed, said, TestContext.Current.CancellationToken);
        }

        Assert.True(
            await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken) == said,
            "docs/reference/api-v1.json is not what the server says of its API: write it again as this class's comment says.");
    }

    [Fact]
    public async Task The_description_is_valid_by_the_schema_of_OpenAPI_3_1()
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "node", "openapi.mjs")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        await process.StandardInput.WriteAsync((await DescriptionAsync()).ToJsonString());
        process.StandardInput.Close();
        var complaints = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, complaints);
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_sentence_a_tag_and_its_refusals()
    {
        var document = await DescriptionAsync();
        Assert.StartsWith("3.1.", (string?)document["openapi"], StringComparison.Ordinal);
        Assert.Equal(["bearer", "cookie"], document["components"]!["securitySchemes"]!.AsObject().Select(static s => s.Key));
        var operations = document["paths"]!.AsObject().SelectMany(static p => p.Value!.AsObject().Select(o => (Method: o.Key, Operation: o.Value!))).ToList();
        Assert.Equal(ApiOperations.All.Select(static o => o.Id).Order(), operations.Select(static o => (string)o.Operation["operationId"]!).Order());
        Assert.All(operations, static o =>
        {
            Assert.False(string.IsNullOrEmpty((string?)o.Operation["summary"]));
            Assert.Single(o.Operation["tags"]!.AsArray());
            var responses = o.Operation["responses"]!.AsObject().ToDictionary(static r => r.Key, static r => r.Value!);
            Assert.Contains(responses.Keys, static k => k.StartsWith('2'));
            Assert.All((string[])["400", "401", "403", "404", .. o.Method == "get" ? (string[])[] : ["409"]], status =>
                Assert.NotNull(responses[status]["content"]!["application/problem+json"]));
        });
    }

    private async Task<JsonNode> DescriptionAsync()
    {
        using var client = new HttpClient { BaseAddress = stage.Server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", stage.EvesToken);
        return JsonNode.Parse(await client.GetStringAsync("/api/openapi/v1.json", TestContext.Current.CancellationToken))!;
    }
}
