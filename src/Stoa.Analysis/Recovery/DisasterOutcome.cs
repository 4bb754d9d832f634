using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Recovery;

/// <summary>What a disaster does to one component.</summary>
/// <param name="Component">The component.</param>
/// <param name="Loss">The data lost, by its age.</param>
/// <param name="Downtime">How long it does not serve.</param>
/// <param name="Units">How many of its units the disaster may strike, one at a time; 1 where it strikes all at once.</param>
/// <param name="Reason">Why, a clause.</param>
public sealed record ComponentOutcome(Component Component, Estimate Loss, Estimate Downtime, int Units, string Reason);

/// <summary>What a disaster does to a workload.</summary>
public sealed record DisasterOutcome
{
    /// <summary>The disaster.</summary>
    public required Disaster Disaster { get; init; }

    /// <summary>The most data that is lost, by its age: the recovery point that the design gives.</summary>
    public required Estimate Loss { get; init; }

    /// <summary>How long it lasts: the recovery time that the design gives.</summary>
    public Estimate Downtime => IsUntouched ? Estimate.Zero : Plan.Takes;

    /// <summary>The steps of the recovery; none where nothing has to be done or can be.</summary>
    public required RecoveryPlan Plan { get; init; }

    /// <summary>What it does to single components, the worst first.</summary>
    public required IReadOnlyList<ComponentOutcome> Components { get; init; }

    /// <summary>Why it is so, clauses, the weightiest first: unless told otherwise, what is so of the single components.</summary>
    public IReadOnlyList<string> Reasons
    {
        get => field ??= [.. Components.Select(static c => c.Reason).Distinct()];
        init;
    }

    /// <summary>Whether the workload goes on as if nothing had happened.</summary>
    public bool IsUntouched { get; init; }

    /// <summary>Whether the disaster can befall the workload at all: a site without code of its own has no bad deployments.</summary>
    public bool Applies { get; init; } = true;

    /// <summary>What people call a disaster.</summary>
    public static string NameOf(Disaster disaster) => disaster switch
    {
        Disaster.Instance => "loss of an instance",
        Disaster.Zone => "loss of a zone",
        Disaster.Region => "loss of the region",
        Disaster.Deletion => "deletion or corruption",
        Disaster.LostAccount => "ransomware or lost account",
        Disaster.BadDeployment => "bad deployment",
        _ => "loss of a dependency",
    };

    /// <summary>The word for it in options, files and JSON.</summary>
    public static string WordOf(Disaster disaster) => disaster switch
    {
        Disaster.Instance => "instance",
        Disaster.Zone => "zone",
        Disaster.Region => "region",
        Disaster.Deletion => "deletion",
        Disaster.LostAccount => "lost-account",
        Disaster.BadDeployment => "bad-deployment",
        _ => "lost-dependency",
    };
}
