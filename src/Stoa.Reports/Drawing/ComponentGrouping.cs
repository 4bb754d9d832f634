using Stoa.Analysis.Topology;

namespace Stoa.Reports.Drawing;

/// <summary>
/// Decides which components of a panel share a box. What one block declares several times in one place always does; the more there
/// is, the less alike others must be: first the same neighbours, then neighbours of the same sort, then nothing but place and role.
/// </summary>
internal sealed class ComponentGrouping(WorkloadTopology topology, List<Component> components, Func<Component, int> blockOf)
{
    /// <summary>So many boxes can be read at one glance.</summary>
    private const int Readable = 24;

    /// <summary>So many can be read at all.</summary>
    private const int Most = 36;

    /// <summary>The groups, in the order of the first member of each.</summary>
    public List<List<Component>> Groups()
    {
        // Numbers: which group each component is in.
        var zones = components.SelectMany(static c => c.Placement.Zones.Concat(c.Redundancy.UnitZones.OfType<Zone>())).Distinct().Select(static (zone, index) => (zone, index))
            .ToDictionary(static p => p.zone, static p => p.index);
        var place = Number(components, c => PlaceOf(c, zones));
        var ties = components.ToDictionary(static c => c, c => Neighbours(c, static n => n));
        var alone = components.Where(c => ties[c].Length == 0).GroupBy(c => place[c]).Where(static g => g.Count() > 2).SelectMany(static g => g).ToHashSet();

        // What one block declares several times, tied to what one block declares.
        var bySource = Refine(Number(components, c => (place[c], alone.Contains(c) ? "" : SourceOf(c))), int.MaxValue);
        if (Count(bySource) <= Readable)
        {
            return Collect(bySource);
        }

        var twins = Number(components, c => (place[c], ties[c]));
        var large = twins.GroupBy(static p => p.Value).Where(static g => g.Count() > 2).Select(static g => g.Key).ToHashSet();
        var byTwins = Number(components, c => large.Contains(twins[c]) ? (twins[c], -1) : (-1, bySource[c]));
        if (Count(byTwins) <= Most)
        {
            return Collect(byTwins);
        }

        var alike = Refine(place, Most);
        return Collect(Count(alike) <= Most ? alike : Merge(alike, place));
    }

    private List<List<Component>> Collect(Dictionary<Component, int> numbers) =>
        [.. components.GroupBy(c => numbers[c]).Select(static g => g.ToList())];

    private static int Count(Dictionary<Component, int> numbers) => numbers.Values.Distinct().Count();

    private static Dictionary<Component, int> Number<TKey>(List<Component> components, Func<Component, TKey> key)
        where TKey : notnull
    {
        var keys = new Dictionary<TKey, int>();
        var numbers = new Dictionary<Component, int>(components.Count);
        foreach (var component in components)
        {
            var value = key(component);
            if (!keys.TryGetValue(value, out var number))
            {
                keys.Add(value, number = keys.Count);
            }

            numbers.Add(component, number);
        }

        return numbers;
    }

    private (int Block, Tier Tier, ComponentRole Role, string Label, string Zones, RedundancyKind Kind) PlaceOf(Component component, Dictionary<Zone, int> zones) => (
        blockOf(component), component.Tier, component.Role, ComponentLabels.Of(component),
        string.Join('|', component.Placement.Zones.Concat(component.Redundancy.UnitZones.OfType<Zone>()).Select(z => zones[z]).Distinct()),
        component.Redundancy.Kind);

    /// <summary>The block that declares it: an address without keys.</summary>
    private static string SourceOf(Component component)
    {
        var source = new System.Text.StringBuilder($"{component.Main.Unit.Path}:");
        var depth = 0;
        foreach (var letter in component.Id)
        {
            depth += letter == '[' ? 1 : 0;
            if (depth == 0)
            {
                source.Append(letter);
            }

            depth -= letter == ']' && depth > 0 ? 1 : 0;
        }

        return source.ToString();
    }

    /// <summary>What it is tied to, in which direction and how, as a text that is the same for those tied alike.</summary>
    private string Neighbours<T>(Component component, Func<Component, T> sort)
    {
        var ties = topology.From(component).SelectMany(d => d.To.Select(t => $">{d.Kind}{d.IsHard}{Name(sort(t))}"))
            .Concat(topology.To(component).Select(d => $"<{d.Kind}{d.IsHard}{Name(sort(d.From))}"));
        return string.Join(';', ties.Distinct().Order(StringComparer.Ordinal));

        static string Name(T sorted) => sorted is Component c ? c.Id : sorted!.ToString()!;
    }

    /// <summary>The coarsest groups of which every member has neighbours in the same groups.</summary>
    private Dictionary<Component, int> Refine(Dictionary<Component, int> groups, int most)
    {
        for (var count = -1; Count(groups) is var now && now > count && now <= most;)
        {
            count = now;
            var last = groups;
            groups = Number(components, c => (last[c], Neighbours(c, n => last.GetValueOrDefault(n, -1))));
        }

        return groups;
    }

    /// <summary>Puts what has one place and role into one group, those of the most groups first, until there are few enough.</summary>
    private Dictionary<Component, int> Merge(Dictionary<Component, int> groups, Dictionary<Component, int> place)
    {
        var merged = new HashSet<int>();
        var left = Count(groups);
        foreach (var (where, size) in components.GroupBy(c => place[c]).Select(g => (g.Key, Size: g.Select(c => groups[c]).Distinct().Count())).OrderByDescending(static p => p.Size))
        {
            if (left <= Most || size < 2)
            {
                break;
            }

            merged.Add(where);
            left -= size - 1;
        }

        return Number(components, c => merged.Contains(place[c]) ? (place[c], -1) : (-1, groups[c]));
    }
}
