using System.Collections.Immutable;
using Stoa.Assessment.Answers;
using Stoa.Assessment.Figures;
using Stoa.Assessment.Framework;
using Stoa.Language.Diagnostics;

namespace Stoa.Assessment.Scoring;

/// <summary>
/// From verdicts and answers to the states of best practices, the risks of questions and the scores of pillars. The rules are those
/// of docs/reference/scoring.md, and nothing else counts.
/// </summary>
public sealed class Scorer
{
    private readonly Lens lens;
    private readonly ILookup<string, CheckTally> tallies;
    private readonly ILookup<string, FigureEvidence> figures;
    private readonly Dictionary<string, Answer> answers;
    private readonly Dictionary<string, AcceptedRisk> accepted;

    private Scorer(
        Lens lens, IEnumerable<CheckTally> tallies, IEnumerable<FigureEvidence> figures, WorkloadFile file, DateOnly today, DiagnosticBag diagnostics)
    {
        this.lens = lens;
        this.figures = figures.ToLookup(static f => f.Practice);
        this.tallies = tallies
            .SelectMany(static t => t.Check.BestPractices.Distinct(), static (tally, practice) => (tally, practice))
            .ToLookup(static p => p.practice, static p => p.tally);
        answers = file.Answers.ToDictionary(static a => a.Id);
        accepted = [];
        foreach (var risk in file.AcceptedRisks)
        {
            if (today > risk.Expires)
            {
                diagnostics.Add(AssessmentDiagnostics.ExpiredAcceptance(risk.Practice, risk.Expires, risk.Location));
            }
            else
            {
                accepted.TryAdd(risk.Practice, risk);
            }
        }
    }

    /// <summary>Scores a workload.</summary>
    /// <param name="lens">The lens.</param>
    /// <param name="tallies">What the checks said.</param>
    /// <param name="figures">What figures of the whole proved.</param>
    /// <param name="file">What people said.</param>
    /// <param name="today">The day on which acceptances are in force or not.</param>
    /// <param name="diagnostics">Where acceptances that have expired are reported.</param>
    /// <returns>The pillars in the lens's order.</returns>
    public static ImmutableArray<PillarResult> Score(
        Lens lens, IEnumerable<CheckTally> tallies, IEnumerable<FigureEvidence> figures, WorkloadFile file, DateOnly today, DiagnosticBag diagnostics)
    {
        var scorer = new Scorer(lens, tallies, figures, file, today, diagnostics);
        return [.. lens.Pillars.Select(scorer.OfPillar)];
    }

    /// <summary>The score of some best practices; null where nothing is known. See <see cref="ScoreRules.ScoreOf"/>.</summary>
    public static double? ScoreOf(IEnumerable<BestPracticeResult> practices) =>
        ScoreRules.ScoreOf(practices.Select(static p => (Weights.Of(p.BestPractice.RiskLevel), p.Met)));

    /// <summary>The share of applicable best practices of which something is known. See <see cref="ScoreRules.CoverageOf"/>.</summary>
    public static double CoverageOf(IEnumerable<BestPracticeResult> practices) =>
        ScoreRules.CoverageOf(practices.Select(static p => (p.State, p.Met)));

    private PillarResult OfPillar(Pillar pillar)
    {
        ImmutableArray<QuestionResult> questions = [.. pillar.Questions.Select(OfQuestion)];
        var practices = questions.SelectMany(static q => q.BestPractices).ToList();
        return new PillarResult
        {
            Pillar = pillar,
            Score = ScoreOf(practices),
            Coverage = CoverageOf(practices),
            Risks = new RiskCounts(
                questions.Count(static q => q.Risk == Risk.High),
                questions.Count(static q => q.Risk == Risk.Medium),
                questions.Count(static q => q.Risk == Risk.None),
                questions.Count(static q => q.Risk == Risk.Unanswered),
                questions.Count(static q => q.Risk == Risk.NotApplicable)),
            Questions = questions,
        };
    }

    private QuestionResult OfQuestion(Question question)
    {
        ImmutableArray<BestPracticeResult> practices = [.. question.BestPractices.Select(OfBestPractice)];
        return new QuestionResult
        {
            Question = question,
            Risk = ScoreRules.RiskOf(practices.Select(static p => (p.BestPractice.RiskLevel, p.State, p.IsAtRisk))),
            Coverage = CoverageOf(practices),
            Score = ScoreOf(practices),
            BestPractices = practices,
        };
    }

    private BestPracticeResult OfBestPractice(BestPractice practice)
    {
        var evidence = tallies[practice.Id].OrderBy(static t => t.Check.Id, StringComparer.Ordinal).Select(OfTally).ToList();
        evidence.AddRange(figures[practice.Id].Select(OfFigure));
        var standing = PracticeStanding.OfProofs(evidence.Select(static e => new ProofCount(e.Weight, e.Passed, e.Failed, e.Undecided)));
        var acceptance = accepted.GetValueOrDefault(practice.Id) ?? accepted.GetValueOrDefault(practice.QuestionId);
        if ((answers.GetValueOrDefault(practice.Id) ?? answers.GetValueOrDefault(practice.QuestionId)) is { } answer)
        {
            standing = standing.Answered(answer.State, evidence.Exists(static e => e.Failed > 0), acceptance is not null);
            evidence.AddRange(OfPerson(answer));
        }

        return new BestPracticeResult
        {
            BestPractice = practice, State = standing.State, Met = standing.Met, Evidence = [.. evidence], Acceptance = acceptance,
        };
    }

    private static Evidence OfTally(CheckTally tally) => new()
    {
        Source = EvidenceSource.Check,
        Reference = tally.Check.Id,
        Effect = tally.Failed > 0 ? EvidenceEffect.Contradicts
            : tally.Undecided > 0 ? EvidenceEffect.Undecided
            : tally.Passed > 0 ? EvidenceEffect.Supports
            : EvidenceEffect.NotApplicable,
        Weight = Weights.Of(tally.Check.Severity),
        Passed = tally.Passed,
        Failed = tally.Failed,
        Undecided = tally.Undecided,
        Suppressed = tally.Suppressed,
        Location = tally.Location,
    };

    private static Evidence OfFigure(FigureEvidence figure) => new()
    {
        Source = EvidenceSource.Figure,
        Reference = figure.Figure,
        Effect = figure.Failed > 0 ? EvidenceEffect.Contradicts
            : figure.Undecided > 0 ? EvidenceEffect.Undecided
            : figure.Passed > 0 ? EvidenceEffect.Supports
            : EvidenceEffect.NotApplicable,
        Weight = Weights.Of(figure.Severity),
        Passed = figure.Passed,
        Failed = figure.Failed,
        Undecided = figure.Undecided,
        Location = figure.Location,
        Note = figure.Note,
    };

    private static IEnumerable<Evidence> OfPerson(Answer answer)
    {
        var effect = answer.State switch
        {
            AnswerState.Met => EvidenceEffect.Supports,
            AnswerState.NotApplicable => EvidenceEffect.NotApplicable,
            _ => EvidenceEffect.Contradicts,
        };
        yield return new Evidence
        {
            Source = EvidenceSource.Person,
            Reference = answer.By ?? answer.Location.Path,
            Effect = effect,
            Location = answer.Location,
            Note = answer.Notes,
            Date = answer.Date,
        };
        foreach (var document in answer.Evidence)
        {
            yield return new Evidence
            {
                Source = EvidenceSource.Document, Reference = document, Effect = effect, Location = answer.Location, Date = answer.Date,
            };
        }
    }
}
