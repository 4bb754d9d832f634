using Stoa.Analysis.Topology;
using Stoa.Assessment;

namespace Stoa.Reports.Drawing;

/// <summary>
/// What a drawing of a workload shows, before anything has a place: panels (one for each part that nothing ties to the others), in them
/// regions, networks and zones, boxes and lines. Made by <see cref="PictureBuilder"/>; laid out by <see cref="DrawingLayout"/>.
/// </summary>
public sealed record Picture
{
    /// <summary>The workload's name.</summary>
    public required string Title { get; init; }

    /// <summary>Environment, regions, how much there is.</summary>
    public required string Subtitle { get; init; }

    /// <summary>The parts that are drawn with their connections.</summary>
    public required IReadOnlyList<PicturePanel> Panels { get; init; }

    /// <summary>What no journey meets and nothing connects, grouped by role.</summary>
    public IReadOnlyList<PictureNode> Idle { get; init; } = [];

    /// <summary>What a reader should know beside the picture: what it leaves out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A part of a workload that nothing ties to the other parts.</summary>
public sealed record PicturePanel
{
    /// <summary>The root module or stack; null where the picture has this panel alone.</summary>
    public string? Title { get; init; }

    /// <summary>The frames of its columns, those of one region side by side.</summary>
    public required IReadOnlyList<PictureBlock> Blocks { get; init; }

    /// <summary>The boxes, in a stable order.</summary>
    public required IReadOnlyList<PictureNode> Nodes { get; init; }

    /// <summary>The lines, in a stable order.</summary>
    public required IReadOnlyList<PictureEdge> Edges { get; init; }

    /// <summary>What stands in each layer of defense on the paths from the internet to data; empty where there is no such path.</summary>
    public IReadOnlyList<PictureLayer> Layers { get; init; } = [];
}

/// <summary>A layer of defense.</summary>
/// <param name="Layer">Which: 0 edge, 1 network, 2 compute, 3 data.</param>
/// <param name="Present">How many controls are there on every path that they concern.</param>
/// <param name="Asked">How many concern some path.</param>
/// <param name="IsEmpty">Whether on some path nothing is there at all.</param>
/// <param name="Tooltip">Each control, a line each.</param>
public sealed record PictureLayer(int Layer, int Present, int Asked, bool IsEmpty, string Tooltip);

/// <summary>A network with its zones, or the part of a region that stands in no network.</summary>
/// <param name="Region">The region's label.</param>
/// <param name="Network">The network's label; null for what stands in none.</param>
/// <param name="Zones">The zones' labels, in order, a column each; empty for what stands in no network.</param>
public sealed record PictureBlock(string Region, string? Network, IReadOnlyList<string> Zones)
{
    /// <summary>Whether any of its zones is known; where none is, its one column needs no frame of its own.</summary>
    public bool IsZoned { get; init; } = true;

    /// <summary>Failed checks of the network itself.</summary>
    public PictureBadge? Badge { get; init; }

    /// <summary>Where the network is declared.</summary>
    public PictureLink? Link { get; init; }

    /// <summary>What the network's address is.</summary>
    public string? Tooltip { get; init; }
}

/// <summary>Failed checks.</summary>
/// <param name="Count">How many.</param>
/// <param name="Severity">The worst.</param>
public sealed record PictureBadge(int Count, Severity Severity);

/// <summary>A line of a file.</summary>
/// <param name="Path">The file's path, relative to what was reviewed.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record PictureLink(string Path, int Line);

/// <summary>What of a component stands in one zone.</summary>
/// <param name="Zone">The zone's position in its block.</param>
/// <param name="Label">What stands there: <c>instance</c>, <c>primary</c>, <c>standby</c>.</param>
/// <param name="Count">How many; null where nobody knows.</param>
public sealed record PictureUnit(int Zone, string Label, int? Count);

/// <summary>A box: a component, or several that are the same.</summary>
public sealed record PictureNode
{
    /// <summary>Its position in the panel's list.</summary>
    public required int Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is: <c>SQS queue</c>.</summary>
    public required string Label { get; init; }

    /// <summary>What it does; null for the internet itself.</summary>
    public ComponentRole? Role { get; init; }

    /// <summary>The row that it stands in.</summary>
    public required PictureRow Row { get; init; }

    /// <summary>The block that it stands in; -1 for what stands outside of all regions.</summary>
    public required int Block { get; init; }

    /// <summary>The zones that it covers, from the first to the last, by position in its block; null for what stands in none.</summary>
    public (int First, int Last)? Zones { get; init; }

    /// <summary>What of it stands in which zone, where that can be told apart.</summary>
    public IReadOnlyList<PictureUnit> Units { get; init; } = [];

    /// <summary>Whether one unit works and the others stand by.</summary>
    public bool IsFailover { get; init; }

    /// <summary>How many components it stands for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether it may not be there at all.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>Whether a web application firewall stands before it.</summary>
    public bool HasFirewall { get; init; }

    /// <summary>Failed checks; null where none fails.</summary>
    public PictureBadge? Badge { get; init; }

    /// <summary>Where it is declared.</summary>
    public PictureLink? Link { get; init; }

    /// <summary>Address, kind and placement, a line each.</summary>
    public string Tooltip { get; init; } = "";

    /// <summary>The addresses of the components that it stands for.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];
}

/// <summary>The rows, from the internet down to the data.</summary>
public enum PictureRow
{
    /// <summary>Who asks.</summary>
    Internet,

    /// <summary>Names and content delivery.</summary>
    Edge,

    /// <summary>Load balancers and APIs.</summary>
    Ingress,

    /// <summary>Ways out of a network.</summary>
    Egress,

    /// <summary>Schedules and events that set off what runs code, and nothing sets off themselves.</summary>
    Trigger,

    /// <summary>What runs code.</summary>
    Compute,

    /// <summary>Queues, topics, buses, streams.</summary>
    Messaging,

    /// <summary>Caches.</summary>
    Cache,

    /// <summary>What keeps data.</summary>
    Data,
}

/// <summary>What a line means.</summary>
public enum PictureEdgeStyle
{
    /// <summary>Without it the caller fails.</summary>
    Hard,

    /// <summary>Without it the caller serves on.</summary>
    Soft,

    /// <summary>A message or an event.</summary>
    Message,

    /// <summary>Copies of data.</summary>
    Replication,

    /// <summary>The way out of the network.</summary>
    Egress,

    /// <summary>Open to the internet although nothing leads users there.</summary>
    Exposure,
}

/// <summary>A line.</summary>
/// <param name="From">The box that it begins at.</param>
/// <param name="To">The box that it ends at.</param>
/// <param name="Style">What it means.</param>
/// <param name="Tooltip">Why it is there.</param>
public sealed record PictureEdge(int From, int To, PictureEdgeStyle Style, string Tooltip);
