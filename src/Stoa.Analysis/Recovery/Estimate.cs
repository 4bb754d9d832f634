namespace Stoa.Analysis.Recovery;

/// <summary>
/// A length of time in seconds, from its least to its most: how old the lost data is, how long something takes. Without end where
/// nothing brings it back. Where the most is unknown it says because of what; the least holds all the same.
/// </summary>
public sealed record Estimate
{
    /// <summary>Nothing at all.</summary>
    public static readonly Estimate Zero = Between(0, 0);

    /// <summary>Everything is lost, or it never comes back.</summary>
    public static readonly Estimate Endless = Between(double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>How many reasons are kept at most.</summary>
    public const int MaxReasons = 16;

    private Estimate(double low, double? high, IReadOnlyList<string> unknownBecause)
    {
        Low = low;
        High = high;
        UnknownBecause = unknownBecause;
    }

    /// <summary>The least, in seconds; infinite where nothing brings it back.</summary>
    public double Low { get; }

    /// <summary>The most, in seconds; null where it is unknown.</summary>
    public double? High { get; }

    /// <summary>Why the most is unknown, each a clause; empty where it is known.</summary>
    public IReadOnlyList<string> UnknownBecause { get; }

    /// <summary>Whether the most is known.</summary>
    public bool IsKnown => High is not null;

    /// <summary>Whether nothing brings it back.</summary>
    public bool IsEndless => double.IsPositiveInfinity(Low);

    /// <summary>From the least to the most.</summary>
    public static Estimate Between(double low, double high) => new(low, high, []);

    /// <summary>At least so long; nobody knows how long because of something.</summary>
    public static Estimate AtLeast(double low, params IReadOnlyList<string> because) => new(low, null, because);

    /// <summary>One after the other.</summary>
    public static Estimate operator +(Estimate a, Estimate b) =>
        a.IsEndless || b.IsEndless ? Endless : new(a.Low + b.Low, a.High + b.High, Because(a, b));

    /// <summary>One after the other.</summary>
    public static Estimate Add(Estimate a, Estimate b) => a + b;

    /// <summary>The worse of two, of which both happen.</summary>
    public static Estimate Worse(Estimate a, Estimate b)
    {
        if (a.IsEndless || b.IsEndless)
        {
            return Endless;
        }

        var low = Math.Max(a.Low, b.Low);
        return a.High is { } one && b.High is { } other ? Between(low, Math.Max(one, other)) : new(low, null, Because(a, b));
    }

    /// <summary>Whether it is better than another, of which one may choose: the most counts, then the least; what is unknown is last.</summary>
    public bool IsBetterThan(Estimate other)
    {
        var mine = High ?? (IsEndless ? double.PositiveInfinity : double.MaxValue);
        var its = other.High ?? (other.IsEndless ? double.PositiveInfinity : double.MaxValue);
        return mine < its || (mine.Equals(its) && Low < other.Low);
    }

    /// <summary>In words: <c>5 min</c>, <c>1–2 h</c>, <c>at least 20 min</c>.</summary>
    public override string ToString() =>
        IsEndless ? "without end"
        : High is not { } high ? (Low > 0 ? $"at least {TimeText.Of(Low)}" : "unknown")
        : double.IsPositiveInfinity(high) ? $"{TimeText.Of(Low)} or without end"
        : TimeText.Of(Low, high);

    // Thousands of stores have thousands of reasons, of which nobody reads more than some.
    private static IReadOnlyList<string> Because(Estimate a, Estimate b) =>
        a.UnknownBecause.Count == 0 ? b.UnknownBecause
        : b.UnknownBecause.Count == 0 || a.UnknownBecause.Count >= MaxReasons ? a.UnknownBecause
        : [.. a.UnknownBecause.Concat(b.UnknownBecause).Distinct().Take(MaxReasons)];
}
