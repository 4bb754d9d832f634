namespace Stoa.Analysis.Performance;

/// <summary>What people say of the work that a workload does, which no code shows.</summary>
public sealed record PerformanceSettings
{
    /// <summary>Nobody said anything.</summary>
    public static readonly PerformanceSettings None = new();

    /// <summary>The work of components of which nothing else is said.</summary>
    public WorkProfile Profile { get; init; } = WorkProfile.Unknown;

    /// <summary>The work of single components, by their addresses.</summary>
    public IReadOnlyDictionary<string, WorkProfile> Components { get; init; } = new Dictionary<string, WorkProfile>();

    /// <summary>How the data of single stores are used, by their addresses.</summary>
    public IReadOnlyDictionary<string, DataProfile> Stores { get; init; } = new Dictionary<string, DataProfile>();
}

/// <summary>The work of a component.</summary>
/// <param name="Traffic">How requests come: <c>steady</c>, <c>spiky</c> or <c>scheduled</c>; null where nobody said.</param>
/// <param name="Seconds">How long the longest request or job takes, in seconds; null where nobody said.</param>
/// <param name="State">Whether it keeps something between two requests: <c>stateless</c> or <c>stateful</c>; null where nobody said.</param>
public sealed record WorkProfile(string? Traffic, double? Seconds, string? State)
{
    /// <summary>Nobody said anything.</summary>
    public static readonly WorkProfile Unknown = new(null, null, null);

    /// <summary>This, and where it says nothing the other.</summary>
    public WorkProfile Or(WorkProfile other) => new(Traffic ?? other.Traffic, Seconds ?? other.Seconds, State ?? other.State);
}

/// <summary>How the data of a store are used.</summary>
/// <param name="Pattern">The pattern, one of database-fit.yaml: <c>relational</c>, <c>key-value</c>; null where nobody said.</param>
/// <param name="Reads">Whether the same data are read again and again: <c>repeated</c> or <c>unique</c>; null where nobody said.</param>
public sealed record DataProfile(string? Pattern, string? Reads);
