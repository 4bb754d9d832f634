namespace Stoa.Reports.Drawing;

/// <summary>A level part of a net in a channel.</summary>
internal sealed class ChannelSpan(int net)
{
    /// <summary>The net.</summary>
    public int Net { get; } = net;

    /// <summary>The pieces that it ties.</summary>
    public HashSet<RoutePiece> Pieces { get; } = [];

    /// <summary>Its left end.</summary>
    public double Left { get; private set; }

    /// <summary>Its right end.</summary>
    public double Right { get; private set; }

    /// <summary>Where pieces go up from it.</summary>
    public List<double> Ups { get; } = [];

    /// <summary>Where pieces go down from it.</summary>
    public List<double> Downs { get; } = [];

    /// <summary>Its level, from above.</summary>
    public int Level { get; set; }

    /// <summary>Measures it, once its pieces have their places.</summary>
    public void Measure()
    {
        Left = Pieces.Min(static p => p.X);
        Right = Pieces.Max(static p => p.X);
    }

    /// <summary>Whether they would touch at one height.</summary>
    public bool Meets(ChannelSpan other) => Left < other.Right + 8 && other.Left < Right + 8;

    /// <summary>How many lines cross where this lies above another.</summary>
    public int CrossingsAbove(ChannelSpan below)
    {
        var count = 0;
        foreach (var x in Downs)
        {
            count += x > below.Left && x < below.Right ? 1 : 0;
        }

        foreach (var x in below.Ups)
        {
            count += x > Left && x < Right ? 1 : 0;
        }

        return count;
    }
}

/// <summary>Gives the level parts of each channel a height, so that none lies on another and few lines cross.</summary>
internal static class ChannelTracks
{
    private const int Rounds = 12;

    /// <summary>The spans of each channel, with their levels.</summary>
    public static List<ChannelSpan>[] Assign(IReadOnlyList<Route> routes, int channels)
    {
        var spans = new List<ChannelSpan>[channels];
        for (var i = 0; i < channels; i++)
        {
            spans[i] = [];
        }

        foreach (var route in routes)
        {
            for (var i = 1; i < route.Pieces.Count; i++)
            {
                Join(spans[route.Joints[i - 1]], route.Pieces[i - 1], route.Pieces[i]);
            }
        }

        AddEnds(routes, spans);
        foreach (var channel in spans)
        {
            channel.ForEach(static s => s.Measure());
            Order(channel);
        }

        return spans;
    }

    /// <summary>The span that ties two pieces in a channel.</summary>
    public static ChannelSpan Of(List<ChannelSpan> channel, RoutePiece piece, RoutePiece other) =>
        channel.First(s => s.Pieces.Contains(piece) && s.Pieces.Contains(other));

    private static void Join(List<ChannelSpan> channel, RoutePiece a, RoutePiece b)
    {
        var first = channel.Find(s => s.Pieces.Contains(a));
        var second = channel.Find(s => s.Pieces.Contains(b));
        if (first is null && second is null)
        {
            channel.Add(first = new ChannelSpan(a.Net));
        }
        else if (first is not null && second is not null && first != second)
        {
            first.Pieces.UnionWith(second.Pieces);
            channel.Remove(second);
        }

        (first ?? second)!.Pieces.Add(a);
        (first ?? second)!.Pieces.Add(b);
    }

    private static void AddEnds(IReadOnlyList<Route> routes, List<ChannelSpan>[] spans)
    {
        foreach (var route in routes)
        {
            for (var i = 1; i < route.Pieces.Count; i++)
            {
                var (a, b) = (route.Pieces[i - 1], route.Pieces[i]);
                var span = Of(spans[route.Joints[i - 1]], a, b);
                span.Ups.Add(a.X);
                (route.IsLoop ? span.Ups : span.Downs).Add(b.X);
            }
        }
    }

    private static void Order(List<ChannelSpan> channel)
    {
        channel.Sort(static (a, b) => (a.Left, a.Right, a.Net).CompareTo((b.Left, b.Right, b.Net)));
        var changed = true;
        for (var round = 0; changed && round < Rounds; round++)
        {
            changed = false;
            for (var i = 1; i < channel.Count; i++)
            {
                for (var k = i; k > 0 && channel[k - 1].Meets(channel[k]) && channel[k].CrossingsAbove(channel[k - 1]) < channel[k - 1].CrossingsAbove(channel[k]); k--)
                {
                    (channel[k - 1], channel[k]) = (channel[k], channel[k - 1]);
                    changed = true;
                }
            }
        }

        for (var i = 0; i < channel.Count; i++)
        {
            channel[i].Level = channel.Take(i).Where(s => s.Meets(channel[i])).Select(static s => s.Level + 1).DefaultIfEmpty(0).Max();
        }
    }
}
