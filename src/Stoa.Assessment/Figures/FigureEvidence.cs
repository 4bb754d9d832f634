using Stoa.Language.Text;

namespace Stoa.Assessment.Figures;

/// <summary>
/// What a computed figure proves of one best practice: so many things that it looked at (journeys, data stores, paths) follow it, so
/// many do not. It counts as a check of its severity does.
/// </summary>
public sealed record FigureEvidence
{
    /// <summary>The best practice: <c>REL10-BP01</c>.</summary>
    public required string Practice { get; init; }

    /// <summary>The figure, by the verb that shows it: <c>availability</c>, <c>recovery</c>, <c>defense</c>.</summary>
    public required string Figure { get; init; }

    /// <summary>How much it counts among the evidence of the best practice.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How many follow it.</summary>
    public int Passed { get; init; }

    /// <summary>How many do not.</summary>
    public int Failed { get; init; }

    /// <summary>Of how many nobody can say.</summary>
    public int Undecided { get; init; }

    /// <summary>One sentence with the figures, without full stop: <c>1 of 3 journeys has a single point of failure</c>.</summary>
    public required string Note { get; init; }

    /// <summary>The first place that fails, else the first undecided, else the first that passes; null where there is none.</summary>
    public Location? Location { get; init; }
}
