using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Stoa.Assessment;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Profiles;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Standing;

/// <summary>
/// Computes where workloads stand. Nothing computed is ever stored as the truth: what is kept, a summary or what a standing follows
/// from, is kept beside the workload's revision, which every change counts, and used only while that is the workload's.
/// </summary>
/// <param name="store">The record.</param>
/// <param name="lenses">The lenses.</param>
/// <param name="evidence">The evidence that counts.</param>
/// <param name="priorities">Which questions of the framework come first.</param>
public sealed class StandingService(RecordStore store, LensCatalog lenses, EvidenceCache evidence, ProfilePriorities priorities)
{
    // A basis of many answers is some 100 KB.
    private const int BasesKept = 256;

    // Some are stored before the next are computed, so that a server that stops has not worked for nothing.
    private const int RefreshedAtOnce = 100;

    // Changes whenever the rules of scoring may have: a new program or a new edition of the framework.
    private readonly string rules = $"{lenses.Framework.Version}/{typeof(StandingService).Assembly.GetName().Version}";

    private readonly ConcurrentDictionary<string, (long Revision, DateOnly? ValidThrough, StandingSummary Summary)> summaries = new();

    private readonly ConcurrentDictionary<string, ReviewBasis> bases = new();

    /// <summary>The lenses.</summary>
    public LensCatalog Lenses => lenses;

    /// <summary>Where a workload stands against all its lenses now, in full.</summary>
    /// <param name="context">Where it is read; within a write that changes the workload, the snapshot is of one moment.</param>
    /// <param name="workload">The workload.</param>
    public async Task<WorkloadSnapshot> SnapshotAsync(RecordContext context, WorkloadRecord workload)
    {
        var id = workload.Id;
        var basis = await BasisAsync(context, workload);
        var evaluator = EvaluatorOf(basis);
        var reviews = basis.Reviews.Select(review => new LensReviewSnapshot
        {
            Alias = review.Lens.Alias,
            Arn = review.Lens.Arn,
            Name = review.Lens.Name,
            Version = review.Lens.Version,
            Notes = review.Record.Notes,
            PillarNotes = review.Record.PillarNotes,
            UpdatedAt = review.Record.UpdatedAt,
            JiraConfiguration = review.Record.JiraConfiguration,
            Answers = review.Answers,
            Standing = evaluator.Evaluate(review.Lens, review.Answers),
        }).ToList();
        return new WorkloadSnapshot
        {
            At = store.Now,
            Workload = workload,
            Lenses = reviews,
            Improvements = await context.Improvements.AsNoTracking()
                .Where(i => i.WorkloadId == id).OrderBy(static i => i.Order).ThenBy(static i => i.Id).ToListAsync(),
            Summary = Summarize(reviews, await priorities.OfAsync(context, workload), basis.Evidence.Newest),
            Runs = basis.Runs,
        };
    }

    /// <summary>What a workload's standing follows from, as its record is read.</summary>
    public async Task<ReviewBasis> BasisAsync(RecordContext context, WorkloadRecord workload)
    {
        // Within a write the record may hold what is not committed yet, and may never be: that is neither taken from here nor kept.
        if (context.Database.CurrentTransaction is not null)
        {
            return await LoadAsync(context, workload);
        }

        if (!bases.TryGetValue(workload.Id, out var basis) || basis.Revision != workload.Revision)
        {
            Keep(workload.Id, basis = await LoadAsync(context, workload));
        }

        return basis;
    }

    /// <summary>
    /// What a workload's standing followed from before a write that has counted its change and, so far, changed nothing else: until
    /// the write ends nobody else can, so that what is kept of the revision before holds.
    /// </summary>
    public async Task<ReviewBasis> BasisBeforeAsync(RecordContext context, WorkloadRecord workload) =>
        bases.TryGetValue(workload.Id, out var basis) && basis.Revision == workload.Revision - 1 ? basis : await LoadAsync(context, workload);

    /// <summary>Keeps what a committed write has made of a basis, which saves the next reader loading it.</summary>
    public void Keep(string workloadId, ReviewBasis basis)
    {
        if (bases.Count >= BasesKept && !bases.ContainsKey(workloadId))
        {
            bases.Clear();
        }

        bases[workloadId] = basis;
    }

    /// <summary>Where a workload stands in one question.</summary>
    public QuestionStanding QuestionAsOf(ReviewBasis basis, ReviewLens lens, ReviewQuestion question, AnswerRecord? answer) =>
        EvaluatorOf(basis).Evaluate(lens, question, answer);

    /// <summary>A question of one of the workload's lenses, in the version that its review keeps to.</summary>
    /// <exception cref="NotFoundException">The workload is not reviewed against the lens, or the lens has no such question.</exception>
    public (LensReviewBasis Review, ReviewQuestion Question) Find(ReviewBasis basis, string lensAlias, string questionId)
    {
        var alias = lenses.Canonical(lensAlias);
        var review = basis.Reviews.FirstOrDefault(r => r.Record.LensAlias == alias) ?? throw new NotFoundException("LENS_REVIEW", lensAlias);
        return review.Lens.TryGetQuestion(questionId, out var question) ? (review, question) : throw new NotFoundException("QUESTION", questionId);
    }

    /// <summary>The summaries of workloads, computed where what is kept is not of their revision.</summary>
    public async Task<IReadOnlyDictionary<string, StandingSummary>> SummariesAsync(RecordContext context, IReadOnlyList<WorkloadRecord> workloads)
    {
        var found = new Dictionary<string, StandingSummary>(workloads.Count);
        var missing = new List<WorkloadRecord>();
        foreach (var workload in workloads)
        {
            if (summaries.TryGetValue(workload.Id, out var known) && known.Revision == workload.Revision && IsValid(known.ValidThrough))
            {
                found.Add(workload.Id, known.Summary);
            }
            else
            {
                missing.Add(workload);
            }
        }

        if (missing.Count > 0)
        {
            await FindAsync(context, missing, found);
        }

        return found;
    }

    /// <summary>The summary of one workload.</summary>
    public async Task<StandingSummary> SummaryAsync(RecordContext context, WorkloadRecord workload) =>
        (await SummariesAsync(context, [workload]))[workload.Id];

    /// <summary>
    /// Computes and stores the summaries that changes, new rules or a day's end have made old, before somebody waits for them: a
    /// portfolio is then read, not computed.
    /// </summary>
    /// <returns>How many were old.</returns>
    public async Task<int> RefreshSummariesAsync(CancellationToken cancellation = default)
    {
        var refreshed = 0;
        // By id, so that a workload that changes all the time is computed once.
        for (var last = ""; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var after = last;
            var today = store.Today;
            var computed = await store.ReadAsync(async context =>
            {
                var old = await context.Workloads
                    .Where(w => string.Compare(w.Id, after) > 0 && !context.Summaries.Any(s =>
                        s.WorkloadId == w.Id && s.Revision == w.Revision && s.Rules == rules && (s.ValidThrough == null || s.ValidThrough >= today)))
                    .OrderBy(static w => w.Id).Take(RefreshedAtOnce).ToListAsync(cancellation);
                var anew = new List<SummaryRecord>(old.Count);
                foreach (var workload in old)
                {
                    anew.Add(await ComputeAsync(context, workload));
                }

                return anew;
            });
            if (computed.Count == 0)
            {
                return refreshed;
            }

            await SaveAsync(computed);
            refreshed += computed.Count;
            last = computed[^1].WorkloadId;
        }
    }

    private async Task<ReviewBasis> LoadAsync(RecordContext context, WorkloadRecord workload)
    {
        var id = workload.Id;
        var runs = await EvidenceCache.RunsAsync(context, id);
        var accepted = await context.AcceptedRisks.AsNoTracking().Where(a => a.WorkloadId == id && a.WithdrawnAt == null).ToListAsync();
        var answers = (await context.Answers.AsNoTracking().Where(a => a.WorkloadId == id).ToListAsync()).ToLookup(static a => a.LensAlias);
        var reviews = new List<LensReviewBasis>();
        foreach (var review in await context.LensReviews.AsNoTracking().Where(r => r.WorkloadId == id).OrderBy(static r => r.Order).ToListAsync())
        {
            var lens = await lenses.GetAsync(context, review.LensAlias, review.LensVersion);
            reviews.Add(new LensReviewBasis(review, lens, answers[review.LensAlias].ToDictionary(static a => a.QuestionId)));
        }

        return new ReviewBasis(workload.Revision, runs, await evidence.OfAsync(context, runs), accepted, reviews);
    }

    private Evaluator EvaluatorOf(ReviewBasis basis) => new(basis.Evidence, basis.Accepted, store.Today);

    private async Task FindAsync(RecordContext context, List<WorkloadRecord> missing, Dictionary<string, StandingSummary> found)
    {
        var stored = new Dictionary<string, SummaryRecord>();
        foreach (var ids in missing.Select(static w => w.Id).Chunk(500))
        {
            foreach (var record in await context.Summaries.AsNoTracking().Where(s => ids.Contains(s.WorkloadId)).ToListAsync())
            {
                stored.Add(record.WorkloadId, record);
            }
        }

        var computed = new List<SummaryRecord>();
        foreach (var workload in missing)
        {
            if (stored.TryGetValue(workload.Id, out var record)
                && record.Revision == workload.Revision && record.Rules == rules && IsValid(record.ValidThrough))
            {
                Keep(record);
                found.Add(workload.Id, record.Summary);
                continue;
            }

            var summary = await ComputeAsync(context, workload);
            computed.Add(summary);
            found.Add(workload.Id, summary.Summary);
        }

        // One workload's summary is computed in a moment; a portfolio's are worth keeping over a restart.
        if (computed.Count > 1)
        {
            await SaveAsync(computed);
        }
    }

    private async Task<SummaryRecord> ComputeAsync(RecordContext context, WorkloadRecord workload)
    {
        var snapshot = await SnapshotAsync(context, workload);
        var expiries = snapshot.Lenses.SelectMany(static l => l.Standing.Questions).SelectMany(static q => q.Choices)
            .Where(static c => c.Acceptance is not null).Select(static c => c.Acceptance!.Expires).ToList();
        var summary = new SummaryRecord
        {
            WorkloadId = workload.Id,
            Revision = workload.Revision,
            Rules = rules,
            ValidThrough = expiries.Count == 0 ? null : expiries.Min(),
            Summary = snapshot.Summary,
        };
        // Of a write that is not committed nothing is kept.
        if (context.Database.CurrentTransaction is null)
        {
            Keep(summary);
        }

        return summary;
    }

    private Task SaveAsync(List<SummaryRecord> computed) => store.WriteAsync(async context =>
    {
        foreach (var part in computed.Chunk(500))
        {
            var ids = part.Select(static s => s.WorkloadId).ToList();
            await context.Summaries.Where(s => ids.Contains(s.WorkloadId)).ExecuteDeleteAsync();
            // A workload may have been deleted meanwhile.
            var exist = (await context.Workloads.Where(w => ids.Contains(w.Id)).Select(static w => w.Id).ToListAsync()).ToHashSet();
            context.Summaries.AddRange(part.Where(s => exist.Contains(s.WorkloadId)));
        }

        return true;
    });

    private void Keep(SummaryRecord record) => summaries[record.WorkloadId] = (record.Revision, record.ValidThrough, record.Summary);

    private bool IsValid(DateOnly? through) => through is null || store.Today <= through;

    private static StandingSummary Summarize(List<LensReviewSnapshot> reviews, IReadOnlySet<string>? prioritized, DateTimeOffset? evidenceAt)
    {
        var framework = reviews.Find(static r => r.Alias == ReviewLens.Framework)?.Standing;
        var choices = reviews.SelectMany(static r => r.Standing.Questions).SelectMany(static q => q.Choices).ToList();
        return new StandingSummary
        {
            Score = framework?.Score,
            Coverage = framework?.Coverage ?? 0,
            Risks = reviews.Aggregate(default(RiskCounts), static (sum, r) => sum + r.Standing.Risks),
            PrioritizedRisks = prioritized is null || framework is null
                ? default
                : Evaluator.Count(framework.Questions.Where(q => prioritized.Contains(q.Id))),
            Disputed = choices.Count(static c => c.State == BestPracticeState.Disputed),
            Suggested = choices.Count(static c => c.Suggestion is not null),
            Pillars = [.. framework?.Pillars.Select(static p => new PillarSummary(p.Id, p.Name, p.Score, p.Coverage, p.Risks)) ?? []],
            Lenses = [.. reviews.Select(static r => new LensSummary(r.Alias, r.Name, r.Standing.Risks))],
            EvidenceAt = evidenceAt,
        };
    }
}
