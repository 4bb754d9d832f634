using Stoa.Analysis;
using Stoa.Analysis.Availability;
using Stoa.Language.Text;

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
        yield return Counting.Of(Figure, "REL10-BP01", Severity.High, journeys, Place, static j => Worst(j, FailureKind.Zone), "journeys do not end with the loss of one zone");
        yield return Counting.Of(Figure, "REL11-BP02", Severity.High, journeys, Place, static j => Worst(j, FailureKind.Unit), "journeys do not end with the loss of one machine or instance");
        if (figures.Availability.Objective is { } objective)
        {
            yield return Counting.Of(
                Figure, "REL11-BP07", Severity.High, journeys, Place, j => j.Unknown.Count > 0 && j.Estimate >= objective ? null : j.Estimate >= objective,
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

    private static Location Place(JourneyAvailability journey) => journey.Journey.Entry.Component.Main.Declaration;
}
