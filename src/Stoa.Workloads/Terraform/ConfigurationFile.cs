using System.Text;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>A file of Terraform's, read by its name: native syntax or JSON.</summary>
internal static class ConfigurationFile
{
    /// <summary>Reads a file of a module.</summary>
    public static SyntaxTree Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        var source = Decode(path, bytes);
        return IsJson(path) ? HclJson.Parse(source) : HclParser.Parse(source);
    }

    /// <summary>Reads a file of values for variables.</summary>
    public static SyntaxTree ParseValues(string path, ReadOnlyMemory<byte> bytes) => ParseValues(Decode(path, bytes));

    /// <inheritdoc cref="ParseValues(string, ReadOnlyMemory{byte})"/>
    public static SyntaxTree ParseValues(SourceText source) => IsJson(source.Path) ? HclJson.ParseValues(source) : HclParser.Parse(source);

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static SourceText Decode(string path, ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        return new SourceText(path, Encoding.UTF8.GetString(span.StartsWith("\uFEFF"u8) ? span[3..] : span));
    }
}
