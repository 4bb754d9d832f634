using System.Globalization;
using System.Text;

namespace Stoa.Server.Documents;

/// <summary>A font of one document.</summary>
internal abstract class PdfFont(string resource)
{
    /// <summary>Its name in the resources of a page: <c>F1</c>.</summary>
    public string Resource { get; } = resource;

    public abstract bool Has(int rune);

    /// <summary>How far a character moves on, in thousandths of the size.</summary>
    public abstract double Advance(int rune);

    /// <summary>The operand that shows a text.</summary>
    public abstract void Encode(StringBuilder content, string text);

    /// <summary>Writes the font; returns the number of its object.</summary>
    public abstract int Write(PdfObjects objects);
}

/// <summary>Helvetica, which every reader has, in the characters of Windows' code page 1252.</summary>
internal sealed class HelveticaFont(string resource, bool bold) : PdfFont(resource)
{
    // 0x80 to 0x9F; the rest of the page is Latin-1.
    private const string Middle = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    public override bool Has(int rune) => Code(rune) > 0;

    public override double Advance(int rune)
    {
        var code = Code(rune);
        return code == 0 ? 0 : (bold ? HelveticaWidths.Bold : HelveticaWidths.Regular)[code - 32];
    }

    public override void Encode(StringBuilder content, string text)
    {
        content.Append('(');
        foreach (var rune in text.EnumerateRunes())
        {
            var code = Code(rune.Value);
            _ = code switch
            {
                '(' or ')' or '\\' => content.Append('\\').Append((char)code),
                < 0x7F => content.Append((char)code),
                _ => content.Append('\\').Append(Convert.ToString(code, 8)),
            };
        }

        content.Append(')');
    }

    public override int Write(PdfObjects objects) => objects.Add(
        $"<</Type/Font/Subtype/Type1/BaseFont/Helvetica{(bold ? "-Bold" : "")}/Encoding/WinAnsiEncoding>>");

    private static int Code(int rune) => rune switch
    {
        >= 0x20 and <= 0x7E or >= 0xA0 and <= 0xFF => rune,
        < 0x20 or > 0xFFFF => 0,
        _ => Middle.IndexOf((char)rune) is >= 0 and var at ? 0x80 + at : 0,
    };
}

/// <summary>A font of the machine, of which the used glyphs go into the document.</summary>
internal sealed class EmbeddedFont(string resource, TrueTypeFace face) : PdfFont(resource)
{
    private readonly List<int> glyphs = [0];
    private readonly List<int> runes = [0xFFFD];
    private readonly Dictionary<int, int> numbers = [];

    /// <summary>Whether anything was shown with it.</summary>
    public bool IsUsed => glyphs.Count > 1;

    public override bool Has(int rune) => face.Glyph(rune) != 0;

    public override double Advance(int rune) => Width(face.Glyph(rune));

    public override void Encode(StringBuilder content, string text)
    {
        content.Append('<');
        foreach (var rune in text.EnumerateRunes())
        {
            // By character, not by glyph, so that each reads back as itself even where two look the same.
            if (!numbers.TryGetValue(rune.Value, out var number))
            {
                number = glyphs.Count;
                numbers.Add(rune.Value, number);
                glyphs.Add(face.Glyph(rune.Value));
                runes.Add(rune.Value);
            }

            content.Append(number.ToString("X4", CultureInfo.InvariantCulture));
        }

        content.Append('>');
    }

    public override int Write(PdfObjects objects)
    {
        var name = $"{Tag()}+{face.Name}";
        var subset = face.Subset(glyphs);
        var file = objects.AddStream($"/Length1 {subset.Length}", subset);
        var box = face.Box;
        var descriptor = objects.Add(
            $"<</Type/FontDescriptor/FontName/{name}/Flags 32/ItalicAngle 0/StemV 80/FontBBox[{Scale(box.Left)} {Scale(box.Bottom)} {Scale(box.Right)} {Scale(box.Top)}]"
            + $"/Ascent {Scale(face.Ascent)}/Descent {Scale(face.Descent)}/CapHeight {Scale(face.Ascent * 3 / 4)}/FontFile2 {file} 0 R>>");
        var widths = string.Join(' ', glyphs.Select(g => PdfObjects.Number(Width(g))));
        var descendant = objects.Add(
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            + $"/FontDescriptor {descriptor} 0 R/CIDToGIDMap/Identity/DW 1000/W[0[{widths}]]>>");
        var unicode = objects.AddStream("", Encoding.ASCII.GetBytes(ToUnicode()));
        return objects.Add(
            $"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>");
    }

    private string ToUnicode()
    {
        var map = new StringBuilder(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            + "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        for (var start = 1; start < runes.Count; start += 100)
        {
            var count = Math.Min(100, runes.Count - start);
            map.Append(CultureInfo.InvariantCulture, $"{count} beginbfchar\n");
            for (var i = start; i < start + count; i++)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{i:X4}> <");
                foreach (var unit in new Rune(runes[i]).ToString())
                {
                    map.Append(CultureInfo.InvariantCulture, $"{(int)unit:X4}");
                }

                map.Append(">\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end\n").ToString();
    }

    /// <summary>Six letters that tell this choice of glyphs from others, as the format asks for.</summary>
    private string Tag()
    {
        var hash = 17u;
        foreach (var glyph in glyphs)
        {
            hash = (hash * 31) + (uint)glyph;
        }

        return string.Create(6, hash, static (tag, rest) =>
        {
            for (var i = 0; i < tag.Length; i++, rest /= 26)
            {
                tag[i] = (char)('A' + (rest % 26));
            }
        });
    }

    private double Width(int glyph) => Math.Round(face.Advance(glyph) * 1000.0 / face.UnitsPerEm, 1);

    private int Scale(int value) => (int)Math.Round(value * 1000.0 / face.UnitsPerEm);
}
