using Stoa.Assessment;
using Stoa.Assessment.Framework;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Store;

namespace Stoa.Server.Web.Pages.Review;

/// <summary>The words of a review.</summary>
internal static class ReviewWords
{
    /// <summary>AWS's reasons why something does not apply, with what people call them.</summary>
    public static readonly IReadOnlyList<(string Id, string Word)> Reasons =
    [
        ("OUT_OF_SCOPE", "Out of scope"),
        ("BUSINESS_PRIORITIES", "Business priorities"),
        ("ARCHITECTURE_CONSTRAINTS", "Architecture constraints"),
        ("OTHER", "Another reason"),
    ];

    /// <summary>The answers in the order of their buttons.</summary>
    public static readonly IReadOnlyList<(ChoiceStatus Status, string Word, string Short)> Answers =
    [
        (ChoiceStatus.Met, "Met", "Met"),
        (ChoiceStatus.Partly, "Partly met", "Partly"),
        (ChoiceStatus.Unmet, "Not met", "Not met"),
        (ChoiceStatus.NotApplicable, "Not applicable", "N/A"),
    ];

    /// <summary>An answer inside a sentence.</summary>
    public static string Of(ChoiceStatus status) => status switch
    {
        ChoiceStatus.Met => "met",
        ChoiceStatus.Partly => "partly met",
        ChoiceStatus.NotApplicable => "not applicable",
        _ => "not met",
    };

    /// <summary>How much is at stake.</summary>
    public static string Stake(RiskLevel level) => level switch { RiskLevel.High => "high stakes", RiskLevel.Medium => "medium stakes", _ => "low stakes" };

    /// <summary>A share in percent, with one digit behind the point where it is small; a dash for nothing.</summary>
    public static string Open(double share) => share < 0.0005 ? "–" : share < 0.0995 ? $"{100 * share:0.0} %" : $"{100 * share:0} %";

    /// <summary>What a proof says, as the state of a best practice that it alone would prove.</summary>
    public static BestPracticeState Of(Proof proof) => proof switch
    {
        { Failed: > 0, Passed: > 0 } => BestPracticeState.Partly,
        { Failed: > 0 } => BestPracticeState.Unmet,
        { Passed: > 0 } => BestPracticeState.Met,
        { Undecided: > 0 } => BestPracticeState.Undecided,
        _ => proof.Effect switch
        {
            EvidenceEffect.Supports => BestPracticeState.Met,
            EvidenceEffect.Contradicts => BestPracticeState.Unmet,
            EvidenceEffect.Undecided => BestPracticeState.Undecided,
            _ => BestPracticeState.NotApplicable,
        },
    };

    /// <summary>What a proof counted: <c>3 pass, 1 fails</c>.</summary>
    public static string Counts(Proof proof) => string.Join(", ", new[]
    {
        proof.Passed > 0 ? $"{proof.Passed} pass{(proof.Passed == 1 ? "es" : null)}" : null,
        proof.Failed > 0 ? $"{proof.Failed} fail{(proof.Failed == 1 ? "s" : null)}" : null,
        proof.Undecided > 0 ? $"{proof.Undecided} undecided" : null,
        proof.Suppressed > 0 ? $"{proof.Suppressed} suppressed" : null,
    }.Where(static part => part is not null));

    /// <summary>What the proofs of a best practice come to, in one sentence.</summary>
    public static string Sum(IReadOnlyList<Proof> proofs)
    {
        var (passed, failed, undecided) = (proofs.Sum(static p => p.Passed), proofs.Sum(static p => p.Failed), proofs.Sum(static p => p.Undecided));
        var sources = Words.Count(proofs.Count, proofs.All(static p => p.Source == "figure") ? "figure" : "check");
        return (passed, failed) switch
        {
            (0, 0) => $"{sources} cannot tell from the code.",
            (_, 0) => $"{sources}, {(passed == 1 ? "the one place they look at follows it" : $"all {passed} places follow it")}{Also(undecided)}.",
            (0, _) => $"{sources}, {(failed == 1 ? "one place does" : $"{failed} places do")} not follow it{Also(undecided)}.",
            _ => $"{sources}, {passed} of {passed + failed} places follow it{Also(undecided)}.",
        };
    }

    private static string Also(int undecided) => undecided == 0 ? "" : $"; {undecided} undecided";
}
