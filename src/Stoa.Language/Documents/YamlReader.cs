using Stoa.Language.Text;

namespace Stoa.Language.Documents;

/// <summary>
/// Reads the first document of a YAML file into nodes with positions. Plain scalars stay as written, with no guess at what they
/// mean: what <c>on</c>, <c>0o17</c> or <c>2012-01-01</c> is differs between versions of YAML and their users. Merge keys
/// (<c>&lt;&lt;</c>) are resolved.
/// </summary>
public static class YamlReader
{
    /// <summary>Reads a file.</summary>
    public static Document Read(SourceText source) => new BlockYamlReader(source).Read() ?? new GeneralYamlReader(source).Read();
}
