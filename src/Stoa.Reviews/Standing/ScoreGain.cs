using Stoa.Assessment;
using Stoa.Assessment.Scoring;

namespace Stoa.Reviews.Standing;

/// <summary>
/// What a score gains by following a best practice in full, in points of 100: the score as it would be then, less the score as it is.
/// Where people read of points that something adds, it is this.
/// </summary>
public sealed class ScoreGain
{
    private readonly double met;
    private readonly int weight;

    private ScoreGain(double met, int weight) => (this.met, this.weight) = (met, weight);

    /// <summary>Over the score of some questions: a pillar's, or a lens's.</summary>
    public static ScoreGain Of(IEnumerable<QuestionStanding> questions)
    {
        var (met, weight) = (0.0, 0);
        foreach (var choice in questions.SelectMany(static q => q.Choices))
        {
            if (choice.Met is { } share)
            {
                met += Weights.Of(choice.Level) * share;
                weight += Weights.Of(choice.Level);
            }
        }

        return new ScoreGain(met, weight);
    }

    /// <summary>The points that following a best practice adds; 0 where it does not apply. Where nothing is known of it, it begins to count.</summary>
    public double By(ChoiceStanding choice)
    {
        if (choice.State == BestPracticeState.NotApplicable)
        {
            return 0;
        }

        var own = Weights.Of(choice.Level);
        var before = weight == 0 ? 0 : 100 * met / weight;
        var after = choice.Met is { } share ? 100 * (met + (own * (1 - share))) / weight : 100 * (met + own) / (weight + own);
        return after - before;
    }
}
