using Stoa.Language.Values;
using Stoa.Workloads.Terraform;

namespace Stoa.Workloads.Tests.Terraform;

public sealed class DataSourceTests
{
    [Fact]
    public void A_policy_document_is_written_as_the_provider_writes_it()
    {
        var reading = Reading.Of("""
            data "aws_iam_policy_document" "base" {
              statement {
                sid       = "Kept"
                actions   = ["s3:GetObject"]
                resources = ["*"]
              }
              statement {
                sid       = "Replaced"
                actions   = ["s3:PutObject"]
                resources = ["*"]
              }
            }
            data "aws_iam_policy_document" "all" {
              source_policy_documents = [data.aws_iam_policy_document.base.json]
              statement {
                sid       = "Replaced"
                effect    = "Deny"
                actions   = ["s3:Get*", "s3:Put*"]
                resources = ["arn:aws:s3:::a/&{aws:username}", "arn:aws:s3:::b"]
                principals {
                  type        = "AWS"
                  identifiers = ["*"]
                }
                condition {
                  test     = "Bool"
                  variable = "aws:SecureTransport"
                  values   = ["false"]
                }
              }
              statement {
                not_actions = ["iam:*"]
                resources   = ["*"]
                principals {
                  type        = "*"
                  identifiers = ["*"]
                }
              }
            }
            resource "aws_x" "x" { policy = data.aws_iam_policy_document.all.json }
            """).WithoutErrors();
        Assert.Equal(
            """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "Kept",
                  "Effect": "Allow",
                  "Action": "s3:GetObject",
                  "Resource": "*"
                },
                {
                  "Sid": "Replaced",
                  "Effect": "Deny",
                  "Action": [
                    "s3:Put*",
                    "s3:Get*"
                  ],
                  "Resource": [
                    "arn:aws:s3:::b",
                    "arn:aws:s3:::a/${aws:username}"
                  ],
                  "Principal": {
                    "AWS": "*"
                  },
                  "Condition": {
                    "Bool": {
                      "aws:SecureTransport": "false"
                    }
                  }
                },
                {
                  "Effect": "Allow",
                  "NotAction": "iam:*",
                  "Resource": "*",
                  "Principal": "*"
                }
              ]
            }
            """.ReplaceLineEndings("\n"),
            reading.Attribute("aws_x.x", "policy").AsString());
    }

    [Fact]
    public void A_policy_document_that_is_partly_unknown_keeps_its_structure_and_what_it_points_at()
    {
        var reading = Reading.Of("""
            resource "aws_s3_bucket" "b" {}
            data "aws_iam_policy_document" "p" {
              statement {
                actions   = ["s3:*"]
                resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
              }
            }
            locals { through = data.aws_iam_policy_document.p.json }
            resource "aws_x" "x" { policy = local.through }
            """).WithoutErrors();
        var policy = reading.Attribute("aws_x.x", "policy");
        Assert.True(policy.IsUnknown);
        Assert.Contains("aws_s3_bucket.b.arn", reading.Targets("aws_x.x", "policy"));
        var content = EncodedContent.Find(policy)!;
        Assert.True(content.TryGet("Statement", out var statements));
        Assert.True(statements.Items[0].TryGet("Action", out var action));
        Assert.Equal("s3:*", action.AsString());
    }

    [Fact]
    public void What_follows_from_the_region_is_known_with_it()
    {
        var reading = Reading.Of("""
            provider "aws" {
              region              = "cn-north-1"
              allowed_account_ids = ["123456789012"]
            }
            data "aws_region" "r" {}
            data "aws_partition" "p" {}
            data "aws_caller_identity" "me" {}
            resource "aws_x" "x" {
              arn    = "arn:${data.aws_partition.p.partition}:s3:${data.aws_region.r.name}:${data.aws_caller_identity.me.account_id}:x"
              suffix = data.aws_partition.p.dns_suffix
            }
            """).WithoutErrors();
        Assert.Equal("arn:aws-cn:s3:cn-north-1:123456789012:x", reading.Attribute("aws_x.x", "arn").AsString());
        Assert.Equal("amazonaws.com.cn", reading.Attribute("aws_x.x", "suffix").AsString());
    }

    [Fact]
    public void Without_a_region_they_are_unknown_but_can_be_told_apart()
    {
        var reading = Reading.Of("""
            data "aws_region" "r" {}
            data "aws_ami" "a" { most_recent = true }
            data "terraform_remote_state" "s" { backend = "s3" }
            resource "aws_x" "x" {
              region_name = data.aws_region.r.name
              image       = data.aws_ami.a.id
              vpc         = data.terraform_remote_state.s.outputs.vpc.id
            }
            """).WithoutErrors();
        Assert.Equal(["data.aws_region.r.name"], reading.Targets("aws_x.x", "region_name"));
        Assert.Equal(["data.aws_ami.a.id"], reading.Targets("aws_x.x", "image"));
        Assert.True(reading.Attribute("aws_x.x", "vpc").IsUnknown);
        Assert.Equal(["aws_x.x"], reading.Addresses);
    }

    [Fact]
    public void Availability_zones_are_unknown_but_can_be_told_apart()
    {
        var reading = Reading.Of("""
            data "aws_availability_zones" "z" { state = "available" }
            locals { azs = slice(data.aws_availability_zones.z.names, 0, 3) }
            resource "aws_subnet" "s" {
              count             = length(local.azs)
              availability_zone = local.azs[count.index]
            }
            resource "aws_x" "x" {
              first   = data.aws_availability_zones.z.names[0]
              second  = element(data.aws_availability_zones.z.names, 1)
              unknown = data.aws_availability_zones.z.names
            }
            """).WithoutErrors();
        Assert.Equal(["data.aws_availability_zones.z.names[2]"], reading.Targets("aws_subnet.s[2]", "availability_zone"));
        Assert.Equal(["data.aws_availability_zones.z.names[0]"], reading.Targets("aws_x.x", "first"));
        Assert.Equal(["data.aws_availability_zones.z.names[1]"], reading.Targets("aws_x.x", "second"));
        Assert.True(reading.Attribute("aws_x.x", "unknown").IsUnknown);
    }

    [Fact]
    public void Region_and_tags_come_from_the_provider_of_the_resource()
    {
        var reading = Reading.Of(
            ("main.tf", """
                variable "region" { default = "eu-west-1" }
                provider "aws" {
                  region = var.region
                  default_tags { tags = { owner = "team", env = "prod" } }
                }
                provider "aws" {
                  alias  = "us"
                  region = "us-east-1"
                }
                provider "aws" {
                  alias  = "nowhere"
                  region = terraform_data.late.output
                }
                resource "terraform_data" "late" { input = "x" }
                resource "aws_a" "home" { tags = { env = "test" } }
                resource "aws_a" "us" { provider = aws.us }
                resource "aws_a" "own" { region = "ap-south-1" }
                resource "aws_a" "nowhere" { provider = aws.nowhere }
                module "inherits" { source = "./m" }
                module "given" {
                  source    = "./m"
                  providers = { aws = aws.us, aws.replica = aws.us }
                }
                """),
            ("m/main.tf", """resource "aws_a" "a" {}""")).WithoutErrors();
        Assert.Equal("eu-west-1", reading["aws_a.home"].Region);
        Assert.Equal("us-east-1", reading["aws_a.us"].Region);
        Assert.Equal("ap-south-1", reading["aws_a.own"].Region);
        Assert.Null(reading["aws_a.nowhere"].Region);
        Assert.Equal("eu-west-1", reading["module.inherits.aws_a.a"].Region);
        Assert.Equal("us-east-1", reading["module.given.aws_a.a"].Region);
        Assert.Equal("{env = \"test\", owner = \"team\"}", reading["aws_a.home"].Tags.ToString());
        Assert.Equal("{env = \"prod\", owner = \"team\"}", reading["module.inherits.aws_a.a"].Tags.ToString());
        Assert.True(reading["module.given.aws_a.a"].Tags.IsNull);
    }

    [Fact]
    public void Suppressions_of_several_tools_are_read_from_the_comments_of_a_resource()
    {
        var reading = Reading.Of("""
            # An unrelated comment.

            #checkov:skip=CKV_AWS_18,CKV_AWS_21:logged elsewhere
            #tfsec:ignore:aws-s3-enable-versioning tfsec:ignore:aws-s3-x:exp:2026-12-31
            resource "aws_s3_bucket" "b" { # trivy:ignore:AVD-AWS-0001
              # stoa:ignore=aws/s3/bucket-logging until=2027-01-31 kept short
              acl = "private"
            }
            # checkov:skip=CKV_AWS_99:of the next one
            resource "aws_s3_bucket" "c" {}
            """);
        Assert.Equal(
            ["CKV_AWS_18", "CKV_AWS_21", "aws-s3-enable-versioning", "aws-s3-x", "AVD-AWS-0001", "aws/s3/bucket-logging"],
            reading["aws_s3_bucket.b"].Suppressions.Select(static s => s.Check));
        Assert.Equal("logged elsewhere", reading["aws_s3_bucket.b"].Suppressions[0].Reason);
        Assert.Equal(new DateOnly(2026, 12, 31), reading["aws_s3_bucket.b"].Suppressions[3].Expires);
        Assert.Equal("kept short", reading["aws_s3_bucket.b"].Suppressions[5].Reason);
        Assert.Equal(["CKV_AWS_99"], reading["aws_s3_bucket.c"].Suppressions.Select(static s => s.Check));
    }
}
