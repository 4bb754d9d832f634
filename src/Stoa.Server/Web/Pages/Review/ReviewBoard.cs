using Stoa.Assessment;
using Stoa.Assessment.Scoring;
using Stoa.Reviews.Standing;

namespace Stoa.Server.Web.Pages.Review;

/// <summary>A question as the list of a review shows it.</summary>
/// <param name="Standing">Where it stands.</param>
/// <param name="Pillar">Its pillar.</param>
/// <param name="Open">The share of its pillar's weight, from 0 to 1, that is open here: in best practices that are not met, or of which nothing is known.</param>
/// <param name="Answered">How many of its applicable best practices a person has answered.</param>
/// <param name="Applicable">How many apply.</param>
public sealed record BoardQuestion(QuestionStanding Standing, PillarStanding Pillar, double Open, int Answered, int Applicable)
{
    /// <summary>Whether a person has said something of everything that applies.</summary>
    public bool IsAnswered => Answered == Applicable;
}

/// <summary>The questions of a review, with what each is worth: what to answer next.</summary>
public sealed class ReviewBoard
{
    private readonly List<BoardQuestion> questions = [];
    private readonly Dictionary<string, ScoreGain> gains = [];

    /// <summary>The questions of a standing.</summary>
    public ReviewBoard(LensStanding standing)
    {
        foreach (var pillar in standing.Pillars)
        {
            var weight = pillar.Questions.SelectMany(static q => q.Choices).Where(Applies).Sum(static c => Weights.Of(c.Level));
            gains[pillar.Id] = ScoreGain.Of(pillar.Questions);
            foreach (var question in pillar.Questions)
            {
                var choices = question.Choices.Where(Applies).ToList();
                questions.Add(new BoardQuestion(
                    question,
                    pillar,
                    choices.Sum(c => OpenOf(c, weight)),
                    choices.Count(static c => c.Answer is not null),
                    choices.Count));
            }
        }
    }

    /// <summary>The questions in the lens's order.</summary>
    public IReadOnlyList<BoardQuestion> Questions => questions;

    /// <summary>The questions by what is open in them, those that are answered last.</summary>
    public IEnumerable<BoardQuestion> ByWorth => questions.OrderBy(static q => q.IsAnswered).ThenByDescending(static q => Math.Round(q.Open, 3));

    /// <summary>A question by its id or by what people call it; null where there is none.</summary>
    public BoardQuestion? Find(string? name) => name is null
        ? null
        : questions.Find(q => q.Standing.Id == name) ?? questions.Find(q => string.Equals(q.Standing.Code, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The points that the pillar's score gains by following a best practice in full.</summary>
    public double PointsOf(BoardQuestion question, ChoiceStanding choice) => gains[question.Pillar.Id].By(choice);

    /// <summary>The question that is most worth answering, after the one that is open; null where everything is answered.</summary>
    public BoardQuestion? MostWorth(string? current) => ByWorth.FirstOrDefault(q => !q.IsAnswered && q.Standing.Id != current);

    /// <summary>The question so many places further in a list; at its ends the one that is there.</summary>
    public static BoardQuestion? Step(IReadOnlyList<BoardQuestion> list, string? current, int step)
    {
        if (list.Count == 0)
        {
            return null;
        }

        var at = -1;
        for (var i = 0; i < list.Count; i++)
        {
            at = list[i].Standing.Id == current ? i : at;
        }

        return list[at < 0 ? 0 : Math.Clamp(at + step, 0, list.Count - 1)];
    }

    private static bool Applies(ChoiceStanding choice) => choice.State != BestPracticeState.NotApplicable;

    private static double OpenOf(ChoiceStanding choice, int weight) => weight == 0 ? 0 : Weights.Of(choice.Level) * (1 - (choice.Met ?? 0)) / weight;
}
