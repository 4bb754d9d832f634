using System.Collections.Immutable;

namespace Stoa.Assessment.Planning;

/// <summary>
/// Puts advice in order: the risk of the question first, then how bad a failure is and how many resources fail, then the smaller
/// effort. One piece of advice a check.
/// </summary>
public static class Planner
{
    /// <summary>The advice that follows from open failures, first things first.</summary>
    public static ImmutableArray<PlanItem> Plan(IEnumerable<Finding> findings, IEnumerable<PillarResult> pillars)
    {
        var practices = pillars
            .SelectMany(static p => p.Questions)
            .SelectMany(static q => q.BestPractices, static (question, practice) => (Question: question, Practice: practice))
            .ToDictionary(static p => p.Practice.BestPractice.Id);
        var items = new List<PlanItem>();
        foreach (var group in findings.GroupBy(static f => f.Check.Id))
        {
            var check = group.First().Check;

            // What a check of the user's own is evidence for may be in no lens at hand.
            var reasons = check.BestPractices.Where(practices.ContainsKey).Select(id => practices[id]).ToList();
            if (reasons.Count == 0)
            {
                continue;
            }

            var (question, practice) = reasons
                .OrderByDescending(static r => Urgency(r.Question.Risk))
                .ThenByDescending(static r => r.Practice.BestPractice.RiskLevel)
                .First();
            ImmutableArray<Finding> places = [.. group];
            items.Add(new PlanItem
            {
                Rank = 0,
                Check = check,
                BestPractice = practice.BestPractice.Id,
                Question = question.Question.Id,
                Risk = question.Risk,
                Findings = places,
                Resources = places.Sum(static f => f.Verdicts.Length),
            });
        }

        return
        [
            .. items
                .OrderByDescending(static i => Urgency(i.Risk))
                .ThenByDescending(static i => i.Check.Severity)
                .ThenByDescending(static i => i.Resources)
                .ThenBy(static i => i.Check.Effort)
                .ThenBy(static i => i.Check.Id, StringComparer.Ordinal)
                .Select(static (item, index) => item with { Rank = index + 1 }),
        ];
    }

    private static int Urgency(Risk risk) => risk switch { Risk.High => 2, Risk.Medium => 1, _ => 0 };
}
