using System.Globalization;
using System.Text;

namespace Stoa.Server.Documents;

/// <summary>A page while it is drawn.</summary>
internal sealed class PdfPage
{
    // How round a quarter of a circle is, drawn as one curve.
    private const double Roundness = 0.5523;

    public StringBuilder Content { get; } = new(4096);

    public List<PdfLink> Links { get; } = [];

    public void Text(double x, double y, double size, PdfFont font, string text, PdfColor color)
    {
        Color(color).Append(CultureInfo.InvariantCulture, $"BT /{font.Resource} {N(size)} Tf {N(x)} {N(y)} Td ");
        font.Encode(Content, text);
        Content.Append(" Tj ET\n");
    }

    public void Box(double x, double y, double width, double height, PdfColor color) =>
        Color(color).Append(CultureInfo.InvariantCulture, $"{N(x)} {N(y)} {N(width)} {N(height)} re f\n");

    public void Polygon(PdfColor color, params ReadOnlySpan<(double X, double Y)> points)
    {
        Color(color);
        for (var i = 0; i < points.Length; i++)
        {
            Content.Append(CultureInfo.InvariantCulture, $"{N(points[i].X)} {N(points[i].Y)} {(i == 0 ? "m" : "l")} ");
        }

        Content.Append("h f\n");
    }

    public void Circle(double x, double y, double radius, PdfColor color, bool filled)
    {
        if (!filled)
        {
            Content.Append(CultureInfo.InvariantCulture, $"{color.Operands} RG 0.9 w ");
        }
        else
        {
            Color(color);
        }

        var k = radius * Roundness;
        Content.Append(CultureInfo.InvariantCulture, $"{N(x + radius)} {N(y)} m ");
        Curve(x + radius, y + k, x + k, y + radius, x, y + radius);
        Curve(x - k, y + radius, x - radius, y + k, x - radius, y);
        Curve(x - radius, y - k, x - k, y - radius, x, y - radius);
        Curve(x + k, y - radius, x + radius, y - k, x + radius, y);
        Content.Append(filled ? "f\n" : "s\n");
    }

    private void Curve(double x1, double y1, double x2, double y2, double x, double y) =>
        Content.Append(CultureInfo.InvariantCulture, $"{N(x1)} {N(y1)} {N(x2)} {N(y2)} {N(x)} {N(y)} c ");

    private StringBuilder Color(PdfColor color) => Content.Append(color.Operands).Append(" rg ");

    private static string N(double value) => PdfObjects.Number(value);
}

/// <summary>A place on a page that leads to an address.</summary>
internal readonly record struct PdfLink(double Left, double Bottom, double Width, double Height, string Address);

/// <summary>A colour, written as the operands of PDF.</summary>
internal readonly record struct PdfColor(byte Red, byte Green, byte Blue)
{
    public string Operands => string.Create(CultureInfo.InvariantCulture, $"{Red / 255.0:0.###} {Green / 255.0:0.###} {Blue / 255.0:0.###}");
}
