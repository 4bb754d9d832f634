namespace Stoa.Reports.Drawing;

/// <summary>
/// Moves boxes along their rows, one at a time and two in exchange, as long as lines become straighter and shorter. It begins where
/// barycentre sweeps end, which do not see that a box stands in the way of a line between two others.
/// </summary>
internal sealed class PlaceSearch
{
    private const int Passes = 4;
    private const double Way = 0.35;
    private const double Turn = 1;
    private const double Detour = 2.4;

    private readonly PicturePanel panel;
    private readonly GridPlace[] places;
    private readonly (int First, int Last)[] allowed;
    private readonly int[,] taken;

    private PlaceSearch(PicturePanel panel, GridPlace[] places, (int First, int Last)[] allowed, int rows, int columns)
    {
        this.panel = panel;
        this.places = places;
        this.allowed = allowed;
        taken = new int[rows, columns];
        for (var node = 0; node < places.Length; node++)
        {
            Take(node, node + 1);
        }
    }

    /// <summary>Improves places in place.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="places">The place of each box, with its final row.</param>
    /// <param name="allowed">The columns that each box may stand in.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="columns">How many columns there are.</param>
    public static void Improve(PicturePanel panel, GridPlace[] places, (int First, int Last)[] allowed, int rows, int columns)
    {
        var search = new PlaceSearch(panel, places, allowed, rows, columns);
        for (var (pass, better) = (0, true); better && pass < Passes; pass++)
        {
            better = false;
            for (var node = 0; node < places.Length; node++)
            {
                better |= !places[node].IsWide && allowed[node].First < allowed[node].Last && search.Move(node);
            }
        }
    }

    private bool Move(int node)
    {
        var home = places[node].First;
        var (best, gain) = (home, 0.01);
        for (var column = allowed[node].First; column <= allowed[node].Last; column++)
        {
            var other = taken[places[node].Row, column] - 1;
            if (column == home || (other >= 0 && (places[other].IsWide || allowed[other] != allowed[node])))
            {
                continue;
            }

            var before = Cost(node, other);
            Exchange(node, other, column);
            var now = before - Cost(node, other);
            Exchange(node, other, home);
            if (now > gain)
            {
                (best, gain) = (column, now);
            }
        }

        if (best != home)
        {
            Exchange(node, taken[places[node].Row, best] - 1, best);
        }

        return best != home;
    }

    private void Exchange(int node, int other, int column)
    {
        var home = places[node].First;
        Take(node, 0);
        if (other >= 0)
        {
            Take(other, 0);
            places[other] = places[other] with { First = home, Last = home };
            Take(other, other + 1);
        }

        places[node] = places[node] with { First = column, Last = column };
        Take(node, node + 1);
    }

    private void Take(int node, int value)
    {
        for (var column = places[node].First; column <= places[node].Last; column++)
        {
            taken[places[node].Row, column] = value;
        }
    }

    /// <summary>What the lines of one or two boxes cost, and those that they may stand in the way of.</summary>
    private double Cost(int node, int other)
    {
        var sum = 0.0;
        var row = places[node].Row;
        foreach (var edge in panel.Edges)
        {
            var (a, b) = (places[edge.From].Row, places[edge.To].Row);
            if (edge.From == node || edge.To == node || edge.From == other || edge.To == other || (Math.Min(a, b) < row && row < Math.Max(a, b)))
            {
                sum += Cost(edge);
            }
        }

        return sum;
    }

    private double Cost(PictureEdge edge)
    {
        var (a, b) = (places[edge.From], places[edge.To]);
        if (a.Row > b.Row)
        {
            (a, b) = (b, a);
        }

        var gap = Math.Max(0, Math.Max(b.First - a.Last, a.First - b.Last));
        if (a.Row == b.Row)
        {
            return gap <= 1 ? 0.2 : Turn + (Way * gap);
        }

        var isClear = IsClear(a, a.Row, b.Row) || IsClear(b, a.Row, b.Row);
        return gap > 0 ? (isClear ? Turn : Detour) + (Way * gap) : IsOpen(a, b) ? 0 : Detour;
    }

    /// <summary>Whether a column that both stand in is free between them.</summary>
    private bool IsOpen(GridPlace a, GridPlace b)
    {
        for (var column = Math.Max(a.First, b.First); column <= Math.Min(a.Last, b.Last); column++)
        {
            if (IsFree(column, a.Row, b.Row))
            {
                return true;
            }
        }

        return Math.Min(a.Last, b.Last) > Math.Max(a.First, b.First);
    }

    private bool IsClear(GridPlace place, int from, int to)
    {
        for (var column = place.First; column <= place.Last; column++)
        {
            if (IsFree(column, from, to))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsFree(int column, int from, int to)
    {
        for (var row = from + 1; row < to; row++)
        {
            if (taken[row, column] > 0)
            {
                return false;
            }
        }

        return true;
    }
}
