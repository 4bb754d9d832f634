using System.Collections.Immutable;
using Stoa.Assessment;
using Stoa.Assessment.Answers;
using Stoa.Assessment.Scoring;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Standing;

/// <summary>
/// From answers and evidence to states, risks and scores, by the rules that a review of files is scored by
/// (docs/reference/scoring.md) and, in custom lenses, by the lens's own rules. Pure: the same input gives the same standing.
/// </summary>
/// <param name="evidence">What checks and figures proved.</param>
/// <param name="accepted">Accepted risks; those that are withdrawn or have expired do not count.</param>
/// <param name="today">The day of the evaluation.</param>
public sealed class Evaluator(RunEvidence evidence, IReadOnlyList<AcceptedRiskRecord> accepted, DateOnly today)
{
    /// <summary>Evaluates a lens.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="answers">What people say, by question id.</param>
    public LensStanding Evaluate(ReviewLens lens, IReadOnlyDictionary<string, AnswerRecord> answers)
    {
        var pillars = lens.Pillars.Select(pillar => Evaluate(lens, pillar, answers)).ToList();
        var all = pillars.SelectMany(static p => p.Questions).ToList();
        return new LensStanding
        {
            Pillars = pillars,
            Score = ScoreOf(all),
            Coverage = CoverageOf(all),
            Risks = pillars.Aggregate(default(RiskCounts), static (sum, p) => sum + p.Risks),
        };
    }

    /// <summary>Evaluates one question.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="question">A question of it.</param>
    /// <param name="answer">What people say; null where nobody has said anything.</param>
    public QuestionStanding Evaluate(ReviewLens lens, ReviewQuestion question, AnswerRecord? answer)
    {
        var none = question.Choices.FirstOrDefault(static c => c.IsNone);
        var noneChosen = none is not null && answer is not null && answer.Choices.TryGetValue(none.Id, out var said) && said.Status == ChoiceStatus.Met;
        var choices = question.Choices
            .Where(static c => !c.IsNone)
            .Select(choice => Evaluate(lens.Alias, question, choice, answer, noneChosen))
            .ToList();
        return new QuestionStanding
        {
            Id = question.Id,
            Code = question.Code,
            Title = question.Title,
            Risk = RiskOf(question, answer, choices, noneChosen),
            Score = ScoreRules.ScoreOf(choices.Select(static c => (Weights.Of(c.Level), c.Met))),
            Coverage = ScoreRules.CoverageOf(choices.Select(static c => (c.State, c.Met))),
            Choices = choices,
        };
    }

    /// <summary>Counts questions by risk.</summary>
    public static RiskCounts Count(IEnumerable<QuestionStanding> questions)
    {
        int high = 0, medium = 0, none = 0, unanswered = 0, notApplicable = 0;
        foreach (var question in questions)
        {
            switch (question.Risk)
            {
                case Risk.High: high++; break;
                case Risk.Medium: medium++; break;
                case Risk.None: none++; break;
                case Risk.NotApplicable: notApplicable++; break;
                default: unanswered++; break;
            }
        }

        return new RiskCounts(high, medium, none, unanswered, notApplicable);
    }

    private PillarStanding Evaluate(ReviewLens lens, ReviewPillar pillar, IReadOnlyDictionary<string, AnswerRecord> answers)
    {
        var questions = pillar.Questions.Select(q => Evaluate(lens, q, answers.GetValueOrDefault(q.Id))).ToList();
        return new PillarStanding
        {
            Id = pillar.Id,
            Name = pillar.Name,
            Questions = questions,
            Score = ScoreOf(questions),
            Coverage = CoverageOf(questions),
            Risks = Count(questions),
        };
    }

    private ChoiceStanding Evaluate(string lens, ReviewQuestion question, ReviewChoice choice, AnswerRecord? answer, bool noneChosen)
    {
        var proofs = evidence.Of(choice.Practice);
        var standing = PracticeStanding.OfProofs(proofs.Select(static p => new ProofCount(p.Weight, p.Passed, p.Failed, p.Undecided)));
        var acceptance = AcceptanceOf(lens, question.Id, choice.Id);
        var own = answer?.AnswerTo(choice.Id);
        AnswerState? said = answer is { IsApplicable: false } ? AnswerState.NotApplicable
            : own is { Status: { } status } ? StateOf(status)
            : noneChosen ? AnswerState.Unmet
            : null;
        var suggestion = said is null ? SuggestionOf(standing.State) : null;
        if (said is { } state)
        {
            standing = standing.Answered(state, proofs.Any(static p => p.Failed > 0), acceptance is not null);
        }

        return new ChoiceStanding
        {
            Id = choice.Id,
            Practice = choice.Practice,
            Title = choice.Title,
            Level = choice.Level,
            State = standing.State,
            Met = standing.Met,
            IsAtRisk = standing.State is BestPracticeState.Partly or BestPracticeState.Unmet or BestPracticeState.Disputed && acceptance is null,
            Answer = own,
            Suggestion = suggestion,
            Proofs = proofs,
            Acceptance = acceptance,
        };
    }

    private static Risk RiskOf(ReviewQuestion question, AnswerRecord? answer, List<ChoiceStanding> choices, bool noneChosen)
    {
        if (question.RiskRule is not { } rule)
        {
            return ScoreRules.RiskOf(choices.Select(static c => (c.Level, c.State, c.IsAtRisk)));
        }

        if (answer is { IsApplicable: false })
        {
            return Risk.NotApplicable;
        }

        if (!noneChosen && !choices.Exists(static c => c.Answer is not null))
        {
            return Risk.Unanswered;
        }

        var met = choices.Where(static c => c.State == BestPracticeState.Met).Select(static c => c.Id).ToHashSet();
        if (noneChosen)
        {
            // To the rules of a lens it is a choice like any other.
            met.Add(question.Choices.First(static c => c.IsNone).Id);
        }

        // An accepted risk is one that the rules need not warn of again.
        var notApplicable = choices
            .Where(static c => c.State == BestPracticeState.NotApplicable || c.Acceptance is not null).Select(static c => c.Id).ToHashSet();
        return rule(met, notApplicable);
    }

    private Acceptance? AcceptanceOf(string lens, string question, string choice) => accepted
        .Where(a => a.LensAlias == lens && a.QuestionId == question && (a.ChoiceId is null || a.ChoiceId == choice)
            && a.WithdrawnAt is null && today <= a.Expires)
        .OrderByDescending(static a => a.Expires)
        .Select(static a => new Acceptance(a.Reason, a.Expires, a.By))
        .FirstOrDefault();

    private static AnswerState StateOf(ChoiceStatus status) => status switch
    {
        ChoiceStatus.Met => AnswerState.Met,
        ChoiceStatus.Partly => AnswerState.Partly,
        ChoiceStatus.NotApplicable => AnswerState.NotApplicable,
        _ => AnswerState.Unmet,
    };

    private static ChoiceStatus? SuggestionOf(BestPracticeState state) => state switch
    {
        BestPracticeState.Met => ChoiceStatus.Met,
        BestPracticeState.Partly => ChoiceStatus.Partly,
        BestPracticeState.Unmet => ChoiceStatus.Unmet,
        _ => null,
    };

    private static double? ScoreOf(IEnumerable<QuestionStanding> questions) =>
        ScoreRules.ScoreOf(questions.SelectMany(static q => q.Choices).Select(static c => (Weights.Of(c.Level), c.Met)));

    private static double CoverageOf(IEnumerable<QuestionStanding> questions) =>
        ScoreRules.CoverageOf(questions.SelectMany(static q => q.Choices).Select(static c => (c.State, c.Met)));
}
