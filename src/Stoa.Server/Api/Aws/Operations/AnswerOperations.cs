using Stoa.Assessment;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Store;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>GetAnswer, ListAnswers, UpdateAnswer.</summary>
internal static class AnswerOperations
{
    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<GetAnswerInput, AnswerOutput>(GetAnswer),
        AwsOperation.Handle<ListAnswersInput, ListAnswersOutput>(ListAnswers),
        AwsOperation.Handle<UpdateAnswerInput, AnswerOutput>(UpdateAnswer),
    ];

    private static async ValueTask<AnswerOutput> GetAnswer(AwsCall call, GetAnswerInput input)
    {
        if (input.MilestoneNumber is not { } milestone)
        {
            var view = await call.Service<AnswerService>().GetAsync(call.Actor(), input.WorkloadId, input.LensAlias, input.QuestionId);
            return new AnswerOutput(input.WorkloadId, null, view.Lens.Alias, view.Lens.Arn, AnswerShape.Of(view.Question, view.Answer, view.Standing.Risk));
        }

        var reading = await call.ReadReviewAsync(input.WorkloadId, input.LensAlias, milestone);
        if (!reading.Lens.TryGetQuestion(input.QuestionId, out var question)
            || reading.Review.Standing.Questions.FirstOrDefault(q => q.Id == input.QuestionId) is not { } standing)
        {
            throw new Reviews.NotFoundException("QUESTION", input.QuestionId);
        }

        return new AnswerOutput(input.WorkloadId, milestone, reading.Lens.Alias, reading.Lens.Arn,
            AnswerShape.Of(question, reading.Review.Answers.GetValueOrDefault(question.Id), standing.Risk));
    }

    private static async ValueTask<ListAnswersOutput> ListAnswers(AwsCall call, ListAnswersInput input)
    {
        var reading = await call.ReadReviewAsync(input.WorkloadId, input.LensAlias, input.MilestoneNumber);
        DemandPillar(reading, input.PillarId);
        var risks = reading.Review.Standing.Questions.ToDictionary(static q => q.Id, static q => q.Risk);
        var summaries = reading.Lens.Questions
            .Where(q => input.PillarId is null || q.PillarId == input.PillarId)
            .Where(q => input.QuestionPriority != "PRIORITIZED" || reading.IsPrioritized(q.Id) == true)
            .Select(q => AnswerSummaryShape.Of(
                q, reading.Review.Answers.GetValueOrDefault(q.Id), risks.GetValueOrDefault(q.Id, Risk.Unanswered), reading.IsPrioritized(q.Id)))
            .ToList();
        var (page, next) = AwsPage.Of(
            summaries, $"answers {input.WorkloadId} {reading.Lens.Alias} {input.PillarId} {input.MilestoneNumber}", input.NextToken, input.MaxResults);
        return new ListAnswersOutput(input.WorkloadId, input.MilestoneNumber, reading.Lens.Alias, reading.Lens.Arn, page, next);
    }

    private static async ValueTask<AnswerOutput> UpdateAnswer(AwsCall call, UpdateAnswerInput input)
    {
        var view = await call.Service<AnswerService>().UpdateAsync(call.Actor(), input.WorkloadId, input.LensAlias, input.QuestionId,
            UpdateOf(input.SelectedChoices, input.ChoiceUpdates, input.Notes, input.IsApplicable, input.Reason));
        return new AnswerOutput(input.WorkloadId, null, view.Lens.Alias, view.Lens.Arn, AnswerShape.Of(view.Question, view.Answer, view.Standing.Risk));
    }

    /// <summary>A change as clients of AWS's API mean it: once a question is answered, what is not selected is not met.</summary>
    internal static AnswerUpdate UpdateOf(
        List<string>? selected, Dictionary<string, ChoiceUpdateInput>? choices, string? notes, bool? isApplicable, string? reason) => new()
    {
        SelectedChoices = selected,
        Choices = choices?.ToDictionary(static c => c.Key, static c => new ChoiceUpdate(StatusOf(c.Value.Status), c.Value.Reason, c.Value.Notes)) ?? [],
        Notes = notes,
        IsApplicable = isApplicable,
        Reason = reason,
        Complete = selected is not null || choices is not null,
    };

    /// <summary>Refuses a pillar that the lens does not have.</summary>
    internal static void DemandPillar(ReviewReading reading, string? pillarId)
    {
        if (pillarId is not null && !reading.Lens.Pillars.Any(p => p.Id == pillarId))
        {
            throw new ValidationException($"[Validation] No pillar with ID {pillarId} in lens {reading.Lens.Alias}.", ValidationReason.FieldValidationFailed,
                [new ValidationField("PillarId", $"unknown pillar {pillarId}")]);
        }
    }

    private static ChoiceStatus StatusOf(string status) => status switch
    {
        "SELECTED" => ChoiceStatus.Met,
        "NOT_APPLICABLE" => ChoiceStatus.NotApplicable,
        _ => ChoiceStatus.Unmet,
    };

    private sealed record GetAnswerInput(string WorkloadId, string LensAlias, string QuestionId, int? MilestoneNumber);

    private sealed record AnswerOutput(string WorkloadId, int? MilestoneNumber, string LensAlias, string LensArn, AnswerShape Answer);

    private sealed record ListAnswersInput(
        string WorkloadId, string LensAlias, string? PillarId, int? MilestoneNumber, string? NextToken, int? MaxResults, string? QuestionPriority);

    private sealed record ListAnswersOutput(
        string WorkloadId, int? MilestoneNumber, string LensAlias, string LensArn, IReadOnlyList<AnswerSummaryShape> AnswerSummaries, string? NextToken);

    internal sealed record ChoiceUpdateInput(string Status, string? Reason, string? Notes);

    private sealed record UpdateAnswerInput(
        string WorkloadId, string LensAlias, string QuestionId, List<string>? SelectedChoices, Dictionary<string, ChoiceUpdateInput>? ChoiceUpdates,
        string? Notes, bool? IsApplicable, string? Reason);
}
