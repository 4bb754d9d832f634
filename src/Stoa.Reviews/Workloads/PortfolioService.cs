using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Stoa.Assessment;
using Stoa.Reviews.Access;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Workloads;

/// <summary>A milestone in as few figures as a trend needs.</summary>
public sealed record MilestoneFigures(int Number, DateTimeOffset At, double? Score, RiskCounts Risks);

/// <summary>A workload in the portfolio.</summary>
/// <param name="View">The workload and where it stands.</param>
/// <param name="Milestones">Its milestones, the first one first.</param>
public sealed record PortfolioEntry(WorkloadView View, IReadOnlyList<MilestoneFigures> Milestones)
{
    /// <summary>The day on which the next review is due, by UTC.</summary>
    public DateTimeOffset ReviewDue => View.Workload.ReviewedAt.AddDays(View.Workload.ReviewEveryDays);
}

/// <summary>All workloads that somebody may read, and what can be said of them together.</summary>
public sealed record Portfolio
{
    /// <summary>The workloads by name.</summary>
    public required IReadOnlyList<PortfolioEntry> Entries { get; init; }

    /// <summary>Since the first day of the quarter, by UTC.</summary>
    public required DateOnly QuarterSince { get; init; }

    /// <summary>How many have a milestone of this quarter.</summary>
    public required int ReviewedThisQuarter { get; init; }

    /// <summary>How many reviews are overdue.</summary>
    public required int Overdue { get; init; }

    /// <summary>How many questions stand at each risk, over all of them.</summary>
    public required RiskCounts Risks { get; init; }

    /// <summary>The day with which high risks are compared: 90 days ago.</summary>
    public required DateOnly ComparedWith { get; init; }

    /// <summary>How many workloads had a milestone by then.</summary>
    public required int Compared { get; init; }

    /// <summary>How many more high risks those workloads have now than by their last milestone before that day.</summary>
    public required int HighChange { get; init; }
}

/// <summary>The portfolio: all workloads at a glance.</summary>
public sealed class PortfolioService(RecordStore store, WorkloadService workloads)
{
    // Milestones never change, so what was read of one is kept.
    private readonly ConcurrentDictionary<string, MilestoneFigures[]> known = new();

    /// <summary>The portfolio of whoever asks.</summary>
    public async Task<Portfolio> GetAsync(Actor actor)
    {
        var views = await workloads.ListAsync(actor);
        var trends = await TrendsAsync(actor);
        List<PortfolioEntry> entries = [.. views.Select(v => new PortfolioEntry(v, trends.GetValueOrDefault(v.Workload.Id) ?? []))];
        var today = store.Today;
        var quarter = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
        var since = new DateTimeOffset(quarter, TimeOnly.MinValue, TimeSpan.Zero);
        var then = store.Now.AddDays(-90);
        var compared = entries
            .Select(e => (Now: e.View.Summary.Risks.High, Then: e.Milestones.LastOrDefault(m => m.At <= then)?.Risks.High))
            .Where(static e => e.Then is not null).ToList();
        return new Portfolio
        {
            Entries = entries,
            QuarterSince = quarter,
            ReviewedThisQuarter = entries.Count(e => e.Milestones is [.., var last] && last.At >= since),
            Overdue = entries.Count(e => e.ReviewDue < store.Now),
            Risks = entries.Aggregate(default(RiskCounts), static (sum, e) => sum + e.View.Summary.Risks),
            ComparedWith = DateOnly.FromDateTime(then.UtcDateTime),
            Compared = compared.Count,
            HighChange = compared.Sum(static e => e.Now - e.Then!.Value),
        };
    }

    private Task<IReadOnlyDictionary<string, IReadOnlyList<MilestoneFigures>>> TrendsAsync(Actor actor) =>
        store.ReadAsync<IReadOnlyDictionary<string, IReadOnlyList<MilestoneFigures>>>(async context =>
        {
            var counts = await (
                from workload in context.VisibleWorkloads(actor)
                join milestone in context.Milestones on workload.Id equals milestone.WorkloadId
                group milestone by milestone.WorkloadId into milestones
                select new { Id = milestones.Key, Count = milestones.Count() }).ToListAsync();
            foreach (var ids in counts.Where(c => !known.TryGetValue(c.Id, out var kept) || kept.Length != c.Count).Select(static c => c.Id).Chunk(500))
            {
                var read = await context.Milestones.Where(m => ids.Contains(m.WorkloadId)).OrderBy(static m => m.Number)
                    .Select(static m => new { m.WorkloadId, m.Number, m.RecordedAt, m.Summary }).ToListAsync();
                foreach (var milestones in read.GroupBy(static m => m.WorkloadId))
                {
                    known[milestones.Key] = [.. milestones.Select(static m => new MilestoneFigures(m.Number, m.RecordedAt, m.Summary.Score, m.Summary.Risks))];
                }
            }

            return counts.ToDictionary(static c => c.Id, c => (IReadOnlyList<MilestoneFigures>)known.GetValueOrDefault(c.Id, []));
        });
}
