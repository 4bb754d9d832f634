using System.Globalization;
using System.Text;

namespace Stoa.Server.Documents;

/// <summary>A document as pages with text, lines, boxes and links, and bookmarks into them. Points from the lower left corner.</summary>
internal sealed class PdfDocument(PdfFontLibrary library)
{
    /// <summary>A4.</summary>
    public const double Width = 595.28;

    /// <summary>A4.</summary>
    public const double Height = 841.89;

    private readonly List<PdfPage> pages = [];
    private readonly List<(string Title, int Level, int Page, double Top)> bookmarks = [];
    private readonly Dictionary<TrueTypeFace, EmbeddedFont> embedded = [];
    private readonly Dictionary<(string Word, bool IsBold), List<(PdfFont Font, string Text)>> shaped = [];
    private readonly HashSet<int> unshown = [];
    private readonly PdfFont regular = new HelveticaFont("H", bold: false);
    private readonly PdfFont bold = new HelveticaFont("B", bold: true);

    public IReadOnlyList<PdfPage> Pages => pages;

    /// <summary>How many different characters no font could show.</summary>
    public int Unshown => unshown.Count;

    public PdfPage AddPage()
    {
        var page = new PdfPage();
        pages.Add(page);
        return page;
    }

    /// <summary>A bookmark to a height of the last page; levels count from 1.</summary>
    public void AddBookmark(string title, int level, double top) => bookmarks.Add((title, level, pages.Count - 1, top));

    public PdfFont Font(bool isBold) => isBold ? bold : regular;

    /// <summary>
    /// The text in stretches of one font each: Helvetica as far as it goes, then the first font that shows all of the rest. A character
    /// that no font has becomes one that is near, or a question mark.
    /// </summary>
    public List<(PdfFont Font, string Text)> Shape(string word, bool isBold)
    {
        // Reports repeat their words.
        if (!shaped.TryGetValue((word, isBold), out var runs))
        {
            runs = ShapeAnew(word, isBold);
            shaped.Add((word, isBold), runs);
        }

        return runs;
    }

    public static double Measure(List<(PdfFont Font, string Text)> runs, double size) => runs.Sum(r => Measure(r.Font, r.Text, size));

    public static double Measure(PdfFont font, string text, double size)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += font.Advance(rune.Value);
        }

        return width * size / 1000;
    }

    public void Write(Stream output, string title, string language, DateOnly date)
    {
        var objects = new PdfObjects();
        var catalog = objects.Reserve();
        var tree = objects.Reserve();
        var numbers = pages.Select(_ => objects.Reserve()).ToList();
        List<(PdfPage Page, int Content)> contents = [.. pages.Select(p => (p, objects.AddStream("", Encoding.Latin1.GetBytes(p.Content.ToString()))))];
        PdfFont[] fonts = [regular, bold, .. embedded.Values.Where(f => f.IsUsed)];
        var resources = objects.Add($"<</Font<<{string.Concat(fonts.Select(f => $"/{f.Resource} {f.Write(objects)} 0 R"))}>>>>");
        for (var i = 0; i < pages.Count; i++)
        {
            var links = string.Join(' ', pages[i].Links.Select(l => $"{objects.Add(Link(l))} 0 R"));
            objects.Set(numbers[i], $"<</Type/Page/Parent {tree} 0 R/Contents {contents[i].Content} 0 R/Resources {resources} 0 R{(links.Length == 0 ? "" : $"/Annots[{links}]")}>>");
        }

        objects.Set(tree, $"<</Type/Pages/MediaBox[0 0 {PdfObjects.Number(Width)} {PdfObjects.Number(Height)}]/Count {pages.Count}/Kids[{string.Join(' ', numbers.Select(n => $"{n} 0 R"))}]>>");
        var outlines = bookmarks.Count == 0 ? 0 : WriteBookmarks(objects, numbers);
        var stamp = date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var information = objects.Add($"<</Title {PdfObjects.Text(title)}/Producer(Stoa)/CreationDate(D:{stamp}000000Z)/ModDate(D:{stamp}000000Z)>>");
        objects.Set(catalog, $"<</Type/Catalog/Pages {tree} 0 R/Lang{PdfObjects.Ascii(string.Concat(language.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')))}/ViewerPreferences<</DisplayDocTitle true>>"
            + (outlines == 0 ? ">>" : $"/Outlines {outlines} 0 R/PageMode/UseOutlines>>"));
        objects.Write(output, catalog, information);
    }

    private static string Link(PdfLink link)
    {
        var box = string.Join(' ', ((double[])[link.Left, link.Bottom, link.Left + link.Width, link.Bottom + link.Height]).Select(PdfObjects.Number));
        return $"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/A<</S/URI/URI{PdfObjects.Ascii(link.Address)}>>>>";
    }

    private int WriteBookmarks(PdfObjects objects, List<int> pageNumbers)
    {
        var root = objects.Reserve();
        var numbers = bookmarks.Select(_ => objects.Reserve()).ToList();
        var parents = new int[bookmarks.Count];
        List<int> open = [];
        for (var i = 0; i < bookmarks.Count; i++)
        {
            while (open.Count > 0 && bookmarks[open[^1]].Level >= bookmarks[i].Level)
            {
                open.RemoveAt(open.Count - 1);
            }

            parents[i] = open.Count == 0 ? -1 : open[^1];
            open.Add(i);
        }

        var children = Enumerable.Range(0, bookmarks.Count).ToLookup(i => parents[i]);
        foreach (var siblings in children)
        {
            var list = siblings.ToList();
            for (var at = 0; at < list.Count; at++)
            {
                var (title, _, page, top) = bookmarks[list[at]];
                var entry = new StringBuilder($"<</Title {PdfObjects.Text(title)}/Parent {(siblings.Key < 0 ? root : numbers[siblings.Key])} 0 R");
                entry.Append(CultureInfo.InvariantCulture, $"/Dest[{pageNumbers[page]} 0 R/XYZ null {PdfObjects.Number(top)} null]");
                entry.Append(at > 0 ? $"/Prev {numbers[list[at - 1]]} 0 R" : "").Append(at + 1 < list.Count ? $"/Next {numbers[list[at + 1]]} 0 R" : "");
                var below = children[list[at]].ToList();
                entry.Append(below.Count == 0 ? "" : $"/First {numbers[below[0]]} 0 R/Last {numbers[below[^1]]} 0 R/Count -{below.Count}");
                objects.Set(numbers[list[at]], entry.Append(">>").ToString());
            }
        }

        var top1 = children[-1].ToList();
        objects.Set(root, $"<</Type/Outlines/First {numbers[top1[0]]} 0 R/Last {numbers[top1[^1]]} 0 R/Count {top1.Count}>>");
        return root;
    }

    private List<(PdfFont Font, string Text)> ShapeAnew(string word, bool isBold)
    {
        List<(PdfFont, string)> runs = [];
        var latin = Font(isBold);
        if (All(word, latin))
        {
            runs.Add((latin, word));
            return runs;
        }

        foreach (var face in library.Faces(isBold))
        {
            if (Embedded(face) is var font && All(word, font))
            {
                runs.Add((font, word));
                return runs;
            }
        }

        foreach (var rune in word.EnumerateRunes())
        {
            var font = latin.Has(rune.Value) ? latin : library.Faces(isBold).Select(Embedded).FirstOrDefault(f => f.Has(rune.Value));
            var text = font is null ? Near(rune.Value) : rune.ToString();
            if (font is null && text == "?")
            {
                unshown.Add(rune.Value);
            }

            font ??= latin;
            if (runs.Count > 0 && runs[^1].Item1 == font)
            {
                runs[^1] = (font, runs[^1].Item2 + text);
            }
            else
            {
                runs.Add((font, text));
            }
        }

        return runs;
    }

    private EmbeddedFont Embedded(TrueTypeFace face)
    {
        if (!embedded.TryGetValue(face, out var font))
        {
            font = new EmbeddedFont($"E{embedded.Count + 1}", face);
            embedded.Add(face, font);
        }

        return font;
    }

    private static bool All(string word, PdfFont font)
    {
        foreach (var rune in word.EnumerateRunes())
        {
            if (!font.Has(rune.Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What stands for a character that no font of the machine has.</summary>
    private static string Near(int rune) => rune switch
    {
        '→' => "->",
        '←' => "<-",
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!=",
        '≈' => "~",
        '−' or '‑' or '‐' => "-",
        '✓' or '✔' => "yes",
        '▲' or '◆' or '●' or '○' or '■' => "•",
        _ => "?",
    };
}
