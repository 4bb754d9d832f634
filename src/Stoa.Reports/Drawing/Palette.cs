using System.Globalization;
using System.Text;

namespace Stoa.Reports.Drawing;

/// <summary>The colours of a drawing.</summary>
public enum DrawingTheme
{
    /// <summary>Dark on light.</summary>
    Light,

    /// <summary>Light on dark.</summary>
    Dark,

    /// <summary>As the reader's system prefers.</summary>
    Auto,
}

/// <summary>The style sheet of a drawing: classes alone, since variables are not understood by every reader of SVG.</summary>
internal static class Palette
{
    private static readonly (string Selector, string Property, string Light, string Dark)[] Colors =
    [
        (".bg", "fill", "#ffffff", "#14171c"),
        ("text", "fill", "#1c2128", "#e6e9ee"),
        (".m", "fill", "#5b6573", "#9aa5b4"),
        (".box", "fill", "#ffffff", "#1d2229"),
        (".box", "stroke", "#aab3bf", "#4a5462"),
        (".back", "fill", "#f3f5f8", "#191d23"),
        (".back", "stroke", "#aab3bf", "#4a5462"),
        (".unit", "fill", "#f6f8fa", "#262c35"),
        (".unit", "stroke", "#aab3bf", "#5a6575"),
        (".panel", "stroke", "#cfd6de", "#343c47"),
        (".region", "stroke", "#0b7285", "#3fb6c9"),
        (".network", "stroke", "#6b4fbb", "#a48be6"),
        (".network", "fill", "#faf9fe", "#181a22"),
        (".zone", "stroke", "#8a95a3", "#66717f"),
        (".zone", "fill", "#f4f7fb", "#1a1e26"),
        (".region-t", "fill", "#0b7285", "#5fcadb"),
        (".network-t", "fill", "#5b3fae", "#b7a2ef"),
        (".zone-t", "fill", "#5b6573", "#9aa5b4"),
        (".hard", "stroke", "#3c4653", "#c3ccd8"),
        (".soft", "stroke", "#7a8594", "#8490a0"),
        (".message", "stroke", "#a3296f", "#e67fb8"),
        (".replication", "stroke", "#1f7a3d", "#5cc47e"),
        (".egress", "stroke", "#8a95a3", "#66717f"),
        (".exposure", "stroke", "#c62828", "#ff6b63"),
        (".hard-h", "fill", "#3c4653", "#c3ccd8"),
        (".soft-h", "fill", "#7a8594", "#8490a0"),
        (".message-h", "fill", "#a3296f", "#e67fb8"),
        (".replication-h", "fill", "#1f7a3d", "#5cc47e"),
        (".egress-h", "fill", "#8a95a3", "#66717f"),
        (".exposure-h", "fill", "#c62828", "#ff6b63"),
        (".high", "fill", "#c62828", "#d93a34"),
        (".medium", "fill", "#b45f06", "#c07414"),
        (".low", "fill", "#5f6b7a", "#647184"),
        (".badge-t", "fill", "#ffffff", "#ffffff"),
        (".g0", "stroke", "#5b6573", "#9aa5b4"),
        (".g0", "fill", "#eef1f5", "#262c35"),
        (".g1", "stroke", "#6b3fc0", "#b497f0"),
        (".g1", "fill", "#f1ebfc", "#2a2340"),
        (".g2", "stroke", "#0b7285", "#4fc3d6"),
        (".g2", "fill", "#e3f4f7", "#16303a"),
        (".g3", "stroke", "#b8500b", "#f2a154"),
        (".g3", "fill", "#fdefe3", "#38281a"),
        (".g4", "stroke", "#a3296f", "#e67fb8"),
        (".g4", "fill", "#fbe8f2", "#381f2f"),
        (".g5", "stroke", "#1d5bbf", "#7ab0f5"),
        (".g5", "fill", "#e7f0fd", "#1b2a42"),
        (".fw", "stroke", "#1f7a3d", "#5cc47e"),
        (".fw", "fill", "#e6f5ea", "#1a3323"),
        (".band0", "fill", "#efe8fb", "#2a2340"),
        (".band1", "fill", "#dff2f5", "#16303a"),
        (".band2", "fill", "#fcebdc", "#38281a"),
        (".band3", "fill", "#e2edfc", "#1b2a42"),
        (".hole", "stroke", "#c62828", "#ff6b63"),
        (".band-t", "fill", "#4a5462", "#c3ccd8"),
    ];

    /// <summary>The style sheet.</summary>
    public static string Sheet(DrawingTheme theme)
    {
        var sheet = new StringBuilder();
        sheet.Append(CultureInfo.InvariantCulture, $"text{{font-family:{DrawingText.Fonts}}}");
        sheet.Append(".b{font-weight:bold}.box,.unit,.back{stroke-width:1}.group{stroke-dasharray:none}.maybe{stroke-dasharray:4 3}");
        sheet.Append(".region,.panel{fill:none}.region{stroke-width:1.4}.network{stroke-width:1.2}.zone{stroke-width:1;stroke-dasharray:5 4}");
        sheet.Append(".line{fill:none;stroke-width:1.5}.soft{stroke-dasharray:5 4}.message{stroke-dasharray:1.5 3.5;stroke-linecap:round;stroke-width:2}");
        sheet.Append(".replication{stroke-width:2}.egress{stroke-dasharray:2 3;stroke-width:1.2}.glyph{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}");
        sheet.Append(".tile{stroke:none}.hole{stroke-width:1.5;stroke-dasharray:3 2}a:hover .box,a:focus .box{stroke-width:2}");
        Append(sheet, theme == DrawingTheme.Dark);
        if (theme == DrawingTheme.Auto)
        {
            sheet.Append("@media (prefers-color-scheme:dark){");
            Append(sheet, isDark: true);
            sheet.Append('}');
        }

        return sheet.ToString();
    }

    /// <summary>The class of a row's glyphs.</summary>
    public static string Glyph(PictureNode node) => node.Role is null ? "g0" : node.Row switch
    {
        PictureRow.Edge => "g1",
        PictureRow.Ingress or PictureRow.Egress => "g2",
        PictureRow.Compute => "g3",
        PictureRow.Trigger or PictureRow.Messaging => "g4",
        _ => "g5",
    };

    private static void Append(StringBuilder sheet, bool isDark)
    {
        foreach (var (selector, property, light, dark) in Colors)
        {
            // A glyph's tile is filled and not stroked, its lines are stroked and not filled.
            var at = selector is ['.', 'g', >= '0' and <= '5'] ? (property == "fill" ? $"{selector} .tile" : $"{selector} .glyph") : selector;
            sheet.Append(at).Append('{').Append(property).Append(':').Append(isDark ? dark : light).Append('}');
        }
    }
}
