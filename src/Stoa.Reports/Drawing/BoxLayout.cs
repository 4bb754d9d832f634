namespace Stoa.Reports.Drawing;

/// <summary>Where the parts of a box are.</summary>
internal static class BoxLayout
{
    /// <summary>The width of a box in one column.</summary>
    public const double Width = 196;

    /// <summary>The height of a box of two lines of text.</summary>
    public const double LowHeight = 50;

    private const double HighHeight = 64;
    private const double GroupHeight = 76;
    private const double NameSize = 12.5;
    private const double LabelSize = 10.5;
    private const double GlyphSize = 28;

    /// <summary>Whether it is drawn as a group that spans zones, with what stands in each of them.</summary>
    public static bool IsGroup(PictureNode node) => node.Units.Count > 0 && node.Zones is { } zones && zones.First < zones.Last;

    /// <summary>The height of a box.</summary>
    public static double HeightOf(PictureNode node) =>
        node.Role is null ? 44 : IsGroup(node) ? GroupHeight + (node.IsFailover && node.Units.Count > 2 ? 8 : 0) : UnitsLine(node) is null ? LowHeight : HighHeight;

    /// <summary>A box in one column.</summary>
    public static DrawnBox Narrow(PictureNode node, double x, double y)
    {
        var rectangle = new DrawnRectangle(x, y, Width, HeightOf(node));
        var room = Width - 46 - 10 - (node.HasFirewall ? 20 : 0);
        var texts = Lines(node, x + 46, y, room, rectangle.Height, centered: false);
        return new DrawnBox
        {
            Node = node,
            Rectangle = rectangle,
            Glyph = (new DrawnPoint(x + 9, y + ((rectangle.Height - GlyphSize) / 2)), GlyphSize),
            Firewall = node.HasFirewall ? new DrawnPoint(x + Width - 26, y + (rectangle.Height / 2) - 9) : null,
            Texts = texts,
            Badge = BadgeOf(node.Badge, rectangle.Right - 6, y),
        };
    }

    /// <summary>A box over several columns, with its text in the middle.</summary>
    public static DrawnBox Wide(PictureNode node, DrawnRectangle rectangle)
    {
        var room = rectangle.Width - 80 - (node.HasFirewall ? 24 : 0);
        var texts = Lines(node, 0, rectangle.Y, room, rectangle.Height, centered: false);
        var width = texts.Max(static t => t.Bounds.Width);
        var start = rectangle.X + ((rectangle.Width - width - GlyphSize - 9) / 2);
        return new DrawnBox
        {
            Node = node,
            Rectangle = rectangle,
            Glyph = (new DrawnPoint(start, rectangle.Y + ((rectangle.Height - GlyphSize) / 2)), GlyphSize),
            Firewall = node.HasFirewall ? new DrawnPoint(start + GlyphSize + 9 + width + 8, rectangle.Y + (rectangle.Height / 2) - 9) : null,
            Texts = [.. texts.Select(t => t.Move(start + GlyphSize + 9, 0))],
            Badge = BadgeOf(node.Badge, rectangle.Right - 6, rectangle.Y),
        };
    }

    /// <summary>A group over several zones, with what stands in each.</summary>
    /// <param name="node">What it shows.</param>
    /// <param name="rectangle">Where it is.</param>
    /// <param name="columns">Left and right side of a zone's columns, by the zone's position.</param>
    public static DrawnBox Group(PictureNode node, DrawnRectangle rectangle, Func<int, (double Left, double Right)> columns)
    {
        const double Small = 20;
        var texts = new List<DrawnText>();
        var x = rectangle.X + 10 + Small + 7;
        var room = rectangle.Right - x - 26;
        var count = node.Count > 1 ? $" ×{node.Count}" : "";
        var name = DrawingText.FitEnds(DrawingText.Clean(node.Name), (room * 0.6) - DrawingText.Width(count, NameSize, bold: true), NameSize, bold: true) + count;
        texts.Add(new DrawnText(name, x, rectangle.Y + 20, NameSize, DrawnTextStyle.Name));
        var after = x + texts[0].Bounds.Width + 8;
        texts.Add(new DrawnText(DrawingText.Fit(DrawingText.Clean(node.Label), room - (after - x), LabelSize), after, rectangle.Y + 20, LabelSize, DrawnTextStyle.Label));

        var units = new List<DrawnUnit>();
        foreach (var unit in node.Units)
        {
            var (left, right) = columns(unit.Zone);
            var shape = new DrawnRectangle(left + 8, rectangle.Y + 32, right - left - 16, 32);
            var words = unit.Count is 1 ? unit.Label : unit.Count is { } many ? $"{unit.Label} ×{many}" : $"{unit.Label} ×?";

            // Two sorts of units may stand in one zone: the primary and a replica.
            var here = node.Units.Where(u => u.Zone == unit.Zone).ToList();
            if (here.Count > 1)
            {
                var each = (shape.Width - (6 * (here.Count - 1))) / here.Count;
                shape = shape with { X = shape.X + (here.IndexOf(unit) * (each + 6)), Width = each };
            }

            units.Add(new DrawnUnit(
                shape, new DrawnText(DrawingText.Fit(words, shape.Width - 8, LabelSize), shape.X + (shape.Width / 2), shape.Y + 20, LabelSize, DrawnTextStyle.Label, IsCentered: true),
                node.IsFailover && units.Count > 0));
        }

        return new DrawnBox
        {
            Node = node,
            Rectangle = rectangle,
            Glyph = (new DrawnPoint(rectangle.X + 10, rectangle.Y + 6), Small),
            Texts = texts,
            Units = units,
            Copies = node.IsFailover ? Copies(units) : [],
            Badge = BadgeOf(node.Badge, rectangle.Right - 6, rectangle.Y),
        };
    }

    /// <summary>A badge whose right side lies a little beyond a point.</summary>
    public static DrawnBadge? BadgeOf(PictureBadge? badge, double right, double y)
    {
        if (badge is null)
        {
            return null;
        }

        var words = badge.Count > 999 ? "999+" : badge.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var width = Math.Max(DrawnBadge.Height, DrawingText.Width(words, 10, bold: true) + 9);
        var middle = right + 6 - (width / 2) + 4;
        return new DrawnBadge(badge, new DrawnPoint(middle, y), width, new DrawnText(words, middle, y + 3.6, 10, DrawnTextStyle.Badge, IsCentered: true));
    }

    private static List<DrawnText> Lines(PictureNode node, double x, double y, double room, double height, bool centered)
    {
        var count = node.Count > 1 ? $" ×{node.Count}" : "";
        var name = DrawingText.FitEnds(DrawingText.Clean(node.Name), room - DrawingText.Width(count, NameSize, bold: true), NameSize, bold: true) + count;
        var units = UnitsLine(node);
        var top = y + ((height - (node.Label.Length == 0 ? 14 : units is null ? 30 : 44)) / 2) + 11;
        var texts = new List<DrawnText> { new(name, x, top, NameSize, DrawnTextStyle.Name, centered) };
        if (node.Label.Length > 0)
        {
            texts.Add(new DrawnText(DrawingText.Fit(DrawingText.Clean(node.Label), room, LabelSize), x, top + 15, LabelSize, DrawnTextStyle.Label, centered));
        }

        if (units is not null)
        {
            texts.Add(new DrawnText(DrawingText.Fit(units, room, LabelSize), x, top + 29, LabelSize, DrawnTextStyle.Label, centered));
        }

        return texts;
    }

    /// <summary>What stands in the one zone of a box, where that is more than one thing.</summary>
    private static string? UnitsLine(PictureNode node) =>
        IsGroup(node) || node.Units.Count == 0 || (node.Units is [{ Count: 1 }])
            ? null
            : string.Join(", ", node.Units.Select(static u => u.Count switch { null => $"{u.Label}s: how many is not known", 1 => u.Label, var n => $"{n} {u.Label}s" }));

    /// <summary>The primary's data goes to each of the others: straight to a neighbour, else below.</summary>
    private static List<IReadOnlyList<DrawnPoint>> Copies(List<DrawnUnit> units)
    {
        if (units.Count == 2)
        {
            var (a, b) = (units[0].Rectangle, units[1].Rectangle);
            var middle = a.Y + (a.Height / 2);
            return [a.X < b.X ? [new(a.Right, middle), new(b.X, middle)] : [new(a.X, middle), new(b.Right, middle)]];
        }

        var copies = new List<IReadOnlyList<DrawnPoint>>();
        foreach (var other in units.Skip(1))
        {
            var from = units[0].Rectangle;
            var (x, to) = (from.X + (from.Width / 2), other.Rectangle.X + (other.Rectangle.Width / 2));
            copies.Add([new(x, from.Bottom), new(x, from.Bottom + 10), new(to, from.Bottom + 10), new(to, other.Rectangle.Bottom)]);
        }

        return copies;
    }
}
