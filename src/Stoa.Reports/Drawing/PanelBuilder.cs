using Stoa.Analysis.Defense;
using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Reports.Drawing;

/// <summary>What every panel is built from.</summary>
/// <param name="Topology">The components and what ties them.</param>
/// <param name="Badges">The failed checks.</param>
/// <param name="Entries">Where work comes in, by component.</param>
/// <param name="Paths">The ways from the internet to data, by data store.</param>
/// <param name="OnlyRegion">The region of what does not say its own.</param>
internal sealed record PictureSources(
    WorkloadTopology Topology, BadgeBook Badges, ILookup<Component, EntryPoint> Entries, ILookup<Component, DefensePath> Paths, string OnlyRegion);

/// <summary>Builds one panel.</summary>
internal sealed class PanelBuilder(PictureSources sources, List<Component> components)
{
    /// <summary>Connections out of a network are drawn from so many boxes at most: from more they say nothing and hide the rest.</summary>
    private const int MaxLeaving = 2;

    private readonly WorkloadTopology topology = sources.Topology;
    private readonly BadgeBook badges = sources.Badges;
    private readonly List<PictureBlock> blocks = [];
    private readonly List<List<Zone?>> zonesOf = [];
    private readonly Dictionary<(string Region, Resource? Network, bool Zonal), int> blockOf = [];
    private readonly Dictionary<Component, int> nodeOf = [];
    private readonly List<PictureNode> nodes = [];

    /// <summary>Builds it.</summary>
    public PicturePanel Build()
    {
        AddBlocks();
        foreach (var group in new ComponentGrouping(topology, components, BlockOf).Groups())
        {
            foreach (var member in group)
            {
                nodeOf.Add(member, nodes.Count);
            }

            var node = Place(NodeBuilder.Of(group, nodes.Count, badges), group);
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
        var paths = components.SelectMany(c => sources.Paths[c]).ToList();
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
        && topology.From(component).Any() && topology.From(component).All(static d => d.Kind == DependencyKind.DeadLetters || d.To.All(static t => t.Tier == Tier.Compute));

    private int BlockOf(Component component) => blockOf.GetValueOrDefault(KeyOf(component), -1);

    private (string Region, Resource? Network, bool Zonal) KeyOf(Component component) => component.Placement.Scope switch
    {
        Scope.Global => ("", null, false),
        Scope.Regional => (RegionOf(component), null, false),
        _ => (RegionOf(component), NetworkOf(component), IsInNetwork(component)),
    };

    private string RegionOf(Component component) => component.Placement.Region ?? sources.OnlyRegion;

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
            List<Zone?> zones = [.. here.SelectMany(static c => c.Placement.Zones.Concat(c.Redundancy.UnitZones.OfType<Zone>())).Distinct()
                .OrderBy(static z => z.Region, StringComparer.Ordinal).ThenBy(static z => z.Label, StringComparer.Ordinal)];
            var known = zones.Count;
            if (key.Zonal && (known == 0 || here.Exists(c => NeedsUnknown(c, known))))
            {
                zones.Add(null);
            }

            zonesOf.Add(zones);
            var labels = key.Zonal ? zones.Select(static z => z?.Label ?? "zone not known").ToList() : [];
            blocks.Add(new PictureBlock(key.Region, !key.Zonal ? null : key.Network is { } vpc ? NetworkName(vpc) : "VPC not in this code", labels)
            {
                IsZoned = known > 0,
                Badge = key.Network is null ? null : badges.Of([key.Network]),
                Link = key.Network is null ? null : NodeBuilder.LinkTo(key.Network),
                Tooltip = key.Network is null ? null : $"{key.Network.Address}\n{key.Network.Kind?.Title}{(known == 0 ? "\nIn zones that are not known" : "")}",
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
    private static bool NeedsUnknown(Component component, int known) => IsNowhere(component) && !Spans(component, known);

    /// <summary>Whether it covers its network, of which several zones are known: what runs in more than one of them, nobody knows in which.</summary>
    private static bool Spans(Component component, int known) =>
        known > 1 && IsNowhere(component) && component.Redundancy.Kind is RedundancyKind.Managed or RedundancyKind.Fleet or RedundancyKind.Failover
        && component.Redundancy.Units is null or > 1;

    private static bool IsNowhere(Component component) => component.Placement.Zones.Count == 0 && component.Redundancy.UnitZones.All(static z => z is null);

    private PictureNode Place(PictureNode node, List<Component> group)
    {
        var block = BlockOf(group[0]);
        if (block < 0 || blocks[block].Zones.Count == 0)
        {
            return node with { Block = block };
        }

        var zones = zonesOf[block];
        var known = zones.Count(static z => z is not null);
        var redundancy = group[0].Redundancy;
        var scales = group.Count == 1 && redundancy is { Least: { } least, Most: { } most } && least != most ? $", {least} to {most}" : "";
        if (Spans(group[0], known))
        {
            var many = scales.Length > 0 || redundancy.Units is null || group.Count > 1 ? "" : $", {redundancy.Units} {ComponentLabels.Unit(group[0])}s";
            return node with { Block = block, Label = $"{node.Label}{scales}{many}, zones not known", Zones = (0, known - 1) };
        }

        var units = UnitsOf(group, zones);
        var taken = group[0].Placement.Zones.Select(z => zones.IndexOf(z)).Concat(units.Select(static u => u.Zone)).Where(static i => i >= 0).ToList();
        if (taken.Count == 0)
        {
            taken = [zones.IndexOf(null)];
        }

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
        var leaving = components.Where(c => topology.From(c).Any(static d => d.Kind == DependencyKind.Leaves)).Select(c => nodeOf[c]).Distinct().Count();
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
        DependencyKind.Publishes or DependencyKind.Triggers or DependencyKind.DeadLetters => PictureEdgeStyle.Message,
        _ => dependency.IsHard ? PictureEdgeStyle.Hard : PictureEdgeStyle.Soft,
    };

    private void AddInternet(Action<int, int, PictureEdgeStyle, string> add)
    {
        var entries = components.SelectMany(c => sources.Entries[c]).Where(static e => e.Kind == EntryKind.Internet && (!e.IsBehindAnother || IsExposed(e))).ToList();
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

    /// <summary>Whether a zonal component stands in a network: a search domain may stand beside all.</summary>
    public static bool IsInNetwork(Component component) => component.Network is not null
        || !(component.Main.Kind is not null && component.Main.TryGet("in_vpc", out var inside) && inside is { HasValue: true, Kind: Language.Values.TypeKind.Bool } && !inside.AsBool());
}
