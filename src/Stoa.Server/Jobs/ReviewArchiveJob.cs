using System.Diagnostics;
using Hangfire;
using Stoa.Reviews;
using Stoa.Reviews.Evidence;
using Stoa.Server.Runs;
using Stoa.Server.Telemetry;

namespace Stoa.Server.Jobs;

/// <summary>Reviews what somebody uploaded.</summary>
public sealed partial class ReviewArchiveJob(RunService runs, RunMaker maker, ReviewSlots slots, ServerMetrics metrics, ILogger<ReviewArchiveJob> log)
{
    /// <summary>How long a review may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>After how long a worker that has not finished a run is dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    // Names nest as deep as somebody likes; what recurses over them has its own limit, and the room for it.
    private const int StackBytes = 16 * 1024 * 1024;

    /// <summary>Reviews a run that waits; does nothing when it is done, or somebody else is at it.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="stopping">The server stops.</param>
    [AutomaticRetry(Attempts = 5, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task RunAsync(string runId, CancellationToken stopping)
    {
        // First a slot, then the run: what waits for a slot is not yet begun.
        await slots.WaitAsync(stopping);
        if (await TakeAsync(runId) is not { } taken)
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            var result = await ReviewAsync(taken.Archive, taken.Run.FileName ?? "upload", stopping);
            if (await runs.CompleteAsync(runId, result))
            {
                outcome = "done";
            }
        }
        catch (InvalidException refusal)
        {
            await runs.FailAsync(runId, refusal.Message);
        }
        catch (TimeoutException)
        {
            await runs.FailAsync(runId, $"The review took longer than {Limit.TotalSeconds:0} seconds. Review it with the command line and push the run.");
        }
        catch (ReviewFault fault)
        {
            LogFault(log, runId, fault.InnerException!);
            await runs.FailAsync(runId, "The review failed by a fault of Stoa, not of what was uploaded. The server's log has the details; please report them.");
        }

        metrics.Reviewed(outcome, Stopwatch.GetElapsedTime(started));
    }

    private async Task<(Reviews.Store.RunRecord Run, byte[] Archive)?> TakeAsync(string runId)
    {
        var isTaken = false;
        try
        {
            var taken = await runs.TakeAsync(runId);
            isTaken = taken is not null;
            return taken;
        }
        finally
        {
            if (!isTaken)
            {
                slots.Release();
            }
        }
    }

    private async Task<RunResult> ReviewAsync(byte[] archive, string fileName, CancellationToken stopping)
    {
        var ended = new TaskCompletionSource<RunResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A review cannot be stopped from outside. One that takes too long keeps its slot until it ends, so that no more of them than
        // there are slots ever run.
        var thread = new Thread(
            () =>
            {
                try
                {
                    ended.SetResult(Make(archive, fileName));
                }
                catch (InvalidException refusal)
                {
                    ended.SetException(refusal);
                }
                catch (Exception exception)
                {
                    ended.SetException(new ReviewFault(exception));
                }
                finally
                {
                    slots.Release();
                }
            },
            StackBytes)
        {
            IsBackground = true, Name = "review", Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return await ended.Task.WaitAsync(Limit, stopping);
    }

    private RunResult Make(byte[] archive, string fileName)
    {
        var content = ArchiveReader.Read(archive, fileName);
        var result = maker.Make(content.Files, content.Name, ReviewSlots.Threads);
        return content.Links == 0
            ? result
            : result with { Message = $"{result.Message} {content.Links} {(content.Links == 1 ? "link was" : "links were")} left out: links are not followed.".TrimStart() };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The review of run {RunId} failed by a fault of ours")]
    private static partial void LogFault(ILogger log, string runId, Exception exception);

    private sealed class ReviewFault(Exception inner) : Exception(inner.Message, inner);
}

/// <summary>How many reviews may run at once on one server.</summary>
public sealed class ReviewSlots : IDisposable
{
    /// <summary>How many threads each has.</summary>
    public static readonly int Threads = Math.Min(2, Environment.ProcessorCount);

    private readonly SemaphoreSlim free = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Waits for a slot.</summary>
    public Task WaitAsync(CancellationToken stopping) => free.WaitAsync(stopping);

    /// <summary>Gives a slot back.</summary>
    public void Release() => free.Release();

    /// <inheritdoc/>
    public void Dispose() => free.Dispose();
}
