namespace Stoa.Language.Text;

/// <summary>
/// The files a review may see: everything below one root and nothing else. Paths are relative to the root, with '/';
/// the root itself is the empty path. Listing is in ordinal order, so that a review is deterministic.
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
    /// The normal form of <paramref name="path"/> as written in a file of <paramref name="folder"/>: no <c>.</c>, <c>..</c> or
    /// doubled '/'. Null where it leaves the root or is absolute.
    /// </summary>
    public static string? Resolve(string folder, string path)
    {
        if (path.StartsWith('/') || path.Contains('\0'))
        {
            return null;
        }

        var parts = new List<string>();
        foreach (var part in $"{folder}/{path}".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}

/// <summary>Why a file could not be read.</summary>
public enum FileRefusal
{
    /// <summary>It was read.</summary>
    None,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>It lies outside the reviewed root, directly or behind a symbolic link.</summary>
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
