using System.Text.Json;
using Stoa.Assessment;
using Stoa.Language.Text;
using Stoa.Reports.Runs;
using Stoa.Reviews;
using Stoa.Reviews.Evidence;
using Stoa.Reviews.Standing;
using Stoa.Reviews.Store;
using Stoa.Server.Runs;

namespace Stoa.Server.Tests.Runs;

/// <summary>What the server makes of files is what the command line makes of them, whether it reviews itself or is handed a run.</summary>
public class RunMakerTests
{
    public static TheoryData<string> All => ["three-tier-web/naive", "three-tier-web/well-built", "serverless-orders"];

    [Theory]
    [MemberData(nameof(All))]
    public void The_record_scores_a_sample_as_the_review_does(string sample)
    {
        var run = Samples.Maker.Make(Samples.Files(sample), "sample");

        Assert.Empty(run.Answers);
        AssertScores(run.Contents[RunParts.Review], run.Evidence);
        Assert.Equal(Rounded(run.Score), Json(run, RunParts.Review).GetProperty("summary").GetProperty("score").GetDouble());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_run_that_is_pushed_is_the_run_that_the_server_would_make(string sample)
    {
        var made = Samples.Maker.Make(Samples.Files(sample), "sample");
        var pushed = new RunReader(Samples.Lenses).Read(Document(Samples.Files(sample), "infra", "abc123"));

        Assert.Equal(("infra", "abc123"), (pushed.Source, pushed.Commit));
        Assert.Equal(JsonSerializer.Serialize(made.Evidence, RecordJson.Options), JsonSerializer.Serialize(pushed.Result.Evidence, RecordJson.Options));
        Assert.Equal((made.Resources, made.Failures, made.Score, made.Message), (pushed.Result.Resources, pushed.Result.Failures, pushed.Result.Score, pushed.Result.Message));
        Assert.Equal(made.Contents.Keys.Order(), pushed.Result.Contents.Keys.Order());
        Assert.Equal(made.Contents[RunParts.Picture], pushed.Result.Contents[RunParts.Picture]);
        foreach (var part in RunParts.Documents.Where(static p => p != RunParts.Findings))
        {
            Assert.True(JsonElement.DeepEquals(Json(made, part), Json(pushed.Result, part)), part);
        }

        Assert.Equal(
            JsonSerializer.Serialize(RunFindings.Read(made.Contents[RunParts.Findings]), RecordJson.Options),
            JsonSerializer.Serialize(RunFindings.Read(pushed.Result.Contents[RunParts.Findings]), RecordJson.Options));
    }

    [Fact]
    public void Findings_show_the_code_around_the_line()
    {
        var run = Samples.Maker.Make(Samples.Files("three-tier-web/naive"), "sample");
        var findings = RunFindings.Read(run.Contents[RunParts.Findings]);

        var place = Assert.Single(findings.Of("aws/rds/instance-multi-az")!.Places);
        Assert.Equal(("fail", "data.tf", "aws_db_instance.orders"), (place.Outcome, place.File, Assert.Single(place.Resources)));
        Assert.InRange(place.Code.Count, 4, 7);
        Assert.Contains("aws_db_instance", place.Code[place.Line!.Value - place.First!.Value], StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_show_no_secret_and_nothing_of_a_state()
    {
        var code = RunFindings.Read(Samples.Maker.Make(new MemoryFileTree(("main.tf", """
            resource "aws_db_instance" "orders" {
              engine   = "postgres"
              password = "hunter2-hunter2"
              multi_az = false
            }
            """)), "sample").Contents[RunParts.Findings]);

        var lines = code.Checks.SelectMany(static c => c.Places).SelectMany(static p => p.Code).ToList();
        Assert.Contains(lines, static l => l.StartsWith("  password", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, static l => l.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_workloads_file_answers_is_no_proof_and_comes_beside_the_proofs()
    {
        var files = new MemoryFileTree(
            ("main.tf", "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n"),
            ("stoa.yaml", "answers:\n  OPS05-BP01: met\n  SUS06: { answer: not-applicable, notes: Elsewhere., by: Ada, evidence: [docs/x.md], date: 2026-10-01 }\n"));
        var made = Samples.Maker.Make(files, "sample");
        var pushed = new RunReader(Samples.Lenses).Read(Document(files, null, null));

        FileAnswer[] expected =
        [
            new("OPS05-BP01", ChoiceStatus.Met, null, null, null),
            new("SUS06", ChoiceStatus.NotApplicable, "Elsewhere.\nEvidence: docs/x.md", "Ada", new DateOnly(2026, 10, 1)),
        ];
        Assert.Equal(expected, made.Answers);
        Assert.Equal(expected, pushed.Result.Answers);
        Assert.Equal("default", pushed.Source);
        Assert.DoesNotContain("OPS05-BP01", made.Evidence.Practices.Keys);
        Assert.DoesNotContain("OPS05-BP01", pushed.Result.Evidence.Practices.Keys);
        Assert.Equal(["stoa.yaml", "Ada (stoa.yaml)"], made.Answers.Select(static a => a.By));
    }

    [Fact]
    public void Files_without_infrastructure_are_refused_with_what_was_looked_for()
    {
        var refusal = Assert.Throws<InvalidException>(() => Samples.Maker.Make(new MemoryFileTree(("readme.md", "hello")), "sample"));
        Assert.Contains("Terraform", refusal.Message, StringComparison.Ordinal);
    }

    internal static byte[] Document(FileTree files, string? source, string? commit)
    {
        var run = Reviewer.Run(files, new ReviewOptions { Name = "sample" }, Samples.Knowledge, TimeProvider.System);
        using var output = new MemoryStream();
        RunDocument.Write(run, "0.1.0", source, commit, output);
        return output.ToArray();
    }

    private static void AssertScores(byte[] review, RunEvidence evidence)
    {
        using var json = JsonDocument.Parse(review);
        var standing = new Evaluator(evidence, [], DateOnly.MinValue).Evaluate(Samples.Lenses.Framework, new Dictionary<string, AnswerRecord>());

        var expected = json.RootElement.GetProperty("pillars").EnumerateArray().ToList();
        Assert.Equal(6, expected.Count);
        foreach (var (pillar, found) in expected.Zip(standing.Pillars))
        {
            Assert.Equal(pillar.GetProperty("name").GetString(), found.Name);
            Assert.Equal(pillar.GetProperty("score").GetDouble(), Rounded(found.Score));
            Assert.Equal(pillar.GetProperty("coverage").GetDouble(), Math.Round(found.Coverage, 4));
            Assert.Equal((pillar.GetProperty("high").GetInt32(), pillar.GetProperty("medium").GetInt32()), (found.Risks.High, found.Risks.Medium));
        }

        Assert.Equal(json.RootElement.GetProperty("summary").GetProperty("score").GetDouble(), Rounded(standing.Score));
    }

    private static double Rounded(double? score) => Math.Round(score!.Value, 1);

    private static JsonElement Json(RunResult run, string part) => JsonDocument.Parse(run.Contents[part]).RootElement;
}
