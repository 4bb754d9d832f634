using System.Text.Json;

namespace Stoa.EndToEnd.Tests;

/// <summary>What a person or a pipeline sees of <c>stoa review</c>.</summary>
public sealed class ReviewTests : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public void The_naive_sample_shows_six_pillars_and_ordered_advice()
    {
        var result = Repository.Stoa("review", "samples/three-tier-web/naive");

        Assert.Equal(0, result.Code);
        foreach (var pillar in new[] { "Operational Excellence", "Security", "Reliability", "Performance Efficiency", "Cost Optimization", "Sustainability" })
        {
            Assert.Contains(pillar, result.Output, StringComparison.Ordinal);
        }

        Assert.Contains("Orders · production · eu-west-1", result.Output, StringComparison.Ordinal);
        Assert.Contains("What to do first", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^ +1  \S", result.Output);
        Assert.DoesNotContain("\e", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_well_built_sample_scores_higher_in_every_pillar()
    {
        var naive = Scores("samples/three-tier-web/naive");
        var wellBuilt = Scores("samples/three-tier-web/well-built");

        Assert.Equal(6, naive.Count);
        Assert.All(naive, pillar => Assert.True(
            wellBuilt[pillar.Key] >= pillar.Value + 10, $"{pillar.Key}: naive {pillar.Value}, well built {wellBuilt[pillar.Key]}"));
    }

    [Fact]
    public void Equal_addresses_of_two_roots_are_told_apart()
    {
        foreach (var root in new[] { "orders", "billing" })
        {
            Directory.CreateDirectory(Path.Combine(scratch, root));
            File.WriteAllText(Path.Combine(scratch, root, "main.tf"), "module \"queue\" {\n  source = \"../queue\"\n}\n");
        }

        Directory.CreateDirectory(Path.Combine(scratch, "queue"));
        File.WriteAllText(Path.Combine(scratch, "queue", "main.tf"), "resource \"aws_sqs_queue\" \"this\" {}\n");

        var text = Repository.Stoa("review", scratch).Output;
        Assert.Contains("module.queue.aws_sqs_queue.this of billing, module.queue.aws_sqs_queue.this of orders", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        using var json = JsonDocument.Parse(Repository.Stoa("review", scratch, "--format", "json").Output);
        var roots = json.RootElement.GetProperty("verdicts").EnumerateArray()
            .Where(static v => v.GetProperty("resource").GetString() == "module.queue.aws_sqs_queue.this")
            .Select(static v => v.GetProperty("root").GetString()).Distinct().Order();
        Assert.Equal(["billing", "orders"], roots);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("markdown")]
    [InlineData("text")]
    public void Two_runs_give_the_same_bytes(string format)
    {
        var first = Repository.Stoa("review", "samples", "--format", format);
        var second = Repository.Stoa("review", "samples", "--format", format);

        Assert.NotEmpty(first.Output);
        Assert.Equal(first.Output, second.Output);
    }

    [Fact]
    public void Text_in_colour_is_asked_for_by_the_environment_and_NO_COLOR_is_obeyed()
    {
        var coloured = Repository.Stoa(Repository.Root, ["review", "samples/three-tier-web/naive"], "", ("CLICOLOR_FORCE", "1"));
        var plain = Repository.Stoa(Repository.Root, ["review", "samples/three-tier-web/naive"], "", ("NO_COLOR", "1"));

        Assert.Contains("\e[1m", coloured.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", plain.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("high", 1)]
    [InlineData("none", 0)]
    public void The_gate_decides_the_exit_code(string severity, int code) =>
        Assert.Equal(code, Repository.Stoa("review", "samples/three-tier-web/naive", "--fail-on", severity).Code);

    [Fact]
    public void What_failed_before_does_not_fail_the_gate_again()
    {
        var baseline = Path.Combine(scratch, "before.json");
        Assert.Equal(0, Repository.Stoa("review", "samples/three-tier-web/naive", "--format", "json", "--output", baseline).Code);

        var again = Repository.Stoa("review", "samples/three-tier-web/naive", "--fail-on", "low", "--baseline", baseline);

        Assert.Equal(0, again.Code);
    }

    [Fact]
    public void A_new_failure_fails_the_gate_whatever_the_baseline_has()
    {
        Write("main.tf", "resource \"aws_sqs_queue\" \"a\" {}\n");
        var baseline = Path.Combine(scratch, "before.json");
        Assert.Equal(0, Repository.Stoa(scratch, ["review", "--format", "json", "--output", baseline]).Code);
        Write("more.tf", "resource \"aws_db_instance\" \"b\" {\n  publicly_accessible = true\n}\n");

        var result = Repository.Stoa(scratch, ["review", "--fail-on", "high", "--baseline", baseline]);

        Assert.Equal(1, result.Code);
        Assert.Contains("that the baseline does not have", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_nothing_to_review_is_an_error_of_usage()
    {
        var result = Repository.Stoa(scratch, ["review"]);

        Assert.Equal(2, result.Code);
        Assert.Contains("nothing to review", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("review", "no-such-folder")]
    [InlineData("rveiew", "")]
    [InlineData("review", "--format=yml")]
    [InlineData("review", "--baseline=no-such-file.json")]
    public void Wrong_words_exit_with_2_and_say_what_to_do(string verb, string word)
    {
        var result = Repository.Stoa(Repository.Root, [verb, .. word.Length > 0 ? new[] { word } : []]);

        Assert.Equal(2, result.Code);
        Assert.StartsWith("stoa: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_parsed_costs_a_diagnostic_and_the_rest_is_reviewed()
    {
        Write("good.tf", "resource \"aws_db_instance\" \"orders\" {\n  engine = \"postgres\"\n}\n");
        Write("bad.tf", "resource \"aws_s3_bucket\" {{{\n");

        using var review = Json(scratch);

        Assert.Contains(review.RootElement.GetProperty("diagnostics").EnumerateArray(), d => d.GetProperty("file").GetString() == "bad.tf" && d.GetProperty("severity").GetString() == "error");
        Assert.Contains(review.RootElement.GetProperty("verdicts").EnumerateArray(), v => v.GetProperty("resource").GetString() == "aws_db_instance.orders");
    }

    [Fact]
    public void A_variable_file_beside_the_reviewed_folder_may_be_named()
    {
        Directory.CreateDirectory(Path.Combine(scratch, "infra"));
        Write("infra/main.tf", "variable \"ha\" {\n  type = bool\n}\n\nresource \"aws_db_instance\" \"orders\" {\n  multi_az = var.ha\n}\n");
        Write("prod.tfvars", "ha = false\n");

        var result = Repository.Stoa(scratch, ["review", "infra", "--var-file", "prod.tfvars", "--format", "json"]);

        using var review = JsonDocument.Parse(result.Output);
        Assert.Equal("fail", VerdictOf(review, "aws/rds/instance-multi-az", "aws_db_instance.orders"));
    }

    [Fact]
    public void A_suppression_beside_the_resource_is_obeyed_and_counted()
    {
        Write("main.tf", "resource \"aws_db_instance\" \"orders\" {\n  # stoa:ignore=aws/rds/instance-multi-az rebuilt from a snapshot in minutes\n  multi_az = false\n}\n");

        using var review = Json(scratch);

        var verdict = review.RootElement.GetProperty("verdicts").EnumerateArray().Single(static v => v.GetProperty("check").GetString() == "aws/rds/instance-multi-az");
        Assert.Equal("rebuilt from a snapshot in minutes", verdict.GetProperty("suppressed").GetProperty("reason").GetString());
        Assert.Equal(1, review.RootElement.GetProperty("summary").GetProperty("verdicts").GetProperty("suppressed").GetInt32());
    }

    [Fact]
    public void Five_hundred_calls_of_one_module_give_one_finding_a_line()
    {
        Directory.CreateDirectory(Path.Combine(scratch, "db"));
        Write("db/main.tf", "resource \"aws_db_instance\" \"this\" {\n  multi_az = false\n}\n");
        Write("main.tf", "module \"db\" {\n  source = \"./db\"\n  count  = 500\n}\n");

        var text = Repository.Stoa(scratch, ["review", "--top", "0"]).Output;
        using var review = Json(scratch);

        var title = "Database instances keep a standby in a second Availability Zone";
        Assert.Equal(text.IndexOf(title, StringComparison.Ordinal), text.LastIndexOf(title, StringComparison.Ordinal));
        Assert.Contains("module.db[0].aws_db_instance.this and 499 more", text.ReplaceLineEndings(" ").Replace("  ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(500, review.RootElement.GetProperty("verdicts").EnumerateArray().Count(static v => v.GetProperty("check").GetString() == "aws/rds/instance-multi-az"));
    }

    private static Dictionary<string, double> Scores(string folder)
    {
        using var review = Json(Path.Combine(Repository.Root, folder));
        return review.RootElement.GetProperty("pillars").EnumerateArray()
            .ToDictionary(static p => p.GetProperty("id").GetString()!, static p => p.GetProperty("score").GetDouble());
    }

    private static JsonDocument Json(string folder) => JsonDocument.Parse(Repository.Stoa(folder, ["review", "--format", "json"]).Output);

    private static string? VerdictOf(JsonDocument review, string check, string resource) => review.RootElement.GetProperty("verdicts").EnumerateArray()
        .SingleOrDefault(v => v.GetProperty("check").GetString() == check && v.GetProperty("resource").GetString() == resource)
        .GetProperty("verdict").GetString();

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(scratch, path), text);
}
