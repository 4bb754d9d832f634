using Stoa.Assessment;
using Stoa.Reviews.Evidence;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>
/// ListCheckSummaries, ListCheckDetails: the place that AWS's API has for evidence. AWS fills it from Trusted Advisor, we from checks and
/// figures; the provider's name is the only one that the API knows.
/// </summary>
internal static class CheckOperations
{
    private const string Provider = "TRUSTED_ADVISOR";

    // The API's own bound of FlaggedResources.
    private const int MostFlagged = 9_999;

    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<ListChecksInput, ListCheckSummariesOutput>(ListCheckSummaries),
        AwsOperation.Handle<ListChecksInput, ListCheckDetailsOutput>(ListCheckDetails),
    ];

    private static async ValueTask<ListCheckSummariesOutput> ListCheckSummaries(AwsCall call, ListChecksInput input)
    {
        var (proofs, arn, _) = await ProofsAsync(call, input);
        var summaries = proofs.Select(p => new CheckSummaryShape(
            p.Ref, NameOf(call, p), Provider, p.Note, p.At, arn, input.PillarId, input.QuestionId, input.ChoiceId, StatusOf(p),
            new Dictionary<string, int> { [StatusOf(p)] = 1 })).ToList();
        var (page, next) = AwsPage.Of(summaries, $"checks {input.WorkloadId} {input.QuestionId} {input.ChoiceId}", input.NextToken, input.MaxResults);
        return new ListCheckSummariesOutput(page, next);
    }

    private static async ValueTask<ListCheckDetailsOutput> ListCheckDetails(AwsCall call, ListChecksInput input)
    {
        var (proofs, arn, account) = await ProofsAsync(call, input);
        var details = proofs.Select(p => new CheckDetailShape(
            p.Ref, NameOf(call, p), p.Note, Provider, arn, input.PillarId, input.QuestionId, input.ChoiceId, StatusOf(p), account,
            p.Failed > 0 ? Math.Min(p.Failed, MostFlagged) : null, p.At)).ToList();
        var (page, next) = AwsPage.Of(details, $"check details {input.WorkloadId} {input.QuestionId} {input.ChoiceId}", input.NextToken, input.MaxResults);
        return new ListCheckDetailsOutput(page, next);
    }

    private static async Task<(IReadOnlyList<Proof> Proofs, string LensArn, string Account)> ProofsAsync(AwsCall call, ListChecksInput input)
    {
        var reading = await call.ReadReviewAsync(input.WorkloadId, input.LensArn, null);
        AnswerOperations.DemandPillar(reading, input.PillarId);
        var question = reading.Review.Standing.Questions.FirstOrDefault(q => q.Id == input.QuestionId)
            ?? throw new Reviews.NotFoundException("QUESTION", input.QuestionId);
        var proofs = question.Choices.FirstOrDefault(c => c.Id == input.ChoiceId)?.Proofs;
        if (proofs is null && (!reading.Lens.TryGetQuestion(input.QuestionId, out var asked) || asked.Choice(input.ChoiceId) is null))
        {
            throw new Reviews.NotFoundException("CHOICE", input.ChoiceId);
        }

        return (proofs ?? [], reading.Lens.Arn, reading.Snapshot.Workload.AccountIds.FirstOrDefault() ?? reading.Snapshot.Workload.AccountId);
    }

    private static string NameOf(AwsCall call, Proof proof) => call.Service<KnowledgeBase>().Page(proof.Ref)?.Check.Title ?? proof.Ref;

    private static string StatusOf(Proof proof) => proof switch
    {
        { Failed: > 0, Weight: >= 3 } => "ERROR",
        { Failed: > 0 } => "WARNING",
        { Undecided: > 0 } or { Passed: 0 } => "NOT_AVAILABLE",
        _ => "OKAY",
    };

    private sealed record ListChecksInput(
        string WorkloadId, string? NextToken, int? MaxResults, string LensArn, string PillarId, string QuestionId, string ChoiceId);

    private sealed record ListCheckSummariesOutput(IReadOnlyList<CheckSummaryShape> CheckSummaries, string? NextToken);

    private sealed record CheckSummaryShape(
        string Id, string Name, string Provider, string? Description, DateTimeOffset? UpdatedAt, string LensArn, string PillarId, string QuestionId,
        string ChoiceId, string Status, IReadOnlyDictionary<string, int> AccountSummary);

    private sealed record ListCheckDetailsOutput(IReadOnlyList<CheckDetailShape> CheckDetails, string? NextToken);

    private sealed record CheckDetailShape(
        string Id, string Name, string? Description, string Provider, string LensArn, string PillarId, string QuestionId, string ChoiceId, string Status,
        string AccountId, int? FlaggedResources, DateTimeOffset? UpdatedAt);
}
