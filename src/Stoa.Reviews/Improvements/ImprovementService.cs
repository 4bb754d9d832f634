using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Improvements;

/// <summary>Improvements: what is to be done about best practices that are not followed, by whom, until when.</summary>
public sealed class ImprovementService(RecordStore store, StandingService standing)
{
    private static readonly string[] Efforts = ["LOW", "MEDIUM", "HIGH"];

    /// <summary>The plan of a workload.</summary>
    public Task<ImprovementPlan> GetAsync(Actor actor, string workloadId) => store.ReadAsync(async context =>
    {
        var workload = await context.WorkloadAsync(actor, workloadId, Permission.Read);
        return PlanOf(await standing.SnapshotAsync(context, workload));
    });

    /// <summary>The plan as it stands in a snapshot.</summary>
    public static ImprovementPlan PlanOf(WorkloadSnapshot snapshot)
    {
        var subjects = SubjectsOf(snapshot).ToDictionary(static s => (s.LensAlias, s.QuestionId, s.ChoiceId));
        var planned = snapshot.Improvements.Select(static i => (i.LensAlias, i.QuestionId, i.ChoiceId)).ToHashSet();
        return new ImprovementPlan(
            [
                .. snapshot.Improvements
                    .OrderBy(static i => i.Status).ThenBy(static i => i.Order).ThenBy(static i => i.Id, StringComparer.Ordinal)
                    .Select(i => new ImprovementView(i, subjects.GetValueOrDefault((i.LensAlias, i.QuestionId, i.ChoiceId)))),
            ],
            [
                .. subjects.Where(s => s.Value.IsAtRisk && !planned.Contains(s.Key)).Select(static s => s.Value)
                    .OrderByDescending(static s => s.Level).ThenByDescending(static s => s.Worth.Points)
                    .ThenBy(static s => s.Practice ?? s.ChoiceId, StringComparer.Ordinal),
            ]);
    }

    /// <summary>Plans an improvement from a best practice.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ConflictException">There is one for that best practice that is not done.</exception>
    public Task<string> PlanAsync(Actor actor, string workloadId, NewImprovement improvement) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        var workload = await context.ChangeWorkloadAsync(actor, workloadId, Permission.Contribute, now);
        var (review, question) = standing.Find(await standing.BasisBeforeAsync(context, workload), improvement.LensAlias, improvement.QuestionId);
        var alias = review.Lens.Alias;
        var choice = question.Choice(improvement.ChoiceId) is { IsNone: false } found ? found : throw new NotFoundException("CHOICE", improvement.ChoiceId);
        if (await context.Improvements.FirstOrDefaultAsync(i => i.WorkloadId == workloadId && i.LensAlias == alias
            && i.QuestionId == question.Id && i.ChoiceId == choice.Id && i.Status != ImprovementStatus.Done) is { } open)
        {
            throw new ConflictException($"[Conflict] {choice.Practice ?? choice.Id} is in the plan already: {open.Title}.", "IMPROVEMENT", open.Id);
        }

        var record = new ImprovementRecord
        {
            Id = Ids.New(),
            WorkloadId = workloadId,
            LensAlias = alias,
            QuestionId = question.Id,
            ChoiceId = choice.Id,
            Title = Fit(choice.Title),
            CreatedAt = now,
        };
        Write(record, improvement.Edit, now);
        await EnterAsync(context, record, improvement.Edit.Status ?? ImprovementStatus.ToDo, now);
        record.Order = await LastAsync(context, record);
        context.Improvements.Add(record);
        context.Note(actor, now, "improvement.plan", workloadId, choice.Practice ?? choice.Id, record.Title);
        return record.Id;
    });

    /// <summary>Changes what people write of an improvement.</summary>
    /// <param name="actor">A contributor.</param>
    /// <param name="workloadId">The workload.</param>
    /// <param name="id">The improvement.</param>
    /// <param name="edit">All that is written.</param>
    /// <param name="expectedVersion">The version that the change was made from; null: whichever is there.</param>
    /// <exception cref="ConflictException">Somebody else changed it meanwhile.</exception>
    /// <exception cref="InvalidException">Something cannot be kept, or the risk is not accepted: that needs a reason and a last day.</exception>
    public Task<ImprovementRecord> ChangeAsync(Actor actor, string workloadId, string id, ImprovementEdit edit, int? expectedVersion = null) =>
        store.WriteAsync(async context =>
        {
            var now = store.Now;
            await context.ChangeWorkloadAsync(actor, workloadId, Permission.Contribute, now);
            var record = await FindAsync(context, workloadId, id, expectedVersion);
            Write(record, edit, now);
            var moves = edit.Status is { } asked && asked != record.Status;
            if (moves)
            {
                await EnterAsync(context, record, edit.Status!.Value, now);
                record.Order = await LastAsync(context, record);
            }

            context.Note(actor, now, "improvement.change", workloadId, id, moves ? $"{record.Title}: {record.Status}" : record.Title);
            await context.SaveChangesAsync();
            return record;
        });

    /// <summary>Moves an improvement to a status and a place in it.</summary>
    /// <param name="actor">A contributor.</param>
    /// <param name="workloadId">The workload.</param>
    /// <param name="id">The improvement.</param>
    /// <param name="status">Where to.</param>
    /// <param name="after">The improvement that it is to stand after, by id; null: first.</param>
    /// <param name="expectedVersion">The version that somebody saw; null: whichever is there.</param>
    /// <exception cref="InvalidException">The risk is not accepted: that needs a reason and a last day.</exception>
    public Task<ImprovementRecord> MoveAsync(
        Actor actor, string workloadId, string id, ImprovementStatus status, string? after = null, int? expectedVersion = null) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        await context.ChangeWorkloadAsync(actor, workloadId, Permission.Contribute, now);
        var record = await FindAsync(context, workloadId, id, expectedVersion);
        await EnterAsync(context, record, status, now);
        var others = await context.Improvements.Where(i => i.WorkloadId == workloadId && i.Status == status && i.Id != id)
            .OrderBy(static i => i.Order).ThenBy(static i => i.Id).ToListAsync();
        var place = after is null ? 0 : others.FindIndex(i => i.Id == after) is >= 0 and var index ? index + 1 : others.Count;
        others.Insert(place, record);
        var before = place == 0 ? (double?)null : others[place - 1].Order;
        var next = place == others.Count - 1 ? (double?)null : others[place + 1].Order;
        record.Order = (before, next) switch
        {
            (null, null) => 1,
            (null, { } b) => b - 1,
            ({ } a, null) => a + 1,
            ({ } a, { } b) => (a + b) / 2,
        };
        // Halving a distance has an end.
        if (before is { } left && next is { } right && right - left < 1e-6)
        {
            for (var i = 0; i < others.Count; i++)
            {
                others[i].Order = i + 1;
            }
        }

        record.UpdatedAt = now;
        context.Note(actor, now, "improvement.move", workloadId, id, $"{record.Title}: {status}");
        await context.SaveChangesAsync();
        return record;
    });

    /// <summary>Takes an improvement out of the plan; milestones keep it.</summary>
    public Task RemoveAsync(Actor actor, string workloadId, string id, int? expectedVersion = null) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        await context.ChangeWorkloadAsync(actor, workloadId, Permission.Contribute, now);
        var record = await FindAsync(context, workloadId, id, expectedVersion);
        context.Improvements.Remove(record);
        context.Note(actor, now, "improvement.remove", workloadId, id, record.Title);
        return true;
    });

    /// <summary>How far the plan had come at each milestone and has come now, the first milestone first.</summary>
    public Task<IReadOnlyList<ImprovementProgress>> ProgressAsync(Actor actor, string workloadId) => store.ReadAsync<IReadOnlyList<ImprovementProgress>>(async context =>
    {
        await context.WorkloadAsync(actor, workloadId, Permission.Read);
        var progress = new List<ImprovementProgress>();
        await foreach (var milestone in context.Milestones.Where(m => m.WorkloadId == workloadId).OrderBy(static m => m.Number)
            .Select(static m => new { m.Number, m.RecordedAt, m.Snapshot }).AsAsyncEnumerable())
        {
            progress.Add(Count(milestone.Number, milestone.RecordedAt, RecordJson.Unpack<Plan>(milestone.Snapshot).Improvements));
        }

        progress.Add(Count(null, store.Now, await context.Improvements.Where(i => i.WorkloadId == workloadId).ToListAsync()));
        return progress;
    });

    /// <summary>Every best practice of a snapshot with what following it would add.</summary>
    public static IEnumerable<ImprovementSubject> SubjectsOf(WorkloadSnapshot snapshot)
    {
        foreach (var lens in snapshot.Lenses)
        {
            var whole = ScoreGain.Of(lens.Standing.Questions);
            foreach (var pillar in lens.Standing.Pillars)
            {
                var own = ScoreGain.Of(pillar.Questions);
                foreach (var question in pillar.Questions)
                {
                    foreach (var choice in question.Choices)
                    {
                        yield return new ImprovementSubject
                        {
                            LensAlias = lens.Alias,
                            QuestionId = question.Id,
                            QuestionCode = question.Code,
                            QuestionRisk = question.Risk,
                            ChoiceId = choice.Id,
                            Practice = choice.Practice,
                            Title = choice.Title,
                            Level = choice.Level,
                            State = choice.State,
                            IsAtRisk = choice.IsAtRisk,
                            Worth = new ImprovementWorth(pillar.Id, pillar.Name, own.By(choice), whole.By(choice)),
                        };
                    }
                }
            }
        }
    }

    private static ImprovementProgress Count(int? number, DateTimeOffset at, IReadOnlyList<ImprovementRecord> improvements) => new(
        number,
        at,
        improvements.Count(static i => i.Status == ImprovementStatus.ToDo),
        improvements.Count(static i => i.Status == ImprovementStatus.Doing),
        improvements.Count(static i => i.Status == ImprovementStatus.Done),
        improvements.Count(static i => i.Status == ImprovementStatus.RiskAccepted));

    private async Task EnterAsync(RecordContext context, ImprovementRecord record, ImprovementStatus status, DateTimeOffset now)
    {
        if (status == record.Status)
        {
            return;
        }

        if (status == ImprovementStatus.RiskAccepted && !await IsAcceptedAsync(context, record))
        {
            throw new InvalidException("[Validation] To leave it undone, accept its risk: with a reason and a last day.", ("Status", "the risk is not accepted"));
        }

        record.Status = status;
        record.ClosedAt = status is ImprovementStatus.Done or ImprovementStatus.RiskAccepted ? now : null;
    }

    private static async Task<double> LastAsync(RecordContext context, ImprovementRecord record) =>
        (await context.Improvements.Where(i => i.WorkloadId == record.WorkloadId && i.Status == record.Status && i.Id != record.Id)
            .MaxAsync(static i => (double?)i.Order) ?? 0) + 1;

    private async Task<bool> IsAcceptedAsync(RecordContext context, ImprovementRecord improvement)
    {
        var today = store.Today;
        return await context.AcceptedRisks.AnyAsync(a => a.WorkloadId == improvement.WorkloadId && a.LensAlias == improvement.LensAlias
            && a.QuestionId == improvement.QuestionId && (a.ChoiceId == null || a.ChoiceId == improvement.ChoiceId)
            && a.WithdrawnAt == null && a.Expires >= today);
    }

    private static async Task<ImprovementRecord> FindAsync(RecordContext context, string workloadId, string id, int? expectedVersion)
    {
        var record = await context.Improvements.FirstOrDefaultAsync(i => i.WorkloadId == workloadId && i.Id == id)
            ?? throw new NotFoundException("IMPROVEMENT", id);
        if (expectedVersion is { } expected && expected != record.Version)
        {
            var by = await context.Audit.Where(a => a.WorkloadId == workloadId && a.Subject == id).OrderByDescending(static a => a.Id)
                .Select(static a => a.By).FirstOrDefaultAsync();
            throw new ConflictException(
                $"[Conflict] {by ?? "Somebody else"} changed \"{record.Title}\" meanwhile. Read it again and repeat your change.", "IMPROVEMENT", id);
        }

        return record;
    }

    private static void Write(ImprovementRecord record, ImprovementEdit edit, DateTimeOffset now)
    {
        var wrong = new List<(string, string)>();
        if (edit.Title is { } title && (string.IsNullOrWhiteSpace(title) || title.Length > 200))
        {
            wrong.Add(("Title", "between 1 and 200 characters"));
        }

        if (edit.Owner is { Length: > 100 })
        {
            wrong.Add(("Owner", "at most 100 characters"));
        }

        if (!Efforts.Contains(edit.Effort))
        {
            wrong.Add(("Effort", "LOW, MEDIUM or HIGH"));
        }

        if (!string.IsNullOrWhiteSpace(edit.TicketUrl)
            && (edit.TicketUrl.Length > 2_000 || !Uri.TryCreate(edit.TicketUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http")))
        {
            wrong.Add(("Ticket", "an address that begins with https:// or http://"));
        }

        if (edit.Notes is { Length: > 2_000 })
        {
            wrong.Add(("Notes", "at most 2,000 characters"));
        }

        if (wrong.Count > 0)
        {
            throw new InvalidException("[Validation] Something in the improvement cannot be kept.", [.. wrong]);
        }

        record.Title = edit.Title?.Trim() ?? record.Title;
        record.Owner = Said(edit.Owner);
        record.DueDate = edit.DueDate;
        record.Effort = edit.Effort;
        record.TicketUrl = Said(edit.TicketUrl);
        record.Notes = Said(edit.Notes);
        record.UpdatedAt = now;
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Fit(string title) => title.Length <= 200 ? title : title[..199] + "…";

    // Of a milestone's snapshot only this part is read.
    private sealed record Plan(IReadOnlyList<ImprovementRecord> Improvements);
}
