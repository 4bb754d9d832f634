using Hangfire;
using Stoa.Reviews;
using Stoa.Reviews.Evidence;
using Stoa.Server.Jobs;

namespace Stoa.Server.Runs;

/// <summary>Takes what people upload: it is stored, and reviewed in the background.</summary>
public sealed class UploadService(RunService runs, IBackgroundJobClient jobs)
{
    /// <summary>Stores an upload. When the task ends it will be reviewed, whatever happens to this server.</summary>
    /// <param name="actor">A contributor.</param>
    /// <param name="workloadId">The workload.</param>
    /// <param name="source">Which of the workload's sources it is; null: the one of a workload that consists of one.</param>
    /// <param name="fileName">What the file is called.</param>
    /// <param name="archive">The archive, or one template.</param>
    /// <returns>The run's id.</returns>
    public async Task<string> QueueAsync(Actor actor, string workloadId, string? source, string fileName, byte[] archive)
    {
        var name = fileName.Replace('\\', '/');
        name = string.Concat(name[(name.LastIndexOf('/') + 1)..].Where(static c => !char.IsControl(c)));
        var id = await runs.QueueAsync(
            actor, workloadId, new NewRun(RunReader.SourceOf(source), "upload", name.Length == 0 ? "upload" : name.Length > 200 ? name[..200] : name), archive);
        // Should the server die here, the run is found when one starts, or by the sweep.
        jobs.Enqueue<ReviewArchiveJob>(job => job.RunAsync(id, CancellationToken.None));
        return id;
    }
}
