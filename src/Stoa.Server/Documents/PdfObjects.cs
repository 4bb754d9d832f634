using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Stoa.Server.Documents;

/// <summary>The numbered objects of which a PDF file is made, and the file itself. The same objects give the same bytes.</summary>
internal sealed class PdfObjects
{
    private readonly List<byte[]?> objects = [];

    /// <summary>A number for an object that comes later.</summary>
    public int Reserve()
    {
        objects.Add(null);
        return objects.Count;
    }

    /// <summary>Adds an object; returns its number.</summary>
    public int Add(string text)
    {
        objects.Add(Encoding.Latin1.GetBytes(text));
        return objects.Count;
    }

    /// <summary>Gives a reserved number its object.</summary>
    public void Set(int number, string text) => objects[number - 1] = Encoding.Latin1.GetBytes(text);

    /// <summary>Adds bytes, compressed; returns their number.</summary>
    public int AddStream(string entries, byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        var head = Encoding.Latin1.GetBytes($"<<{entries}/Length {compressed.Length}/Filter/FlateDecode>>\nstream\n");
        objects.Add([.. head, .. compressed.ToArray(), .. "\nendstream"u8]);
        return objects.Count;
    }

    /// <summary>Writes the file.</summary>
    public void Write(Stream output, int catalog, int information)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        var position = 0L;
        var offsets = new long[objects.Count];
        Put(Encoding.Latin1.GetBytes("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n"));
        for (var i = 0; i < objects.Count; i++)
        {
            offsets[i] = position;
            Put(Encoding.ASCII.GetBytes($"{i + 1} 0 obj\n"));
            Put(objects[i] ?? throw new InvalidOperationException($"Object {i + 1} was reserved and never set."));
            Put("\nendobj\n"u8.ToArray());
        }

        var start = position;
        var table = new StringBuilder($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            table.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        }

        var id = Convert.ToHexString(hash.GetCurrentHash().AsSpan(0, 16));
        table.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Count + 1}/Root {catalog} 0 R/Info {information} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{start}\n%%EOF\n");
        Put(Encoding.ASCII.GetBytes(table.ToString()));

        void Put(byte[] bytes)
        {
            output.Write(bytes);
            hash.AppendData(bytes);
            position += bytes.Length;
        }
    }

    /// <summary>A number as the format writes it: at most two decimals, no exponent.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A text that is not shown on a page: titles, bookmarks.</summary>
    public static string Text(string text)
    {
        var hex = new StringBuilder("<FEFF");
        foreach (var unit in text)
        {
            hex.Append(CultureInfo.InvariantCulture, $"{(int)unit:X4}");
        }

        return hex.Append('>').ToString();
    }

    /// <summary>A text of ASCII alone: addresses.</summary>
    public static string Ascii(string text) => $"({text.Replace("\\", "\\\\").Replace("(", "\\(").Replace(")", "\\)")})";
}
