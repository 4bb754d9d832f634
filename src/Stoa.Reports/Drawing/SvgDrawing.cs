using System.Globalization;
using System.Text;

namespace Stoa.Reports.Drawing;

/// <summary>
/// Writes a picture as SVG that stands alone: no script, nothing fetched. The same picture gives the same bytes.
/// </summary>
public static class SvgDrawing
{
    private const double Bend = 6;
    private const double HeadLength = 8;

    /// <summary>Writes a picture as SVG, as UTF-8.</summary>
    /// <param name="picture">What to draw.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="theme">The colours.</param>
    /// <param name="links">What stands before the path of every link: the way from the drawing to what was reviewed.</param>
    public static void Write(Picture picture, Stream output, DrawingTheme theme = DrawingTheme.Auto, string links = "")
    {
        var writer = new Writer(links);
        writer.Write(picture, DrawingLayout.Arrange(picture), theme);
        output.Write(Encoding.UTF8.GetBytes(writer.ToString()));
    }

    private static string ClassOf(PictureEdgeStyle style) => style switch
    {
        PictureEdgeStyle.Hard => "hard",
        PictureEdgeStyle.Soft => "soft",
        PictureEdgeStyle.Message => "message",
        PictureEdgeStyle.Replication => "replication",
        PictureEdgeStyle.Egress => "egress",
        _ => "exposure",
    };

    private sealed class Writer(string links)
    {
        private readonly StringBuilder svg = new(64 * 1024);

        public override string ToString() => svg.ToString();

        public void Write(Picture picture, DrawingLayout layout, DrawingTheme theme)
        {
            Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{layout.Width}\" height=\"{layout.Height}\" viewBox=\"0 0 {layout.Width} {layout.Height}\" role=\"img\" aria-labelledby=\"title desc\">\n");
            Add($"<title id=\"title\">{Escape($"Architecture of {picture.Title}")}</title>\n<desc id=\"desc\">{Escape(Description(picture))}</desc>\n");
            Add($"<style>{Palette.Sheet(theme)}</style>\n<rect class=\"bg\" width=\"{layout.Width}\" height=\"{layout.Height}\"/>\n");
            foreach (var frame in layout.Frames)
            {
                Frame(frame);
            }

            foreach (var band in layout.Bands)
            {
                Add("<g>");
                Title(band.Known?.Tooltip ?? "");
                Add($"<rect class=\"band{band.Layer}{(band.Known is { IsEmpty: true } ? " hole" : "")}\" {Shape(band.Rectangle)} rx=\"4\"/>");
                if (band.Text is { } text)
                {
                    Text(text, "band-t");
                }

                Add("</g>\n");
            }

            foreach (var line in layout.Lines)
            {
                Add("<g>");
                Title(line.Edge.Tooltip);
                Line(line.Points, line.Style, line.IsBackwards);
                Add("</g>\n");
            }

            foreach (var box in layout.Boxes)
            {
                Box(box);
            }

            foreach (var text in layout.Texts)
            {
                Text(text, text.Style == DrawnTextStyle.Note ? "m" : null);
            }

            foreach (var sign in layout.Legend)
            {
                Legend(sign);
            }

            Add("</svg>\n");
        }

        private static string Description(Picture picture)
        {
            var nodes = picture.Panels.SelectMany(static p => p.Nodes).Where(static n => n.Role is not null).ToList();
            var failed = nodes.Concat(picture.Idle).Sum(static n => n.Badge?.Count ?? 0);
            var sorts = nodes.GroupBy(static n => n.Row).OrderBy(static g => g.Key)
                .Select(static g => $"{g.Key.ToString().ToLowerInvariant()}: {string.Join(", ", g.Take(20).Select(static n => n.Name))}{(g.Count() > 20 ? " and more" : "")}");
            return $"{picture.Subtitle}. From the internet down to the data. {string.Join("; ", sorts)}. {Names.Count(failed, "failed check")} on what is drawn.";
        }

        private void Frame(DrawnFrame frame)
        {
            var name = frame.Kind.ToString().ToLowerInvariant();
            Add($"<rect class=\"{name}\" {Shape(frame.Rectangle)} rx=\"{(frame.Kind == DrawnFrameKind.Zone ? 6 : 8)}\"/>\n");
            if (frame.Text is null)
            {
                return;
            }

            var link = frame.Block?.Link;
            Open(link);
            if (frame.Block?.Tooltip is { } tooltip)
            {
                Title(tooltip);
            }

            Text(frame.Text, $"{name}-t");
            Badge(frame.Badge);
            Close(link);
        }

        private void Box(DrawnBox box)
        {
            var node = box.Node;
            Open(node.Link);
            Title(node.Tooltip + (box.Badge is { } badge ? $"\n{Names.Count(badge.Badge.Count, "failed check")}, the worst of {Names.Of(badge.Badge.Severity)} severity" : ""));
            var front = box.Rectangle;
            if (node.Count > 1)
            {
                // Both sheets of a stack lie within the box, where lines end.
                front = front with { Width = front.Width - 4, Height = front.Height - 4 };
                Add($"<rect class=\"back\" {Shape(front.Move(4, 4))} rx=\"6\"/>");
            }

            var tile = Palette.Glyph(node);
            Add($"<rect class=\"box{(node.IsUncertain ? " maybe" : "")}\" {Shape(front)} rx=\"{(node.Role is null ? 22 : 6)}\"/>");
            var (at, size) = box.Glyph;
            Add($"<g class=\"{tile}\" transform=\"translate({Number(at.X)} {Number(at.Y)}) scale({(size / 24).ToString("0.####", CultureInfo.InvariantCulture)})\"><rect class=\"tile\" width=\"24\" height=\"24\" rx=\"5\"/>");
            Add($"<path class=\"glyph\" transform=\"translate(2.4 2.4) scale(.8)\" d=\"{Glyphs.Of(node.Role)}\"/></g>");
            if (box.Firewall is { } shield)
            {
                Add($"<g class=\"fw\" transform=\"translate({Number(shield.X)} {Number(shield.Y)}) scale(.75)\"><title>Web application firewall</title><path stroke-width=\"1.8\" d=\"{Glyphs.Shield}\"/></g>");
            }

            foreach (var unit in box.Units)
            {
                Add($"<rect class=\"unit{(unit.IsStandby ? " maybe" : "")}\" {Shape(unit.Rectangle)} rx=\"4\"/>");
                Text(unit.Text, null);
            }

            foreach (var copy in box.Copies)
            {
                Line(copy, PictureEdgeStyle.Replication, false);
            }

            foreach (var text in box.Texts)
            {
                Text(text, text.Style == DrawnTextStyle.Label ? "m" : null);
            }

            Badge(box.Badge);
            Close(node.Link);
        }

        private void Badge(DrawnBadge? badge)
        {
            if (badge is null)
            {
                return;
            }

            Add($"<rect class=\"{Names.Of(badge.Badge.Severity)}\" x=\"{Number(badge.Center.X - (badge.Width / 2))}\" y=\"{Number(badge.Center.Y - (DrawnBadge.Height / 2))}\" width=\"{Number(badge.Width)}\" height=\"{Number(DrawnBadge.Height)}\" rx=\"{Number(DrawnBadge.Height / 2)}\"/>");
            Text(badge.Text, "badge-t");
        }

        private void Legend(DrawnLegend sign)
        {
            if (sign.Style is { } style)
            {
                Line([sign.At, new DrawnPoint(sign.At.X + DrawnLegend.SignWidth, sign.At.Y)], style, false);
            }
            else
            {
                Add($"<rect class=\"{Names.Of(sign.Severity!.Value)}\" x=\"{Number(sign.At.X + DrawnLegend.SignWidth - 18)}\" y=\"{Number(sign.At.Y - 7)}\" width=\"14\" height=\"14\" rx=\"7\"/>");
            }

            Text(sign.Text, "m");
            Add("\n");
        }

        /// <summary>A line with rounded corners and a head.</summary>
        private void Line(IReadOnlyList<DrawnPoint> points, PictureEdgeStyle style, bool isBackwards)
        {
            var name = ClassOf(style);
            var head = points[^1];
            var before = points[^2];
            var (dx, dy) = (Math.Sign(head.X - before.X), Math.Sign(head.Y - before.Y));
            var ends = points.Take(points.Count - 1).Append(new DrawnPoint(head.X - (dx * (HeadLength - 2)), head.Y - (dy * (HeadLength - 2)))).ToList();
            if (isBackwards)
            {
                // Lines that share their last part have their dashes in one rhythm there.
                ends.Reverse();
            }

            Add($"<path class=\"line {name}\" d=\"{Path(ends)}\"/>");
            var (x, y) = (head.X - (dx * HeadLength), head.Y - (dy * HeadLength));
            Add($"<path class=\"{name}-h\" d=\"M{Number(head.X)} {Number(head.Y)}L{Number(x - (dy * 3.6))} {Number(y - (dx * 3.6))}L{Number(x + (dy * 3.6))} {Number(y + (dx * 3.6))}z\"/>");
        }

        private static string Path(List<DrawnPoint> points)
        {
            var corners = new List<DrawnPoint>();
            foreach (var point in points)
            {
                // A level part of no length, and a point on the way, are no corners.
                if (corners.Count > 0 && Math.Abs(corners[^1].X - point.X) + Math.Abs(corners[^1].Y - point.Y) < 0.05)
                {
                    continue;
                }

                if (corners.Count > 1 && ((corners[^2].X == corners[^1].X && corners[^1].X == point.X) || (corners[^2].Y == corners[^1].Y && corners[^1].Y == point.Y)))
                {
                    corners[^1] = point;
                    continue;
                }

                corners.Add(point);
            }

            var path = new StringBuilder($"M{Number(corners[0].X)} {Number(corners[0].Y)}");
            for (var i = 1; i < corners.Count - 1; i++)
            {
                var (a, b, c) = (corners[i - 1], corners[i], corners[i + 1]);
                var turn = Math.Min(Bend, Math.Min(Distance(a, b), Distance(b, c)) / 2);
                var (into, out_) = (Towards(b, a, turn), Towards(b, c, turn));
                path.Append(CultureInfo.InvariantCulture, $"L{Number(into.X)} {Number(into.Y)}Q{Number(b.X)} {Number(b.Y)} {Number(out_.X)} {Number(out_.Y)}");
            }

            path.Append(CultureInfo.InvariantCulture, $"L{Number(corners[^1].X)} {Number(corners[^1].Y)}");
            return path.ToString();
        }

        private static double Distance(DrawnPoint a, DrawnPoint b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);

        private static DrawnPoint Towards(DrawnPoint from, DrawnPoint to, double way) =>
            new(from.X + (Math.Sign(to.X - from.X) * way), from.Y + (Math.Sign(to.Y - from.Y) * way));

        private void Text(DrawnText text, string? name)
        {
            var names = string.Join(' ', new[] { text.IsBold ? "b" : null, name }.OfType<string>());
            Add($"<text x=\"{Number(text.X)}\" y=\"{Number(text.Y)}\" font-size=\"{Number(text.Size)}\"");
            if (names.Length > 0)
            {
                Add($" class=\"{names}\"");
            }

            if (text.IsCentered)
            {
                Add(" text-anchor=\"middle\"");
            }

            if (text.IsUpright)
            {
                Add($" transform=\"rotate(-90 {Number(text.X)} {Number(text.Y)})\"");
            }

            Add($">{Escape(text.Text)}</text>");
        }

        private void Open(PictureLink? link)
        {
            if (link is null)
            {
                Add("<g>");
            }
            else
            {
                Add($"<a href=\"{Escape(DrawingText.Href(links, link))}\">");
            }
        }

        private void Close(PictureLink? link) => Add(link is null ? "</g>\n" : "</a>\n");

        private void Title(string text)
        {
            if (text.Length > 0)
            {
                Add($"<title>{string.Join('\n', text.Split('\n').Select(Escape))}</title>");
            }
        }

        private void Add(string text) => svg.Append(text);

        private static string Shape(DrawnRectangle r) => $"x=\"{Number(r.X)}\" y=\"{Number(r.Y)}\" width=\"{Number(r.Width)}\" height=\"{Number(r.Height)}\"";

        private static string Number(double value) => Math.Round(value, 1).ToString("0.##", CultureInfo.InvariantCulture);

        private static string Escape(string text) => DrawingText.Clean(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);
    }
}
