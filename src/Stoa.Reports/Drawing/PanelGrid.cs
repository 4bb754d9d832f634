namespace Stoa.Reports.Drawing;

/// <summary>A place in a panel's grid: a row, and the columns from the first to the last that a box covers.</summary>
internal readonly record struct GridPlace(int Row, int First, int Last)
{
    /// <summary>Its middle, in columns.</summary>
    public double Middle => (First + Last) / 2.0;

    /// <summary>Whether it covers more than one column.</summary>
    public bool IsWide => Last > First;
}

/// <summary>A column of a panel's grid.</summary>
/// <param name="Block">Its block; -1 where the panel has none.</param>
/// <param name="Zone">Its zone, by position in the block; -1 outside of networks.</param>
internal readonly record struct GridColumn(int Block, int Zone);

/// <summary>
/// Gives each box of a panel a row and columns: zones are columns, rows go from the internet down to the data, and boxes in a row stand
/// near what they are tied to (barycentre sweeps).
/// </summary>
internal sealed class PanelGrid
{
    private const int Sweeps = 8;
    private const int MaxLevels = 4;

    /// <summary>So many boxes stand beside each other where no zone says otherwise.</summary>
    private const int MaxBeside = 8;
    private const int MaxOutside = 5;

    /// <summary>What a row more costs, in columns of distance.</summary>
    private const double RowCost = 6;

    private readonly PicturePanel panel;
    private readonly List<(int Node, double Weight)>[] neighbours;
    private readonly GridPlace[] places;
    private readonly (int First, int Last)[] allowed;
    private readonly bool[] isFixed;

    private PanelGrid(PicturePanel panel)
    {
        this.panel = panel;
        neighbours = [.. panel.Nodes.Select(static _ => new List<(int, double)>())];
        foreach (var edge in panel.Edges)
        {
            var weight = edge.Style switch { PictureEdgeStyle.Hard => 1, PictureEdgeStyle.Egress => 0.1, PictureEdgeStyle.Exposure => 0.2, _ => 0.6 };
            neighbours[edge.From].Add((edge.To, weight));
            neighbours[edge.To].Add((edge.From, weight));
        }

        Columns = ColumnsOf(panel);
        places = new GridPlace[panel.Nodes.Count];
        allowed = new (int, int)[panel.Nodes.Count];
        isFixed = new bool[panel.Nodes.Count];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<GridColumn> Columns { get; private set; }

    /// <summary>The place of each box, by its id.</summary>
    public IReadOnlyList<GridPlace> Places => places;

    /// <summary>What each row holds; null for the row of the frames' names, above the first row that lies in a region.</summary>
    public IReadOnlyList<PictureRow?> Rows { get; private set; } = [];

    /// <summary>Arranges a panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="isSearched">Whether boxes are moved one by one in the end (<see cref="PlaceSearch"/>), which is better for most panels and worse for some.</param>
    public static PanelGrid Arrange(PicturePanel panel, bool isSearched)
    {
        var grid = new PanelGrid(panel);
        grid.Bound();
        var strips = grid.Strips();
        var heights = new int[strips.Count];
        grid.Start(strips, heights);
        for (var (sweep, still) = (0, 0); sweep < Sweeps && still < 2; sweep++)
        {
            var before = (GridPlace[])grid.places.Clone();
            for (var i = 0; i < strips.Count; i++)
            {
                var at = sweep % 2 == 0 ? i : strips.Count - 1 - i;
                heights[at] = grid.Place(strips[at].Nodes);
            }

            still = before.AsSpan().SequenceEqual(grid.places) ? still + 1 : 0;
        }

        grid.Number(strips, heights);
        if (isSearched)
        {
            PlaceSearch.Improve(panel, grid.places, grid.allowed, grid.Rows.Count, grid.Columns.Count);
        }

        grid.DropEmptyColumns();
        return grid;
    }

    private static List<GridColumn> ColumnsOf(PicturePanel panel)
    {
        var columns = new List<GridColumn>();
        for (var b = 0; b < panel.Blocks.Count; b++)
        {
            var block = panel.Blocks[b];
            var here = panel.Nodes.Where(n => n.Block == b).ToList();
            if (block.Network is null)
            {
                var most = here.GroupBy(static n => n.Row).Select(static g => g.Count()).DefaultIfEmpty(1).Max();
                columns.AddRange(Enumerable.Repeat(new GridColumn(b, -1), Math.Max(1, most <= MaxBeside ? most : (int)Math.Ceiling(most / Math.Ceiling(most / (double)MaxBeside)))));
                continue;
            }

            for (var z = 0; z < block.Zones.Count; z++)
            {
                var most = here.Where(n => n.Zones is { } zones && zones == (z, z)).GroupBy(static n => n.Row).Select(static g => g.Count()).DefaultIfEmpty(1).Max();
                columns.AddRange(Enumerable.Repeat(new GridColumn(b, z), most switch { < 3 => 1, < 9 => 2, < 19 => 3, _ => 4 }));
            }
        }

        // What lies outside of all regions may be wider than they are.
        var outside = panel.Nodes.Where(static n => n.Block < 0).GroupBy(static n => n.Row).Select(static g => g.Count()).DefaultIfEmpty(0).Max();
        var more = Math.Clamp(outside, columns.Count == 0 ? 1 : 0, MaxOutside) - columns.Count;
        return more <= 0 ? columns
            : [.. Enumerable.Repeat(new GridColumn(-1, -1), more / 2), .. columns, .. Enumerable.Repeat(new GridColumn(-1, -1), more - (more / 2))];
    }

    /// <summary>Which columns each box may stand in, and which boxes cover all of theirs.</summary>
    private void Bound()
    {
        foreach (var node in panel.Nodes)
        {
            var zones = node.Zones;
            var first = node.Block < 0 ? 0 : FindFirst(c => c.Block == node.Block && (zones is null || c.Zone == zones.Value.First));
            var last = node.Block < 0 ? Columns.Count - 1 : FindLast(c => c.Block == node.Block && (zones is null || c.Zone == zones.Value.Last));
            allowed[node.Id] = (first, last);
            isFixed[node.Id] = zones is { } range && range.First < range.Last;
        }

        int FindFirst(Func<GridColumn, bool> test) => Columns.Select(static (c, i) => (c, i)).First(p => test(p.c)).i;
        int FindLast(Func<GridColumn, bool> test) => Columns.Select(static (c, i) => (c, i)).Last(p => test(p.c)).i;
    }

    /// <summary>The boxes of each row; what one box of a row leads to stands a level below it.</summary>
    private List<(PictureRow Row, List<int> Nodes)> Strips()
    {
        var levels = new int[panel.Nodes.Count];
        var pairs = panel.Edges.Select(static e => (e.From, e.To)).ToHashSet();
        for (var round = 1; round < MaxLevels; round++)
        {
            foreach (var edge in panel.Edges)
            {
                if (panel.Nodes[edge.From].Row == panel.Nodes[edge.To].Row && levels[edge.To] <= levels[edge.From] && levels[edge.From] + 1 == round
                    && !(edge.From > edge.To && pairs.Contains((edge.To, edge.From))))
                {
                    levels[edge.To] = round;
                }
            }
        }

        return [.. panel.Nodes.GroupBy(n => (n.Row, Level: levels[n.Id])).OrderBy(static g => g.Key.Row).ThenBy(static g => g.Key.Level)
            .Select(static g => (g.Key.Row, g.Select(static n => n.Id).ToList()))];
    }

    private void Start(List<(PictureRow Row, List<int> Nodes)> strips, int[] heights)
    {
        for (var i = 0; i < strips.Count; i++)
        {
            foreach (var group in strips[i].Nodes.GroupBy(n => allowed[n]))
            {
                var order = 0;
                var count = group.Count();
                foreach (var node in group)
                {
                    var (first, last) = allowed[node];
                    var column = first + (int)((order++ + 0.5) * (last - first + 1) / count);
                    places[node] = isFixed[node] ? new GridPlace(0, first, last) : new GridPlace(0, column, column);
                }
            }

            heights[i] = 1;
        }
    }

    /// <summary>Places the boxes of a strip near their neighbours; returns how many rows they take.</summary>
    private int Place(List<int> nodes)
    {
        var wishes = nodes.ToDictionary(static n => n, Wish);
        if (!nodes.Exists(n => isFixed[n]) && nodes.GroupBy(n => allowed[n]).All(static g => g.Count() <= g.Key.Last - g.Key.First + 1))
        {
            foreach (var group in nodes.GroupBy(n => allowed[n]))
            {
                Spread([.. group.OrderBy(n => wishes[n]).ThenBy(static n => n)], wishes, group.Key.First, group.Key.Last);
            }

            return 1;
        }

        var taken = new List<bool[]>();
        foreach (var node in nodes.OrderBy(n => !isFixed[n]).ThenBy(n => wishes[n]).ThenBy(static n => n))
        {
            var (first, last) = allowed[node];
            var best = (Row: 0, Column: first, Cost: double.MaxValue);
            for (var row = 0; row <= taken.Count; row++)
            {
                if (isFixed[node])
                {
                    if (IsFree(row, first, last))
                    {
                        best = (row, first, 0);
                        break;
                    }

                    continue;
                }

                for (var column = first; column <= last; column++)
                {
                    var cost = Math.Abs(column - wishes[node]) + (row * RowCost);
                    if (cost < best.Cost && IsFree(row, column, column))
                    {
                        best = (row, column, cost);
                    }
                }
            }

            Take(best.Row, best.Column, isFixed[node] ? last : best.Column);
            places[node] = new GridPlace(best.Row, best.Column, isFixed[node] ? last : best.Column);
        }

        Untangle(nodes, wishes);
        return taken.Count;

        bool IsFree(int row, int from, int to) => row == taken.Count || !taken[row].AsSpan(from, to - from + 1).Contains(true);

        void Take(int row, int from, int to)
        {
            if (row == taken.Count)
            {
                taken.Add(new bool[Columns.Count]);
            }

            taken[row].AsSpan(from, to - from + 1).Fill(true);
        }
    }

    /// <summary>Boxes in one row, in a given order, each as near to its wish as all together can be.</summary>
    private void Spread(List<int> order, Dictionary<int, double> wishes, int first, int last)
    {
        // cost[i, c]: the first i boxes stand in columns before c.
        var columns = last - first + 1;
        var cost = new double[order.Count + 1, columns + 1];
        for (var i = 1; i <= order.Count; i++)
        {
            for (var c = 0; c <= columns; c++)
            {
                cost[i, c] = c < i ? double.PositiveInfinity : Math.Min(cost[i, c - 1], cost[i - 1, c - 1] + Distance(i, c));
            }
        }

        for (var (i, c) = (order.Count, columns); i > 0; c--)
        {
            if (cost[i, c] < cost[i, c - 1])
            {
                var column = first + c - 1;
                places[order[i - 1]] = new GridPlace(0, column, column);
                i--;
            }
        }

        // Squared, so that what several boxes have to give way they share.
        double Distance(int i, int c) => Math.Pow(first + c - 1 - wishes[order[i - 1]], 2);
    }

    private void DropEmptyColumns()
    {
        var used = new bool[Columns.Count];
        foreach (var place in places)
        {
            used.AsSpan(place.First, place.Last - place.First + 1).Fill(true);
        }

        // A zone without a box of its own is a column all the same.
        for (var c = 0; c < used.Length; c++)
        {
            used[c] |= Columns[c].Zone >= 0 && (c == 0 || Columns[c - 1] != Columns[c] || !used[c - 1]) && !Columns.Where((column, i) => i != c && used[i] && column == Columns[c]).Any();
        }

        var moved = new int[used.Length];
        for (var c = 1; c < used.Length; c++)
        {
            moved[c] = moved[c - 1] + (used[c - 1] ? 1 : 0);
        }

        for (var i = 0; i < places.Length; i++)
        {
            places[i] = places[i] with { First = moved[places[i].First], Last = moved[places[i].Last] };
        }

        Columns = [.. Columns.Where((_, c) => used[c])];
    }

    private double Wish(int node)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var (other, weight) in neighbours[node])
        {
            sum += weight * places[other].Middle;
            weights += weight;
        }

        return weights > 0 ? sum / weights : places[node].Middle;
    }

    /// <summary>Boxes that may change places stand in the order of their wishes.</summary>
    private void Untangle(List<int> nodes, Dictionary<int, double> wishes)
    {
        foreach (var group in nodes.Where(n => !isFixed[n]).GroupBy(n => (places[n].Row, allowed[n])))
        {
            var columns = group.Select(n => places[n].First).Order().ToList();
            var order = 0;
            foreach (var node in group.OrderBy(n => wishes[n]).ThenBy(static n => n).ToList())
            {
                places[node] = places[node] with { First = columns[order], Last = columns[order] };
                order++;
            }
        }
    }

    private void Number(List<(PictureRow Row, List<int> Nodes)> strips, int[] heights)
    {
        var rows = new List<PictureRow?>();
        var isNamed = panel.Blocks.Count == 0;
        for (var i = 0; i < strips.Count; i++)
        {
            if (!isNamed && strips[i].Row > PictureRow.Edge)
            {
                rows.Add(null);
                isNamed = true;
            }

            foreach (var node in strips[i].Nodes)
            {
                places[node] = places[node] with { Row = rows.Count + places[node].Row };
            }

            rows.AddRange(Enumerable.Repeat((PictureRow?)strips[i].Row, heights[i]));
        }

        Rows = rows;
    }
}
