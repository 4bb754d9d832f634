using Stoa.Analysis.Network;

namespace Stoa.Analysis.Topology;

/// <summary>What can set a workload to work.</summary>
public enum EntryKind
{
    /// <summary>Anybody on the internet.</summary>
    Internet,

    /// <summary>The clock.</summary>
    Schedule,

    /// <summary>A message that waits in a queue, topic or stream.</summary>
    Message,

    /// <summary>Something that happened in the cloud (an object was stored, a service reported an event).</summary>
    Event,
}

/// <summary>A component at which work comes in.</summary>
/// <param name="Component">The component.</param>
/// <param name="Kind">What sets it to work.</param>
/// <param name="IsCertain">False where nobody knows whether the internet can reach it.</param>
/// <param name="Reach">Of what the internet reaches: how; null for others.</param>
/// <param name="IsBehindAnother">
/// Whether another entry leads here too: a load balancer behind a content delivery network that the internet can also reach directly.
/// </param>
public sealed record EntryPoint(Component Component, EntryKind Kind, bool IsCertain, InternetReach? Reach, bool IsBehindAnother);

/// <summary>
/// A path of a user, or of a piece of work, from where it comes in to all that it needs before it is answered. What is left in a queue
/// for later begins a journey of its own.
/// </summary>
public sealed class Journey
{
    /// <summary>What people call it: from the workload's file, else the entry and the route.</summary>
    public required string Name { get; init; }

    /// <summary>Where it begins.</summary>
    public required EntryPoint Entry { get; init; }

    /// <summary>All components on it, in the order in which a request meets them, the entry's first.</summary>
    public required IReadOnlyList<Component> Components { get; init; }

    /// <summary>The dependencies that it uses, in the same order.</summary>
    public required IReadOnlyList<Dependency> Dependencies { get; init; }

    /// <summary>The data stores on it.</summary>
    public IEnumerable<Component> DataStores => Components.Where(static c => c.KeepsData);

    /// <summary>The dependencies of a component that this journey uses.</summary>
    public IEnumerable<Dependency> From(Component component) => Dependencies.Where(d => d.From == component);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
