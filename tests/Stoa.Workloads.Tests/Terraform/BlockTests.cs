using Stoa.Language.Values;

namespace Stoa.Workloads.Tests.Terraform;

public sealed class BlockTests
{
    [Fact]
    public void Nested_blocks_are_tuples_of_objects_even_when_alone()
    {
        var reading = Reading.Of("""
            resource "aws_instance" "x" {
              root_block_device { encrypted = true }
              ebs_block_device { size = 1 }
              ebs_block_device { size = 2 }
            }
            """).WithoutErrors();
        Assert.True(reading.Attribute("aws_instance.x", "root_block_device.0.encrypted").AsBool());
        Assert.Equal(2, reading.Attribute("aws_instance.x", "ebs_block_device").Count);
    }

    [Fact]
    public void Dynamic_blocks_become_the_blocks_they_stand_for()
    {
        var reading = Reading.Of("""
            locals { ports = { http = 80, https = 443 } }
            resource "aws_security_group" "x" {
              ingress { from_port = 22 }
              dynamic "ingress" {
                for_each = local.ports
                content {
                  from_port   = ingress.value
                  description = "${ingress.key} open"
                }
              }
              dynamic "egress" {
                for_each = [1, 2]
                iterator = it
                content { from_port = it.key * 10 + it.value }
              }
              dynamic "none" {
                for_each = []
                content { x = none.value }
              }
            }
            """).WithoutErrors();
        Assert.Equal([22, 80, 443], reading.Attribute("aws_security_group.x", "ingress").ItemList.Select(static b => Number(b, "from_port")));
        Assert.Equal("https open", reading.Attribute("aws_security_group.x", "ingress.2.description").AsString());
        Assert.Equal([1, 12], reading.Attribute("aws_security_group.x", "egress").ItemList.Select(static b => Number(b, "from_port")));
        Assert.Equal(0, reading.Attribute("aws_security_group.x", "none").Count);
    }

    [Fact]
    public void Dynamic_blocks_nest()
    {
        var reading = Reading.Of("""
            resource "aws_x" "x" {
              count = 2
              dynamic "origin" {
                for_each = { a = ["p", "q"], b = [] }
                content {
                  name = origin.key
                  dynamic "header" {
                    for_each = origin.value
                    content { value = "${count.index}-${origin.key}-${header.value}" }
                  }
                }
              }
            }
            """).WithoutErrors();
        Assert.Equal("1-a-q", reading.Attribute("aws_x.x[1]", "origin.0.header.1.value").AsString());
        Assert.Equal(0, reading.Attribute("aws_x.x[1]", "origin.1.header").Count);
    }

    [Fact]
    public void A_dynamic_block_over_something_unknown_is_unknown_but_keeps_what_it_points_at()
    {
        var reading = Reading.Of("""
            variable "rules" { type = list(string) }
            resource "aws_s3_bucket" "logs" {}
            resource "aws_x" "x" {
              dynamic "logging" {
                for_each = var.rules
                content { bucket = aws_s3_bucket.logs.id }
              }
            }
            """).WithoutErrors();
        Assert.True(reading.Attribute("aws_x.x", "logging").IsUnknown);
        Assert.Equal(["aws_s3_bucket.logs.id"], reading.Targets("aws_x.x", "logging"));
    }

    [Fact]
    public void Lifecycle_stays_and_the_other_arguments_of_terraform_itself_do_not()
    {
        var reading = Reading.Of("""
            resource "aws_a" "a" {}
            resource "aws_b" "b" {
              provider   = aws.west
              depends_on = [aws_a.a]
              lifecycle {
                prevent_destroy = true
                ignore_changes  = [tags, root_block_device[0].size]
                precondition {
                  condition     = nonsense.at.all
                  error_message = "x"
                }
              }
              provisioner "local-exec" { command = self.id }
              connection { host = self.ip }
            }
            """).WithoutErrors();
        Assert.True(reading.Attribute("aws_b.b", "lifecycle.0.prevent_destroy").AsBool());
        Assert.Equal(["tags", "root_block_device[0].size"], reading.Attribute("aws_b.b", "lifecycle.0.ignore_changes").ItemList.Select(static v => v.AsString()));
        Assert.Equal(["lifecycle"], reading["aws_b.b"].Attributes.Keys.ToArray());
        Assert.Equal(["aws_a.a"], reading["aws_b.b"].DependsOn.Select(static r => r.Address));
    }

    [Fact]
    public void Attributes_that_only_the_provider_knows_are_unknown_and_point_at_the_resource()
    {
        var reading = Reading.Of("""
            resource "aws_eks_cluster" "c" {
              name = "c"
              vpc_config { subnet_ids = [] }
            }
            resource "aws_x" "x" {
              arn    = aws_eks_cluster.c.arn
              name   = aws_eks_cluster.c.name
              nested = aws_eks_cluster.c.vpc_config[0].cluster_security_group_id
              deep   = aws_eks_cluster.c.identity[0].oidc[0].issuer
              legacy = aws_eks_cluster.c.vpc_config.0.vpc_id
              text   = "prefix-${aws_eks_cluster.c.id}"
            }
            """).WithoutErrors();
        Assert.Equal(["aws_eks_cluster.c.arn"], reading.Targets("aws_x.x", "arn"));
        Assert.True(reading.Attribute("aws_x.x", "arn").IsNotNull);
        Assert.Equal("c", reading.Attribute("aws_x.x", "name").AsString());
        Assert.Equal(["aws_eks_cluster.c.name"], reading.Targets("aws_x.x", "name"));
        Assert.Contains("aws_eks_cluster.c.vpc_config.cluster_security_group_id", reading.Targets("aws_x.x", "nested"));
        Assert.True(reading.Attribute("aws_x.x", "deep").IsUnknown);
        Assert.NotEmpty(reading.Targets("aws_x.x", "deep"));
        Assert.True(reading.Attribute("aws_x.x", "legacy").IsUnknown);
        Assert.Equal(["aws_eks_cluster.c.id"], reading.Targets("aws_x.x", "text"));
    }

    [Fact]
    public void References_survive_locals_variables_outputs_and_collections()
    {
        var reading = Reading.Of(
            ("main.tf", """
                module "a" { source = "./a" }
                locals {
                  all = { ids = [module.a.id, "x"] }
                }
                module "b" {
                  source = "./b"
                  map    = { one = local.all.ids[0] }
                }
                """),
            ("a/main.tf", """
                resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
                output "id" { value = aws_vpc.v.id }
                """),
            ("b/main.tf", """
                variable "map" { type = map(string) }
                resource "aws_subnet" "s" { vpc_id = values(var.map)[0] }
                """)).WithoutErrors();
        Assert.Equal(["module.a.aws_vpc.v.id"], reading.Targets("module.b.aws_subnet.s", "vpc_id"));
    }

    [Fact]
    public void A_value_has_the_place_of_the_attribute_in_the_resource()
    {
        var reading = Reading.Of("""
            variable "az" { default = true }
            resource "aws_db_instance" "d" {
              multi_az = var.az
            }
            """);
        var origin = reading.Attribute("aws_db_instance.d", "multi_az").Origin!;
        Assert.Equal("main.tf:3", origin.Location.ToString());
        Assert.Equal("var.az", origin.Source.Slice(origin.Span).ToString());
    }

    private static int Number(Value block, string name)
    {
        Assert.True(block.TryGet(name, out var value));
        Assert.True(value.AsNumber().TryToInt32(out var number));
        return number;
    }
}
