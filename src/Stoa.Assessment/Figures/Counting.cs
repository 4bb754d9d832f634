using Stoa.Language.Text;

namespace Stoa.Assessment.Figures;

/// <summary>Makes evidence of things that each follow a best practice or not.</summary>
internal static class Counting
{
    /// <summary>Counts those that follow it, those that do not, and those of which nobody can say.</summary>
    /// <param name="figure">The verb that shows the figure.</param>
    /// <param name="practice">The best practice.</param>
    /// <param name="severity">How much it counts.</param>
    /// <param name="all">What is counted.</param>
    /// <param name="place">Where each stands.</param>
    /// <param name="follows">Whether each follows it; null where nobody can say.</param>
    /// <param name="what">How the sentence goes on after the figures.</param>
    public static FigureEvidence Of<T>(
        string figure, string practice, Severity severity, IReadOnlyList<T> all, Func<T, Location?> place, Func<T, bool?> follows, string what)
    {
        var answers = all.Select(a => (Place: place(a), Follows: follows(a))).ToList();
        var passed = answers.Count(static a => a.Follows is true);
        var failed = answers.FindIndex(static a => a.Follows is false);
        var open = answers.FindIndex(static a => a.Follows is null);
        return new FigureEvidence
        {
            Practice = practice,
            Figure = figure,
            Severity = severity,
            Passed = passed,
            Failed = answers.Count(static a => a.Follows is false),
            Undecided = answers.Count(static a => a.Follows is null),
            Note = $"{passed} of {answers.Count} {what}",
            Location = answers.Count == 0 ? null : answers[failed >= 0 ? failed : open >= 0 ? open : 0].Place,
        };
    }
}
