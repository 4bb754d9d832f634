using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Stoa.Assessment;
using Stoa.Reports.Runs;

namespace Stoa.Cli.Verbs;

/// <summary>
/// <c>stoa review --push URL</c>: hands the review to a server as evidence. The one place of the program that speaks to a network, and
/// only where the command line asks for it: nothing that a reviewed file says names a server (docs/adr/0007).
/// </summary>
internal sealed class PushOption
{
    /// <summary>The variable that holds the token: an argument would be seen by everybody who lists processes.</summary>
    private const string TokenVariable = "STOA_TOKEN";

    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Option<string?> push = new("--push") { Description = "Hand the review to this server as evidence; its token is in STOA_TOKEN", HelpName = "URL" };
    private readonly Option<string?> workloadId = new("--workload-id") { Description = "Of --push: which workload [default: server.workload in stoa.yaml]", HelpName = "ID" };
    private readonly Option<string?> source = new("--source") { Description = "Of --push: which of the workload's sources this is, where it has several", HelpName = "NAME" };
    private readonly Option<string?> commit = new("--commit") { Description = "Of --push: what was reviewed [default: what the pipeline says]", HelpName = "SHA" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(push);
        command.Add(workloadId);
        command.Add(source);
        command.Add(commit);
    }

    /// <summary>Where the words push to; null where they do not. Asked before the review, so that nobody waits for a token that is missing.</summary>
    /// <exception cref="UsageException">The address is none, or there is no token.</exception>
    public PushTarget? Target(ParseResult words, Terminal terminal)
    {
        if (words.GetValue(push) is not { } address)
        {
            return (words.GetValue(workloadId) ?? words.GetValue(source) ?? words.GetValue(commit)) is null ? null
                : throw new UsageException("--workload-id, --source and --commit say what is pushed: name the server with --push URL.");
        }

        if (!Uri.TryCreate(address.EndsWith('/') ? address : $"{address}/", UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"--push {address}: give the address of a server, such as https://stoa.example.com.");
        }

        var token = Environment.GetEnvironmentVariable(TokenVariable)?.Trim();
        if (string.IsNullOrEmpty(token) || token.Any(static c => c is <= ' ' or > '~'))
        {
            throw new UsageException($"--push needs a token in the environment variable {TokenVariable}. Make one in the web application, under the workload's settings.");
        }

        if (server.Scheme == "http" && !server.IsLoopback)
        {
            terminal.Error.WriteLine($"stoa: {server.Host} is reached without TLS: whoever listens on the way can read the token.");
        }

        return new PushTarget(server, token, words.GetValue(workloadId), words.GetValue(source), words.GetValue(commit) ?? CommitOfPipeline());
    }

    /// <summary>Hands a review over.</summary>
    /// <returns>Where people see the run.</returns>
    /// <exception cref="UsageException">The server cannot be reached, or refused; the message says what to do.</exception>
    public static string Push(PushTarget target, ReviewRun run)
    {
        var workload = target.Workload ?? run.File.Server.Workload
            ?? throw new UsageException("--push: which workload? Name it with --workload-id ID, or in stoa.yaml as server: { workload: ID }. The web application shows the id in the workload's address.");
        using var document = new MemoryStream();
        RunDocument.Write(run, Build.Version, target.Source ?? run.File.Server.Source, target.Commit, document);

        // A redirect would take the token somewhere that nobody named.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(target.Server, $"api/v1/workloads/{Uri.EscapeDataString(workload)}/runs"))
        {
            Content = new ByteArrayContent(document.GetBuffer(), 0, (int)document.Length),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", target.Token);
        request.Headers.UserAgent.ParseAdd($"stoa/{Build.Version}");
        try
        {
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            return Conclude(target, workload, response);
        }
        catch (HttpRequestException e)
        {
            throw new UsageException($"--push: {target.Server.Host} cannot be reached: {ReasonOf(e)}");
        }
        catch (TaskCanceledException)
        {
            throw new UsageException($"--push: {target.Server.Host} did not answer within {Patience.TotalMinutes:0} minutes. Try again.");
        }
    }

    private static string Conclude(PushTarget target, string workload, HttpResponseMessage response)
    {
        using var answer = Read(response);
        if (response.IsSuccessStatusCode)
        {
            return Text(answer, "address") ?? new Uri(target.Server, $"workloads/{Uri.EscapeDataString(workload)}").AbsoluteUri;
        }

        var detail = Text(answer, "detail") is { } said ? $" The server says: {said}" : "";
        throw new UsageException($"--push: {response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => $"the server does not know the token in {TokenVariable}: it may have expired or been revoked. Make a new one in the web application.",
            HttpStatusCode.Forbidden => $"the token in {TokenVariable} may not bring evidence to workload {workload}.{detail}",
            HttpStatusCode.NotFound => $"there is no workload {workload} at {target.Server}, or the token in {TokenVariable} is for another one. Compare the id with the one in the workload's address.",
            HttpStatusCode.RequestEntityTooLarge => "the review is longer than the server takes. Review a part at a time, each under its own --source.",
            HttpStatusCode.TooManyRequests => "the server is asked too much at the moment. Try again in a minute.",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
                $"the server says that it is elsewhere: {Clean(response.Headers.Location?.ToString() ?? "it does not say where")}. Push to that address.",
            >= HttpStatusCode.InternalServerError => $"the server failed ({(int)response.StatusCode}). Try again; if it stays so, its log says why.{detail}",
            _ => $"the server refused the review ({(int)response.StatusCode}).{detail} Is it a Stoa server, and of this version ({Build.Version}) or a later one?",
        }}");
    }

    private static JsonDocument? Read(HttpResponseMessage response)
    {
        try
        {
            using var stream = response.Content.ReadAsStream();
            var bytes = new byte[LongestAnswer];
            return JsonDocument.Parse(bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonDocument? answer, string name) =>
        answer?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Clean(value.GetString()!)
            : null;

    // What a server says is shown on a terminal, which acts on control characters.
    private static string Clean(string text)
    {
        var clean = string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c));
        return clean.Length > 1_000 ? clean[..1_000] : clean;
    }

    private static string ReasonOf(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "nobody knows that name. Is it spelled right, and does this machine need a proxy (HTTPS_PROXY)?",
        HttpRequestError.ConnectionError => $"{Clean(e.Message)}. Is the server running, and may this machine reach it?",
        HttpRequestError.SecureConnectionError => $"its certificate is not trusted: {Clean((e.InnerException ?? e).Message)}",
        _ => Clean(e.Message),
    };

    // GitHub, GitLab, Bitbucket.
    private static string? CommitOfPipeline() => new[] { "GITHUB_SHA", "CI_COMMIT_SHA", "BITBUCKET_COMMIT" }
        .Select(Environment.GetEnvironmentVariable).FirstOrDefault(static sha => !string.IsNullOrEmpty(sha));
}

/// <summary>Where a review is handed to.</summary>
/// <param name="Server">The server's address, with a slash at the end.</param>
/// <param name="Token">The token.</param>
/// <param name="Workload">The workload's id; null: the one that the workload's file names.</param>
/// <param name="Source">Which of the workload's sources; null: the one that the file names, else the server's default.</param>
/// <param name="Commit">What was reviewed; null where nobody said.</param>
internal sealed record PushTarget(Uri Server, string Token, string? Workload, string? Source, string? Commit);
