using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Evidence;

/// <summary>What a review of a workload's sources brought.</summary>
public sealed record RunResult
{
    /// <summary>The version of Stoa that reviewed.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>How many resources were reviewed.</summary>
    public required int Resources { get; init; }

    /// <summary>How many checks of resources fail, the suppressed ones left out.</summary>
    public required int Failures { get; init; }

    /// <summary>From 0 to 100; null where nothing is known.</summary>
    public double? Score { get; init; }

    /// <summary>What to tell people; null: nothing.</summary>
    public string? Message { get; init; }

    /// <summary>The proofs.</summary>
    public required RunEvidence Evidence { get; init; }

    /// <summary>What the workload's own file says; it answers what nobody has answered in the record.</summary>
    public IReadOnlyList<FileAnswer> Answers { get; init; } = [];

    /// <summary>Large parts by name, not compressed: <c>review.json</c>, <c>picture.svg</c>, <c>availability.json</c>, ….</summary>
    public IReadOnlyDictionary<string, byte[]> Contents { get; init; } = new Dictionary<string, byte[]>();
}

/// <summary>A run that is to be stored or made.</summary>
/// <param name="Source">Which of the workload's sources: the newest done run of each counts.</param>
/// <param name="Kind"><c>push</c>, <c>upload</c> or <c>demo</c>.</param>
/// <param name="FileName">Of an upload, its file.</param>
/// <param name="Commit">What was reviewed, where the pipeline says so.</param>
public sealed record NewRun(string Source, string Kind, string? FileName = null, string? Commit = null)
{
    /// <summary>The source of a run that names none: a workload that consists of one repository needs no other.</summary>
    public const string DefaultSource = "default";
}

/// <summary>Runs: evidence of checks and figures, brought by pipelines or made here from what somebody uploaded.</summary>
public sealed class RunService(RecordStore store, LensCatalog lenses)
{
    // The large parts of older runs are of no use to anybody: their proofs are kept.
    private const int KeptWhole = 10;

    // A review that takes the server down with it must not do so for ever.
    private const int MostAttempts = 3;

    private const string Archive = "archive";

    /// <summary>Stores a run that was made elsewhere.</summary>
    /// <returns>The run's id.</returns>
    public Task<string> AddAsync(Actor actor, string workloadId, NewRun run, RunResult result, Idempotency? idempotency = null) =>
        store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            var now = store.Now;
            await context.ChangeWorkloadAsync(actor, workloadId, Permission.Push, now);
            var record = Start(actor, workloadId, run, RunStatus.Done, now);
            context.Runs.Add(record);
            await FinishAsync(context, actor, record, result, now);
            context.Note(actor, now, "run.add", workloadId, record.Id, $"{run.Kind} of {run.Source}");
            return record.Id;
        });

    /// <summary>Takes an archive to be reviewed here. When the task ends the archive is stored, and the review will happen.</summary>
    /// <returns>The run's id, for a worker.</returns>
    public Task<string> QueueAsync(Actor actor, string workloadId, NewRun run, byte[] archive) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        await context.WorkloadAsync(actor, workloadId, Permission.Contribute);
        var record = Start(actor, workloadId, run, RunStatus.Queued, now);
        context.Runs.Add(record);
        context.RunContents.Add(new RunContentRecord { RunId = record.Id, Name = Archive, Bytes = archive });
        context.Note(actor, now, "run.queue", workloadId, record.Id, run.FileName);
        return record.Id;
    });

    /// <summary>Gives up workers that have died: their runs wait again.</summary>
    /// <param name="lease">
    /// How long a worker has for a run; one that has not finished then is dead. Null: no worker lives, as when the only server starts.
    /// </param>
    /// <returns>The runs that wait and that perhaps nobody knows of, the oldest first.</returns>
    public Task<List<string>> RequeueAsync(TimeSpan? lease) => store.WriteAsync(async context =>
    {
        var before = store.Now - (lease ?? TimeSpan.Zero);
        foreach (var run in await context.Runs.Where(r => r.Status == RunStatus.Running && (lease == null || r.StartedAt < before)).ToListAsync())
        {
            run.Status = RunStatus.Queued;
        }

        await context.SaveChangesAsync();
        return await context.Runs.Where(r => r.Status == RunStatus.Queued && (lease == null || r.CreatedAt < before))
            .OrderBy(static r => r.CreatedAt).Select(static r => r.Id).ToListAsync();
    });

    /// <summary>A worker takes a run that waits.</summary>
    /// <returns>The run and its archive; null when it is finished or another one works on it.</returns>
    public Task<(RunRecord Run, byte[] Archive)?> TakeAsync(string runId) => store.WriteAsync<(RunRecord, byte[])?>(async context =>
    {
        var run = await context.Runs.FirstOrDefaultAsync(r => r.Id == runId);
        if (run is not { Status: RunStatus.Queued }
            || await context.RunContents.FirstOrDefaultAsync(c => c.RunId == runId && c.Name == Archive) is not { } archive)
        {
            return null;
        }

        if (run.Attempts >= MostAttempts)
        {
            run.Status = RunStatus.Failed;
            run.Message = $"The review was begun {MostAttempts} times and never ended: it may need more memory than the server has. Review it with the command line and push the run.";
            run.FinishedAt = store.Now;
            context.RunContents.Remove(archive);
            return null;
        }

        run.Status = RunStatus.Running;
        run.StartedAt = store.Now;
        run.Attempts++;
        await context.SaveChangesAsync();
        return (run, archive.Bytes);
    });

    /// <summary>A worker has finished a run. Only the first one that finishes it has an effect.</summary>
    /// <returns>Whether it was this one.</returns>
    public Task<bool> CompleteAsync(string runId, RunResult result) => EndAsync(runId, async (context, run, now) =>
    {
        var account = await context.Workloads.Where(w => w.Id == run.WorkloadId).Select(static w => w.AccountId).FirstAsync();
        await FinishAsync(context, Actor.Server(account) with { Name = run.By }, run, result, now);
    });

    /// <summary>A worker could not review what was uploaded.</summary>
    /// <returns>Whether this had an effect.</returns>
    public Task<bool> FailAsync(string runId, string message) => EndAsync(runId, (_, run, now) =>
    {
        run.Status = RunStatus.Failed;
        run.Message = message;
        run.FinishedAt = now;
        return Task.CompletedTask;
    });

    /// <summary>The runs of a workload, the newest first.</summary>
    public Task<List<RunRecord>> ListAsync(Actor actor, string workloadId, int most = 100) => store.ReadAsync(async context =>
    {
        await context.WorkloadAsync(actor, workloadId, Permission.Read);
        return await context.Runs.Where(r => r.WorkloadId == workloadId)
            .OrderByDescending(static r => r.CreatedAt).ThenByDescending(static r => r.Id).Take(most).ToListAsync();
    });

    /// <summary>A run.</summary>
    public Task<RunRecord> GetAsync(Actor actor, string workloadId, string runId) => store.ReadAsync(async context =>
    {
        await context.WorkloadAsync(actor, workloadId, Permission.Read);
        return await context.Runs.FirstOrDefaultAsync(r => r.WorkloadId == workloadId && r.Id == runId) ?? throw new NotFoundException("RUN", runId);
    });

    /// <summary>A large part of a run.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="workloadId">The workload.</param>
    /// <param name="runId">The run; null: the newest done one that has the part.</param>
    /// <param name="name">The part: <c>review.json</c>, <c>picture.svg</c>.</param>
    /// <returns>Its bytes; null where there is none.</returns>
    public Task<byte[]?> ContentAsync(Actor actor, string workloadId, string? runId, string name) => store.ReadAsync(async context =>
    {
        await context.WorkloadAsync(actor, workloadId, Permission.Read);
        if (name == Archive)
        {
            return null;
        }

        var packed = await (
            from run in context.Runs
            join content in context.RunContents on run.Id equals content.RunId
            where run.WorkloadId == workloadId && content.Name == name && run.Status == RunStatus.Done && (runId == null || run.Id == runId)
            orderby run.CreatedAt descending, run.Id descending
            select content.Bytes).FirstOrDefaultAsync();
        return packed is null ? null : RecordJson.UnpackBytes(packed);
    });

    private Task<bool> EndAsync(string runId, Func<RecordContext, RunRecord, DateTimeOffset, Task> end) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        var found = await context.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == runId);
        if (found is null)
        {
            return false;
        }

        // The workload's row first, as every change does: then the run is read under it.
        await context.Workloads.Where(w => w.Id == found.WorkloadId).ExecuteUpdateAsync(
            update => update.SetProperty(static w => w.Revision, static w => w.Revision + 1).SetProperty(static w => w.UpdatedAt, now));
        var run = await context.Runs.FirstOrDefaultAsync(r => r.Id == runId);
        if (run is null || run.Status is RunStatus.Done or RunStatus.Failed)
        {
            return false;
        }

        await end(context, run, now);
        // What was uploaded is of no use once it was reviewed, and may hold what nobody should keep.
        await context.RunContents.Where(c => c.RunId == runId && c.Name == Archive).ExecuteDeleteAsync();
        return true;
    });

    private static RunRecord Start(Actor actor, string workloadId, NewRun run, RunStatus status, DateTimeOffset now) => new()
    {
        Id = Ids.New(),
        WorkloadId = workloadId,
        Source = run.Source,
        Kind = run.Kind,
        FileName = run.FileName,
        Commit = run.Commit,
        Status = status,
        By = actor.Name,
        CreatedAt = now,
    };

    private async Task FinishAsync(RecordContext context, Actor actor, RunRecord run, RunResult result, DateTimeOffset now)
    {
        run.Status = RunStatus.Done;
        run.FinishedAt = now;
        run.ToolVersion = result.ToolVersion;
        run.Resources = result.Resources;
        run.Failures = result.Failures;
        run.Score = result.Score;
        run.Message = result.Message;
        context.RunContents.Add(new RunContentRecord { RunId = run.Id, Name = EvidenceCache.Content, Bytes = RecordJson.Pack(result.Evidence) });
        foreach (var (name, bytes) in result.Contents)
        {
            context.RunContents.Add(new RunContentRecord { RunId = run.Id, Name = name, Bytes = RecordJson.PackBytes(bytes) });
        }

        await AnswerAsync(context, actor, run.WorkloadId, result.Answers, now);
        var old = context.Runs
            .Where(r => r.WorkloadId == run.WorkloadId && r.Source == run.Source && r.Status == RunStatus.Done && r.Id != run.Id)
            .OrderByDescending(static r => r.CreatedAt).ThenByDescending(static r => r.Id).Skip(KeptWhole - 1).Select(static r => r.Id);
        await context.RunContents.Where(c => c.Name != EvidenceCache.Content && old.Contains(c.RunId)).ExecuteDeleteAsync();
    }

    private async Task AnswerAsync(RecordContext context, Actor actor, string workloadId, IReadOnlyList<FileAnswer> said, DateTimeOffset now)
    {
        if (said.Count == 0 || !await context.LensReviews.AnyAsync(r => r.WorkloadId == workloadId && r.LensAlias == ReviewLens.Framework))
        {
            return;
        }

        var byId = new Dictionary<string, FileAnswer>();
        foreach (var answer in said)
        {
            byId[answer.Id] = answer;
        }

        var records = await context.Answers.Where(a => a.WorkloadId == workloadId && a.LensAlias == ReviewLens.Framework).ToDictionaryAsync(static a => a.QuestionId);
        var filled = new List<string>();
        foreach (var question in lenses.Framework.Questions)
        {
            var record = records.GetValueOrDefault(question.Id);
            var none = question.Choices.FirstOrDefault(static c => c.IsNone)?.Id;
            if (record is { IsApplicable: false } || (none is not null && record?.Choices.GetValueOrDefault(none)?.Status == ChoiceStatus.Met))
            {
                continue;
            }

            var choices = new Dictionary<string, ChoiceAnswer>(record?.Choices ?? []);
            var before = filled.Count;
            foreach (var choice in question.Choices)
            {
                if (choice.Practice is { } practice && (byId.GetValueOrDefault(practice) ?? byId.GetValueOrDefault(question.Code)) is { } answer
                    && Fill(choices, choice.Id, answer, now))
                {
                    filled.Add(practice);
                }
            }

            if (filled.Count == before)
            {
                continue;
            }

            if (record is null)
            {
                record = new AnswerRecord { WorkloadId = workloadId, LensAlias = ReviewLens.Framework, QuestionId = question.Id };
                context.Answers.Add(record);
            }

            record.Choices = choices;
            record.UpdatedAt = now;
            record.UpdatedBy = FileAnswer.File;
        }

        if (filled.Count > 0)
        {
            context.Note(actor, now, "answer.file", workloadId, FileAnswer.File, string.Join(", ", filled));
        }
    }

    private static bool Fill(Dictionary<string, ChoiceAnswer> choices, string id, FileAnswer answer, DateTimeOffset now)
    {
        var own = choices.GetValueOrDefault(id);
        // Where the file says nothing of why, what a person noted stays.
        var notes = answer.Notes ?? own?.Notes;
        if (own is { Status: not null } && (!FileAnswer.Wrote(own) || (own.Status == answer.Status && own.Notes == notes && own.By == answer.By)))
        {
            return false;
        }

        var at = answer.Date is { } date && new DateTimeOffset(date, default, default) is var day && day < now ? day : now;
        choices[id] = new ChoiceAnswer(answer.Status, null, notes, answer.By, at);
        return true;
    }
}
