using Stoa.Assessment.Checks;
using Stoa.Language.Text;

namespace Stoa.Assessment.Tests.Checks;

/// <summary>What checks say of Terraform and CloudFormation, from text to verdict.</summary>
public class VerdictTests
{
    [Theory]
    [InlineData("multi_az = true", Outcome.Pass)]
    [InlineData("multi_az = false", Outcome.Fail)]
    [InlineData("engine = \"mysql\"", Outcome.Fail)]
    [InlineData("multi_az = var.ha", Outcome.Undecided)]
    public void Unknown_is_neither_a_finding_nor_a_pass(string attribute, Outcome outcome) =>
        Assert.Equal(outcome, Assert.Single(Outcomes(SmallKnowledge.Page("require: self.multi_az == true"), Database(attribute))));

    [Theory]
    [InlineData("replicate_source_db = \"other\"", Outcome.Fail)]
    [InlineData("engine = \"mysql\"", Outcome.NotApplicable)]
    [InlineData("engine = var.engine", Outcome.Undecided)]
    [InlineData("engine = var.engine\n multi_az = true", Outcome.Pass)]
    [InlineData("engine = \"postgres\"", Outcome.Fail)]
    [InlineData("multi_az = false", Outcome.NotApplicable)]
    public void A_check_that_may_not_apply_never_fails(string attribute, Outcome outcome)
    {
        var when = attribute.Contains("replicate") ? "when: self.replica_of != null || true" : "when: self.engine == \"postgres\"";
        Assert.Equal(outcome, Assert.Single(Outcomes(SmallKnowledge.Page("require: self.multi_az == true", when), Database(attribute))));
    }

    [Fact]
    public void A_condition_that_is_null_is_false() =>
        Assert.Equal(Outcome.Fail, Assert.Single(Outcomes(SmallKnowledge.Page("require: self.backup_days > 6"), Database("engine = \"a\""))));

    [Fact]
    public void References_are_followed_to_the_resources_they_mean()
    {
        var page = SmallKnowledge.Page("require: length(distinct(self.subnets[*].zone)) > 1");
        var two = """
            resource "aws_subnet" "a" { availability_zone = "eu-west-1a" }
            resource "aws_subnet" "b" { availability_zone = "eu-west-1b" }
            """;
        Assert.Equal(Outcome.Pass, Assert.Single(Outcomes(page, two + Database("subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]"))));
        Assert.Equal(Outcome.Fail, Assert.Single(Outcomes(page, two + Database("subnet_ids = [aws_subnet.a.id]"))));
    }

    [Fact]
    public void What_belongs_to_the_account_is_present_or_unknown_but_never_missing()
    {
        var page = SmallKnowledge.Page("kind: workload", "require: present(\"aws.cloudtrail.trail\")", "message: no trail is declared here");
        Assert.Equal(Outcome.Undecided, Assert.Single(Outcomes(page, Database("engine = \"a\""))));
        Assert.Equal(Outcome.Pass, Assert.Single(Outcomes(page, "resource \"aws_cloudtrail\" \"a\" { name = \"a\" }")));
        Assert.Equal(Outcome.Undecided, Assert.Single(Outcomes(page, "variable \"n\" {}\nresource \"aws_cloudtrail\" \"a\" { count = var.n }")));
    }

    [Fact]
    public void Referrers_are_found_and_one_that_leads_nobody_knows_where_leaves_it_open()
    {
        var page = SmallKnowledge.Page("require: length(referrers(self, \"aws.rds.instance\")) > 0", "when: self.replica_of == null");
        var primary = Database("engine = \"a\"");
        Assert.Equal([Outcome.Fail], Outcomes(page, primary));
        Assert.Equal(
            [Outcome.Pass, Outcome.NotApplicable],
            Outcomes(page, primary + "resource \"aws_db_instance\" \"r\" { replicate_source_db = aws_db_instance.a.identifier }"));
        Assert.Equal(
            Outcome.Undecided,
            Outcomes(page, primary + """
                resource "aws_backup_restore" "b" {}
                resource "aws_db_instance" "r" { replicate_source_db = aws_backup_restore.b.database }
                """)[0]);
    }

    [Theory]
    [InlineData("var.other")]
    [InlineData("\"another-repository\"")]
    [InlineData("var.ha ? aws_db_instance.b.identifier : null")]
    public void A_reference_that_cannot_lead_to_a_resource_leaves_nothing_open_about_it(string other)
    {
        var page = SmallKnowledge.Page("require: length(referrers(self, \"aws.rds.instance\")) > 0", "when: self.engine != null");
        Assert.Equal(
            [Outcome.Fail, Outcome.NotApplicable, Outcome.NotApplicable],
            Outcomes(page, Database("engine = \"a\"") + $$"""
                variable "other" {}
                resource "aws_db_instance" "b" {}
                resource "aws_db_instance" "r" { replicate_source_db = {{other}} }
                """));
    }

    [Fact]
    public void An_empty_text_names_nothing()
    {
        var page = SmallKnowledge.Page("require: self.replica_of == null");
        Assert.Equal([Outcome.Pass], Outcomes(page, Database("replicate_source_db = \"\"")));
    }

    [Fact]
    public void The_message_has_a_word_for_everything()
    {
        var page = SmallKnowledge.Page(
            "require: self.multi_az",
            "message: \"az ${self.multi_az}, days ${self.backup_days}, engine ${self.engine}, zones ${self.zones}, replica ${self.replica_of}\"");
        var verdict = Assert.Single(Review(page, Database("engine = var.engine\n availability_zones = [\"a\", \"b\"]")).Verdicts);
        Assert.Equal("az false (the default), days not set, engine not known before deployment, zones a, b, replica not set", verdict.Message);
    }

    [Fact]
    public void A_finding_points_at_the_value_or_where_nobody_wrote_it_at_the_resource()
    {
        var page = SmallKnowledge.Page("at: self.multi_az");
        Assert.Equal("main.tf:2", Assert.Single(Review(page, "resource \"aws_db_instance\" \"a\" {\n  multi_az = false\n}").Verdicts).Location!.ToString());
        Assert.Equal("main.tf:1", Assert.Single(Review(page, "resource \"aws_db_instance\" \"a\" {\n  engine = \"a\"\n}").Verdicts).Location!.ToString());
    }

    [Fact]
    public void A_finding_points_into_a_list_that_the_check_put_together()
    {
        var page = SmallKnowledge.Page("at: |\n  [for value in [self.engine, self.backup_days] : value if value != \"a\"]");
        Assert.Equal("main.tf:3", Assert.Single(
            Review(page, "resource \"aws_db_instance\" \"a\" {\n  engine = \"a\"\n  backup_retention_period = 3\n}").Verdicts).Location!.ToString());
        Assert.Equal("main.tf:1", Assert.Single(
            Review(page, "resource \"aws_db_instance\" \"a\" {\n  engine = \"a\"\n}").Verdicts).Location!.ToString());
    }

    [Fact]
    public void The_message_gives_what_is_known_of_a_text()
    {
        var page = SmallKnowledge.Page("require: self.multi_az", "message: \"engine ${self.engine}, zones ${self.zones}\"");
        var verdict = Assert.Single(Review(page, Database("engine = \"db-${var.engine}\"\n availability_zones = [\"a\", var.engine]")).Verdicts);
        Assert.Equal("engine db-…, zones a, (not known before deployment)", verdict.Message);
    }

    [Fact]
    public void A_resource_that_may_not_exist_still_fails_and_says_so()
    {
        var verdict = Assert.Single(Review(SmallKnowledge.Page(), Database("count = var.n\n multi_az = false")).Verdicts);
        Assert.Equal(Outcome.Fail, verdict.Outcome);
        Assert.EndsWith("(where it exists: how many of it there are is not known)", verdict.Message);
    }

    [Fact]
    public void The_instances_of_one_line_are_one_finding_with_their_addresses()
    {
        var assessment = Review(SmallKnowledge.Page(), Database("count = 3\n multi_az = false") + "resource \"aws_db_instance\" \"b\" {}\n");
        Assert.Equal(4, assessment.Summary.Verdicts.Fail);
        Assert.Equal([3, 1], assessment.Findings.Select(static f => f.Verdicts.Length));
        Assert.Equal(
            ["aws_db_instance.a[0]", "aws_db_instance.a[1]", "aws_db_instance.a[2]"], assessment.Findings[0].Verdicts.Select(static v => v.Address));
    }

    [Fact]
    public void Both_formats_get_the_same_verdict()
    {
        var files = new MemoryFileTree(
            ("t/main.tf", "resource \"aws_db_instance\" \"a\" { multi_az = false }"),
            ("c/template.yaml", "Resources:\n  A:\n    Type: AWS::RDS::DBInstance\n    Properties: { MultiAZ: false }\n"));
        var assessment = Reviewer.Run(files, new ReviewOptions(), SmallKnowledge.Of(SmallKnowledge.Good(SmallKnowledge.Page())), TimeProvider.System).Assessment;
        Assert.Equal(["A", "aws_db_instance.a"], assessment.Verdicts.Select(static v => v.Address));
        Assert.Equal(["c/template.yaml", "t"], assessment.Sources.Select(static s => s.Path));
    }

    [Fact]
    public void What_is_undecided_is_told_without_claiming_a_failure()
    {
        var verdict = Assert.Single(Review(SmallKnowledge.Page(), Database("multi_az = var.ha")).Verdicts);
        Assert.Equal((Outcome.Undecided, "Not known before deployment: Databases have a standby"), (verdict.Outcome, verdict.Message));
    }

    [Fact]
    public void What_the_whole_workload_lacks_may_be_declared_elsewhere()
    {
        var page = SmallKnowledge.Page("kind: workload", "require: present(\"aws.cloudtrail.trail\")", "message: no trail is declared here");
        Assert.Equal("no trail is declared here; it may be declared elsewhere", Assert.Single(Review(page, Database("engine = \"a\"")).Verdicts).Message);
    }

    [Fact]
    public void A_check_that_cannot_be_evaluated_leaves_a_question_and_blames_the_check()
    {
        var assessment = Review(SmallKnowledge.Page("require: coalesce(self.engine) == \"a\""), Database("multi_az = true"));
        Assert.Equal(Outcome.Undecided, Assert.Single(assessment.Verdicts).Outcome);
        var blame = Assert.Single(assessment.Diagnostics, static d => d.Code == "STOA3301");
        Assert.Equal(Language.Diagnostics.DiagnosticSeverity.Info, blame.Severity);
        Assert.Equal("The check aws/rds/standby could not be evaluated for aws_db_instance.a", blame.Summary);
        Assert.Equal("main.tf", blame.Location!.Path);
        Assert.Contains("(checks/aws/rds/standby.md:7)", blame.Detail);
    }

    internal static WorkloadAssessment Review(string page, string terraform) => Reviewer.Run(
        new MemoryFileTree(("main.tf", terraform)),
        new ReviewOptions(),
        SmallKnowledge.Of(SmallKnowledge.Good(page)),
        TimeProvider.System).Assessment;

    private static List<Outcome> Outcomes(string page, string terraform)
    {
        var knowledge = SmallKnowledge.Of(SmallKnowledge.Good(page));
        var workload = CheckExamples.Build(
            new CheckExample("hcl", ExampleExpectation.Good, terraform, new Language.Text.Location(new SourceText("", ""), default)), knowledge.Kinds);
        return [.. new CheckEngine(knowledge.Checks).Run(new CheckScope(workload), 1).Checks.SelectMany(static c => c.Outcomes)];
    }

    private static string Database(string attributes) => $$"""

        variable "ha" {}
        variable "engine" {}
        variable "n" {}
        resource "aws_db_instance" "a" {
          {{attributes}}
        }

        """;
}
