using System.Xml;

namespace Stoa.Server.Runs;

/// <summary>
/// Lets of a picture through what <c>stoa draw</c> draws: shapes, texts and a sheet of colours. No script, no address, nothing that is
/// fetched; links are left out, since they lead to files that the server does not have.
/// </summary>
internal static class PictureGuard
{
    /// <summary>The longest picture in bytes.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private const string Svg = "http://www.w3.org/2000/svg";
    private const int MaxDepth = 64;

    private static readonly HashSet<string> Elements = ["svg", "g", "a", "rect", "path", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "style"];

    private static readonly HashSet<string> Attributes =
    [
        "class", "id", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height", "viewBox", "d", "points", "transform",
        "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-size", "font-weight", "text-anchor",
        "role", "aria-label", "aria-labelledby",
    ];

    /// <summary>The picture without links.</summary>
    /// <param name="picture">SVG in UTF-8.</param>
    /// <returns>SVG; null where there is anything in it that <c>stoa draw</c> does not write.</returns>
    public static byte[]? Clean(ReadOnlySpan<byte> picture)
    {
        if (picture.Length > MaxBytes)
        {
            return null;
        }

        using var output = new MemoryStream(picture.Length);
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(picture.ToArray()),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxBytes, IgnoreComments = true, IgnoreProcessingInstructions = true });
            using var writer = XmlWriter.Create(output, new XmlWriterSettings { OmitXmlDeclaration = true, Encoding = new System.Text.UTF8Encoding(false), NewLineHandling = NewLineHandling.None });
            return Copy(reader, writer) ? Finish(writer, output) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static byte[] Finish(XmlWriter writer, MemoryStream output)
    {
        writer.Flush();
        return output.ToArray();
    }

    private static bool Copy(XmlReader reader, XmlWriter writer)
    {
        var isSheet = false;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.NamespaceURI != Svg || reader.Depth > MaxDepth || !Elements.Contains(reader.LocalName)
                        || (reader.Depth == 0 && reader.LocalName != "svg"))
                    {
                        return false;
                    }

                    var isEmpty = reader.IsEmptyElement;
                    isSheet = reader.LocalName == "style" && !isEmpty;
                    // A link without an address is a group.
                    writer.WriteStartElement(reader.LocalName == "a" ? "g" : reader.LocalName, Svg);
                    if (!CopyAttributes(reader, writer))
                    {
                        return false;
                    }

                    if (isEmpty)
                    {
                        writer.WriteEndElement();
                    }

                    break;
                case XmlNodeType.EndElement:
                    isSheet = false;
                    writer.WriteFullEndElement();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    if (isSheet && !IsHarmless(reader.Value))
                    {
                        return false;
                    }

                    if (reader.Depth > 0)
                    {
                        writer.WriteString(reader.Value);
                    }

                    break;
                case XmlNodeType.XmlDeclaration:
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool CopyAttributes(XmlReader reader, XmlWriter writer)
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.Name is "xmlns" or "href")
            {
                continue;
            }

            if (!Attributes.Contains(reader.Name) || !IsHarmless(reader.Value))
            {
                return false;
            }

            writer.WriteAttributeString(reader.Name, reader.Value);
        }

        reader.MoveToElement();
        return true;
    }

    // A sheet can fetch by url(), image() and @import, and hide their names behind escapes.
    private static bool IsHarmless(string text) =>
        !text.Contains("url", StringComparison.OrdinalIgnoreCase) && !text.Contains("image", StringComparison.OrdinalIgnoreCase)
        && !text.Contains("import", StringComparison.OrdinalIgnoreCase) && !text.Contains('\\') && !text.Contains("src(", StringComparison.OrdinalIgnoreCase);
}
