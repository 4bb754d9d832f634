using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Notifications;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Workloads;

/// <summary>A workload as its list shows it.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Summary">Where it stands.</param>
/// <param name="Lenses">The aliases of its lenses, in the order in which they were added.</param>
public sealed record WorkloadView(WorkloadRecord Workload, StandingSummary Summary, IReadOnlyList<string> Lenses)
{
    /// <summary>The invitation by which the workload is shared with who asks; null where it is of their own account, and in lists.</summary>
    public string? ShareInvitationId { get; init; }
}

/// <summary>A new workload. Members as <see cref="WorkloadRecord"/> has them.</summary>
public sealed record NewWorkload
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required string Environment { get; init; }

    public IReadOnlyList<string> AccountIds { get; init; } = [];

    public IReadOnlyList<string> AwsRegions { get; init; } = [];

    public IReadOnlyList<string> NonAwsRegions { get; init; } = [];

    public IReadOnlyList<string> PillarPriorities { get; init; } = [];

    public string? ArchitecturalDesign { get; init; }

    public string? ReviewOwner { get; init; }

    public string? IndustryType { get; init; }

    public string? Industry { get; init; }

    public string? Notes { get; init; }

    /// <summary>The lenses to review it against; the framework is one only when it is named.</summary>
    public IReadOnlyList<string> Lenses { get; init; } = [ReviewLens.Framework];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Applications { get; init; } = [];

    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public WorkloadObjectives Objectives { get; init; } = new();

    public int? ReviewEveryDays { get; init; }

    /// <summary>The region of its ARN.</summary>
    public string Region { get; init; } = "us-east-1";
}

/// <summary>What a new workload is called.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Arn">Its ARN.</param>
public sealed record WorkloadKey(string Id, string Arn);

/// <summary>Workloads: defining, finding, changing and deleting them, and the lenses that they are reviewed against.</summary>
public sealed class WorkloadService(RecordStore store, StandingService standing)
{
    /// <summary>Defines a workload.</summary>
    /// <param name="actor">An owner.</param>
    /// <param name="workload">What it is.</param>
    /// <param name="idempotency">Lets the request be repeated; null: it is not.</param>
    /// <param name="prepare">What else belongs to the definition, in the same transaction: a template's answers, a profile.</param>
    /// <exception cref="ConflictException">The account has one of that name.</exception>
    /// <exception cref="InvalidException">A member is wrong.</exception>
    public Task<WorkloadKey> CreateAsync(
        Actor actor, NewWorkload workload, Idempotency? idempotency = null, Func<RecordContext, WorkloadRecord, Task>? prepare = null)
    {
        actor.Demand(Role.Owner);
        return store.WriteAsync(actor.AccountId, idempotency, async context =>
        {
            if (await context.Workloads.AnyAsync(w => w.AccountId == actor.AccountId && w.Name == workload.Name))
            {
                throw NameTaken(workload.Name);
            }

            await context.HoldAccountAsync(actor.AccountId);
            if (await context.Workloads.CountAsync(w => w.AccountId == actor.AccountId) >= store.Limits.Workloads)
            {
                throw new QuotaException($"An account has at most {store.Limits.Workloads} workloads.", "WORKLOAD", actor.AccountId, "Workloads");
            }

            var id = Ids.New();
            var now = store.Now;
            var record = new WorkloadRecord
            {
                Id = id,
                AccountId = actor.AccountId,
                Arn = Ids.Arn(workload.Region, actor.AccountId, "workload", id),
                Name = workload.Name,
                Description = workload.Description,
                Environment = workload.Environment,
                AccountIds = [.. workload.AccountIds],
                AwsRegions = [.. workload.AwsRegions],
                NonAwsRegions = [.. workload.NonAwsRegions],
                PillarPriorities = [.. workload.PillarPriorities],
                ArchitecturalDesign = workload.ArchitecturalDesign,
                ReviewOwner = workload.ReviewOwner,
                IndustryType = workload.IndustryType,
                Industry = workload.Industry,
                Notes = workload.Notes,
                Applications = [.. workload.Applications],
                Settings = new(workload.Settings),
                Tags = new(workload.Tags),
                Objectives = workload.Objectives,
                ReviewEveryDays = workload.ReviewEveryDays ?? 91,
                CreatedAt = now,
                UpdatedAt = now,
                ReviewedAt = now,
                Revision = 1,
            };
            WorkloadRules.Demand(record, store.Limits);
            context.Workloads.Add(record);
            await AddLensesAsync(context, record, workload.Lenses, 0, now);
            context.Note(actor, now, "workload.create", id, record.Name);
            await context.SaveChangesAsync();
            if (prepare is not null)
            {
                await prepare(context, record);
            }

            return new WorkloadKey(id, record.Arn);
        });
    }

    /// <summary>A workload.</summary>
    public Task<WorkloadView> GetAsync(Actor actor, string id) => store.ReadAsync(async context =>
    {
        var workload = await context.WorkloadAsync(actor, id, Permission.Read);
        var share = workload.AccountId == actor.AccountId ? null : await context.ShareAsync(actor, SharedResource.Workload, id);
        return (await ViewsAsync(context, [workload]))[0] with { ShareInvitationId = share?.InvitationId };
    });

    /// <summary>The workloads that the actor may read, by name: the account's and those shared with it.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="namePrefix">Only names that begin so; case counts, as in AWS's API.</param>
    public Task<IReadOnlyList<WorkloadView>> ListAsync(Actor actor, string? namePrefix = null) => store.ReadAsync(async context =>
    {
        var workloads = await context.VisibleWorkloads(actor).ToListAsync();
        return await ViewsAsync(context, [.. workloads
            .Where(w => namePrefix is null || w.Name.StartsWith(namePrefix, StringComparison.Ordinal))
            .OrderBy(static w => w.Name, StringComparer.OrdinalIgnoreCase).ThenBy(static w => w.Id, StringComparer.Ordinal)]);
    });

    /// <summary>Changes a workload.</summary>
    /// <param name="actor">An owner.</param>
    /// <param name="id">The workload.</param>
    /// <param name="change">Makes the change; checked and stored after it.</param>
    /// <param name="expectedVersion">The version that the change was made from; null: whichever is there.</param>
    public async Task<WorkloadView> UpdateAsync(Actor actor, string id, Action<WorkloadRecord> change, int? expectedVersion = null)
    {
        await store.WriteAsync(context => ChangeAsync(context, actor, id, change, expectedVersion));
        // Read after the commit: a summary is kept by its revision, and one of a revision that was taken back must not be.
        return await GetAsync(actor, id);
    }

    /// <summary>Deletes a workload with everything about it; the audit trail stays.</summary>
    public Task DeleteAsync(Actor actor, string id, Idempotency? idempotency = null) => store.WriteAsync(actor.AccountId, idempotency, async context =>
    {
        var workload = await context.WorkloadAsync(actor, id, Permission.Dispose);
        context.Workloads.Remove(workload);
        await context.Shares.Where(s => s.Resource == SharedResource.Workload && s.ResourceId == id).ExecuteDeleteAsync();
        await context.Notifications.Where(n => n.WorkloadId == id).ExecuteDeleteAsync();
        await context.ApiTokens.Where(t => t.WorkloadId == id).ExecuteDeleteAsync();
        context.Note(actor, store.Now, "workload.delete", id, workload.Name);
        return true;
    });

    /// <summary>Adds lenses to a workload; one that is there already stays as it is.</summary>
    public Task AssociateLensesAsync(Actor actor, string id, IReadOnlyList<string> aliases) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        var workload = await context.ChangeWorkloadAsync(actor, id, Permission.Own, now);
        var there = await context.LensReviews.Where(r => r.WorkloadId == id).ToListAsync();
        var more = aliases.Where(a => !there.Exists(r => r.LensAlias == standing.Lenses.Canonical(a))).ToList();
        if (there.Count + more.Count > store.Limits.LensesOfWorkload)
        {
            throw new QuotaException($"A workload has at most {store.Limits.LensesOfWorkload} lenses.", "WORKLOAD", id, "LensesOfWorkload");
        }

        await AddLensesAsync(context, workload, more, there.Count == 0 ? 0 : there.Max(static r => r.Order) + 1, now);
        context.Note(actor, now, "lens.associate", id, string.Join(", ", more));
        return true;
    });

    /// <summary>Takes lenses from a workload, with the answers to their questions; milestones keep both.</summary>
    public Task DisassociateLensesAsync(Actor actor, string id, IReadOnlyList<string> aliases) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        var workload = await context.ChangeWorkloadAsync(actor, id, Permission.Own, now);
        foreach (var alias in aliases.Select(standing.Lenses.Canonical))
        {
            var review = await context.LensReviews.FirstOrDefaultAsync(r => r.WorkloadId == id && r.LensAlias == alias)
                ?? throw new NotFoundException("LENS_REVIEW", alias);
            context.LensReviews.Remove(review);
            await context.ClearNotificationsAsync(workload.Arn, alias, now);
            await context.Answers.Where(a => a.WorkloadId == id && a.LensAlias == alias).ExecuteDeleteAsync();
            await context.AcceptedRisks.Where(a => a.WorkloadId == id && a.LensAlias == alias).ExecuteDeleteAsync();
        }

        context.Note(actor, now, "lens.disassociate", id, string.Join(", ", aliases));
        return true;
    });

    private async Task<bool> ChangeAsync(RecordContext context, Actor actor, string id, Action<WorkloadRecord> change, int? expectedVersion)
    {
        var now = store.Now;
        var workload = await context.ChangeWorkloadAsync(actor, id, Permission.Own, now);
        if (expectedVersion is { } expected && expected != workload.Version)
        {
            throw new ConflictException("[Conflict] Somebody else changed the workload meanwhile. Read it again and repeat your change.", "WORKLOAD", id);
        }

        var name = workload.Name;
        change(workload);
        WorkloadRules.Demand(workload, store.Limits);
        if (workload.Name != name && await context.Workloads.AnyAsync(w => w.AccountId == workload.AccountId && w.Name == workload.Name && w.Id != id))
        {
            throw NameTaken(workload.Name);
        }

        context.Note(actor, now, "workload.update", id, workload.Name);
        return true;
    }

    /// <summary>Adds lens reviews to a workload, within a write.</summary>
    private async Task AddLensesAsync(RecordContext context, WorkloadRecord workload, IEnumerable<string> aliases, int order, DateTimeOffset now)
    {
        foreach (var alias in aliases.Select(standing.Lenses.Canonical).Distinct())
        {
            await context.DemandLensAsync(workload.AccountId, alias);
            var lens = await standing.Lenses.GetAsync(context, alias);
            context.LensReviews.Add(new LensReviewRecord
            {
                WorkloadId = workload.Id, LensAlias = lens.Alias, LensVersion = lens.Version, Order = order++, UpdatedAt = now,
            });
        }
    }

    private async Task<IReadOnlyList<WorkloadView>> ViewsAsync(RecordContext context, IReadOnlyList<WorkloadRecord> workloads)
    {
        var summaries = await standing.SummariesAsync(context, workloads);
        var lenses = new Dictionary<string, List<string>>();
        foreach (var ids in workloads.Select(static w => w.Id).Chunk(500))
        {
            foreach (var review in await context.LensReviews.AsNoTracking().Where(r => ids.Contains(r.WorkloadId))
                .OrderBy(static r => r.Order).Select(static r => new { r.WorkloadId, r.LensAlias }).ToListAsync())
            {
                if (!lenses.TryGetValue(review.WorkloadId, out var aliases))
                {
                    lenses.Add(review.WorkloadId, aliases = []);
                }

                aliases.Add(review.LensAlias);
            }
        }

        return [.. workloads.Select(w => new WorkloadView(w, summaries[w.Id], lenses.GetValueOrDefault(w.Id) ?? []))];
    }

    private static ConflictException NameTaken(string name) => new($"[Conflict] There is already a workload with the name {name}.", "WORKLOAD", name);
}
