using System.Text.Json;

namespace Stoa.Server.Tests.Api.V1;

/// <summary>What the API says of requests that it cannot read.</summary>
public sealed class WrongRequestTests(ApiStage stage) : IClassFixture<ApiStage>
{
    [Theory]
    [InlineData("POST", "workloads", """{"environment":"PRODUCTION"}""", "name")]
    [InlineData("POST", "workloads", """{"name":7,"environment":"PRODUCTION"}""", "name")]
    [InlineData("POST", "workloads", """{"name":null,"environment":"PRODUCTION"}""", "name")]
    [InlineData("POST", "workloads", """{"name":"ab","environment":"PRODUCTION"}""", "name")]
    [InlineData("POST", "workloads", """{"name":"Orders again","environment":"PRODUCTION","objectives":{"availability":"high"}}""", "objectives.availability")]
    [InlineData("POST", "people", """{"email":"a@example.com","displayName":"A","role":"king"}""", "role")]
    [InlineData("POST", "people", """{"email":"a@example.com","displayName":"A","role":2}""", "role")]
    [InlineData("POST", "people", """{"email":"a@example.com","role":"viewer"}""", "displayName")]
    [InlineData("GET", "audit?take=many", null, "take")]
    [InlineData("GET", "lenses?state=lost", null, "state")]
    [InlineData("PATCH", "templates/x", """{"name":"ab"}""", "name")]
    public async Task A_member_that_is_wrong_is_named(string method, string path, string? body, string member)
    {
        var (status, problem) = await CallAsync(method, path, body);
        Assert.Equal(400, status);
        Assert.Equal([member], problem.GetProperty("errors").EnumerateObject().Select(static e => e.Name));
        Assert.DoesNotContain("Stoa.", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\n\"name\": oops}", "line 2")]
    public async Task What_is_not_JSON_is_said_to_be_none(string body, string place)
    {
        var (status, problem) = await CallAsync("POST", "workloads", body);
        Assert.Equal(400, status);
        Assert.Contains(place, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_that_an_operation_does_not_know_are_passed_over()
    {
        var (status, problem) = await CallAsync("PATCH", $"workloads/{stage.Workload}", """{"notes":"Seen","colour":"green"}""");
        Assert.Equal(200, status);
        Assert.Equal("Seen", problem.GetProperty("workload").GetProperty("notes").GetString());
    }

    [Theory]
    [InlineData("GET", "worklods")]
    [InlineData("PUT", "workloads")]
    public async Task What_there_is_not_is_a_problem_and_no_page(string method, string path)
    {
        var (status, problem) = await CallAsync(method, path, null);
        Assert.Equal((404, "Not found"), (status, problem.GetProperty("title").GetString()));
    }

    private async Task<(int Status, JsonElement Body)> CallAsync(string method, string path, string? body)
    {
        using var answer = await stage.CallAsync(method, path, body, stage.People[Stoa.Reviews.Role.Administrator].Token);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }
}
