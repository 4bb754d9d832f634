using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Availability;

/// <summary>Works out how available a workload is.</summary>
public static class AvailabilityAnalyzer
{
    /// <summary>The availability of every journey.</summary>
    public static AvailabilityAnalysis Analyze(WorkloadFigures figures)
    {
        var levels = new ServiceLevels(figures.Facts);
        var rates = new FailureRates(figures.Facts, figures.Settings.Assumptions);
        List<JourneyAvailability> journeys = rates.IsEmpty ? [] : [.. figures.Topology.Journeys.Select(j => new JourneyAvailability(j, ServiceFloor.Of(j, levels), AvailabilityModel.Of(j, levels, rates)))];
        var used = journeys.SelectMany(static j => j.Events.Values).Select(static e => e.Assumption.Id).ToHashSet();
        if (journeys.Exists(static j => j.Events.Values.Any(static e => e.Kind == FailureKind.Service)))
        {
            used.Add("outage-hours");
        }

        if (journeys.Exists(static j => j.Events.Values.Any(static e => e.Kind == FailureKind.CommonCause)))
        {
            used.Add("common-cause");
        }

        return new AvailabilityAnalysis
        {
            Journeys = journeys,
            BlastRadii = BlastRadii(journeys),
            Assumptions = [.. rates.Ids.Where(used.Contains).Select(id => rates[id])],
            Objective = figures.Settings.Availability,
            UnknownOverrides = [.. figures.Settings.Assumptions.Keys.Except(rates.Ids).Order(StringComparer.Ordinal)],
        };
    }

    private static List<BlastRadius> BlastRadii(List<JourneyAvailability> journeys)
    {
        var failing = new Dictionary<Component, List<Journey>>();
        var order = new List<Component>();
        foreach (var journey in journeys)
        {
            foreach (var component in journey.Journey.Components)
            {
                if (!failing.TryGetValue(component, out var without))
                {
                    failing.Add(component, without = []);
                    order.Add(component);
                }

                if (journey.FailsWithout(component))
                {
                    without.Add(journey.Journey);
                }
            }
        }

        return [.. order.Select(c => new BlastRadius(c, failing[c], (double)failing[c].Count / journeys.Count)).OrderByDescending(static r => r.Share)];
    }
}
