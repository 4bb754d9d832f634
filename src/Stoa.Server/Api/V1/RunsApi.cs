using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Store;
using Stoa.Server.Access;
using Stoa.Server.Hosting;
using Stoa.Server.Runs;
using Stoa.Server.Telemetry;

namespace Stoa.Server.Api.V1;

/// <summary>A run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Which of the workload's sources it is about.</param>
/// <param name="Kind"><c>push</c>, <c>upload</c> or <c>demo</c>.</param>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Message">Why it failed, or what could not be read; null: nothing to say.</param>
/// <param name="FileName">Of an upload, its file.</param>
/// <param name="Commit">The commit that was reviewed, where somebody said.</param>
/// <param name="By">Who brought it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="FinishedAt">When its review ended; null while it has not.</param>
/// <param name="ToolVersion">The version of Stoa that reviewed.</param>
/// <param name="Resources">How many resources were reviewed.</param>
/// <param name="Failures">How many checks of resources fail.</param>
/// <param name="Score">From 0 to 100, by the run's evidence alone.</param>
/// <param name="Address">Where people see it.</param>
public sealed record RunView(
    string Id, string Source, string Kind, string Status, string? Message, string? FileName, string? Commit, string By, DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt, string? ToolVersion, int? Resources, int? Failures, double? Score, string Address);

/// <summary>Runs: evidence that pipelines bring, and archives to be reviewed.</summary>
internal static class RunsApi
{
    /// <summary>What a picture or a document of a run may do in a browser: nothing.</summary>
    public const string ContentPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    /// <summary>Adds the operations to <c>/api/v1</c>.</summary>
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/workloads/{id}").WithTags("Runs");
        runs.MapPost("/runs", PushAsync).WithName("pushRun").WithSummary("Store a run that a pipeline made")
            .WithMetadata(new DocumentBody("application/json")).Produces<RunView>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(413);
        runs.MapGet("/runs", ListAsync).WithName("listRuns").WithSummary("The runs of a workload, the newest first");
        runs.MapGet("/runs/{runId}", GetAsync).WithName("getRun").WithSummary("A run");
        runs.MapGet("/runs/{runId}/contents/{name}", ContentAsync).WithName("getRunContent")
            .WithSummary("A part of a run: review.json, findings.json, picture.svg, availability.json, recovery.json, defense.json, monitoring.json, performance.json; \"latest\" stands for the newest run that has it")
            .Produces<object>(StatusCodes.Status200OK, "application/json", "image/svg+xml");
        runs.MapPost("/uploads", UploadAsync).WithName("uploadArchive").WithSummary("Have a zip, tar or tar.gz, or one template, reviewed in the background")
            .WithMetadata(new DocumentBody("application/octet-stream")).Produces<RunView>(StatusCodes.Status202Accepted).ProducesProblem(413);
    }

    private static async Task<Created<RunView>> PushAsync(
        HttpContext http, string id, RunService runs, RunReader reader, ServerMetrics metrics, IOptions<StoaOptions> options)
    {
        var actor = http.User.Actor();
        // Nobody makes the server read megabytes for a workload that they may not see.
        await runs.ListAsync(actor, id, most: 1);
        var body = await RequestBody.ReadAsync(http, RunReader.MaxBytes);
        var run = reader.Read(body);
        var key = http.Request.Headers["Idempotency-Key"].FirstOrDefault();
        var runId = await runs.AddAsync(
            actor, id, new NewRun(run.Source, "push", Commit: run.Commit), run.Result,
            key is { Length: > 0 and <= 100 } ? new Idempotency("PushRun", key, SHA256.HashData(body)) : null);
        metrics.Pushed();
        var view = View(http, options.Value, await runs.GetAsync(actor, id, runId));
        return TypedResults.Created($"/api/v1/workloads/{id}/runs/{runId}", view);
    }

    private static async Task<Ok<IEnumerable<RunView>>> ListAsync(HttpContext http, string id, RunService runs, IOptions<StoaOptions> options) =>
        TypedResults.Ok((await runs.ListAsync(http.User.Actor(), id)).Select(run => View(http, options.Value, run)));

    private static async Task<Ok<RunView>> GetAsync(HttpContext http, string id, string runId, RunService runs, IOptions<StoaOptions> options) =>
        TypedResults.Ok(View(http, options.Value, await runs.GetAsync(http.User.Actor(), id, runId)));

    private static async Task<IResult> ContentAsync(HttpContext http, string id, string runId, string name, RunService runs)
    {
        var bytes = await runs.ContentAsync(http.User.Actor(), id, runId == "latest" ? null : runId, name)
            ?? throw new Reviews.NotFoundException("RUN_CONTENT", name);
        // Whatever it is and whoever wrote it, a browser that is led here runs nothing of it.
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(bytes, name.EndsWith(".svg", StringComparison.Ordinal) ? "image/svg+xml" : "application/json");
    }

    private static async Task<Accepted<RunView>> UploadAsync(
        HttpContext http, string id, UploadService uploads, RunService runs, IOptions<StoaOptions> options, string? fileName = null, string? source = null)
    {
        var actor = http.User.Actor();
        await runs.ListAsync(actor, id, most: 1);
        var archive = await RequestBody.ReadAsync(http, options.Value.MaxUploadBytes);
        if (archive.Length == 0)
        {
            throw new Reviews.InvalidException("The request has no body. Send the archive as the body, and its name as ?fileName=.");
        }

        var runId = await uploads.QueueAsync(actor, id, source, fileName ?? "upload", archive);
        return TypedResults.Accepted($"/api/v1/workloads/{id}/runs/{runId}", View(http, options.Value, await runs.GetAsync(actor, id, runId)));
    }

    private static RunView View(HttpContext http, StoaOptions options, RunRecord run) => new(
        run.Id, run.Source, run.Kind, run.Status.ToString().ToLowerInvariant(), run.Message, run.FileName, run.Commit, run.By, run.CreatedAt, run.FinishedAt,
        run.ToolVersion, run.Resources, run.Failures, run.Score,
        $"{options.PublicUrl?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}"}/workloads/{run.WorkloadId}");
}
