using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Stoa.Reviews;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.People;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Tests.Access;
using Stoa.Server.Tests.Hosting;
using Stoa.Server.Tests.Runs;

namespace Stoa.Server.Tests.Api.V1;

/// <summary>Runs over HTTP: what pipelines push, what people upload, what browsers are given.</summary>
public sealed class RunsApiTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Actor ada = null!;
    private HttpClient client = null!;
    private string workload = "";

    private string Path => $"/api/v1/workloads/{workload}";

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(static options => options.MaxUploadBytes = 1024 * 1024);
        ada = await server.StartAsync();
        workload = (await server.Service<WorkloadService>().CreateAsync(ada, new NewWorkload { Name = "Orders", Environment = "PRODUCTION" })).Id;
        client = await ClientAsync(ada);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task A_pushed_run_is_listed_and_its_parts_can_be_read()
    {
        var pushed = await PushAsync(client);
        Assert.Equal(HttpStatusCode.Created, pushed.StatusCode);
        var run = await pushed.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal($"{Path}/runs/{run.GetProperty("id").GetString()}", pushed.Headers.Location!.ToString());

        var listed = await client.GetFromJsonAsync<JsonElement>($"{Path}/runs", TestContext.Current.CancellationToken);
        Assert.Equal(run.GetProperty("id").GetString(), Assert.Single(listed.EnumerateArray()).GetProperty("id").GetString());
        var review = await client.GetFromJsonAsync<JsonElement>($"{pushed.Headers.Location}/contents/review.json", TestContext.Current.CancellationToken);
        Assert.Equal("stoa/review/1", review.GetProperty("schema").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{pushed.Headers.Location}/contents/archive", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_picture_can_do_nothing_in_a_browser()
    {
        await PushAsync(client);

        using var picture = await client.GetAsync($"{Path}/runs/latest/contents/picture.svg", TestContext.Current.CancellationToken);

        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; sandbox", Assert.Single(picture.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(picture.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_push_that_is_repeated_with_its_key_has_one_effect()
    {
        var first = await PushAsync(client, key: "job-17");
        var second = await PushAsync(client, key: "job-17");

        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Single(await server.Service<RunService>().ListAsync(ada, workload));
    }

    [Fact]
    public async Task A_push_may_be_packed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Document());
        }

        var content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync($"{Path}/runs", content, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_packed_body_that_unpacks_without_end_is_refused()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(new byte[80 * 1024 * 1024]);
        }

        var content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.PostAsync($"{Path}/runs", content, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Who_may_not_is_told_so_and_no_more()
    {
        var viewer = await ClientAsync(await server.AddAsync(ada, "vera", Role.Viewer));
        var contributor = await server.AddAsync(ada, "cora", Role.Contributor);
        var pipeline = await ClientAsync(contributor, workload);
        using var nobody = new HttpClient { BaseAddress = server.Address };

        Assert.Equal(HttpStatusCode.Unauthorized, (await PushAsync(nobody)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PushAsync(viewer)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await PushAsync(pipeline)).StatusCode);
        // A pipeline's token brings evidence and cannot make the server work.
        Assert.Equal(HttpStatusCode.Forbidden, (await UploadAsync(pipeline, "a.zip", [1])).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/workloads/0123456789abcdef0123456789abcdef/runs", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_run_that_is_none_is_a_problem_with_the_reason()
    {
        using var answer = await client.PostAsync($"{Path}/runs", new StringContent("{\"schema\":\"stoa/run/9\"}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("stoa/run/1", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_is_reviewed_in_the_background()
    {
        var folder = System.IO.Path.Combine(Repository.Root, "samples", "three-tier-web", "naive");
        var zip = ArchiveReaderTests.Pack("zip", [.. Directory.GetFiles(folder).Select(static f => ($"naive/{System.IO.Path.GetFileName(f)}", File.ReadAllBytes(f)))]);

        using var queued = await UploadAsync(client, "naive.zip", zip);

        Assert.Equal(HttpStatusCode.Accepted, queued.StatusCode);
        var run = await DoneAsync(queued.Headers.Location!.ToString());
        Assert.Equal((RunStatus.Done, "upload", "naive.zip"), (run.Status, run.Kind, run.FileName));
        Assert.Equal(Samples.Maker.Make(Samples.Files("three-tier-web/naive"), "naive").Score, run.Score);
    }

    [Fact]
    public async Task An_archive_that_is_refused_says_why()
    {
        using var queued = await UploadAsync(client, "evil.zip", ArchiveReaderTests.Pack("zip", ("../../etc/cron.d/x.tf", [])));

        var run = await DoneAsync(queued.Headers.Location!.ToString());
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Contains("leads out", run.Message, StringComparison.Ordinal);
        Assert.DoesNotContain((await server.Service<WorkloadService>().GetAsync(ada, workload)).Summary.Pillars, static p => p.Score is not null);
    }

    [Fact]
    public async Task An_upload_that_is_too_long_is_refused_before_it_is_read()
    {
        using var answer = await UploadAsync(client, "a.zip", new byte[1024 * 1024 + 1]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private async Task<RunRecord> DoneAsync(string location)
    {
        var id = location[(location.LastIndexOf('/') + 1)..];
        while (true)
        {
            var run = await server.Service<RunService>().GetAsync(ada, workload, id);
            if (run.Status is RunStatus.Done or RunStatus.Failed)
            {
                return run;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task<HttpClient> ClientAsync(Actor actor, string? only = null)
    {
        var token = await server.Service<CredentialService>().CreateTokenAsync(actor, "test", only);
        return new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token.Token) } };
    }

    private static byte[] Document() => RunMakerTests.Document(Samples.Files("serverless-orders"), null, null);

    private Task<HttpResponseMessage> PushAsync(HttpClient with, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/runs") { Content = new ByteArrayContent(Document()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return with.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private Task<HttpResponseMessage> UploadAsync(HttpClient with, string name, byte[] archive) =>
        with.PostAsync($"{Path}/uploads?fileName={name}", new ByteArrayContent(archive), TestContext.Current.CancellationToken);
}
