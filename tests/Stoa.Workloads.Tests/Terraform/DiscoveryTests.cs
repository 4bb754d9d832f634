using Stoa.Workloads.Terraform;

namespace Stoa.Workloads.Tests.Terraform;

public sealed class DiscoveryTests
{
    private const string Data = """resource "terraform_data" "x" {}""";

    [Fact]
    public void A_folder_that_another_calls_is_no_root()
    {
        var reading = Reading.Of(
            ("live/prod/main.tf", """module "m" { source = "../../modules/m" }"""),
            ("live/test/main.tf", """module "m" { source = "../../modules/m" }"""),
            ("modules/m/main.tf", Data));
        Assert.Equal(["live/prod", "live/test"], reading.Paths);
    }

    [Fact]
    public void Examples_are_roots_and_the_module_they_call_is_not()
    {
        var reading = Reading.Of(
            ("main.tf", Data),
            ("modules/alone/main.tf", Data),
            ("examples/complete/main.tf", """module "m" { source = "../../" }"""),
            ("examples/simple/main.tf", """module "m" { source = "../.." }"""));
        Assert.Equal(["examples/complete", "examples/simple", "modules/alone"], reading.Paths);
        Assert.Equal("module.m.terraform_data.x", reading.Result.Units[0].Resources.Single().Address);
    }

    [Fact]
    public void A_folder_without_resources_or_modules_is_no_unit()
    {
        var reading = Reading.Of(
            ("variables/variables.tf", """variable "x" {}"""),
            ("lookup/main.tf", """data "aws_ami" "x" {}"""),
            ("real/main.tf", Data));
        Assert.Equal(["real"], reading.Paths);
    }

    [Fact]
    public void A_folder_that_nobody_can_read_is_a_unit_since_it_may_hold_anything()
    {
        var reading = Reading.Of(("broken/main.tf", "locals {\n  x = [[[\n}\n"), ("real/main.tf", Data));
        Assert.Equal(["broken", "real"], reading.Paths);
        Assert.Contains(reading.Diagnostics, static d => d.Location?.Path == "broken/main.tf");
    }

    [Fact]
    public void Hidden_folders_and_node_modules_are_passed_over()
    {
        var reading = Reading.Of(
            ("a/main.tf", Data), ("a/.terraform/modules/x/main.tf", Data), (".git/main.tf", Data), ("node_modules/x/main.tf", Data));
        Assert.Equal(["a"], reading.Paths);
    }

    [Fact]
    public void Of_modules_that_only_call_each_other_one_is_a_root()
    {
        var reading = Reading.Of(
            ("a/main.tf", """module "b" { source = "../b" }"""),
            ("b/main.tf", """module "a" { source = "../a" }"""));
        Assert.Equal(["a"], reading.Paths);
        Assert.Contains(reading.Diagnostics, static d => d.Code == "STOA2007");
    }

    [Fact]
    public void The_root_folder_is_a_dot() => Assert.Equal(["."], Reading.Of(Data).Paths);

    [Fact]
    public void Only_a_part_of_a_tree_is_reviewed_when_asked()
    {
        var tree = new Stoa.Language.Text.MemoryFileTree(
            ("modules/m/main.tf", Data), ("live/a/main.tf", """module "m" { source = "../../modules/m" }"""), ("other/main.tf", Data));
        var reading = TerraformReader.Read(tree, path: "live");
        Assert.Equal(["live/a"], reading.Units.Select(static u => u.Path));
        Assert.Equal(["live/a/main.tf", "modules/m/main.tf"], reading.Units[0].Files);
    }

    [Fact]
    public void A_tofu_file_stands_in_for_the_tf_file_of_its_name()
    {
        var reading = Reading.Of(
            ("main.tf", """resource "terraform_data" "tf" {}"""),
            ("main.tofu", """resource "terraform_data" "tofu" {}"""),
            ("more.tf", """resource "terraform_data" "more" {}"""),
            ("extra.tofu", """resource "terraform_data" "extra" {}"""));
        Assert.Equal(["terraform_data.extra", "terraform_data.more", "terraform_data.tofu"], reading.Addresses.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Units_are_the_same_whatever_the_order_of_the_files()
    {
        (string, string)[] files =
        [
            ("b/main.tf", Data), ("a/main.tf", Data), ("c/main.tf", """module "m" { source = "../m" }"""), ("m/main.tf", Data + "\nlocals { x = nope }"),
        ];
        var first = Reading.Of(files);
        Array.Reverse(files);
        var second = Reading.Of(files);
        Assert.Equal(first.Addresses, second.Addresses);
        Assert.Equal(first.Paths, second.Paths);
        Assert.Equal(first.Diagnostics.Select(static d => d.ToString()), second.Diagnostics.Select(static d => d.ToString()));
    }
}
