using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Assessment;
using Stoa.Reviews;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Access;
using Stoa.Server.Documents;

namespace Stoa.Server.Api.V1;

/// <summary>Many workloads as one report.</summary>
/// <param name="AccountId">Who asked for it, by account.</param>
/// <param name="At">Of when.</param>
/// <param name="Workloads">Where each stands.</param>
public sealed record ConsolidatedReport(string AccountId, DateTimeOffset At, IReadOnlyList<WorkloadView> Workloads);

/// <summary>Reports, as documents and as JSON.</summary>
internal static class ReportsApi
{
    private const string Pdf = "application/pdf";

    /// <summary>Adds the operations.</summary>
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("").WithTags("Reports");
        reports.MapGet("/workloads/{id}/lenses/{alias}/report", LensReviewAsync).WithName("getLensReviewReport")
            .WithSummary("A review as a PDF document, now or at a milestone").Produces<FileContentHttpResult>(StatusCodes.Status200OK, Pdf);
        reports.MapGet("/reports/consolidated", ConsolidatedAsync).WithName("getConsolidatedReport").WithSummary("All workloads as one report");
        reports.MapGet("/reports/consolidated/pdf", ConsolidatedPdfAsync).WithName("getConsolidatedReportPdf")
            .WithSummary("All workloads as one PDF document").Produces<FileContentHttpResult>(StatusCodes.Status200OK, Pdf);
    }

    private static async Task<FileContentHttpResult> LensReviewAsync(
        HttpContext http, string id, string alias, MilestoneService milestones, LensReviewService reviews, LensCatalog catalog, RecordStore store,
        KnowledgeBase knowledge, int? milestone = null)
    {
        var actor = http.User.Actor();
        var (name, snapshot) = milestone is { } number && await milestones.GetAsync(actor, id, number) is var found
            ? (found.Milestone.Name, found.Snapshot)
            : (null, await milestones.SnapshotAsync(actor, id));
        var review = snapshot.Lens(catalog.Canonical(alias.Unescape())) ?? throw new NotFoundException("LENS_REVIEW", alias.Unescape());
        var lens = await store.ReadAsync(context => catalog.GetAsync(context, review.Alias, review.Version));
        var statuses = await reviews.StatusesAsync(snapshot.Workload.AccountId, [(review.Alias, review.Version)]);
        return Document(
            LensReviewDocument.Of(snapshot, review, lens, check => knowledge.Page(check)?.Check.Title, name, statuses[review.Alias]), "review.pdf");
    }

    private static async Task<Ok<ConsolidatedReport>> ConsolidatedAsync(
        HttpContext http, WorkloadService workloads, RecordStore store, bool includeShared = false) => TypedResults.Ok(
            new ConsolidatedReport(http.User.Actor().AccountId, store.Now, await ListAsync(http.User.Actor(), workloads, includeShared)));

    private static async Task<FileContentHttpResult> ConsolidatedPdfAsync(
        HttpContext http, WorkloadService workloads, RecordStore store, bool includeShared = false) => Document(
            ConsolidatedDocument.Of(http.User.Actor().AccountId, await ListAsync(http.User.Actor(), workloads, includeShared), store.Now), "workloads.pdf");

    private static async Task<List<WorkloadView>> ListAsync(Actor actor, WorkloadService workloads, bool includeShared) =>
        [.. (await workloads.ListAsync(actor)).Where(w => includeShared || w.Workload.AccountId == actor.AccountId)];

    private static FileContentHttpResult Document(ReportContent content, string name)
    {
        using var bytes = new MemoryStream();
        PdfReport.Write(content, bytes);
        return TypedResults.File(bytes.ToArray(), Pdf, name);
    }
}
