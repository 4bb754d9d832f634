using System.Diagnostics;
using Hangfire;
using Microsoft.Extensions.Options;
using Stoa.Reviews;
using Stoa.Reviews.Evidence;
using Stoa.Server.Hosting;
using Stoa.Server.Runs;
using Stoa.Server.Telemetry;

namespace Stoa.Server.Jobs;

/// <summary>Reviews what somebody uploaded.</summary>
public sealed partial class ReviewArchiveJob(
    RunService runs, RunMaker maker, ReviewSlots slots, ServerMetrics metrics, IOptions<StoaOptions> options, ILogger<ReviewArchiveJob> log)
{
    /// <summary>After how long a worker that has not finished a run is dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    // By then it is over, or its lease is.
    private static readonly TimeSpan LongestLimit = TimeSpan.FromMinutes(2);

    // Names nest as deep as somebody likes; what recurses over them has its own limit, and the room for it.
    private const int StackBytes = 16 * 1024 * 1024;

    /// <summary>Reviews a run that waits; does nothing when it is done, or somebody else is at it.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="stopping">The server stops.</param>
    [AutomaticRetry(Attempts = 5, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task RunAsync(string runId, CancellationToken stopping)
    {
        // First a slot, then the run: what waits for a slot is not yet begun.
        var slot = await slots.TakeAsync(stopping);
        if (await TakeAsync(runId, slot) is not { } taken)
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        var limit = options.Value.ReviewLimit < LongestLimit ? options.Value.ReviewLimit : LongestLimit;
        var outcome = "failed";
        try
        {
            var result = await ReviewAsync(slot, taken.Archive, taken.Run.FileName ?? "upload", limit, stopping);
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
            await runs.FailAsync(runId, $"The review took longer than {limit.TotalSeconds:0} seconds. Review it with the command line and push the run.");
        }
        catch (ReviewFault fault)
        {
            LogFault(log, runId, fault.InnerException!);
            await runs.FailAsync(runId, "The review failed by a fault of Stoa, not of what was uploaded. The server's log has the details; please report them.");
        }

        metrics.Reviewed(outcome, Stopwatch.GetElapsedTime(started));
    }

    private async Task<(Reviews.Store.RunRecord Run, byte[] Archive)?> TakeAsync(string runId, ReviewSlot slot)
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
                slot.End();
            }
        }
    }

    private async Task<RunResult> ReviewAsync(ReviewSlot slot, byte[] archive, string fileName, TimeSpan limit, CancellationToken stopping)
    {
        var ended = new TaskCompletionSource<RunResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Not disposed: the review looks at it for as long as it goes on.
        var stop = new CancellationTokenSource();
        var thread = new Thread(
            () =>
            {
                try
                {
                    ended.SetResult(Make(archive, fileName, stop.Token));
                }
                catch (OperationCanceledException)
                {
                    ended.SetCanceled(stop.Token);
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
                    slot.End();
                }
            },
            StackBytes)
        {
            IsBackground = true, Name = "review", Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        try
        {
            return await ended.Task.WaitAsync(limit, stopping);
        }
        catch (Exception refusal) when (refusal is TimeoutException or OperationCanceledException)
        {
            await stop.CancelAsync();
            slot.Leave();
            throw;
        }
    }

    private RunResult Make(byte[] archive, string fileName, CancellationToken stopping)
    {
        var content = ArchiveReader.Read(archive, fileName);
        var result = maker.Make(content.Files, content.Name, ReviewSlots.Threads, stopping);
        return content.Links == 0
            ? result
            : result with { Message = $"{result.Message} {content.Links} {(content.Links == 1 ? "link was" : "links were")} left out: links are not followed.".TrimStart() };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The review of run {RunId} failed by a fault of ours")]
    private static partial void LogFault(ILogger log, string runId, Exception exception);

    private sealed class ReviewFault(Exception inner) : Exception(inner.Message, inner);
}
