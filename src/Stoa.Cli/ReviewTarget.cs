using System.Collections.Immutable;
using Stoa.Language.Text;

namespace Stoa.Cli;

/// <summary>What the words on the command line name: one root, the paths below it, and the files that were named outside of it.</summary>
/// <param name="Files">
/// What may be read: the root, the repository around it (modules often lie beside what calls them), and the files that the command line
/// itself names.
/// </param>
/// <param name="Root">The root's full path.</param>
/// <param name="Paths">The folders and files to review, relative to the root.</param>
internal sealed record ReviewTarget(FileTree Files, string Root, IReadOnlyList<string> Paths)
{
    /// <summary>What to call a workload that has no name of its own: the root's folder.</summary>
    public string Name => Path.GetFileName(Root.TrimEnd(Path.DirectorySeparatorChar)) is { Length: > 0 } name ? name : "workload";

    /// <summary>Resolves the paths; none stands for the current folder.</summary>
    /// <param name="paths">Folders and files to review.</param>
    /// <param name="within">
    /// The widest folder of which anything may be read; null: the nearest folder around the root that is a Git repository, else the root.
    /// </param>
    /// <param name="named">Other files that may be read because the command line names them (variable files, a workload file).</param>
    /// <exception cref="UsageException">A path does not exist, or does not lie in the widest folder.</exception>
    public static ReviewTarget Of(IReadOnlyCollection<string> paths, string? within, params IEnumerable<string> named)
    {
        var full = (paths.Count == 0 ? ["."] : paths).Select(FullPath).Distinct().ToList();
        var root = full.Select(static p => Directory.Exists(p) ? p : Path.GetDirectoryName(p)!).Aggregate(Common);
        var files = new NamedFiles(new DiskFileTree(root, within is null ? Repository(root) : Around(root, within)));
        foreach (var path in named)
        {
            files.Add(path, FullPath(path), root);
        }

        return new ReviewTarget(files, root, [.. full.Select(path => Relative(root, path))]);
    }

    /// <summary>The path, relative to the root, under which a file named on the command line can be read.</summary>
    public string PathOf(string named) => ((NamedFiles)Files).PathOf(named);

    private static string FullPath(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Path.Exists(full) ? full : throw new UsageException($"{path}: no such file or folder.");
    }

    private static string Common(string a, string b)
    {
        while (!Holds(a, b))
        {
            a = Path.GetDirectoryName(a) ?? "/";
        }

        return a;
    }

    private static bool Holds(string folder, string path) =>
        $"{path}{Path.DirectorySeparatorChar}".StartsWith(
            folder.EndsWith(Path.DirectorySeparatorChar) ? folder : $"{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    // A worktree and a submodule have a file of that name.
    private static string? Repository(string root)
    {
        for (var folder = root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Join(folder, ".git")))
            {
                return folder;
            }
        }

        return null;
    }

    private static string Around(string root, string within)
    {
        var full = FullPath(within);
        return Directory.Exists(full) && Holds(full, root) ? full
            : throw new UsageException($"--root {within}: name a folder that holds everything under review ({root}).");
    }

    private static string Relative(string root, string path) =>
        Path.GetRelativePath(root, path) is var relative && relative == "." ? "" : relative.Replace(Path.DirectorySeparatorChar, '/');

    // A variable file beside the reviewed folder is read because a person named it; nothing that the reviewed files say can reach it.
    private sealed class NamedFiles(FileTree inner) : FileTree
    {
        private readonly Dictionary<string, string> named = [];
        private readonly Dictionary<string, (FileTree Tree, string Name)> outside = [];

        public void Add(string word, string full, string root)
        {
            var relative = Relative(root, full);
            if (Path.IsPathRooted(relative) || inner.Resolve("", relative) is null)
            {
                outside[word] = (new DiskFileTree(Path.GetDirectoryName(full)!), Path.GetFileName(full));
                relative = word;
            }

            named[word] = relative;
        }

        public override ImmutableArray<string> Above => inner.Above;

        public string PathOf(string word) => named[word];

        public override bool FileExists(string path) => outside.ContainsKey(path) || inner.FileExists(path);

        public override bool FolderExists(string path) => inner.FolderExists(path);

        public override IReadOnlyList<string> Files(string folder) => inner.Files(folder);

        public override IReadOnlyList<string> Folders(string folder) => inner.Folders(folder);

        public override FileContent Read(string path) =>
            outside.TryGetValue(path, out var file) ? file.Tree.Read(file.Name) : inner.Read(path);
    }
}
