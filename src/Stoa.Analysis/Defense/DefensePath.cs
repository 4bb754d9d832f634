using Stoa.Analysis.Network;
using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Defense;

/// <summary>A step of a path.</summary>
/// <param name="Component">The component reached.</param>
/// <param name="Via">How the step before leads here; null for the entry.</param>
/// <param name="Reach">
/// Of two that stand in networks: whether the network lets the step before open a connection here, and why; null where the question
/// means nothing.
/// </param>
public sealed record PathHop(Component Component, Dependency? Via, InternetReach? Reach);

/// <summary>A way from the internet to a data store, and what stands on it.</summary>
public sealed class DefensePath
{
    /// <summary>Where it begins.</summary>
    public required EntryPoint Entry { get; init; }

    /// <summary>The names by which the same entry is known, in the order of the components; empty where it has none.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The steps, entry and store included.</summary>
    public required IReadOnlyList<PathHop> Hops { get; init; }

    /// <summary>Whether the internet reaches the first thing behind the name: true, false (chosen addresses only), null where nobody knows.</summary>
    public required InternetReach Reach { get; init; }

    /// <summary>What should have been passed first and is not: a content delivery network that the path goes around. Empty where it goes around nothing.</summary>
    public required IReadOnlyList<Component> Bypassed { get; init; }

    /// <summary>Stores of the same block that are reached in the same way and guarded in the same way; the path stands for all of them.</summary>
    public IReadOnlyList<Component> Alike { get; init; } = [];

    /// <summary>The layers from the outside in, then the strips.</summary>
    public required IReadOnlyList<LayerState> Layers { get; init; }

    /// <summary>The data store.</summary>
    public Component Store => Hops[^1].Component;

    /// <summary>The first component behind the name.</summary>
    public Component Door => Hops.FirstOrDefault(static h => h.Component.Role != ComponentRole.DnsName)?.Component ?? Entry.Component;

    /// <summary>How many of the layers that apply hold at least one control.</summary>
    public int Depth => Layers.Count(static l => l is { IsLayer: true, Present: > 0 });

    /// <summary>How many layers apply.</summary>
    public int Applicable => Layers.Count(static l => l is { IsLayer: true, Applicable: > 0 });

    /// <summary>The layers of which nothing is there.</summary>
    public IEnumerable<LayerState> EmptyLayers => Layers.Where(static l => l.IsLayer && l.IsEmpty == true);

    /// <summary>What people call it: <c>orders.example.com → orders</c>.</summary>
    public string Title => $"{(Names.Count > 0 ? Names[0] : Entry.Component.Name)} → {Store.Name}{(Alike.Count > 0 ? $" and {Alike.Count} more" : "")}";

    /// <summary>All resources on it, one after another: <c>aws_lb.web → aws_instance.web → aws_db_instance.main</c>.</summary>
    public string Spelled => string.Join(" → ", Hops.Select(static h => h.Component.Id));

    /// <summary>A control by its id.</summary>
    public Control? Control(string id)
    {
        for (var i = 0; i < Layers.Count; i++)
        {
            var controls = Layers[i].Controls;
            for (var k = 0; k < controls.Count; k++)
            {
                if (controls[k].Definition.Id == id)
                {
                    return controls[k];
                }
            }
        }

        return null;
    }

    /// <summary>The same path for one store more.</summary>
    internal DefensePath With(Component store) => new()
    {
        Entry = Entry, Names = Names, Hops = Hops, Reach = Reach, Bypassed = Bypassed, Layers = Layers, Alike = [.. Alike, store],
    };

    /// <summary>The spelled out path.</summary>
    public override string ToString() => Spelled;
}
