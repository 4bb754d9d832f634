namespace Stoa.Reports.Drawing;

/// <summary>A rectangle; y grows downwards.</summary>
/// <param name="X">Its left side.</param>
/// <param name="Y">Its upper side.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public readonly record struct DrawnRectangle(double X, double Y, double Width, double Height)
{
    /// <summary>Its right side.</summary>
    public double Right => X + Width;

    /// <summary>Its lower side.</summary>
    public double Bottom => Y + Height;

    /// <summary>The same rectangle elsewhere.</summary>
    public DrawnRectangle Move(double x, double y) => this with { X = X + x, Y = Y + y };

    /// <summary>Whether they have more than a side in common.</summary>
    public bool Overlaps(DrawnRectangle other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;
}

/// <summary>A point; y grows downwards.</summary>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
public readonly record struct DrawnPoint(double X, double Y);

/// <summary>How a text looks.</summary>
public enum DrawnTextStyle
{
    /// <summary>The title.</summary>
    Title,

    /// <summary>What stands under the title, notes, the legend.</summary>
    Note,

    /// <summary>The name of a box.</summary>
    Name,

    /// <summary>What a box is.</summary>
    Label,

    /// <summary>The name of a frame.</summary>
    Frame,

    /// <summary>A number in a badge.</summary>
    Badge,

    /// <summary>The name of a band.</summary>
    Band,
}

/// <summary>A line of text.</summary>
/// <param name="Text">What it says; no longer than fits.</param>
/// <param name="X">Where it begins, or its middle.</param>
/// <param name="Y">Its baseline.</param>
/// <param name="Size">The size of its letters.</param>
/// <param name="Style">How it looks.</param>
/// <param name="IsCentered">Whether <paramref name="X"/> is its middle.</param>
/// <param name="IsUpright">Whether it runs from the bottom to the top, then around the point.</param>
public sealed record DrawnText(string Text, double X, double Y, double Size, DrawnTextStyle Style, bool IsCentered = false, bool IsUpright = false)
{
    /// <summary>Whether it is bold.</summary>
    public bool IsBold => Style is DrawnTextStyle.Title or DrawnTextStyle.Name or DrawnTextStyle.Badge or DrawnTextStyle.Frame or DrawnTextStyle.Band;

    /// <summary>What it covers.</summary>
    public DrawnRectangle Bounds
    {
        get
        {
            var width = DrawingText.Width(Text, Size, IsBold);
            return IsUpright
                ? new DrawnRectangle(X - (Size * 0.75), Y - (width / 2), Size, width)
                : new DrawnRectangle(IsCentered ? X - (width / 2) : X, Y - (Size * 0.75), width, Size);
        }
    }

    /// <summary>The same text elsewhere.</summary>
    public DrawnText Move(double x, double y) => this with { X = X + x, Y = Y + y };
}

/// <summary>What a frame holds.</summary>
public enum DrawnFrameKind
{
    /// <summary>A part of the workload that nothing ties to the others.</summary>
    Panel,

    /// <summary>A region.</summary>
    Region,

    /// <summary>A network.</summary>
    Network,

    /// <summary>A zone.</summary>
    Zone,
}

/// <summary>A badge: how many checks fail.</summary>
/// <param name="Badge">What it says.</param>
/// <param name="Center">Its middle.</param>
/// <param name="Width">Its width.</param>
/// <param name="Text">The number.</param>
public sealed record DrawnBadge(PictureBadge Badge, DrawnPoint Center, double Width, DrawnText Text)
{
    /// <summary>The height of every badge.</summary>
    public const double Height = 16;
}

/// <summary>A frame with its name.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Rectangle">Where it is.</param>
/// <param name="Text">Its name.</param>
/// <param name="Block">Of a network: what it is; null for others.</param>
/// <param name="Badge">Failed checks of the network itself.</param>
public sealed record DrawnFrame(DrawnFrameKind Kind, DrawnRectangle Rectangle, DrawnText? Text, PictureBlock? Block = null, DrawnBadge? Badge = null);

/// <summary>What stands of a component in one zone.</summary>
/// <param name="Rectangle">Where it is.</param>
/// <param name="Text">What it is.</param>
/// <param name="IsStandby">Whether it waits.</param>
public sealed record DrawnUnit(DrawnRectangle Rectangle, DrawnText Text, bool IsStandby);

/// <summary>A box.</summary>
public sealed record DrawnBox
{
    /// <summary>What it shows.</summary>
    public required PictureNode Node { get; init; }

    /// <summary>Where it is.</summary>
    public required DrawnRectangle Rectangle { get; init; }

    /// <summary>The upper left corner of its glyph, and the glyph's size.</summary>
    public required (DrawnPoint At, double Size) Glyph { get; init; }

    /// <summary>The upper left corner of the sign of a firewall; null where it has none.</summary>
    public DrawnPoint? Firewall { get; init; }

    /// <summary>Its texts.</summary>
    public required IReadOnlyList<DrawnText> Texts { get; init; }

    /// <summary>What of it stands in which zone.</summary>
    public IReadOnlyList<DrawnUnit> Units { get; init; } = [];

    /// <summary>Copies of data from unit to unit.</summary>
    public IReadOnlyList<IReadOnlyList<DrawnPoint>> Copies { get; init; } = [];

    /// <summary>Its badge; null where no check fails.</summary>
    public DrawnBadge? Badge { get; init; }
}

/// <summary>A line from box to box.</summary>
/// <param name="Edge">What it shows; null for a line of the legend.</param>
/// <param name="Style">What it means.</param>
/// <param name="From">The box that it begins at.</param>
/// <param name="To">The box that it ends at.</param>
/// <param name="Points">Its corners, from where it begins to its head; all its parts are level or upright.</param>
/// <param name="IsBackwards">Whether it is best stroked from its head, since it shares its last part with other lines.</param>
public sealed record DrawnLine(PictureEdge Edge, PictureEdgeStyle Style, DrawnBox From, DrawnBox To, IReadOnlyList<DrawnPoint> Points, bool IsBackwards);

/// <summary>A layer of defense, as a band beside its rows.</summary>
/// <param name="Layer">Which: 0 edge, 1 network, 2 compute, 3 data.</param>
/// <param name="Rectangle">Where it is.</param>
/// <param name="Text">Its name; null where there is no room.</param>
/// <param name="Known">What stands there; null where nobody asked.</param>
public sealed record DrawnBand(int Layer, DrawnRectangle Rectangle, DrawnText? Text, PictureLayer? Known = null);

/// <summary>A sign of the legend.</summary>
/// <param name="Style">The line that it explains; null where it explains a badge.</param>
/// <param name="Severity">The badge that it explains; null where it explains a line.</param>
/// <param name="At">The left end of the sign, at the height of its middle.</param>
/// <param name="Text">What it means.</param>
public sealed record DrawnLegend(PictureEdgeStyle? Style, Assessment.Severity? Severity, DrawnPoint At, DrawnText Text)
{
    /// <summary>The width of a sign.</summary>
    public const double SignWidth = 34;
}

/// <summary>Where everything of a picture is: pure geometry, the same for the same picture. Units are CSS pixels.</summary>
public sealed record DrawingLayout
{
    private const double Margin = 24;
    private const double PanelGap = 28;

    /// <summary>So few panels stand in the order of their sources; more are packed.</summary>
    private const int MaxInOrder = 3;

    /// <summary>The width of the whole.</summary>
    public required double Width { get; init; }

    /// <summary>The height of the whole.</summary>
    public required double Height { get; init; }

    /// <summary>The frames, outer ones first.</summary>
    public required IReadOnlyList<DrawnFrame> Frames { get; init; }

    /// <summary>The layers of defense.</summary>
    public required IReadOnlyList<DrawnBand> Bands { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<DrawnLine> Lines { get; init; }

    /// <summary>The boxes.</summary>
    public required IReadOnlyList<DrawnBox> Boxes { get; init; }

    /// <summary>Texts that belong to no box and no frame: the title, headings, notes.</summary>
    public required IReadOnlyList<DrawnText> Texts { get; init; }

    /// <summary>What lines and badges mean.</summary>
    public required IReadOnlyList<DrawnLegend> Legend { get; init; }

    /// <summary>Every text of the drawing.</summary>
    public IEnumerable<DrawnText> AllTexts =>
    [
        .. Texts, .. Legend.Select(static l => l.Text), .. Bands.Select(static b => b.Text).OfType<DrawnText>(), .. Frames.Select(static f => f.Text).OfType<DrawnText>(),
        .. Frames.Select(static f => f.Badge?.Text).OfType<DrawnText>(), .. Boxes.SelectMany(static b => b.Texts), .. Boxes.SelectMany(static b => b.Units.Select(static u => u.Text)),
        .. Boxes.Select(static b => b.Badge?.Text).OfType<DrawnText>(),
    ];

    /// <summary>Gives everything its place.</summary>
    public static DrawingLayout Arrange(Picture picture)
    {
        var panels = picture.Panels.Select(static p => PanelLayout.Arrange(p)).ToList();
        var area = panels.Sum(static p => (p.Width + PanelGap) * (p.Height + PanelGap));
        var room = Math.Max(panels.Select(static p => p.Width).DefaultIfEmpty(0).Max(), panels.Count > 1 ? Math.Sqrt(area * 1.7) : 0);
        room = Math.Max(room, Math.Min(4, picture.Idle.Count) * (BoxLayout.Width + 16));
        room = Math.Max(room, 560);
        var page = new Page(room);
        page.Title(picture);
        page.Panels(panels);
        page.Idle(picture.Idle);
        page.Legend(picture);
        page.Notes(picture.Notes);
        return page.Close();
    }

    /// <summary>The words for a line.</summary>
    internal static string Meaning(PictureEdgeStyle style) => style switch
    {
        PictureEdgeStyle.Hard => "needs",
        PictureEdgeStyle.Soft => "uses, and can do without",
        PictureEdgeStyle.Message => "message or event",
        PictureEdgeStyle.Replication => "copies of data",
        PictureEdgeStyle.Egress => "way out",
        _ => "open to the internet",
    };

    private sealed class Page(double room)
    {
        private readonly List<DrawnFrame> frames = [];
        private readonly List<DrawnBand> bands = [];
        private readonly List<DrawnLine> lines = [];
        private readonly List<DrawnBox> boxes = [];
        private readonly List<DrawnText> texts = [];
        private readonly List<DrawnLegend> legend = [];
        private double y = Margin;

        public void Title(Picture picture)
        {
            texts.Add(new DrawnText(DrawingText.Fit(DrawingText.Clean(picture.Title), room, 20, bold: true), Margin, y + 18, 20, DrawnTextStyle.Title));
            texts.Add(new DrawnText(DrawingText.Fit(DrawingText.Clean(picture.Subtitle), room, 12), Margin, y + 38, 12, DrawnTextStyle.Note));
            y += 58;
        }

        public void Panels(List<PanelLayout> panels)
        {
            // High panels first, each on the first shelf with room for it: its shelf is then hardly higher than it needs.
            var shelves = new List<(double Width, List<PanelLayout> Panels)>();
            foreach (var panel in panels.Count > MaxInOrder ? panels.OrderByDescending(static p => p.Height) : panels.AsEnumerable())
            {
                var at = shelves.FindIndex(s => s.Width + PanelGap + panel.Width <= room);
                if (at < 0 || (panels.Count <= MaxInOrder && at < shelves.Count - 1))
                {
                    at = shelves.Count;
                    shelves.Add((-PanelGap, []));
                }

                shelves[at].Panels.Add(panel);
                shelves[at] = (shelves[at].Width + PanelGap + panel.Width, shelves[at].Panels);
            }

            foreach (var (width, shelf) in shelves)
            {
                // A picture of one panel has it in the middle.
                var x = Margin + (panels.Count == 1 ? Math.Round((room - width) / 2) : 0);
                foreach (var panel in shelf)
                {
                    panel.AddTo(x, y, frames, bands, lines, boxes);
                    x += panel.Width + PanelGap;
                }

                y += shelf.Max(static p => p.Height) + PanelGap;
            }
        }

        public void Idle(IReadOnlyList<PictureNode> idle)
        {
            if (idle.Count == 0)
            {
                return;
            }

            texts.Add(new DrawnText("Not on any journey", Margin, y + 10, 12, DrawnTextStyle.Frame));
            y += 24;
            var columns = Math.Max(1, (int)((room + 16) / (BoxLayout.Width + 16)));
            for (var i = 0; i < idle.Count; i++)
            {
                var x = Margin + (i % columns * (BoxLayout.Width + 16));
                boxes.Add(BoxLayout.Narrow(idle[i], x, y + (i / columns * (BoxLayout.LowHeight + 14))));
            }

            y += (((idle.Count - 1) / columns) + 1) * (BoxLayout.LowHeight + 14);
            y += 14;
        }

        public void Legend(Picture picture)
        {
            var styles = lines.Select(static l => l.Style).Distinct().ToHashSet();
            if (boxes.Exists(static b => b.Copies.Count > 0))
            {
                styles.Add(PictureEdgeStyle.Replication);
            }

            var severities = boxes.Select(static b => b.Badge?.Badge.Severity).Concat(frames.Select(static f => f.Badge?.Badge.Severity)).OfType<Assessment.Severity>().Distinct();
            var x = Margin;
            y += 8;
            foreach (var (style, severity) in styles.Order().Select(static s => ((PictureEdgeStyle?)s, (Assessment.Severity?)null))
                .Concat(severities.OrderDescending().Select(static s => ((PictureEdgeStyle?)null, (Assessment.Severity?)s))))
            {
                var words = style is { } line ? Meaning(line) : $"failed checks, the worst of {Names.Of(severity!.Value)} severity";
                var width = DrawnLegend.SignWidth + 8 + DrawingText.Width(words, 11);
                if (x > Margin && x + width > Margin + room)
                {
                    x = Margin;
                    y += 20;
                }

                legend.Add(new DrawnLegend(style, severity, new DrawnPoint(x, y), new DrawnText(words, x + DrawnLegend.SignWidth + 8, y + 4, 11, DrawnTextStyle.Note)));
                x += width + 24;
            }

            y += legend.Count > 0 ? 22 : 0;
        }

        public void Notes(IReadOnlyList<string> notes)
        {
            foreach (var note in notes)
            {
                texts.Add(new DrawnText(DrawingText.Fit(DrawingText.Clean(note), room, 11), Margin, y + 8, 11, DrawnTextStyle.Note));
                y += 18;
            }
        }

        public DrawingLayout Close() => new()
        {
            Width = Math.Ceiling(room + (2 * Margin)),
            Height = Math.Ceiling(y + Margin - 6),
            Frames = frames,
            Bands = bands,
            Lines = lines,
            Boxes = boxes,
            Texts = texts,
            Legend = legend,
        };
    }
}
