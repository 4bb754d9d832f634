namespace Stoa.Analysis.Recovery;

/// <summary>How an estimate stands to what the business asks.</summary>
public enum ObjectiveState
{
    /// <summary>Even the most is within it.</summary>
    Met,

    /// <summary>The least is within it, the most is not.</summary>
    MetAtBest,

    /// <summary>Even the least is not within it.</summary>
    Missed,

    /// <summary>The least is within it, and the most is unknown.</summary>
    Unknown,
}

/// <summary>One objective held against one disaster.</summary>
/// <param name="Disaster">The disaster.</param>
/// <param name="IsOfTime">Whether it is about the time down (RTO), or about the data lost (RPO).</param>
/// <param name="Asked">What is asked, in seconds.</param>
/// <param name="Given">What the design gives.</param>
/// <param name="State">How they stand.</param>
public sealed record ObjectiveCheck(Disaster Disaster, bool IsOfTime, double Asked, Estimate Given, ObjectiveState State)
{
    /// <summary>By how much the most misses it, in seconds; null where it is met or unknown; infinite where nothing brings it back.</summary>
    public double? MissedBy => State is ObjectiveState.Missed or ObjectiveState.MetAtBest ? (Given.High ?? Given.Low) - Asked : null;

    /// <summary>In words: <c>missed by up to 3 h</c>.</summary>
    public string Text => State switch
    {
        ObjectiveState.Met => "met",
        ObjectiveState.MetAtBest when double.IsPositiveInfinity(Given.High ?? 0) => IsOfTime ? "met at best; at worst it never comes back" : "met at best; at worst all is lost",
        ObjectiveState.MetAtBest => $"met at best, missed by up to {TimeText.Of(MissedBy!.Value)}",
        ObjectiveState.Unknown => $"unknown, because {string.Join("; ", Given.UnknownBecause)}",
        _ when Given.IsEndless => IsOfTime ? "missed: it never comes back" : "missed: all is lost",
        _ when Given.High is null => $"missed by at least {TimeText.Of(Given.Low - Asked)}",
        _ => $"missed by {TimeText.Of(Given.Low - Asked, Given.High.Value - Asked)}",
    };

    internal static ObjectiveCheck Of(Disaster disaster, bool isOfTime, TimeSpan asked, Estimate given)
    {
        var seconds = asked.TotalSeconds;
        var state = given.Low > seconds ? ObjectiveState.Missed
            : given.High is not { } high ? ObjectiveState.Unknown
            : high <= seconds ? ObjectiveState.Met : ObjectiveState.MetAtBest;
        return new ObjectiveCheck(disaster, isOfTime, seconds, given, state);
    }
}
