using Stoa.Analysis.Defense;
using Stoa.Reports.Text;

namespace Stoa.Reports.Defense;

/// <summary>What stands between the internet and the data, for a terminal: the matrix first, then each path with what it lacks.</summary>
public static class DefenseText
{
    private const int MaxPaths = 12;
    private const int MaxTitle = 44;
    private static readonly DefenseLayer[] Order = Enum.GetValues<DefenseLayer>();

    /// <summary>Writes the report.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="name">What the workload is called.</param>
    /// <param name="all">Whether every path is spelled out, and what is there and unknown beside what is missing.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">Width and colour.</param>
    public static void Write(DefenseAnalysis analysis, string name, bool all, TextWriter output, TextReportOptions options)
    {
        var page = new Page(output, options);
        page.Line($"{page.Bold($"{name} · defense in depth")}  {page.Dim($"{Names.Count(analysis.Paths.Count, "path")} from the internet to data")}");
        page.Line();
        if (analysis.Paths.Count == 0)
        {
            page.Line("  No path from the internet to a data store was found in these sources.");
            WriteUnreached(page, analysis);
            return;
        }

        WriteMatrix(page, analysis);
        WriteEmpty(page, analysis);
        var shown = all ? analysis.Paths.Count : Math.Min(MaxPaths, analysis.Paths.Count);
        for (var i = 0; i < shown; i++)
        {
            WritePath(page, analysis.Paths[i], i + 1, all);
        }

        if (shown < analysis.Paths.Count)
        {
            page.Line($"  {page.Dim($"… and {analysis.Paths.Count - shown:N0} more: --all spells out every one")}");
        }

        if (analysis.HasMore)
        {
            page.Line($"  {page.Yellow($"There are more paths than the {PathFinder.MaxPaths} that were followed.")}");
        }

        WriteUnreached(page, analysis);
    }

    /// <summary>The words for the members of enumerations; those of the JSON too.</summary>
    internal static string Of(ControlState state) => state switch
    {
        ControlState.Present => "present",
        ControlState.Absent => "absent",
        ControlState.Unknown => "unknown",
        _ => "not-applicable",
    };

    /// <summary><c>edge</c></summary>
    internal static string Of(DefenseLayer layer) => layer.ToString().ToLowerInvariant();

    /// <summary>What the internet is to the door of a path.</summary>
    internal static string Of(bool? reachable) => reachable switch
    {
        true => "reached by everybody",
        false => "reached from chosen addresses only",
        null => "reached perhaps",
    };

    private static void WriteMatrix(Page page, DefenseAnalysis analysis)
    {
        var number = analysis.Paths.Count.ToString().Length;
        var width = Math.Min(MaxTitle, analysis.Paths.Max(static p => Title(p).Length));
        page.Line($"  {"".PadLeft(number)}  {"".PadRight(width)}  {string.Join("  ", Order.Select(static l => Of(l).PadLeft(9)))}");
        for (var i = 0; i < analysis.Paths.Count; i++)
        {
            var path = analysis.Paths[i];
            var title = Title(path);
            page.Line($"  {(i + 1).ToString().PadLeft(number)}  {title.PadRight(width)}  {string.Join("  ", Order.Select(l => Cell(page, path.Layers.First(s => s.Layer == l))))}");
        }

        page.Line();
        page.Faint("  ", "Controls that are there, of those that count; ? where some are unknown; · where none applies. Identity and detection stand beside the four layers.");
        page.Line();
    }

    // The end of a long name says more than its beginning fits.
    private static string Title(DefensePath path)
    {
        var end = path.Bypassed.Count > 0 ? " (bypass)" : "";
        var room = MaxTitle - end.Length;
        if (path.Title.Length <= room)
        {
            return path.Title + end;
        }

        var halves = path.Title.Split(" → ", 2);
        var half = (room - 3) / 2;
        var second = Cut(halves[^1], Math.Max(half, room - 3 - halves[0].Length));
        return $"{Cut(halves[0], room - 3 - second.Length)} → {second}{end}";
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : $"{text[..(width - 1)]}…";

    private static string Cell(Page page, LayerState layer)
    {
        var text = (layer.Applicable == 0 ? "·" : $"{layer.Present}/{layer.Applicable}{(layer.Unknown > 0 ? "?" : "")}").PadLeft(9);
        return layer.Applicable == 0 ? page.Dim(text)
            : layer.IsLayer && layer.IsEmpty == true ? page.Red(text)
            : layer.Present == layer.Applicable ? page.Green(text)
            : layer.Present * 2 < layer.Applicable ? page.Yellow(text)
            : text;
    }

    private static void WriteEmpty(Page page, DefenseAnalysis analysis)
    {
        foreach (var path in analysis.WithEmptyLayers)
        {
            var lead = $"no {string.Join(", no ", path.EmptyLayers.Select(static l => Of(l.Layer)))} defense";
            page.Wrapped("  ", page.Red(lead), lead.Length, path.Spelled);
        }

        if (analysis.WithEmptyLayers.Any())
        {
            page.Line();
        }
    }

    private static void WritePath(Page page, DefensePath path, int number, bool all)
    {
        var head = $"{number}  {path.Title}";
        page.Line($"  {page.Bold(head)}  {page.Dim($"{path.Depth} of {path.Applicable} layers")}");
        if (path.Names.Count > 1)
        {
            page.Faint("     ", $"also known as {string.Join(", ", path.Names.Skip(1).Take(4))}{(path.Names.Count > 5 ? " and more" : "")}");
        }

        if (path.Alike.Count > 0)
        {
            page.Faint("     ", $"and so {string.Join(", ", path.Alike.Take(4).Select(static c => c.Id))}{(path.Alike.Count > 4 ? " and more" : "")}");
        }

        if (path.Bypassed.Count > 0)
        {
            page.Wrapped("     ", page.Red("bypass"), 6, $"goes around {string.Join(" and ", path.Bypassed.Select(static c => c.Id))}");
        }

        for (var i = 0; i < path.Hops.Count; i++)
        {
            var hop = path.Hops[i];
            var why = i == 0 ? $"the internet: {Of(path.Reach.IsReachable)}" : hop.Via is { } via ? $"{path.Hops[i - 1].Component.Name} {via.Reason}" : "";
            page.Wrapped("     ", page.Cyan($"{(i == 0 ? "" : "→ ")}{hop.Component.Id}"), hop.Component.Id.Length + (i == 0 ? 0 : 2), why);
            if (i == 0 && path.Reach.Path.Count > 0 && path.Reach.IsReachable != true)
            {
                page.Faint("         ", $"because {path.Reach.Path[0]}");
            }

            if (hop.Reach is { IsReachable: false } closed)
            {
                page.Wrapped("         ", page.Yellow("closed by the network"), 21, string.Join(", ", closed.Path.Take(2)));
            }
        }

        foreach (var layer in path.Layers.Where(static l => l.Applicable > 0))
        {
            WriteLayer(page, layer, all);
        }

        page.Line();
    }

    private static void WriteLayer(Page page, LayerState layer, bool all)
    {
        var shown = layer.Controls.Where(c => c.State != ControlState.NotApplicable && (all || (c.Counts && c.State == ControlState.Absent))).ToList();
        foreach (var control in shown)
        {
            var (mark, word) = control.State switch
            {
                ControlState.Present => (page.Green("+"), "+"),
                ControlState.Absent when control.Definition.IsExtra => (page.Dim("−"), "−"),
                ControlState.Absent => (page.Red("−"), "−"),
                _ => (page.Yellow("?"), "?"),
            };
            var lead = $"{Of(layer.Layer),-9} {word} {control.Definition.Id}";
            var finding = control.Findings[0];
            var place = finding.Location is { } location ? $"{location}  " : "";
            page.Wrapped("     ", $"{page.Dim($"{Of(layer.Layer),-9}")} {mark} {control.Definition.Id}", lead.Length, $"{place}{finding}");
        }

        if (!all && layer.Unknown > 0)
        {
            var unknown = string.Join(", ", layer.Controls.Where(static c => c is { State: ControlState.Unknown, Counts: true }).Select(static c => c.Definition.Id));
            page.Wrapped("     ", $"{page.Dim($"{Of(layer.Layer),-9}")} {page.Yellow("?")}", 11, $"unknown: {unknown}");
        }
    }

    private static void WriteUnreached(Page page, DefenseAnalysis analysis)
    {
        if (analysis.Unreached.Count > 0)
        {
            page.Faint("  ", $"No path was found to {string.Join(", ", analysis.Unreached.Take(8).Select(static c => c.Id))}{(analysis.Unreached.Count > 8 ? $" and {analysis.Unreached.Count - 8} more" : "")}.");
        }

        foreach (var unused in analysis.UnusedCorrections)
        {
            page.Faint("  ", $"{unused.Location}: what it says of {unused.Control} fits no control or no path.");
        }
    }
}
