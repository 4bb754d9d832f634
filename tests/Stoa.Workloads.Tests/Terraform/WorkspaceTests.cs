using Stoa.Language.Diagnostics;
using Stoa.Workloads.Terraform;

namespace Stoa.Workloads.Tests.Terraform;

public sealed class WorkspaceTests
{
    private const string Main = """
        locals {
          sizes = { staging = "small", production = "large" }
          size  = local.sizes[terraform.workspace]
        }
        resource "aws_x" "x" {
          name = "orders-${terraform.workspace}"
          size = local.size
          next = terraform.workspace == "production"
        }
        resource "aws_x" "only_in_production" { count = terraform.workspace == "production" ? 1 : 0 }
        """;

    [Fact]
    public void A_workspace_that_nobody_gave_is_unknown_and_one_remark()
    {
        var reading = Reading.Of(Main);

        var only = Assert.Single(reading.Diagnostics);
        Assert.Equal(("STOA2028", DiagnosticSeverity.Info, "main.tf:6"), (only.Code, only.Severity, only.Location!.ToString()));
        Assert.Contains("--workspace NAME", only.Detail, StringComparison.Ordinal);
        Assert.True(reading.Attribute("aws_x.x", "size").IsUnknown);
        Assert.True(reading.Attribute("aws_x.x", "next").IsUnknown);
        Assert.Equal(["aws_x.x", "aws_x.only_in_production[*]"], reading.Addresses);
    }

    [Fact]
    public void Many_root_modules_that_ask_for_the_workspace_are_one_remark()
    {
        var reading = Reading.Of(("a/main.tf", Main), ("b/main.tf", Main));

        Assert.Equal(["a/main.tf:6"], reading.Diagnostics.Select(static d => d.Location!.ToString()));
        Assert.Equal(4, reading.Resources.Count());
    }

    [Theory]
    [InlineData("production", "large", 2)]
    [InlineData("staging", "small", 1)]
    public void A_workspace_that_was_given_is_known(string workspace, string size, int resources)
    {
        var reading = Reading.Of(new TerraformOptions { Workspace = workspace }, ("main.tf", Main));

        Assert.Empty(reading.Diagnostics);
        Assert.Equal(size, reading.Attribute("aws_x.x", "size").AsString());
        Assert.Equal($"orders-{workspace}", reading.Attribute("aws_x.x", "name").AsString());
        Assert.Equal(resources, reading.Resources.Count());
    }

    [Fact]
    public void A_workspace_that_the_configuration_does_not_know_is_an_error_of_the_configuration()
    {
        var reading = Reading.Of(new TerraformOptions { Workspace = "default" }, ("main.tf", Main));

        Assert.Equal(["STOA1213"], reading.Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void A_module_that_does_not_ask_for_the_workspace_hears_nothing_of_it() =>
        Assert.Empty(Reading.Of("resource \"aws_x\" \"x\" { name = \"a\" }").Diagnostics);
}
