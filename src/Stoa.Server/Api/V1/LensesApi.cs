using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Stoa.Assessment.CustomLenses;
using Stoa.Reviews.Lenses;
using Stoa.Server.Access;

namespace Stoa.Server.Api.V1;

/// <summary>A lens with everything that it asks.</summary>
/// <param name="Alias"><c>wellarchitected</c>; of a custom lens its ARN.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Version">The version.</param>
/// <param name="Pillars">Its pillars in order.</param>
public sealed record LensText(string Alias, string Arn, string Name, string Description, string Version, IReadOnlyList<PillarText> Pillars);

/// <summary>A pillar with its questions.</summary>
public sealed record PillarText(string Id, string Name, IReadOnlyList<QuestionText> Questions);

/// <summary>What an import of a lens would say.</summary>
/// <param name="IsLens">Whether it could be imported.</param>
/// <param name="Faults">What is wrong, and where.</param>
public sealed record LensCheck(bool IsLens, IReadOnlyList<LensFault> Faults);

/// <summary>A draft that is to be published.</summary>
/// <param name="Version">What the version is called, up to 32 characters.</param>
/// <param name="IsMajor">Whether reviews move to it only when somebody says so; otherwise those against the same major version move at once.</param>
public sealed record LensPublication(string Version, bool IsMajor = false);

/// <summary>A published version.</summary>
public sealed record LensVersionKey(string Arn, string Version);

/// <summary>Lenses: the framework, and those that people write.</summary>
internal static class LensesApi
{
    // AWS allows half a megabyte; what is longer is refused with the reason, and not read to its end.
    private const int Longest = 1024 * 1024;

    /// <summary>Adds the operations.</summary>
    public static void MapLenses(this IEndpointRouteBuilder api)
    {
        var lenses = api.MapGroup("/lenses").WithTags("Lenses");
        lenses.MapGet("", ListAsync).WithName("listLenses").WithSummary("The lenses that you may use, the framework first");
        lenses.MapPost("", ImportAsync).WithName("importLens").WithSummary("Import a lens, in AWS's format, as a draft; lenient reading says what it passed over").WithMetadata(new DocumentBody("application/json"));
        lenses.MapPost("/check", CheckAsync).WithName("checkLens").WithSummary("Say what an import of a lens would say, and keep nothing").WithMetadata(new DocumentBody("application/json"));
        lenses.MapGet("/{alias}", GetAsync).WithName("getLens").WithSummary("A lens");
        lenses.MapGet("/{alias}/questions", QuestionsAsync).WithName("getLensQuestions").WithSummary("Everything that a lens asks: pillars, questions, best practices");
        lenses.MapPut("/{alias}/draft", DraftAsync).WithName("importDraft").WithSummary("Import a lens as the draft of one that there is").WithMetadata(new DocumentBody("application/json"));
        lenses.MapPost("/{alias}/versions", PublishAsync).WithName("publishLens").WithSummary("Publish a lens's draft as a version");
        lenses.MapGet("/{alias}/difference", CompareAsync).WithName("compareLensVersions").WithSummary("What changed between two versions of a lens");
        lenses.MapGet("/{alias}/export", ExportAsync).WithName("exportLens").WithSummary("A lens as JSON that can be imported again").Produces<object>(StatusCodes.Status200OK, "application/json");
        lenses.MapDelete("/{alias}", DeleteAsync).WithName("deleteLens").WithSummary("Delete a lens or its draft; reviews against it stay readable");
    }

    /// <summary>A question as the API shows it.</summary>
    public static QuestionText Text(ReviewQuestion question) => new(question.Id, question.Code, question.PillarId, question.Title, question.Description, question.Choices);

    private static async Task<Ok<IReadOnlyList<LensView>>> ListAsync(
        HttpContext http, LensService lenses, [Description("all, draft or published")] string? state = null,
        [Description("awsOfficial, customShared or customSelf; left out: all")] string? origin = null, string? name = null) =>
        TypedResults.Ok(await lenses.ListAsync(
            http.User.Actor(), RequestParts.Value("state", state, LensState.All), RequestParts.Value<LensOrigin>("origin", origin), name));

    private static async Task<Ok<LensView>> GetAsync(HttpContext http, string alias, LensService lenses, string? version = null) =>
        TypedResults.Ok(await lenses.GetAsync(http.User.Actor(), alias.Unescape(), version));

    private static async Task<Ok<LensText>> QuestionsAsync(HttpContext http, string alias, LensService lenses, string? version = null)
    {
        var lens = await lenses.QuestionsAsync(http.User.Actor(), alias.Unescape(), version);
        return TypedResults.Ok(new LensText(lens.Alias, lens.Arn, lens.Name, lens.Description, lens.Version,
            [.. lens.Pillars.Select(static p => new PillarText(p.Id, p.Name, [.. p.Questions.Select(Text)]))]));
    }

    private static async Task<Created<LensImport>> ImportAsync(
        HttpContext http, LensService lenses, [Description("strict refuses what AWS refuses; lenient reads it as far as it can be understood")] string? reading = null,
        string region = "us-east-1")
    {
        var json = await JsonAsync(http);
        var import = await lenses.ImportAsync(
            http.User.Actor(), null, json, null, RequestParts.Value("reading", reading, LensReading.Strict), region, http.Idempotency("importLens", new { json, reading, region }));
        return TypedResults.Created($"/api/v1/lenses/{RequestParts.Escape(import.Arn)}", import);
    }

    private static async Task<Ok<LensImport>> DraftAsync(
        HttpContext http, string alias, LensService lenses, [Description("strict refuses what AWS refuses; lenient reads it as far as it can be understood")] string? reading = null) =>
        TypedResults.Ok(await lenses.ImportAsync(http.User.Actor(), alias.Unescape(), await JsonAsync(http), null, RequestParts.Value("reading", reading, LensReading.Strict)));

    private static async Task<Ok<LensCheck>> CheckAsync(
        HttpContext http, [Description("strict refuses what AWS refuses; lenient reads it as far as it can be understood")] string? reading = null)
    {
        var (lens, faults) = LensService.Check(await JsonAsync(http), RequestParts.Value("reading", reading, LensReading.Strict));
        return TypedResults.Ok(new LensCheck(lens is not null, faults));
    }

    private static async Task<Created<LensVersionKey>> PublishAsync(HttpContext http, string alias, LensPublication publication, LensService lenses)
    {
        RequestParts.Demand("version", publication.Version, 1, 32);
        var arn = alias.Unescape();
        var version = await lenses.PublishAsync(
            http.User.Actor(), arn, publication.Version, publication.IsMajor, http.Idempotency("publishLens", new { arn, publication }));
        return TypedResults.Created($"/api/v1/lenses/{RequestParts.Escape(arn)}?version={RequestParts.Escape(version)}", new LensVersionKey(arn, version));
    }

    private static async Task<Ok<LensChanges>> CompareAsync(HttpContext http, string alias, LensService lenses, string? from = null, string? to = null) =>
        TypedResults.Ok(await lenses.CompareAsync(http.User.Actor(), alias.Unescape(), from, to));

    private static async Task<FileContentHttpResult> ExportAsync(HttpContext http, string alias, LensService lenses, string? version = null) => TypedResults.File(
        Encoding.UTF8.GetBytes(await lenses.ExportAsync(http.User.Actor(), alias.Unescape(), version)), "application/json", "lens.json");

    private static async Task<NoContent> DeleteAsync(HttpContext http, string alias, LensService lenses, [Description("all, draft or published")] string? state = null)
    {
        await lenses.DeleteAsync(http.User.Actor(), alias.Unescape(), RequestParts.Value("state", state, LensState.All));
        return TypedResults.NoContent();
    }

    private static async Task<string> JsonAsync(HttpContext http) => Encoding.UTF8.GetString(await RequestBody.ReadAsync(http, Longest));
}
