using Stoa.Assessment.Framework;
using Stoa.Knowledge.Tests;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Assessment.Tests.Framework;

public class LensTests
{
    private static Lens Lens => RepositoryKnowledge.Lens;

    [Fact]
    public void The_framework_has_six_pillars_57_questions_and_307_best_practices()
    {
        Assert.Equal(
            [("operationalExcellence", 11, 68), ("security", 11, 63), ("reliability", 13, 65), ("performance", 5, 32), ("costOptimization", 11, 50), ("sustainability", 6, 29)],
            Lens.Pillars.Select(static p => (p.Id, p.Questions.Length, p.Questions.Sum(static q => q.BestPractices.Length))));
        Assert.Equal(57, Lens.Questions.Count());
        Assert.Equal(307, Lens.BestPractices.Count());
    }

    [Fact]
    public void The_risk_levels_are_those_that_aws_publishes()
    {
        Assert.Equal(127, Lens.BestPractices.Count(static b => b.RiskLevel == RiskLevel.High));
        Assert.Equal(143, Lens.BestPractices.Count(static b => b.RiskLevel == RiskLevel.Medium));
        Assert.Equal(37, Lens.BestPractices.Count(static b => b.RiskLevel == RiskLevel.Low));
    }

    [Fact]
    public void Best_practices_are_numbered_without_gaps()
    {
        foreach (var question in Lens.Questions)
        {
            Assert.Equal(
                Enumerable.Range(1, question.BestPractices.Length).Select(n => $"{question.Id}-BP{n:00}"), question.BestPractices.Select(static b => b.Id));
        }

        foreach (var pillar in Lens.Pillars)
        {
            Assert.Equal(Enumerable.Range(1, pillar.Questions.Length).Select(n => $"{pillar.Prefix}{n:00}"), pillar.Questions.Select(static q => q.Id));
        }
    }

    [Fact]
    public void Every_id_of_the_api_stands_once()
    {
        var ids = Lens.BestPractices.Select(static b => b.ApiId).Concat(Lens.Questions.Select(static q => q.ApiId)).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(Lens.BestPractices, b => Assert.Matches("^(ops|sec|rel|perf|cost|sus)_[a-z0-9_]+$", b.ApiId));
        Assert.All(Lens.BestPractices, b => Assert.Equal($"https://docs.aws.amazon.com/wellarchitected/latest/framework/{b.ApiId}.html", b.Url));
    }

    [Fact]
    public void Every_title_is_one_short_sentence_of_its_own()
    {
        var titles = Lens.BestPractices.Select(static b => b.Title).Concat(Lens.Questions.Select(static q => q.Title)).ToList();
        Assert.Equal(titles.Count, titles.Distinct().Count());
        Assert.All(titles, t => Assert.InRange(t.Length, 12, 100));
        Assert.All(Lens.BestPractices, b => Assert.False(b.Title.EndsWith('.') || b.Title.EndsWith('?')));
        Assert.All(Lens.Questions, q => Assert.EndsWith("?", q.Title));
    }

    [Fact]
    public void A_question_is_found_by_its_id_and_knows_its_pillar()
    {
        Assert.True(Lens.TryGetQuestion("REL10", out var question));
        Assert.Equal(("fault-isolation", "reliability"), (question.ApiId, question.PillarId));
        Assert.True(Lens.TryGetBestPractice("REL10-BP01", out var practice));
        Assert.Equal(("REL10", RiskLevel.High), (practice.QuestionId, practice.RiskLevel));
        Assert.False(Lens.TryGetQuestion("REL99", out _));
    }

    [Theory]
    [InlineData("  REL01:", "  REL1:", "STOA3101")]
    [InlineData("REL01-BP02:", "REL01-BP01:", "STOA")]
    [InlineData("risk: high", "risk: grave", "STOA3006")]
    [InlineData("prefix: REL", "prefixes: REL", "STOA3003")]
    public void A_mistake_in_a_lens_is_found_when_it_is_read(string right, string wrong, string code)
    {
        var pillar = """
            id: reliability
            name: Reliability
            prefix: REL
            principles: [Recover]
            questions:
              REL01:
                api: limits
                title: How?
                best-practices:
                  REL01-BP01: { title: Know, risk: high, api: rel_a }
                  REL01-BP02: { title: Watch, risk: low, api: rel_b }
            """;
        var lens = """
            id: mine/1
            name: Mine
            edition: first
            page: https://example.com/{api}
            pillars: [reliability]
            """;
        var diagnostics = new DiagnosticBag();
        Assert.NotNull(LensReader.Read(new MemoryFileTree(("lens.yaml", lens), ("reliability.yaml", pillar)), "", diagnostics));
        Assert.Empty(diagnostics);

        var files = new MemoryFileTree(("lens.yaml", lens), ("reliability.yaml", pillar.Replace(right, wrong)));
        Assert.Null(LensReader.Read(files, "", diagnostics));
        Assert.Contains(diagnostics, d => d.Code.StartsWith(code) && d.Location?.Path == "reliability.yaml");
    }
}
