using Stoa.Analysis.Recovery;
using Xunit;

namespace Stoa.Analysis.Tests.Recovery;

public sealed class StrategyTests
{
    private const string TwoRegions = """
        provider "aws" { region = "eu-west-1" }
        provider "aws" {
          alias  = "second"
          region = "eu-central-1"
        }

        """;

    private const string Database = """
        resource "aws_db_instance" "orders" {
          identifier              = "orders"
          backup_retention_period = 7
          allocated_storage       = 100
          deletion_protection     = true
        }

        """;

    private const string Replica = """
        resource "aws_db_instance" "replica" {
          provider            = aws.second
          replicate_source_db = aws_db_instance.orders.arn
        }

        """;

    private const string Table = """
        resource "aws_dynamodb_table" "orders" {
          name = "orders"
          replica { region_name = "eu-central-1" }
        }

        """;

    private static string Groups(int here, int there) => $$"""
        resource "aws_autoscaling_group" "web" {
          min_size         = {{here}}
          max_size         = 8
          desired_capacity = {{here}}
        }
        resource "aws_autoscaling_group" "standby" {
          provider         = aws.second
          min_size         = {{there}}
          max_size         = 8
          desired_capacity = {{there}}
        }

        """;

    private static string Records(string first, string second) => $$"""
        resource "aws_route53_zone" "main" { name = "example.com" }
        resource "aws_lb" "a" { name = "a" }
        resource "aws_lb" "b" {
          provider = aws.second
          name     = "b"
        }
        resource "aws_route53_health_check" "a" {
          type              = "HTTPS"
          fqdn              = "a.example.com"
          request_interval  = 10
          failure_threshold = 3
        }
        resource "aws_route53_record" "a" {
          zone_id         = aws_route53_zone.main.zone_id
          name            = "www.example.com"
          type            = "A"
          set_identifier  = "a"
          health_check_id = aws_route53_health_check.a.id
          {{first}}
          alias {
            name                   = aws_lb.a.dns_name
            zone_id                = aws_lb.a.zone_id
            evaluate_target_health = true
          }
        }
        resource "aws_route53_record" "b" {
          zone_id        = aws_route53_zone.main.zone_id
          name           = "www.example.com"
          type           = "A"
          set_identifier = "b"
          {{second}}
          alias {
            name                   = aws_lb.b.dns_name
            zone_id                = aws_lb.b.zone_id
            evaluate_target_health = true
          }
        }

        """;

    private static readonly string Failover = Records("""failover_routing_policy { type = "PRIMARY" }""", """failover_routing_policy { type = "SECONDARY" }""");
    private static readonly string Latency = Records("""latency_routing_policy { region = "eu-west-1" }""", """latency_routing_policy { region = "eu-central-1" }""");

    private static WorkloadStrategy Of(params string[] parts) => Estate.Terraform(TwoRegions + string.Concat(parts)).Recovery.Strategy;

    [Fact]
    public void Backups_in_the_region_do_not_outlive_it() => Assert.Equal("none", Of(Database).Workload.ToString());

    [Fact]
    public void Copies_of_backups_in_another_region_are_backup_and_restore() => Assert.Equal("backup and restore", Of(Database, """
        resource "aws_db_instance_automated_backups_replication" "orders" {
          provider               = aws.second
          source_db_instance_arn = aws_db_instance.orders.arn
        }
        """).Workload.ToString());

    [Fact]
    public void A_replica_and_nothing_that_computes_is_a_pilot_light() => Assert.Equal("pilot light", Of(Database, Replica, """resource "aws_autoscaling_group" "web" { desired_capacity = 2 }""").Workload.ToString());

    [Theory]
    [InlineData(4, 0, "pilot light")]
    [InlineData(4, 1, "warm standby")]
    [InlineData(4, 4, "hot standby")]
    public void How_much_computes_in_the_second_region_tells_how_warm_it_is(int here, int there, string strategy)
    {
        var found = Of(Database, Replica, Groups(here, there), Failover);
        Assert.Equal(strategy, found.Workload.ToString());
        Assert.Equal(("eu-west-1", "eu-central-1", TrafficMode.Failover), (found.Primary, found.Standby, found.Traffic.Mode));
    }

    [Fact]
    public void Regions_that_all_serve_and_write_are_active() => Assert.Equal("active-active", Of(Table, Groups(2, 2), Latency).Workload.ToString());

    [Fact]
    public void Regions_that_all_serve_with_one_that_writes_are_said_to()
    {
        var found = Of(Database, Replica, Groups(2, 2), Latency);
        Assert.Equal("hot standby", found.Workload.ToString());
        Assert.True(found.IsSingleWriter);
        Assert.Equal("all regions serve, but aws_db_instance.orders takes its writes in one alone", found.Workload.Reasons[0]);
    }

    [Fact]
    public void The_weakest_store_decides()
    {
        var found = Of(Table, Database, Groups(2, 2), Latency);
        Assert.Equal("none", found.Workload.ToString());
        Assert.Equal(["active-active", "none"], found.Stores.OrderBy(static s => s.Key.Id).Select(static s => s.Value.ToString()).Order());
    }

    [Fact]
    public void A_weight_of_nothing_is_a_switch_that_somebody_has_to_turn()
    {
        var found = Of(Table, Groups(2, 2), Records("weighted_routing_policy { weight = 100 }", "weighted_routing_policy { weight = 0 }"));
        Assert.Equal((TrafficMode.ByHand, "eu-west-1", "hot standby"), (found.Traffic.Mode, found.Primary, found.Workload.ToString()));
    }

    [Fact]
    public void Regions_without_names_are_told_apart_by_the_variables_that_name_them() => Assert.Equal("hot standby", Estate.Terraform("""
        variable "primary" { type = string }
        variable "standby" { type = string }
        provider "aws" { region = var.primary }
        provider "aws" {
          alias  = "second"
          region = var.standby
        }

        """ + Database + Replica + Groups(2, 2)).Recovery.Strategy.Workload.ToString());

    [Fact]
    public void A_stack_that_is_deployed_twice_is_in_both_regions()
    {
        const string Template = """
            Resources:
              Orders:
                Type: AWS::DynamoDB::GlobalTable
                Properties: { Replicas: [{ Region: eu-west-1 }, { Region: eu-central-1 }] }
              Service:
                Type: AWS::ECS::Service
                Properties: { DesiredCount: 2 }
            """;
        var unknown = Estate.Template(Template).Recovery.Strategy.Workload;
        Assert.Equal("pilot light to hot standby", unknown.ToString());
        Assert.Contains("deployments", Assert.Single(unknown.UnknownBecause), StringComparison.Ordinal);

        var told = AnalysisSettings.None with
        {
            Recovery = new RecoverySettings { Deployments = new Dictionary<string, IReadOnlyList<string>> { ["template.yaml"] = ["eu-west-1", "eu-central-1"] } },
        };
        Assert.Equal("hot standby", Estate.Template(Template, told).Recovery.Strategy.Workload.ToString());
    }
}
