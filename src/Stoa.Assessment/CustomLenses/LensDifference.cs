using System.Collections.Immutable;

namespace Stoa.Assessment.CustomLenses;

/// <summary>How a part of a lens differs between two versions.</summary>
public enum DifferenceStatus
{
    /// <summary>Only the later version has it.</summary>
    New,

    /// <summary>Both have it, and it is not the same.</summary>
    Updated,

    /// <summary>Only the earlier version has it.</summary>
    Deleted,
}

/// <summary>
/// What changed between two versions of a lens, as a reviewer sees it: pillars and questions that came, went or say something else. A
/// question that moved to another pillar went from the one and came to the other. Order counts among choices and rules, not among pillars
/// and questions; blanks in conditions and members that Stoa does not know do not count.
/// </summary>
/// <param name="Pillars">The pillars that differ: those of the later version in its order, then those that went.</param>
public sealed record LensDifference(ImmutableArray<PillarDifference> Pillars)
{
    /// <summary>Whether nothing changed.</summary>
    public bool IsEmpty => Pillars.IsEmpty;

    /// <summary>What changed from one version of a lens to another.</summary>
    public static LensDifference Between(CustomLens earlier, CustomLens later)
    {
        var before = Index(earlier.Pillars, static p => p.Id);
        var after = Index(later.Pillars, static p => p.Id);
        var changes = later.Pillars.Select(p => Between(before.GetValueOrDefault(p.Id), p))
            .Concat(earlier.Pillars.Where(p => !after.ContainsKey(p.Id)).Select(static p => Whole(p, DifferenceStatus.Deleted)));
        return new LensDifference([.. changes.OfType<PillarDifference>()]);
    }

    private static PillarDifference? Between(LensPillar? earlier, LensPillar later)
    {
        if (earlier is null)
        {
            return Whole(later, DifferenceStatus.New);
        }

        var before = Index(earlier.Questions, static q => q.Id);
        var after = Index(later.Questions, static q => q.Id);
        var changes = ImmutableArray.CreateBuilder<QuestionDifference>();
        foreach (var question in later.Questions)
        {
            var known = before.GetValueOrDefault(question.Id);
            if (known is null || !Same(known, question))
            {
                changes.Add(new QuestionDifference(question.Id, question.Title, known is null ? DifferenceStatus.New : DifferenceStatus.Updated));
            }
        }

        changes.AddRange(earlier.Questions.Where(q => !after.ContainsKey(q.Id)).Select(static q => new QuestionDifference(q.Id, q.Title, DifferenceStatus.Deleted)));
        return changes.Count == 0 && earlier.Name == later.Name
            ? null
            : new PillarDifference(later.Id, later.Name, DifferenceStatus.Updated, changes.ToImmutable());
    }

    private static PillarDifference Whole(LensPillar pillar, DifferenceStatus status) =>
        new(pillar.Id, pillar.Name, status, [.. pillar.Questions.Select(q => new QuestionDifference(q.Id, q.Title, status))]);

    // Of two with one id, which a hand-made lens may have, the first counts.
    private static Dictionary<string, T> Index<T>(ImmutableArray<T> parts, Func<T, string> id)
    {
        var index = new Dictionary<string, T>(parts.Length);
        foreach (var part in parts)
        {
            index.TryAdd(id(part), part);
        }

        return index;
    }

    private static bool Same(LensQuestion a, LensQuestion b) =>
        a.Title == b.Title && a.Description == b.Description && Same(a.HelpfulResource, b.HelpfulResource)
        && Same(a.Choices, b.Choices, Same) && Same(a.RiskRules, b.RiskRules, Same);

    private static bool Same(LensChoice a, LensChoice b) =>
        a.Id == b.Id && a.Title == b.Title && a.Description == b.Description
        && Same(a.HelpfulResource, b.HelpfulResource) && Same(a.ImprovementPlan, b.ImprovementPlan)
        && Same(a.AdditionalResources, b.AdditionalResources, static (x, y) => x.Type == y.Type && Same(x.Content, y.Content, Same));

    private static bool Same(RiskRule a, RiskRule b) =>
        a.Risk == b.Risk && (a.Expression?.ToString() ?? a.Condition) == (b.Expression?.ToString() ?? b.Condition);

    private static bool Same(LensLink? a, LensLink? b) => a?.DisplayText == b?.DisplayText && a?.Url == b?.Url;

    private static bool Same<T>(ImmutableArray<T> a, ImmutableArray<T> b, Func<T, T, bool> same)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (var i = 0; i < a.Length; i++)
        {
            if (!same(a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A pillar that differs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name in the later version that has it.</param>
/// <param name="Status">How it differs.</param>
/// <param name="Questions">Its questions that differ; of a pillar that came or went, all.</param>
public sealed record PillarDifference(string Id, string Name, DifferenceStatus Status, ImmutableArray<QuestionDifference> Questions);

/// <summary>A question that differs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title in the later version that has it.</param>
/// <param name="Status">How it differs.</param>
public sealed record QuestionDifference(string Id, string Title, DifferenceStatus Status);
