// The one place in the libraries that touches the disk; everything it reads has been shown to lie within its bounds.
#pragma warning disable RS0030 // File, Directory: see above.

using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Stoa.Language.Text;

/// <summary>
/// The files below a real folder, and of a wider one around it if that is given. Every symbolic link on the way to a file is followed
/// first; what then lies outside is refused. Names match as the file system matches them. Listings are kept, so a tree shows its folders as they were when first
/// asked for. Thread-safe.
/// </summary>
/// <remarks>
/// <see cref="Folders"/> leaves links to folders out, so that who walks the tree meets nothing twice and runs in no circle; what
/// they point to within bounds is listed where it stands, and a path through such a link is followed.
/// </remarks>
public sealed class DiskFileTree : FileTree
{
    // As many as Linux follows.
    private const int MaxLinks = 40;

    private readonly ConcurrentDictionary<string, Listing> listings = new();
    private readonly string? root;
    private readonly string? bounds;

    /// <summary>The tree below a folder. Where there is no such folder the tree is empty.</summary>
    /// <param name="folder">The path of the root, absolute or relative to the current folder; links on the way to it are followed.</param>
    /// <param name="within">
    /// The widest folder of which anything may be read. Null, or a folder that does not hold the root once links are followed: the root.
    /// </param>
    public DiskFileTree(string folder, string? within = null)
    {
        root = bounds = RealFolder(folder);
        if (root is not null && within is not null && RealFolder(within) is { } wide && IsWithin(wide, root))
        {
            bounds = wide;
            Above = [.. root[wide.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)];
        }
    }

    private enum EntryKind : byte
    {
        Missing,
        OutsideRoot,
        File,
        Folder,
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Above { get; } = [];

    /// <inheritdoc/>
    public override bool FileExists(string path) => Find(path).Kind == EntryKind.File;

    /// <inheritdoc/>
    public override bool FolderExists(string path) => Find(path).Kind == EntryKind.Folder;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Files(string folder) => List(folder).Files;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders(string folder) => List(folder).Folders;

    /// <inheritdoc/>
    public override FileContent Read(string path)
    {
        var entry = Find(path);
        return entry.Kind switch
        {
            EntryKind.File => ReadFile(entry.RealPath),
            EntryKind.OutsideRoot => FileContent.Refused(FileRefusal.OutsideRoot),
            EntryKind.Folder => FileContent.Refused(FileRefusal.Unreadable),
            _ => FileContent.Refused(FileRefusal.Missing),
        };
    }

    private static FileContent ReadFile(string realPath)
    {
        try
        {
            // A pipe, a socket or a device says that it holds nothing. It is never opened: that could wait for ever.
            var length = new FileInfo(realPath).Length;
            if (length == 0)
            {
                return new FileContent(default, FileRefusal.None);
            }

            if (length > MaxFileBytes)
            {
                return FileContent.Refused(FileRefusal.TooLarge);
            }

            using var handle = File.OpenHandle(realPath, options: FileOptions.SequentialScan);
            var bytes = new byte[length];
            var read = 0;
            int count;
            while (read < bytes.Length && (count = RandomAccess.Read(handle, bytes.AsSpan(read), read)) > 0)
            {
                read += count;
            }

            return new FileContent(bytes.AsMemory(0, read), FileRefusal.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return FileContent.Refused(FileRefusal.Unreadable);
        }
    }

    private (EntryKind Kind, string RealPath) Find(string path)
    {
        if (root is null || Resolve("", path) is not { } normal || (OperatingSystem.IsWindows() && normal.AsSpan().ContainsAny('\\', ':')))
        {
            return (root is null ? EntryKind.Missing : EntryKind.OutsideRoot, "");
        }

        if (normal.Length == 0)
        {
            return (EntryKind.Folder, root);
        }

        var slash = normal.LastIndexOf('/');
        if (normal.AsSpan(slash + 1).SequenceEqual(".."))
        {
            return (EntryKind.Folder, Ancestor((normal.Length + 1) / 3));
        }

        var folder = slash < 0 ? (EntryKind.Folder, RealPath: root) : FindFolder(normal[..slash]);
        return folder.Item1 == EntryKind.Folder ? Classify(Path.Join(folder.RealPath, normal.AsSpan(slash + 1))) : folder;
    }

    // Every step of the way up is real, and none leads out of bounds: the path has been resolved.
    private string Ancestor(int levels)
    {
        var folder = root!;
        for (var i = 0; i < levels; i++)
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private (EntryKind Kind, string RealPath) FindFolder(string path)
    {
        var listing = List(path);
        return (listing.Kind, listing.RealPath);
    }

    private Listing List(string folder)
    {
        if (!listings.TryGetValue(folder, out var listing))
        {
            listing = MakeListing(folder);
            listings.TryAdd(folder, listing);
        }

        return listing;
    }

    private Listing MakeListing(string folder)
    {
        var (kind, realPath) = Find(folder);
        if (kind != EntryKind.Folder)
        {
            return new Listing(kind, realPath, [], []);
        }

        var files = new List<string>();
        var folders = new List<string>();
        try
        {
            foreach (var entry in new DirectoryInfo(realPath).EnumerateFileSystemInfos())
            {
                var isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
                if (isLink ? Classify(entry.FullName).Kind == EntryKind.File : !entry.Attributes.HasFlag(FileAttributes.Directory))
                {
                    files.Add(entry.Name);
                }
                else if (!isLink)
                {
                    folders.Add(entry.Name);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that may not be listed shows what it gave up to here: nothing.
        }

        files.Sort(StringComparer.Ordinal);
        folders.Sort(StringComparer.Ordinal);
        return new Listing(EntryKind.Folder, realPath, files, folders);
    }

    // The folder of the path is real already; the last step may be a link.
    private (EntryKind Kind, string RealPath) Classify(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (info.LinkTarget is not null)
            {
                if (RealPath(path) is not { } real)
                {
                    return (EntryKind.Missing, "");
                }

                if (!IsWithin(bounds!, real))
                {
                    return (EntryKind.OutsideRoot, "");
                }

                info = new FileInfo(path = real);
            }

            return info.Exists ? (EntryKind.File, path)
                : Directory.Exists(path) ? (EntryKind.Folder, path) : (EntryKind.Missing, "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (EntryKind.Missing, "");
        }
    }

    private static bool IsWithin(string folder, string real) =>
        real.StartsWith(folder, StringComparison.Ordinal)
        && (real.Length == folder.Length || folder[^1] == Path.DirectorySeparatorChar || real[folder.Length] == Path.DirectorySeparatorChar);

    private static string? RealFolder(string path) => RealPath(Path.GetFullPath(path)) is { } real && Directory.Exists(real) ? real : null;

    /// <summary>The path with every link in it followed; null where that leads nowhere or in a circle.</summary>
    private static string? RealPath(string absolute)
    {
        var ahead = new Stack<string>();
        var start = Path.GetPathRoot(absolute)!;
        Push(absolute[start.Length..]);
        var current = start;
        var links = 0;
        try
        {
            while (ahead.TryPop(out var step))
            {
                if (step == "..")
                {
                    current = Path.GetDirectoryName(current) ?? start;
                    continue;
                }

                var next = Path.Join(current, step);
                if (new FileInfo(next).LinkTarget is not { } target)
                {
                    current = next;
                    continue;
                }

                if (++links > MaxLinks)
                {
                    return null;
                }

                if (Path.IsPathRooted(target))
                {
                    current = start = Path.GetPathRoot(target)!;
                    target = target[start.Length..];
                }

                Push(target);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return current;

        void Push(string path)
        {
            var steps = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
            for (var i = steps.Length - 1; i >= 0; i--)
            {
                if (steps[i] != ".")
                {
                    ahead.Push(steps[i]);
                }
            }
        }
    }

    private sealed record Listing(EntryKind Kind, string RealPath, IReadOnlyList<string> Files, IReadOnlyList<string> Folders);
}
