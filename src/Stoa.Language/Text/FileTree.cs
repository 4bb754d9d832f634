using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Stoa.Language.Text;

/// <summary>
/// The files a review may see: everything below one root and, where a wider folder is given, what that holds around the root; nothing
/// else. Paths are relative to the root, with '/'; the root itself is the empty path, and what stands beside it begins with
/// <c>../</c>. Listing is in ordinal order, so that a review is deterministic.
/// </summary>
public abstract class FileTree
{
    /// <summary>The largest file that is read, in bytes: 64 MiB. A larger one is refused, not truncated.</summary>
    public const int MaxFileBytes = 64 * 1024 * 1024;

    /// <summary>Whether a regular file stands at the path, within the root after symbolic links are resolved.</summary>
    public abstract bool FileExists(string path);

    /// <summary>Whether a folder stands at the path, within the root after symbolic links are resolved.</summary>
    public abstract bool FolderExists(string path);

    /// <summary>The names (not paths) of the files in a folder, in ordinal order; empty where there is no such folder.</summary>
    public abstract IReadOnlyList<string> Files(string folder);

    /// <summary>The names (not paths) of the folders in a folder, in ordinal order; links out of the root are left out.</summary>
    public abstract IReadOnlyList<string> Folders(string folder);

    /// <summary>Reads a whole file, or says why not.</summary>
    public abstract FileContent Read(string path);

    /// <summary>
    /// The names of the folders that lead from the widest folder of which anything may be read down to the root; none where that is the
    /// root itself.
    /// </summary>
    public virtual ImmutableArray<string> Above => [];

    /// <summary>
    /// The normal form of <paramref name="path"/> as written in a file of <paramref name="folder"/>: no <c>.</c> or doubled '/', and
    /// <c>..</c> only in front, where it leads out of the root. Null where it leads out of what may be read, or is absolute.
    /// </summary>
    public string? Resolve(string folder, string path)
    {
        if (path.StartsWith('/') || path.Contains('\0') || Steps(folder) is not { } steps || !TryWalk(steps, path))
        {
            return null;
        }

        return Relative([.. Above], steps);
    }

    /// <summary>How a file in one folder writes the path of another folder: <c>../../modules/db</c>; <c>.</c> for its own.</summary>
    /// <exception cref="ArgumentException">A folder is not in its normal form, or lies outside of what may be read.</exception>
    public string RelativePath(string from, string to)
    {
        var path = Relative(
            Steps(from) ?? throw new ArgumentException("The folder cannot be read.", nameof(from)),
            Steps(to) ?? throw new ArgumentException("The folder cannot be read.", nameof(to)));
        return path.Length == 0 ? "." : path;
    }

    private List<string>? Steps(string path)
    {
        List<string> steps = [.. Above];
        return TryWalk(steps, path) ? steps : null;
    }

    private static bool TryWalk(List<string> steps, string path)
    {
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (steps.Count == 0)
                {
                    return false;
                }

                steps.RemoveAt(steps.Count - 1);
            }
            else if (part != ".")
            {
                steps.Add(part);
            }
        }

        return true;
    }

    private static string Relative(List<string> from, List<string> to)
    {
        var common = CollectionsMarshal.AsSpan(from).CommonPrefixLength(CollectionsMarshal.AsSpan(to));
        return string.Join('/', Enumerable.Repeat("..", from.Count - common).Concat(to.Skip(common)));
    }
}

/// <summary>Why a file could not be read.</summary>
public enum FileRefusal
{
    /// <summary>It was read.</summary>
    None,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>It lies outside of what may be read, directly or behind a symbolic link.</summary>
    OutsideRoot,

    /// <summary>It is larger than <see cref="FileTree.MaxFileBytes"/>.</summary>
    TooLarge,

    /// <summary>It is not a regular file, or the system refused to read it.</summary>
    Unreadable,
}

/// <summary>The bytes of a file, or why there are none.</summary>
public readonly record struct FileContent(ReadOnlyMemory<byte> Bytes, FileRefusal Refusal)
{
    /// <summary>A refusal, without bytes.</summary>
    public static FileContent Refused(FileRefusal refusal) => new(default, refusal);
}
