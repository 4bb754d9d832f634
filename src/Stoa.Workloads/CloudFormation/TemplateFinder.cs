using System.Text.Json;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Workloads.CloudFormation;

/// <summary>A file that may be a template, and what is known of where its stack goes.</summary>
internal sealed record TemplateFile(string Path, string? Region = null, string? Account = null);

/// <summary>
/// Finds the files that may be templates, by name only. A cloud assembly (<c>cdk.out</c>) names its stacks in a manifest; its other
/// templates are assets of those. What a tool keeps beside the sources (<c>.aws-sam</c>, <c>node_modules</c>) is not looked into.
/// </summary>
internal sealed class TemplateFinder(FileTree files, DiagnosticBag diagnostics)
{
    private const int MaxDepth = 64;
    private const int MaxFiles = 200_000;

    private readonly List<TemplateFile> found = [];

    /// <summary>The files at or below a path, in the order of their paths.</summary>
    public IReadOnlyList<TemplateFile> Find(string path)
    {
        if (files.FileExists(path))
        {
            // Whatever its name is, but for what is certainly another language with a template in a text.
            if (!path.EndsWith(".tf", StringComparison.Ordinal) && !path.EndsWith(".tofu", StringComparison.Ordinal))
            {
                found.Add(new TemplateFile(path));
            }
        }
        else
        {
            Search(path, 0);
        }

        return found;
    }

    private void Search(string folder, int depth)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        var names = files.Files(folder);
        if (names.Contains("manifest.json") && IsAssembly(folder, names))
        {
            ReadAssembly(folder, depth);
            return;
        }

        foreach (var name in names)
        {
            if (IsCandidate(name) && found.Count < MaxFiles)
            {
                found.Add(new TemplateFile(Combine(folder, name)));
            }
        }

        foreach (var name in files.Folders(folder))
        {
            if (!name.StartsWith('.') && name is not ("node_modules" or "__pycache__" or "venv"))
            {
                Search(Combine(folder, name), depth + 1);
            }
        }
    }

    private static bool IsCandidate(string name) =>
        (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".template", StringComparison.OrdinalIgnoreCase))
        && name is not ("package.json" or "package-lock.json" or "tsconfig.json" or "pnpm-lock.yaml");

    private static bool IsAssembly(string folder, IReadOnlyList<string> names) =>
        names.Contains("cdk.out") || names.Any(static n => n.EndsWith(".template.json", StringComparison.Ordinal))
        || folder.EndsWith("cdk.out", StringComparison.Ordinal);

    private void ReadAssembly(string folder, int depth)
    {
        var path = Combine(folder, "manifest.json");
        var content = files.Read(path);
        try
        {
            using var manifest = JsonDocument.Parse(content.Bytes);
            var stacks = new List<TemplateFile>();
            var nested = new List<string>();
            foreach (var artifact in manifest.RootElement.GetProperty("artifacts").EnumerateObject())
            {
                ReadArtifact(folder, artifact.Value, stacks, nested);
            }

            found.AddRange(stacks.OrderBy(static s => s.Path, StringComparer.Ordinal));
            foreach (var inner in nested.Order(StringComparer.Ordinal))
            {
                Search(inner, depth + 1);
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            diagnostics.Add(WorkloadDiagnostics.NotManifest(path));
        }
    }

    private void ReadArtifact(string folder, JsonElement artifact, List<TemplateFile> stacks, List<string> nested)
    {
        if (!artifact.TryGetProperty("type", out var type) || !artifact.TryGetProperty("properties", out var properties))
        {
            return;
        }

        if (type.ValueEquals("cdk:cloud-assembly") && properties.TryGetProperty("directoryName", out var directory))
        {
            if (files.Resolve(folder, directory.GetString() ?? "") is { } inner)
            {
                nested.Add(inner);
            }
        }
        else if (type.ValueEquals("aws:cloudformation:stack") && properties.TryGetProperty("templateFile", out var file)
            && files.Resolve(folder, file.GetString() ?? "") is { } path)
        {
            // aws://123456789012/eu-west-1, with unknown-account and unknown-region where the app does not say.
            var environment = artifact.TryGetProperty("environment", out var place) ? place.GetString() ?? "" : "";
            var parts = environment.Split('/');
            var isFull = parts.Length == 4 && parts[0] == "aws:";
            stacks.Add(new TemplateFile(
                path,
                isFull && parts[3] != "unknown-region" ? parts[3] : null,
                isFull && parts[2] != "unknown-account" ? parts[2] : null));
        }
    }

    private static string Combine(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
