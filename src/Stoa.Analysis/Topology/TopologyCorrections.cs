using Stoa.Language.Text;

namespace Stoa.Analysis.Topology;

/// <summary>What people say of a workload's structure that its code cannot show, or shows wrongly. Read from <c>stoa.yaml</c>.</summary>
public sealed record TopologyCorrections
{
    /// <summary>Nobody said anything.</summary>
    public static readonly TopologyCorrections None = new();

    /// <summary>Dependencies to add, to weaken or to remove, in the order written.</summary>
    public IReadOnlyList<DependencyCorrection> Dependencies { get; init; } = [];

    /// <summary>How many units of a component its load needs, by the component's address.</summary>
    public IReadOnlyDictionary<string, int> UnitsNeeded { get; init; } = new Dictionary<string, int>();

    /// <summary>Names of journeys, by the address of the entry, or <c>ADDRESS ROUTE</c> where it has several routes.</summary>
    public IReadOnlyDictionary<string, string> JourneyNames { get; init; } = new Dictionary<string, string>();
}

/// <summary>What a dependency is according to a person.</summary>
public enum DependencyStrength
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>There is one, without which the caller serves on.</summary>
    Soft,

    /// <summary>There is one, without which the caller fails.</summary>
    Hard,
}

/// <summary>One correction.</summary>
/// <param name="From">The address of who needs.</param>
/// <param name="To">The address of what it needs.</param>
/// <param name="Strength">What it is.</param>
/// <param name="Location">Where it is written.</param>
public sealed record DependencyCorrection(string From, string To, DependencyStrength Strength, Location Location);
