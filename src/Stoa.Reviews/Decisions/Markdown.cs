using System.Collections.Immutable;
using System.Text;

namespace Stoa.Reviews.Decisions;

/// <summary>
/// As much of Markdown as decisions need: headings at the beginning of a line, fenced code, lists. All of it goes through a text once.
/// </summary>
internal static class Markdown
{
    /// <summary>Lines ended by '\n', no blank lines at either end.</summary>
    public static string Normal(string text)
    {
        if (text.Contains('\r'))
        {
            text = text.Replace("\r\n", "\n").Replace('\r', '\n');
        }

        var end = text.AsSpan().TrimEnd().Length;
        var start = 0;
        for (var i = 0; i < end && char.IsWhiteSpace(text[i]); i++)
        {
            if (text[i] == '\n')
            {
                start = i + 1;
            }
        }

        return start == 0 && end == text.Length ? text : text[start..Math.Max(start, end)];
    }

    /// <summary>The level of a heading, 1 to 6, and its text; 0 where the line is none.</summary>
    public static int HeadingLevel(ReadOnlySpan<char> line, out ReadOnlySpan<char> heading)
    {
        var level = line.IndexOfAnyExcept('#');
        level = level < 0 ? line.Length : level;
        var isHeading = level is > 0 and <= 6 && (level == line.Length || line[level] is ' ' or '\t');
        heading = isHeading ? line[level..].Trim() : default;
        return isHeading ? level : 0;
    }

    /// <summary>
    /// The text cut at its headings down to a level. The first piece is what stands before them, of level 0 and without a heading.
    /// </summary>
    public static List<Piece> Split(string text, int level)
    {
        List<Piece> pieces = [];
        var fence = new Fence();
        var (currentLevel, currentHeading, start) = (0, "", 0);
        foreach (var (line, from, next) in new Lines(text))
        {
            if (!fence.Passes(line) && HeadingLevel(line, out var heading) is > 0 and var found && found <= level)
            {
                pieces.Add(new Piece(currentLevel, currentHeading, Normal(text[start..from])));
                (currentLevel, currentHeading, start) = (found, heading.ToString(), next);
            }
        }

        pieces.Add(new Piece(currentLevel, currentHeading, Normal(text[start..])));
        return pieces;
    }

    /// <summary>The headings of a text, in order.</summary>
    public static List<(int Level, string Heading)> Headings(string text)
    {
        List<(int, string)> headings = [];
        var fence = new Fence();
        foreach (var (line, _, _) in new Lines(text))
        {
            if (!fence.Passes(line) && HeadingLevel(line, out var heading) is > 0 and var level)
            {
                headings.Add((level, heading.ToString()));
            }
        }

        return headings;
    }

    /// <summary>
    /// The text as it can stand below a heading without ending its section: headings are no higher than a level, those that would be
    /// taken for ours one level deeper, and fenced code is closed.
    /// </summary>
    public static string Below(string text, int level, Func<string, bool>? isReserved = null)
    {
        text = Normal(text);
        var result = new StringBuilder(text.Length + 16);
        var fence = new Fence();
        foreach (var (line, _, _) in new Lines(text))
        {
            if (result.Length > 0)
            {
                result.Append('\n');
            }

            if (!fence.Passes(line) && HeadingLevel(line, out var heading) is > 0 and var found)
            {
                var least = isReserved is not null && isReserved(heading.ToString()) ? level + 1 : level;
                result.Append('#', Math.Max(least - found, 0));
            }

            result.Append(line);
        }

        if (fence.Closing is { } closing)
        {
            result.Append('\n').Append(closing);
        }

        return result.ToString();
    }

    /// <summary>
    /// The items of a text that is one list and nothing else, or of the list with which it ends: <paramref name="before"/> is what
    /// stands in front. Null where it does not end with a list.
    /// </summary>
    public static ImmutableArray<string>? TrailingList(string text, out string before)
    {
        before = "";
        var items = ImmutableArray.CreateBuilder<string>();
        var item = new StringBuilder();
        var fence = new Fence();
        var (width, blanks, end) = (0, 0, 0);
        foreach (var (line, from, _) in new Lines(text))
        {
            var inFence = fence.Passes(line);
            var indent = line.Length - line.TrimStart(' ').Length;
            if (line.IsWhiteSpace())
            {
                blanks++;
                continue;
            }

            if (indent == 0 && (!inFence || fence.JustOpened) && MarkerWidth(line) is > 0 and var marker)
            {
                if (items.Count == 0 && width == 0)
                {
                    end = from;
                }

                Finish();
                width = marker;
                item.Append(line[marker..].TrimStart());
            }
            else if (width > 0 && (indent > 0 || blanks == 0 || inFence))
            {
                item.Append('\n', blanks + 1).Append(line[Math.Min(indent, width)..]);
            }
            else
            {
                Finish();
                items.Clear();
                width = 0;
            }

            blanks = 0;
        }

        if (width == 0)
        {
            return null;
        }

        Finish();
        before = Normal(text[..end]);
        return items.ToImmutable();

        void Finish()
        {
            if (width > 0)
            {
                items.Add(item.ToString().TrimEnd());
                item.Clear();
            }
        }
    }

    /// <summary>The items of a text that is one list and nothing else; null where it is not.</summary>
    public static ImmutableArray<string>? List(string text) =>
        text.Length == 0 ? [] : TrailingList(text, out var before) is { } items && before.Length == 0 ? items : null;

    /// <summary>An item of a list, with its further lines set in and its fenced code closed.</summary>
    public static void AppendItem(StringBuilder output, string text)
    {
        var fence = new Fence();
        var first = true;
        foreach (var (line, _, _) in new Lines(Normal(text).TrimStart()))
        {
            var shown = first ? $"* {line}" : line.IsWhiteSpace() ? "" : $"  {line}";
            _ = fence.Passes(shown);
            output.Append(shown.AsSpan().TrimEnd('\r')).Append('\n');
            first = false;
        }

        if (fence.Closing is { } closing)
        {
            output.Append("  ").Append(closing).Append('\n');
        }
    }

    /// <summary>The width of a list's marker and the blanks after it; 0 where the line begins with none.</summary>
    public static int MarkerWidth(ReadOnlySpan<char> line)
    {
        var marker = 0;
        if (line.Length > 0 && line[0] is '*' or '-' or '+')
        {
            marker = 1;
        }
        else
        {
            var digits = line.IndexOfAnyExceptInRange('0', '9');
            if (digits is > 0 and < 6 && line[digits] is '.' or ')')
            {
                marker = digits + 1;
            }
        }

        if (marker == 0 || marker >= line.Length || line[marker] != ' ')
        {
            return 0;
        }

        var blanks = line[marker..].IndexOfAnyExcept(' ');
        return blanks < 0 ? 0 : blanks > 4 ? marker + 1 : marker + blanks;
    }

    /// <summary>A part of a text below its heading.</summary>
    public readonly record struct Piece(int Level, string Heading, string Text);

    /// <summary>Follows fenced code through the lines of a text.</summary>
    public struct Fence
    {
        private char mark;
        private int length;

        /// <summary>Whether the last line opened a fence.</summary>
        public bool JustOpened { get; private set; }

        /// <summary>The line that would close the open fence; null where none is open.</summary>
        public readonly string? Closing => length == 0 ? null : new string(mark, length);

        /// <summary>Takes the next line. Whether it is code, or a fence around it.</summary>
        public bool Passes(ReadOnlySpan<char> line)
        {
            JustOpened = false;
            var text = line.TrimStart();
            if (length > 0)
            {
                var run = Run(text, mark);
                if (run >= length && text[run..].IsWhiteSpace())
                {
                    length = 0;
                }

                return true;
            }

            for (var marker = MarkerWidth(text); marker > 0; marker = MarkerWidth(text))
            {
                text = text[marker..].TrimStart();
            }

            if (text.Length < 3 || text[0] is not ('`' or '~'))
            {
                return false;
            }

            var opening = Run(text, text[0]);
            if (opening < 3 || text[0] == '`' && text[opening..].Contains('`'))
            {
                return false;
            }

            (mark, length, JustOpened) = (text[0], opening, true);
            return true;
        }

        private static int Run(ReadOnlySpan<char> text, char mark)
        {
            var run = text.IndexOfAnyExcept(mark);
            return run < 0 ? text.Length : run;
        }
    }

    /// <summary>The lines of a text, without copies: the line, where it begins, and where the next one does.</summary>
    public ref struct Lines(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> all = text;
        private int next;

        public Line Current { get; private set; }

        public readonly Lines GetEnumerator() => this;

        public bool MoveNext()
        {
            if (next > all.Length || all.IsEmpty)
            {
                return false;
            }

            var from = next;
            var length = all[from..].IndexOf('\n');
            next = length < 0 ? all.Length + 1 : from + length + 1;
            Current = new Line(length < 0 ? all[from..] : all.Slice(from, length), from, Math.Min(next, all.Length));
            return true;
        }
    }

    /// <summary>A line of a text.</summary>
    public readonly ref struct Line(ReadOnlySpan<char> text, int from, int next)
    {
        public void Deconstruct(out ReadOnlySpan<char> text, out int from, out int next)
        {
            text = Text;
            from = From;
            next = Next;
        }

        private ReadOnlySpan<char> Text { get; } = text;

        private int From { get; } = from;

        private int Next { get; } = next;
    }
}
