using System.Diagnostics;
using System.Text.Json;
using Stoa.Reviews.People;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Journey;

/// <summary>
/// A newcomer's first hour, in a real browser: from the one-time link to the report, every page looked at by axe-core at the size of a
/// laptop and of a phone, light and dark (tests/node/journey.mjs). The pictures stand in .stoa/pictures.
/// </summary>
public sealed class JourneyTests
{
    [Fact]
    public async Task A_newcomer_reviews_a_workload_from_its_definition_to_the_report()
    {
        await using var server = await TestServer.StartAsync();
        var token = await server.Service<SetupService>().OpenAsync();
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        using var process = Process.Start(new ProcessStartInfo("node",
        [
            Path.Combine(Repository.Root, "tests", "node", "journey.mjs"),
            server.Address.ToString(),
            $"{server.Address}start?token={token}",
            Path.Combine(Repository.Root, "src", "Stoa.Cli", "bin", configuration, "net10.0", "stoa"),
            Path.Combine(Repository.Root, "samples"),
            Path.Combine(Repository.Root, ".stoa", "pictures"),
        ])
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
        Assert.True(steps.TrueForAll(static s => s.Ok), string.Join('\n', steps.Where(static s => !s.Ok).Select(static s => $"{s.Name}: {string.Join("; ", s.Problems)}")));
        Assert.True(process.ExitCode == 0 && steps.Count == 18, $"{steps.Count} steps, code {process.ExitCode}: {await error}");
    }

    private sealed record Step([property: System.Text.Json.Serialization.JsonPropertyName("step")] string Name, bool Ok, IReadOnlyList<string> Problems);
}
