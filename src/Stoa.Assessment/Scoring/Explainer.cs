using System.Collections.Immutable;
using Stoa.Assessment.Framework;

namespace Stoa.Assessment.Scoring;

/// <summary>Explains questions, checks and resources of an assessment.</summary>
public static class Explainer
{
    /// <summary>Explains a question (<c>SEC08</c>), a best practice (its question), a check (its id or an alias) or a resource (its address).</summary>
    /// <returns>The explanation; null where nothing of that name is there.</returns>
    public static Explanation? Explain(string subject, WorkloadAssessment assessment, KnowledgeBase knowledge)
    {
        var question = knowledge.Lens.TryGetBestPractice(subject.ToUpperInvariant(), out var practice) ? practice.QuestionId : subject.ToUpperInvariant();
        foreach (var pillar in assessment.Pillars)
        {
            foreach (var result in pillar.Questions)
            {
                if (result.Question.Id == question)
                {
                    return OfQuestion(pillar, result);
                }
            }
        }

        if (knowledge.Checks.Named(subject).FirstOrDefault() is { } check)
        {
            return new Explanation.OfCheck(
                check,
                knowledge.Page(check.Id),
                [
                    .. assessment.Pillars.SelectMany(static p => p.Questions).SelectMany(static q => q.BestPractices)
                        .Where(p => check.BestPractices.Contains(p.BestPractice.Id)),
                ],
                [.. assessment.AllVerdicts.Value.Where(v => v.Check.Id == check.Id)]);
        }

        ImmutableArray<Verdict> verdicts = [.. assessment.AllVerdicts.Value.Where(v => v.Resource?.Address == subject)];
        return verdicts.IsEmpty ? null : new Explanation.OfResource(subject, verdicts);
    }

    /// <summary>The names that <see cref="Explain"/> understands, to suggest one where a name is mistyped.</summary>
    public static IEnumerable<string> Subjects(WorkloadAssessment assessment, KnowledgeBase knowledge) =>
        knowledge.Lens.Questions.Select(static q => q.Id)
            .Concat(knowledge.Checks.Definitions.Select(static d => d.Check.Id))
            .Concat(assessment.AllVerdicts.Value.Select(static v => v.Address).Where(static a => a.Length > 0).Distinct());

    private static Explanation.OfQuestion OfQuestion(PillarResult pillar, QuestionResult result)
    {
        ImmutableArray<ScoreTerm> terms =
            [.. result.BestPractices.Select(static p => new ScoreTerm(p, Weights.Of(p.BestPractice.RiskLevel), p.Met))];
        return new Explanation.OfQuestion(
            pillar,
            result,
            terms,
            terms.Sum(static t => t.Product ?? 0),
            terms.Where(static t => t.Met is not null).Sum(static t => t.Weight),
            terms.Count(static t => t.Met is not null),
            terms.Count(static t => t.Practice.State != BestPracticeState.NotApplicable),
            RiskReason(result));
    }

    private static string RiskReason(QuestionResult result)
    {
        var level = result.Risk == Risk.High ? RiskLevel.High : RiskLevel.Medium;
        var open = result.BestPractices.Count(static p => p.State is BestPracticeState.Unknown or BestPracticeState.Undecided);
        return result.Risk switch
        {
            Risk.High or Risk.Medium =>
                $"{string.Join(", ", AtRisk(result, level))} {(AtRisk(result, level).Count() == 1 ? "is" : "are")} not followed everywhere, and {(level == RiskLevel.High ? "HIGH" : "MEDIUM")} is the highest level among what is not",
            Risk.Unanswered => $"Nothing of level HIGH or MEDIUM is known to be unmet, but {open} of {result.BestPractices.Length} best practices are not known",
            Risk.NotApplicable => "None of its best practices applies",
            _ => "Every applicable best practice is known, and none of level HIGH or MEDIUM is unmet",
        };
    }

    private static IEnumerable<string> AtRisk(QuestionResult result, RiskLevel level) =>
        result.BestPractices.Where(p => p.IsAtRisk && p.BestPractice.RiskLevel == level).Select(static p => p.BestPractice.Id);
}
