using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Workloads.CloudFormation;

/// <summary>
/// Finds the template of a nested stack among the files that are reviewed. A stack that is deployed from a bucket names an address there
/// (<c>https://s3.amazonaws.com/bucket/templates/network.yaml</c>); the repository that is uploaded to that bucket has the file under the
/// same name, and often in the same folder.
/// </summary>
internal sealed class LocalTemplates
{
    private readonly FileTree files;
    private readonly ILookup<string, string> byName;

    /// <summary>Among some templates.</summary>
    public LocalTemplates(FileTree files, IEnumerable<string> paths)
    {
        this.files = files;
        byName = paths.ToLookup(NameOf);
    }

    /// <summary>Which file a nested stack's template is in, as far as its text alone says; null where none of the files is it.</summary>
    /// <param name="template">The path of the template that nests it.</param>
    /// <param name="body">The nested stack's resource.</param>
    public LocalTemplate? Of(string template, MappingNode body)
    {
        var folder = FolderOf(template);
        if (body.TryGet("Metadata", out Node? node)
            && node is MappingNode metadata
            && TextOf(metadata, "aws:asset:path") is { } asset
            && TextOf(metadata, "aws:asset:property") is "TemplateURL")
        {
            return Beside(folder, asset);
        }

        if (!body.TryGet("Properties", out node) || node is not MappingNode properties)
        {
            return null;
        }

        if (!properties.TryGet("TemplateURL", out Node? url) && !properties.TryGet("Location", out url))
        {
            return null;
        }

        // !Sub "https://…/${Folder}/network.yaml", or { "Fn::Sub": "…" }
        var address = url switch
        {
            ScalarNode scalar => scalar.Text,
            MappingNode { Entries: [{ Key.Text: "Fn::Sub", Value: ScalarNode sub }] } => sub.Text,
            _ => null,
        };
        return address is null ? null
            : IsLocal(address) ? Beside(folder, address)
            : Uploaded(template, address) is { } path ? new LocalTemplate(path, true) : null;
    }

    /// <summary>Whether a text is a path, and not an address or a text with holes.</summary>
    public static bool IsLocal(string location) =>
        location.Length > 0 && !location.Contains("://", StringComparison.Ordinal) && !location.Contains("${", StringComparison.Ordinal);

    private LocalTemplate? Beside(string folder, string path) => files.Resolve(folder, path) is { } resolved ? new LocalTemplate(resolved, false) : null;

    private string? Uploaded(string template, string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal);
        address = query < 0 ? address : address[..query];
        var known = address[(address.LastIndexOf('}') + 1)..];
        var scheme = known.IndexOf("://", StringComparison.Ordinal);
        var segments = (scheme < 0 ? known : known[(scheme + 3)..]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0 || known.EndsWith('/') || (scheme >= 0 && segments.Length == 1))
        {
            return null;
        }

        // The one with most of its path in common; of equals the one beside the template, else none.
        var candidates = byName[segments[^1]].Where(path => path != template)
            .Select(path => (Path: path, Common: Common(path.Split('/'), segments)))
            .GroupBy(static c => c.Common)
            .MaxBy(static g => g.Key);
        if (candidates is null)
        {
            return null;
        }

        var best = candidates.Select(static c => c.Path).ToList();
        return best.Count == 1 ? best[0] : best.Find(path => FolderOf(path) == FolderOf(template));
    }

    private static int Common(string[] path, string[] address)
    {
        var common = 0;
        while (common < path.Length && common < address.Length && path[^(common + 1)] == address[^(common + 1)])
        {
            common++;
        }

        return common;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    private static string? TextOf(MappingNode mapping, string name) => mapping.TryGet(name, out Node? node) && node is ScalarNode scalar ? scalar.Text : null;
}

/// <summary>The file of a nested stack's template.</summary>
/// <param name="Path">Its path.</param>
/// <param name="IsUploaded">Whether the stack names an address elsewhere, and the file is only called the same.</param>
internal readonly record struct LocalTemplate(string Path, bool IsUploaded);
