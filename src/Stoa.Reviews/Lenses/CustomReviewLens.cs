using Stoa.Assessment.CustomLenses;
using Stoa.Language.Diagnostics;

namespace Stoa.Reviews.Lenses;

/// <summary>Custom lenses as a review sees them.</summary>
public static class CustomReviewLens
{
    /// <summary>A published version of a custom lens.</summary>
    /// <param name="arn">The lens's ARN.</param>
    /// <param name="version">The version's name.</param>
    /// <param name="json">What was published: it was read once before, so it can be read again.</param>
    public static ReviewLens Read(string arn, string version, string json)
    {
        var lens = CustomLensReader.Read(json, LensReading.Lenient, new DiagnosticBag())
            ?? throw new InvalidException($"[Validation] The version {version} of {arn} is not a lens.");
        return new ReviewLens(arn, arn, lens.Name, lens.Description ?? "", version,
            [.. lens.Pillars.Select(static pillar => new ReviewPillar(pillar.Id, pillar.Name, [.. pillar.Questions.Select(q => Of(q, pillar.Id))]))]);
    }

    private static ReviewQuestion Of(LensQuestion question, string pillarId) => new()
    {
        Id = question.Id,
        Code = question.Id,
        PillarId = pillarId,
        Title = question.Title,
        Description = question.Description ?? "",
        HelpfulUrl = question.HelpfulResource?.Url,
        HelpfulText = question.HelpfulResource?.DisplayText,
        RiskRule = (met, notApplicable) => CustomLensRisk.Of(question, met.ToList(), notApplicable.ToList()),
        Choices =
        [
            .. question.Choices.Select(static c => new ReviewChoice
            {
                Id = c.Id,
                Title = c.Title,
                Description = c.Description ?? "",
                IsNone = c.IsNone,
                ImprovementUrl = c.ImprovementPlan?.Url,
                ImprovementText = c.ImprovementPlan?.DisplayText,
                HelpfulUrl = c.HelpfulResource?.Url,
                HelpfulText = c.HelpfulResource?.DisplayText,
            }),
        ],
    };
}
