using System.Text.Json;

namespace Stoa.EndToEnd.Tests;

/// <summary>The verbs beside <c>review</c>, as a person uses them.</summary>
public sealed class VerbTests : IDisposable
{
    private const string Naive = "samples/three-tier-web/naive";
    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("review")]
    [InlineData("graph")]
    [InlineData("draw")]
    [InlineData("monitoring")]
    [InlineData("availability")]
    [InlineData("performance")]
    [InlineData("recovery")]
    [InlineData("defense")]
    [InlineData("console")]
    [InlineData("checks")]
    [InlineData("lens")]
    [InlineData("explain")]
    [InlineData("init")]
    public void Help_of_every_verb_has_examples(string verb)
    {
        var result = Repository.Stoa(Repository.Root, [.. verb.Length > 0 ? new[] { verb } : [], "--help"]);

        Assert.Equal(0, result.Code);
        Assert.Contains("Examples:", result.Output, StringComparison.Ordinal);
        Assert.Contains($"stoa {verb}".TrimEnd(), result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_a_version() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", Repository.Stoa("--version").Output);

    [Fact]
    public void Availability_says_what_is_promised_what_is_estimated_and_what_takes_it_down()
    {
        var text = Repository.Stoa("availability", Naive).Output;
        Assert.Contains("promised", text, StringComparison.Ordinal);
        Assert.Contains("single points of failure  zone eu-west-1a of eu-west-1, aws_db_instance.orders unit", text, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(Repository.Stoa("availability", "samples/three-tier-web/well-built", "--format", "json").Output);
        var journey = Assert.Single(json.RootElement.GetProperty("journeys").EnumerateArray());
        Assert.Equal(0.999838132558, journey.GetProperty("estimated").GetProperty("share").GetDouble(), 1e-9);
        Assert.Equal(0.998300810, journey.GetProperty("promised").GetProperty("share").GetDouble(), 1e-9);
        Assert.Equal(7, journey.GetProperty("cutSets").EnumerateArray().Count(static s => s.GetProperty("events").GetArrayLength() == 1));
    }

    [Fact]
    public void Defense_shows_the_matrix_the_empty_layers_and_what_each_path_lacks()
    {
        var text = Repository.Stoa("defense", Naive).Output;
        Assert.Contains("3 paths from the internet to data", text, StringComparison.Ordinal);
        Assert.Contains("no network defense  aws_db_instance.orders", text, StringComparison.Ordinal);
        Assert.Contains("aws_launch_template.web answers without a token (IMDSv1)", text, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(Repository.Stoa("defense", "samples/three-tier-web/well-built", "--format", "json").Output);
        var path = json.RootElement.GetProperty("paths")[0];
        Assert.Equal("orders.example.com → orders", path.GetProperty("title").GetString());
        var edge = path.GetProperty("layers")[0];
        Assert.Equal((7, 7), (edge.GetProperty("present").GetInt32(), edge.GetProperty("applicable").GetInt32()));
        Assert.Equal("edge.tf", edge.GetProperty("controls")[0].GetProperty("findings")[0].GetProperty("file").GetString());

        Assert.StartsWith("## Defense in depth", Repository.Stoa("defense", Naive, "--format", "markdown").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_on_a_control_in_the_workloads_file_is_heard_and_a_wrong_one_is_reported()
    {
        File.WriteAllText(Path.Combine(scratch, "main.tf"), "resource \"aws_lambda_function\" \"f\" {\n  function_name = \"f\"\n  role = \"r\"\n  environment {\n    variables = { T = aws_dynamodb_table.t.name }\n  }\n}\nresource \"aws_lambda_function_url\" \"u\" {\n  function_name = aws_lambda_function.f.function_name\n  authorization_type = \"NONE\"\n}\nresource \"aws_dynamodb_table\" \"t\" {\n  name = \"t\"\n  hash_key = \"id\"\n}\n");
        File.WriteAllText(Path.Combine(scratch, "stoa.yaml"), "defense:\n  controls:\n    - { control: guardduty, state: present, note: by the organization }\n    - { control: waf, state: perhaps }\n");

        Assert.Contains("guardduty  stoa.yaml:3", Repository.Stoa("defense", scratch, "--all").Output, StringComparison.Ordinal);
        Assert.Contains("perhaps", Repository.Stoa("review", scratch).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_of_a_journey_is_an_Open_PSA_document()
    {
        var model = System.Xml.Linq.XDocument.Parse(Repository.Stoa("availability", "samples/serverless-orders", "--format", "openpsa", "--journey", "Fulfilment").Output);

        Assert.Equal("opsa-mef", model.Root!.Name.LocalName);
        Assert.Contains(model.Descendants("define-basic-event"), static e => e.Attribute("name")!.Value.Contains("Fulfilment", StringComparison.Ordinal));

        var unknown = Repository.Stoa("availability", "samples/serverless-orders", "--format", "openpsa", "--journey", "Fulfilmant");
        Assert.Equal(2, unknown.Code);
        Assert.Contains("Fulfilment", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_graph_has_what_the_source_says_and_what_refers_to_what()
    {
        using var graph = JsonDocument.Parse(Repository.Stoa("graph", Naive).Output);

        var database = graph.RootElement.GetProperty("resources").EnumerateArray().Single(static r => r.GetProperty("address").GetString() == "aws_db_instance.orders");
        Assert.Equal("aws.rds.instance", database.GetProperty("kind").GetString());
        Assert.Equal(500, database.GetProperty("attributes").GetProperty("allocated_storage").GetInt32());
        Assert.False(database.GetProperty("properties").GetProperty("multi_az").GetBoolean());
        Assert.Equal("data.tf", database.GetProperty("file").GetString());
        Assert.Contains(graph.RootElement.GetProperty("edges").EnumerateArray(), static e =>
            e.GetProperty("from").GetString() == "aws_db_instance.orders" && e.GetProperty("to").GetString() == "aws_security_group.all");
    }

    [Fact]
    public void No_graph_and_no_explanation_shows_a_password()
    {
        var graph = Repository.Stoa("graph", Naive).Output;
        var explanation = Repository.Stoa("explain", "aws_db_instance.orders", Naive).Output;

        Assert.Contains("password", graph, StringComparison.Ordinal);
        Assert.Contains("password", explanation, StringComparison.Ordinal);
        Assert.DoesNotContain("orders123", graph + explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dot", "digraph")]
    [InlineData("mermaid", "flowchart")]
    public void The_graph_is_drawn_in_other_languages_too(string format, string word)
    {
        var result = Repository.Stoa("graph", Naive, "--format", format);

        Assert.StartsWith(word, result.Output, StringComparison.Ordinal);
        Assert.Contains("aws_db_instance.orders", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_answers_a_line_with_a_line()
    {
        var result = Repository.Stoa(Repository.Root, ["console"], "1 + 1\nupper(\"a\")\n[1, \"x\"]\nuuid()\n1 +\n");

        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["2", "\"A\"", "[1,\"x\"]", "!unknown"], lines[..4]);
        Assert.StartsWith("!error ", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_knows_the_module_it_is_opened_on()
    {
        var result = Repository.Stoa(Repository.Root, ["console", Naive], "aws_db_instance.orders.allocated_storage + 1\nvar.db_password\naws_vpc.main.id\n");

        Assert.Equal("501\n\"orders123\"\n!unknown\n", result.Output);
    }

    [Fact]
    public void Checks_are_listed_shown_and_found_by_the_names_of_other_tools()
    {
        var all = Repository.Stoa("checks", "list").Output.Split('\n');
        var some = Repository.Stoa("checks", "list", "--pillar", "sustainability").Output.Split('\n');
        var page = Repository.Stoa("checks", "show", "CKV_AWS_157").Output;

        Assert.True(all.Length > 80, $"{all.Length} checks");
        Assert.InRange(some.Length, 9, all.Length - 1);
        Assert.Contains("aws/rds/instance-multi-az", page, StringComparison.Ordinal);
        Assert.Contains("```hcl good", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistyped_check_is_guessed()
    {
        var result = Repository.Stoa("checks", "show", "aws/rds/instance-mutli-az");

        Assert.Equal(2, result.Code);
        Assert.Contains("did you mean 'aws/rds/instance-multi-az'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_with_a_mistyped_property_names_file_line_and_the_likely_word()
    {
        Page("wrong.md", "self.mutli_az == true");

        var result = Repository.Stoa(scratch, ["checks", "test", "."]);

        Assert.Equal(2, result.Code);
        Assert.Contains("wrong.md:9", result.Error, StringComparison.Ordinal);
        Assert.Contains("multi_az", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_of_ones_own_are_tested_and_used()
    {
        Page("standby.md", "self.multi_az == true");
        var tested = Repository.Stoa(scratch, ["checks", "test", "."]);
        var used = Repository.Stoa(Repository.Root, ["review", Naive, "--checks", scratch, "--format", "json"]);

        Assert.Equal("1 page, 2 examples passed, 0 failed\n", tested.Output);
        Assert.Contains("\"check\": \"standby\"", used.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_example_that_does_not_hold_fails_the_test_of_its_page()
    {
        Page("standby.md", "self.multi_az == false");

        var result = Repository.Stoa(scratch, ["checks", "test", "."]);

        Assert.Equal(1, result.Code);
        Assert.Contains("expected good, found", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("REL10", "score    100 × ")]
    [InlineData("REL10-BP01", "REL10")]
    [InlineData("aws/rds/instance-multi-az", "require")]
    [InlineData("aws_db_instance.orders", "multi_az")]
    public void Whatever_a_review_names_can_be_explained(string subject, string word)
    {
        var result = Repository.Stoa("explain", subject, Naive);

        Assert.Equal(0, result.Code);
        Assert.Contains(word, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_workload_file_is_written_once_and_can_be_read()
    {
        File.Copy(Path.Combine(Repository.Root, Naive, "main.tf"), Path.Combine(scratch, "main.tf"));

        var first = Repository.Stoa(scratch, ["init"]);
        var review = Repository.Stoa(scratch, ["review", "--format", "json"]);
        var second = Repository.Stoa(scratch, ["init"]);

        Assert.Equal(0, first.Code);
        Assert.Contains("regions: [eu-west-1]", File.ReadAllText(Path.Combine(scratch, "stoa.yaml")), StringComparison.Ordinal);
        Assert.DoesNotContain("stoa.yaml", review.Output, StringComparison.Ordinal);
        Assert.Equal(2, second.Code);
    }

    private void Page(string name, string require) => File.WriteAllText(Path.Combine(scratch, name), $$"""
        ---
        title: Our databases keep a standby
        kind: aws.rds.instance
        best-practices: [REL10-BP01]
        severity: high
        effort: low
        since: "0.1"
        # the line below is the ninth
        require: {{require}}
        message: "multi_az is ${self.multi_az}"
        ---
        Ours do.

        ```hcl good
        resource "aws_db_instance" "a" {
          multi_az = true
        }
        ```

        ```hcl bad
        resource "aws_db_instance" "a" {
          multi_az = false
        }
        ```

        """);
}
