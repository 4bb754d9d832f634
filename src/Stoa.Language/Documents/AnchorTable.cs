using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Language.Documents;

/// <summary>The anchored nodes of a document; keeps what its aliases add up to within bounds.</summary>
internal sealed class AnchorTable
{
    private readonly Dictionary<string, Node> anchors = [];
    private long expanded;

    /// <summary>Notes an anchored node; the later of two with one name stands for the aliases behind it.</summary>
    public void Set(string name, Node node) => anchors[name] = node;

    /// <summary>The node an alias stands for; empty text, with a diagnostic, where there is none or it would be too much.</summary>
    public Node Expand(string name, Location at, List<Diagnostic> diagnostics)
    {
        if (!anchors.TryGetValue(name, out var node))
        {
            Report(LanguageDiagnostics.UnknownAlias(at, name), diagnostics);
        }
        else if ((expanded += node.Size) > DocumentLimits.MaxNodes)
        {
            expanded -= node.Size;
            Report(LanguageDiagnostics.DocumentTooLarge(at, DocumentLimits.MaxNodes), diagnostics);
        }
        else
        {
            return node;
        }

        return new ScalarNode("", ScalarStyle.Plain, at.Span);
    }

    private static void Report(Diagnostic diagnostic, List<Diagnostic> diagnostics)
    {
        if (diagnostics.Count < DocumentLimits.MaxErrors)
        {
            diagnostics.Add(diagnostic);
        }
    }
}
