using Stoa.Assessment.Checks;

namespace Stoa.Assessment.Tests.Checks;

public class CheckPageReaderTests
{
    [Fact]
    public void A_page_gives_its_fields_prose_and_examples()
    {
        var page = SmallKnowledge.Good("""
            ---
            title: Databases have a standby
            kind: aws.rds.instance
            best-practices: [REL01-BP01, REL02-BP01]
            severity: high
            effort: medium
            since: "0.1"
            aliases: [CKV_AWS_157]
            when: self.replica_of == null
            require: self.multi_az == true
            message: "multi_az is ${self.multi_az}: \"down\" with its zone"
            at: self.multi_az
            links:
              - https://example.com/a
            ---
            Why it matters.

            ## How to fix it

            ```hcl good
            resource "aws_db_instance" "a" { multi_az = true }
            ```

            ```hcl
            # an illustration
            ```

            ````yaml bad
            Resources:
              A: { Type: AWS::RDS::DBInstance }
            ````
            """);
        var check = page.Check;
        Assert.Equal("aws/rds/standby", check.Id);
        Assert.Equal("Databases have a standby", check.Title);
        Assert.Equal(["REL01-BP01", "REL02-BP01"], check.BestPractices);
        Assert.Equal((Severity.High, Effort.Medium, "0.1"), (check.Severity, check.Effort, check.Since));
        Assert.Equal(["CKV_AWS_157"], check.Aliases);
        Assert.Equal(["https://example.com/a"], check.Links);
        Assert.Equal("self.replica_of == null", page.Definition.When!.ToString());
        Assert.Equal("self.multi_az == true", page.Definition.Require.ToString());
        Assert.Equal("multi_az is ${self.multi_az}: \"down\" with its zone", page.Definition.Message.ToString());
        Assert.Equal("Why it matters.\n\n## How to fix it", page.Prose);
        Assert.Equal(
            [("hcl", ExampleExpectation.Good, "resource \"aws_db_instance\" \"a\" { multi_az = true }\n"), ("yaml", ExampleExpectation.Bad, "Resources:\n  A: { Type: AWS::RDS::DBInstance }\n")],
            page.Examples.Select(static e => (e.Language, e.Expectation, e.Text)));
        Assert.Equal([20, 28], page.Examples.Select(static e => e.Location.Line));
    }

    [Fact]
    public void A_mistyped_property_is_named_with_file_line_and_the_likely_word()
    {
        var (page, diagnostics) = SmallKnowledge.Read(SmallKnowledge.Page("require: self.mutli_az == true"));
        var only = Assert.Single(diagnostics);
        Assert.Null(page);
        Assert.Equal("STOA3009", only.Code);
        Assert.Equal("checks/aws/rds/standby.md:7", only.Location!.ToString());
        Assert.Equal("mutli_az", only.Location.Source.Slice(only.Location.Span));
        Assert.Contains("Did you mean \"multi_az\"?", only.Detail);
    }

    [Theory]
    [InlineData("severity: hihg", "STOA3006", 5, "\"high\"")]
    [InlineData("effort: tiny", "STOA3006", 6, "low, medium, high")]
    [InlineData("kind: aws.rds.instanse", "STOA3007", 3, "\"aws.rds.instance\"")]
    [InlineData("best-practices: [REL01-BP09]", "STOA3008", 4, "\"REL01-BP01\"")]
    [InlineData("requires: self.multi_az", "STOA3003", 9, "\"require\"")]
    [InlineData("title:", "STOA3004", 2, "title")]
    [InlineData("aliases: { a: b }", "STOA3005", 9, "list of texts")]
    [InlineData("at: self.multi_as", "STOA3009", 9, "\"multi_az\"")]
    [InlineData("message: \"is ${self.multi_as}\"", "STOA3009", 8, "\"multi_az\"")]
    [InlineData("require: multi_az == true", "STOA3010", 7, "self.multi_az")]
    [InlineData("require: length(resources(\"aws.ec2.vpcs\")) == 0", "STOA3007", 7, "\"aws.ec2.vpc\"")]
    [InlineData("require: length(resources(self.engine)) == 0", "STOA3014", 7, "literal")]
    public void A_mistake_is_named_with_its_line_and_what_to_write(string line, string code, int at, string hint)
    {
        var (page, diagnostics) = SmallKnowledge.Read(SmallKnowledge.Page(line));
        Assert.Null(page);
        var found = Assert.Single(diagnostics, d => d.Code == code);
        Assert.Equal(at, found.Location!.Line);
        Assert.Contains(hint, $"{found.Summary} {found.Detail}");
    }

    [Theory]
    [InlineData("self.engine == 3")]
    [InlineData("self.multi_az == \"true\"")]
    [InlineData("self.backup_days > \"7\"")]
    [InlineData("self.engine > 3")]
    [InlineData("self.backup_days")]
    [InlineData("self.multi_az && self.engine")]
    [InlineData("length(self.zones)")]
    [InlineData("self.zones == \"a\"")]
    [InlineData("self.engine.name == \"a\"")]
    [InlineData("self.subnets.zone == \"a\"")]
    [InlineData("self.subnets[*].zon == [\"a\"]")]
    [InlineData("alltrue([for s in self.subnets : s.zone])")]
    [InlineData("alltrue([for s in self.subnets : s.vpc.cidr == 10])")]
    [InlineData("self.replica_of.replica_of.mutli_az")]
    [InlineData("startswith(self.backup_days, \"a\")")]
    [InlineData("contains(self.engine, \"a\")")]
    [InlineData("!self.engine", true)]
    [InlineData("self.multi_az ? 1 : 2")]
    [InlineData("self == \"a\"")]
    [InlineData("other.multi_az")]
    [InlineData("nosuchfunction(self.engine)")]
    [InlineData("present(\"aws.ec2.vpc\") == \"yes\"")]
    [InlineData("length(referrers(self, \"aws.ec2.vpc\")[*].zone) > 0")]
    public void What_could_never_come_out_right_is_refused(string require, bool inBlock = false)
    {
        var line = inBlock ? $"require: |\n  {require}" : $"require: {require}";
        var (page, diagnostics) = SmallKnowledge.Read(SmallKnowledge.Page(line));
        Assert.Null(page);
        Assert.Equal(inBlock ? 8 : 7, Assert.Single(diagnostics).Location!.Line);
    }

    [Theory]
    [InlineData("self.multi_az")]
    [InlineData("self.engine == null || self.backup_days > 6")]
    [InlineData("length(distinct(self.subnets[*].zone)) > 1")]
    [InlineData("alltrue([for s in self.subnets : s.vpc.cidr != \"10.0.0.0/8\"])")]
    [InlineData("anytrue([for i, s in self.subnets : i > 0 && s.zone == \"a\"])")]
    [InlineData("length([for z in self.zones : z if startswith(z, \"eu-\")]) == length(self.zones)")]
    [InlineData("contains(self.zones, \"a\")")]
    [InlineData("self.replica_of.replica_of.multi_az == true")]
    [InlineData("tonumber(self.engine) > 3")]
    [InlineData("present(\"aws.cloudtrail.trail\")")]
    [InlineData("alltrue(resources(\"aws.cloudtrail.trail\")[*].logging)")]
    [InlineData("length(referrers(self, \"aws.rds.instance\")) > 0")]
    [InlineData("length({ for s in self.subnets : s.zone => s... }) > 1")]
    [InlineData("self.subnets[0].zone == self.zones[0]")]
    [InlineData("coalesce(self.engine, \"\") == \"\" ? true : self.multi_az")]
    [InlineData("self.address != \"\"")]
    [InlineData("self.tags[\"team\"] != null")]
    public void What_can_come_out_right_is_taken(string require) => 
        SmallKnowledge.Good(SmallKnowledge.Page($"require: |\n  {require}"));

    [Theory]
    [InlineData("require: !self.multi_az", "'!'")]
    [InlineData("require: [for z in self.zones : z] == []", "'['")]
    [InlineData("require: { a = 1 } == {}", "'{'")]
    [InlineData("require: \"a\" == self.engine", "'\"'")]
    [InlineData("require: 'a' == self.engine", "'''")]
    [InlineData("require: length({a: 1}) == 1 ", "': '")]
    [InlineData("when: self.engine == \"a #b\"", "' #'")]
    [InlineData("at: *self", "'*'")]
    public void The_punctuation_that_yaml_keeps_for_itself_is_named(string line, string culprit)
    {
        var (page, diagnostics) = SmallKnowledge.Read(SmallKnowledge.Page(line));
        Assert.Null(page);
        var only = Assert.Single(diagnostics);
        Assert.Equal("STOA3002", only.Code);
        Assert.Contains(culprit, only.Summary);
        Assert.Contains("block scalar", only.Detail);
    }

    [Fact]
    public void An_expression_in_a_block_scalar_points_at_its_own_line()
    {
        var (_, diagnostics) = SmallKnowledge.Read(SmallKnowledge.Page("require: |\n  !self.multi_az\n  || self.engin == null"));
        Assert.Equal(9, Assert.Single(diagnostics).Location!.Line);
    }

    [Theory]
    [InlineData("No front matter at all", "STOA3001")]
    [InlineData("---\ntitle: a\n", "STOA3001")]
    [InlineData("", "STOA3001")]
    public void A_page_without_front_matter_says_so(string text, string code)
    {
        var (page, diagnostics) = SmallKnowledge.Read(text);
        Assert.Null(page);
        Assert.Equal(code, Assert.Single(diagnostics).Code);
    }

    [Theory]
    [InlineData("```hcl nice\n```\n", "STOA3015")]
    [InlineData("```toml good\n```\n", "STOA3015")]
    [InlineData("```hcl good\nnever closed\n", "STOA3016")]
    public void An_example_that_cannot_be_run_is_a_mistake(string fence, string code)
    {
        var (page, diagnostics) = SmallKnowledge.Read(SmallKnowledge.Page() + fence);
        Assert.Null(page);
        Assert.Equal(code, Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void A_path_that_is_no_id_is_refused()
    {
        var (page, diagnostics) = SmallKnowledge.Read(SmallKnowledge.Page(), "aws/RDS/Standby");
        Assert.Null(page);
        Assert.Equal("STOA3018", Assert.Single(diagnostics).Code);
    }
}
