using Stoa.Analysis.FaultTrees;
using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Availability;

/// <summary>How available a journey is: what is promised, what its design makes of it, and how far that may be wrong.</summary>
public sealed class JourneyAvailability
{
    private readonly AvailabilityModel model;

    internal JourneyAvailability(Journey journey, ServiceFloor floor, AvailabilityModel model)
    {
        this.model = model;
        Journey = journey;
        Floor = floor;
        Diagram = BinaryDecisionDiagram.Of(model.Tree);
        Unavailability = Diagram.Probability.Value;
        Frequency = Diagram.Frequency();
        SinglePoints = [.. model.Tree.Events.Where(e => model.Tree.Evaluate([e.Name])).Select(e => model.Events[e.Name])];
    }

    /// <summary>Minutes in a year of 365.25 days.</summary>
    public const double MinutesAYear = 525_960;

    /// <summary>The journey.</summary>
    public Journey Journey { get; }

    /// <summary>The contractual floor.</summary>
    public ServiceFloor Floor { get; }

    /// <summary>The design estimate: the share of time in which the journey fails, 0 to 1, exact for the model's assumptions.</summary>
    public double Unavailability { get; }

    /// <summary>The design estimate: the share of time in which the journey serves, 0 to 1.</summary>
    public double Estimate => 1 - Unavailability;

    /// <summary>
    /// How far <see cref="Unavailability"/> may be wrong because its assumptions are: the distribution of a seeded simulation over their
    /// error factors; null where there is nothing to vary.
    /// </summary>
    public ProbabilityDistribution? Interval => field ??= Diagram.Simulate();

    /// <summary>The smallest sets of failures that take the journey down together, up to three at once, the smallest first.</summary>
    public MinimalCutSets CutSets => field ??= Diagram.MinimalCutSets(new CutSetOptions { MaximumOrder = 3, MaximumCount = 1_000 });

    /// <summary>How long it fails in a year on average, in minutes.</summary>
    public double DowntimeMinutes => Unavailability * MinutesAYear;

    /// <summary>How often it fails, and from that its mean times; null where nothing of it can fail.</summary>
    public FailureFrequency? Frequency { get; }

    /// <summary>The failures that one alone take the journey down: minimal cut sets of order one, in the order of the model.</summary>
    public IReadOnlyList<FailureEvent> SinglePoints { get; }

    /// <summary>The single points that the owner could build away: a machine, a zone.</summary>
    public IEnumerable<FailureEvent> OwnSinglePoints => SinglePoints.Where(static p => p.IsOwners && !p.IsUncertain);

    /// <summary>Those that are single points only if what stands in places that nobody knows stands in one of them.</summary>
    public IEnumerable<FailureEvent> PossibleSinglePoints => SinglePoints.Where(static p => p.IsUncertain);

    /// <summary>The fault tree: its top event is that the journey fails.</summary>
    public FaultTree Tree => model.Tree;

    /// <summary>Its decision diagram.</summary>
    public BinaryDecisionDiagram Diagram { get; }

    /// <summary>What each basic event stands for, by its name.</summary>
    public IReadOnlyDictionary<string, FailureEvent> Events => model.Events;

    /// <summary>What was taken for granted of this journey, a sentence each without full stop.</summary>
    public IReadOnlyList<string> Notes => model.Notes;

    /// <summary>Components that the estimate leaves out because nothing is known of them.</summary>
    public IReadOnlyList<Component> Unknown => model.Unknown;

    /// <summary>How much each event matters, the one that contributes most first.</summary>
    public IReadOnlyList<EventImportance> Importances => field ??= [.. Diagram.Importances().OrderByDescending(static i => i.Criticality).ThenBy(static i => i.Event.Name, StringComparer.Ordinal)];

    /// <summary>Whether the journey fails when all that is a component's own fails.</summary>
    public bool FailsWithout(Component component) => model.Tree.Evaluate(model.Events.Values.Where(e => e.Component == component).Select(static e => e.Event.Name));
}
