namespace Stoa.Reports.Drawing;

/// <summary>The geometry of one panel, from its own upper left corner.</summary>
internal sealed class PanelLayout
{
    private const double BandWidth = 22;
    private const double TrackGap = 9;
    private const double LaneGap = 10;
    private const double RegionPad = 16;
    private const double NetworkPad = 14;
    private const double ZonePad = 10;
    private const double PortMargin = 24;
    private const double FrameText = 11;
    private const double NameMargin = 10;
    private const int MaxSearched = 200;

    private static readonly string[] LayerNames = ["EDGE", "NETWORK", "COMPUTE", "DATA"];

    private readonly PicturePanel panel;
    private readonly PanelGrid grid;
    private readonly EdgeRouter router;
    private readonly List<DrawnFrame> frames = [];
    private readonly List<DrawnBand> bands = [];
    private readonly List<DrawnLine> lines = [];
    private readonly DrawnBox[] boxes;
    private readonly double[] columnLeft;
    private readonly double[] regionLeft;
    private readonly double[] networkLeft;
    private readonly double[] zoneLeft;
    private readonly double[] rowTop;
    private readonly double[] rowHeight;
    private readonly double[] channelTop;
    private readonly double[] channelHeight;
    private readonly bool isFramed;
    private double headerTop;

    private PanelLayout(PicturePanel panel, bool isSearched)
    {
        this.panel = panel;
        grid = PanelGrid.Arrange(panel, isSearched);
        var columns = grid.Columns.Count;
        (columnLeft, regionLeft, networkLeft, zoneLeft) = (new double[columns], new double[columns], new double[columns], new double[columns]);
        var rows = grid.Rows.Count;
        (rowTop, rowHeight, channelTop, channelHeight) = (new double[rows], new double[rows], new double[rows], new double[rows]);
        boxes = new DrawnBox[panel.Nodes.Count];
        isFramed = panel.Title is not null;

        // No upright line runs over the name of a frame: where a name leaves room in its column lines keep to that.
        var reach = NamesReach();
        router = EdgeRouter.Find(
            panel, grid,
            (row, lane) => grid.Rows[row] is not null || reach[lane] <= (lane % 2 == 1 ? BoxLayout.Width - PortMargin - 20 : 0),
            lane => reach[lane] > PortMargin ? reach[lane] + 6 : 0);
    }

    /// <summary>Its width.</summary>
    public double Width { get; private set; }

    /// <summary>Its height.</summary>
    public double Height { get; private set; }

    private double HeaderHeight => panel.Blocks.Count == 0 ? 0 : panel.Blocks.Any(static b => b is { Network: not null, IsZoned: true }) ? 66 : panel.Blocks.Any(static b => b.Network is not null) ? 48 : 26;

    /// <summary>Gives everything of a panel its place.</summary>
    public static PanelLayout Arrange(PicturePanel panel)
    {
        // Two ways to place boxes, of which the one that gives the clearer picture is taken. With very many lines none is clear.
        var plain = Arrange(panel, isSearched: false);
        if (panel.Edges.Count is < 2 or > MaxSearched)
        {
            return plain;
        }

        var searched = Arrange(panel, isSearched: true);
        return searched.Tangle() < plain.Tangle() ? searched : plain;
    }

    private static PanelLayout Arrange(PicturePanel panel, bool isSearched)
    {
        var layout = new PanelLayout(panel, isSearched);
        layout.PlaceLanes();
        var spans = ChannelTracks.Assign(layout.router.Routes, layout.grid.Rows.Count);
        layout.PlaceRows(spans);
        layout.AddBoxes();
        layout.AddLines(spans);
        layout.AddFrames();
        layout.AddBands();
        return layout;
    }

    /// <summary>Adds everything to a drawing, moved.</summary>
    public void AddTo(double x, double y, List<DrawnFrame> allFrames, List<DrawnBand> allBands, List<DrawnLine> allLines, List<DrawnBox> allBoxes)
    {
        allFrames.AddRange(frames.Select(f => f with { Rectangle = f.Rectangle.Move(x, y), Text = f.Text?.Move(x, y), Badge = Move(f.Badge, x, y) }));
        allBands.AddRange(bands.Select(b => b with { Rectangle = b.Rectangle.Move(x, y), Text = b.Text?.Move(x, y) }));
        var moved = boxes.Select(b => Move(b, x, y)).ToList();
        allBoxes.AddRange(moved);
        allLines.AddRange(lines.Select(l => l with { From = moved[l.Edge.From], To = moved[l.Edge.To], Points = [.. l.Points.Select(p => new DrawnPoint(p.X + x, p.Y + y))] }));
    }

    private static DrawnBadge? Move(DrawnBadge? badge, double x, double y) =>
        badge is null ? null : badge with { Center = new DrawnPoint(badge.Center.X + x, badge.Center.Y + y), Text = badge.Text.Move(x, y) };

    private static DrawnBox Move(DrawnBox box, double x, double y) => box with
    {
        Rectangle = box.Rectangle.Move(x, y),
        Glyph = (new DrawnPoint(box.Glyph.At.X + x, box.Glyph.At.Y + y), box.Glyph.Size),
        Firewall = box.Firewall is { } at ? new DrawnPoint(at.X + x, at.Y + y) : null,
        Texts = [.. box.Texts.Select(t => t.Move(x, y))],
        Units = [.. box.Units.Select(u => u with { Rectangle = u.Rectangle.Move(x, y), Text = u.Text.Move(x, y) })],
        Copies = [.. box.Copies.Select(c => (IReadOnlyList<DrawnPoint>)[.. c.Select(p => new DrawnPoint(p.X + x, p.Y + y))])],
        Badge = Move(box.Badge, x, y),
    };

    /// <summary>How hard the lines are to follow: crossings above all, then corners, then length.</summary>
    private double Tangle()
    {
        var level = new List<(double Y, double Left, double Right, int Line)>();
        var upright = new List<(double X, double Top, double Bottom, int Line)>();
        var sum = 0.0;
        for (var l = 0; l < lines.Count; l++)
        {
            var points = lines[l].Points;
            sum += points.Count;
            for (var i = 1; i < points.Count; i++)
            {
                var (a, b) = (points[i - 1], points[i]);
                sum += (Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y)) / 400;
                if (a.Y == b.Y)
                {
                    level.Add((a.Y, Math.Min(a.X, b.X), Math.Max(a.X, b.X), l));
                }
                else
                {
                    upright.Add((a.X, Math.Min(a.Y, b.Y), Math.Max(a.Y, b.Y), l));
                }
            }
        }

        foreach (var h in level)
        {
            foreach (var v in upright)
            {
                if (h.Line != v.Line && v.X > h.Left && v.X < h.Right && h.Y > v.Top && h.Y < v.Bottom)
                {
                    sum += 4;
                }
            }
        }

        return sum;
    }

    private bool OpensRegion(int column) => grid.Columns[column].Block >= 0 && (column == 0 || RegionOf(column) != RegionOf(column - 1));

    private bool ClosesRegion(int column) => grid.Columns[column].Block >= 0 && (column == grid.Columns.Count - 1 || RegionOf(column) != RegionOf(column + 1));

    private string? RegionOf(int column) => grid.Columns[column].Block is >= 0 and var block ? panel.Blocks[block].Region : null;

    private bool IsNetwork(int column) => grid.Columns[column].Zone >= 0;

    private bool OpensNetwork(int column) => IsNetwork(column) && (column == 0 || grid.Columns[column - 1].Block != grid.Columns[column].Block);

    private bool ClosesNetwork(int column) => IsNetwork(column) && (column == grid.Columns.Count - 1 || grid.Columns[column + 1].Block != grid.Columns[column].Block);

    private bool IsZoned(int column) => IsNetwork(column) && panel.Blocks[grid.Columns[column].Block].IsZoned;

    private double ZonePadOf(int column) => IsZoned(column) ? ZonePad : 0;

    private bool OpensZone(int column) => IsZoned(column) && (column == 0 || grid.Columns[column - 1] != grid.Columns[column]);

    private bool ClosesZone(int column) => IsZoned(column) && (column == grid.Columns.Count - 1 || grid.Columns[column + 1] != grid.Columns[column]);

    /// <summary>How far names of frames reach into each lane, from its left side.</summary>
    private double[] NamesReach()
    {
        var lanes = new double[(2 * grid.Columns.Count) + 1];
        for (var column = 0; column < grid.Columns.Count; column++)
        {
            var reach = 0.0;
            var block = grid.Columns[column].Block;
            if (OpensRegion(column))
            {
                reach = TextWidth(RegionName(column)) + NameMargin - RegionPad - (IsNetwork(column) ? NetworkPad + ZonePadOf(column) : 0);
            }

            if (OpensNetwork(column))
            {
                reach = Math.Max(reach, TextWidth(panel.Blocks[block].Network!) + NameMargin - NetworkPad - ZonePadOf(column) + (panel.Blocks[block].Badge is null ? 0 : 32));
            }

            if (OpensZone(column))
            {
                reach = Math.Max(reach, TextWidth(ZoneName(column)) + NameMargin - ZonePad);
            }

            // What is longer than its column runs on over the next ones.
            for (var lane = (2 * column) + 1; reach > 0 && lane < 2 * grid.Columns.Count; lane++)
            {
                lanes[lane] = Math.Max(lanes[lane], reach);
                reach -= lane % 2 == 1 ? BoxLayout.Width : 16;
            }
        }

        return lanes;

        static double TextWidth(string text) => DrawingText.Width(DrawingText.Clean(text), FrameText, bold: true);
    }

    private string RegionName(int column) => panel.Blocks[grid.Columns[column].Block].Region;

    private string ZoneName(int column) => panel.Blocks[grid.Columns[column].Block].Zones[grid.Columns[column].Zone];

    /// <summary>Places lanes and columns from the left, each gap as wide as what runs in it.</summary>
    private void PlaceLanes()
    {
        var byLane = router.Pieces.ToLookup(static p => p.Lane);
        var level = router.Level.Select(e => Math.Min(grid.Places[panel.Edges[e].From].Last, grid.Places[panel.Edges[e].To].Last) + 1).ToHashSet();
        var columns = grid.Columns.Count;
        var x = (isFramed ? 14.0 : 0) + BandWidth + 8;
        for (var column = 0; column <= columns; column++)
        {
            var tracks = byLane[2 * column].Select(static p => p.Tracks).DefaultIfEmpty(0).Max();
            var least = column == 0 || column == columns ? 0 : level.Contains(column) ? 40 : 16;
            var width = Math.Max(least, tracks == 0 ? 0 : ((tracks - 1) * LaneGap) + 18);
            foreach (var piece in byLane[2 * column])
            {
                piece.X = Math.Round(x + (width / 2) + ((piece.Track - ((piece.Tracks - 1) / 2.0)) * LaneGap), 1);
            }

            x += width;
            if (column == columns)
            {
                break;
            }

            x = Open(column, x);
            foreach (var piece in byLane[(2 * column) + 1])
            {
                // Where a name stands in the way lines keep to its right.
                var left = Math.Max(PortMargin, piece.Clear);
                var gap = Math.Min(14, (BoxLayout.Width - PortMargin - left) / Math.Max(1, piece.Tracks - 1));
                var half = (piece.Tracks - 1) * gap / 2;
                var center = Math.Max(BoxLayout.Width / 2, left + half);
                piece.X = Math.Round(x + center - half + (piece.Track * gap), 1);
            }

            x += BoxLayout.Width;
            x += (ClosesZone(column) ? ZonePad : 0) + (ClosesNetwork(column) ? NetworkPad : 0) + (ClosesRegion(column) ? RegionPad : 0);
        }

        Width = x + (isFramed ? 14 : 0);
    }

    private double Open(int column, double x)
    {
        regionLeft[column] = x;
        x += OpensRegion(column) ? RegionPad : 0;
        networkLeft[column] = x;
        x += OpensNetwork(column) ? NetworkPad : 0;
        zoneLeft[column] = x;
        x += OpensZone(column) ? ZonePad : 0;
        columnLeft[column] = x;
        return x;
    }

    /// <summary>Places rows and channels from above, each channel as high as what runs in it.</summary>
    private void PlaceRows(List<ChannelSpan>[] spans)
    {
        var y = isFramed ? 34.0 : 4;
        var busy = router.Pieces.SelectMany(static p => Enumerable.Range(p.First, p.Last - p.First + 1)).ToHashSet();
        for (var row = 0; row < rowTop.Length; row++)
        {
            var isNames = grid.Rows[row] is null;
            rowTop[row] = y;
            rowHeight[row] = isNames ? HeaderHeight : panel.Nodes.Where(n => grid.Places[n.Id].Row == row).Max(BoxLayout.HeightOf);
            y += rowHeight[row];
            channelTop[row] = y;
            var levels = spans[row].Select(static s => s.Level + 1).DefaultIfEmpty(0).Max();
            var isLast = row == rowTop.Length - 1;
            channelHeight[row] = levels > 0 ? 30 + ((levels - 1) * TrackGap) : isNames ? busy.Contains(row) ? 10 : 2 : isLast ? 8 : busy.Contains(row) ? 34 : 20;
            y += channelHeight[row];
            headerTop = isNames ? rowTop[row] : headerTop;
        }

        Height = y + (panel.Blocks.Count == 0 ? 0 : panel.Blocks.Any(static b => b.Network is not null) ? 26 : 12) + (isFramed ? 14 : 0);
    }

    private void AddBoxes()
    {
        foreach (var node in panel.Nodes)
        {
            var place = grid.Places[node.Id];
            var height = BoxLayout.HeightOf(node);
            var y = rowTop[place.Row] + ((rowHeight[place.Row] - height) / 2);
            var x = columnLeft[place.First];
            var rectangle = new DrawnRectangle(x, y, columnLeft[place.Last] + BoxLayout.Width - x, height);
            boxes[node.Id] = BoxLayout.IsGroup(node) ? BoxLayout.Group(node, rectangle, zone => Sides(node.Block, zone))
                : place.IsWide ? BoxLayout.Wide(node, rectangle)
                : BoxLayout.Narrow(node, x, y);
        }
    }

    private (double Left, double Right) Sides(int block, int zone)
    {
        var columns = Enumerable.Range(0, grid.Columns.Count).Where(c => grid.Columns[c] == new GridColumn(block, zone)).ToList();
        return (columnLeft[columns[0]], columnLeft[columns[^1]] + BoxLayout.Width);
    }

    private void AddLines(List<ChannelSpan>[] spans)
    {
        var drawn = new SortedDictionary<int, DrawnLine>();
        var leaving = panel.Edges.CountBy(static e => (e.From, e.Style)).ToDictionary();
        var coming = panel.Edges.CountBy(static e => (e.To, e.Style)).ToDictionary();
        foreach (var route in router.Routes)
        {
            var edge = panel.Edges[route.Edge];
            var points = new List<DrawnPoint> { new(route.Pieces[0].X, boxes[route.Upper].Rectangle.Bottom) };
            for (var i = 1; i < route.Pieces.Count; i++)
            {
                var channel = route.Joints[i - 1];
                var span = ChannelTracks.Of(spans[channel], route.Pieces[i - 1], route.Pieces[i]);
                var y = channelTop[channel] + 13 + (span.Level * TrackGap);
                points.Add(new DrawnPoint(route.Pieces[i - 1].X, y));
                points.Add(new DrawnPoint(route.Pieces[i].X, y));
            }

            var end = boxes[route.Lower].Rectangle;
            points.Add(new DrawnPoint(route.Pieces[^1].X, route.IsLoop ? end.Bottom : end.Y));
            if (edge.From != route.Upper)
            {
                points.Reverse();
            }

            drawn.Add(route.Edge, new DrawnLine(edge, edge.Style, boxes[edge.From], boxes[edge.To], points, coming[(edge.To, edge.Style)] > leaving[(edge.From, edge.Style)]));
        }

        var beside = new Dictionary<(int, int), int>();
        foreach (var index in router.Level)
        {
            var edge = panel.Edges[index];
            var (from, to) = (boxes[edge.From], boxes[edge.To]);
            var pair = (Math.Min(edge.From, edge.To), Math.Max(edge.From, edge.To));
            beside[pair] = beside.GetValueOrDefault(pair) + 1;
            var top = Math.Max(from.Rectangle.Y, to.Rectangle.Y);
            var bottom = Math.Min(from.Rectangle.Bottom, to.Rectangle.Bottom);
            var y = ((top + bottom) / 2) + ((beside[pair] - 1) * 10 * (beside[pair] % 2 == 0 ? 1 : -1));
            drawn.Add(index, new DrawnLine(
                edge, edge.Style, from, to,
                from.Rectangle.X < to.Rectangle.X ? [new(from.Rectangle.Right, y), new(to.Rectangle.X, y)] : [new(from.Rectangle.X, y), new(to.Rectangle.Right, y)], false));
        }

        lines.AddRange(drawn.Values);
    }

    private void AddFrames()
    {
        if (isFramed)
        {
            var all = new DrawnRectangle(0, 0, Width, Height);
            frames.Add(new DrawnFrame(DrawnFrameKind.Panel, all, new DrawnText(DrawingText.FitEnds(DrawingText.Clean(panel.Title!), Width - 24, FrameText, bold: true), 12, 20, FrameText, DrawnTextStyle.Frame)));
        }

        if (panel.Blocks.Count == 0)
        {
            return;
        }

        var end = channelTop[^1] + channelHeight[^1];
        var hasNetworks = panel.Blocks.Any(static b => b.Network is not null);
        for (var column = 0; column < grid.Columns.Count; column++)
        {
            if (OpensRegion(column))
            {
                var last = Last(column, ClosesRegion);
                var right = columnLeft[last] + BoxLayout.Width + (IsNetwork(last) ? ZonePadOf(last) + NetworkPad : 0) + RegionPad;
                var shape = new DrawnRectangle(regionLeft[column], headerTop, right - regionLeft[column], end + (hasNetworks ? 24 : 10) - headerTop);
                frames.Add(new DrawnFrame(DrawnFrameKind.Region, shape, Name(RegionName(column), shape.X + NameMargin, headerTop + 16, shape.Width - 20)));
            }
        }

        for (var column = 0; column < grid.Columns.Count; column++)
        {
            if (OpensNetwork(column))
            {
                var block = panel.Blocks[grid.Columns[column].Block];
                var right = columnLeft[Last(column, ClosesNetwork)] + BoxLayout.Width + ZonePadOf(column) + NetworkPad;
                var shape = new DrawnRectangle(networkLeft[column], headerTop + 22, right - networkLeft[column], EndOf(grid.Columns[column].Block) + 16 - headerTop - 22);
                var text = Name(block.Network!, shape.X + NameMargin, shape.Y + 16, shape.Width - 50);
                frames.Add(new DrawnFrame(DrawnFrameKind.Network, shape, text, block, BoxLayout.BadgeOf(block.Badge, text.Bounds.Right + 14, text.Y - 4)));
            }
        }

        for (var column = 0; column < grid.Columns.Count; column++)
        {
            if (OpensZone(column))
            {
                var right = columnLeft[Last(column, ClosesZone)] + BoxLayout.Width + ZonePad;
                var shape = new DrawnRectangle(zoneLeft[column], headerTop + 44, right - zoneLeft[column], EndOf(grid.Columns[column].Block) + 8 - headerTop - 44);
                frames.Add(new DrawnFrame(DrawnFrameKind.Zone, shape, Name(ZoneName(column), shape.X + NameMargin, shape.Y + 14, shape.Width - 20)));
            }
        }

        static int Last(int column, Func<int, bool> closes)
        {
            while (!closes(column))
            {
                column++;
            }

            return column;
        }

        static DrawnText Name(string text, double x, double y, double room) =>
            new(DrawingText.Fit(DrawingText.Clean(text), room, FrameText, bold: true), x, y, FrameText, DrawnTextStyle.Frame);
    }

    /// <summary>Where a network's frames end: below its last box, and the lines that run there.</summary>
    private double EndOf(int block)
    {
        var last = panel.Nodes.Where(n => n.Block == block).Select(n => grid.Places[n.Id].Row).DefaultIfEmpty(channelTop.Length - 1).Max();
        return channelTop[last] + channelHeight[last] - (last == channelTop.Length - 1 ? 0 : 20);
    }

    private void AddBands()
    {
        var x = isFramed ? 14 : 0;
        var hasEdge = grid.Rows.Contains(PictureRow.Edge);
        foreach (var layer in Enumerable.Range(0, grid.Rows.Count).GroupBy(row => LayerOf(grid.Rows[row], hasEdge || panel.Layers.Count == 0)).Where(static g => g.Key >= 0))
        {
            var top = rowTop[layer.Min()] - 6;
            var bottom = rowTop[layer.Max()] + rowHeight[layer.Max()] + 6;
            var known = panel.Layers.FirstOrDefault(l => l.Layer == layer.Key);
            var words = known is null ? [LayerNames[layer.Key]] : new[] { $"{LayerNames[layer.Key]}  {known.Present} of {known.Asked}", LayerNames[layer.Key] };
            var name = words.FirstOrDefault(w => DrawingText.Width(w, 9.5, bold: true) < bottom - top - 6);
            bands.Add(new DrawnBand(
                layer.Key, new DrawnRectangle(x, top, BandWidth, bottom - top),
                name is null ? null : new DrawnText(name, x + (BandWidth / 2) + 3.4, (top + bottom) / 2, 9.5, DrawnTextStyle.Band, IsCentered: true, IsUpright: true),
                known));
        }
    }

    private static int LayerOf(PictureRow? row, bool hasEdge) => row switch
    {
        null => -1,
        PictureRow.Internet => hasEdge ? -1 : 0,
        PictureRow.Edge => 0,
        PictureRow.Ingress or PictureRow.Egress => 1,
        PictureRow.Trigger or PictureRow.Compute or PictureRow.Messaging => 2,
        _ => 3,
    };
}
