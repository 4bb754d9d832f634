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
        var (passed, failed, open, firstFailed, firstOpen) = (0, 0, 0, -1, -1);
        for (var i = 0; i < all.Count; i++)
        {
            switch (follows(all[i]))
            {
                case true:
                    passed++;
                    break;
                case false:
                    firstFailed = failed++ == 0 ? i : firstFailed;
                    break;
                case null:
                    firstOpen = open++ == 0 ? i : firstOpen;
                    break;
            }
        }

        return new FigureEvidence
        {
            Practice = practice,
            Figure = figure,
            Severity = severity,
            Passed = passed,
            Failed = failed,
            Undecided = open,
            Note = $"{passed} of {all.Count} {what}",
            Location = all.Count == 0 ? null : place(all[failed > 0 ? firstFailed : open > 0 ? firstOpen : 0]),
        };
    }
}
