namespace Stoa.Assessment;

/// <summary>What a review is to read and how.</summary>
public sealed record ReviewOptions
{
    /// <summary>Folders and files to review, relative to the root of the file tree; empty text is the root itself.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [""];

    /// <summary>What to call the workload where its file does not say: usually the folder's name.</summary>
    public string Name { get; init; } = "workload";

    /// <summary>The workload's file; null: <c>stoa.yaml</c> in the first path or in the root, where there is one.</summary>
    public string? WorkloadFile { get; init; }

    /// <summary>Variable files, a later one over an earlier one, all over those that the workload's file names.</summary>
    public IReadOnlyList<string> VariableFiles { get; init; } = [];

    /// <summary>Variables and parameters by name; they win over every file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>Terraform's workspace, over the one that the workload's file names; null: as that file says, else unknown.</summary>
    public string? Workspace { get; init; }

    /// <summary>The region of stacks; null where nobody said.</summary>
    public string? Region { get; init; }

    /// <summary>How many threads may work, at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Ends the review at the next step with an <see cref="OperationCanceledException"/>: one that takes longer than anybody waits.</summary>
    public CancellationToken Stopping { get; init; }
}
