using Stoa.Assessment.CustomLenses;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Lenses;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>ListLenses, GetLens, ImportLens, ExportLens, CreateLensVersion, GetLensVersionDifference, DeleteLens.</summary>
internal static class LensOperations
{
    // Whom AWS's own service names as the owner of its lenses.
    private const string Publisher = "Amazon Web Services";

    public static IEnumerable<AwsOperation> All =>
    [
        AwsOperation.Handle<ListLensesInput, ListLensesOutput>(ListLenses),
        AwsOperation.Handle<GetLensInput, GetLensOutput>(GetLens),
        AwsOperation.Handle<ImportLensInput, ImportLensOutput>(ImportLens),
        AwsOperation.Handle<GetLensInput, ExportLensOutput>(ExportLens),
        AwsOperation.Handle<CreateLensVersionInput, CreateLensVersionOutput>(CreateLensVersion),
        AwsOperation.Handle<DifferenceInput, DifferenceOutput>(GetLensVersionDifference),
        AwsOperation.Handle<DeleteLensInput>(DeleteLens),
    ];

    private static async ValueTask<ListLensesOutput> ListLenses(AwsCall call, ListLensesInput input)
    {
        var all = await call.Service<LensService>().ListAsync(call.Actor(), input.LensStatus ?? LensState.All, input.LensType, input.LensName);
        var (page, next) = AwsPage.Of(all, $"lenses {input.LensType} {input.LensStatus} {input.LensName}", input.NextToken, input.MaxResults);
        return new ListLensesOutput([.. page.Select(LensSummaryShape.Of)], next);
    }

    private static async ValueTask<GetLensOutput> GetLens(AwsCall call, GetLensInput input)
    {
        var lens = await call.Service<LensService>().GetAsync(call.Actor(), input.LensAlias, input.LensVersion);
        return new GetLensOutput(new LensShape(
            lens.Arn, lens.Version, lens.Name, Some(lens.Description), lens.AccountId ?? Publisher, lens.ShareInvitationId, lens.Tags));
    }

    private static async ValueTask<ImportLensOutput> ImportLens(AwsCall call, ImportLensInput input)
    {
        var import = await call.Service<LensService>().ImportAsync(
            call.Actor(), input.LensAlias, input.JSONString, input.Tags, LensReading.Strict, call.Region, call.Idempotency());
        return new ImportLensOutput(import.Arn, "COMPLETE");
    }

    private static async ValueTask<ExportLensOutput> ExportLens(AwsCall call, GetLensInput input) =>
        new(await call.Service<LensService>().ExportAsync(call.Actor(), input.LensAlias, input.LensVersion));

    private static async ValueTask<CreateLensVersionOutput> CreateLensVersion(AwsCall call, CreateLensVersionInput input) => new(
        input.LensAlias,
        await call.Service<LensService>().PublishAsync(call.Actor(), input.LensAlias, input.LensVersion, input.IsMajorVersion ?? false, call.Idempotency()));

    private static async ValueTask<DifferenceOutput> GetLensVersionDifference(AwsCall call, DifferenceInput input)
    {
        var changes = await call.Service<LensService>().CompareAsync(call.Actor(), input.LensAlias, input.BaseLensVersion, input.TargetLensVersion);
        return new DifferenceOutput(changes.Alias, changes.Arn, changes.Base, changes.Target, changes.Latest, new DifferencesShape(
        [
            .. changes.Pillars.Select(static p => new PillarDifferenceShape(
                p.Id, p.Name, p.Status, [.. p.Questions.Select(static q => new QuestionDifferenceShape(q.Id, q.Title, q.Status))])),
        ]));
    }

    private static async ValueTask DeleteLens(AwsCall call, DeleteLensInput input) =>
        await call.Service<LensService>().DeleteAsync(call.Actor(), input.LensAlias, input.LensStatus, call.Idempotency());

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private sealed record ListLensesInput(string? NextToken, int? MaxResults, LensOrigin? LensType, LensState? LensStatus, string? LensName);

    private sealed record ListLensesOutput(IReadOnlyList<LensSummaryShape> LensSummaries, string? NextToken);

    private sealed record LensSummaryShape(
        string LensArn, string LensAlias, string LensName, LensOrigin LensType, string? Description, DateTimeOffset? CreatedAt, DateTimeOffset? UpdatedAt,
        string LensVersion, string? Owner, LensStatus LensStatus)
    {
        public static LensSummaryShape Of(LensView lens) => new(
            lens.Arn, lens.Alias, lens.Name, lens.Origin, Some(lens.Description), lens.CreatedAt, lens.UpdatedAt, lens.Version, lens.AccountId, LensStatus.Current);
    }

    private sealed record GetLensInput(string LensAlias, string? LensVersion);

    private sealed record GetLensOutput(LensShape Lens);

    private sealed record LensShape(
        string LensArn, string LensVersion, string Name, string? Description, string Owner, string? ShareInvitationId, IReadOnlyDictionary<string, string> Tags);

    private sealed record ImportLensInput(string? LensAlias, string JSONString, Dictionary<string, string>? Tags);

    private sealed record ImportLensOutput(string LensArn, string Status);

    private sealed record ExportLensOutput(string LensJSON);

    private sealed record CreateLensVersionInput(string LensAlias, string LensVersion, bool? IsMajorVersion);

    private sealed record CreateLensVersionOutput(string LensArn, string LensVersion);

    private sealed record DifferenceInput(string LensAlias, string? BaseLensVersion, string? TargetLensVersion);

    private sealed record DifferenceOutput(
        string LensAlias, string LensArn, string BaseLensVersion, string TargetLensVersion, string? LatestLensVersion, DifferencesShape VersionDifferences);

    private sealed record DifferencesShape(IReadOnlyList<PillarDifferenceShape> PillarDifferences);

    private sealed record PillarDifferenceShape(
        string PillarId, string PillarName, DifferenceStatus DifferenceStatus, IReadOnlyList<QuestionDifferenceShape> QuestionDifferences);

    private sealed record QuestionDifferenceShape(string QuestionId, string QuestionTitle, DifferenceStatus DifferenceStatus);

    private sealed record DeleteLensInput(string LensAlias, LensState LensStatus);
}
