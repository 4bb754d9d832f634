using System.Globalization;
using System.Text;

namespace Stoa.Reports.Drawing;

/// <summary>Text in a drawing: how wide it is, what of it can be shown, and the addresses of links.</summary>
/// <remarks>
/// Widths are those of Arial, which Liberation Sans, Arimo and Helvetica share, in thousandths of the size. What they lack is taken as
/// wide as it may be, so that a text is never wider than measured.
/// </remarks>
internal static class DrawingText
{
    /// <summary>The fonts that the widths hold for.</summary>
    public const string Fonts = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif";

    private const int FirstMeasured = ' ';
    private const int WidestLetter = 1015;

    // From space to tilde.
    private static ReadOnlySpan<short> Regular =>
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    private static ReadOnlySpan<short> Bold =>
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
        975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
        333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ];

    /// <summary>The width of a text, in the unit of its size.</summary>
    public static double Width(string text, double size, bool bold = false)
    {
        var widths = bold ? Bold : Regular;
        var sum = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var index = rune.Value - FirstMeasured;
            sum += (uint)index < (uint)widths.Length ? widths[index] : rune.Value switch
            {
                '·' => 334,
                '×' => 584,
                '…' => 1000,
                < 0x2000 => WidestLetter,
                _ => 1400,
            };
        }

        return sum * size / 1000;
    }

    /// <summary>As much of the start of a text as fits, with an ellipsis where something is left out.</summary>
    public static string Fit(string text, double width, double size, bool bold = false)
    {
        if (Width(text, size, bold) <= width)
        {
            return text;
        }

        var room = width - Width("…", size, bold);
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            room -= Width(rune.ToString(), size, bold);
            if (room < 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..end].TrimEnd(' ', '·', ',') + "…";
    }

    /// <summary>
    /// As much of both ends of a name as fits, with an ellipsis between: names that begin alike often differ at the end.
    /// </summary>
    public static string FitEnds(string text, double width, double size, bool bold = false)
    {
        if (Width(text, size, bold) <= width)
        {
            return text;
        }

        var runes = text.EnumerateRunes().ToList();
        var room = width - Width("…", size, bold);
        var (start, end) = (0, runes.Count);
        var (left, right) = (0.0, 0.0);
        while (start < end)
        {
            var isLeft = left <= right * 1.4;
            var next = Width(runes[isLeft ? start : end - 1].ToString(), size, bold);
            if (left + right + next > room)
            {
                break;
            }

            (left, right) = isLeft ? (left + next, right) : (left, right + next);
            (start, end) = isLeft ? (start + 1, end) : (start, end - 1);
        }

        return $"{string.Concat(runes[..start])}…{string.Concat(runes[end..])}";
    }

    /// <summary>
    /// A text that changes nothing around it: what controls, reorders or has no meaning is replaced. Names come from what is reviewed.
    /// </summary>
    public static string Clean(string text)
    {
        StringBuilder? clean = null;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var isShown = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            if (!isShown || rune == Rune.ReplacementChar)
            {
                clean ??= new StringBuilder(text, 0, at, text.Length);
            }

            clean?.Append(isShown ? rune.ToString() : "\uFFFD");
            at += rune.Utf16SequenceLength;
        }

        return clean?.ToString() ?? text;
    }

    /// <summary>The address of a line of a file: letters, digits and <c>-._~/</c> as they are, all else as escaped bytes, so that no name becomes a scheme.</summary>
    /// <param name="links">What stands before the path.</param>
    /// <param name="link">The line.</param>
    public static string Href(string links, PictureLink link) =>
        $"{string.Join('/', $"{links}{link.Path}".Split('/').Select(Uri.EscapeDataString))}#L{link.Line.ToString(CultureInfo.InvariantCulture)}";
}
