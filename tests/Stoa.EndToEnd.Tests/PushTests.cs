using System.Net;
using System.Text;

namespace Stoa.EndToEnd.Tests;

/// <summary><c>stoa review --push</c> against servers that are not there, or not what they should be. Stoa's own server is tested beside it.</summary>
public sealed class PushTests : IDisposable
{
    private const string Sample = "samples/serverless-orders";
    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public void Without_a_token_nothing_is_reviewed_and_the_remedy_is_said()
    {
        var result = Repository.Stoa(Repository.Root, ["review", Sample, "--push", "http://127.0.0.1:1", "--workload-id", "w"], "", ("STOA_TOKEN", ""));

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains("STOA_TOKEN", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("stoa.example.com")]
    [InlineData("")]
    public void An_address_that_is_none_is_refused(string address) => Assert.Contains("--push", Push(address).Error, StringComparison.Ordinal);

    [Fact]
    public void A_word_about_a_push_without_a_push_is_refused()
    {
        var result = Repository.Stoa("review", Sample, "--source", "infra");

        Assert.Equal(2, result.Code);
        Assert.Contains("--push URL", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_said_and_the_report_stands()
    {
        var result = Push("http://127.0.0.1:1");

        Assert.Equal(2, result.Code);
        Assert.Contains("Is the server running", result.Error, StringComparison.Ordinal);
        Assert.Contains("Serverless orders", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workloads_file_cannot_name_the_server()
    {
        File.Copy(Path.Combine(Repository.Root, Sample, "template.yaml"), Path.Combine(scratch, "template.yaml"));
        File.WriteAllText(Path.Combine(scratch, "stoa.yaml"), "server: { workload: w, url: http://127.0.0.1:1, push: http://127.0.0.1:1 }\n");

        var result = Repository.Stoa(scratch, ["review", "--format", "json"], "", ("STOA_TOKEN", "stoa_secret"));

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Contains("\\\"url\\\" is not a field", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301, "elsewhere")]
    [InlineData(401, "Make a new one")]
    [InlineData(403, "may not bring evidence")]
    [InlineData(404, "there is no workload w")]
    [InlineData(413, "--source")]
    [InlineData(429, "Try again")]
    [InlineData(500, "its log says why")]
    [InlineData(400, "Is it a Stoa server")]
    public async Task Each_refusal_has_a_remedy(int status, string remedy)
    {
        using var server = new Answering(status, "{\"detail\":\"no \\u001b[31mluck\"}");

        var result = await Task.Run(() => Push(server.Address), TestContext.Current.CancellationToken);

        Assert.Equal(2, result.Code);
        Assert.Contains(remedy, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task The_token_is_in_the_header_and_the_run_in_the_body()
    {
        using var server = new Answering(201, "{\"address\":\"https://stoa.example.com/workloads/w\"}");

        var result = await Task.Run(() => Push(server.Address, "--source", "infra", "--commit", "abc"), TestContext.Current.CancellationToken);

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal("stoa: pushed: https://stoa.example.com/workloads/w\n", result.Error);
        Assert.Equal(("Bearer stoa_secret", "/api/v1/workloads/w/runs"), (server.Authorization, server.Path));
        Assert.StartsWith("{\"schema\":\"stoa/run/1\",\"source\":\"infra\",\"commit\":\"abc\",", server.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_nonsense_is_no_bug_of_ours()
    {
        using var server = new Answering(200, "<html>hello</html>");

        var result = await Task.Run(() => Push(server.Address), TestContext.Current.CancellationToken);

        Assert.Equal(0, result.Code);
        Assert.Contains($"{server.Address}workloads/w", result.Error, StringComparison.Ordinal);
    }

    private static Result Push(string address, params string[] words) =>
        Repository.Stoa(Repository.Root, ["review", Sample, "--push", address, "--workload-id", "w", .. words], "", ("STOA_TOKEN", "stoa_secret"), ("GITHUB_SHA", ""), ("CI_COMMIT_SHA", ""));

    // Answers everything the same.
    private sealed class Answering : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly int status;
        private readonly byte[] answer;

        public Answering(int status, string answer)
        {
            this.status = status;
            this.answer = Encoding.UTF8.GetBytes(answer);
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            }

            listener.Prefixes.Add(Address);
            listener.Start();
            _ = ServeAsync();
        }

        public string Address { get; }

        public int Requests { get; private set; }

        public string? Authorization { get; private set; }

        public string? Path { get; private set; }

        public string Body { get; private set; } = "";

        public void Dispose() => listener.Close();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream);
                    Body = await reader.ReadToEndAsync();
                    (Authorization, Path) = (context.Request.Headers["Authorization"], context.Request.Url!.AbsolutePath);
                    Requests++;
                    context.Response.StatusCode = status;
                    if (status == 301)
                    {
                        context.Response.RedirectLocation = Address;
                    }

                    context.Response.Close(answer, willBlock: false);
                }
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
