using System.Collections.Immutable;
using Stoa.Assessment;
using Stoa.Reviews.Workloads;

namespace Stoa.Server.Documents;

/// <summary>Many workloads as one report: where each stands, the riskiest first, and its pillars.</summary>
public static class ConsolidatedDocument
{
    // A document that somebody reads; what is beyond is in the JSON.
    private const int MostDetailed = 200;

    /// <summary>The report.</summary>
    /// <param name="accountId">The account whose workloads they are.</param>
    /// <param name="workloads">The workloads.</param>
    /// <param name="at">Of when.</param>
    public static ReportContent Of(string accountId, IReadOnlyList<WorkloadView> workloads, DateTimeOffset at)
    {
        var ordered = workloads
            .OrderByDescending(static w => w.Summary.Risks.High).ThenByDescending(static w => w.Summary.Risks.Medium)
            .ThenBy(static w => w.Workload.Name, StringComparer.OrdinalIgnoreCase).ToList();
        return new ReportContent("Workloads of the account", DateOnly.FromDateTime(at.UtcDateTime))
        {
            Subtitle = [$"Account {accountId} · as of {ReportWords.Day(at)}"],
            Sections = [Summary(ordered), .. ordered.Take(MostDetailed).Select(static (w, i) => Detail(w, i == 0))],
        };
    }

    private static ReportSection Summary(List<WorkloadView> workloads)
    {
        var risks = workloads.Aggregate(default(RiskCounts), static (sum, w) => sum + w.Summary.Risks);
        var blocks = new List<ReportBlock>
        {
            ReportWords.Paragraph(workloads.Count == 0
                ? "There are no workloads yet."
                : $"{workloads.Count} workload{(workloads.Count == 1 ? "" : "s")}. {ReportWords.Counts(risks)}"),
        };
        if (workloads.Count > 0)
        {
            blocks.Add(new ReportTable(
                [
                    new ReportColumn("Workload", 3.4), new ReportColumn("Score", 2.4), new ReportColumn("Known", 1) { IsRight = true },
                    new ReportColumn("High", 0.8) { IsRight = true }, new ReportColumn("Medium", 1) { IsRight = true },
                    new ReportColumn("Unanswered", 1.3) { IsRight = true }, new ReportColumn("Changed", 1.4) { IsRight = true },
                ],
                [
                    .. workloads.Select(static w => new ReportRow(
                        new ReportTextCell(w.Workload.Name), new ReportBarCell(w.Summary.Score / 100, ReportWords.Score(w.Summary.Score)),
                        new ReportTextCell(ReportWords.Percent(w.Summary.Coverage)), new ReportTextCell(ReportWords.Number(w.Summary.Risks.High)),
                        new ReportTextCell(ReportWords.Number(w.Summary.Risks.Medium)), new ReportTextCell(ReportWords.Number(w.Summary.Risks.Unanswered)),
                        new ReportTextCell(ReportWords.Day(w.Workload.UpdatedAt)))),
                ]));
        }

        if (workloads.Count > MostDetailed)
        {
            blocks.Add(ReportWords.Note($"The first {MostDetailed} of them follow one by one."));
        }

        return new ReportSection("Summary", [.. blocks]);
    }

    private static ReportSection Detail(WorkloadView view, bool first)
    {
        var (workload, summary) = (view.Workload, view.Summary);
        var blocks = new List<ReportBlock>();
        if (workload.Description.Length > 0)
        {
            blocks.Add(ReportWords.Paragraph(workload.Description));
        }

        blocks.Add(ReportWords.Paragraph($"{ReportWords.Environment(workload.Environment)}. {ReportWords.Counts(summary.Risks)}"));
        if (summary.Pillars.Count > 0)
        {
            blocks.Add(new ReportTable(
                [
                    new ReportColumn("Pillar", 3), new ReportColumn("Score", 2.6), new ReportColumn("Known", 1) { IsRight = true },
                    new ReportColumn("High", 0.8) { IsRight = true }, new ReportColumn("Medium", 1) { IsRight = true },
                ],
                [
                    .. summary.Pillars.Select(static p => new ReportRow(
                        new ReportTextCell(p.Name), new ReportBarCell(p.Score / 100, ReportWords.Score(p.Score)), new ReportTextCell(ReportWords.Percent(p.Coverage)),
                        new ReportTextCell(ReportWords.Number(p.Risks.High)), new ReportTextCell(ReportWords.Number(p.Risks.Medium)))),
                ]));
        }

        var others = summary.Lenses.Where(static l => l.Alias != Reviews.Lenses.ReviewLens.Framework).ToImmutableArray();
        if (!others.IsEmpty)
        {
            blocks.Add(new ReportList([.. others.Select(static l => ReportWords.Paragraph($"{l.Name}. {ReportWords.Counts(l.Risks)}"))]));
        }

        return new ReportSection(workload.Name, [.. blocks]) { StartsPage = first };
    }
}
