using System.Text;

namespace Stoa.Language.Text;

/// <summary>Files that exist in memory only: the examples of a check page, the body of an upload, a test.</summary>
public sealed class MemoryFileTree : FileTree
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> files = [];
    private readonly Dictionary<string, (SortedSet<string> Files, SortedSet<string> Folders)> folders = [];

    /// <summary>A tree of the given files: path and text.</summary>
    public MemoryFileTree(params ReadOnlySpan<(string Path, string Text)> contents)
    {
        foreach (var (path, text) in contents)
        {
            Add(path, text);
        }
    }

    /// <summary>Adds a file, or replaces it.</summary>
    public void Add(string path, string text) => Add(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a file, or replaces it.</summary>
    /// <exception cref="ArgumentException">The path leaves the root.</exception>
    public void Add(string path, ReadOnlyMemory<byte> bytes)
    {
        path = Resolve("", path) ?? throw new ArgumentException("The path leaves the root.", nameof(path));
        files[path] = bytes;
        var (folder, name) = Split(path);
        Folder(folder).Files.Add(name);
        while (folder.Length > 0)
        {
            (folder, name) = Split(folder);
            Folder(folder).Folders.Add(name);
        }
    }

    /// <inheritdoc/>
    public override bool FileExists(string path) => files.ContainsKey(path);

    /// <inheritdoc/>
    public override bool FolderExists(string path) => path.Length == 0 || folders.ContainsKey(path);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Files(string folder) => folders.TryGetValue(folder, out var f) ? [.. f.Files] : [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders(string folder) => folders.TryGetValue(folder, out var f) ? [.. f.Folders] : [];

    /// <inheritdoc/>
    public override FileContent Read(string path) =>
        files.TryGetValue(path, out var bytes)
            ? bytes.Length > MaxFileBytes ? FileContent.Refused(FileRefusal.TooLarge) : new FileContent(bytes, FileRefusal.None)
            : FileContent.Refused(FileRefusal.Missing);

    private static (string Folder, string Name) Split(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
    }

    private (SortedSet<string> Files, SortedSet<string> Folders) Folder(string path)
    {
        if (!folders.TryGetValue(path, out var folder))
        {
            folder = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
            folders.Add(path, folder);
        }

        return folder;
    }
}
