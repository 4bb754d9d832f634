using Stoa.Assessment;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;
using Stoa.Server.Documents;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>GetLensReviewReport, GetConsolidatedReport.</summary>
internal static class ReportOperations
{
    // The page that AWS's model allows.
    private const int PageSize = 15;

    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<LensReviewReportInput, LensReviewReportOutput>(GetLensReviewReport),
        AwsOperation.Handle<ConsolidatedReportInput, ConsolidatedReportOutput>(GetConsolidatedReport),
    ];

    private static async ValueTask<LensReviewReportOutput> GetLensReviewReport(AwsCall call, LensReviewReportInput input)
    {
        var reading = await call.ReadReviewAsync(input.WorkloadId, input.LensAlias, input.MilestoneNumber);
        var milestone = input.MilestoneNumber is { } number
            ? (await call.Service<MilestoneService>().GetAsync(call.Actor(), input.WorkloadId, number)).Milestone.Name
            : null;
        var knowledge = call.Service<KnowledgeBase>();
        var content = LensReviewDocument.Of(
            reading.Snapshot, reading.Review, reading.Lens, id => knowledge.Page(id)?.Check.Title, milestone, reading.Status);
        return new LensReviewReportOutput(
            input.WorkloadId, input.MilestoneNumber, new LensReviewReportShape(reading.Lens.Alias, reading.Lens.Arn, Pdf(content)));
    }

    private static async ValueTask<ConsolidatedReportOutput> GetConsolidatedReport(AwsCall call, ConsolidatedReportInput input)
    {
        var actor = call.Actor();
        var workloads = (await call.Service<WorkloadService>().ListAsync(actor))
            .Where(w => input.IncludeSharedResources == true || w.Workload.AccountId == actor.AccountId).ToList();
        if (input.Format == "PDF")
        {
            return new ConsolidatedReportOutput(null, null, Pdf(ConsolidatedDocument.Of(actor.AccountId, workloads, call.Service<RecordStore>().Now)));
        }

        var (page, next) = AwsPage.Of(workloads, $"report {input.IncludeSharedResources}", input.NextToken, input.MaxResults, PageSize);
        var metrics = new List<MetricShape>();
        foreach (var view in page)
        {
            metrics.Add(MetricShape.Of(await call.Service<MilestoneService>().SnapshotAsync(actor, view.Workload.Id)));
        }

        return new ConsolidatedReportOutput(metrics, next, null);
    }

    private static string Pdf(ReportContent content)
    {
        using var stream = new MemoryStream();
        PdfReport.Write(content, stream);
        return Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private sealed record LensReviewReportInput(string WorkloadId, string LensAlias, int? MilestoneNumber);

    private sealed record LensReviewReportOutput(string WorkloadId, int? MilestoneNumber, LensReviewReportShape LensReviewReport);

    private sealed record LensReviewReportShape(string LensAlias, string LensArn, string Base64String);

    private sealed record ConsolidatedReportInput(string Format, bool? IncludeSharedResources, string? NextToken, int? MaxResults);

    private sealed record ConsolidatedReportOutput(IReadOnlyList<MetricShape>? Metrics, string? NextToken, string? Base64String);

    private sealed record MetricShape(
        string MetricType, IReadOnlyDictionary<string, int> RiskCounts, string WorkloadId, string WorkloadName, string WorkloadArn, DateTimeOffset UpdatedAt,
        IReadOnlyList<LensMetricShape> Lenses, int LensesAppliedCount)
    {
        public static MetricShape Of(WorkloadSnapshot snapshot) => new(
            "WORKLOAD", snapshot.Summary.Risks.Counts(), snapshot.Workload.Id, snapshot.Workload.Name, snapshot.Workload.Arn, snapshot.Workload.UpdatedAt,
            [.. snapshot.Lenses.Select(LensMetricShape.Of)], snapshot.Lenses.Count);
    }

    private sealed record LensMetricShape(string LensArn, IReadOnlyList<PillarMetricShape> Pillars, IReadOnlyDictionary<string, int> RiskCounts)
    {
        public static LensMetricShape Of(LensReviewSnapshot review) => new(
            review.Arn, [.. review.Standing.Pillars.Select(PillarMetricShape.Of)], review.Standing.Risks.Counts());
    }

    private sealed record PillarMetricShape(string PillarId, IReadOnlyDictionary<string, int> RiskCounts, IReadOnlyList<QuestionMetricShape> Questions)
    {
        // Only the questions that were found at risk, as AWS's model has it.
        public static PillarMetricShape Of(PillarStanding pillar) => new(
            pillar.Id, pillar.Risks.Counts(), [.. pillar.Questions.Where(static q => q.Risk is Risk.High or Risk.Medium).Select(QuestionMetricShape.Of)]);
    }

    private sealed record QuestionMetricShape(string QuestionId, Risk Risk, IReadOnlyList<BestPracticeShape> BestPractices)
    {
        public static QuestionMetricShape Of(QuestionStanding question) => new(
            question.Id, question.Risk, [.. question.Choices.Where(static c => c.IsAtRisk).Select(static c => new BestPracticeShape(c.Id, c.Title))]);
    }

    private sealed record BestPracticeShape(string ChoiceId, string ChoiceTitle);
}
