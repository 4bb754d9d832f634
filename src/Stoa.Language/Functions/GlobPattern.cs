using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Text;

namespace Stoa.Language.Functions;

/// <summary>
/// A pattern of file names: <c>*</c>, <c>?</c>, <c>[a-z]</c> within one folder's name, <c>{a,b}</c> for either and <c>**</c> for any
/// number of folders.
/// </summary>
internal sealed class GlobPattern
{
    private const int MaxFiles = 100_000;
    private const int MaxAlternatives = 1024;

    private readonly List<string[]> alternatives;

    private GlobPattern(List<string[]> alternatives) => this.alternatives = alternatives;

    /// <summary>Reads a pattern; false where a bracket or brace is not closed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out GlobPattern? pattern)
    {
        var expanded = new List<string>();
        pattern = null;
        if (!Expand(text, expanded))
        {
            return false;
        }

        // Backslashes stay for the names; a doubled slash is one.
        var paths = expanded.ConvertAll(static e => e.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(static s => s != ".").ToArray());
        if (!paths.TrueForAll(static a => Array.TrueForAll(a, static s => s == "**" || Match(s, "", out _))))
        {
            return false;
        }

        pattern = new GlobPattern(paths);
        return true;
    }

    /// <summary>The files that match, as paths from the folder, in any order; null where there are too many.</summary>
    public List<string>? Find(FileTree files, string folder)
    {
        var found = new HashSet<string>();
        foreach (var segments in alternatives)
        {
            if (!Walk(files, folder, "", segments, 0, found))
            {
                return null;
            }
        }

        return [.. found];
    }

    private static bool Walk(FileTree files, string folder, string below, string[] segments, int next, HashSet<string> found)
    {
        if (next == segments.Length)
        {
            return true;
        }

        var here = below.Length == 0 ? folder : folder.Length == 0 ? below : $"{folder}/{below}";
        var segment = segments[next];
        if (segment == "..")
        {
            // Out of the folder and perhaps into another; the tree itself keeps within the root.
            return true;
        }

        var isLast = next == segments.Length - 1;
        if (segment == "**" && !isLast && !Walk(files, folder, below, segments, next + 1, found))
        {
            return false;
        }

        if (isLast)
        {
            foreach (var file in files.Files(here))
            {
                if (segment == "**" || (Match(segment, file, out var matches) && matches))
                {
                    found.Add(Below(below, file));
                }
            }
        }

        foreach (var child in files.Folders(here))
        {
            if (found.Count > MaxFiles)
            {
                return false;
            }

            if (segment == "**")
            {
                if (!Walk(files, folder, Below(below, child), segments, next, found))
                {
                    return false;
                }
            }
            else if (!isLast && Match(segment, child, out var matches) && matches && !Walk(files, folder, Below(below, child), segments, next + 1, found))
            {
                return false;
            }
        }

        return found.Count <= MaxFiles;
    }

    private static string Below(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>Writes out <c>{a,b}</c>, innermost last.</summary>
    private static bool Expand(string text, List<string> results)
    {
        var depth = 0;
        var open = -1;
        var commas = new List<int>();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{' when depth++ == 0:
                    open = i;
                    break;
                case ',' when depth == 1:
                    commas.Add(i);
                    break;
                case '}' when --depth < 0:
                    return false;
                case '}' when depth == 0:
                    var start = open;
                    foreach (var end in commas.Append(i))
                    {
                        if (results.Count > MaxAlternatives || !Expand($"{text[..open]}{text[(start + 1)..end]}{text[(i + 1)..]}", results))
                        {
                            return false;
                        }

                        start = end;
                    }

                    return true;
            }
        }

        results.Add(text);
        return depth == 0;
    }

    /// <summary>Matches one name; false where the pattern is wrong.</summary>
    private static bool Match(string pattern, string name, out bool matches)
    {
        matches = false;
        // Where the last star stood, to try again one character further: linear in practice, no recursion.
        int p = 0, n = 0, starPattern = -1, starName = 0;
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                starPattern = ++p;
                starName = n;
                continue;
            }

            var fits = false;
            var after = p;
            if (p < pattern.Length && !Single(pattern, ref after, n < name.Length ? name[n] : '\0', out fits))
            {
                return false;
            }

            if (n == name.Length && p == pattern.Length)
            {
                matches = true;
                return true;
            }

            if (n == name.Length)
            {
                // Only to find out whether the rest is well formed.
                p = Math.Max(after, p + 1);
                while (p < pattern.Length)
                {
                    if (pattern[p] == '*')
                    {
                        p++;
                    }
                    else if (!Single(pattern, ref p, '\0', out _))
                    {
                        return false;
                    }
                }

                return true;
            }

            if (p < pattern.Length && fits)
            {
                p = after;
                n++;
            }
            else if (starPattern >= 0)
            {
                p = starPattern;
                n = ++starName;
            }
            else
            {
                return true;
            }
        }
    }

    /// <summary>Matches one character with what stands at a place of the pattern, and moves past that.</summary>
    private static bool Single(string pattern, ref int p, char c, out bool fits)
    {
        fits = false;
        switch (pattern[p])
        {
            case '?':
                p++;
                fits = true;
                return true;
            case '\\' when p + 1 < pattern.Length:
                fits = pattern[p + 1] == c;
                p += 2;
                return true;
            case '\\':
                return false;
            case '[':
                var i = p + 1;
                var negated = i < pattern.Length && pattern[i] is '^' or '!';
                i += negated ? 1 : 0;
                for (var first = true; ; first = false)
                {
                    if (i >= pattern.Length)
                    {
                        return false;
                    }

                    if (pattern[i] == ']' && !first)
                    {
                        break;
                    }

                    var low = pattern[i] == '\\' && i + 1 < pattern.Length ? pattern[++i] : pattern[i];
                    var high = low;
                    if (i + 2 < pattern.Length && pattern[i + 1] == '-' && pattern[i + 2] != ']')
                    {
                        high = pattern[i + 2];
                        i += 2;
                    }

                    fits |= c >= low && c <= high;
                    i++;
                }

                fits ^= negated;
                p = i + 1;
                return true;
            default:
                fits = pattern[p++] == c;
                return true;
        }
    }
}
