using System.Text;
using Stoa.Workloads.Graph;

namespace Stoa.Reports.Drawing;

/// <summary>Writes a picture in the languages of other tools, which lay it out themselves. The same picture gives the same bytes.</summary>
public static class GraphDrawing
{
    /// <summary>Writes a Mermaid flowchart: regions, networks and zones are subgraphs.</summary>
    /// <param name="picture">What to draw.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="links">What stands before the path of every link: the way from the drawing to what was reviewed.</param>
    public static void WriteMermaid(Picture picture, Stream output, string links = "")
    {
        using var text = Open(output);
        text.Write($"---\ntitle: {GraphText.Mermaid(DrawingText.Clean(picture.Title))}\n---\nflowchart TB\n");
        Walk(picture, new MermaidWriter(text, links));
        text.Write("  classDef high stroke:#c62828,stroke-width:3px\n  classDef medium stroke:#e68a00,stroke-width:2px\n  classDef low stroke:#8a8f98,stroke-width:2px\n");
    }

    /// <summary>Writes a graph for Graphviz: regions, networks and zones are clusters.</summary>
    /// <param name="picture">What to draw.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="links">What stands before the path of every link: the way from the drawing to what was reviewed.</param>
    public static void WriteDot(Picture picture, Stream output, string links = "")
    {
        using var text = Open(output);
        text.Write($"digraph workload {{\n  label={GraphText.Dot($"{DrawingText.Clean(picture.Title)} · {DrawingText.Clean(picture.Subtitle)}")};\n  labelloc=t;\n  rankdir=TB;\n");
        text.Write("  node [shape=box, style=rounded, fontname=\"Arial\"];\n  edge [fontname=\"Arial\"];\n  compound=true;\n");
        Walk(picture, new DotWriter(text, links));
        text.Write("}\n");
    }

    private static StreamWriter Open(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

    private static void Walk(Picture picture, GraphLanguage language)
    {
        for (var p = 0; p < picture.Panels.Count; p++)
        {
            Walk(picture.Panels[p], $"p{p}", language);
        }

        if (picture.Idle.Count > 0)
        {
            language.Begin("idle", "Not on any journey");
            foreach (var node in picture.Idle)
            {
                language.Node($"idle{node.Id}", node);
            }

            language.End();
        }
    }

    private static void Walk(PicturePanel panel, string prefix, GraphLanguage language)
    {
        if (panel.Title is not null)
        {
            language.Begin(prefix, panel.Title);
        }

        foreach (var node in panel.Nodes.Where(static n => n.Block < 0))
        {
            language.Node($"{prefix}n{node.Id}", node);
        }

        foreach (var region in panel.Blocks.Select(static (block, index) => (block, index)).GroupBy(static b => b.block.Region))
        {
            language.Begin($"{prefix}r{region.First().index}", region.Key);
            foreach (var (block, index) in region)
            {
                Walk(panel, block, index, prefix, language);
            }

            language.End();
        }

        if (panel.Title is not null)
        {
            language.End();
        }

        foreach (var edge in panel.Edges)
        {
            language.Edge($"{prefix}n{edge.From}", $"{prefix}n{edge.To}", edge.Style);
        }
    }

    private static void Walk(PicturePanel panel, PictureBlock block, int index, string prefix, GraphLanguage language)
    {
        if (block.Network is not null)
        {
            language.Begin($"{prefix}b{index}", block.Network);
        }

        var here = panel.Nodes.Where(n => n.Block == index).ToList();
        for (var zone = 0; zone < block.Zones.Count; zone++)
        {
            var inZone = here.Where(n => n.Zones is { } zones && zones == (zone, zone)).ToList();
            if (inZone.Count > 0 && block.IsZoned)
            {
                language.Begin($"{prefix}b{index}z{zone}", block.Zones[zone]);
            }

            inZone.ForEach(n => language.Node($"{prefix}n{n.Id}", n));
            if (inZone.Count > 0 && block.IsZoned)
            {
                language.End();
            }
        }

        foreach (var node in here.Where(static n => n.Zones is not { } zones || zones.First != zones.Last))
        {
            var units = node.Units.Select(u => $"{u.Label}{(u.Count is 1 ? "" : $" ×{u.Count?.ToString() ?? "?"}")} in {block.Zones[u.Zone]}").ToList();
            language.Node($"{prefix}n{node.Id}", units.Count == 0 ? node : node with { Label = $"{node.Label}\n{string.Join(", ", units)}" });
        }

        if (block.Network is not null)
        {
            language.End();
        }
    }

    /// <summary>What is told of a box: name, what it is, how many failed checks.</summary>
    private static string TextOf(PictureNode node)
    {
        var text = $"{node.Name}{(node.Count > 1 ? $" ×{node.Count}" : "")}";
        text += node.Label.Length > 0 ? $"\n{node.Label}{(node.HasFirewall ? " · WAF" : "")}" : "";
        return node.Badge is { } badge ? $"{text}\n{Names.Count(badge.Count, "failed check")}" : text;
    }

    private abstract class GraphLanguage
    {
        public abstract void Begin(string id, string label);

        public abstract void End();

        public abstract void Node(string id, PictureNode node);

        public abstract void Edge(string from, string to, PictureEdgeStyle style);
    }

    private sealed class MermaidWriter(TextWriter text, string links) : GraphLanguage
    {
        public override void Begin(string id, string label) => text.Write($"  subgraph {id}[{Label(label)}]\n");

        public override void End() => text.Write("  end\n");

        public override void Node(string id, PictureNode node)
        {
            var label = Label(TextOf(node));
            text.Write(node.Role is null ? $"  {id}(({label}))" : node.Row == PictureRow.Data ? $"  {id}[({label})]" : $"  {id}[{label}]");
            text.Write(node.Badge is { } badge ? $":::{Names.Of(badge.Severity)}\n" : "\n");
            if (node.Link is { } link)
            {
                text.Write($"  click {id} href \"{DrawingText.Href(links, link)}\"\n");
            }
        }

        public override void Edge(string from, string to, PictureEdgeStyle style) => text.Write(style switch
        {
            PictureEdgeStyle.Hard => $"  {from} --> {to}\n",
            PictureEdgeStyle.Message => $"  {from} -. message .-> {to}\n",
            PictureEdgeStyle.Replication => $"  {from} == replicates ==> {to}\n",
            PictureEdgeStyle.Exposure => $"  {from} -- exposed --> {to}\n",
            _ => $"  {from} -.-> {to}\n",
        });

        private static string Label(string label) =>
            string.Join("<br/>", label.Split('\n').Select(static line => GraphText.Mermaid(DrawingText.Clean(line)).Trim('"'))) is var joined ? $"\"{joined}\"" : "";
    }

    private sealed class DotWriter(TextWriter text, string links) : GraphLanguage
    {
        public override void Begin(string id, string label) => text.Write($"  subgraph cluster_{id} {{\n    label={Label(label)};\n");

        public override void End() => text.Write("  }\n");

        public override void Node(string id, PictureNode node)
        {
            text.Write($"  {id} [label={Label(TextOf(node))}");
            text.Write(node.Role is null ? ", shape=ellipse" : node.Row == PictureRow.Data ? ", shape=cylinder" : "");
            text.Write(node.Badge is { } badge ? $", color=\"{Color(badge)}\", penwidth=2" : "");
            text.Write(node.Link is { } link ? $", URL={GraphText.Dot(DrawingText.Href(links, link))}" : "");
            text.Write(node.Tooltip.Length > 0 ? $", tooltip={Label(node.Tooltip)}];\n" : "];\n");
        }

        public override void Edge(string from, string to, PictureEdgeStyle style) => text.Write(style switch
        {
            PictureEdgeStyle.Hard => $"  {from} -> {to};\n",
            PictureEdgeStyle.Message => $"  {from} -> {to} [style=dotted, color=\"#7b1fa2\"];\n",
            PictureEdgeStyle.Replication => $"  {from} -> {to} [style=bold, color=\"#2e7d32\", label=\"replicates\"];\n",
            PictureEdgeStyle.Exposure => $"  {from} -> {to} [color=\"#c62828\", label=\"exposed\"];\n",
            _ => $"  {from} -> {to} [style=dashed];\n",
        });

        private static string Color(PictureBadge badge) => badge.Severity switch
        {
            Assessment.Severity.High => "#c62828",
            Assessment.Severity.Medium => "#e68a00",
            _ => "#8a8f98",
        };

        private static string Label(string label) => GraphText.Dot(string.Join('\n', label.Split('\n').Select(static line => DrawingText.Clean(line))));
    }
}
