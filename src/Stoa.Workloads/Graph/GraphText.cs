namespace Stoa.Workloads.Graph;

/// <summary>Texts in the languages of graphs, quoted so that nothing in them is read as more than text.</summary>
public static class GraphText
{
    /// <summary>A quoted text of DOT.</summary>
    public static string Dot(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    /// <summary>A quoted text of Mermaid, which would read markup and line ends in it.</summary>
    public static string Mermaid(string text) =>
        $"\"{text.Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal).Replace("&", "#amp;", StringComparison.Ordinal)
            .Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal).Replace("`", "#96;", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal).Replace('\n', ' ')}\"";
}
