using Stoa.Reviews.Evidence;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Standing;

/// <summary>What the standing of a workload follows from, as it was at one of its revisions. Shared: nobody may change what it holds.</summary>
/// <param name="Revision">The workload's revision.</param>
/// <param name="Runs">The runs whose evidence counts.</param>
/// <param name="Evidence">What they proved.</param>
/// <param name="Accepted">The accepted risks that were not withdrawn.</param>
/// <param name="Reviews">The reviews, in the order in which lenses were added.</param>
public sealed record ReviewBasis(
    long Revision, IReadOnlyList<RunRecord> Runs, RunEvidence Evidence, IReadOnlyList<AcceptedRiskRecord> Accepted, IReadOnlyList<LensReviewBasis> Reviews)
{
    /// <summary>A question of one of the workload's lenses, in the version that its review keeps to.</summary>
    /// <param name="alias">The lens, by the alias that the record keeps.</param>
    /// <param name="questionId">The question.</param>
    /// <exception cref="NotFoundException">The workload is not reviewed against the lens, or the lens has no such question.</exception>
    public (LensReviewBasis Review, ReviewQuestion Question) Find(string alias, string questionId)
    {
        var review = Reviews.FirstOrDefault(r => r.Record.LensAlias == alias) ?? throw new NotFoundException("LENS_REVIEW", alias);
        return review.Lens.TryGetQuestion(questionId, out var question) ? (review, question) : throw new NotFoundException("QUESTION", questionId);
    }

    /// <summary>The basis of a later revision, in which one answer differs.</summary>
    public ReviewBasis With(AnswerRecord answer, long revision) => this with
    {
        Revision = revision,
        Reviews = [.. Reviews.Select(r => r.Record.LensAlias == answer.LensAlias
            ? r with { Answers = new Dictionary<string, AnswerRecord>(r.Answers) { [answer.QuestionId] = answer } }
            : r)],
    };
}

/// <summary>A review against one lens.</summary>
/// <param name="Record">The review.</param>
/// <param name="Lens">The lens, in the version that the review keeps to.</param>
/// <param name="Answers">What people said, by question id.</param>
public sealed record LensReviewBasis(LensReviewRecord Record, ReviewLens Lens, IReadOnlyDictionary<string, AnswerRecord> Answers);
