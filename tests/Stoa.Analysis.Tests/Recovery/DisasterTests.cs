using Stoa.Analysis.Recovery;
using Xunit;

namespace Stoa.Analysis.Tests.Recovery;

/// <summary>Times worked out by hand from the table of facts; each sum stands beside what it is compared with.</summary>
public sealed class DisasterTests
{
    private const double Minute = 60;
    private const double Hour = 3600;

    private static readonly RecoverySettings Exact = new()
    {
        Throughput = 100,
        Times = new Dictionary<string, Estimate>
        {
            ["decide"] = Of(10), ["detect.people"] = Of(30), ["detect.people.corruption"] = Of(60), ["restore.start"] = Of(20), ["deploy.infrastructure"] = Of(45),
            ["boot.machines"] = Of(5), ["switch.by-hand"] = Of(15), ["switch.alias"] = Of(1), ["switch.resolvers"] = Of(0), ["promote.rds"] = Of(12), ["time.backup.copy"] = Of(30),
            ["detect.target"] = Of(1),
        },
    };

    private static Estimate Of(double minutes) => Estimate.Between(minutes * Minute, minutes * Minute);

    private static RecoveryAnalysis Analyze(string source, TimeSpan? rto = null, TimeSpan? rpo = null) =>
        Estate.Terraform($$"""
            provider "aws" { region = "eu-west-1" }
            provider "aws" {
              alias  = "second"
              region = "eu-central-1"
            }
            {{source}}
            """, AnalysisSettings.None with { Recovery = Exact, RecoveryTime = rto, RecoveryPoint = rpo }).Recovery;

    private const string Single = """
        resource "aws_db_instance" "orders" {
          backup_retention_period = 7
          allocated_storage       = 200
          deletion_protection     = true
          availability_zone       = "eu-west-1a"
        }
        resource "aws_autoscaling_group" "web" {
          availability_zones        = ["eu-west-1a", "eu-west-1b"]
          min_size                  = 2
          max_size                  = 4
          desired_capacity          = 2
          health_check_grace_period = 60
        }

        """;

    [Fact]
    public void A_database_in_one_zone_comes_back_from_its_backups()
    {
        var zone = Analyze(Single).Of(Disaster.Zone);

        // See it 30, decide 10, start the restore 20, 200 GiB at 100 an hour: 120.
        Assert.Equal((180 * Minute, 180 * Minute), (zone.Downtime.Low, zone.Downtime.High));
        Assert.Equal(300, zone.Loss.High);
    }

    [Fact]
    public void A_standby_takes_over_in_one_or_two_minutes_and_loses_nothing()
    {
        var zone = Analyze("""
            resource "aws_db_instance" "orders" {
              multi_az                = true
              backup_retention_period = 7
            }
            """).Of(Disaster.Zone);
        Assert.Equal((60, 120, 0), (zone.Downtime.Low, zone.Downtime.High, zone.Loss.High));
    }

    [Fact]
    public void Without_a_copy_elsewhere_a_lost_region_is_never_recovered_from()
    {
        var region = Analyze(Single).Of(Disaster.Region);
        Assert.True(region.Loss.IsEndless);
        Assert.True(region.Downtime.IsEndless);
    }

    [Fact]
    public void A_region_is_rebuilt_along_the_critical_path()
    {
        var region = Analyze(Single + """
            resource "aws_backup_vault" "copies" {
              provider = aws.second
              name     = "copies"
            }
            resource "aws_backup_vault" "main" { name = "main" }
            resource "aws_backup_plan" "all" {
              name = "all"
              rule {
                rule_name         = "daily"
                target_vault_name = aws_backup_vault.main.name
                schedule          = "cron(0 3 * * ? *)"
                start_window      = 60
                copy_action { destination_vault_arn = aws_backup_vault.copies.arn }
              }
            }
            resource "aws_backup_selection" "all" {
              plan_id   = aws_backup_plan.all.id
              resources = [aws_db_instance.orders.arn]
            }
            """).Of(Disaster.Region);

        // Every 24 h, up to 1 h late, 30 min to take and 30 to copy.
        Assert.Equal((25 * Hour, 26 * Hour), (region.Loss.Low, region.Loss.High));

        // See it 30, decide 10, deploy 45, restore 20 + 120, boot 5, switch 15 + 1. The boot waits for the data.
        Assert.Equal(246 * Minute, region.Downtime.High);
        Assert.Equal(
            ["see it", "decide to move", "deploy the infrastructure in eu-central-1", "restore aws_db_instance.orders", "start what computes", "lead clients there"],
            region.Plan.Steps.Where(static s => s.IsCritical).Select(static s => s.Name));
    }

    [Fact]
    public void What_is_done_side_by_side_takes_as_long_as_the_longest()
    {
        var region = Analyze(Single + """
            resource "aws_db_instance" "replica" {
              provider            = aws.second
              replicate_source_db = aws_db_instance.orders.arn
            }
            """).Of(Disaster.Region);

        // See it 30, decide 10, promote 12 beside boot 5, switch 15 + 1.
        Assert.Equal(68 * Minute, region.Downtime.High);
        Assert.DoesNotContain(region.Plan.Steps, static s => s.IsCritical && s.Name == "start what computes");
        Assert.Null(region.Loss.High);
        Assert.Contains("replica", Assert.Single(region.Loss.UnknownBecause), StringComparison.Ordinal);
    }

    [Fact]
    public void A_replica_repeats_the_mistake()
    {
        var deletion = Analyze("""
            resource "aws_dynamodb_table" "orders" {
              name                        = "orders"
              deletion_protection_enabled = true
              replica { region_name = "eu-central-1" }
            }
            """).Of(Disaster.Deletion);
        Assert.True(deletion.Loss.IsEndless);
        Assert.Equal("aws_dynamodb_table.orders has no copy that goes back to before the mistake", deletion.Reasons[0]);
    }

    [Fact]
    public void Backups_that_go_with_their_database_are_no_help_to_whom_deletes_it()
    {
        var open = Analyze("""
            resource "aws_db_instance" "orders" {
              backup_retention_period = 7
              allocated_storage       = 200
              skip_final_snapshot     = true
            }
            """).Of(Disaster.Deletion);
        Assert.Equal((300, double.PositiveInfinity), (open.Loss.Low, open.Loss.High));

        // See it 60, decide 10, restore 20 + 120.
        var refused = Analyze(Single).Of(Disaster.Deletion);
        Assert.Equal((300, 210 * Minute), (refused.Loss.High, refused.Downtime.High));
    }

    [Fact]
    public void Only_a_locked_copy_in_another_account_outlives_the_account()
    {
        Assert.True(Analyze(Single).Of(Disaster.LostAccount).Loss.IsEndless);
        var source = Single + """
            resource "aws_backup_vault" "main" { name = "main" }
            resource "aws_backup_plan" "all" {
              name = "all"
              rule {
                rule_name         = "daily"
                target_vault_name = aws_backup_vault.main.name
                schedule          = "cron(0 3 * * ? *)"
                start_window      = 60
                copy_action { destination_vault_arn = "arn:aws:backup:eu-central-1:444455556666:backup-vault:copies" }
              }
            }
            resource "aws_backup_selection" "all" {
              plan_id      = aws_backup_plan.all.id
              iam_role_arn = "arn:aws:iam::111122223333:role/backup"
              resources    = [aws_db_instance.orders.arn]
            }
            """;
        var unknown = Analyze(source).Of(Disaster.LostAccount).Loss;
        Assert.Null(unknown.High);
        Assert.Contains("locked", Assert.Single(unknown.UnknownBecause), StringComparison.Ordinal);

        var locked = Estate.Terraform("provider \"aws\" { region = \"eu-west-1\" }\n" + source.Replace("backup-vault:copies", "backup-vault:copies", StringComparison.Ordinal), AnalysisSettings.None with
        {
            Recovery = Exact with { LockedVaults = new Dictionary<string, bool> { ["arn:aws:backup:eu-central-1:444455556666:backup-vault:copies"] = true } },
        }).Recovery.Of(Disaster.LostAccount).Loss;
        Assert.Equal(26 * Hour, locked.High);
    }

    [Fact]
    public void A_circuit_breaker_rolls_back_before_users_notice_at_best()
    {
        var rolled = Analyze("""
            resource "aws_ecs_service" "web" {
              desired_count = 2
              deployment_circuit_breaker {
                enable   = true
                rollback = true
              }
            }
            """).Of(Disaster.BadDeployment);
        Assert.Equal(0, rolled.Components[0].Downtime.Low);
        Assert.Equal("aws_ecs_service.web: its circuit breaker rolls back", rolled.Reasons[0]);

        // See it 30, decide 10, deploy the previous version 10 to 60.
        var byHand = Analyze("""resource "aws_ecs_service" "web" { desired_count = 2 }""").Of(Disaster.BadDeployment);
        Assert.Equal((50 * Minute, 100 * Minute), (byHand.Downtime.Low, byHand.Downtime.High));
    }

    [Fact]
    public void An_alarm_that_calls_somebody_is_quicker_than_a_customer_who_does()
    {
        var plan = Analyze(Single + """
            resource "aws_sns_topic" "on_call" { name = "on-call" }
            resource "aws_cloudwatch_metric_alarm" "errors" {
              alarm_name          = "errors"
              comparison_operator = "GreaterThanThreshold"
              period              = 60
              evaluation_periods  = 3
              alarm_actions       = [aws_sns_topic.on_call.arn]
            }
            """).Of(Disaster.BadDeployment).Plan;

        // Three periods of a minute, then 5 to 15 minutes until somebody answers.
        Assert.Equal((8 * Minute, 18 * Minute), (plan.Steps[0].Takes.Low, plan.Steps[0].Takes.High));
    }

    [Fact]
    public void Objectives_are_met_missed_by_so_much_or_unknown()
    {
        var checks = Analyze(Single, TimeSpan.FromHours(2), TimeSpan.FromMinutes(15)).Objectives;
        Assert.Equal("missed by 60 min", Text(Disaster.Zone, true));
        Assert.Equal("met", Text(Disaster.Zone, false));
        Assert.Equal("missed: it never comes back", Text(Disaster.Region, true));
        Assert.Equal("missed: all is lost", Text(Disaster.Region, false));
        Assert.Equal("missed by 90 min", Text(Disaster.Deletion, true));

        var unknown = Estate.Terraform("""
            resource "aws_dynamodb_table" "orders" {
              name                        = "orders"
              deletion_protection_enabled = true
              point_in_time_recovery { enabled = true }
            }
            """, AnalysisSettings.None with { Recovery = Exact, RecoveryTime = TimeSpan.FromHours(4) }).Recovery.Objectives.Single(static c => c.Disaster == Disaster.Deletion);
        Assert.Equal((ObjectiveState.Unknown, "unknown, because nobody says how much data aws_dynamodb_table.orders holds"), (unknown.State, unknown.Text));

        string Text(Disaster disaster, bool isOfTime) => checks.Single(c => c.Disaster == disaster && c.IsOfTime == isOfTime).Text;
    }

    [Fact]
    public void Four_nines_and_no_second_region_do_not_go_together()
    {
        var warnings = Estate.Terraform(Single, AnalysisSettings.None with { Availability = 0.9999 }).Recovery.Warnings;
        Assert.Contains("the strategy is none", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_plays_the_same_years()
    {
        var figures = Estate.Sample("three-tier-web/well-built");
        var first = RecoveryAnalyzer.Simulate(figures, 7, 2000);
        Assert.Equal(first.DowntimeAYear, RecoveryAnalyzer.Simulate(figures, 7, 2000).DowntimeAYear);
        Assert.NotEqual(first.DowntimeAYear, RecoveryAnalyzer.Simulate(figures, 8, 2000).DowntimeAYear);
    }

    [Fact]
    public void As_many_events_are_played_as_are_expected()
    {
        var simulation = RecoveryAnalyzer.Simulate(Estate.Sample("three-tier-web/well-built"), 1, 20_000);

        // Four bad deployments a year: 80,000 in 20,000 years, of which the square root, 283, is the spread.
        var bad = simulation.Disasters.Single(static d => d.Disaster == Disaster.BadDeployment);
        Assert.InRange(bad.Events, 80_000 - 1000, 80_000 + 1000);

        // Each takes anything between 2 and 30 minutes: 16 on average.
        Assert.InRange(bad.Downtime!.Mean, 15.9 * Minute, 16.1 * Minute);
        Assert.InRange(bad.Downtime.Median, 15.8 * Minute, 16.2 * Minute);
    }
}
