using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Api.Aws;
using Stoa.Server.Tests.Access;
using Stoa.Server.Tests.Clients;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Api.Aws;

/// <summary>Each operation of AWS's API with those who may not: the life of a workload (scenario.json), where each step is first tried by them.</summary>
public sealed partial class AwsAuthorisationTests
{
    private readonly Dictionary<string, string> known = new() { ["client"] = "matrix" };
    private TestServer server = null!;

    [Fact]
    public async Task A_viewer_changes_nothing_a_stranger_finds_nothing_and_a_revoked_key_opens_nothing()
    {
        await using var started = await TestServer.StartAsync(static options => options.RateLimits.AwsRefusalsPerSecond = 100_000);
        server = started;
        var people = server.Service<PeopleService>();
        var credentials = server.Service<CredentialService>();
        var ada = await server.StartAsync();
        var own = await credentials.CreateKeyAsync(ada);
        var viewer = await credentials.CreateKeyAsync(await server.AddAsync(ada, "vera", Role.Viewer));
        var revoked = await credentials.CreateKeyAsync(ada);
        await credentials.RevokeKeyAsync(ada, revoked.Id);
        var other = await NeighbourAsync("other");
        var stranger = await NeighbourAsync("stranger");
        known["otherAccount"] = other.Account;
        var wrong = new List<string>();
        var tried = new HashSet<string>();

        foreach (var step in JsonNode.Parse(await File.ReadAllTextAsync(ClientStage.Scenario, TestContext.Current.CancellationToken))!["steps"]!.AsArray())
        {
            var operation = (string)step!["operation"]!;
            var template = step["input"]!.ToJsonString();
            var fails = step["error"] is not null;
            var asOther = (string?)step["as"] == "other";
            if ((string?)step["as"] == "nobody")
            {
                continue;
            }

            if (!asOther && tried.Add(operation))
            {
                Expect("a revoked key", await CallAsync(revoked, operation, template), 403, "UnrecognizedClientException");
                var reads = operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal) || operation.StartsWith("Export", StringComparison.Ordinal);
                if (!reads)
                {
                    Expect("a viewer", await CallAsync(viewer, operation, template), 403, "AccessDeniedException");
                }
                else if (!fails)
                {
                    Expect("a viewer", await CallAsync(viewer, operation, template), 200, null);
                }
            }

            if (!asOther && !fails && Owned().IsMatch(template))
            {
                Expect("a stranger", await CallAsync(stranger.Key, operation, template), 404, "ResourceNotFoundException");
            }

            var (status, error, output) = await CallAsync(asOther ? other.Key : own, operation, template);
            if (fails != (error is not null))
            {
                wrong.Add($"{operation}: {status} {error}");
            }

            foreach (var (name, path) in step["save"]?.AsObject() ?? [])
            {
                known[name] = At(output, (string)path!);
            }

            void Expect(string who, (int Status, string? Error, JsonNode? Output) answer, int expected, string? type)
            {
                if ((answer.Status, answer.Error) != (expected, type))
                {
                    wrong.Add($"{operation} by {who}: {answer.Status} {answer.Error} instead of {expected} {type}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        // An invitation is another account's to answer.
        Assert.Equal(["ListShareInvitations", "UpdateShareInvitation"], AwsModel.WellArchitected.Operations.Keys.Except(tried).Order());

        async Task<(NewAccessKey Key, string Account)> NeighbourAsync(string name)
        {
            var invited = (await people.CreateAccountAsync(ada, name, $"{name}@example.com", name)).Person;
            return (await credentials.CreateKeyAsync(new Actor { AccountId = invited.AccountId, PersonId = invited.Id, Name = name, Role = invited.Role }), invited.AccountId);
        }
    }

    private static string At(JsonNode? output, string path) =>
        path.Split('.', '[', ']').Where(static p => p.Length > 0).Aggregate(output, static (node, part) => int.TryParse(part, out var index) ? node![index] : node![part])!.ToString();

    private async Task<(int Status, string? Error, JsonNode? Output)> CallAsync(NewAccessKey key, string operation, string template)
    {
        var model = AwsModel.WellArchitected.Operations[operation];
        // A template's texts become parts of JSON texts.
        var members = JsonNode.Parse(Place().Replace(template, m => System.Text.Json.JsonEncodedText.Encode(known[m.Groups[1].Value]).ToString()))!.AsObject();
        if (model.IdempotencyToken is { } token && !members.ContainsKey(token.Name))
        {
            members[token.Name] = Guid.NewGuid().ToString();
        }

        var path = model.Path;
        var query = new List<string>();
        foreach (var member in model.Input?.Members ?? [])
        {
            if (member.Location != AwsLocation.Body && members[member.Name] is { } value)
            {
                members.Remove(member.Name);
                if (member.Location == AwsLocation.Path)
                {
                    path = path.Replace($"{{{member.WireName}}}", Uri.EscapeDataString(value.ToString()));
                }
                else
                {
                    query.AddRange((value is JsonArray list ? list.Select(static v => v!.ToString()) : [value.ToString()]).Select(v => $"{member.WireName}={Uri.EscapeDataString(v)}"));
                }
            }
        }

        var target = query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
        var body = model.HasBody ? members.ToJsonString() : "";
        using var client = new HttpClient { BaseAddress = server.Address };
        var headers = AwsSigner.Sign(
            new AwsCredential(key.Id, key.Secret, "", ""), DateTimeOffset.UtcNow, model.Method, target, new Dictionary<string, string> { ["host"] = server.Address.Authority }, body);
        using var request = new HttpRequestMessage(new HttpMethod(model.Method), new Uri(server.Address.ToString().TrimEnd('/') + target))
        {
            Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers.Where(static h => h.Key != "host"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : null, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    // What belongs to the account whose workload it is; a page's token is that caller's own.
    [GeneratedRegex("""^(?!.*\$\{page\}).*\$\{(workload|workloadArn|lens|template|profile|second)\}""")]
    private static partial Regex Owned();

    [GeneratedRegex("""\$\{(\w+)\}""")]
    private static partial Regex Place();
}
