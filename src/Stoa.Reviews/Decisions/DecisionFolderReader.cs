using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Reviews.Decisions;

/// <summary>Finds and reads the decisions of a repository.</summary>
public static class DecisionFolderReader
{
    /// <summary>The most decisions that are read of one folder and those below it.</summary>
    public const int MaxFiles = 2_000;

    private const int MaxDepth = 4;
    private const int MaxBytes = 4 * DecisionReader.MaxLength;

    private static readonly string[] Usual =
        ["docs/decisions", "doc/adr", "docs/adr", "docs/adrs", "docs/architecture/decisions", "doc/architecture/decisions", "adr", "decisions"];

    /// <summary>
    /// Reads the decisions below a folder: those of the folders that <c>.adr-dir</c> and <c>.log4brains.yml</c> name; where neither
    /// stands there, of the usual ones; where there is none of those either, of the folder itself.
    /// </summary>
    /// <returns>One for each folder (and folder below it) in which there are decisions, in the order found.</returns>
    public static ImmutableArray<DecisionFolder> Read(FileTree tree, string folder, DiagnosticBag diagnostics)
    {
        List<string> places = [];
        if (!IsFolderOfDecisions(tree, folder))
        {
            Configured(tree, folder, places, diagnostics);
            if (places.Count == 0)
            {
                places.AddRange(Usual.Select(u => tree.Resolve(folder, u)).OfType<string>().Where(tree.FolderExists));
            }
        }

        if (places.Count == 0)
        {
            places.Add(folder);
        }

        var folders = ImmutableArray.CreateBuilder<DecisionFolder>();
        foreach (var place in places.Distinct())
        {
            var left = MaxFiles;
            ReadFolder(tree, place, 0, ref left, folders, diagnostics);
            if (left < 0)
            {
                diagnostics.Add(ReviewsDiagnostics.TooManyDecisions(place, MaxFiles));
            }
        }

        return folders.ToImmutable();
    }

    /// <summary>Whether a file with this name is none of the decisions beside it: a template, an index, an explanation.</summary>
    internal static bool IsOther(string name)
    {
        var lower = name.ToLowerInvariant();
        return !lower.EndsWith(".md") || lower is "readme.md" or "index.md" or "template.md" or "contributing.md" or "changelog.md" or "toc.md"
            || lower.StartsWith('.') || lower.StartsWith('_') || lower.StartsWith("adr-template") || lower.EndsWith("-template.md") && DecisionNames.NumberOf(name) is null or 0;
    }

    private static bool LooksLikeDecision(string name) =>
        !IsOther(name) && (DecisionNames.NumberOf(name) is not null || DecisionNames.DateOf(name) is not null);

    private static bool IsFolderOfDecisions(FileTree tree, string folder) => tree.Files(folder).Any(LooksLikeDecision);

    private static void ReadFolder(
        FileTree tree, string folder, int depth, ref int left, ImmutableArray<DecisionFolder>.Builder folders, DiagnosticBag diagnostics)
    {
        var files = ImmutableArray.CreateBuilder<DecisionFile>();
        var names = tree.Files(folder);
        var onlyNumbered = depth > 0 || names.Any(LooksLikeDecision) && !names.Any(n => DecisionNames.DateOf(n) is not null);
        foreach (var name in names)
        {
            if (IsOther(name) || onlyNumbered && !LooksLikeDecision(name))
            {
                continue;
            }

            if (--left < 0)
            {
                break;
            }

            if (ReadFile(tree, folder.Length == 0 ? name : $"{folder}/{name}", diagnostics) is { } file)
            {
                files.Add(file);
            }
        }

        if (files.Count > 0)
        {
            folders.Add(new DecisionFolder(folder, files.ToImmutable()));
        }

        foreach (var name in tree.Folders(folder))
        {
            if (depth < MaxDepth && left > 0 && !name.StartsWith('.') && name is not ("templates" or "template" or "node_modules" or "assets" or "images"))
            {
                ReadFolder(tree, folder.Length == 0 ? name : $"{folder}/{name}", depth + 1, ref left, folders, diagnostics);
            }
        }
    }

    private static DecisionFile? ReadFile(FileTree tree, string path, DiagnosticBag diagnostics)
    {
        var content = tree.Read(path);
        if (content.Refusal != FileRefusal.None)
        {
            diagnostics.Add(ReviewsDiagnostics.UnreadableDecision(path, content.Refusal));
            return null;
        }

        if (content.Bytes.Length > MaxBytes)
        {
            diagnostics.Add(ReviewsDiagnostics.DecisionTooLarge(path, DecisionReader.MaxLength));
            return null;
        }

        var source = SourceText.FromUtf8(path, content.Bytes.Span, diagnostics);
        if (source.Text.Contains('\r'))
        {
            source = new SourceText(path, source.Text.Replace("\r\n", "\n").Replace('\r', '\n'));
        }

        return DecisionReader.Read(source, diagnostics) is { } document ? new DecisionFile(path, document) { Source = source } : null;
    }

    private static void Configured(FileTree tree, string folder, List<string> places, DiagnosticBag diagnostics)
    {
        if (ReadConfig(tree, folder, ".adr-dir", diagnostics) is { } adrDir)
        {
            Add(adrDir.Text.Trim(), adrDir, new TextSpan(0, adrDir.Text.Length));
        }

        if (ReadConfig(tree, folder, ".log4brains.yml", diagnostics) is { } log4brains
            && YamlReader.Read(log4brains).Root is MappingNode root && root["project"] is MappingNode project)
        {
            AddScalar(project["adrFolder"], log4brains);
            foreach (var package in (project["packages"] as SequenceNode)?.Items.OfType<MappingNode>() ?? [])
            {
                AddScalar(package["adrFolder"], log4brains);
            }
        }

        void AddScalar(Node? node, SourceText source)
        {
            if (node is ScalarNode { IsNull: false } scalar)
            {
                Add(scalar.Text, source, scalar.Span);
            }
        }

        void Add(string path, SourceText source, TextSpan span)
        {
            if (tree.Resolve(folder, path) is { } resolved && tree.FolderExists(resolved))
            {
                places.Add(resolved);
            }
            else
            {
                diagnostics.Add(ReviewsDiagnostics.DecisionFolderMissing(path, source.Path, new Location(source, span)));
            }
        }
    }

    private static SourceText? ReadConfig(FileTree tree, string folder, string name, DiagnosticBag diagnostics)
    {
        var path = folder.Length == 0 ? name : $"{folder}/{name}";
        if (!tree.FileExists(path))
        {
            return null;
        }

        var content = tree.Read(path);
        return content.Refusal == FileRefusal.None && content.Bytes.Length <= MaxBytes
            ? SourceText.FromUtf8(path, content.Bytes.Span, diagnostics)
            : null;
    }
}
