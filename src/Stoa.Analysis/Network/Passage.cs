namespace Stoa.Analysis.Network;

/// <summary>
/// To which ports somebody comes past one barrier (a route, a network ACL, security groups), for certain and perhaps, and why. Kleene's
/// logic over every port at once.
/// </summary>
internal sealed class Passage
{
    private readonly IReadOnlyList<Way> ways;

    private Passage(IReadOnlyList<Way> ways, IReadOnlyList<ReachStep> closed)
    {
        this.ways = ways;
        Closed = closed;
        foreach (var way in ways)
        {
            Possible = Possible.Or(way.Ports);
            Certain = way.IsCertain ? Certain.Or(way.Ports) : Certain;
        }
    }

    /// <summary>The ports that are open whatever is unknown.</summary>
    public PortSet Certain { get; } = PortSet.None;

    /// <summary>The ports that are not closed for certain.</summary>
    public PortSet Possible { get; } = PortSet.None;

    /// <summary>What stands in the way where nothing is open.</summary>
    public IReadOnlyList<ReachStep> Closed { get; }

    /// <summary>Open to every port, for a reason or for none that is worth saying.</summary>
    public static Passage Open(ReachStep? step = null) => new([new Way(PortSet.All, true, step is null ? [] : [step])], []);

    /// <summary>Open to some ports.</summary>
    public static Passage Open(PortSet ports, ReachStep closed) => new([new Way(ports, true, [])], [closed]);

    /// <summary>Nobody knows.</summary>
    public static Passage Doubt(ReachStep step) => new([new Way(PortSet.All, false, [step])], [step]);

    /// <summary>Open to nobody.</summary>
    public static Passage Shut(ReachStep step) => new([], [step]);

    /// <summary>As an answer that is the same for every port.</summary>
    public static Passage Of(InternetReach answer) => answer.IsReachable switch
    {
        true => new([new Way(PortSet.All, true, answer.Path)], []),
        null => new([new Way(PortSet.All, false, answer.Path)], answer.Path),
        false => new([], answer.Path),
    };

    /// <summary>Several ways past, each with its reason.</summary>
    public static Passage Of(IEnumerable<Way> ways, ReachStep closed) => new([.. ways.Where(static w => !w.Ports.IsEmpty)], [closed]);

    /// <summary>One of them is enough. What stands in the way of the first is said where all are closed.</summary>
    public static Passage Any(IReadOnlyList<Passage> passages, ReachStep? closed = null) =>
        passages is [var only] ? only : new([.. passages.SelectMany(static p => p.ways)], closed is not null ? [closed] : passages is [var first, ..] ? first.Closed : []);

    /// <summary>All must be passed on one port.</summary>
    public static Passage All(params ReadOnlySpan<Passage> barriers)
    {
        var certain = PortSet.All;
        var possible = PortSet.All;
        foreach (var barrier in barriers)
        {
            certain = certain.And(barrier.Certain);
            possible = possible.And(barrier.Possible);
        }

        if (possible.IsEmpty)
        {
            return new([], Obstacle(barriers));
        }

        var past = new List<Way>(2);
        if (!certain.IsEmpty)
        {
            var steps = new List<ReachStep>();
            foreach (var barrier in barriers)
            {
                steps.AddRange(barrier.ways.First(w => w.IsCertain && !w.Ports.And(certain).IsEmpty).Steps);
            }

            past.Add(new Way(certain, true, steps));
        }

        if (possible.Except(certain) is { IsEmpty: false } doubtful)
        {
            var steps = new List<ReachStep>();
            foreach (var barrier in barriers)
            {
                if (!doubtful.Except(barrier.Certain).IsEmpty)
                {
                    steps.AddRange(barrier.ways.First(w => !w.IsCertain && !w.Ports.And(doubtful).IsEmpty).Steps);
                }
            }

            past.Add(new Way(doubtful, false, steps));
        }

        return new(past, []);
    }

    /// <summary>The answer for all ports together.</summary>
    public InternetReach Answer() =>
        !Certain.IsEmpty ? new InternetReach(true, ways.First(static w => w.IsCertain).Steps)
        : !Possible.IsEmpty ? new InternetReach(null, [.. ways.SelectMany(static w => w.Steps).Distinct()])
        : new InternetReach(false, Closed);

    /// <summary>The first that is closed; where none is by itself, all that narrow it, which then have no port in common.</summary>
    private static IReadOnlyList<ReachStep> Obstacle(ReadOnlySpan<Passage> barriers)
    {
        var narrowing = new List<ReachStep>();
        foreach (var barrier in barriers)
        {
            if (barrier.Possible.IsEmpty)
            {
                return barrier.Closed;
            }

            if (!barrier.Possible.Equals(PortSet.All))
            {
                narrowing.AddRange(barrier.ways.SelectMany(static w => w.Steps).Take(1));
                if (barrier.ways[0].Steps.Count == 0)
                {
                    narrowing.AddRange(barrier.Closed.Take(1));
                }
            }
        }

        return narrowing;
    }

    /// <summary>A way past.</summary>
    /// <param name="Ports">The ports it leads to.</param>
    /// <param name="IsCertain">Whether it is open for certain.</param>
    /// <param name="Steps">Why.</param>
    internal readonly record struct Way(PortSet Ports, bool IsCertain, IReadOnlyList<ReachStep> Steps);
}
