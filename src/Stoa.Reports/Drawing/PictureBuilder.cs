using Stoa.Analysis;
using Stoa.Analysis.Defense;
using Stoa.Analysis.Topology;
using Stoa.Assessment;
using Stoa.Workloads;

namespace Stoa.Reports.Drawing;

/// <summary>Decides what of a reviewed workload a picture shows: which components stand alone, which in a group, and where.</summary>
public static class PictureBuilder
{
    /// <summary>Connections out of a network are drawn from so many boxes at most: from more they say nothing and hide the rest.</summary>
    private const int MaxLeaving = 2;

    /// <summary>The picture of a review.</summary>
    public static Picture Of(ReviewRun run)
    {
        var topology = run.Figures.Topology;
        var badges = new Badges(run.Assessment);
        var connected = Connected(topology);
        var panels = new List<PicturePanel>();
        var idle = new List<Component>();
        foreach (var part in Parts(topology, connected))
        {
            // What nothing is tied to is drawn in its zone all the same, where it has one.
            var drawn = part.Where(c => connected.Contains(c) || (c.Placement.Scope == Scope.Zonal && IsInNetwork(c) && c.Role != ComponentRole.Volume)).ToList();
            idle.AddRange(part.Except(drawn));
            if (drawn.Count > 0)
            {
                panels.Add(new PanelBuilder(run.Figures, drawn, badges, OnlyRegion(run)).Build());
            }
        }

        var units = topology.Components.Select(static c => c.Main.Unit).Distinct().Count();
        return new Picture
        {
            Title = run.Assessment.Workload.Name,
            Subtitle = Subtitle(run),
            Panels = units == 1 ? [.. panels.Select(static p => p with { Title = null })] : panels,
            Idle = IdleNodes(idle, badges),
            Notes = Notes(run, topology, badges),
        };
    }

    /// <summary>The region of what does not say its own.</summary>
    private static string OnlyRegion(ReviewRun run) => run.Assessment.Workload.Regions is [var only] ? only : "Region not stated";

    /// <summary>Whether a zonal component stands in a network: a search domain may stand beside all.</summary>
    private static bool IsInNetwork(Component component) => component.Network is not null
        || !(component.Main.Kind is not null && component.Main.TryGet("in_vpc", out var inside) && inside is { HasValue: true, Kind: Language.Values.TypeKind.Bool } && !inside.AsBool());

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

    private static List<string> Notes(ReviewRun run, WorkloadTopology topology, Badges badges)
    {
        var notes = new List<string>();
        if (topology.Components.Count == 0)
        {
            notes.Add("Nothing in this workload serves, runs, carries or keeps anything that could be drawn.");
        }

        var shown = new HashSet<Resource>(topology.Components.SelectMany(static c => c.Members.Concat(c.Settings)));
        shown.UnionWith(topology.Components.Select(static c => c.Network).OfType<Resource>());
        var hidden = badges.Outside(shown);
        if (hidden > 0)
        {
            notes.Add($"{Names.Count(hidden, "more failed check")} of resources that are not drawn (roles, keys, groups and the like).");
        }

        return notes;
    }

    /// <summary>What a journey meets, or something depends on, or depends on something.</summary>
    private static HashSet<Component> Connected(WorkloadTopology topology)
    {
        var connected = topology.Dependencies.SelectMany(static d => d.To.Append(d.From)).ToHashSet();
        connected.UnionWith(topology.Entries.Where(static e => e.Kind == EntryKind.Internet && !e.IsBehindAnother).Select(static e => e.Component));
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

    private static List<PictureNode> IdleNodes(List<Component> idle, Badges badges)
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
                nodes.Add(NodeOf(set, nodes.Count, badges));
            }
        }

        return nodes;
    }

    /// <summary>The box of components that are the same; its place is left to the caller.</summary>
    private static PictureNode NodeOf(IReadOnlyList<Component> members, int id, Badges badges)
    {
        var first = members[0];
        var label = ComponentLabels.Of(first);
        var name = first.Name;
        if (members.Count > 1)
        {
            var stem = Stem(first.Name);
            var isOne = members.All(m => Stem(m.Name) == stem);
            var says = isOne && !SaysNothing(stem);
            (name, label) = (says ? stem : ComponentLabels.Plural(label), says ? ComponentLabels.Plural(label) : isOne ? stem : string.Join(", ", members.Take(12).Select(static m => m.Name)));
        }

        else if (SaysNothing(Stem(name)))
        {
            // A name that says nothing stands below what it is.
            (name, label) = (label, name);
        }

        return new PictureNode
        {
            Id = id,
            Name = name,
            Label = label,
            Role = first.Role,
            Row = RowOf(first),
            Block = -1,
            Count = members.Count,
            IsUncertain = members.All(static m => m.IsIndeterminate),
            HasFirewall = members.All(static m => HasFirewall(m.Main)),
            Badge = badges.Of(members.SelectMany(static m => m.Members.Concat(m.Settings))),
            Link = LinkTo(first.Main),
            Tooltip = Tooltip(members),
            Addresses = [.. members.Select(static m => m.Id)],
        };
    }

    private static bool SaysNothing(string name) => name is "this" or "main" or "default" or "self";

    private static string Stem(string name) => name.EndsWith(']') && name.IndexOf('[', StringComparison.Ordinal) is > 0 and var open ? name[..open] : name;

    private static PictureLink LinkTo(Resource resource) => new(resource.Declaration.Path, resource.Declaration.Line);

    private static bool HasFirewall(Resource resource)
    {
        foreach (var property in (ReadOnlySpan<string>)["has_web_acl", "web_acl"])
        {
            if (resource.Kind is not null && resource.TryGet(property, out var value) && value.HasValue
                && (value.Open is Resource || (value.Kind == Language.Values.TypeKind.Bool && value.AsBool())))
            {
                return true;
            }
        }

        return false;
    }

    private static string Tooltip(IReadOnlyList<Component> members)
    {
        const int Most = 40;
        var first = members[0];
        var lines = members.Take(Most).Select(static m => m.Id).ToList();
        if (members.Count > Most)
        {
            lines.Add($"… and {members.Count - Most} more");
        }

        lines.Add(first.Main.Kind?.Title ?? first.Main.Type);
        lines.Add(PlaceOf(first));
        return string.Join('\n', lines);
    }

    private static string PlaceOf(Component component)
    {
        var place = component.Placement;
        var region = place.Region ?? "a region that nobody names";
        return place.Scope switch
        {
            Scope.Global => "In all regions",
            Scope.Regional => $"In all zones of {region}",
            _ when place.Zones.Count == 0 => $"In {region}, in zones that are not known",
            _ => $"In {string.Join(", ", place.Zones)}{(place.IsComplete ? "" : " and perhaps others")} of {region}",
        };
    }

    private static PictureRow RowOf(Component component) => component.Tier switch
    {
        Tier.Edge => PictureRow.Edge,
        Tier.Ingress => PictureRow.Ingress,
        Tier.Egress => PictureRow.Egress,
        Tier.Compute => PictureRow.Compute,
        Tier.Messaging => PictureRow.Messaging,
        Tier.Cache => PictureRow.Cache,
        _ => PictureRow.Data,
    };

    /// <summary>The failed checks of resources.</summary>
    private sealed class Badges
    {
        private readonly Dictionary<Resource, List<(Check Check, Severity Severity)>> failures = [];

        public Badges(WorkloadAssessment assessment)
        {
            foreach (var verdict in assessment.Findings.SelectMany(static f => f.Verdicts))
            {
                if (verdict.Resource is { } resource)
                {
                    if (!failures.TryGetValue(resource, out var list))
                    {
                        failures.Add(resource, list = []);
                    }

                    list.Add((verdict.Check, verdict.Check.Severity));
                }
            }
        }

        public PictureBadge? Of(IEnumerable<Resource> resources)
        {
            var count = 0;
            var worst = Severity.Low;
            foreach (var resource in resources.Distinct())
            {
                foreach (var (_, severity) in failures.GetValueOrDefault(resource) ?? [])
                {
                    count++;
                    worst = severity > worst ? severity : worst;
                }
            }

            return count == 0 ? null : new PictureBadge(count, worst);
        }

        public int Outside(HashSet<Resource> shown) => failures.Where(f => !shown.Contains(f.Key)).Sum(static f => f.Value.Count);
    }

    /// <summary>Builds one panel.</summary>
    private sealed class PanelBuilder(WorkloadFigures figures, List<Component> components, Badges badges, string onlyRegion)
    {
        private readonly WorkloadTopology topology = figures.Topology;
        private readonly List<PictureBlock> blocks = [];
        private readonly List<List<Zone?>> zonesOf = [];
        private readonly Dictionary<(string Region, Resource? Network, bool Zonal), int> blockOf = [];
        private readonly Dictionary<Component, int> nodeOf = [];
        private readonly List<PictureNode> nodes = [];

        public PicturePanel Build()
        {
            AddBlocks();
            foreach (var group in new ComponentGrouping(topology, components, BlockOf).Groups())
            {
                foreach (var member in group)
                {
                    nodeOf.Add(member, nodes.Count);
                }

                var node = Place(NodeOf(group, nodes.Count, badges), group);
                nodes.Add(group.All(SetsOff) ? node with { Row = PictureRow.Trigger } : node);
            }

            var edges = Edges();
            var paths = components.Select(static c => c.Main.Unit.Path == "." ? "root module" : c.Main.Unit.Path).Distinct().ToList();
            return new PicturePanel
            {
                Title = paths.Count > 3 ? $"{paths[0]} and {paths.Count - 1} more" : string.Join(", ", paths),
                Blocks = blocks,
                Nodes = nodes,
                Edges = edges,
                Layers = [.. Layers()],
            };
        }

        /// <summary>What stands in each layer on the paths that lead to data of this panel.</summary>
        private IEnumerable<PictureLayer> Layers()
        {
            var paths = figures.Defense.Paths.Where(p => nodeOf.ContainsKey(p.Store)).ToList();
            foreach (var layer in paths.SelectMany(static p => p.Layers).Where(static l => l.IsLayer).GroupBy(static l => l.Layer).OrderBy(static g => g.Key))
            {
                var controls = layer.SelectMany(static l => l.Controls).Where(static c => c.Counts).GroupBy(static c => c.Definition)
                    .Select(static g => (g.Key.Title, Count: g.Count(), There: g.Count(static c => c.State == ControlState.Present), Absent: g.Count(static c => c.State == ControlState.Absent))).ToList();
                if (controls.Count > 0)
                {
                    var lines = controls.Select(static c => $"{(c.There == c.Count ? "✓" : c.Absent > 0 ? "✗" : "?")} {c.Title}{(c.Absent > 0 && c.Absent < c.Count ? $" (missing on {c.Absent} of {c.Count} paths)" : "")}");
                    yield return new PictureLayer(
                        (int)layer.Key, controls.Count(static c => c.There == c.Count), controls.Count, layer.Any(static l => l.IsEmpty == true),
                        $"Layer of defense: {layer.Key.ToString().ToLowerInvariant()}\n{string.Join('\n', lines)}");
                }
            }
        }

        /// <summary>Whether it only begins: nothing of the workload comes before it.</summary>
        private bool SetsOff(Component component) => component.Tier == Tier.Messaging && !topology.To(component).Any()
            && topology.From(component).Any() && topology.From(component).All(static d => d.To.All(static t => t.Tier == Tier.Compute));

        private int BlockOf(Component component) => blockOf.GetValueOrDefault(KeyOf(component), -1);

        private (string Region, Resource? Network, bool Zonal) KeyOf(Component component) => component.Placement.Scope switch
        {
            Scope.Global => ("", null, false),
            Scope.Regional => (RegionOf(component), null, false),
            _ => (RegionOf(component), NetworkOf(component), IsInNetwork(component)),
        };

        private string RegionOf(Component component) => component.Placement.Region ?? onlyRegion;

        /// <summary>Its network; a disk is where its machine is, a container where its cluster is.</summary>
        private Resource? NetworkOf(Component component) => component.Network
            ?? (component.Role == ComponentRole.Volume ? topology.To(component).Select(static d => d.From.Network).FirstOrDefault(static n => n is not null)
                : topology.From(component).Where(static d => d.Kind == DependencyKind.RunsOn).SelectMany(static d => d.To).Select(static t => t.Network).FirstOrDefault(static n => n is not null));

        private void AddBlocks()
        {
            var order = 0;
            var keys = components.Where(static c => c.Placement.Scope != Scope.Global).Select(KeyOf).Distinct().Select(key => (key, order: order++))
                .OrderBy(static p => p.key.Region, StringComparer.Ordinal).ThenBy(static p => !p.key.Zonal).ThenBy(static p => p.key.Network is null).ThenBy(static p => p.order);
            foreach (var (key, _) in keys)
            {
                blockOf.Add(key, blocks.Count);
                var here = components.Where(c => c.Placement.Scope == Scope.Zonal && KeyOf(c) == key).ToList();
                List<Zone?> zones = [.. topology.Zones.Where(z => here.Exists(c => c.Placement.Zones.Contains(z) || c.Redundancy.UnitZones.Contains(z)))];
                if (key.Zonal && (zones.Count == 0 || here.Exists(NeedsUnknown)))
                {
                    zones.Add(null);
                }

                zonesOf.Add(zones);
                var labels = key.Zonal ? zones.Select(static z => z?.Label ?? "zone not known").ToList() : [];
                blocks.Add(new PictureBlock(key.Region, !key.Zonal ? null : key.Network is { } vpc ? NetworkName(vpc) : "VPC not in this code", labels)
                {
                    Badge = key.Network is null ? null : badges.Of([key.Network]),
                    Link = key.Network is null ? null : LinkTo(key.Network),
                    Tooltip = key.Network is null ? null : $"{key.Network.Address}\n{key.Network.Kind?.Title}",
                });
            }
        }

        private static string NetworkName(Resource vpc)
        {
            var name = vpc.Name;
            if (name is "this" or "main" or "default" or "vpc" && vpc.Address.StartsWith("module.", StringComparison.Ordinal))
            {
                name = vpc.Address["module.".Length..].Split('.')[0];
            }

            return name.Contains("vpc", StringComparison.OrdinalIgnoreCase) ? name : $"VPC {name}";
        }

        /// <summary>Whether some of it stands in a zone of which nobody knows which one.</summary>
        private static bool NeedsUnknown(Component component) =>
            component.Placement.Zones.Count == 0 && component.Redundancy.UnitZones.All(static z => z is null) && !Spans(component);

        /// <summary>Whether it covers its network: what the provider runs in zones that are not known.</summary>
        private static bool Spans(Component component) =>
            component.Placement.Zones.Count == 0 && component.Redundancy.Kind is RedundancyKind.Managed or RedundancyKind.Fleet or RedundancyKind.Failover
            && component.Redundancy.Units is null or > 1;

        private PictureNode Place(PictureNode node, List<Component> group)
        {
            var block = BlockOf(group[0]);
            if (block < 0 || blocks[block].Zones.Count == 0)
            {
                return node with { Block = block };
            }

            var zones = zonesOf[block];
            var units = UnitsOf(group, zones);
            var taken = group[0].Placement.Zones.Select(z => zones.IndexOf(z)).Concat(units.Select(static u => u.Zone)).Where(static i => i >= 0).ToList();
            if (taken.Count == 0)
            {
                var known = zones.FindLastIndex(static z => z is not null);
                taken = Spans(group[0]) && known >= 0 ? [0, known] : [zones.IndexOf(null)];
            }

            var redundancy = group[0].Redundancy;
            var scales = group.Count == 1 && redundancy is { Least: { } least, Most: { } most } && least != most ? $", {least} to {most}" : "";
            return node with
            {
                Block = block,
                Label = node.Label + scales,
                Zones = (taken.Min(), taken.Max()),
                Units = units,
                IsFailover = redundancy.Kind == RedundancyKind.Failover,
            };
        }

        private static List<PictureUnit> UnitsOf(List<Component> group, List<Zone?> zones)
        {
            var redundancy = group[0].Redundancy;
            if (redundancy.Kind is RedundancyKind.Managed or RedundancyKind.Single || group.Count > 1)
            {
                return [];
            }

            var listed = redundancy.UnitZones.Where(z => zones.Contains(z)).ToList();
            if (redundancy.Kind == RedundancyKind.Failover)
            {
                var units = listed.Take(1).Select(z => new PictureUnit(zones.IndexOf(z), "primary", 1)).ToList();
                var other = group[0].Role switch { ComponentRole.Cache => "replica", _ when group[0].Main.Kind?.Id == "aws.rds.cluster" => "reader", _ => "standby" };
                units.AddRange(listed.Skip(1).GroupBy(z => z).Select(g => new PictureUnit(zones.IndexOf(g.Key), other, g.Count())));
                return units;
            }

            var label = ComponentLabels.Unit(group[0]);
            if (listed.Count == 0)
            {
                return [.. group[0].Placement.Zones.Select(z => new PictureUnit(zones.IndexOf(z), label, null))];
            }

            // A long fleet lists its first units alone; the zones share the others evenly.
            var groups = listed.GroupBy(z => z).Select(g => (Zone: zones.IndexOf(g.Key), Count: g.Count())).ToList();
            var rest = Math.Max(0, (redundancy.Units ?? listed.Count) - redundancy.UnitZones.Count);
            return [.. groups.Select((g, i) => new PictureUnit(g.Zone, label, g.Count + (rest / groups.Count) + (i < rest % groups.Count ? 1 : 0)))];
        }

        private List<PictureEdge> Edges()
        {
            var leaving = topology.Dependencies.Where(static d => d.Kind == DependencyKind.Leaves).Where(d => nodeOf.ContainsKey(d.From)).Select(d => nodeOf[d.From]).Distinct().Count();
            var edges = new Dictionary<(int, int, bool), PictureEdge>();
            foreach (var component in components)
            {
                foreach (var dependency in topology.From(component))
                {
                    if (dependency.Kind == DependencyKind.Leaves && leaving > MaxLeaving)
                    {
                        continue;
                    }

                    foreach (var target in dependency.To)
                    {
                        if (nodeOf.TryGetValue(target, out var to) && nodeOf[component] != to)
                        {
                            Add(nodeOf[component], to, StyleOf(dependency), $"{component.Id} {dependency.Reason}: {target.Id}");
                        }
                    }
                }
            }

            AddInternet(Add);
            return [.. edges.Values.OrderBy(static e => e.From).ThenBy(static e => e.To).ThenBy(static e => e.Style)];

            void Add(int from, int to, PictureEdgeStyle style, string tooltip)
            {
                // A copy of data may go where requests go too; of several requests the strongest is drawn.
                var key = (from, to, style == PictureEdgeStyle.Replication);
                if (!edges.TryGetValue(key, out var known) || style < known.Style)
                {
                    edges[key] = new PictureEdge(from, to, style, tooltip);
                }
            }
        }

        private static PictureEdgeStyle StyleOf(Dependency dependency) => dependency.Kind switch
        {
            DependencyKind.Replicates => PictureEdgeStyle.Replication,
            DependencyKind.Leaves => PictureEdgeStyle.Egress,
            DependencyKind.Publishes or DependencyKind.Triggers => PictureEdgeStyle.Message,
            _ => dependency.IsHard ? PictureEdgeStyle.Hard : PictureEdgeStyle.Soft,
        };

        private void AddInternet(Action<int, int, PictureEdgeStyle, string> add)
        {
            var entries = topology.Entries.Where(e => e.Kind == EntryKind.Internet && nodeOf.ContainsKey(e.Component) && (!e.IsBehindAnother || IsExposed(e))).ToList();
            if (entries.Count == 0)
            {
                return;
            }

            var internet = new PictureNode
            {
                Id = nodes.Count, Name = "Internet", Label = "", Row = PictureRow.Internet, Block = -1, Tooltip = "Anybody on the internet",
            };
            nodes.Add(internet);
            foreach (var entry in entries)
            {
                var style = IsExposed(entry) && entry.Component.Tier is not (Tier.Edge or Tier.Ingress) ? PictureEdgeStyle.Exposure
                    : entry.IsCertain ? PictureEdgeStyle.Hard : PictureEdgeStyle.Soft;
                var reason = entry.Reach is { Path.Count: > 0 } reach ? string.Join(", ", reach.Path) : "can be reached from the internet";
                add(internet.Id, nodeOf[entry.Component], style, $"{entry.Component.Id}: {reason}{(entry.IsCertain ? "" : " (not certain)")}");
            }
        }

        /// <summary>Machines and data that anybody can reach past the door.</summary>
        private static bool IsExposed(EntryPoint entry) =>
            entry.IsCertain && entry.Component.Tier is Tier.Cache or Tier.Data or Tier.Compute && entry.Component.Role is not (ComponentRole.Function or ComponentRole.ObjectStore);
    }
}
