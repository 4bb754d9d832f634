using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Risks;

/// <summary>A risk that somebody wants to live with.</summary>
/// <param name="LensAlias">The lens.</param>
/// <param name="QuestionId">The question.</param>
/// <param name="ChoiceId">The best practice; null: the whole question.</param>
/// <param name="Reason">Why, from 1 to 2,000 characters.</param>
/// <param name="Expires">The last day on which it holds; at most two years ahead.</param>
public sealed record NewAcceptance(string LensAlias, string QuestionId, string? ChoiceId, string Reason, DateOnly Expires);

/// <summary>An accepted risk with what it is about.</summary>
/// <param name="Record">The acceptance.</param>
/// <param name="Code">What people call the best practice or question: <c>REL10-BP01</c>.</param>
/// <param name="Title">It in a sentence.</param>
/// <param name="IsInForce">Whether it counts: neither withdrawn nor past its last day.</param>
public sealed record AcceptanceView(AcceptedRiskRecord Record, string Code, string Title, bool IsInForce);

/// <summary>Accepted risks: who decided to live with what, why, and until when.</summary>
public sealed class RiskService(RecordStore store, StandingService standing)
{
    /// <summary>The acceptances of a workload, the newest first; those that ended among them.</summary>
    public Task<IReadOnlyList<AcceptanceView>> ListAsync(Actor actor, string workloadId) => store.ReadAsync<IReadOnlyList<AcceptanceView>>(async context =>
    {
        var basis = await standing.BasisAsync(context, await context.WorkloadAsync(actor, workloadId, Permission.Read));
        var views = new List<AcceptanceView>();
        foreach (var record in await context.AcceptedRisks.Where(a => a.WorkloadId == workloadId).OrderByDescending(static a => a.At).ToListAsync())
        {
            var (_, question) = standing.Find(basis, record.LensAlias, record.QuestionId);
            var choice = record.ChoiceId is { } id ? question.Choice(id) : null;
            views.Add(new AcceptanceView(
                record, choice?.Practice ?? question.Code, choice?.Title ?? question.Title, record.WithdrawnAt is null && store.Today <= record.Expires));
        }

        return views;
    });

    /// <summary>Accepts a risk. Improvements about it that are open count as closed by this.</summary>
    /// <returns>The acceptance's id.</returns>
    /// <exception cref="InvalidException">There is no reason, or the last day is past or more than two years ahead.</exception>
    public Task<string> AcceptAsync(Actor actor, string workloadId, NewAcceptance acceptance) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        var workload = await context.ChangeWorkloadAsync(actor, workloadId, Permission.Own, now);
        var (review, question) = standing.Find(await standing.BasisBeforeAsync(context, workload), acceptance.LensAlias, acceptance.QuestionId);
        if (acceptance.ChoiceId is { } named && question.Choice(named) is null or { IsNone: true })
        {
            throw new NotFoundException("CHOICE", named);
        }

        Check(acceptance);
        var record = new AcceptedRiskRecord
        {
            Id = Ids.New(),
            WorkloadId = workloadId,
            LensAlias = review.Lens.Alias,
            QuestionId = question.Id,
            ChoiceId = acceptance.ChoiceId,
            Reason = acceptance.Reason.Trim(),
            Expires = acceptance.Expires,
            By = actor.Name,
            At = now,
        };
        context.AcceptedRisks.Add(record);
        foreach (var improvement in await ImprovementsAsync(context, record))
        {
            if (improvement.Status is ImprovementStatus.ToDo or ImprovementStatus.Doing)
            {
                improvement.Status = ImprovementStatus.RiskAccepted;
                improvement.ClosedAt = improvement.UpdatedAt = now;
            }
        }

        context.Note(actor, now, "risk.accept", workloadId, question.Choice(acceptance.ChoiceId ?? "")?.Practice ?? question.Code, $"until {record.Expires:yyyy-MM-dd}: {record.Reason}");
        return record.Id;
    });

    /// <summary>Takes an acceptance back. Improvements that it closed are to be done again.</summary>
    public Task WithdrawAsync(Actor actor, string workloadId, string id) => store.WriteAsync(async context =>
    {
        var now = store.Now;
        await context.ChangeWorkloadAsync(actor, workloadId, Permission.Own, now);
        var record = await context.AcceptedRisks.FirstOrDefaultAsync(a => a.WorkloadId == workloadId && a.Id == id)
            ?? throw new NotFoundException("ACCEPTED_RISK", id);
        if (record.WithdrawnAt is not null)
        {
            return true;
        }

        record.WithdrawnAt = now;
        foreach (var improvement in await ImprovementsAsync(context, record))
        {
            if (improvement.Status == ImprovementStatus.RiskAccepted)
            {
                improvement.Status = ImprovementStatus.ToDo;
                improvement.ClosedAt = null;
                improvement.UpdatedAt = now;
            }
        }

        context.Note(actor, now, "risk.withdraw", workloadId, record.ChoiceId ?? record.QuestionId, record.Reason);
        return true;
    });

    private static Task<List<ImprovementRecord>> ImprovementsAsync(RecordContext context, AcceptedRiskRecord risk) => context.Improvements
        .Where(i => i.WorkloadId == risk.WorkloadId && i.LensAlias == risk.LensAlias && i.QuestionId == risk.QuestionId
            && (risk.ChoiceId == null || i.ChoiceId == risk.ChoiceId))
        .ToListAsync();

    private void Check(NewAcceptance acceptance)
    {
        var wrong = new List<(string, string)>();
        if (string.IsNullOrWhiteSpace(acceptance.Reason) || acceptance.Reason.Length > 2_000)
        {
            wrong.Add(("Reason", "say why, in at most 2,000 characters"));
        }

        if (acceptance.Expires < store.Today || acceptance.Expires > store.Today.AddYears(2))
        {
            wrong.Add(("Expires", "a day from today on, at most two years ahead"));
        }

        if (wrong.Count > 0)
        {
            throw new InvalidException("[Validation] A risk is accepted with a reason and a last day.", [.. wrong]);
        }
    }
}
