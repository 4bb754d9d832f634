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
