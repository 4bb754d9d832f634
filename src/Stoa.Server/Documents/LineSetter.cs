using System.Collections.Immutable;
using System.Text;

namespace Stoa.Server.Documents;

/// <summary>How a text is set.</summary>
internal readonly record struct TextStyle(double Size, double Leading, PdfColor Color, bool IsBold = false);

/// <summary>A stretch of a line in one font and colour, or the shape of a risk.</summary>
internal sealed record LinePart(double Left, double Width, PdfFont? Font, string Text, double Size, PdfColor Color, string? Link, ReportRisk? Shape);

/// <summary>A line that is set.</summary>
internal sealed class SetLine
{
    public List<LinePart> Parts { get; } = [];

    public double Width { get; set; }
}

/// <summary>Breaks text into lines: at blanks, between Chinese, Japanese and Korean characters, and within what is wider than a line.</summary>
internal sealed class LineSetter(PdfDocument document)
{
    public static readonly PdfColor Ink = new(0x1F, 0x29, 0x33);
    public static readonly PdfColor Muted = new(0x5F, 0x6B, 0x7A);
    public static readonly PdfColor LinkColor = new(0x0B, 0x5C, 0x8A);

    private const string BreakAfter = "/-_.:,;=&?";

    // How wide a blank is after what has none of its own: after the shape of a risk, and in a font without one.
    private const double Blank = 0.278;

    /// <summary>The lines; at least one.</summary>
    public List<SetLine> Set(ImmutableArray<ReportInline> inlines, double width, TextStyle style)
    {
        List<SetLine> lines = [new SetLine()];
        foreach (var piece in Pieces(inlines, width, style))
        {
            var line = lines[^1];
            var blank = piece.IsAfterBlank ? BlankAfter(line, style.Size) : 0;
            if (piece.BreaksLine || line.Parts.Count > 0 && line.Width + blank + piece.Width > width + 0.01)
            {
                line = new SetLine();
                lines.Add(line);
                blank = 0;
            }

            if (!piece.BreaksLine)
            {
                Add(line, piece, blank, style.Size);
            }
        }

        return lines;
    }

    /// <summary>What a risk is called.</summary>
    public static string Word(ReportRisk risk) => risk switch
    {
        ReportRisk.High => "HIGH",
        ReportRisk.Medium => "MEDIUM",
        ReportRisk.None => "NONE",
        ReportRisk.Unanswered => "UNANSWERED",
        _ => "N/A",
    };

    /// <summary>The colour of a risk; each is dark enough to be read on white.</summary>
    public static PdfColor ColorOf(ReportRisk risk) => risk switch
    {
        ReportRisk.High => new PdfColor(0xB4, 0x23, 0x18),
        ReportRisk.Medium => new PdfColor(0xA1, 0x56, 0x00),
        ReportRisk.None => new PdfColor(0x06, 0x6B, 0x45),
        _ => Muted,
    };

    /// <summary>The font that a blank at the end of a line is a character of; null where it is only a gap.</summary>
    private static PdfFont? BlankFont(SetLine line) => line.Parts is [.., { Font: { } font }] && font.Has(' ') ? font : null;

    private static double BlankAfter(SetLine line, double size) =>
        line.Parts.Count == 0 ? 0 : BlankFont(line) is { } font ? PdfDocument.Measure(font, " ", size) : Blank * size;

    private static void Add(SetLine line, Piece piece, double blank, double size)
    {
        // A blank is a character of the font before it and not only a gap, so that who copies the text, or has it read, gets it.
        if (blank > 0 && BlankFont(line) is { } blankFont)
        {
            var before = line.Parts[^1];
            Append(line, blankFont, " ", blank, size, before.Color, before.Link == piece.Link ? before.Link : null);
        }
        else
        {
            line.Width += blank;
        }

        if (piece.Shape is not null)
        {
            line.Parts.Add(new LinePart(line.Width, size, null, "", size, piece.Color, null, piece.Shape));
            line.Width += size;
        }

        foreach (var (font, text) in piece.Runs)
        {
            Append(line, font, text, PdfDocument.Measure(font, text, size), size, piece.Color, piece.Link);
        }
    }

    /// <summary>Sets a run at the end of a line: within the part before it where that looks the same.</summary>
    private static void Append(SetLine line, PdfFont font, string text, double width, double size, PdfColor color, string? link)
    {
        if (line.Parts is [.., { } last] && last.Font == font && last.Color == color && last.Link == link
            && line.Width - last.Left - last.Width < 0.01)
        {
            line.Parts[^1] = last with { Text = last.Text + text, Width = line.Width + width - last.Left };
        }
        else
        {
            line.Parts.Add(new LinePart(line.Width, width, font, text, size, color, link, null));
        }

        line.Width += width;
    }

    private IEnumerable<Piece> Pieces(ImmutableArray<ReportInline> inlines, double width, TextStyle style)
    {
        var afterBlank = false;
        foreach (var inline in inlines)
        {
            if (inline is ReportRiskWord { Risk: var risk })
            {
                var word = document.Shape(Word(risk), isBold: true);
                var whole = style.Size + PdfDocument.Measure(word, style.Size);
                if (whole <= width)
                {
                    yield return new Piece(word, whole, afterBlank, ColorOf(risk), null, risk);
                }
                else
                {
                    yield return new Piece([], style.Size, afterBlank, ColorOf(risk), null, risk);
                    foreach (var part in Fit(Word(risk), width, isBold: true, style.Size))
                    {
                        yield return new Piece(part, PdfDocument.Measure(part, style.Size), false, ColorOf(risk), null, null);
                    }
                }

                afterBlank = false;
            }
            else if (inline is ReportText text)
            {
                var link = Address(text.Link);
                var color = link is not null ? LinkColor : text.IsMuted ? Muted : style.Color;
                var isBold = style.IsBold || text.IsBold;
                foreach (var token in Tokens(text.Text))
                {
                    if (token is " ")
                    {
                        afterBlank = true;
                    }
                    else if (token is "\n")
                    {
                        yield return new Piece([], 0, false, color, null, null) { BreaksLine = true };
                        afterBlank = false;
                    }
                    else
                    {
                        foreach (var part in Fit(token, width, isBold, style.Size))
                        {
                            yield return new Piece(part, PdfDocument.Measure(part, style.Size), afterBlank, color, link, null);
                            afterBlank = false;
                        }
                    }
                }
            }
        }
    }

    /// <summary>A word, cut where it is wider than a line.</summary>
    private IEnumerable<List<(PdfFont Font, string Text)>> Fit(string word, double width, bool isBold, double size)
    {
        var shaped = document.Shape(word, isBold);
        if (PdfDocument.Measure(shaped, size) <= width)
        {
            yield return shaped;
            yield break;
        }

        var part = new StringBuilder();
        var (used, lastBreak) = (0.0, 0);
        foreach (var rune in word.EnumerateRunes())
        {
            var shown = document.Shape(rune.ToString(), isBold);
            var advance = PdfDocument.Measure(shown, size);
            if (used + advance > width && part.Length > 0)
            {
                var cut = lastBreak > part.Length / 2 ? lastBreak : part.Length;
                yield return document.Shape(part.ToString(0, cut), isBold);
                part.Remove(0, cut);
                used = part.Length == 0 ? 0 : PdfDocument.Measure(document.Shape(part.ToString(), isBold), size);
                lastBreak = 0;
            }

            part.Append(rune.ToString());
            used += advance;
            if (rune.Value < 128 && BreakAfter.Contains((char)rune.Value))
            {
                lastBreak = part.Length;
            }
        }

        yield return document.Shape(part.ToString(), isBold);
    }

    /// <summary>Words, " " for blanks between them, and "\n" for the end of a line.</summary>
    private static IEnumerable<string> Tokens(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var value = rune.Value;
            if (value is '\n' or ' ' or '\t' or '\r' or (>= 0x2000 and <= 0x200A) or 0x3000 or < 0x20 or 0x7F)
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                    word.Clear();
                }

                yield return value == '\n' ? "\n" : " ";
            }
            else if (value is (>= 0x200B and <= 0x200F) or (>= 0x2028 and <= 0x202E) or (>= 0x2060 and <= 0x206F) or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or (>= 0x80 and < 0xA0))
            {
                // Joiners, marks of direction and variants show nothing by themselves.
                continue;
            }
            else if (value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF00 and <= 0xFF60) or (>= 0x20000 and <= 0x3FFFF))
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                    word.Clear();
                }

                yield return rune.ToString();
            }
            else
            {
                word.Append(rune.ToString());
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static string? Address(string? link) =>
        link is { Length: < 2_000 } && Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeMailto)
            ? uri.AbsoluteUri
            : null;

    private sealed record Piece(
        List<(PdfFont Font, string Text)> Runs, double Width, bool IsAfterBlank, PdfColor Color, string? Link, ReportRisk? Shape)
    {
        public bool BreaksLine { get; init; }
    }
}
