using System.IO.Compression;
using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Language.Diagnostics;
using Stoa.Reviews;
using Stoa.Reviews.Decisions;
using Stoa.Reviews.Store;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A decision as it is written.</summary>
public sealed record DecisionText
{
    /// <summary>The whole document: MADR, or what adr-tools or log4brains write.</summary>
    public required string Markdown { get; init; }

    /// <summary>What it was decided for.</summary>
    public DecisionFor? For { get; init; }

    /// <summary>Of a new one: the number of the decision whose place it takes.</summary>
    public int? Supersedes { get; init; }

    /// <summary>Of a change: the version that it was made from; left out: whichever is there.</summary>
    public int? ExpectedVersion { get; init; }
}

/// <summary>Architecture decisions.</summary>
internal static class DecisionsApi
{
    private const int Longest = 200_000;

    /// <summary>Adds the operations.</summary>
    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        var decisions = api.MapGroup("/workloads/{id}/decisions").WithTags("Decisions");
        decisions.MapGet("", ListAsync).WithName("listDecisions").WithSummary("The decisions of a workload, by number");
        decisions.MapPost("", CreateAsync).WithName("createDecision").WithSummary("Record a decision");
        decisions.MapGet("/{number:int}", GetAsync).WithName("getDecision").WithSummary("A decision");
        decisions.MapPut("/{number:int}", UpdateAsync).WithName("updateDecision").WithSummary("Change a decision");
        decisions.MapGet("/export", ExportAsync).WithName("exportDecisions").WithSummary("All decisions as MADR files in a zip").Produces<FileContentHttpResult>(StatusCodes.Status200OK, "application/zip");
    }

    private static async Task<Ok<List<DecisionRecord>>> ListAsync(HttpContext http, string id, DecisionService decisions) =>
        TypedResults.Ok(await decisions.ListAsync(http.User.Actor(), id));

    private static async Task<Ok<DecisionRecord>> GetAsync(HttpContext http, string id, int number, DecisionService decisions) =>
        TypedResults.Ok((await decisions.GetAsync(http.User.Actor(), id, number)).Record);

    private static async Task<Created<DecisionRecord>> CreateAsync(HttpContext http, string id, DecisionText text, DecisionService decisions)
    {
        var view = await decisions.CreateAsync(http.User.Actor(), id, Read(text.Markdown), text.For, text.Supersedes);
        return TypedResults.Created($"/api/v1/workloads/{id}/decisions/{view.Record.Number}", view.Record);
    }

    private static async Task<Ok<DecisionRecord>> UpdateAsync(HttpContext http, string id, int number, DecisionText text, DecisionService decisions) =>
        TypedResults.Ok((await decisions.UpdateAsync(http.User.Actor(), id, number, Read(text.Markdown), text.For, text.ExpectedVersion)).Record);

    private static async Task<FileContentHttpResult> ExportAsync(HttpContext http, string id, DecisionService decisions)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in await decisions.ExportAsync(http.User.Actor(), id))
            {
                await using var writer = new StreamWriter(await zip.CreateEntry($"docs/decisions/{name}").OpenAsync());
                await writer.WriteAsync(text);
            }
        }

        return TypedResults.File(bytes.ToArray(), "application/zip", "decisions.zip");
    }

    private static DecisionDocument Read(string markdown)
    {
        var diagnostics = new DiagnosticBag();
        return (markdown.Length <= Longest ? DecisionReader.Read("decision.md", markdown, diagnostics) : null)
            ?? throw new InvalidException(
                $"[Validation] {diagnostics.Select(static d => d.Summary).FirstOrDefault() ?? "The text is not a decision"}.", ("markdown", "not a decision"));
    }
}
