namespace Stoa.Reviews.Store;

/// <summary>
/// What was computed of a workload's revision, so that a portfolio need not compute it again. It is used only while the revision, the
/// rules and the day's acceptances are those it was computed of; otherwise it is computed anew.
/// </summary>
public sealed class SummaryRecord
{
    public required string WorkloadId { get; init; }

    /// <summary>The workload's revision.</summary>
    public long Revision { get; set; }

    /// <summary>Names the rules: the lens and the version of the program.</summary>
    public required string Rules { get; set; }

    /// <summary>The last day on which it holds: an acceptance ends after it. Null: until something changes.</summary>
    public DateOnly? ValidThrough { get; set; }

    public required StandingSummary Summary { get; set; }
}
