using Stoa.Assessment.Answers;

namespace Stoa.Assessment.Scoring;

/// <summary>What one check or figure found of a best practice, in numbers.</summary>
/// <param name="Weight">How much it counts among the evidence: 3, 2 or 1 by its severity.</param>
/// <param name="Passed">How many follow it.</param>
/// <param name="Failed">How many do not, the suppressed ones left out.</param>
/// <param name="Undecided">Of how many nobody can say.</param>
public readonly record struct ProofCount(int Weight, int Passed, int Failed, int Undecided);

/// <summary>
/// What is known of a best practice and to what share it is met; the rules of docs/reference/scoring.md. Whoever scores, from files
/// or from the record of a review, scores by these.
/// </summary>
/// <param name="State">What is known.</param>
/// <param name="Met">The share met, from 0 to 1; null where it is not known or does not apply.</param>
public readonly record struct PracticeStanding(BestPracticeState State, double? Met)
{
    /// <summary>The share met by proofs alone: passing over decided, each with its weight.</summary>
    public static PracticeStanding OfProofs(IEnumerable<ProofCount> proofs)
    {
        long passed = 0, decided = 0;
        var undecided = 0;
        foreach (var proof in proofs)
        {
            passed += (long)proof.Weight * proof.Passed;
            decided += (long)proof.Weight * (proof.Passed + proof.Failed);
            undecided += proof.Undecided;
        }

        if (decided == 0)
        {
            return new PracticeStanding(undecided > 0 ? BestPracticeState.Undecided : BestPracticeState.Unknown, null);
        }

        var state = passed == 0 ? BestPracticeState.Unmet
            : passed < decided ? BestPracticeState.Partly
            : undecided > 0 ? BestPracticeState.Undecided
            : BestPracticeState.Met;
        return new PracticeStanding(state, (double)passed / decided);
    }

    /// <summary>
    /// The standing when a person has answered too. A person knows what no file shows, so an answer stands over the checks, with one
    /// exception: where a check fails, "met" and "not applicable" are disputed and count as unmet, until somebody accepts the risk;
    /// then the checks' own share counts.
    /// </summary>
    /// <param name="answer">What the person says.</param>
    /// <param name="fails">Whether a proof fails anywhere.</param>
    /// <param name="isAccepted">Whether an acceptance of the risk is in force.</param>
    public PracticeStanding Answered(AnswerState answer, bool fails, bool isAccepted) => answer switch
    {
        AnswerState.Met or AnswerState.NotApplicable when fails => new(BestPracticeState.Disputed, isAccepted ? Met : 0),
        AnswerState.Met => new(BestPracticeState.Met, 1),
        AnswerState.NotApplicable => new(BestPracticeState.NotApplicable, null),
        AnswerState.Partly => new(BestPracticeState.Partly, Math.Min(Met ?? 1, Weights.Partly)),
        _ => new(BestPracticeState.Unmet, 0),
    };
}
