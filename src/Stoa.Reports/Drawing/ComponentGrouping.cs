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

    private Dictionary<Component, List<(int Tie, Component Other)>> ties = [];

    /// <summary>The groups, in the order of the first member of each.</summary>
    public List<List<Component>> Groups()
    {
        // Numbers: which group each component is in.
        var zones = components.SelectMany(static c => c.Placement.Zones.Concat(c.Redundancy.UnitZones.OfType<Zone>())).Distinct().Select(static (zone, index) => (zone, index))
            .ToDictionary(static p => p.zone, static p => p.index);
        var place = Number(components, c => PlaceOf(c, zones));
        ties = components.ToDictionary(static c => c, TiesOf);
        var alone = components.Where(c => ties[c].Count == 0).GroupBy(c => place[c]).Where(static g => g.Count() > 2).SelectMany(static g => g).ToHashSet();

        // What one block declares several times, tied to what one block declares.
        var bySource = Refine(Number(components, c => (place[c], alone.Contains(c) ? "" : SourceOf(c))), int.MaxValue);
        if (Count(bySource) <= Readable)
        {
            return Collect(bySource);
        }

        var ids = components.SelectMany(c => ties[c].Select(static t => t.Other)).Distinct().Select(static (c, i) => (c, i)).ToDictionary(static p => p.c, static p => p.i);
        var twins = Number(components, c => new Sort(place[c], Neighbours(ties[c], n => ids[n])));
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

    /// <summary>What it is tied to, in which direction and how: the same list for those tied alike.</summary>
    private static long[] Neighbours(List<(int Tie, Component Other)> ties, Func<Component, int> sort)
    {
        var codes = new long[ties.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = ((long)sort(ties[i].Other) << 8) | (long)ties[i].Tie;
        }

        Array.Sort(codes);
        var kept = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            if (i == 0 || codes[i] != codes[i - 1])
            {
                codes[kept++] = codes[i];
            }
        }

        return codes[..kept];
    }

    private List<(int Tie, Component Other)> TiesOf(Component component)
    {
        var found = new List<(int, Component)>();
        foreach (var dependency in topology.From(component))
        {
            found.AddRange(dependency.To.Select(t => (Code(dependency), t)));
        }

        found.AddRange(topology.To(component).Select(static d => (Code(d) | 1, d.From)));
        return found;

        static int Code(Dependency dependency) => ((int)dependency.Kind << 2) | (dependency.IsHard ? 2 : 0);
    }

    /// <summary>The coarsest groups of which every member has neighbours in the same groups.</summary>
    private Dictionary<Component, int> Refine(Dictionary<Component, int> groups, int most)
    {
        for (var count = -1; Count(groups) is var now && now > count && now <= most;)
        {
            count = now;
            var last = groups;
            groups = Number(components, c => new Sort(last[c], Neighbours(ties[c], n => last.GetValueOrDefault(n, -1))));
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

    private readonly struct Sort(int group, long[] neighbours) : IEquatable<Sort>
    {
        private readonly int group = group;
        private readonly long[] neighbours = neighbours;

        public bool Equals(Sort other) => group == other.group && neighbours.AsSpan().SequenceEqual(other.neighbours);

        public override bool Equals(object? obj) => obj is Sort other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(group);
            foreach (var neighbour in neighbours)
            {
                hash.Add(neighbour);
            }

            return hash.ToHashCode();
        }
    }
}
