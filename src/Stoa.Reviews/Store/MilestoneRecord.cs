namespace Stoa.Reviews.Store;

/// <summary>A workload as it stood at one moment. Never changed once written; the store refuses it.</summary>
public sealed class MilestoneRecord
{
    public required string WorkloadId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>The figures that lists show, without reading the snapshot.</summary>
    public required StandingSummary Summary { get; init; }

    /// <summary>A <c>WorkloadSnapshot</c> as JSON, compressed with gzip.</summary>
    public required byte[] Snapshot { get; init; }
}
