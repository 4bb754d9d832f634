using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Availability;

/// <summary>
/// The contractual floor of a journey: the product of the service levels of all that it cannot do without. It is a promise of credits,
/// not a forecast; it mixes requests with periods of time, and takes what fails together for independent.
/// </summary>
/// <param name="Share">The product, 0 to 1, over <see cref="Factors"/>.</param>
/// <param name="Factors">The components with a promise, in the order of the journey.</param>
/// <param name="Unpromised">Those for which no promise is known: the floor says nothing about them.</param>
public sealed record ServiceFloor(double Share, IReadOnlyList<ServiceFactor> Factors, IReadOnlyList<Component> Unpromised)
{
    /// <summary>The floor of a journey.</summary>
    internal static ServiceFloor Of(Journey journey, ServiceLevels levels)
    {
        var (needed, _) = Needed(journey, journey.Entry.Component, [], levels);
        var factors = new List<ServiceFactor>();
        var unpromised = new List<Component>();
        foreach (var component in journey.Components.Where(needed.Contains))
        {
            if (levels.Of(component) is { } level)
            {
                factors.Add(new ServiceFactor(component, level));
            }
            else
            {
                unpromised.Add(component);
            }
        }

        return new ServiceFloor(factors.Aggregate(1.0, static (product, factor) => product * factor.Level.Share), factors, unpromised);
    }

    /// <summary>Everything a component needs; of alternatives the one with the best promise, since one is enough.</summary>
    private static (HashSet<Component> Needed, double Share) Needed(Journey journey, Component component, HashSet<Component> above, ServiceLevels levels)
    {
        var needed = new HashSet<Component> { component };
        if (!above.Add(component))
        {
            return (needed, 1);
        }

        foreach (var dependency in journey.From(component))
        {
            // Machines below containers are under the same agreement as the containers.
            if (dependency.IsHard && dependency.Kind != DependencyKind.RunsOn)
            {
                needed.UnionWith(dependency.To.Select(to => Needed(journey, to, above, levels)).MaxBy(static n => n.Share).Needed);
            }
        }

        above.Remove(component);
        return (needed, needed.Aggregate(1.0, (product, c) => product * (levels.Of(c)?.Share ?? 1)));
    }
}

/// <summary>One factor of a floor.</summary>
/// <param name="Component">What the promise is for.</param>
/// <param name="Level">The promise.</param>
public sealed record ServiceFactor(Component Component, ServiceLevel Level);
