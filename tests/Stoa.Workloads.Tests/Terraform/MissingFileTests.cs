using Stoa.Language.Diagnostics;

namespace Stoa.Workloads.Tests.Terraform;

/// <summary>Files that expressions read and that are not there: a build may make them later.</summary>
public sealed class MissingFileTests
{
    [Theory]
    [InlineData("filebase64sha256(\"${path.module}/build.zip\")")]
    [InlineData("filemd5(\"build.zip\")")]
    [InlineData("file(\"./build.zip\")")]
    [InlineData("templatefile(\"build.zip\", {})")]
    public void A_file_that_is_not_there_yet_costs_a_warning_and_the_attribute_that_needs_it(string expression)
    {
        var reading = Reading.Of($$"""
            resource "aws_lambda_function" "f" {
              filename         = "build.zip"
              source_code_hash = {{expression}}
              timeout          = 10
            }
            """);

        var only = Assert.Single(reading.Diagnostics);
        Assert.Equal(("STOA1207", DiagnosticSeverity.Warning, "main.tf:3"), (only.Code, only.Severity, only.Location!.ToString()));
        Assert.Contains("build.zip", only.Summary, StringComparison.Ordinal);
        Assert.Contains("build first", only.Detail, StringComparison.Ordinal);
        Assert.True(reading.Attribute("aws_lambda_function.f", "source_code_hash").IsUnknown);
        Assert.Equal("10", reading.Attribute("aws_lambda_function.f", "timeout").AsNumber().ToString());
    }

    [Fact]
    public void A_file_that_many_need_is_one_warning_and_another_file_another()
    {
        var reading = Reading.Of(
            ("main.tf", """
                module "a" { source = "./m" }
                module "b" { source = "./m" }
                resource "aws_x" "x" {
                  count = 3
                  first = filesha256("m/build.zip")
                  again = filemd5("./m/build.zip")
                  other = filemd5("other.zip")
                }
                """),
            ("m/main.tf", "resource \"aws_x\" \"y\" { hash = filesha256(\"${path.module}/build.zip\") }"));

        Assert.Equal(
            ["m/main.tf:1 The file m/build.zip is not there", "main.tf:7 The file other.zip is not there"],
            reading.Diagnostics.Select(static d => $"{d.Location} {d.Summary}"));
        Assert.Equal(5, reading.Resources.Count());
    }

    [Fact]
    public void What_tries_a_file_that_is_not_there_goes_on_as_Terraform_does()
    {
        var reading = Reading.Of("""
            resource "aws_x" "x" {
              text  = try(file("missing.txt"), "fallback")
              there = can(file("missing.txt"))
            }
            """);

        Assert.Empty(reading.Diagnostics);
        Assert.Equal("fallback", reading.Attribute("aws_x.x", "text").AsString());
        Assert.False(reading.Attribute("aws_x.x", "there").AsBool());
    }

    [Theory]
    [InlineData("~/.ssh/id_ed25519.pub")]
    [InlineData("/etc/ssl/ca.pem")]
    [InlineData("../../../../etc/passwd")]
    public void A_file_outside_of_what_may_be_read_is_a_warning_that_names_it(string path)
    {
        var reading = Reading.Of($$"""resource "aws_x" "x" { text = file("{{path}}") }""");

        var only = Assert.Single(reading.Diagnostics);
        Assert.Equal(("STOA1208", DiagnosticSeverity.Warning), (only.Code, only.Severity));
        Assert.Contains(path, only.Summary, StringComparison.Ordinal);
        Assert.True(reading.Attribute("aws_x.x", "text").IsUnknown);
    }
}
