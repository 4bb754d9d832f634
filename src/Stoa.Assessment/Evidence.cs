using Stoa.Language.Text;

namespace Stoa.Assessment;

/// <summary>What a piece of evidence says of a best practice.</summary>
public enum EvidenceEffect
{
    /// <summary>It is followed.</summary>
    Supports,

    /// <summary>It is not, or not everywhere.</summary>
    Contradicts,

    /// <summary>Nobody can say from this.</summary>
    Undecided,

    /// <summary>It does not concern the workload.</summary>
    NotApplicable,
}

/// <summary>Where a piece of evidence comes from.</summary>
public enum EvidenceSource
{
    /// <summary>A check of declared resources.</summary>
    Check,

    /// <summary>A figure computed of the workload as a whole.</summary>
    Figure,

    /// <summary>A person's answer in the workload's file.</summary>
    Person,

    /// <summary>A document that an answer cites.</summary>
    Document,
}

/// <summary>One reason to believe something about a best practice.</summary>
public sealed record Evidence
{
    /// <summary>Where it comes from.</summary>
    public required EvidenceSource Source { get; init; }

    /// <summary>The check's id; the figure's name; the person's name or the file of the answer; the document's path or address.</summary>
    public required string Reference { get; init; }

    /// <summary>What it says.</summary>
    public required EvidenceEffect Effect { get; init; }

    /// <summary>Of a check or figure: its weight among the evidence of the best practice, 3, 2 or 1 by its severity.</summary>
    public int Weight { get; init; }

    /// <summary>Of a check: the resources that pass; of a figure: the journeys, stores or paths that do.</summary>
    public int Passed { get; init; }

    /// <summary>Likewise those that fail and whose failure is not suppressed.</summary>
    public int Failed { get; init; }

    /// <summary>Likewise those of which nobody can say.</summary>
    public int Undecided { get; init; }

    /// <summary>Of a check: the resources of which somebody asked not to hear; they do not count.</summary>
    public int Suppressed { get; init; }

    /// <summary>
    /// Where: of a check or figure the first resource that fails, else the first undecided, else the first that passes; of an answer its line.
    /// </summary>
    public Location? Location { get; init; }

    /// <summary>What the person wrote beside it, or what the figure says; null where nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The day of the evidence, where it has one.</summary>
    public DateOnly? Date { get; init; }
}
