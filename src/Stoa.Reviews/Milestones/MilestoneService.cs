using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Milestones;

/// <summary>A milestone without its snapshot.</summary>
public sealed record MilestoneView(int Number, string Name, DateTimeOffset RecordedAt, string RecordedBy, StandingSummary Summary);

/// <summary>Milestones: a workload's state, kept for good.</summary>
public sealed class MilestoneService(RecordStore store, StandingService standing)
{
    /// <summary>Saves a milestone.</summary>
    /// <returns>Its number, from 1.</returns>
    /// <exception cref="ConflictException">The workload has a milestone of that name.</exception>
    public Task<int> CreateAsync(Actor actor, string workloadId, string name, Idempotency? idempotency = null) =>
        store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            var workload = await context.ChangeWorkloadAsync(actor, workloadId, Permission.Own, store.Now);
            return await CreateAsync(context, actor, workload, name);
        });

    /// <summary>Saves a milestone within a write that holds the workload's row.</summary>
    public async Task<int> CreateAsync(RecordContext context, Actor actor, WorkloadRecord workload, string name)
    {
        var id = workload.Id;
        if (await context.Milestones.AnyAsync(m => m.WorkloadId == id && m.Name == name))
        {
            throw new ConflictException($"[Conflict] There is already a milestone with the name {name}.", "MILESTONE", name);
        }

        var number = (await context.Milestones.Where(m => m.WorkloadId == id).MaxAsync(static m => (int?)m.Number) ?? 0) + 1;
        if (number > store.Limits.Milestones)
        {
            throw new QuotaException($"A workload has at most {store.Limits.Milestones} milestones.", "MILESTONE", id, "Milestones");
        }

        var now = store.Now;
        workload.ReviewedAt = now;
        await context.SaveChangesAsync();
        var snapshot = await standing.SnapshotAsync(context, workload);
        context.Milestones.Add(new MilestoneRecord
        {
            WorkloadId = id,
            Number = number,
            Name = name,
            RecordedAt = now,
            RecordedBy = actor.Name,
            Summary = snapshot.Summary,
            Snapshot = RecordJson.Pack(snapshot),
        });
        context.Note(actor, now, "milestone.create", id, $"{number} {name}");
        await context.SaveChangesAsync();
        return number;
    }

    /// <summary>The milestones of a workload, the first one first.</summary>
    public Task<IReadOnlyList<MilestoneView>> ListAsync(Actor actor, string workloadId) => store.ReadAsync<IReadOnlyList<MilestoneView>>(async context =>
    {
        await context.WorkloadAsync(actor, workloadId, Permission.Read);
        return await context.Milestones.Where(m => m.WorkloadId == workloadId).OrderBy(static m => m.Number)
            .Select(static m => new MilestoneView(m.Number, m.Name, m.RecordedAt, m.RecordedBy, m.Summary)).ToListAsync();
    });

    /// <summary>A milestone.</summary>
    public Task<(MilestoneView Milestone, WorkloadSnapshot Snapshot)> GetAsync(Actor actor, string workloadId, int number) => store.ReadAsync(async context =>
    {
        await context.WorkloadAsync(actor, workloadId, Permission.Read);
        var milestone = await context.Milestones.FirstOrDefaultAsync(m => m.WorkloadId == workloadId && m.Number == number)
            ?? throw new NotFoundException("MILESTONE", number.ToString());
        return (new MilestoneView(milestone.Number, milestone.Name, milestone.RecordedAt, milestone.RecordedBy, milestone.Summary),
            RecordJson.Unpack<WorkloadSnapshot>(milestone.Snapshot));
    });

    /// <summary>The workload with its reviews at a milestone, or now.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="workloadId">The workload.</param>
    /// <param name="number">The milestone; null: now.</param>
    public async Task<WorkloadSnapshot> SnapshotAsync(Actor actor, string workloadId, int? number = null) => number is { } milestone
        ? (await GetAsync(actor, workloadId, milestone)).Snapshot
        : await store.ReadAsync(async context => await standing.SnapshotAsync(context, await context.WorkloadAsync(actor, workloadId, Permission.Read)));

    /// <summary>What changed between two milestones; null stands for now.</summary>
    public async Task<SnapshotComparison> CompareAsync(Actor actor, string workloadId, int? before, int? after) =>
        SnapshotComparison.Between(await SnapshotAsync(actor, workloadId, before), await SnapshotAsync(actor, workloadId, after));
}
