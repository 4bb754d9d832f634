using Microsoft.EntityFrameworkCore;
using Stoa.Reviews.Access;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Answers;

/// <summary>What somebody says of one choice.</summary>
/// <param name="Status">The answer; null takes back what was said, and a note given with it stands alone.</param>
/// <param name="Reason">AWS's ChoiceReason; null leaves it out.</param>
/// <param name="Notes">Why; null leaves it out.</param>
public sealed record ChoiceUpdate(ChoiceStatus? Status, string? Reason = null, string? Notes = null);

/// <summary>A change of the answer to one question; null members stay as they are.</summary>
public sealed record AnswerUpdate
{
    /// <summary>Exactly these choices are met and, as AWS's tool has it, all others are not; empty: the question is unanswered again.</summary>
    public IReadOnlyList<string>? SelectedChoices { get; init; }

    /// <summary>Single choices, by id.</summary>
    public IReadOnlyDictionary<string, ChoiceUpdate> Choices { get; init; } = new Dictionary<string, ChoiceUpdate>();

    /// <summary>Notes on the question; empty removes them.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether the question concerns the workload.</summary>
    public bool? IsApplicable { get; init; }

    /// <summary>Why it does not.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Whether choices of which nothing is said count as not met once one is selected, as for clients of AWS's API; otherwise they
    /// stay unknown.
    /// </summary>
    public bool Complete { get; init; }

    /// <summary>The version of the answer that the change was made from, 0 for none; null: whichever is there.</summary>
    public int? ExpectedVersion { get; init; }
}

/// <summary>An answer with its question and what follows from it.</summary>
/// <param name="Lens">The lens.</param>
/// <param name="Question">The question.</param>
/// <param name="Answer">What people say; null where nobody has said anything.</param>
/// <param name="Standing">What follows.</param>
public sealed record AnswerView(ReviewLens Lens, ReviewQuestion Question, AnswerRecord? Answer, QuestionStanding Standing);

/// <summary>Answers to questions.</summary>
public sealed class AnswerService(RecordStore store, StandingService standing)
{
    /// <summary>How long a note may be, in UTF-16 units: AWS's limit.</summary>
    private const int LongestNote = 2_084;

    /// <summary>The answer to one question.</summary>
    public Task<AnswerView> GetAsync(Actor actor, string workloadId, string lensAlias, string questionId) => store.ReadAsync(async context =>
    {
        var workload = await context.WorkloadAsync(actor, workloadId, Permission.Read);
        var basis = await standing.BasisAsync(context, workload);
        var (review, question) = standing.Find(basis, lensAlias, questionId);
        return ViewOf(basis, review, question, review.Answers.GetValueOrDefault(questionId));
    });

    /// <summary>Changes the answer to one question.</summary>
    /// <exception cref="InvalidException">The question has no such choice, or "none of these" stands beside another one.</exception>
    /// <exception cref="ConflictException">Somebody else answered meanwhile.</exception>
    public async Task<AnswerView> UpdateAsync(Actor actor, string workloadId, string lensAlias, string questionId, AnswerUpdate update)
    {
        var (view, basis) = await store.WriteAsync(context => UpdateAsync(context, actor, workloadId, lensAlias, questionId, update));
        standing.Keep(workloadId, basis);
        return view;
    }

    private async Task<(AnswerView View, ReviewBasis Basis)> UpdateAsync(
        RecordContext context, Actor actor, string workloadId, string lensAlias, string questionId, AnswerUpdate update)
    {
        var now = store.Now;
        var workload = await context.ChangeWorkloadAsync(actor, workloadId, Permission.Contribute, now);
        var before = await standing.BasisBeforeAsync(context, workload);
        var (review, question) = standing.Find(before, lensAlias, questionId);
        var alias = review.Lens.Alias;
        var answer = await context.Answers.FirstOrDefaultAsync(a => a.WorkloadId == workloadId && a.LensAlias == alias && a.QuestionId == questionId);
        if (update.ExpectedVersion is { } expected && expected != (answer?.Version ?? 0))
        {
            throw new ConflictException(
                $"[Conflict] {answer?.UpdatedBy ?? "Somebody"} changed the answer to {question.Code} meanwhile. Read it again and repeat your change.",
                "ANSWER", questionId);
        }

        if (answer is null)
        {
            answer = new AnswerRecord { WorkloadId = workloadId, LensAlias = alias, QuestionId = questionId };
            context.Answers.Add(answer);
        }

        Apply(answer, question, update, actor, now);
        context.Note(actor, now, "answer.update", workloadId, question.Code, Describe(update));
        await context.SaveChangesAsync();
        var basis = before.With(answer, workload.Revision);
        return (ViewOf(basis, review, question, answer), basis);
    }

    private AnswerView ViewOf(ReviewBasis basis, LensReviewBasis review, ReviewQuestion question, AnswerRecord? answer) =>
        new(review.Lens, question, answer, standing.QuestionAsOf(basis, review.Lens, question, answer));

    /// <summary>Applies a change to an answer, without storing it.</summary>
    internal static void Apply(AnswerRecord answer, ReviewQuestion question, AnswerUpdate update, Actor actor, DateTimeOffset now)
    {
        foreach (var id in (update.SelectedChoices ?? []).Concat(update.Choices.Keys))
        {
            if (question.Choice(id) is null)
            {
                throw new InvalidException($"[Validation] No choice with ID {id} in question {question.Id}.", ("ChoiceId", $"unknown choice {id}"));
            }
        }

        if (update.Notes is { Length: > LongestNote } || update.Choices.Values.Any(static c => c.Notes is { Length: > LongestNote } || c.Reason is { Length: > LongestNote }))
        {
            throw new InvalidException($"[Validation] Notes have at most {LongestNote} characters.", ("Notes", $"at most {LongestNote} characters"));
        }

        var choices = new Dictionary<string, ChoiceAnswer>(answer.Choices);
        if (update.SelectedChoices is { } selected)
        {
            foreach (var choice in question.Choices)
            {
                if (selected.Contains(choice.Id))
                {
                    Say(choice.Id, ChoiceStatus.Met);
                }
                else if (choices.GetValueOrDefault(choice.Id) is { Status: not (null or ChoiceStatus.NotApplicable) })
                {
                    choices.Remove(choice.Id);
                }
            }
        }

        foreach (var (id, change) in update.Choices)
        {
            if (change.Status is null && string.IsNullOrEmpty(change.Notes))
            {
                choices.Remove(id);
            }
            else
            {
                choices[id] = new ChoiceAnswer(change.Status, change.Status is null ? null : change.Reason, change.Notes, actor.Name, now);
            }
        }

        if (update.Complete)
        {
            Complete(question, choices, actor, now);
        }

        var none = question.Choices.FirstOrDefault(static c => c.IsNone);
        if (none is not null && choices.GetValueOrDefault(none.Id)?.Status == ChoiceStatus.Met
            && choices.Any(c => c.Key != none.Id && c.Value.Status is ChoiceStatus.Met or ChoiceStatus.Partly))
        {
            throw new InvalidException(
                $"[Validation] The choice {none.Id} says that none of the others is met; it cannot be selected beside them.",
                ("SelectedChoices", $"{none.Id} excludes the other choices"));
        }

        answer.Choices = choices;
        answer.Notes = update.Notes is null ? answer.Notes : update.Notes.Length == 0 ? null : update.Notes;
        answer.IsApplicable = update.IsApplicable ?? answer.IsApplicable;
        answer.Reason = answer.IsApplicable ? update.Reason : update.Reason ?? answer.Reason;
        answer.UpdatedAt = now;
        answer.UpdatedBy = actor.Name;

        void Say(string id, ChoiceStatus status)
        {
            if (choices.GetValueOrDefault(id) is not { } said || said.Status != status)
            {
                choices[id] = new ChoiceAnswer(status, null, choices.GetValueOrDefault(id)?.Notes, actor.Name, now);
            }
        }
    }

    // To AWS's tool a question is answered once anything is selected or ruled out, and what is not selected then is not met.
    private static void Complete(ReviewQuestion question, Dictionary<string, ChoiceAnswer> choices, Actor actor, DateTimeOffset now)
    {
        var answered = choices.Values.Any(static c => c.Status is ChoiceStatus.Met or ChoiceStatus.Partly or ChoiceStatus.NotApplicable);
        foreach (var choice in question.Choices.Where(static c => !c.IsNone))
        {
            var said = choices.GetValueOrDefault(choice.Id);
            if (answered && said?.Status is null)
            {
                choices[choice.Id] = new ChoiceAnswer(ChoiceStatus.Unmet, null, said?.Notes, actor.Name, now);
            }
            else if (!answered && said is { Reason: null, Notes: null })
            {
                choices.Remove(choice.Id);
            }
        }
    }

    private static string Describe(AnswerUpdate update) => string.Join("; ", new[]
    {
        update.SelectedChoices is { } selected ? $"selected {string.Join(", ", selected)}" : null,
        update.Choices.Count > 0 ? string.Join(", ", update.Choices.Select(static c => $"{c.Key} {c.Value.Status?.ToString().ToLowerInvariant() ?? (string.IsNullOrEmpty(c.Value.Notes) ? "taken back" : "noted")}")) : null,
        update.IsApplicable is { } applicable ? applicable ? "applicable" : "not applicable" : null,
        update.Notes is null ? null : "notes",
    }.Where(static part => part is not null));
}
