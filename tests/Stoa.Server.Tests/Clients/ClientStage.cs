using System.Diagnostics;
using System.Text.Json;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Clients;

/// <summary>Lets each client play the scenario once, against a server of its own, for all tests that ask what came of it.</summary>
public sealed class ClientStage
{
    /// <summary>What they play, step by step.</summary>
    public static string Scenario { get; } = Path.Combine(Repository.Root, "tests", "Stoa.Server.Tests", "Clients", "scenario.json");

    // All at once, when the first is asked for.
    private readonly Lazy<Dictionary<AwsClient, Task<IReadOnlyList<Step>>>> played = new(static () => AwsClient.All.ToDictionary(static c => c, PlayAsync));

    /// <summary>What the client did, step by step.</summary>
    public Task<IReadOnlyList<Step>> PlayedAsync(AwsClient client) => played.Value[client];

    private static async Task<IReadOnlyList<Step>> PlayAsync(AwsClient client)
    {
        await Task.Yield();
        await using var server = await TestServer.StartAsync();
        var file = Path.Combine(server.DataDirectory, "keys.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(await KeysAsync(server)));
        var command = client.Command();
        using var process = Process.Start(new ProcessStartInfo(
            command[0], [command[1], server.Address.ToString().TrimEnd('/'), Scenario, client.Name, file, .. command.Skip(2)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var steps = new List<Step>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            steps.Add(JsonSerializer.Deserialize<Step>(line, JsonSerializerOptions.Web)!);
        }

        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return steps;
    }

    private static async Task<Dictionary<string, object>> KeysAsync(TestServer server)
    {
        var setup = server.Service<SetupService>();
        var ada = (await setup.CompleteAsync((await setup.OpenAsync())!, "Own", "ada@example.org", "Ada", "a long enough password"))!.Actor;
        var invited = (await server.Service<PeopleService>().CreateAccountAsync(ada, "Other", "bob@example.org", "Bob")).Person;
        var bob = new Actor { AccountId = invited.AccountId, PersonId = invited.Id, Name = invited.DisplayName, Role = invited.Role };
        return new Dictionary<string, object> { ["own"] = await KeyAsync(ada), ["other"] = await KeyAsync(bob) };

        async Task<object> KeyAsync(Actor actor)
        {
            var key = await server.Service<CredentialService>().CreateKeyAsync(actor);
            return new { id = key.Id, secret = key.Secret, account = actor.AccountId };
        }
    }

    /// <summary>One step of the scenario.</summary>
    /// <param name="Operation">The operation that it called.</param>
    /// <param name="Ok">Whether it went as the scenario says.</param>
    /// <param name="Unknown">Whether the client is too old for it, and passed it over.</param>
    /// <param name="Refused">Whether the scenario says that the server refuses it.</param>
    /// <param name="Problems">What went otherwise.</param>
    public sealed record Step(string Operation, bool Ok, bool Unknown, bool Refused, IReadOnlyList<string> Problems);
}
