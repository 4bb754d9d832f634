using System.Text;
using System.Text.Unicode;
using Stoa.Language.Diagnostics;

namespace Stoa.Language.Text;

/// <summary>One file's text and the name a person knows it by. Immutable.</summary>
public sealed class SourceText(string path, string text)
{
    private int[]? lineStarts;

    /// <summary>The path as shown to people: relative to the reviewed root, with '/'.</summary>
    public string Path { get; } = path;

    /// <summary>The whole text, without a byte-order mark.</summary>
    public string Text { get; } = text;

    /// <summary>
    /// A text from the bytes of a file in UTF-8; a byte-order mark is left out. Bytes that are not UTF-8 are read as U+FFFD and
    /// reported.
    /// </summary>
    public static SourceText FromUtf8(string path, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        var source = new SourceText(path, Encoding.UTF8.GetString(bytes));

        // A replacement character in the text is rare enough to ask twice whether the file itself holds it.
        var at = source.Text.IndexOf('\uFFFD');
        if (at >= 0 && Utf8.IsValid(bytes) is false)
        {
            var valid = Encoding.UTF8.GetByteCount(source.Text.AsSpan(0, at));
            diagnostics.Add(LanguageDiagnostics.InvalidUtf8(new Location(source, new TextSpan(at, at + 1)), valid));
        }

        return source;
    }

    /// <summary>The number of lines; an empty text has one.</summary>
    public int LineCount => LineStarts.Length;

    // Built on first use: most files are never pointed into. A race builds it twice, to the same content.
    private int[] LineStarts => lineStarts ??= FindLineStarts(Text);

    /// <summary>The line and column of an offset, both from 1; the column counts UTF-16 code units.</summary>
    public LinePosition GetPosition(int offset)
    {
        var index = Array.BinarySearch(LineStarts, offset);
        if (index < 0)
        {
            index = ~index - 1;
        }

        return new LinePosition(index + 1, offset - LineStarts[index] + 1);
    }

    /// <summary>The line number, from 1, on which an offset stands.</summary>
    public int GetLine(int offset) => GetPosition(offset).Line;

    /// <summary>The offset at which a line, counted from 1, begins.</summary>
    public int GetLineStart(int line) => LineStarts[line - 1];

    /// <summary>The text of a line, counted from 1, without its line ending.</summary>
    public ReadOnlySpan<char> GetLineText(int line)
    {
        var start = LineStarts[line - 1];
        var end = line < LineStarts.Length ? LineStarts[line] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    /// <summary>The characters a span covers.</summary>
    public ReadOnlySpan<char> Slice(TextSpan span) => Text.AsSpan(span.Start, span.Length);

    private static int[] FindLineStarts(string text)
    {
        var starts = new int[text.AsSpan().Count('\n') + 1];
        var line = 1;
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts[line++] = at + 1;
        }

        return starts;
    }
}

/// <summary>A place in a text as an editor shows it: line and column from 1.</summary>
public readonly record struct LinePosition(int Line, int Column);
