using Stoa.Reviews;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;

namespace Stoa.Server.Web.Pages.Decisions;

/// <summary>The question because of which something was decided.</summary>
/// <param name="Code">What people call it.</param>
/// <param name="Title">The question; the code again where the lens is not at hand.</param>
/// <param name="Address">Where it is, inside the workload.</param>
internal sealed record DecisionReason(string Code, string Title, string Address)
{
    /// <summary>The question of a decision; null where it has none.</summary>
    public static DecisionReason? Of(LensCatalog lenses, DecisionRecord decision)
    {
        if (decision.QuestionId is not { } id)
        {
            return null;
        }

        var alias = decision.LensAlias ?? ReviewLens.Framework;
        var (code, title) = alias == ReviewLens.Framework && lenses.Framework.TryGetQuestion(id, out var question) ? (question.Code, question.Title) : (id, id);
        return new DecisionReason(code, title, $"review/{Uri.EscapeDataString(Ids.IdOf(alias))}/{Uri.EscapeDataString(code)}");
    }
}
