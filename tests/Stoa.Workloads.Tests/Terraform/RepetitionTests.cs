using Stoa.Language.Values;

namespace Stoa.Workloads.Tests.Terraform;

public sealed class RepetitionTests
{
    [Fact]
    public void A_resource_whose_count_is_unknown_stands_once_for_all()
    {
        var reading = Reading.Of("""
            variable "n" { type = number }
            resource "aws_subnet" "s" {
              count      = var.n
              cidr_block = "10.0.0.0/24"
              tags       = { Name = "s-${count.index}" }
            }
            resource "aws_instance" "one" { subnet_id = aws_subnet.s[0].id }
            resource "aws_lb" "all" { subnets = aws_subnet.s[*].id }
            resource "aws_db_subnet_group" "loop" { subnet_ids = [for s in aws_subnet.s : s.id] }
            resource "aws_route" "by_index" {
              count     = var.n
              subnet_id = aws_subnet.s[count.index].id
              cidr      = aws_subnet.s[count.index].cidr_block
            }
            """).WithoutErrors();
        Assert.True(reading["aws_subnet.s[*]"].IsIndeterminate);
        Assert.Equal("10.0.0.0/24", reading.Attribute("aws_subnet.s[*]", "cidr_block").AsString());
        Assert.True(reading.Attribute("aws_subnet.s[*]", "tags.Name").IsUnknown);
        Assert.Equal(["aws_subnet.s[*].id"], reading.Targets("aws_instance.one", "subnet_id"));
        Assert.Contains("aws_subnet.s[*].id", reading.Targets("aws_lb.all", "subnets"));
        Assert.Contains("aws_subnet.s[*].id", reading.Targets("aws_db_subnet_group.loop", "subnet_ids"));
        Assert.Equal("10.0.0.0/24", reading.Attribute("aws_route.by_index[*]", "cidr").AsString());
        Assert.False(reading["aws_instance.one"].IsIndeterminate);
    }

    [Fact]
    public void A_module_whose_for_each_is_unknown_stands_once_for_all()
    {
        var reading = Reading.Of(
            ("main.tf", """
                variable "sites" { type = map(object({ size = string })) }
                module "site" {
                  source   = "./site"
                  for_each = var.sites
                  name     = each.key
                  size     = each.value.size
                }
                resource "aws_route53_record" "r" { records = [for s in module.site : s.arn] }
                output "one" { value = module.site["x"].arn }
                """),
            ("site/main.tf", """
                variable "name" {}
                variable "size" { type = string }
                resource "aws_s3_bucket" "b" {
                  bucket = var.name
                  acl    = "private"
                }
                output "arn" { value = aws_s3_bucket.b.arn }
                """)).WithoutErrors();
        var bucket = reading["module.site[*].aws_s3_bucket.b"];
        Assert.True(bucket.IsIndeterminate);
        Assert.Equal("private", reading.Attribute(bucket.Address, "acl").AsString());
        Assert.True(reading.Attribute(bucket.Address, "bucket").IsUnknown);
        Assert.Contains("module.site[*].aws_s3_bucket.b.arn", reading.Targets("aws_route53_record.r", "records"));
    }

    [Fact]
    public void A_count_of_a_thousand_million_ends_in_one_diagnostic()
    {
        var reading = Reading.Of("""
            resource "terraform_data" "x" {
              count = 1000000000
              input = count.index
            }
            """);
        Assert.Equal(["terraform_data.x[*]"], reading.Addresses);
        Assert.Equal(["STOA2008"], reading.Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void Modules_that_multiply_end_in_a_diagnostic()
    {
        var files = new List<(string, string)> { ("main.tf", Call("m0")) };
        for (var i = 0; i < 8; i++)
        {
            files.Add(($"m{i}/main.tf", i == 7 ? """resource "terraform_data" "x" {}""" : Call($"../m{i + 1}")));
        }

        var reading = Reading.Of([.. files]);
        Assert.Contains(reading.Diagnostics, static d => d.Code == "STOA2008");
        Assert.InRange(reading.Resources.Count(), 1, 200_000);

        static string Call(string source) => $$"""
            module "m" {
              source = "{{(source.StartsWith('.') ? source : "./" + source)}}"
              count  = 100
            }
            """;
    }

    [Theory]
    [InlineData("-1", "STOA2009")]
    [InlineData("1.5", "STOA2009")]
    [InlineData("null", "STOA2009")]
    [InlineData("\"many\"", "STOA2009")]
    public void A_count_that_is_no_whole_number_is_refused(string count, string code)
    {
        var reading = Reading.Of($$"""
            resource "terraform_data" "x" {
              count = {{count}}
            }
            """);
        Assert.Equal([code], reading.Diagnostics.Select(static d => d.Code));
        Assert.Equal(["terraform_data.x[*]"], reading.Addresses);
    }

    [Theory]
    [InlineData("[\"a\"]")]
    [InlineData("null")]
    [InlineData("\"a\"")]
    [InlineData("toset([1, 2])")]
    public void A_for_each_that_is_no_map_or_set_of_strings_is_refused(string collection)
    {
        var reading = Reading.Of($$"""
            resource "terraform_data" "x" {
              for_each = {{collection}}
            }
            """);
        Assert.Equal(["STOA2010"], reading.Diagnostics.Select(static d => d.Code));
    }

    [Fact]
    public void Resources_of_unknown_keys_but_known_number_stand_by_index()
    {
        var reading = Reading.Of("""
            resource "aws_eip" "e" { count = 2 }
            resource "aws_nat_gateway" "n" {
              count         = 2
              allocation_id = element(aws_eip.e[*].id, count.index)
            }
            """).WithoutErrors();
        Assert.Equal(["aws_eip.e[1].id"], reading.Targets("aws_nat_gateway.n[1]", "allocation_id"));
    }
}
