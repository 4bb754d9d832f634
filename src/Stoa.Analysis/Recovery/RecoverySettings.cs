namespace Stoa.Analysis.Recovery;

/// <summary>What people say of a workload's recovery. Read from <c>stoa.yaml</c>.</summary>
public sealed record RecoverySettings
{
    /// <summary>Nobody said anything.</summary>
    public static readonly RecoverySettings None = new();

    /// <summary>Recovery times by the id of the figure that they override.</summary>
    public IReadOnlyDictionary<string, Estimate> Times { get; init; } = new Dictionary<string, Estimate>();

    /// <summary>How often a year each kind of disaster happens, where somebody knows better.</summary>
    public IReadOnlyDictionary<Disaster, double> Frequencies { get; init; } = new Dictionary<Disaster, double>();

    /// <summary>How much data is restored in an hour, in GiB; null where nobody measured it.</summary>
    public double? Throughput { get; init; }

    /// <summary>How much data a store holds, in GiB, by its address.</summary>
    public IReadOnlyDictionary<string, double> Sizes { get; init; } = new Dictionary<string, double>();

    /// <summary>The addresses of stores whose content can be made anew from elsewhere.</summary>
    public IReadOnlySet<string> Rebuildable { get; init; } = new HashSet<string>();

    /// <summary>The regions that a root module or stack is deployed in, by its path, where its code does not say.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Deployments { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The region that works when all is well; null where nobody says.</summary>
    public string? PrimaryRegion { get; init; }

    /// <summary>The account that the workload runs in; null where nobody says.</summary>
    public string? Account { get; init; }

    /// <summary>Backup vaults outside of the code, by ARN, name or address: whether nobody can delete from them.</summary>
    public IReadOnlyDictionary<string, bool> LockedVaults { get; init; } = new Dictionary<string, bool>();

    /// <summary>When recoveries were rehearsed, in the order written.</summary>
    public IReadOnlyList<RecoveryDrill> Drills { get; init; } = [];
}

/// <summary>A rehearsal.</summary>
/// <param name="Disaster">Of what; null: of recovery in general.</param>
/// <param name="Date">When.</param>
/// <param name="Took">How long the recovery took; null where it is not said.</param>
public sealed record RecoveryDrill(Disaster? Disaster, DateOnly Date, TimeSpan? Took);
