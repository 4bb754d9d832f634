using Stoa.Assessment;

namespace Stoa.Reviews.Evidence;

/// <summary>What one check or figure of a run says of a best practice.</summary>
public sealed record Proof
{
    /// <summary><c>check</c> or <c>figure</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The check's id, or the figure's name.</summary>
    public required string Ref { get; init; }

    /// <summary>What it says.</summary>
    public required EvidenceEffect Effect { get; init; }

    /// <summary>How much it counts among the proofs of the best practice: 3, 2 or 1.</summary>
    public int Weight { get; init; }

    /// <summary>How many resources, or things that a figure looks at, follow the best practice.</summary>
    public int Passed { get; init; }

    /// <summary>How many do not.</summary>
    public int Failed { get; init; }

    /// <summary>Of how many nobody can say.</summary>
    public int Undecided { get; init; }

    /// <summary>How many somebody asked not to hear of; they do not count.</summary>
    public int Suppressed { get; init; }

    /// <summary>The first place that fails, else the first undecided, else the first that passes; null where there is none.</summary>
    public string? File { get; init; }

    /// <summary>Its line, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>What the figure says in words.</summary>
    public string? Note { get; init; }

    /// <summary>The run that it comes from.</summary>
    public string? RunId { get; init; }

    /// <summary>When the run was made.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>A run's proofs, as they are kept: by best practice (<c>REL10-BP01</c>).</summary>
/// <param name="Practices">The proofs by best practice.</param>
public sealed record RunEvidence(IReadOnlyDictionary<string, IReadOnlyList<Proof>> Practices)
{
    /// <summary>Nothing was proved.</summary>
    public static readonly RunEvidence None = new(new Dictionary<string, IReadOnlyList<Proof>>());

    /// <summary>The proofs of a best practice.</summary>
    public IReadOnlyList<Proof> Of(string? practice) => practice is not null && Practices.TryGetValue(practice, out var proofs) ? proofs : [];

    /// <summary>The newest proof's instant; null where there is none.</summary>
    public DateTimeOffset? Newest => Practices.Values.SelectMany(static p => p).Max(static p => p.At);
}
