using System.Text.Json.Nodes;
using Stoa.Assessment;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>ListLensReviews, GetLensReview, UpdateLensReview, UpgradeLensReview, ListLensReviewImprovements.</summary>
internal static class LensReviewOperations
{
    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<ListLensReviewsInput, ListLensReviewsOutput>(ListLensReviews),
        AwsOperation.Handle<LensReviewInput, LensReviewOutput>(GetLensReview),
        AwsOperation.Handle<UpdateLensReviewInput, LensReviewOutput>(UpdateLensReview),
        AwsOperation.Handle<UpgradeLensReviewInput>(UpgradeLensReview),
        AwsOperation.Handle<ListImprovementsInput, ListImprovementsOutput>(ListLensReviewImprovements),
    ];

    private static async ValueTask<ListLensReviewsOutput> ListLensReviews(AwsCall call, ListLensReviewsInput input)
    {
        var snapshot = await call.Service<MilestoneService>().SnapshotAsync(call.Actor(), input.WorkloadId, input.MilestoneNumber);
        var statuses = await call.Service<LensReviewService>().StatusesAsync(
            snapshot.Workload.AccountId, snapshot.Lenses.Select(static l => (l.Alias, l.Version)));
        var summaries = snapshot.Lenses.Select(l => new LensReviewSummaryShape(
            l.Alias, l.Arn, l.Version, l.Name, statuses[l.Alias], l.UpdatedAt, l.Standing.Risks.Counts(), WorkloadProfileShape.Of(snapshot.Workload))).ToList();
        var (page, next) = AwsPage.Of(summaries, $"lens reviews {input.WorkloadId} {input.MilestoneNumber}", input.NextToken, input.MaxResults);
        return new ListLensReviewsOutput(input.WorkloadId, input.MilestoneNumber, page, next);
    }

    private static async ValueTask<LensReviewOutput> GetLensReview(AwsCall call, LensReviewInput input) =>
        Output(await call.ReadReviewAsync(input.WorkloadId, input.LensAlias, input.MilestoneNumber), input.WorkloadId, input.MilestoneNumber);

    private static async ValueTask<LensReviewOutput> UpdateLensReview(AwsCall call, UpdateLensReviewInput input)
    {
        await call.Service<LensReviewService>().UpdateAsync(
            call.Actor(), input.WorkloadId, input.LensAlias, new LensReviewUpdate(input.LensNotes, input.PillarNotes, input.JiraConfiguration?.ToJsonString()));
        return Output(await call.ReadReviewAsync(input.WorkloadId, input.LensAlias, null), input.WorkloadId, null);
    }

    private static async ValueTask UpgradeLensReview(AwsCall call, UpgradeLensReviewInput input) => await call.Service<LensReviewService>().UpgradeAsync(
        call.Actor(), input.WorkloadId, input.LensAlias, input.MilestoneName,
        Idempotency.Of(nameof(UpgradeLensReview), input.ClientRequestToken, new { input.WorkloadId, input.LensAlias, input.MilestoneName }));

    private static async ValueTask<ListImprovementsOutput> ListLensReviewImprovements(AwsCall call, ListImprovementsInput input)
    {
        var reading = await call.ReadReviewAsync(input.WorkloadId, input.LensAlias, input.MilestoneNumber);
        AnswerOperations.DemandPillar(reading, input.PillarId);
        var priorities = reading.Snapshot.Workload.PillarPriorities;
        var improvements = reading.Review.Standing.Pillars
            .Where(p => input.PillarId is null || p.Id == input.PillarId)
            // The pillars that matter most to the workload first, the others as the lens has them.
            .OrderBy(p => priorities.IndexOf(p.Id) is >= 0 and var place ? place : int.MaxValue)
            .SelectMany(p => p.Questions
                .Where(static q => q.Risk is Risk.High or Risk.Medium)
                .Where(q => input.QuestionPriority != "PRIORITIZED" || reading.IsPrioritized(q.Id) == true)
                .OrderByDescending(static q => q.Risk == Risk.High)
                .Select(q => ImprovementOf(reading, p.Id, q)))
            .ToList();
        var (page, next) = AwsPage.Of(
            improvements, $"improvements {input.WorkloadId} {reading.Lens.Alias} {input.PillarId} {input.MilestoneNumber}", input.NextToken, input.MaxResults, 100);
        return new ListImprovementsOutput(input.WorkloadId, input.MilestoneNumber, reading.Lens.Alias, reading.Lens.Arn, page, next);
    }

    private static ImprovementSummaryShape ImprovementOf(ReviewReading reading, string pillarId, QuestionStanding question)
    {
        reading.Lens.TryGetQuestion(question.Id, out var asked);
        var plans = question.Choices.Where(static c => c.IsAtRisk).Select(c =>
        {
            var choice = asked?.Choice(c.Id);
            return new ImprovementPlanShape(c.Id, choice?.ImprovementText ?? c.Title, choice?.ImprovementUrl);
        }).ToList();
        return new ImprovementSummaryShape(question.Id, pillarId, question.Title, question.Risk, plans.FirstOrDefault()?.ImprovementPlanUrl, plans);
    }

    private static LensReviewOutput Output(ReviewReading reading, string workloadId, int? milestone)
    {
        var review = reading.Review;
        return new LensReviewOutput(workloadId, milestone, new LensReviewShape(
            review.Alias, review.Arn, review.Version, review.Name, reading.Status,
            [
                .. review.Standing.Pillars.Select(p => new PillarReviewShape(
                    p.Id, p.Name, review.PillarNotes.GetValueOrDefault(p.Id), p.Risks.Counts(), PrioritizedOf(reading, p.Questions))),
            ],
            review.JiraConfiguration is { } jira ? JsonNode.Parse(jira) : null, review.UpdatedAt, review.Notes, review.Standing.Risks.Counts(),
            WorkloadProfileShape.Of(reading.Snapshot.Workload), PrioritizedOf(reading, review.Standing.Questions)));
    }

    private static Dictionary<string, int>? PrioritizedOf(ReviewReading reading, IEnumerable<QuestionStanding> questions) =>
        reading.Prioritized is null ? null : Evaluator.Count(questions.Where(q => reading.IsPrioritized(q.Id) == true)).Counts();

    private sealed record ListLensReviewsInput(string WorkloadId, int? MilestoneNumber, string? NextToken, int? MaxResults);

    private sealed record ListLensReviewsOutput(
        string WorkloadId, int? MilestoneNumber, IReadOnlyList<LensReviewSummaryShape> LensReviewSummaries, string? NextToken);

    private sealed record LensReviewSummaryShape(
        string LensAlias, string LensArn, string LensVersion, string LensName, LensStatus LensStatus, DateTimeOffset UpdatedAt,
        IReadOnlyDictionary<string, int> RiskCounts, IReadOnlyList<WorkloadProfileShape>? Profiles);

    private sealed record LensReviewInput(string WorkloadId, string LensAlias, int? MilestoneNumber);

    private sealed record LensReviewOutput(string WorkloadId, int? MilestoneNumber, LensReviewShape LensReview);

    private sealed record LensReviewShape(
        string LensAlias, string LensArn, string LensVersion, string LensName, LensStatus LensStatus, IReadOnlyList<PillarReviewShape> PillarReviewSummaries,
        JsonNode? JiraConfiguration, DateTimeOffset UpdatedAt, string? Notes, IReadOnlyDictionary<string, int> RiskCounts,
        IReadOnlyList<WorkloadProfileShape>? Profiles, IReadOnlyDictionary<string, int>? PrioritizedRiskCounts);

    private sealed record PillarReviewShape(
        string PillarId, string PillarName, string? Notes, IReadOnlyDictionary<string, int> RiskCounts, IReadOnlyDictionary<string, int>? PrioritizedRiskCounts);

    private sealed record UpdateLensReviewInput(
        string WorkloadId, string LensAlias, string? LensNotes, Dictionary<string, string>? PillarNotes, JsonNode? JiraConfiguration);

    private sealed record UpgradeLensReviewInput(string WorkloadId, string LensAlias, string MilestoneName, string? ClientRequestToken);

    private sealed record ListImprovementsInput(
        string WorkloadId, string LensAlias, string? PillarId, int? MilestoneNumber, string? NextToken, int? MaxResults, string? QuestionPriority);

    private sealed record ListImprovementsOutput(
        string WorkloadId, int? MilestoneNumber, string LensAlias, string LensArn, IReadOnlyList<ImprovementSummaryShape> ImprovementSummaries, string? NextToken);

    private sealed record ImprovementSummaryShape(
        string QuestionId, string PillarId, string QuestionTitle, Risk Risk, string? ImprovementPlanUrl, IReadOnlyList<ImprovementPlanShape> ImprovementPlans);

    private sealed record ImprovementPlanShape(string ChoiceId, string DisplayText, string? ImprovementPlanUrl);
}
