using Stoa.Analysis.Topology;
using Stoa.Assessment;
using Stoa.Workloads;

namespace Stoa.Reports.Drawing;

/// <summary>Decides what of a reviewed workload a picture shows: which components stand alone, which in a group, and where.</summary>
public static class PictureBuilder
{
    /// <summary>The picture of a review.</summary>
    public static Picture Of(ReviewRun run)
    {
        var topology = run.Figures.Topology;
        var badges = new BadgeBook(run.Assessment);
        var connected = Connected(topology);
        var sources = new PictureSources(
            topology, badges, topology.Entries.ToLookup(static e => e.Component), run.Figures.Defense.Paths.ToLookup(static p => p.Store), OnlyRegion(run));
        var panels = new List<(PicturePanel Panel, List<Component> Drawn)>();
        var idle = new List<Component>();
        foreach (var part in Parts(topology, connected))
        {
            // What nothing is tied to is drawn in its zone all the same, where it has one.
            var drawn = part.Where(c => connected.Contains(c) || (c.Placement.Scope == Scope.Zonal && PanelBuilder.IsInNetwork(c) && c.Role != ComponentRole.Volume)).ToList();
            idle.AddRange(part.Except(drawn));
            if (drawn.Count > 0)
            {
                panels.Add((new PanelBuilder(sources, drawn).Build(), drawn));
            }
        }

        // Among other panels, one of a single box says no more than the box.
        if (panels.Count > 1)
        {
            idle.AddRange(panels.Where(static p => p.Panel.Nodes.Count == 1).SelectMany(static p => p.Drawn));
            panels.RemoveAll(static p => p.Panel.Nodes.Count == 1);
        }

        var units = topology.Components.Select(static c => c.Main.Unit).Distinct().Count();
        return new Picture
        {
            Title = run.Assessment.Workload.Name,
            Subtitle = Subtitle(run),
            Panels = [.. panels.Select(p => units == 1 ? p.Panel with { Title = null } : p.Panel)],
            Idle = IdleNodes(idle, badges, units > 1),
            Notes = Notes(run, badges, panels.SelectMany(static p => p.Drawn).Select(static c => c.Network)),
        };
    }

    /// <summary>The region of what does not say its own.</summary>
    private static string OnlyRegion(ReviewRun run) => run.Assessment.Workload.Regions is [var only] ? only : "Region not stated";

    private static string Subtitle(ReviewRun run)
    {
        var info = run.Assessment.Workload;
        var words = new List<string>();
        if (info.Environment is { Length: > 0 } environment)
        {
            words.Add(environment);
        }

        if (info.Regions.Length > 0)
        {
            words.Add(info.Regions.Length > 4 ? $"{info.Regions.Length} regions" : string.Join(", ", info.Regions));
        }

        words.Add(Names.Count(run.Assessment.Summary.Resources, "resource"));
        return string.Join(" · ", words);
    }

    private static List<string> Notes(ReviewRun run, BadgeBook badges, IEnumerable<Resource?> networks)
    {
        var notes = new List<string>();
        var topology = run.Figures.Topology;
        if (topology.Components.Count == 0)
        {
            notes.Add("Nothing in this workload serves, runs, carries or keeps anything that could be drawn.");
        }

        var shown = new HashSet<Resource>(topology.Components.SelectMany(static c => c.Members.Concat(c.Settings)));
        shown.UnionWith(networks.OfType<Resource>());
        var hidden = badges.Outside(shown);
        if (hidden > 0)
        {
            notes.Add($"{Names.Count(hidden, "more failed check")} of resources that are not drawn (roles, keys, groups and the like).");
        }

        return notes;
    }

    /// <summary>What a journey meets, or something depends on, or depends on something; and where these leave what they could not handle.</summary>
    private static HashSet<Component> Connected(WorkloadTopology topology)
    {
        var connected = topology.Dependencies.Where(static d => d.Kind != DependencyKind.DeadLetters).SelectMany(static d => d.To.Append(d.From)).ToHashSet();
        connected.UnionWith(topology.Entries.Where(static e => e.Kind == EntryKind.Internet && !e.IsBehindAnother).Select(static e => e.Component));
        connected.UnionWith(topology.Dependencies.Where(d => d.Kind == DependencyKind.DeadLetters && connected.Contains(d.From)).SelectMany(static d => d.To).ToList());
        return connected;
    }

    /// <summary>Root modules and stacks that some dependency ties together are one part, in the order of the first of each.</summary>
    private static IEnumerable<List<Component>> Parts(WorkloadTopology topology, HashSet<Component> connected)
    {
        var head = topology.Components.Select(static c => c.Main.Unit).Distinct().ToDictionary(static u => u, static u => u);
        foreach (var dependency in topology.Dependencies)
        {
            foreach (var target in dependency.To)
            {
                head[Find(dependency.From.Main.Unit)] = Find(target.Main.Unit);
            }
        }

        return topology.Components.GroupBy(c => Find(c.Main.Unit)).Select(static g => g.ToList()).OrderByDescending(g => g.Any(connected.Contains));

        SourceUnit Find(SourceUnit unit)
        {
            while (head[unit] != unit)
            {
                unit = head[unit] = head[head[unit]];
            }

            return unit;
        }
    }

    private static List<PictureNode> IdleNodes(List<Component> idle, BadgeBook badges, bool areUnitsSeveral)
    {
        var nodes = new List<PictureNode>();
        var groups = idle.GroupBy(static c => (c.Tier, c.Role, Label: ComponentLabels.Of(c))).OrderBy(static g => g.Key.Tier).ThenBy(static g => g.Key.Role)
            .ThenBy(static g => g.Key.Label, StringComparer.Ordinal);
        var few = idle.Count <= 8;
        foreach (var group in groups)
        {
            var sets = few || group.Count() == 1 ? group.Select(static c => new List<Component> { c }) : [group.ToList()];
            foreach (var set in sets)
            {
                // No panel's title says here where it is from.
                var node = NodeBuilder.Of(set, nodes.Count, badges);
                nodes.Add(areUnitsSeveral && set.Count == 1 && set[0].Main.Unit.Path is not ("." or "") and var path ? node with { Label = $"{node.Label}, {path[(path.LastIndexOf('/') + 1)..]}" } : node);
            }
        }

        return nodes;
    }
}
