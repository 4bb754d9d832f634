using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Reviews.Answers;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Store;
using Stoa.Reviews.Templates;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A new template.</summary>
/// <param name="Name">3 to 100 characters, unique in its account.</param>
/// <param name="Description">3 to 250 characters.</param>
/// <param name="Lenses">Its lenses, by alias or ARN.</param>
/// <param name="Notes">Up to 2,084 characters; left out: none.</param>
/// <param name="Tags">Tags; left out: none.</param>
public sealed record TemplateInput(
    string Name, string Description, IReadOnlyList<string> Lenses, string? Notes = null, IReadOnlyDictionary<string, string>? Tags = null);

/// <summary>A template's id.</summary>
public sealed record TemplateKey(string Arn);

/// <summary>A template's part about one lens, question by question.</summary>
/// <param name="Alias">The lens.</param>
/// <param name="Version">The version of it that the template keeps to.</param>
/// <param name="Status">Whether that is its newest.</param>
/// <param name="Notes">Notes on the whole; left out: none.</param>
/// <param name="PillarNotes">Notes by pillar id.</param>
/// <param name="Questions">The questions with their answers.</param>
public sealed record TemplateLensText(
    string Alias, string Version, LensStatus Status, string? Notes, IReadOnlyDictionary<string, string> PillarNotes, IReadOnlyList<TemplateQuestion> Questions);

/// <summary>A question with a template's answer.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answer">The answer; left out: the template says nothing of it.</param>
public sealed record TemplateQuestion(QuestionText Question, TemplateAnswer? Answer);

/// <summary>Notes of a template on a lens; members that are left out stay as they are, empty ones are removed.</summary>
public sealed record TemplateNotes(string? Notes = null, IReadOnlyDictionary<string, string>? PillarNotes = null);

/// <summary>Review templates.</summary>
internal static class TemplatesApi
{
    /// <summary>Adds the operations.</summary>
    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup("/templates").WithTags("Review templates");
        templates.MapGet("", ListAsync).WithName("listTemplates").WithSummary("The templates that you may use, by name");
        templates.MapPost("", CreateAsync).WithName("createTemplate").WithSummary("Write a template");
        templates.MapGet("/{arn}", GetAsync).WithName("getTemplate").WithSummary("A template");
        templates.MapPatch("/{arn}", UpdateAsync).WithName("updateTemplate").WithSummary("Change a template and its lenses");
        templates.MapDelete("/{arn}", DeleteAsync).WithName("deleteTemplate").WithSummary("Delete a template; workloads keep what it gave them");
        templates.MapGet("/{arn}/lenses/{alias}", LensAsync).WithName("getTemplateLens").WithSummary("What a template says of each question of a lens");
        templates.MapPatch("/{arn}/lenses/{alias}", NotesAsync).WithName("updateTemplateLens").WithSummary("Change a template's notes on a lens");
        templates.MapPost("/{arn}/lenses/{alias}/upgrade", UpgradeAsync).WithName("upgradeTemplateLens").WithSummary("Move a template to the newest version of a lens");
        templates.MapPatch("/{arn}/lenses/{alias}/questions/{questionId}", AnswerAsync).WithName("updateTemplateAnswer").WithSummary("Change a template's answer to a question");
    }

    private static async Task<Ok<IReadOnlyList<TemplateView>>> ListAsync(HttpContext http, TemplateService templates) =>
        TypedResults.Ok(await templates.ListAsync(http.User.Actor()));

    private static async Task<Created<TemplateKey>> CreateAsync(HttpContext http, TemplateInput template, TemplateService templates)
    {
        Demand(template.Name, template.Description, template.Notes);
        var arn = await templates.CreateAsync(
            http.User.Actor(), template.Name, template.Description, template.Lenses, template.Notes, template.Tags,
            idempotency: http.Idempotency("createTemplate", template));
        return TypedResults.Created($"/api/v1/templates/{RequestParts.Escape(arn)}", new TemplateKey(arn));
    }

    private static async Task<Ok<TemplateView>> GetAsync(HttpContext http, string arn, TemplateService templates) =>
        TypedResults.Ok(await templates.GetAsync(http.User.Actor(), arn.Unescape()));

    private static async Task<Ok<TemplateView>> UpdateAsync(HttpContext http, string arn, TemplateUpdate update, TemplateService templates)
    {
        Demand(update.Name, update.Description, update.Notes);
        return TypedResults.Ok(await templates.UpdateAsync(http.User.Actor(), arn.Unescape(), update));
    }

    private static async Task<NoContent> DeleteAsync(HttpContext http, string arn, TemplateService templates)
    {
        await templates.DeleteAsync(http.User.Actor(), arn.Unescape());
        return TypedResults.NoContent();
    }

    private static async Task<Ok<TemplateLensText>> LensAsync(HttpContext http, string arn, string alias, TemplateService templates) =>
        TypedResults.Ok(Text(await templates.LensAsync(http.User.Actor(), arn.Unescape(), alias.Unescape())));

    private static async Task<Ok<TemplateLensText>> NotesAsync(HttpContext http, string arn, string alias, TemplateNotes notes, TemplateService templates)
    {
        Demand(null, null, notes.Notes);
        return TypedResults.Ok(Text(await templates.UpdateLensAsync(http.User.Actor(), arn.Unescape(), alias.Unescape(), notes.Notes, notes.PillarNotes)));
    }

    private static async Task<NoContent> UpgradeAsync(HttpContext http, string arn, string alias, TemplateService templates)
    {
        await templates.UpgradeLensAsync(http.User.Actor(), arn.Unescape(), alias.Unescape());
        return TypedResults.NoContent();
    }

    private static async Task<Ok<TemplateLensText>> AnswerAsync(
        HttpContext http, string arn, string alias, string questionId, AnswerUpdate update, TemplateService templates) =>
        TypedResults.Ok(Text(await templates.UpdateAnswerAsync(http.User.Actor(), arn.Unescape(), alias.Unescape(), questionId, update)));

    private static TemplateLensText Text(TemplateLensView view) => new(
        view.Lens.Alias, view.Part.LensVersion, view.Status, view.Part.Notes, view.Part.PillarNotes,
        [.. view.Lens.Questions.Select(q => new TemplateQuestion(LensesApi.Text(q), view.Part.Answers.GetValueOrDefault(q.Id)))]);

    private static void Demand(string? name, string? description, string? notes)
    {
        RequestParts.Demand("name", name, 3, 100);
        RequestParts.Demand("description", description, 3, 250);
        RequestParts.Demand("notes", notes, 0, 2084);
    }
}
