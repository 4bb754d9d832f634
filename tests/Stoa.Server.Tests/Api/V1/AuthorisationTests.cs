using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Reviews;

namespace Stoa.Server.Tests.Api.V1;

/// <summary>Each operation with each role, each foreigner, and each credential that no longer works.</summary>
public sealed class AuthorisationTests(ApiStage stage) : IClassFixture<ApiStage>
{
    public static TheoryData<string> Operations => [.. ApiOperations.All.Select(static o => o.Id)];

    [Fact]
    public void Every_operation_is_in_the_table()
    {
        var mapped = stage.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static e => e.RoutePattern.RawText?.TrimStart('/').StartsWith("api/v1", StringComparison.Ordinal) == true)
            // What answers every other address does nothing.
            .Where(static e => !e.RoutePattern.RawText!.EndsWith("{*path}", StringComparison.Ordinal))
            .Select(static e => e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? e.RoutePattern.RawText!);
        Assert.Equal(mapped.Order(), ApiOperations.All.Select(static o => o.Id).Order());
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Whoever_may_not_is_refused_and_whoever_may_is_served(string id)
    {
        var operation = ApiOperations.All.Single(o => o.Id == id);
        var wrong = new List<string>();
        // One subject serves all who are refused: they leave it as it is.
        var subject = await SubjectAsync(operation, stage.Ada);
        await ExpectAsync("nobody", null, 401, subject);
        await ExpectAsync("an unknown token", "stoa_0000000000000000000000000000000000000000000", 401, subject);
        await ExpectAsync("an expired token", stage.ExpiredToken, 401, subject);
        await ExpectAsync("a revoked token", stage.RevokedToken, 401, subject);
        await ExpectAsync("another workload's pipeline", stage.OtherPipeline, operation.OtherPipeline, subject);
        await ExpectAsync("the workload's pipeline", stage.Pipeline, operation.Pipeline, subject);
        await ExpectAsync("a stranger", stage.EvesToken, operation.Stranger, subject);
        foreach (var (role, (actor, token)) in stage.People)
        {
            var may = role >= operation.Least;
            await ExpectAsync($"a person of the role {role}", token, may ? 200 : 403, may ? await SubjectAsync(operation, actor) : subject);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task ExpectAsync(string who, string? token, int expected, string[] about)
        {
            using var answer = await stage.CallAsync(
                operation.Method, Fill(operation.Path, about, Uri.EscapeDataString), operation.Body is { } body ? Fill(body, about, static t => t) : null, token, operation.Type);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var status = answer.IsSuccessStatusCode ? 200 : (int)answer.StatusCode;
            if (status != expected)
            {
                wrong.Add($"{who}: {(int)answer.StatusCode} instead of {expected}: {text[..Math.Min(text.Length, 300)]}");
            }
            else if (status != 200 && !IsProblem(answer, text))
            {
                wrong.Add($"{who}: {status} without a problem that says so: {text[..Math.Min(text.Length, 300)]}");
            }
            else if (status == 200 && (token == stage.EvesToken || token == stage.OtherPipeline) && text.Contains(stage.Workload, StringComparison.Ordinal))
            {
                wrong.Add($"{who}: sees something of a workload that is not theirs");
            }
        }
    }

    private static bool IsProblem(HttpResponseMessage answer, string text) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
        && JsonDocument.Parse(text).RootElement.GetProperty("status").GetInt32() == (int)answer.StatusCode;

    private async Task<string[]> SubjectAsync(ApiOperation operation, Actor who) =>
        operation.Subject is { } make ? (await make(stage, who)).Split(' ') : [];

    private string Fill(string text, string[] subject, Func<string, string> escape)
    {
        // A lens or a run is long, and has braces of its own.
        if (text == "{json}")
        {
            return Aws.Operations.LensOperationsTests.Json;
        }

        var name = stage.Name("Thing");
        var places = new Dictionary<string, string>
        {
            ["{workload}"] = stage.Workload,
            ["{arn}"] = stage.WorkloadArn,
            ["{lens}"] = stage.Lens,
            ["{template}"] = stage.Template,
            ["{profile}"] = stage.Profile,
            ["{run}"] = stage.Run,
            ["{name}"] = name,
            ["{word}"] = name.Replace(' ', '-'),
            ["{principal}"] = $"arn:aws:iam::{stage.Eve.AccountId}:user/{name.Replace(' ', '-')}",
            ["{soon}"] = DateTime.UtcNow.AddDays(9).ToString("yyyy-MM-dd"),
            ["{decision}"] = ApiStage.Decision.Replace("\"", "\\\"").Replace("\n", "\\n"),
            ["{answers}"] = JsonSerializer.Serialize(ApiStage.Answers),
            ["{subject}"] = subject.ElementAtOrDefault(0) ?? "",
            ["{second}"] = subject.ElementAtOrDefault(1) ?? "",
        };
        return places.Aggregate(text, (filled, place) => filled.Replace(place.Key, escape(place.Value)));
    }
}
