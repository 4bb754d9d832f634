namespace Stoa.Reports.Drawing;

/// <summary>A line's upright part: in a lane, through the channels from the first to the last.</summary>
internal sealed class RoutePiece(int net, int lane, int first, int last)
{
    /// <summary>The net that it belongs to.</summary>
    public int Net { get; } = net;

    /// <summary>The lane.</summary>
    public int Lane { get; } = lane;

    /// <summary>The first channel.</summary>
    public int First { get; set; } = first;

    /// <summary>The last channel.</summary>
    public int Last { get; set; } = last;

    /// <summary>Where its net wants to go from here: the sum of the ways to neighbouring pieces, negative to the left.</summary>
    public double Pull { get; set; }

    /// <summary>Its track in the lane, from the left.</summary>
    public int Track { get; set; }

    /// <summary>How many tracks lie beside each other where it runs.</summary>
    public int Tracks { get; set; } = 1;

    /// <summary>The least room, from the column's left side, that names of frames leave to it and to those beside it.</summary>
    public double Clear { get; set; }

    /// <summary>Where it is.</summary>
    public double X { get; set; }
}

/// <summary>One line: upright pieces from the upper box to the lower one, tied by level parts in the channel where the next begins.</summary>
/// <param name="Edge">The line's position among the panel's edges.</param>
/// <param name="Upper">The upper box, or of two in one row the left one.</param>
/// <param name="Lower">The lower box.</param>
/// <param name="Pieces">The pieces, from above.</param>
internal sealed record Route(int Edge, int Upper, int Lower, List<RoutePiece> Pieces)
{
    /// <summary>The channel in which each piece but the last gives way to the next.</summary>
    public List<int> Joints { get; init; } = [];

    /// <summary>Whether it leaves and enters from below, because both boxes stand in one row.</summary>
    public bool IsLoop { get; init; }
}

/// <summary>
/// Finds the way of every line through a panel's grid. Even lanes are the gaps between columns, odd lanes the columns themselves, which
/// are free where no box stands. Between two rows lies a channel for level parts: channel <c>r</c> below row <c>r</c>. Lines that share
/// an end and a meaning are one net and share their way as far as it is the same.
/// </summary>
internal sealed class EdgeRouter
{
    private const double Pitch = 110;

    /// <summary>Level parts above the frames, where they cross nothing, are to be had for a little less.</summary>
    private const double PitchAbove = 0.95 * Pitch;
    private const double BendCost = 90;
    private const double CrowdCost = 7;
    private const double PrimaryCost = 400;

    private readonly PicturePanel panel;
    private readonly PanelGrid grid;
    private readonly bool[][] free;
    private readonly int[][] crowd;
    private readonly int lanes;
    private readonly int names;
    private readonly Dictionary<(int Net, int Lane), List<RoutePiece>> pieces = [];

    private readonly Func<int, double> clear;

    private EdgeRouter(PicturePanel panel, PanelGrid grid, Func<int, int, bool> isFree, Func<int, double> clear)
    {
        this.panel = panel;
        this.grid = grid;
        this.clear = clear;
        lanes = (grid.Columns.Count * 2) + 1;
        names = Math.Max(0, grid.Rows.ToList().IndexOf(null));
        free = [.. Enumerable.Range(0, grid.Rows.Count).Select(row => Enumerable.Range(0, lanes).Select(lane => isFree(row, lane)).ToArray())];
        crowd = [.. Enumerable.Range(0, grid.Rows.Count).Select(_ => new int[lanes])];
        foreach (var place in grid.Places)
        {
            free[place.Row].AsSpan(2 * place.First + 1, (2 * (place.Last - place.First)) + 1).Clear();
        }
    }

    /// <summary>The routes that run through lanes and channels.</summary>
    public List<Route> Routes { get; } = [];

    /// <summary>The lines between neighbours in a row, by position among the edges.</summary>
    public List<int> Level { get; } = [];

    /// <summary>Every piece of every route once, in a stable order.</summary>
    public IEnumerable<RoutePiece> Pieces => pieces.Values.SelectMany(static p => p);

    /// <summary>Finds all ways.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="grid">Where its boxes are.</param>
    /// <param name="isFree">Whether nothing but boxes stands in the way: by row and lane.</param>
    /// <param name="clear">How far from a column's left side the names of frames reach: by lane.</param>
    public static EdgeRouter Find(PicturePanel panel, PanelGrid grid, Func<int, int, bool> isFree, Func<int, double> clear)
    {
        var router = new EdgeRouter(panel, grid, isFree, clear);
        var nets = router.Nets();
        for (var net = 0; net < nets.Count; net++)
        {
            foreach (var edge in nets[net])
            {
                router.FindWay(net, edge);
            }
        }

        router.Pull();
        router.AssignTracks();
        return router;
    }

    /// <summary>Edges of one meaning and direction that share an end, each edge once: short nets first, whose lines should be straight.</summary>
    private List<List<int>> Nets()
    {
        var leaving = new Dictionary<(int, PictureEdgeStyle, int), int>();
        var coming = new Dictionary<(int, PictureEdgeStyle, int), int>();
        foreach (var edge in panel.Edges)
        {
            var way = Way(edge);
            leaving[(edge.From, edge.Style, way)] = leaving.GetValueOrDefault((edge.From, edge.Style, way)) + 1;
            coming[(edge.To, edge.Style, way)] = coming.GetValueOrDefault((edge.To, edge.Style, way)) + 1;
        }

        var nets = new Dictionary<(int Hub, bool Leaves, PictureEdgeStyle, int), List<int>>();
        for (var i = 0; i < panel.Edges.Count; i++)
        {
            var edge = panel.Edges[i];
            var way = Way(edge);
            if (way == 0 && AreNeighbours(edge))
            {
                Level.Add(i);
                continue;
            }

            var leaves = leaving[(edge.From, edge.Style, way)] >= coming[(edge.To, edge.Style, way)];
            var key = (leaves ? edge.From : edge.To, leaves, edge.Style, way);
            if (!nets.TryGetValue(key, out var list))
            {
                nets.Add(key, list = []);
            }

            list.Add(i);
        }

        return [.. nets.Values.Select(n => n.OrderBy(Length).ThenBy(static e => e).ToList()).OrderBy(n => n.Min(Length)).ThenBy(static n => n[0])];
    }

    private int Length(int edge) => Math.Abs(grid.Places[panel.Edges[edge].From].Row - grid.Places[panel.Edges[edge].To].Row);

    private int Way(PictureEdge edge) => grid.Places[edge.To].Row.CompareTo(grid.Places[edge.From].Row);

    /// <summary>Whether nothing stands between two boxes of a row; the line then takes no lane.</summary>
    private bool AreNeighbours(PictureEdge edge)
    {
        var (from, to) = (grid.Places[edge.From], grid.Places[edge.To]);
        return from.Last + 1 == to.First || to.Last + 1 == from.First;
    }

    private void FindWay(int net, int index)
    {
        var edge = panel.Edges[index];
        var (from, to) = (grid.Places[edge.From], grid.Places[edge.To]);
        if (from.Row == to.Row)
        {
            var (left, right) = from.First < to.First ? (edge.From, edge.To) : (edge.To, edge.From);
            var ends = new List<RoutePiece> { Piece(net, Port(left), from.Row, from.Row), Piece(net, Port(right), from.Row, from.Row) };
            Routes.Add(new Route(index, left, right, ends) { IsLoop = true, Joints = [from.Row] });
            return;
        }

        var (upper, lower) = from.Row < to.Row ? (edge.From, edge.To) : (edge.To, edge.From);
        var path = Path(net, upper, lower);
        var route = new List<RoutePiece>();
        var joints = new List<int>();
        var first = grid.Places[upper].Row;
        var start = 0;
        for (var i = 1; i <= path.Count; i++)
        {
            if (i == path.Count || path[i] != path[start])
            {
                // A piece is in the channel above the first row that it passes, and in the channel below the last.
                route.Add(Piece(net, path[start], first + Math.Max(0, start - 1), first + Math.Min(i - 1, path.Count - 2), route));
                if (i < path.Count)
                {
                    joints.Add(first + i - 1);
                }

                start = i;
            }
        }

        for (var i = 1; i < path.Count - 1; i++)
        {
            crowd[first + i][path[i]]++;
        }

        Routes.Add(new Route(index, upper, lower, route) { Joints = joints });
    }

    private int Port(int node) => grid.Places[node].First + grid.Places[node].Last + 1;

    /// <summary>The lanes of a way: where it leaves the upper box, where it passes each row between, where it enters the lower one.</summary>
    private List<int> Path(int net, int upper, int lower)
    {
        var (top, bottom) = (grid.Places[upper], grid.Places[lower]);
        var rows = bottom.Row - top.Row;
        var cost = new double[lanes];
        var came = new int[rows + 1][];
        for (var lane = 0; lane < lanes; lane++)
        {
            cost[lane] = EndCost(upper, lane);
        }

        for (var step = 1; step <= rows; step++)
        {
            came[step] = new int[lanes];
            var next = Spread(cost, came[step], top.Row + step > names ? Pitch : PitchAbove);
            for (var lane = 0; lane < lanes; lane++)
            {
                next[lane] += step == rows ? EndCost(lower, lane) : PassCost(net, top.Row + step, lane);
            }

            cost = next;
        }

        var path = new List<int> { Array.IndexOf(cost, cost.Min()) };
        for (var step = rows; step > 0; step--)
        {
            path.Add(came[step][path[^1]]);
        }

        path.Reverse();
        return path;
    }

    /// <summary>The cheapest way into each lane from all lanes: as far as it is, and a bend.</summary>
    private double[] Spread(double[] cost, int[] came, double pitch)
    {
        var next = (double[])cost.Clone();
        var (left, leftAt, right, rightAt) = (double.PositiveInfinity, 0, double.PositiveInfinity, 0);
        for (var lane = 0; lane < lanes; lane++)
        {
            came[lane] = lane;
            (left, leftAt) = Better(left + pitch, leftAt, lane, cost, lane, next, came);
        }

        for (var lane = lanes - 1; lane >= 0; lane--)
        {
            (right, rightAt) = Better(right + pitch, rightAt, lane, cost, lane, next, came);
        }

        return next;

        static (double, int) Better(double way, int at, int lane, double[] cost, int here, double[] next, int[] came)
        {
            if (way + BendCost < next[lane])
            {
                next[lane] = way + BendCost;
                came[lane] = at;
            }

            return cost[here] < way ? (cost[here], here) : (way, at);
        }
    }

    private double EndCost(int node, int lane)
    {
        var place = grid.Places[node];
        if (lane < (2 * place.First) + 1 || lane > (2 * place.Last) + 1)
        {
            return double.PositiveInfinity;
        }

        var cost = Math.Abs(lane - Port(node)) * 4.0;
        var shown = panel.Nodes[node];
        if (shown.IsFailover && shown.Units.Count > 0)
        {
            // What works is the primary: lines lead there.
            var column = grid.Columns[(lane - 1) / 2];
            cost += lane % 2 == 1 && column.Zone == shown.Units[0].Zone ? 0 : PrimaryCost;
        }

        return cost;
    }

    private double PassCost(int net, int row, int lane)
    {
        if (!free[row][lane])
        {
            return double.PositiveInfinity;
        }

        var isOwn = pieces.TryGetValue((net, lane), out var own) && own.Exists(p => p.First <= row && p.Last >= row && p.First < p.Last);
        return isOwn ? 0 : 1 + (crowd[row][lane] * CrowdCost) + (lane == 0 || lane == lanes - 1 ? 20 : 0);
    }

    private RoutePiece Piece(int net, int lane, int first, int last, List<RoutePiece>? building = null)
    {
        if (!pieces.TryGetValue((net, lane), out var list))
        {
            pieces.Add((net, lane), list = []);
        }

        var piece = new RoutePiece(net, lane, first, last);
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (list[i].First <= piece.Last && piece.First <= list[i].Last)
            {
                var other = list[i];
                piece.First = Math.Min(piece.First, other.First);
                piece.Last = Math.Max(piece.Last, other.Last);
                list.RemoveAt(i);
                foreach (var known in Routes.Select(static r => r.Pieces).Append(building ?? []))
                {
                    var at = known.IndexOf(other);
                    if (at >= 0)
                    {
                        known[at] = piece;
                    }
                }
            }
        }

        list.Add(piece);
        return piece;
    }

    private void Pull()
    {
        foreach (var route in Routes)
        {
            for (var i = 1; i < route.Pieces.Count; i++)
            {
                var (a, b) = (route.Pieces[i - 1], route.Pieces[i]);
                var way = b.Lane - a.Lane;

                // Of two that turn one way, the one that goes further lies outside.
                a.Pull += way;
                b.Pull -= way;
            }
        }
    }

    /// <summary>Pieces of one lane that run beside each other lie in the order of where they want to go.</summary>
    private void AssignTracks()
    {
        foreach (var lane in Pieces.GroupBy(static p => p.Lane).OrderBy(static g => g.Key))
        {
            // Of those that turn to one side the shorter lies on that side: the longer would cross its level part.
            var sorted = lane.OrderBy(static p => Math.Sign(p.Pull)).ThenBy(static p => -Math.Sign(p.Pull) * (p.Last - p.First))
                .ThenBy(static p => p.Pull).ThenBy(static p => p.Net).ThenBy(static p => p.First).ToList();
            var placed = new List<RoutePiece>();
            foreach (var piece in sorted)
            {
                piece.Track = placed.Where(p => p.First <= piece.Last && piece.First <= p.Last).Select(static p => p.Track + 1).DefaultIfEmpty(0).Max();
                placed.Add(piece);
            }

            foreach (var group in Clusters(placed))
            {
                var tracks = group.Max(static p => p.Track) + 1;
                var room = group.Exists(p => p.First < names && names <= p.Last) ? clear(lane.Key) : 0;
                group.ForEach(p => (p.Tracks, p.Clear) = (tracks, room));
            }
        }
    }

    /// <summary>Pieces that share a channel, directly or through others.</summary>
    private static IEnumerable<List<RoutePiece>> Clusters(List<RoutePiece> pieces)
    {
        var cluster = new List<RoutePiece>();
        var end = -1;
        foreach (var piece in pieces.OrderBy(static p => p.First).ThenBy(static p => p.Last))
        {
            if (cluster.Count > 0 && piece.First > end)
            {
                yield return cluster;
                cluster = [];
            }

            cluster.Add(piece);
            end = Math.Max(end, piece.Last);
        }

        if (cluster.Count > 0)
        {
            yield return cluster;
        }
    }
}
