using Stoa.Workloads;

namespace Stoa.Analysis.Network;

/// <summary>Whether the internet can open a connection, and why.</summary>
/// <param name="IsReachable">True, false, or null where nobody knows.</param>
/// <param name="Path">
/// What decided: of a reachable resource every step on the way in, of an unreachable one what stands in the way, otherwise what is
/// not known.
/// </param>
public sealed record InternetReach(bool? IsReachable, IReadOnlyList<ReachStep> Path)
{
    /// <summary>A question that does not apply.</summary>
    public static readonly InternetReach Unknown = new(null, []);

    /// <summary>What one step says.</summary>
    internal static InternetReach Of(bool? isReachable, Resource resource, string reason) => new(isReachable, [new ReachStep(resource, reason)]);

    /// <summary>Both must hold. What does not hold stands in the way; else what is unknown leaves it unknown.</summary>
    internal InternetReach And(InternetReach other) => (IsReachable, other.IsReachable) switch
    {
        (false, _) => this,
        (_, false) => other,
        (true, null) => other,
        (null, true) => this,
        _ => new(IsReachable & other.IsReachable, [.. Path, .. other.Path]),
    };

    /// <summary>One is enough. What holds is the way in; else what is unknown leaves it unknown.</summary>
    internal InternetReach Or(InternetReach other) => (IsReachable, other.IsReachable) switch
    {
        (true, _) => this,
        (_, true) => other,
        (false, null) => other,
        (null, false) => this,
        _ => new(IsReachable | other.IsReachable, [.. Path, .. other.Path]),
    };
}

/// <summary>A step of an explanation: a resource, and what about it matters.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Reason">A clause with the resource as its subject: <c>admits 0.0.0.0/0 to port 22</c>.</param>
public sealed record ReachStep(Resource Resource, string Reason)
{
    /// <summary><c>aws_security_group.web admits 0.0.0.0/0</c></summary>
    public override string ToString() => $"{Resource.Address} {Reason}";
}
