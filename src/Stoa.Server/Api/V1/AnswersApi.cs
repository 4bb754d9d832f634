using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A question with its answer and what follows from it.</summary>
/// <param name="Question">The question as its lens has it.</param>
/// <param name="Answer">What people say; left out where nobody has said anything.</param>
/// <param name="Standing">What follows.</param>
public sealed record QuestionView(QuestionText Question, AnswerRecord? Answer, QuestionStanding Standing);

/// <summary>A question as its lens has it.</summary>
public sealed record QuestionText(string Id, string Code, string PillarId, string Title, string Description, IReadOnlyList<ReviewChoice> Choices);

/// <summary>Answers.</summary>
internal static class AnswersApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapAnswers(this IEndpointRouteBuilder api)
    {
        var answers = api.MapGroup("/workloads/{id}/lenses/{alias}").WithTags("Answers");
        answers.MapGet("/questions/{questionId}", GetAsync).WithName("getAnswer").WithSummary("A question with its answer, evidence and risk");
        answers.MapPatch("/questions/{questionId}", UpdateAsync).WithName("updateAnswer")
            .WithSummary("Answer a question, or some of its best practices; with expectedVersion nothing that somebody else said meanwhile is overwritten");
    }

    private static async Task<Ok<QuestionView>> GetAsync(HttpContext http, string id, string alias, string questionId, AnswerService answers) =>
        TypedResults.Ok(View(await answers.GetAsync(http.User.Actor(), id, alias.Unescape(), questionId)));

    private static async Task<Ok<QuestionView>> UpdateAsync(
        HttpContext http, string id, string alias, string questionId, AnswerUpdate update, AnswerService answers) =>
        TypedResults.Ok(View(await answers.UpdateAsync(http.User.Actor(), id, alias.Unescape(), questionId, update)));

    private static QuestionView View(AnswerView view) => new(LensesApi.Text(view.Question), view.Answer, view.Standing);
}
