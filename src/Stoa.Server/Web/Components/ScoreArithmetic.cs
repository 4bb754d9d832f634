using Stoa.Assessment;
using Stoa.Assessment.Scoring;
using Stoa.Reviews.Standing;

namespace Stoa.Server.Web.Components;

/// <summary>One best practice's part in a score.</summary>
/// <param name="Question">The question's code.</param>
/// <param name="Choice">What is known of it.</param>
/// <param name="Weight">3, 2 or 1.</param>
/// <param name="Met">The share met, from 0 to 1.</param>
public sealed record ScorePart(string Question, ChoiceStanding Choice, int Weight, double Met)
{
    /// <summary>What it adds to the numerator.</summary>
    public double Product => Weight * Met;
}

/// <summary>How a score came about: 100 × Σ w·m / Σ w over what is known.</summary>
public sealed record ScoreArithmetic
{
    /// <summary>The best practices of which something is known, those that cost most first.</summary>
    public required IReadOnlyList<ScorePart> Parts { get; init; }

    /// <summary>How many applicable best practices nothing is known of.</summary>
    public required int Unknown { get; init; }

    /// <summary>How many do not apply.</summary>
    public required int NotApplicable { get; init; }

    /// <summary>Σ w·m.</summary>
    public double Met => Parts.Sum(static p => p.Product);

    /// <summary>Σ w.</summary>
    public int Weight => Parts.Sum(static p => p.Weight);

    /// <summary>The score, from 0 to 100; null where nothing is known.</summary>
    public double? Score => Weight == 0 ? null : 100 * Met / Weight;

    /// <summary>The arithmetic over some questions: a pillar's, or one.</summary>
    public static ScoreArithmetic Of(IEnumerable<QuestionStanding> questions)
    {
        var all = questions.SelectMany(static q => q.Choices, static (question, choice) => (question.Code, Choice: choice)).ToList();
        return new ScoreArithmetic
        {
            Parts =
            [
                .. all.Where(static c => c.Choice.Met is not null)
                    .Select(static c => new ScorePart(c.Code, c.Choice, Weights.Of(c.Choice.Level), c.Choice.Met!.Value))
                    .OrderByDescending(static p => p.Weight - p.Product).ThenByDescending(static p => p.Weight),
            ],
            Unknown = all.Count(static c => c.Choice.Met is null && c.Choice.State != BestPracticeState.NotApplicable),
            NotApplicable = all.Count(static c => c.Choice.State == BestPracticeState.NotApplicable),
        };
    }
}
