using Stoa.Assessment;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>AWS's ChoiceContent.</summary>
internal sealed record ContentShape(string? DisplayText, string? Url)
{
    public static ContentShape? Of(string? text, string? url) => text is null && url is null ? null : new(text, url);
}

/// <summary>AWS's Choice.</summary>
internal sealed record ChoiceShape(string ChoiceId, string Title, string? Description, ContentShape? HelpfulResource, ContentShape? ImprovementPlan)
{
    public static IReadOnlyList<ChoiceShape> Of(ReviewQuestion question) => [.. question.Choices.Select(static c => new ChoiceShape(
        c.Id, c.Title, c.Description.Length == 0 ? null : c.Description, ContentShape.Of(c.HelpfulText, c.HelpfulUrl), ContentShape.Of(c.ImprovementText, c.ImprovementUrl)))];
}

/// <summary>AWS's ChoiceAnswer, and ChoiceAnswerSummary where it has no notes.</summary>
internal sealed record ChoiceAnswerShape(string ChoiceId, string Status, string? Reason, string? Notes)
{
    /// <summary>What people say of a question's choices, in the lens's order.</summary>
    public static IReadOnlyList<ChoiceAnswerShape> Of(ReviewQuestion question, AnswerRecord? answer, bool notes) =>
    [
        .. from choice in question.Choices
           let said = answer?.AnswerTo(choice.Id)
           where said is not null
           select new ChoiceAnswerShape(choice.Id, StatusOf(said.Status), said.Reason ?? "NONE", notes ? said.Notes : null),
    ];

    /// <summary>The ids of the choices that are selected.</summary>
    public static IReadOnlyList<string> Selected(ReviewQuestion question, AnswerRecord? answer) =>
        [.. question.Choices.Where(c => answer?.Choices.GetValueOrDefault(c.Id)?.Status == ChoiceStatus.Met).Select(static c => c.Id)];

    private static string StatusOf(ChoiceStatus? status) => status switch
    {
        ChoiceStatus.Met => "SELECTED",
        ChoiceStatus.NotApplicable => "NOT_APPLICABLE",
        _ => "UNSELECTED",
    };
}

/// <summary>AWS's Answer.</summary>
internal sealed record AnswerShape(
    string QuestionId, string PillarId, string QuestionTitle, string? QuestionDescription, string? ImprovementPlanUrl, string? HelpfulResourceUrl,
    string? HelpfulResourceDisplayText, IReadOnlyList<ChoiceShape> Choices, IReadOnlyList<string> SelectedChoices,
    IReadOnlyList<ChoiceAnswerShape> ChoiceAnswers, bool IsApplicable, Risk Risk, string? Notes, string? Reason)
{
    public static AnswerShape Of(ReviewQuestion question, AnswerRecord? answer, Risk risk) => new(
        question.Id, question.PillarId, question.Title, question.Description.Length == 0 ? null : question.Description, null, question.HelpfulUrl,
        question.HelpfulText, ChoiceShape.Of(question), ChoiceAnswerShape.Selected(question, answer), ChoiceAnswerShape.Of(question, answer, notes: true),
        answer?.IsApplicable ?? true, risk, answer?.Notes, answer?.Reason ?? "NONE");
}

/// <summary>AWS's AnswerSummary.</summary>
internal sealed record AnswerSummaryShape(
    string QuestionId, string PillarId, string QuestionTitle, IReadOnlyList<ChoiceShape> Choices, IReadOnlyList<string> SelectedChoices,
    IReadOnlyList<ChoiceAnswerShape> ChoiceAnswerSummaries, bool IsApplicable, Risk Risk, string? Reason, string? QuestionType)
{
    public static AnswerSummaryShape Of(ReviewQuestion question, AnswerRecord? answer, Risk risk, bool? prioritized) => new(
        question.Id, question.PillarId, question.Title, ChoiceShape.Of(question), ChoiceAnswerShape.Selected(question, answer),
        ChoiceAnswerShape.Of(question, answer, notes: false), answer?.IsApplicable ?? true, risk, answer?.Reason ?? "NONE",
        prioritized is { } first ? first ? "PRIORITIZED" : "NON_PRIORITIZED" : null);
}
