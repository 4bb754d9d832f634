using System.Net;
using System.Net.Http.Headers;
using Stoa.Reviews;
using Stoa.Reviews.People;

namespace Stoa.Server.Tests.Access;

/// <summary>Each role with each state of a credential, through our own API and through AWS's.</summary>
public sealed class CredentialMatrixTests(Harbour harbour) : IClassFixture<Harbour>
{
    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_token_of_a_person_reads_what_the_person_may(Role role)
    {
        var token = await harbour.Credentials.CreateTokenAsync(await harbour.SomebodyAsync(role), "script");
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(token.Token, harbour.Workload));
        Assert.Equal(HttpStatusCode.NotFound, await ReadAsync(token.Token, harbour.ForeignWorkload));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task An_expired_token_opens_nothing(Role role)
    {
        var token = await harbour.Credentials.CreateTokenAsync(await harbour.SomebodyAsync(role), "script");
        await harbour.ExpireAsync(token.Id);
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(token.Token, harbour.Workload));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_revoked_token_stops_at_once(Role role)
    {
        var person = await harbour.SomebodyAsync(role);
        var token = await harbour.Credentials.CreateTokenAsync(person, "script");
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(token.Token, harbour.Workload));
        await harbour.Credentials.RevokeTokenAsync(person, token.Id);
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(token.Token, harbour.Workload));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_token_stops_with_its_person(Role role)
    {
        var person = await harbour.SomebodyAsync(role);
        var token = await harbour.Credentials.CreateTokenAsync(person, "script");
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(token.Token, harbour.Workload));
        await harbour.Server.Service<PeopleService>().DisableAsync(harbour.Ada, person.PersonId!);
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(token.Token, harbour.Workload));
    }

    [Theory]
    [InlineData(Role.Contributor)]
    [InlineData(Role.Owner)]
    [InlineData(Role.Administrator)]
    public async Task A_pipelines_token_opens_its_workload_and_no_other(Role role)
    {
        var token = await harbour.Credentials.CreateTokenAsync(await harbour.SomebodyAsync(role), "pipeline", harbour.Workload);
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(token.Token, harbour.Workload));
        Assert.Equal(HttpStatusCode.NotFound, await ReadAsync(token.Token, harbour.OtherWorkload));
        Assert.Equal(HttpStatusCode.NotFound, await ReadAsync(token.Token, harbour.ForeignWorkload));
    }

    [Fact]
    public async Task A_viewer_makes_no_token_for_a_pipeline_and_nobody_one_for_anothers_workload()
    {
        await Assert.ThrowsAsync<DeniedException>(async () => await harbour.Credentials.CreateTokenAsync(await harbour.SomebodyAsync(Role.Viewer), "p", harbour.Workload));
        await Assert.ThrowsAsync<NotFoundException>(() => harbour.Credentials.CreateTokenAsync(harbour.Ada, "p", harbour.ForeignWorkload));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("stoa_")]
    [InlineData("stoa_0000000000000000000000000000000000000000")]
    [InlineData("somebody else's")]
    public async Task Without_a_token_of_ours_nothing_opens(string? token) => Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(token, harbour.Workload));

    [Fact]
    public async Task A_program_is_told_how_to_come_in()
    {
        using var client = new HttpClient { BaseAddress = harbour.Server.Address };
        using var answer = await client.GetAsync($"/api/v1/workloads/{harbour.Workload}/runs", TestContext.Current.CancellationToken);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_page_elsewhere_changes_nothing_through_our_API_with_the_cookie()
    {
        using var ada = new Visitor(harbour.Server.Address);
        await ada.SignInAsync("ada@example.com");
        var path = $"/api/v1/workloads/{harbour.Workload}/runs";
        using var read = await ada.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var foreign = await ada.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Sec-Fetch-Site", "cross-site" } } });
        Assert.Equal(HttpStatusCode.Unauthorized, foreign.StatusCode);
        using var unsaid = await ada.SendAsync(new HttpRequestMessage(HttpMethod.Post, path));
        Assert.Equal(HttpStatusCode.Unauthorized, unsaid.StatusCode);
        using var own = await ada.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Headers = { { "Sec-Fetch-Site", "same-origin" } } });
        Assert.NotEqual(HttpStatusCode.Unauthorized, own.StatusCode);
    }

    [Theory]
    [InlineData(Role.Viewer, 403)]
    [InlineData(Role.Contributor, 403)]
    [InlineData(Role.Owner, 200)]
    [InlineData(Role.Administrator, 200)]
    public async Task A_key_does_what_its_person_may(Role role, int changes)
    {
        var key = await harbour.Credentials.CreateKeyAsync(await harbour.SomebodyAsync(role));
        Assert.Equal((200, null), await AwsAsync(key, "GET", harbour.Workload));
        Assert.Equal((404, "ResourceNotFoundException"), await AwsAsync(key, "GET", harbour.ForeignWorkload));
        Assert.Equal((changes, changes == 200 ? null : "AccessDeniedException"), await AwsAsync(key, "PATCH", harbour.Workload, """{"Notes":"Seen"}"""));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task An_expired_key_opens_nothing(Role role)
    {
        var key = await harbour.Credentials.CreateKeyAsync(await harbour.SomebodyAsync(role));
        await harbour.ExpireAsync(key.Id);
        Assert.Equal((403, "ExpiredTokenException"), await AwsAsync(key, "GET", harbour.Workload));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_revoked_key_stops_at_once(Role role)
    {
        var person = await harbour.SomebodyAsync(role);
        var key = await harbour.Credentials.CreateKeyAsync(person);
        Assert.Equal((200, null), await AwsAsync(key, "GET", harbour.Workload));
        await harbour.Credentials.RevokeKeyAsync(person, key.Id);
        Assert.Equal((403, "UnrecognizedClientException"), await AwsAsync(key, "GET", harbour.Workload));
    }

    private Task<(int Status, string? Error)> AwsAsync(NewAccessKey key, string method, string workload, string body = "") =>
        harbour.Server.CallAwsAsync(key.Id, key.Secret, $"/workloads/{workload}", body, method);

    private async Task<HttpStatusCode> ReadAsync(string? token, string workload)
    {
        using var client = new HttpClient { BaseAddress = harbour.Server.Address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync($"/api/v1/workloads/{workload}/runs", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
