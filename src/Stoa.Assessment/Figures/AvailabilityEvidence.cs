using Stoa.Analysis;
using Stoa.Analysis.Availability;

namespace Stoa.Assessment.Figures;

/// <summary>What the availability of journeys proves.</summary>
internal static class AvailabilityEvidence
{
    private const string Figure = "availability";

    /// <summary>Spread over zones, no single unit, and the promise kept where one is asked for.</summary>
    public static IEnumerable<FigureEvidence> Of(WorkloadFigures figures)
    {
        var journeys = figures.Availability.Journeys;
        if (journeys.Count == 0)
        {
            yield break;
        }

        // A zone that nobody knows may be the same as another or not: whether it is a single point is then undecided.
        yield return Counted("REL10-BP01", Severity.High, journeys, static j => Worst(j, FailureKind.Zone), "journeys do not end with the loss of one zone");
        yield return Counted("REL11-BP02", Severity.High, journeys, static j => Worst(j, FailureKind.Unit), "journeys do not end with the loss of one machine or instance");
        if (figures.Availability.Objective is { } objective)
        {
            yield return Counted(
                "REL11-BP07", Severity.High, journeys, j => j.Unknown.Count > 0 && j.Estimate >= objective ? null : j.Estimate >= objective,
                $"journeys are estimated to reach the availability that is asked for, {objective:P3}");
        }
    }

    private static bool? Worst(JourneyAvailability journey, FailureKind kind)
    {
        bool? best = true;
        foreach (var point in journey.SinglePoints.Where(p => p.Kind == kind))
        {
            best = point.IsUncertain && best is not false ? null : false;
        }

        return best;
    }

    private static FigureEvidence Counted(
        string practice, Severity severity, IReadOnlyList<JourneyAvailability> journeys, Func<JourneyAvailability, bool?> follows, string what)
    {
        var answers = journeys.Select(j => (Journey: j, Follows: follows(j))).ToList();
        var first = answers.Find(static a => a.Follows is false).Journey ?? answers.Find(static a => a.Follows is null).Journey ?? answers[0].Journey;
        return new FigureEvidence
        {
            Practice = practice,
            Figure = Figure,
            Severity = severity,
            Passed = answers.Count(static a => a.Follows is true),
            Failed = answers.Count(static a => a.Follows is false),
            Undecided = answers.Count(static a => a.Follows is null),
            Note = $"{answers.Count(static a => a.Follows is true)} of {answers.Count} {what}",
            Location = first.Journey.Entry.Component.Main.Declaration,
        };
    }
}
