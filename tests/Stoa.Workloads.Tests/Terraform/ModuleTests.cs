using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Workloads.Terraform;

namespace Stoa.Workloads.Tests.Terraform;

public sealed class ModuleTests
{
    [Fact]
    public void A_module_that_is_not_installed_is_reported_once_and_its_outputs_are_unknown()
    {
        var reading = Reading.Of("""
            module "a" {
              source  = "terraform-aws-modules/vpc/aws"
              version = "5.0.0"
            }
            module "b" {
              source = "terraform-aws-modules/vpc/aws"
              count  = 2
            }
            resource "aws_x" "x" { ids = concat(module.a.private_subnets, module.b[*].vpc_id) }
            """);
        var diagnostic = Assert.Single(reading.Diagnostics);
        Assert.Equal(("STOA2005", DiagnosticSeverity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains("terraform init", diagnostic.Detail);
        Assert.True(reading.Attribute("aws_x.x", "ids").IsUnknown);
    }

    [Fact]
    public void Installed_modules_are_found_through_the_manifest()
    {
        var reading = Reading.Of(
            ("main.tf", """module "vpc" { source = "registry.example.com/a/vpc/aws" }"""),
            (".terraform/modules/modules.json", """
                {"Modules":[{"Key":"","Source":"","Dir":"."},
                 {"Key":"vpc","Source":"registry.example.com/a/vpc/aws","Version":"1.0.0","Dir":".terraform/modules/vpc"},
                 {"Key":"vpc.label","Source":"git::https://example.com/label","Dir":".terraform/modules/vpc.label"},
                 {"Key":"evil","Source":"x","Dir":"../../etc"}]}
                """),
            (".terraform/modules/vpc/main.tf", """
                module "label" { source = "git::https://example.com/label" }
                module "sub" { source = "./modules/sub" }
                """),
            (".terraform/modules/vpc/modules/sub/main.tf", """resource "terraform_data" "sub" {}"""),
            (".terraform/modules/vpc.label/main.tf", """resource "terraform_data" "label" {}""")).WithoutErrors();
        Assert.Equal(["module.vpc.module.label.terraform_data.label", "module.vpc.module.sub.terraform_data.sub"], reading.Addresses);
        Assert.Empty(reading.Diagnostics);
    }

    [Fact]
    public void A_module_outside_the_reviewed_folder_is_a_diagnostic()
    {
        var reading = Reading.Of("""module "m" { source = "../../elsewhere" }""");
        Assert.Equal(["STOA2029"], reading.Diagnostics.Select(static d => d.Code));
        Assert.Contains("--root FOLDER", reading.Diagnostics[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_is_not_there_is_a_diagnostic()
    {
        var reading = Reading.Of("""module "m" { source = "./elsewhere" }""");
        Assert.Equal(["STOA2006"], reading.Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void A_circle_of_values_is_one_diagnostic_that_names_the_chain()
    {
        var reading = Reading.Of("""
            locals {
              a = local.b
              b = "${local.c}!"
              c = local.a
            }
            resource "terraform_data" "x" {
              count = 3
              input = local.b
            }
            """);
        var diagnostic = Assert.Single(reading.Diagnostics);
        Assert.Equal("STOA2004", diagnostic.Code);
        Assert.Contains("local.b → local.c → local.a → local.b", diagnostic.Detail);
        Assert.True(reading.Attribute("terraform_data.x[0]", "input").IsUnknown);
    }

    [Fact]
    public void A_circle_through_modules_and_counts_ends()
    {
        var reading = Reading.Of(
            ("main.tf", """
                module "a" {
                  source = "./m"
                  x      = module.b.y
                }
                module "b" {
                  source = "./m"
                  x      = module.a.y
                }
                resource "terraform_data" "self" { count = length(terraform_data.self) }
                """),
            ("m/main.tf", """
                variable "x" {}
                resource "terraform_data" "r" { input = var.x }
                output "y" { value = terraform_data.r.input }
                """));
        Assert.Contains(reading.Diagnostics, static d => d.Code == "STOA2004" && d.Detail.Contains("module.a.output.y", StringComparison.Ordinal));
        Assert.Contains(reading.Diagnostics, static d => d.Code == "STOA2004" && d.Detail.Contains("terraform_data.self", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chain_of_ten_thousand_locals_ends_in_a_diagnostic()
    {
        var locals = string.Join('\n', Enumerable.Range(0, 10_000).Select(static i => $"l{i} = local.l{i + 1}"));
        var reading = Reading.Of($$"""
            locals {
            {{locals}}
              l10000 = 1
            }
            resource "terraform_data" "x" { input = local.l0 }
            """);
        Assert.Contains(reading.Diagnostics, static d => d.Code == "STOA2018");
        Assert.True(reading.Attribute("terraform_data.x", "input").IsUnknown);
    }

    [Fact]
    public void A_name_that_nobody_declares_is_named_with_the_likely_one()
    {
        var reading = Reading.Of("""
            variable "instance_type" { default = "t3.micro" }
            resource "aws_instance" "x" { instance_type = var.instance_tpye }
            """);
        var diagnostic = Assert.Single(reading.Diagnostics);
        Assert.Equal("STOA2003", diagnostic.Code);
        Assert.Contains("instance_type", diagnostic.Detail);
        Assert.Equal("main.tf:2", diagnostic.Location!.ToString());
    }

    [Fact]
    public void Variables_without_a_value_are_one_hint_and_unknown_of_their_type()
    {
        var reading = Reading.Of("""
            variable "a" { type = bool }
            variable "b" { type = map(string) }
            resource "aws_x" "x" {
              a = var.a
              b = var.b["k"]
            }
            """);
        var diagnostic = Assert.Single(reading.Diagnostics);
        Assert.Equal(("STOA2012", DiagnosticSeverity.Info), (diagnostic.Code, diagnostic.Severity));
        Assert.Equal("bool", reading.Attribute("aws_x.x", "a").Type.ToString());
        Assert.Equal("string", reading.Attribute("aws_x.x", "b").Type.ToString());
    }

    [Fact]
    public void Wrong_arguments_of_a_module_are_named()
    {
        var reading = Reading.Of(
            ("main.tf", """
                module "m" {
                  source = "./m"
                  nmae   = "x"
                  size   = "big"
                }
                """),
            ("m/main.tf", """
                variable "name" {}
                variable "size" { type = number }
                resource "terraform_data" "x" { input = [var.name, var.size] }
                """));
        Assert.Equal(["STOA2011", "STOA2013", "STOA2014"], reading.Diagnostics.Select(static d => d.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_value_for_a_variable_that_does_not_exist_is_a_warning()
    {
        var options = new TerraformOptions { Variables = [new VariableAssignment.Text("sise", "1")] };
        var reading = Reading.Of(options, ("main.tf", """
            variable "size" { default = 1 }
            resource "terraform_data" "x" { input = var.size }
            """));
        Assert.Equal(["STOA2015"], reading.Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void Resources_of_five_hundred_calls_share_one_line()
    {
        var calls = string.Join('\n', Enumerable.Range(0, 500).Select(static i => $"module \"m{i}\" {{\n  source = \"./m\"\n  name = \"n{i}\"\n}}"));
        var reading = Reading.Of(
            ("main.tf", calls),
            ("m/main.tf", """
                variable "name" {}
                resource "aws_s3_bucket" "b" {
                  bucket = var.name
                  tags   = { fixed = "same" }
                }
                """)).WithoutErrors();
        Assert.Equal(500, reading.Resources.Count());
        Assert.Single(reading.Resources.Select(static r => r.Declaration.ToString()).Distinct());
        Assert.Equal("n499", reading.Attribute("module.m499.aws_s3_bucket.b", "bucket").AsString());
        Assert.Same(reading.Attribute("module.m0.aws_s3_bucket.b", "tags"), reading.Attribute("module.m1.aws_s3_bucket.b", "tags"));
    }

    [Fact]
    public void A_broken_block_costs_itself_and_not_the_module()
    {
        var reading = Reading.Of("""
            resource "aws_a" "good" { x = 1 }
            resource "aws_a" { x = 2 }
            resource "aws_a" "good" { x = 3 }
            resource "aws_a" "also" { x = = }
            resource "aws_a" "last" { x = 4 }
            """);
        Assert.Contains("aws_a.good", reading.Addresses);
        Assert.Contains("aws_a.last", reading.Addresses);
        Assert.Contains(reading.Diagnostics, static d => d.Code == "STOA2001");
        Assert.Contains(reading.Diagnostics, static d => d.Code == "STOA2002");
    }

    [Fact]
    public void A_console_evaluates_in_the_names_of_a_module()
    {
        var tree = new MemoryFileTree(("app/main.tf", """
            variable "n" { default = 2 }
            locals { doubled = var.n * 2 }
            resource "terraform_data" "x" { input = local.doubled }
            """));
        var console = TerraformConsole.Open(tree, "app")!;
        var source = new SourceText("console", "local.doubled + var.n + terraform_data.x.input");
        var (expression, _) = HclParser.ParseExpression(source);
        var value = Compiler.Compile(expression, console.Binder, new CompilationContext(source, console.Frame.Diagnostics))(console.Frame);
        Assert.Equal("10", value.AsNumber().ToString());
        Assert.Null(TerraformConsole.Open(tree, "nowhere"));
    }
}
