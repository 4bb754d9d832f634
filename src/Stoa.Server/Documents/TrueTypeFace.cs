using System.Buffers.Binary;

namespace Stoa.Server.Documents;

/// <summary>
/// A font in the TrueType format, as far as a document needs it: which glyph shows a character, how wide it is, and a font of the used
/// glyphs alone. Immutable, shared by all documents. Every read is within bounds; a broken font throws <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class TrueTypeFace
{
    private const int MaxComponents = 64;

    private readonly ReadOnlyMemory<byte> data;
    private readonly Dictionary<string, (int Start, int Length)> tables = [];
    private readonly int characters;
    private readonly int characterFormat;
    private readonly int wideMetrics;
    private readonly bool longOffsets;

    public TrueTypeFace(ReadOnlyMemory<byte> data)
    {
        this.data = data;
        var start = U32(0) == 0x74746366 ? (int)U32(12) : 0;
        var count = U16(start + 4);
        for (var i = 0; i < count; i++)
        {
            var record = start + 12 + (16 * i);
            tables[System.Text.Encoding.Latin1.GetString(Span(record, 4))] = ((int)U32(record + 8), (int)U32(record + 12));
        }

        var head = Table("head");
        UnitsPerEm = Math.Max((int)U16(head + 18), 1);
        longOffsets = U16(head + 50) != 0;
        Box = (I16(head + 36), I16(head + 38), I16(head + 40), I16(head + 42));
        var hhea = Table("hhea");
        (Ascent, Descent) = (I16(hhea + 4), I16(hhea + 6));
        wideMetrics = Math.Max((int)U16(hhea + 34), 1);
        GlyphCount = U16(Table("maxp") + 4);
        _ = (Table("hmtx"), Table("loca"), Table("glyf"));
        (characters, characterFormat) = FindCharacters();
        Name = FindName();
    }

    /// <summary>The PostScript name.</summary>
    public string Name { get; }

    public int UnitsPerEm { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public int GlyphCount { get; }

    public (int Left, int Bottom, int Right, int Top) Box { get; }

    /// <summary>The glyph of a character; 0 where there is none.</summary>
    public int Glyph(int rune) => characterFormat == 12 ? Glyph12(rune) : rune > 0xFFFF ? 0 : Glyph4(rune);

    /// <summary>How far a glyph moves on, in units of the font.</summary>
    public int Advance(int glyph) => U16(Table("hmtx") + (4 * Math.Min(glyph, wideMetrics - 1)));

    /// <summary>
    /// A font of the given glyphs, numbered in that order (the first is glyph 0), with those they are put together from after them.
    /// </summary>
    public byte[] Subset(IReadOnlyList<int> glyphs)
    {
        List<int> all = [.. glyphs];
        Dictionary<int, int> numbers = [];
        for (var i = 0; i < all.Count; i++)
        {
            numbers.TryAdd(all[i], i);
        }

        List<byte[]> outlines = [];
        for (var i = 0; i < all.Count; i++)
        {
            outlines.Add(Outline(all[i], part =>
            {
                if (!numbers.TryGetValue(part, out var number))
                {
                    number = all.Count;
                    numbers.Add(part, number);
                    all.Add(part);
                }

                return number;
            }));
        }

        var glyf = new MemoryStream();
        var loca = new byte[4 * (all.Count + 1)];
        var hmtx = new byte[4 * all.Count];
        for (var i = 0; i < all.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(4 * i), (uint)glyf.Length);
            glyf.Write(outlines[i]);
            glyf.Write(new byte[(4 - (outlines[i].Length % 4)) % 4]);
            BinaryPrimitives.WriteUInt16BigEndian(hmtx.AsSpan(4 * i), (ushort)Advance(all[i]));
            BinaryPrimitives.WriteInt16BigEndian(hmtx.AsSpan((4 * i) + 2), LeftBearing(all[i]));
        }

        BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(4 * all.Count), (uint)glyf.Length);
        var head = Copy("head");
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        var hhea = Copy("hhea");
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)all.Count);
        var maxp = Copy("maxp");
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)all.Count);
        List<(string Tag, byte[] Bytes)> parts =
        [
            ("glyf", glyf.ToArray()), ("head", head), ("hhea", hhea), ("hmtx", hmtx), ("loca", loca), ("maxp", maxp),
        ];
        parts.AddRange(from tag in (string[])["cvt ", "fpgm", "prep"] where tables.ContainsKey(tag) select (tag, Copy(tag)));
        return Assemble(parts);
    }

    private static byte[] Assemble(List<(string Tag, byte[] Bytes)> parts)
    {
        parts.Sort((a, b) => string.CompareOrdinal(a.Tag, b.Tag));
        var power = System.Numerics.BitOperations.Log2((uint)parts.Count);
        var header = new byte[12 + (16 * parts.Count)];
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)parts.Count);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), (ushort)((16 * parts.Count) - (16 << power)));
        var at = header.Length;
        for (var i = 0; i < parts.Count; i++)
        {
            var record = header.AsSpan(12 + (16 * i));
            for (var c = 0; c < 4; c++)
            {
                record[c] = (byte)parts[i].Tag[c];
            }

            BinaryPrimitives.WriteUInt32BigEndian(record[4..], Sum(parts[i].Bytes));
            BinaryPrimitives.WriteUInt32BigEndian(record[8..], (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(record[12..], (uint)parts[i].Bytes.Length);
            at += (parts[i].Bytes.Length + 3) & ~3;
        }

        var font = new MemoryStream(at);
        font.Write(header);
        foreach (var (_, bytes) in parts)
        {
            font.Write(bytes);
            font.Write(new byte[(4 - (bytes.Length % 4)) % 4]);
        }

        return font.ToArray();
    }

    private static uint Sum(byte[] bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i++)
        {
            sum += (uint)bytes[i] << (8 * (3 - (i % 4)));
        }

        return sum;
    }

    /// <summary>The outline of a glyph, with the glyphs it is put together from renumbered.</summary>
    private byte[] Outline(int glyph, Func<int, int> renumber)
    {
        if (glyph < 0 || glyph >= GlyphCount)
        {
            return [];
        }

        var loca = Table("loca");
        var (start, end) = longOffsets
            ? ((int)U32(loca + (4 * glyph)), (int)U32(loca + (4 * glyph) + 4))
            : (2 * U16(loca + (2 * glyph)), 2 * U16(loca + (2 * glyph) + 2));
        var glyf = tables["glyf"];
        if (start < 0 || end < start || end > glyf.Length)
        {
            throw new InvalidDataException("A glyph lies outside of its table.");
        }

        var outline = Span(glyf.Start + start, end - start).ToArray();
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return outline;
        }

        // A glyph put together from others: flags, number, arguments, scale; as long as a flag says that more follow.
        var at = 10;
        for (var i = 0; i < MaxComponents && at + 4 <= outline.Length; i++)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at));
            var part = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at + 2));
            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at + 2), (ushort)renumber(part));
            at += 4 + ((flags & 0x0001) != 0 ? 4 : 2) + ((flags & 0x0008) != 0 ? 2 : (flags & 0x0040) != 0 ? 4 : (flags & 0x0080) != 0 ? 8 : 0);
            if ((flags & 0x0020) == 0)
            {
                break;
            }
        }

        return outline;
    }

    private short LeftBearing(int glyph)
    {
        var hmtx = Table("hmtx");
        return (short)(glyph < wideMetrics ? I16(hmtx + (4 * glyph) + 2) : I16(hmtx + (4 * wideMetrics) + (2 * (glyph - wideMetrics))));
    }

    private (int Start, int Format) FindCharacters()
    {
        var cmap = Table("cmap");
        (int, int) found = default;
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var record = cmap + 4 + (8 * i);
            var (platform, encoding) = (U16(record), U16(record + 2));
            if (platform is not (0 or 3) || platform == 3 && encoding is not (1 or 10))
            {
                continue;
            }

            var start = cmap + (int)U32(record + 4);
            var format = U16(start);
            if (format == 12 || format == 4 && found == default)
            {
                found = (start, format);
            }
        }

        return found != default ? found : throw new InvalidDataException("The font has no table of Unicode characters.");
    }

    private int Glyph4(int rune)
    {
        var twice = U16(characters + 6);
        var (low, high) = (0, (twice / 2) - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (U16(characters + 14 + (2 * middle)) < rune)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        var first = characters + 16 + twice + (2 * low);
        if (high < 0 || U16(characters + 14 + (2 * low)) < rune || U16(first) > rune)
        {
            return 0;
        }

        var delta = U16(first + twice);
        var offset = U16(first + (2 * twice));
        if (offset == 0)
        {
            return (rune + delta) & 0xFFFF;
        }

        var glyph = U16(first + (2 * twice) + offset + (2 * (rune - U16(first))));
        return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
    }

    private int Glyph12(int rune)
    {
        var (low, high) = (0, (int)U32(characters + 12) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = characters + 16 + (12 * middle);
            if (U32(group + 4) < rune)
            {
                low = middle + 1;
            }
            else if (U32(group) > rune)
            {
                high = middle - 1;
            }
            else
            {
                return (int)U32(group + 8) + rune - (int)U32(group);
            }
        }

        return 0;
    }

    private string FindName()
    {
        if (tables.TryGetValue("name", out var table))
        {
            var texts = table.Start + U16(table.Start + 4);
            for (var i = 0; i < U16(table.Start + 2); i++)
            {
                var record = table.Start + 6 + (12 * i);
                if (U16(record + 6) == 6 && U16(record) == 3)
                {
                    var bytes = Span(texts + U16(record + 10), U16(record + 8));
                    var name = string.Concat(System.Text.Encoding.BigEndianUnicode.GetString(bytes).Where(char.IsAsciiLetterOrDigit));
                    return name.Length > 0 ? name : "Font";
                }
            }
        }

        return "Font";
    }

    private byte[] Copy(string tag)
    {
        var (start, length) = tables[tag];
        return Span(start, length).ToArray();
    }

    private int Table(string tag) =>
        tables.TryGetValue(tag, out var table) ? table.Start : throw new InvalidDataException($"The font has no table \"{tag}\".");

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Span(at, 2));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(Span(at, 2));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(Span(at, 4));

    private ReadOnlySpan<byte> Span(int at, int length) =>
        at >= 0 && length >= 0 && at <= data.Length - length ? data.Span.Slice(at, length) : throw new InvalidDataException("The font ends too early.");
}
