using System.Collections.Immutable;
using System.Globalization;
using Stoa.Assessment;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.LensReviews;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.Milestones;
using Stoa.Reviews.Standing;

namespace Stoa.Server.Documents;

/// <summary>A review against one lens as a report: where the workload stands, what to improve, and every question with its answer and evidence.</summary>
public static class LensReviewDocument
{
    /// <summary>The report.</summary>
    /// <param name="snapshot">The workload, now or at a milestone.</param>
    /// <param name="review">The review.</param>
    /// <param name="lens">The lens, in the review's version.</param>
    /// <param name="checkTitle">What a check is called, by its id; null where nobody knows.</param>
    /// <param name="milestone">What the milestone is called; null: now.</param>
    /// <param name="status">Whether the version is the lens's newest.</param>
    public static ReportContent Of(
        WorkloadSnapshot snapshot, LensReviewSnapshot review, ReviewLens lens, Func<string, string?> checkTitle, string? milestone = null,
        LensStatus status = LensStatus.Current)
    {
        var workload = snapshot.Workload;
        var reader = new Writer(snapshot, review, lens, checkTitle);
        return new ReportContent($"{workload.Name}: {review.Name}", DateOnly.FromDateTime(snapshot.At.UtcDateTime))
        {
            Subtitle =
            [
                string.Join(" · ", new[] { ReportWords.Environment(workload.Environment), $"account {workload.AccountId}", string.Join(", ", workload.AwsRegions.Concat(workload.NonAwsRegions)) }
                    .Where(static part => part.Length > 0)),
                string.Join(" · ", new[]
                {
                    milestone is null ? $"As of {ReportWords.Day(snapshot.At)}" : $"Milestone {milestone}, {ReportWords.Day(snapshot.At)}",
                    workload.ReviewOwner is { } owner ? $"review owner {owner}" : null,
                    $"lens version {review.Version}{(status == LensStatus.NotCurrent ? ", a newer one is published" : "")}",
                }.OfType<string>()),
            ],
            Sections = [reader.Summary(), .. reader.ToImprove(), .. reader.Planned(), .. reader.Pillars(), reader.Reading()],
        };
    }

    private sealed class Writer(WorkloadSnapshot snapshot, LensReviewSnapshot review, ReviewLens lens, Func<string, string?> checkTitle)
    {
        public ReportSection Summary()
        {
            var standing = review.Standing;
            var blocks = new List<ReportBlock>();
            if (snapshot.Workload.Description.Length > 0)
            {
                blocks.Add(ReportWords.Paragraph(snapshot.Workload.Description));
            }

            blocks.Add(ReportWords.Paragraph(
                standing.Score is { } score
                    ? $"Score {score:0} of 100, over the {ReportWords.Percent(standing.Coverage)} of applicable best practices of which something is known. {ReportWords.Counts(standing.Risks)}"
                    : $"Nothing is known yet of its best practices. {ReportWords.Counts(standing.Risks)}"));
            blocks.Add(new ReportTable(
                [
                    new ReportColumn("Pillar", 3), new ReportColumn("Score", 2.6), new ReportColumn("Known", 1) { IsRight = true },
                    new ReportColumn("High", 0.8) { IsRight = true }, new ReportColumn("Medium", 1) { IsRight = true },
                    new ReportColumn("Unanswered", 1.3) { IsRight = true },
                ],
                [
                    .. standing.Pillars.Select(static p => new ReportRow(
                        new ReportTextCell(p.Name), new ReportBarCell(p.Score / 100, ReportWords.Score(p.Score)), new ReportTextCell(ReportWords.Percent(p.Coverage)),
                        new ReportTextCell(ReportWords.Number(p.Risks.High)), new ReportTextCell(ReportWords.Number(p.Risks.Medium)), new ReportTextCell(ReportWords.Number(p.Risks.Unanswered)))),
                ]));
            if (review.Notes is { } notes)
            {
                blocks.Add(ReportWords.Paragraph(notes));
            }

            return new ReportSection("Summary", [.. blocks]);
        }

        public IEnumerable<ReportSection> ToImprove()
        {
            var priorities = snapshot.Workload.PillarPriorities;
            var rows = review.Standing.Pillars
                .OrderBy(p => priorities.IndexOf(p.Id) is >= 0 and var place ? place : int.MaxValue)
                .SelectMany(static p => p.Questions)
                .Where(static q => q.Risk is Risk.High or Risk.Medium)
                .OrderBy(static q => q.Risk == Risk.High ? 0 : 1)
                .Select(q => new ReportRow(
                    new ReportTextCell(new ReportRiskWord(ReportWords.Risk(q.Risk))),
                    new ReportTextCell(new ReportText($"{q.Code} ") { IsMuted = true }, new ReportText(q.Title)),
                    new ReportTextCell([.. q.Choices.Where(static c => c.IsAtRisk).SelectMany((c, i) => Missing(q.Id, c, i))])))
                .ToImmutableArray();
            if (!rows.IsEmpty)
            {
                yield return new ReportSection(
                    "What to improve",
                    ReportWords.Note("High risks first, the pillars that matter most to the workload before the others. Each line names the best practices that are not followed."),
                    new ReportTable([new ReportColumn("Risk", 1.1), new ReportColumn("Question", 3), new ReportColumn("Best practices", 4)], rows));
            }
        }

        public IEnumerable<ReportSection> Planned()
        {
            var rows = snapshot.Improvements.Where(i => i.LensAlias == review.Alias).Select(static i => new ReportRow(
                new ReportTextCell(i.Title), new ReportTextCell(ReportWords.Status(i.Status)), new ReportTextCell(i.Owner ?? ""),
                new ReportTextCell(i.DueDate is { } due ? ReportWords.Day(due) : ""))).ToImmutableArray();
            if (!rows.IsEmpty)
            {
                yield return new ReportSection("Planned", new ReportTable(
                    [new ReportColumn("Improvement", 5), new ReportColumn("Status", 1.4), new ReportColumn("Who", 1.6), new ReportColumn("Due", 1.4)], rows));
            }
        }

        public IEnumerable<ReportSection> Pillars()
        {
            foreach (var pillar in review.Standing.Pillars)
            {
                var blocks = new List<ReportBlock>
                {
                    ReportWords.Paragraph($"Score {ReportWords.Score(pillar.Score)}, {ReportWords.Percent(pillar.Coverage)} known. {ReportWords.Counts(pillar.Risks)}"),
                };
                if (review.PillarNotes.TryGetValue(pillar.Id, out var notes))
                {
                    blocks.Add(ReportWords.Paragraph(notes));
                }

                yield return new ReportSection(pillar.Name, [.. blocks]) { StartsPage = true };
                foreach (var question in pillar.Questions)
                {
                    yield return Question(question);
                }
            }
        }

        public ReportSection Reading() => new(
            "How to read this",
            ReportWords.Note(
                "A score is the weighted share of best practices that are followed, from 0 to 100, over those of which something is known; what is unknown does not lower it. "
                + "A question's risk is the highest level among the best practices that are not followed, or what the lens's own rules say. "
                + "A best practice is disputed where a person says that it is followed and a check found that it is not; it then counts as not followed."));

        private ReportSection Question(QuestionStanding question)
        {
            var answer = review.Answers.GetValueOrDefault(question.Id);
            var head = new List<ReportInline> { new ReportRiskWord(ReportWords.Risk(question.Risk)) };
            if (question.Score is { } score)
            {
                head.Add(new ReportText($"   score {score:0}") { IsMuted = true });
            }

            var blocks = new List<ReportBlock> { new ReportParagraph([.. head]) };
            if (answer is { IsApplicable: false })
            {
                blocks.Add(ReportWords.Paragraph($"The question does not concern this workload{(ReportWords.Reason(answer.Reason) is { } reason ? $": {reason}" : "")}."));
            }

            if (answer?.Notes is { } notes)
            {
                blocks.Add(ReportWords.Paragraph(notes));
            }

            blocks.Add(new ReportTable(
                [new ReportColumn("", 1.3), new ReportColumn("Best practice", 3.7), new ReportColumn("Answer and evidence", 4)],
                [.. question.Choices.Select(c => new ReportRow(new ReportTextCell(ReportWords.State(c.State)), new ReportTextCell(Practice(question.Id, c)), new ReportTextCell([.. Grounds(c)])))]));
            return new ReportSection($"{question.Code}  {question.Title}", [.. blocks]) { Level = 2 };
        }

        private IEnumerable<ReportInline> Missing(string questionId, ChoiceStanding choice, int place)
        {
            if (place > 0)
            {
                yield return new ReportText("\n");
            }

            yield return new ReportText(choice.Title) { Link = UrlOf(questionId, choice.Id) };
        }

        private ReportText Practice(string questionId, ChoiceStanding choice) => new(choice.Title) { Link = UrlOf(questionId, choice.Id) };

        private string? UrlOf(string questionId, string choiceId) =>
            lens.TryGetQuestion(questionId, out var question) ? question.Choice(choiceId)?.ImprovementUrl : null;

        private List<ReportInline> Grounds(ChoiceStanding choice)
        {
            var lines = new List<ReportInline>();
            if (choice.Answer is { } said)
            {
                Line($"{ReportWords.Answer(said.Status)}, {said.By}, {ReportWords.Day(said.At)}{(ReportWords.Reason(said.Reason) is { } reason ? $": {reason}" : "")}", false);
                if (said.Notes is { } notes)
                {
                    Line(notes, false);
                }
            }

            if (choice.Acceptance is { } acceptance)
            {
                Line($"Risk accepted by {acceptance.By} until {ReportWords.Day(acceptance.Expires)}: {acceptance.Reason}", false);
            }

            foreach (var proof in choice.Proofs)
            {
                Line(Words(proof), true);
            }

            return lines;

            void Line(string text, bool muted)
            {
                if (lines.Count > 0)
                {
                    lines.Add(new ReportText("\n"));
                }

                lines.Add(new ReportText(text) { IsMuted = muted });
            }
        }

        private string Words(Proof proof)
        {
            // What a figure says in words has its counts in it.
            var what = proof.Source == "check" ? checkTitle(proof.Ref) ?? proof.Ref : proof.Note ?? proof.Ref;
            var counts = proof.Source != "check" && proof.Note is not null ? "" : string.Join(", ", new[]
            {
                proof.Failed > 0 ? $"fails in {Places(proof.Failed)}" : null,
                proof.Undecided > 0 ? $"undecided in {Places(proof.Undecided)}" : null,
                proof.Passed > 0 ? $"holds in {Places(proof.Passed)}" : null,
            }.OfType<string>());
            var place = proof.File is null ? "" : proof.Line is { } line ? $" ({proof.File}:{line.ToString(CultureInfo.InvariantCulture)})" : $" ({proof.File})";
            return $"{what}{(counts.Length > 0 ? $": {counts}" : "")}{place}";

            static string Places(int count) => count == 1 ? "1 place" : $"{ReportWords.Number(count)} places";
        }
    }
}
