using Microsoft.AspNetCore.Components;
using Stoa.Assessment;
using Stoa.Reviews;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Decisions;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Risks;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;
using Stoa.Server.Web.Components;
using Stoa.Server.Web.Layout;

namespace Stoa.Server.Web.Pages.Review;

/// <summary>Answers the questions of a lens, with what evidence says of each.</summary>
public sealed partial class ReviewPage
{
    /// <summary>How long after the last key what was typed is saved.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(600);

    // What was typed and is not saved yet, by question and best practice; the question's own note under an empty name.
    private readonly Dictionary<(string Question, string Choice), string> drafts = [];
    private readonly Dictionary<string, double?> before = [];
    private readonly Dictionary<string, RunFindings> findings = [];
    private readonly SemaphoreSlim turn = new(1);
    private WorkloadSnapshot? snapshot;
    private LensReviewSnapshot? review;
    private ReviewBoard? board;
    private IReadOnlyList<BoardQuestion> shown = [];
    private IReadOnlyList<DecisionRecord> decided = [];
    private BoardQuestion? current;
    private AnswerView? view;
    private string? openChoice;
    private string filter = "";
    private bool byWorth;
    private bool hasStepped;
    private string? revealed;
    private AnswerUpdate? conflict;
    private CancellationTokenSource? typing;
    private ChoiceStanding? accepting;
    private string acceptReason = "";
    private DateOnly acceptUntil;
    private Sheet arithmetic = null!;
    private Sheet acceptance = null!;

    /// <summary>The workload.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The lens, by its alias or the last part of its ARN; null: the first.</summary>
    [Parameter]
    public string? LensName { get; set; }

    /// <summary>The question, by its code or id; null: the one that is most worth answering.</summary>
    [Parameter]
    public string? QuestionName { get; set; }

    /// <summary>The workload's frame.</summary>
    [CascadingParameter]
    public WorkloadFrame? Frame { get; set; }

    [Inject]
    private MilestoneService Milestones { get; set; } = null!;

    [Inject]
    private AnswerService Answers { get; set; } = null!;

    [Inject]
    private RunService Runs { get; set; } = null!;

    [Inject]
    private DecisionService Decisions { get; set; } = null!;

    [Inject]
    private RiskService Risks { get; set; } = null!;

    [Inject]
    private KnowledgeBase Knowledge { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsApplicable => view?.Answer?.IsApplicable ?? true;

    private bool CanAnswer => CanContribute && IsApplicable;

    private bool NoneChosen => view is { } known && known.Question.Choices.FirstOrDefault(static c => c.IsNone) is { } none
        && known.Answer?.Choices.GetValueOrDefault(none.Id)?.Status == ChoiceStatus.Met;

    private List<ChoiceStanding> Suggested => [.. current?.Standing.Choices.Where(static c => c.Suggestion is not null) ?? []];

    private double Delta => (current?.Pillar.Score ?? 0) - (current is null ? 0 : before.GetValueOrDefault(current.Pillar.Id) ?? 0);

    private bool HasMoved => current is not null && before.TryGetValue(current.Pillar.Id, out var then)
        && ((then is null) != (current.Pillar.Score is null) || Math.Round(Delta) != 0);

    private string DeltaText => before.GetValueOrDefault(current!.Pillar.Id) is null ? "new" : Words.Signed(Delta);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        OnKeys(
            ("j", "Next question", () => StepAsync(1)),
            ("k", "Question before", () => StepAsync(-1)),
            (".", "The unanswered question with most open", NextAsync),
            ("n", "Write a note on the best practice that is open", NoteAsync),
            ("a", "Accept what evidence suggests for it", AcceptOpenAsync));
        OnKeys([.. Enumerable.Range(1, 9).Select(n => ($"{n}", $"Best practice {n}: met, or not answered", (Func<Task>)(() => PressAsync(n))))]);
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        await FlushAsync();
        await ReadAsync();
        if (board is null)
        {
            return;
        }

        var asked = QuestionName is null ? board.MostWorth(null) ?? (board.Questions is [var first, ..] ? first : null) : board.Find(QuestionName);
        if (asked is null)
        {
            throw new NotFoundException("QUESTION", QuestionName ?? "");
        }

        if (asked.Standing.Id != current?.Standing.Id)
        {
            (conflict, Refusal, view) = (null, null, null);
            openChoice = (asked.Standing.Choices.FirstOrDefault(static c => c.State == BestPracticeState.Disputed)
                ?? asked.Standing.Choices.FirstOrDefault(static c => c.Suggestion is not null))?.Id;
        }

        current = asked;
        view = await Answers.GetAsync(Actor, Id, review!.Alias, asked.Standing.Id);
        decided = [.. (await Decisions.ListAsync(Actor, Id)).Where(d => d.QuestionId == asked.Standing.Id && d.LensAlias == review.Alias)];
        await FindAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (QuestionName is not null && revealed != current?.Standing.Id)
        {
            revealed = current?.Standing.Id;
            await Browser.CallAsync("reveal", ".review-list [aria-current=true]");
            if (hasStepped)
            {
                // So that a screen reader says the new question.
                hasStepped = false;
                await Browser.CallAsync("announce", ".review-question h1");
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        typing?.Cancel();
        typing?.Dispose();
        // Somebody who goes elsewhere in the middle of a word has still written it.
        if (drafts.Count > 0 && view is not null)
        {
            _ = FlushAsync();
        }

        base.Dispose(disposing);
    }

    // Where everything stands: after every change, so that what colleagues answered meanwhile counts too.
    private async Task ReadAsync()
    {
        snapshot = await Milestones.SnapshotAsync(Actor, Id);
        var chosen = LensName is null
            ? snapshot.Lenses is [var first, ..] ? first : null
            : snapshot.Lenses.FirstOrDefault(l => l.Alias == LensName || Ids.IdOf(l.Alias) == LensName) ?? throw new NotFoundException("LENS_REVIEW", LensName);
        if (chosen?.Alias != review?.Alias)
        {
            before.Clear();
            current = null;
        }

        review = chosen;
        board = review is null ? null : new ReviewBoard(review.Standing);
        foreach (var pillar in review?.Standing.Pillars ?? [])
        {
            before.TryAdd(pillar.Id, pillar.Score);
        }

        Show();
        if (current is not null)
        {
            current = board?.Find(current.Standing.Id) ?? current;
        }
    }

    private async Task FindAsync()
    {
        foreach (var run in current!.Standing.Choices.SelectMany(static c => c.Proofs).Select(static p => p.RunId).OfType<string>().Distinct())
        {
            if (!findings.ContainsKey(run))
            {
                var bytes = await Runs.ContentAsync(Actor, Id, run, RunFindings.Content);
                findings[run] = bytes is null ? RunFindings.None : RunFindings.Read(bytes);
            }
        }
    }

    private void Show()
    {
        var words = filter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        shown = board is null ? [] : [.. (byWorth ? board.ByWorth : board.Questions).Where(q => words.All(w => Says(q, w)))];
    }

    private static bool Says(BoardQuestion question, string word) =>
        question.Standing.Title.Contains(word, StringComparison.OrdinalIgnoreCase)
        || question.Standing.Code.Contains(word, StringComparison.OrdinalIgnoreCase)
        || question.Standing.Choices.Any(c => c.Title.Contains(word, StringComparison.OrdinalIgnoreCase));

    private void Order(bool worth)
    {
        byWorth = worth;
        Show();
    }

    private void Sift(string text)
    {
        filter = text;
        Show();
    }

    private void ChooseLens(string alias) => Navigation.NavigateTo($"/workloads/{Id}/review/{Uri.EscapeDataString(Ids.IdOf(alias))}");

    private string AddressOf(QuestionStanding? question) => question is null
        ? $"/workloads/{Id}/review/{Uri.EscapeDataString(Ids.IdOf(review!.Alias))}"
        : $"/workloads/{Id}/review/{Uri.EscapeDataString(Ids.IdOf(review!.Alias))}/{Uri.EscapeDataString(question.Code)}";

    private Task StepAsync(int step) => GoAsync(ReviewBoard.Step(shown, current?.Standing.Id, step));

    private Task NextAsync() => GoAsync(board?.MostWorth(current?.Standing.Id));

    private Task GoAsync(BoardQuestion? question)
    {
        if (question is not null && question.Standing.Id != (QuestionName is null ? null : current?.Standing.Id))
        {
            hasStepped = true;
            Navigation.NavigateTo(AddressOf(question.Standing));
        }

        return Task.CompletedTask;
    }

    private void Toggle(string choice) => openChoice = openChoice == choice ? null : choice;

    private async Task PressAsync(int number)
    {
        if (view is not { } known || current is null || !CanAnswer || number > current.Standing.Choices.Count)
        {
            return;
        }

        var choice = current.Standing.Choices[number - 1];
        openChoice = choice.Id;
        await SetAsync(choice.Id, known.Answer?.Choices.GetValueOrDefault(choice.Id)?.Status == ChoiceStatus.Met ? null : ChoiceStatus.Met, null);
    }

    private async Task NoteAsync()
    {
        openChoice ??= current?.Standing.Choices is [var first, ..] ? first.Id : null;
        StateHasChanged();
        await Task.Yield();
        await Browser.CallAsync("focus", openChoice is null ? "#question-note" : ".practice.open textarea");
    }

    private Task AcceptOpenAsync() =>
        current?.Standing.Choices.FirstOrDefault(c => c.Id == openChoice)?.Suggestion is { } suggestion && CanAnswer
            ? SetAsync(openChoice!, suggestion, null)
            : Task.CompletedTask;

    private Task AcceptAllAsync() => SayAsync(new AnswerUpdate
    {
        Choices = Suggested.ToDictionary(static c => c.Id, c => new ChoiceUpdate(c.Suggestion, null, Draft(c.Id))),
    });

    private async Task SetAsync(string choice, ChoiceStatus? status, string? reason)
    {
        var said = view!.Answer?.Choices.GetValueOrDefault(choice);
        var choices = new Dictionary<string, ChoiceUpdate>
        {
            [choice] = new(status, status == ChoiceStatus.NotApplicable ? reason ?? said?.Reason : null, Text(Draft(choice) ?? said?.Notes)),
        };
        if (status is ChoiceStatus.Met or ChoiceStatus.Partly && NoneChosen)
        {
            choices[view.Question.Choices.First(static c => c.IsNone).Id] = new ChoiceUpdate(null);
        }

        if (await SayAsync(new AnswerUpdate { Choices = choices }))
        {
            Settle(choice, choices[choice].Notes);
        }
    }

    private Task SetNoneAsync(ChangeEventArgs input)
    {
        var none = view!.Question.Choices.First(static c => c.IsNone).Id;
        var choices = new Dictionary<string, ChoiceUpdate> { [none] = new(input.Value is true ? ChoiceStatus.Met : null) };
        foreach (var (id, said) in view.Answer?.Choices ?? [])
        {
            if (input.Value is true && id != none && said.Status is ChoiceStatus.Met or ChoiceStatus.Partly)
            {
                choices[id] = new ChoiceUpdate(null, null, said.Notes);
            }
        }

        return SayAsync(new AnswerUpdate { Choices = choices });
    }

    private Task SetApplicableAsync(ChangeEventArgs input) => SayAsync(new AnswerUpdate { IsApplicable = input.Value is not true });

    private Task SetReasonAsync(ChangeEventArgs input) =>
        SayAsync(new AnswerUpdate { IsApplicable = false, Reason = input.Value is string { Length: > 0 } reason ? reason : null });

    // One change after the other: two of one's own must not look like somebody else's.
    private async Task<bool> SayAsync(AnswerUpdate update)
    {
        await turn.WaitAsync();
        try
        {
            var asked = view!;
            if (await SaveAsync(async () =>
            {
                var saved = await Answers.UpdateAsync(
                    Actor, Id, asked.Lens.Alias, asked.Question.Id, update with { ExpectedVersion = asked.Answer?.Version ?? 0 });
                view = view?.Question.Id == asked.Question.Id ? saved : view;
                await ReadAsync();
            }))
            {
                conflict = null;
                return true;
            }

            if (Refusal is ConflictException)
            {
                view = await Answers.GetAsync(Actor, Id, asked.Lens.Alias, asked.Question.Id);
                await ReadAsync();
                conflict = update;
            }

            return false;
        }
        finally
        {
            turn.Release();
            StateHasChanged();
        }
    }

    private async Task KeepMineAsync()
    {
        if (conflict is { } mine && await SayAsync(mine))
        {
            foreach (var (id, change) in mine.Choices)
            {
                Settle(id, change.Notes);
            }

            Settle("", mine.Notes);
        }
    }

    private void KeepTheirs()
    {
        (conflict, Refusal) = (null, null);
        foreach (var key in drafts.Keys.Where(k => k.Question == view!.Question.Id).ToList())
        {
            drafts.Remove(key);
        }
    }

    private string? Draft(string choice) => view is { } known ? drafts.GetValueOrDefault((known.Question.Id, choice)) : null;

    private string NoteOf(string? choice) => Draft(choice ?? "")
        ?? (choice is null ? view?.Answer?.Notes : view?.Answer?.Choices.GetValueOrDefault(choice)?.Notes) ?? "";

    private void Type(string? choice, string? text)
    {
        drafts[(view!.Question.Id, choice ?? "")] = text ?? "";
        typing?.Cancel();
        typing?.Dispose();
        typing = new CancellationTokenSource();
        _ = LaterAsync(typing.Token);
    }

    private async Task LaterAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Pause, Time, cancellation);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await InvokeAsync(FlushAsync);
    }

    // Saves what was typed on the question that is open.
    private async Task FlushAsync()
    {
        if (view is not { } known || conflict is not null)
        {
            return;
        }

        var choices = new Dictionary<string, ChoiceUpdate>();
        string? notes = null;
        foreach (var ((question, choice), text) in drafts)
        {
            if (question != known.Question.Id)
            {
                continue;
            }

            if (choice.Length == 0)
            {
                notes = text != (known.Answer?.Notes ?? "") ? text : null;
            }
            else if (known.Answer?.Choices.GetValueOrDefault(choice) is var said && text != (said?.Notes ?? ""))
            {
                choices[choice] = new ChoiceUpdate(said?.Status, said?.Reason, Text(text));
            }
        }

        if ((choices.Count > 0 || notes is not null) && await SayAsync(new AnswerUpdate { Choices = choices, Notes = notes }))
        {
            foreach (var (id, change) in choices)
            {
                Settle(id, change.Notes);
            }

            Settle("", notes);
        }
    }

    // What was typed further while it was being saved stays.
    private void Settle(string choice, string? saved)
    {
        var key = (view!.Question.Id, choice);
        if (drafts.TryGetValue(key, out var text) && Text(text) == Text(saved))
        {
            drafts.Remove(key);
        }
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private IReadOnlyList<string> Titles(ChoiceStanding choice) =>
        [.. choice.Proofs.Where(static p => p.Source == "check").Select(p => Knowledge.Page(p.Ref)?.Check.Title).OfType<string>().Distinct()];

    private void AskToAccept(ChoiceStanding choice)
    {
        (accepting, acceptReason, acceptUntil, Refusal) = (choice, "", Clock.Today.AddDays(91), null);
        acceptance.Open();
    }

    private async Task AcceptRiskAsync()
    {
        if (await SaveAsync(() => Risks.AcceptAsync(
            Actor, Id, new NewAcceptance(review!.Alias, view!.Question.Id, accepting!.Id, acceptReason.Trim(), acceptUntil))))
        {
            await acceptance.CloseAsync();
            await ReadAsync();
        }
    }

    private async Task WithdrawAsync(ChoiceStanding choice)
    {
        await SaveAsync(async () =>
        {
            foreach (var one in await Risks.ListAsync(Actor, Id))
            {
                if (one.IsInForce && one.Record.LensAlias == review!.Alias && one.Record.QuestionId == view!.Question.Id
                    && (one.Record.ChoiceId is null || one.Record.ChoiceId == choice.Id))
                {
                    await Risks.WithdrawAsync(Actor, Id, one.Record.Id);
                }
            }
        });
        await ReadAsync();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd");

    private static string OpenTitle(BoardQuestion question) =>
        $"Of the weight of {question.Pillar.Name}, so much is in best practices of this question that are not met, or of which nothing is known";
}
