using System.Globalization;
using Stoa.Assessment.Answers;
using Stoa.Assessment.Scoring;
using Stoa.Knowledge.Tests;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment.Tests.Scoring;

/// <summary>The example that docs/reference/scoring.md works out by hand.</summary>
public class WorkedExampleTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryKnowledge.Root, "docs", "reference", "scoring.md"));

    [Fact]
    public void The_example_comes_out_as_the_page_says()
    {
        var rows = Rows();
        var question = Score(rows, []);
        Assert.Equal(4, rows.Count);
        foreach (var row in rows)
        {
            var practice = question.BestPractices.Single(p => p.BestPractice.Id == row[0]);
            Assert.Equal(row[1], practice.BestPractice.RiskLevel.ToString().ToUpperInvariant());
            Assert.Equal(row[4], practice.State.ToString().ToLowerInvariant());
            Assert.Equal(row[5], practice.Met is { } met ? Short(met) : "");
            Assert.Equal(row[6], practice.Met is null ? "" : Weights.Of(practice.BestPractice.RiskLevel).ToString());
            Assert.Equal(row[7], practice.Met is { } share ? Short(share * Weights.Of(practice.BestPractice.RiskLevel)) : "");
        }

        Assert.Contains($"the question's score is **{question.Score!.Value.ToString("0.00", CultureInfo.InvariantCulture)}**", Page);
        Assert.Contains($"coverage **{question.Coverage:0 %}**", Page);
        Assert.Contains($"risk is **{question.Risk.ToString().ToUpperInvariant()}**", Page);
    }

    [Fact]
    public void Accepting_the_risk_changes_the_risk_and_not_the_score()
    {
        var before = Score(Rows(), []);
        var after = Score(Rows(), [new AcceptedRisk("REL09-BP01", "We know", new DateOnly(2027, 1, 1), null, null)]);
        Assert.Contains($"would make it **{after.Risk.ToString().ToUpperInvariant()}**", Page);
        Assert.Equal(before.Score, after.Score);
    }

    private static string Short(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static List<string[]> Rows() =>
    [
        .. Page.Split('\n').Where(static l => l.StartsWith("| REL09-BP", StringComparison.Ordinal))
            .Select(static l => l.Trim('|').Split('|').Select(static c => c.Trim()).ToArray()),
    ];

    private static QuestionResult Score(List<string[]> rows, AcceptedRisk[] accepted)
    {
        var tallies = new List<CheckTally>();
        var answers = new List<Answer>();
        foreach (var row in rows)
        {
            foreach (var check in row[2].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var parts = check.Split(' ');
                tallies.Add(new CheckTally(
                    new Check
                    {
                        Id = $"check-{tallies.Count}",
                        Title = "",
                        Kind = "aws.rds.instance",
                        BestPractices = [row[0]],
                        Severity = Enum.Parse<Severity>(parts[0], ignoreCase: true),
                        Effort = Effort.Low,
                    },
                    int.Parse(parts[1]),
                    int.Parse(parts[2]),
                    int.Parse(parts[3]),
                    0,
                    null));
            }

            if (row[3].Length > 0)
            {
                answers.Add(new Answer(
                    row[0], Enum.Parse<AnswerState>(row[3], ignoreCase: true), null, [], null, null, new Location(new SourceText("stoa.yaml", ""), default)));
            }
        }

        return Scorer.Score(
                RepositoryKnowledge.Lens,
                tallies,
                [],
                WorkloadFile.Empty with { Answers = [.. answers], AcceptedRisks = [.. accepted] },
                new DateOnly(2026, 11, 23),
                new DiagnosticBag())
            .SelectMany(static p => p.Questions).Single(static q => q.Question.Id == "REL09");
    }
}
