using Stoa.Assessment;
using Stoa.Reviews.Standing;

namespace Stoa.Reviews.Milestones;

/// <summary>Which way a best practice or question went between two snapshots.</summary>
public enum Change
{
    /// <summary>It is met to a larger share, or at less risk.</summary>
    Better,

    /// <summary>It is met to a smaller share, or at more risk.</summary>
    Worse,

    /// <summary>Only the later snapshot knows of it.</summary>
    New,

    /// <summary>Only the earlier one did.</summary>
    Gone,

    /// <summary>Its state is another one, neither better nor worse: somebody found out, or said that it does not apply.</summary>
    Other,
}

/// <summary>What changed in a workload between two snapshots: score by score, question by question, best practice by best practice.</summary>
/// <param name="Before">The earlier summary.</param>
/// <param name="After">The later summary.</param>
/// <param name="Pillars">Every pillar of every lens that either knows.</param>
/// <param name="Questions">The questions whose risk changed or of which a best practice did.</param>
public sealed record SnapshotComparison(
    StandingSummary Before, StandingSummary After, IReadOnlyList<PillarChange> Pillars, IReadOnlyList<QuestionChange> Questions)
{
    /// <summary>Compares two snapshots of one workload.</summary>
    public static SnapshotComparison Between(WorkloadSnapshot before, WorkloadSnapshot after)
    {
        var pillars = new List<PillarChange>();
        var questions = new List<QuestionChange>();
        foreach (var alias in before.Lenses.Select(static l => l.Alias).Union(after.Lenses.Select(static l => l.Alias)))
        {
            var old = before.Lens(alias);
            var now = after.Lens(alias);
            var name = (now ?? old)!.Name;
            foreach (var (a, b) in Pair(old?.Standing.Pillars, now?.Standing.Pillars, static p => p.Id))
            {
                pillars.Add(new PillarChange(alias, name, (b ?? a)!.Id, (b ?? a)!.Name, a?.Score, b?.Score, a?.Risks ?? default, b?.Risks ?? default));
            }

            foreach (var (a, b) in Pair(old?.Standing.Questions, now?.Standing.Questions, static q => q.Id))
            {
                if (Compare(alias, a, b) is { } change)
                {
                    questions.Add(change);
                }
            }
        }

        return new SnapshotComparison(before.Summary, after.Summary, pillars, questions);
    }

    private static QuestionChange? Compare(string alias, QuestionStanding? before, QuestionStanding? after)
    {
        var practices = new List<PracticeChange>();
        foreach (var (a, b) in Pair(before?.Choices, after?.Choices, static c => c.Id))
        {
            if (a is not null && b is not null && a.State == b.State && Math.Abs((a.Met ?? 0) - (b.Met ?? 0)) < 1e-9 && a.IsAtRisk == b.IsAtRisk)
            {
                continue;
            }

            var either = (b ?? a)!;
            practices.Add(new PracticeChange(
                either.Id, either.Practice, either.Title, DirectionOf(a, b), a?.State, b?.State, a?.Met, b?.Met, b?.Answer?.By, b?.Answer?.At,
                b?.Proofs.OrderByDescending(static p => p.Failed > 0).FirstOrDefault()));
        }

        if (practices.Count == 0 && before?.Risk == after?.Risk)
        {
            return null;
        }

        var question = (after ?? before)!;
        return new QuestionChange(alias, question.Id, question.Code, question.Title, before?.Risk, after?.Risk, before?.Score, after?.Score, practices);
    }

    private static Change DirectionOf(ChoiceStanding? before, ChoiceStanding? after) => (before, after) switch
    {
        (null, _) => Change.New,
        (_, null) => Change.Gone,
        ({ Met: { } a }, { Met: { } b }) when Math.Abs(a - b) > 1e-9 => b > a ? Change.Better : Change.Worse,
        ({ IsAtRisk: true }, { IsAtRisk: false }) => Change.Better,
        ({ IsAtRisk: false }, { IsAtRisk: true }) => Change.Worse,
        ({ Met: null }, { Met: 1 }) => Change.Better,
        _ => Change.Other,
    };

    private static IEnumerable<(T? Before, T? After)> Pair<T>(IEnumerable<T>? before, IEnumerable<T>? after, Func<T, string> key)
        where T : class
    {
        var old = before?.ToDictionary(key) ?? [];
        var seen = new HashSet<string>();
        foreach (var item in after ?? [])
        {
            seen.Add(key(item));
            yield return (old.GetValueOrDefault(key(item)), item);
        }

        foreach (var item in before ?? [])
        {
            if (!seen.Contains(key(item)))
            {
                yield return (item, null);
            }
        }
    }
}

/// <summary>A pillar in both snapshots; a null score means that nothing was known.</summary>
public sealed record PillarChange(
    string LensAlias, string LensName, string Id, string Name, double? ScoreBefore, double? ScoreAfter, RiskCounts RisksBefore, RiskCounts RisksAfter);

/// <summary>A question that changed; a null risk means that the snapshot does not know the question.</summary>
public sealed record QuestionChange(
    string LensAlias, string Id, string Code, string Title, Risk? RiskBefore, Risk? RiskAfter, double? ScoreBefore, double? ScoreAfter,
    IReadOnlyList<PracticeChange> Practices);

/// <summary>A best practice that changed, who said so where a person did, and the proof where a check did.</summary>
public sealed record PracticeChange(
    string ChoiceId, string? Practice, string Title, Change Change, BestPracticeState? StateBefore, BestPracticeState? StateAfter,
    double? MetBefore, double? MetAfter, string? By, DateTimeOffset? At, Evidence.Proof? Proof);
