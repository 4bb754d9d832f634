using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;
using Stoa.Reviews.Templates;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>
/// CreateReviewTemplate, GetReviewTemplate, ListReviewTemplates, UpdateReviewTemplate, DeleteReviewTemplate, and of one lens of a template
/// Get…, Update… and Upgrade…LensReview, List…Answers, Get…Answer and Update…Answer.
/// </summary>
internal static class TemplateOperations
{
    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<CreateTemplateInput, TemplateArnOutput>(CreateReviewTemplate),
        AwsOperation.Handle<TemplateInput, TemplateOutput>(GetReviewTemplate),
        AwsOperation.Handle<PageInput, ListTemplatesOutput>(ListReviewTemplates),
        AwsOperation.Handle<UpdateTemplateInput, TemplateOutput>(UpdateReviewTemplate),
        AwsOperation.Handle<TemplateInput>(DeleteReviewTemplate),
        AwsOperation.Handle<TemplateLensInput, TemplateLensOutput>(GetReviewTemplateLensReview),
        AwsOperation.Handle<UpdateTemplateLensInput, TemplateLensOutput>(UpdateReviewTemplateLensReview),
        AwsOperation.Handle<UpgradeTemplateLensInput>(UpgradeReviewTemplateLensReview),
        AwsOperation.Handle<ListAnswersInput, ListAnswersOutput>(ListReviewTemplateAnswers),
        AwsOperation.Handle<AnswerInput, AnswerOutput>(GetReviewTemplateAnswer),
        AwsOperation.Handle<UpdateAnswerInput, AnswerOutput>(UpdateReviewTemplateAnswer),
    ];

    private static async ValueTask<TemplateArnOutput> CreateReviewTemplate(AwsCall call, CreateTemplateInput input) => new(
        await call.Service<TemplateService>().CreateAsync(
            call.Actor(), input.TemplateName, input.Description, input.Lenses, input.Notes, input.Tags, call.Region, call.Idempotency()));

    private static async ValueTask<TemplateOutput> GetReviewTemplate(AwsCall call, TemplateInput input) =>
        new(TemplateShape.Of(await call.Service<TemplateService>().GetAsync(call.Actor(), input.TemplateArn)));

    private static async ValueTask<ListTemplatesOutput> ListReviewTemplates(AwsCall call, PageInput input)
    {
        var (page, next) = AwsPage.Of(await call.Service<TemplateService>().ListAsync(call.Actor()), "templates", input.NextToken, input.MaxResults);
        return new ListTemplatesOutput(
            [
                .. page.Select(static v => new TemplateSummaryShape(
                    v.Template.Description, [.. v.Template.Lenses.Keys], v.Template.AccountId, v.Template.UpdatedAt, v.Template.Arn, v.Template.Name,
                    TemplateShape.StatusOf(v))),
            ],
            next);
    }

    private static async ValueTask<TemplateOutput> UpdateReviewTemplate(AwsCall call, UpdateTemplateInput input) => new(TemplateShape.Of(
        await call.Service<TemplateService>().UpdateAsync(call.Actor(), input.TemplateArn, new TemplateUpdate
        {
            Name = input.TemplateName,
            Description = input.Description,
            Notes = input.Notes,
            Add = input.LensesToAssociate ?? [],
            Remove = input.LensesToDisassociate ?? [],
        })));

    private static async ValueTask DeleteReviewTemplate(AwsCall call, TemplateInput input) =>
        await call.Service<TemplateService>().DeleteAsync(call.Actor(), input.TemplateArn, call.Idempotency());

    private static async ValueTask<TemplateLensOutput> GetReviewTemplateLensReview(AwsCall call, TemplateLensInput input) => new(
        input.TemplateArn, TemplateLensShape.Of(await call.Service<TemplateService>().LensAsync(call.Actor(), input.TemplateArn, input.LensAlias)));

    private static async ValueTask<TemplateLensOutput> UpdateReviewTemplateLensReview(AwsCall call, UpdateTemplateLensInput input) => new(
        input.TemplateArn,
        TemplateLensShape.Of(await call.Service<TemplateService>().UpdateLensAsync(
            call.Actor(), input.TemplateArn, input.LensAlias, input.LensNotes, input.PillarNotes)));

    private static async ValueTask UpgradeReviewTemplateLensReview(AwsCall call, UpgradeTemplateLensInput input) =>
        await call.Service<TemplateService>().UpgradeLensAsync(
            call.Actor(), input.TemplateArn, input.LensAlias,
            Idempotency.Of(nameof(UpgradeReviewTemplateLensReview), input.ClientRequestToken, new { input.TemplateArn, input.LensAlias }));

    private static async ValueTask<ListAnswersOutput> ListReviewTemplateAnswers(AwsCall call, ListAnswersInput input)
    {
        var view = await call.Service<TemplateService>().LensAsync(call.Actor(), input.TemplateArn, input.LensAlias);
        if (input.PillarId is { } pillar && !view.Lens.Pillars.Any(p => p.Id == pillar))
        {
            throw ValidationException.ForField("PillarId", $"No pillar with ID {pillar} in lens {view.Lens.Alias}.");
        }

        var summaries = view.Lens.Questions
            .Where(q => input.PillarId is null || q.PillarId == input.PillarId)
            .Select(q =>
            {
                var answer = view.Answer(q.Id);
                return new AnswerSummary(
                    q.Id, q.PillarId, q.Title, ChoiceShape.Of(q), ChoiceAnswerShape.Selected(q, answer), ChoiceAnswerShape.Of(q, answer, notes: false),
                    answer?.IsApplicable ?? true, StatusOf(view, q.Id), answer?.Reason ?? "NONE");
            })
            .ToList();
        var (page, next) = AwsPage.Of(summaries, $"template answers {input.TemplateArn} {view.Lens.Alias} {input.PillarId}", input.NextToken, input.MaxResults);
        return new ListAnswersOutput(input.TemplateArn, view.Lens.Alias, page, next);
    }

    private static async ValueTask<AnswerOutput> GetReviewTemplateAnswer(AwsCall call, AnswerInput input) =>
        Answer(await call.Service<TemplateService>().LensAsync(call.Actor(), input.TemplateArn, input.LensAlias), input.QuestionId);

    private static async ValueTask<AnswerOutput> UpdateReviewTemplateAnswer(AwsCall call, UpdateAnswerInput input) => Answer(
        await call.Service<TemplateService>().UpdateAnswerAsync(
            call.Actor(), input.TemplateArn, input.LensAlias, input.QuestionId,
            AnswerOperations.UpdateOf(input.SelectedChoices, input.ChoiceUpdates, input.Notes, input.IsApplicable, input.Reason)),
        input.QuestionId);

    private static AnswerOutput Answer(TemplateLensView view, string questionId)
    {
        if (!view.Lens.TryGetQuestion(questionId, out var question))
        {
            throw new Reviews.NotFoundException("QUESTION", questionId);
        }

        var answer = view.Answer(questionId);
        return new AnswerOutput(view.Template.Arn, view.Lens.Alias, new TemplateAnswerShape(
            question.Id, question.PillarId, question.Title, question.Description.Length == 0 ? null : question.Description, question.HelpfulUrl,
            question.HelpfulText, ChoiceShape.Of(question), ChoiceAnswerShape.Selected(question, answer), ChoiceAnswerShape.Of(question, answer, notes: true),
            answer?.IsApplicable ?? true, StatusOf(view, question.Id), answer?.Notes, answer?.Reason ?? "NONE"));
    }

    private static string StatusOf(TemplateLensView view, string questionId) => view.IsAnswered(questionId) ? "ANSWERED" : "UNANSWERED";

    private static Dictionary<string, int> Counts(int answered, int unanswered) => new() { ["UNANSWERED"] = unanswered, ["ANSWERED"] = answered };

    private sealed record CreateTemplateInput(
        string TemplateName, string Description, List<string> Lenses, string? Notes, Dictionary<string, string>? Tags);

    private sealed record TemplateArnOutput(string TemplateArn);

    private sealed record TemplateInput(string TemplateArn);

    private sealed record TemplateOutput(TemplateShape ReviewTemplate);

    private sealed record PageInput(string? NextToken, int? MaxResults);

    private sealed record ListTemplatesOutput(IReadOnlyList<TemplateSummaryShape> ReviewTemplates, string? NextToken);

    private sealed record TemplateSummaryShape(
        string Description, IReadOnlyList<string> Lenses, string Owner, DateTimeOffset UpdatedAt, string TemplateArn, string TemplateName, string UpdateStatus);

    private sealed record TemplateShape(
        string Description, IReadOnlyList<string> Lenses, string? Notes, IReadOnlyDictionary<string, int> QuestionCounts, string Owner, DateTimeOffset UpdatedAt,
        string TemplateArn, string TemplateName, IReadOnlyDictionary<string, string> Tags, string UpdateStatus, string? ShareInvitationId)
    {
        public static TemplateShape Of(TemplateView view) => new(
            view.Template.Description, [.. view.Template.Lenses.Keys], view.Template.Notes, Counts(view.Answered, view.Unanswered), view.Template.AccountId,
            view.Template.UpdatedAt, view.Template.Arn, view.Template.Name, view.ShareInvitationId is null ? view.Template.Tags : [], StatusOf(view),
            view.ShareInvitationId);

        public static string StatusOf(TemplateView view) => view.IsCurrent ? "CURRENT" : "LENS_NOT_CURRENT";
    }

    private sealed record UpdateTemplateInput(
        string TemplateArn, string? TemplateName, string? Description, string? Notes, List<string>? LensesToAssociate, List<string>? LensesToDisassociate);

    private sealed record TemplateLensInput(string TemplateArn, string LensAlias);

    private sealed record TemplateLensOutput(string TemplateArn, TemplateLensShape LensReview);

    private sealed record TemplateLensShape(
        string LensAlias, string LensArn, string LensVersion, string LensName, LensStatus LensStatus, IReadOnlyList<PillarShape> PillarReviewSummaries,
        DateTimeOffset UpdatedAt, string? Notes, IReadOnlyDictionary<string, int> QuestionCounts)
    {
        public static TemplateLensShape Of(TemplateLensView view) => new(
            view.Lens.Alias, view.Lens.Arn, view.Part.LensVersion, view.Lens.Name, view.Status,
            [.. view.Lens.Pillars.Select(p => new PillarShape(p.Id, p.Name, view.Part.PillarNotes.GetValueOrDefault(p.Id), CountsOf(view, p.Questions)))],
            view.Template.UpdatedAt, view.Part.Notes, CountsOf(view, view.Lens.Questions));

        private static Dictionary<string, int> CountsOf(TemplateLensView view, IEnumerable<ReviewQuestion> questions)
        {
            var answers = questions.CountBy(q => view.IsAnswered(q.Id)).ToDictionary();
            return Counts(answers.GetValueOrDefault(true), answers.GetValueOrDefault(false));
        }
    }

    private sealed record PillarShape(string PillarId, string PillarName, string? Notes, IReadOnlyDictionary<string, int> QuestionCounts);

    private sealed record UpdateTemplateLensInput(string TemplateArn, string LensAlias, string? LensNotes, Dictionary<string, string>? PillarNotes);

    private sealed record UpgradeTemplateLensInput(string TemplateArn, string LensAlias, string? ClientRequestToken);

    private sealed record ListAnswersInput(string TemplateArn, string LensAlias, string? PillarId, string? NextToken, int? MaxResults);

    private sealed record ListAnswersOutput(string TemplateArn, string LensAlias, IReadOnlyList<AnswerSummary> AnswerSummaries, string? NextToken);

    private sealed record AnswerSummary(
        string QuestionId, string PillarId, string QuestionTitle, IReadOnlyList<ChoiceShape> Choices, IReadOnlyList<string> SelectedChoices,
        IReadOnlyList<ChoiceAnswerShape> ChoiceAnswerSummaries, bool IsApplicable, string AnswerStatus, string? Reason);

    private sealed record AnswerInput(string TemplateArn, string LensAlias, string QuestionId);

    private sealed record AnswerOutput(string TemplateArn, string LensAlias, TemplateAnswerShape Answer);

    private sealed record TemplateAnswerShape(
        string QuestionId, string PillarId, string QuestionTitle, string? QuestionDescription, string? HelpfulResourceUrl, string? HelpfulResourceDisplayText,
        IReadOnlyList<ChoiceShape> Choices, IReadOnlyList<string> SelectedChoices, IReadOnlyList<ChoiceAnswerShape> ChoiceAnswers, bool IsApplicable,
        string AnswerStatus, string? Notes, string? Reason);

    private sealed record UpdateAnswerInput(
        string TemplateArn, string LensAlias, string QuestionId, List<string>? SelectedChoices,
        Dictionary<string, AnswerOperations.ChoiceUpdateInput>? ChoiceUpdates, string? Notes, bool? IsApplicable, string? Reason);
}
