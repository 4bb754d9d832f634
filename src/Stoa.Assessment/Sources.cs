using System.Text;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment;

/// <summary>Reads the files that this project understands itself: pages, lenses, workload files.</summary>
internal static class Sources
{
    /// <summary>A file's text; null where it cannot be read. Bytes that are no UTF-8 become replacement characters.</summary>
    public static SourceText? Read(FileTree files, string path)
    {
        var content = files.Read(path);
        if (content.Refusal != FileRefusal.None)
        {
            return null;
        }

        var bytes = content.Bytes.Span;
        return new SourceText(path, Encoding.UTF8.GetString(bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes));
    }

    /// <summary>The content of a YAML text; null where there is none, or none that can be read.</summary>
    public static Node? Yaml(SourceText source, DiagnosticBag diagnostics)
    {
        var document = YamlReader.Read(source);
        diagnostics.AddRange(document.Diagnostics);
        return document.Root;
    }
}
