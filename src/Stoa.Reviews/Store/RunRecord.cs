namespace Stoa.Reviews.Store;

/// <summary>How far a run has come.</summary>
public enum RunStatus
{
    /// <summary>It waits for a worker.</summary>
    Queued,

    /// <summary>A worker is at it.</summary>
    Running,

    /// <summary>Its evidence counts.</summary>
    Done,

    /// <summary>It could not be reviewed; <see cref="RunRecord.Message"/> says why.</summary>
    Failed,
}

/// <summary>One run of checks and figures over a workload's sources: evidence of one day. Large parts stand in <see cref="RunContentRecord"/>.</summary>
public sealed class RunRecord : IVersioned
{
    public required string Id { get; init; }

    public required string WorkloadId { get; init; }

    /// <summary>Which of the workload's sources it is about: a repository or pipeline. The newest done run of each source counts.</summary>
    public required string Source { get; init; }

    /// <summary><c>push</c>, <c>upload</c> or <c>demo</c>.</summary>
    public required string Kind { get; init; }

    public RunStatus Status { get; set; }

    /// <summary>The name of the file that was uploaded; of a push null.</summary>
    public string? FileName { get; init; }

    /// <summary>The commit that was reviewed, where the pipeline says so.</summary>
    public string? Commit { get; init; }

    /// <summary>What to tell people: why it failed, or how many files could not be read.</summary>
    public string? Message { get; set; }

    public required string By { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a worker took it last; of a push null.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>How often a worker took it.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The version of Stoa that reviewed.</summary>
    public string? ToolVersion { get; set; }

    public int? Resources { get; set; }

    public int? Failures { get; set; }

    /// <summary>The workload's score, from 0 to 100, by the run's evidence alone.</summary>
    public double? Score { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>One large part of a run, compressed with gzip.</summary>
public sealed class RunContentRecord
{
    public required string RunId { get; init; }

    /// <summary><c>review.json</c>, <c>picture.svg</c>, <c>evidence.json</c>, <c>archive</c>, or the name of a figure.</summary>
    public required string Name { get; init; }

    public required byte[] Bytes { get; set; }
}
