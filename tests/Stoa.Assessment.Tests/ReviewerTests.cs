using Stoa.Language.Text;

namespace Stoa.Assessment.Tests;

public class ReviewerTests
{
    private const string Naive = "resource \"aws_db_instance\" \"a\" {\n  multi_az = false\n}\n";

    private static readonly TimeProvider November = new FixedTime(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_review_scores_counts_and_advises()
    {
        var assessment = Review(("main.tf", Naive + "resource \"aws_db_instance\" \"b\" {\n  multi_az = true\n}\n"));
        var pillar = Assert.Single(assessment.Pillars);
        Assert.Equal(50, pillar.Score);
        Assert.Equal(0.25, pillar.Coverage);
        Assert.True(pillar.NeedsImprovement);
        Assert.Equal((1, 0, 1), (pillar.Risks.High, pillar.Risks.Medium, pillar.Risks.Unanswered));
        Assert.Equal(new VerdictCounts(1, 1, 0, 0), assessment.Summary.Verdicts);
        Assert.Equal((2, 1, 1), (assessment.Summary.Resources, assessment.Summary.Files, assessment.Summary.Checks));
        var item = Assert.Single(assessment.Plan);
        Assert.Equal((1, "REL01-BP01", Risk.High, "main.tf:2"), (item.Rank, item.BestPractice, item.Risk, item.Findings[0].Location!.ToString()));
    }

    [Theory]
    [InlineData("# stoa:ignore=aws/rds/standby a batch job")]
    [InlineData("#checkov:skip=CKV_AWS_157:a batch job")]
    public void A_failure_that_a_comment_suppresses_neither_counts_nor_shows(string comment)
    {
        var assessment = Review(("main.tf", Naive.Replace("{\n", $"{{\n  {comment}\n")));
        Assert.Equal(new VerdictCounts(0, 0, 0, 1), assessment.Summary.Verdicts);
        Assert.Empty(assessment.Findings);
        Assert.Empty(assessment.Plan);
        Assert.Null(assessment.Summary.Score);
        Assert.Equal(SuppressionSource.Resource, Assert.Single(assessment.Verdicts).Suppression!.Source);
    }

    [Theory]
    [InlineData("check: aws/rds/standby, reason: Known", true)]
    [InlineData("check: CKV_AWS_157, reason: Known", true)]
    [InlineData("check: aws/rds/*, reason: Known", true)]
    [InlineData("check: aws/rds/standby, resources: [aws_db_*], reason: Known", true)]
    [InlineData("check: aws/rds/standby, resources: [aws_db_instance.b], reason: Known", false)]
    [InlineData("check: aws/rds/standby, reason: Known, expires: 2026-11-23", true)]
    [InlineData("check: aws/rds/standby, reason: Known, expires: 2026-11-22", false)]
    public void A_suppression_of_the_workload_file_holds_for_what_it_names_until_it_expires(string rule, bool holds)
    {
        var assessment = Review(("main.tf", Naive), ("stoa.yaml", $"suppressions:\n  - {{ {rule} }}\n"));
        Assert.Equal(holds ? new VerdictCounts(0, 0, 0, 1) : new VerdictCounts(0, 1, 0, 0), assessment.Summary.Verdicts);
        Assert.Equal(rule.EndsWith("22", StringComparison.Ordinal) ? ["STOA3204"] : [], assessment.Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void A_suppression_of_a_check_that_does_not_exist_says_which_was_meant()
    {
        var assessment = Review(("main.tf", Naive), ("stoa.yaml", "suppressions:\n  - { check: aws/rds/stanby, reason: Known }\n"));
        var only = Assert.Single(assessment.Diagnostics);
        Assert.Equal(("STOA3205", "stoa.yaml:2"), (only.Code, only.Location!.ToString()));
        Assert.Contains("aws/rds/standby", only.Detail);
    }

    [Fact]
    public void The_workload_file_names_the_workload_and_what_it_consists_of()
    {
        var assessment = Review(
            ("stoa.yaml", "name: Orders\nenvironment: production\nregions: [eu-west-1]\nsources: [infra]\nvariable-files: [infra/prod.tfvars]\n"),
            ("infra/main.tf", "variable \"ha\" { type = bool }\nresource \"aws_db_instance\" \"a\" {\n  multi_az = var.ha\n}\n"),
            ("infra/prod.tfvars", "ha = true\n"),
            ("sandbox/main.tf", Naive));
        Assert.Equal(("Orders", "production"), (assessment.Workload.Name, assessment.Workload.Environment));
        Assert.Equal(["eu-west-1"], assessment.Workload.Regions);
        Assert.Equal(["infra"], assessment.Sources.Select(static s => s.Path));
        Assert.Equal(new VerdictCounts(1, 0, 0, 0), assessment.Summary.Verdicts);
    }

    [Theory]
    [InlineData(null, null, "undecided")]
    [InlineData(null, "production", "pass")]
    [InlineData("production", "staging", "pass")]
    [InlineData("staging", "production", "fail")]
    public void The_workspace_of_the_command_line_wins_over_that_of_the_workload_file(string? given, string? written, string expected)
    {
        var run = Reviewer.Run(
            new MemoryFileTree(
                ("main.tf", "resource \"aws_db_instance\" \"a\" {\n  multi_az = terraform.workspace == \"production\"\n}\n"),
                ("stoa.yaml", written is null ? "name: Orders\n" : $"workspace: {written}\n")),
            new ReviewOptions { Workspace = given },
            Knowledge(),
            November);
        Assert.Equal(
            expected switch { "pass" => new VerdictCounts(1, 0, 0, 0), "fail" => new VerdictCounts(0, 1, 0, 0), _ => new VerdictCounts(0, 0, 1, 0) },
            run.Assessment.Summary.Verdicts);
    }

    [Fact]
    public void A_workload_file_that_was_asked_for_and_is_not_there_is_a_mistake()
    {
        var run = Reviewer.Run(
            new MemoryFileTree(("main.tf", Naive)), new ReviewOptions { WorkloadFile = "other.yaml" }, Knowledge(), November);
        Assert.Equal("STOA3211", Assert.Single(run.Assessment.Diagnostics).Code);
    }

    [Fact]
    public void One_thread_and_two_conclude_the_same()
    {
        var text = string.Concat(Enumerable.Range(0, 6_000).Select(i => $"resource \"aws_db_instance\" \"d{i}\" {{ multi_az = {(i % 3 == 0 ? "true" : i % 3 == 1 ? "false" : "var.ha")} }}\n"))
            + "variable \"ha\" {}\n";
        var one = Said(Review(1, ("main.tf", text)));
        Assert.Equal(one, Said(Review(2, ("main.tf", text))));
        Assert.Equal(one, Said(Review(2, ("main.tf", text))));

        static string Said(WorkloadAssessment a) => string.Join('\n', a.AllVerdicts.Value.Select(static v => $"{v.Location} {v.Check} {v.Address} {v.Outcome} {v.Message}"))
            + string.Join('\n', a.Pillars.Select(static p => $"{p.Score} {p.Coverage} {p.Risks}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_review_that_nobody_waits_for_ends_with_none(int threads)
    {
        using var stop = new CancellationTokenSource();
        var text = string.Concat(Enumerable.Range(0, 6_000).Select(static i => $"resource \"aws_db_instance\" \"d{i}\" {{ multi_az = true }}\n"));
        // Told so once the files are read: in the middle.
        var clock = new StoppingTime(stop, after: 3);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Reviewer.Run(new MemoryFileTree(("main.tf", text)), new ReviewOptions { Threads = threads, Stopping = stop.Token }, Knowledge(), clock));
        Assert.True(stop.IsCancellationRequested);
    }

    [Fact]
    public void Nothing_to_review_concludes_nothing()
    {
        var assessment = Review();
        Assert.Empty(assessment.Sources);
        Assert.Empty(assessment.Verdicts);
        Assert.Null(assessment.Summary.Score);
        Assert.Equal(0, assessment.Summary.Coverage);
    }

    private static KnowledgeBase Knowledge() =>
        SmallKnowledge.Of(SmallKnowledge.Good(SmallKnowledge.Page("aliases: [CKV_AWS_157]", "at: self.multi_az")));

    private static WorkloadAssessment Review(params ReadOnlySpan<(string Path, string Text)> files) => Review(1, files);

    private static WorkloadAssessment Review(int threads, params ReadOnlySpan<(string Path, string Text)> files) =>
        Reviewer.Run(new MemoryFileTree(files), new ReviewOptions { Threads = threads }, Knowledge(), November).Assessment;

    /// <summary>Stops a review when it has looked at the clock so often.</summary>
    private sealed class StoppingTime(CancellationTokenSource stop, int after) : TimeProvider
    {
        private int looks;

        public override long GetTimestamp()
        {
            if (++looks == after)
            {
                stop.Cancel();
            }

            return base.GetTimestamp();
        }
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
