namespace Stoa.Assessment.CustomLenses;

/// <summary>
/// What an answer to a question of a custom lens means. The first rule whose condition holds decides. A choice marked not applicable
/// counts as selected there: what does not concern a workload is no lack of it. Where no rule holds and none is the default, the risk is
/// high, and so it is from a rule on that cannot be read: what is not understood is not taken for safe.
/// </summary>
public static class CustomLensRisk
{
    /// <summary>The risk of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="selected">The ids of the choices selected, "None of these" among them. Ids that are no choices of it are passed over.</param>
    /// <param name="notApplicableChoices">The ids of the choices marked not applicable; of "None of these" the mark means nothing.</param>
    /// <returns>
    /// <see cref="Risk.Unanswered"/> where nothing is selected (marks alone are no answer), else high, medium or none. That the question as
    /// a whole does not apply is for the caller to say.
    /// </returns>
    public static Risk Of(LensQuestion question, IReadOnlyCollection<string> selected, IReadOnlyCollection<string> notApplicableChoices) =>
        IsAnswered(question, selected) ? DecidingRule(question, selected, notApplicableChoices)?.Risk ?? Risk.High : Risk.Unanswered;

    /// <summary>The rule that decides: the first that holds. Null where nothing is selected, none holds, or one before it cannot be read.</summary>
    public static RiskRule? DecidingRule(LensQuestion question, IReadOnlyCollection<string> selected, IReadOnlyCollection<string> notApplicableChoices)
    {
        if (!IsAnswered(question, selected))
        {
            return null;
        }

        var counted = new HashSet<string>(selected);
        counted.UnionWith(notApplicableChoices.Where(id => question.Choice(id) is { IsNone: false }));
        foreach (var rule in question.RiskRules)
        {
            if (rule.Expression is null || rule.Expression.Evaluate(counted))
            {
                return rule.Expression is null ? null : rule;
            }
        }

        return null;
    }

    private static bool IsAnswered(LensQuestion question, IReadOnlyCollection<string> selected) => selected.Any(id => question.Choice(id) is not null);
}
