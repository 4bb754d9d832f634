using Stoa.Analysis.Defense;

namespace Stoa.Reports.Defense;

/// <summary>What stands between the internet and the data, as a section of the Markdown report.</summary>
public static class DefenseMarkdown
{
    private const int MaxRows = 40;

    /// <summary>Writes the section, its heading included; nothing where no path leads from the internet to data.</summary>
    public static void Write(DefenseAnalysis analysis, TextWriter output)
    {
        if (analysis.Paths.Count == 0)
        {
            return;
        }

        var layers = Enum.GetValues<DefenseLayer>();
        output.Write($"## Defense in depth\n\n| path from the internet to data | {string.Join(" | ", layers.Select(static l => DefenseText.Of(l)))} |\n|---|{string.Concat(layers.Select(static _ => "---:|"))}\n");
        foreach (var path in analysis.Paths.Take(MaxRows))
        {
            output.Write($"| {Inline(path.Title)}{(path.Bypassed.Count > 0 ? " (bypass)" : "")} | {string.Join(" | ", path.Layers.Select(Cell))} |\n");
        }

        if (analysis.Paths.Count > MaxRows)
        {
            output.Write($"\n… and {analysis.Paths.Count - MaxRows} more paths.\n");
        }

        output.Write("\nControls that are there, of those that count; *?* where some are unknown. Identity and detection stand beside the four layers; what the account has and this repository does not declare is unknown, never missing.\n\n");
        foreach (var path in analysis.Paths.Where(static p => p.EmptyLayers.Any() || p.Bypassed.Count > 0).Take(MaxRows))
        {
            var what = new List<string>();
            what.AddRange(path.EmptyLayers.Select(static l => $"nothing in the {DefenseText.Of(l.Layer)} layer"));
            if (path.Bypassed.Count > 0)
            {
                what.Add($"goes around {string.Join(" and ", path.Bypassed.Select(static c => $"`{c.Id}`"))}");
            }

            output.Write($"- **{Inline(path.Title)}**: {string.Join("; ", what)}. {string.Join(" → ", path.Hops.Select(static h => $"`{h.Component.Id}`"))}\n");
        }

        output.Write('\n');
    }

    private static string Cell(LayerState layer) => layer.Applicable == 0 ? "·" : $"{(layer.IsLayer && layer.IsEmpty == true ? "**" : "")}{layer.Present}/{layer.Applicable}{(layer.Unknown > 0 ? "?" : "")}{(layer.IsLayer && layer.IsEmpty == true ? "**" : "")}";

    private static string Inline(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
