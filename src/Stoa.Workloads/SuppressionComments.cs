using System.Collections.Immutable;
using System.Globalization;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Workloads;

/// <summary>
/// Suppressions in comments, ours and those of other tools, so that what people have already written keeps working:
/// <c>stoa:ignore=ID reason</c> (<c>until=2026-12-31</c> may come first), <c>checkov:skip=ID:reason</c>, <c>tfsec:ignore:ID</c>,
/// <c>trivy:ignore:ID</c> and <c>ts:skip=ID reason</c>. The same in Terraform and in templates.
/// </summary>
internal static class SuppressionComments
{
    /// <summary>Whether a text may have any: most have none, and need not be searched comment by comment.</summary>
    public static bool MayStandIn(string text) =>
        text.Contains(":ignore", StringComparison.Ordinal) || text.Contains(":skip=", StringComparison.Ordinal);

    /// <summary>The suppressions in the comments within a declaration, and in those that stand right above it.</summary>
    /// <param name="declaration">From the first character of the declaration to its last.</param>
    /// <param name="source">The file.</param>
    /// <param name="comments">The comments of the file, in order.</param>
    public static IReadOnlyList<Suppression> Around(TextSpan declaration, SourceText source, ImmutableArray<Comment> comments)
    {
        var found = new List<Suppression>();
        var end = LastBefore(comments, declaration.End);
        var first = end;
        while (first > 0 && comments[first - 1].Span.Start >= declaration.Start)
        {
            first--;
        }

        // Comments above belong to it as long as nothing but white space lies between.
        for (var next = declaration.Start; first > 0 && IsAdjacent(source.Text, comments[first - 1].Span, next); first--)
        {
            next = comments[first - 1].Span.Start;
        }

        for (var i = first; i < end; i++)
        {
            Read(source, comments[i].Span, found);
        }

        return found;
    }

    /// <summary>How many comments begin before an offset.</summary>
    private static int LastBefore(ImmutableArray<Comment> comments, int offset)
    {
        int low = 0, high = comments.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (comments[middle].Span.Start < offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static bool IsAdjacent(string text, TextSpan comment, int next)
    {
        var between = text.AsSpan(comment.End, next - comment.End);

        // Where comments end with their line break (HCL), one blank line at most in between; and it stands on a line of its own.
        var lineStart = comment.Start == 0 ? 0 : text.LastIndexOf('\n', comment.Start - 1) + 1;
        return between.IsWhiteSpace() && between.Count('\n') <= 1 && text.AsSpan(lineStart, comment.Start - lineStart).IsWhiteSpace();
    }

    private static void Read(SourceText source, TextSpan span, List<Suppression> found)
    {
        var text = source.Slice(span);
        if (!text.Contains(':'))
        {
            return;
        }

        var location = new Location(source, span);
        foreach (var range in text.Split('\n'))
        {
            var line = text[range];
            ReadSkip(line, "checkov:skip=", ':', location, found);
            ReadSkip(line, "bridgecrew:skip=", ':', location, found);
            ReadSkip(line, "ts:skip=", ' ', location, found);
            ReadSkip(line, "stoa:ignore=", ' ', location, found);
            ReadIgnores(line, "tfsec:ignore:", location, found);
            ReadIgnores(line, "trivy:ignore:", location, found);
        }
    }

    /// <summary>One or more ids with commas, then perhaps a reason.</summary>
    private static void ReadSkip(ReadOnlySpan<char> line, string mark, char separator, Location location, List<Suppression> found)
    {
        var at = line.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return;
        }

        var rest = line[(at + mark.Length)..].Trim();
        var end = rest.IndexOfAny(separator, ' ');
        var ids = end < 0 ? rest : rest[..end];
        var reason = end < 0 ? "" : rest[(end + 1)..].Trim().TrimEnd("*/").TrimEnd().ToString();
        DateOnly? expires = null;
        if (reason.StartsWith("until=", StringComparison.Ordinal))
        {
            var word = reason.Split(' ', 2);
            expires = Date(word[0].AsSpan("until=".Length));
            reason = word.Length > 1 ? word[1].Trim() : "";
        }

        foreach (var id in ids.Split(','))
        {
            if (ids[id].Trim().Length > 0)
            {
                found.Add(new Suppression(ids[id].Trim().ToString(), reason.Length == 0 ? null : reason, expires, location));
            }
        }
    }

    /// <summary>Ids each behind a mark of its own, with qualifiers such as <c>:exp:2026-12-31</c>.</summary>
    private static void ReadIgnores(ReadOnlySpan<char> line, string mark, Location location, List<Suppression> found)
    {
        for (var at = line.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = line.IndexOf(mark, StringComparison.Ordinal))
        {
            line = line[(at + mark.Length)..];
            var end = line.IndexOfAny(" \t\r*");
            var word = end < 0 ? line : line[..end];
            var colon = word.IndexOf(':');
            var expiry = word.IndexOf(":exp:", StringComparison.Ordinal);
            var id = colon < 0 ? word : word[..colon];
            if (id.Length > 0)
            {
                found.Add(new Suppression(
                    id.ToString(), null, expiry < 0 ? null : Date(word[(expiry + ":exp:".Length)..]), location));
            }
        }
    }

    private static DateOnly? Date(ReadOnlySpan<char> text) =>
        text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
}
