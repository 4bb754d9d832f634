using Stoa.Reviews.Evidence;
using Stoa.Reviews.Improvements;
using Stoa.Reviews.Milestones;

namespace Stoa.Server.Web.Pages;

/// <summary>One thing to do first.</summary>
/// <param name="Subject">The best practice that it is about.</param>
/// <param name="Title">What to do: a check's own words where one fails, else the best practice's.</param>
/// <param name="Effort"><c>low</c>, <c>medium</c> or <c>high</c>; null where nothing says.</param>
/// <param name="Resources">How many resources fail; 0 where a person says that the practice is not followed.</param>
/// <param name="IsPlanned">Whether an improvement is about it.</param>
public sealed record FirstThing(ImprovementSubject Subject, string Title, string? Effort, int Resources, bool IsPlanned);

/// <summary>What to do first: what the newest run advises and is still at risk, then what people say is not followed.</summary>
internal static class DoFirst
{
    /// <summary>The things to do, the most urgent first; of each best practice one.</summary>
    public static IReadOnlyList<FirstThing> Of(WorkloadSnapshot snapshot, IReadOnlyList<RunAdvice> advice)
    {
        var subjects = ImprovementService.SubjectsOf(snapshot).Where(static s => s.IsAtRisk).ToList();
        var planned = snapshot.Improvements.Select(static i => (i.LensAlias, i.ChoiceId)).ToHashSet();
        var byPractice = subjects.Where(static s => s.Practice is not null).ToDictionary(static s => s.Practice!);
        var things = new List<FirstThing>();
        var taken = new HashSet<string>();
        foreach (var item in advice.OrderBy(static a => a.Rank))
        {
            if (byPractice.TryGetValue(item.BestPractice, out var subject) && taken.Add(subject.ChoiceId))
            {
                things.Add(new FirstThing(subject, item.Title, item.Effort.Length == 0 ? null : item.Effort, item.Resources, IsPlanned(subject)));
            }
        }

        things.AddRange(subjects.Where(s => !taken.Contains(s.ChoiceId)).Select(s => new FirstThing(s, s.Title, null, 0, IsPlanned(s))));
        // The order of the advice stands within a level of risk.
        return [.. things.OrderByDescending(static t => t.Subject.Level).ThenByDescending(static t => t.Resources > 0)];

        bool IsPlanned(ImprovementSubject subject) => planned.Contains((subject.LensAlias, subject.ChoiceId));
    }
}
