using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Availability;

/// <summary>How available a workload is, journey by journey.</summary>
public sealed record AvailabilityAnalysis
{
    /// <summary>How the event of a zone begins of which nobody knows which it is.</summary>
    public const string UnknownZone = "zone that nobody knows";

    /// <summary>The journeys, in the topology's order.</summary>
    public required IReadOnlyList<JourneyAvailability> Journeys { get; init; }

    /// <summary>
    /// What fails when one component fails whole, for every component of a journey, the widest first: the share of journeys is its
    /// blast radius.
    /// </summary>
    public required IReadOnlyList<BlastRadius> BlastRadii { get; init; }

    /// <summary>The assumptions that the estimates use, by id.</summary>
    public required IReadOnlyList<Assumption> Assumptions { get; init; }

    /// <summary>The share of time in which the workload must serve, 0 to 1; null where nobody asked for one.</summary>
    public required double? Objective { get; init; }

    /// <summary>Names in <c>assumptions</c> of stoa.yaml that mean nothing here.</summary>
    public required IReadOnlyList<string> UnknownOverrides { get; init; }
}

/// <summary>What the loss of a component takes with it.</summary>
/// <param name="Component">The component.</param>
/// <param name="Journeys">The journeys that fail without it.</param>
/// <param name="Share">Their share of all journeys, 0 to 1.</param>
public sealed record BlastRadius(Component Component, IReadOnlyList<Journey> Journeys, double Share);
