using Hangfire;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Housekeeping;
using Stoa.Reviews.Standing;

namespace Stoa.Server.Jobs;

/// <summary>What is done again and again. Each has the same effect however often it is done.</summary>
public sealed class RecordJobs(RunService runs, HousekeepingService housekeeping, StandingService standing, IBackgroundJobClient jobs) : IDisposable
{
    private readonly SemaphoreSlim refreshing = new(1);

    /// <summary>Notifies of overdue reviews.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task NotifyOverdueAsync() => housekeeping.NotifyOverdueAsync();

    /// <summary>Removes what is no longer needed.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task CleanAsync() => housekeeping.CleanAsync();

    /// <summary>Computes the summaries that changes or a new program have made old.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task RefreshSummariesAsync(CancellationToken cancellation)
    {
        // After an upgrade of a large record it may take longer than until it is due again.
        if (!refreshing.Wait(TimeSpan.Zero, cancellation))
        {
            return;
        }

        try
        {
            await standing.RefreshSummariesAsync(cancellation);
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>Finds the uploads whose server died, and has them reviewed.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task SweepAsync() => EnqueueAsync(ReviewArchiveJob.Lease);

    /// <summary>Enqueues the runs that wait.</summary>
    /// <param name="lease">After how long a worker is dead; null: no worker lives.</param>
    public async Task EnqueueAsync(TimeSpan? lease)
    {
        foreach (var id in await runs.RequeueAsync(lease))
        {
            jobs.Enqueue<ReviewArchiveJob>(job => job.RunAsync(id, CancellationToken.None));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => refreshing.Dispose();
}
