using Stoa.Analysis.Recovery;
using Xunit;

namespace Stoa.Analysis.Tests.Recovery;

public sealed class ProtectionTests
{
    private const string Provider = """provider "aws" { region = "eu-west-1" }""" + "\n";
    private const double Hour = 3600;

    private static DataProtection Store(string source, string id, RecoverySettings? settings = null) =>
        Estate.Terraform(Provider + source, AnalysisSettings.None with { Recovery = settings ?? RecoverySettings.None }).Recovery.Stores.Single(s => s.Store.Id == id);

    [Fact]
    public void Automated_backups_lose_five_minutes_and_go_with_the_instance()
    {
        var store = Store("""
            resource "aws_db_instance" "orders" {
              backup_retention_period = 7
              allocated_storage       = 100
              skip_final_snapshot     = true
            }
            """, "aws_db_instance.orders");

        var copy = Assert.Single(store.Copies);
        Assert.Equal((CopyKind.PointInTime, 300, 7, false), (copy.Kind, copy.Loss.High, copy.Days, copy.OutlivesStore));
        Assert.Equal((100, false, false), (store.Size, store.HasFinalCopy, store.IsDeletionRefused));
    }

    [Fact]
    public void A_database_that_keeps_no_backups_has_no_copy() =>
        Assert.Empty(Store("""resource "aws_db_instance" "orders" { backup_retention_period = 0 }""", "aws_db_instance.orders").Copies);

    private const string Plan = """
        resource "aws_db_instance" "orders" {
          identifier              = "orders"
          backup_retention_period = 0
          tags                    = { backup = "daily" }
        }
        resource "aws_backup_vault" "main" { name = "main" }
        resource "aws_backup_vault_lock_configuration" "main" {
          backup_vault_name   = aws_backup_vault.main.name
          min_retention_days  = 7
          changeable_for_days = 3
        }
        resource "aws_backup_plan" "all" {
          name = "all"
          rule {
            rule_name         = "twice"
            target_vault_name = aws_backup_vault.main.name
            schedule          = "cron(0 3,15 * * ? *)"
            start_window      = 60
            copy_action {
              destination_vault_arn = "arn:aws:backup:eu-central-1:444455556666:backup-vault:copies"
            }
          }
        }

        """;

    // Every 12 hours, up to an hour late, 10 minutes to 2 hours in the making; copied in as much again.
    [Theory]
    [InlineData("""resources = [aws_db_instance.orders.arn]""")]
    [InlineData("""resources = ["*"]""")]
    [InlineData("""resources = ["arn:aws:rds:*:*:db:*"]""")]
    [InlineData("""resources = ["arn:aws:rds:eu-west-1:111122223333:db:ord*"]""")]
    [InlineData("""selection_tag { type = "STRINGEQUALS", key = "backup", value = "daily" }""")]
    [InlineData("""resources = ["*"], condition { string_equals { key = "aws:ResourceTag/backup", value = "daily" } }""")]
    public void A_plan_backs_up_what_it_selects(string selection)
    {
        var store = Store($$"""
            {{Plan}}
            resource "aws_backup_selection" "some" {
              name         = "some"
              plan_id      = aws_backup_plan.all.id
              iam_role_arn = "arn:aws:iam::111122223333:role/backup"
              {{Lines(selection)}}
            }
            """, "aws_db_instance.orders");

        Assert.Equal(2, store.Copies.Count);
        Assert.All(store.Copies, static c => Assert.Null(c.UncertainBecause));
        Assert.Equal((12 * Hour) + 600, store.Copies[0].Loss.Low);
        Assert.Equal(15 * Hour, store.Copies[0].Loss.High);
        Assert.Equal((false, false, true), (store.Copies[0].IsElsewhere, store.Copies[0].IsOtherAccount, store.Copies[0].IsLocked));
        Assert.Equal((12 * Hour) + 1200, store.Copies[1].Loss.Low);
        Assert.Equal(17 * Hour, store.Copies[1].Loss.High);
        Assert.Equal(("eu-central-1", true, true, null), (store.Copies[1].Region, store.Copies[1].IsElsewhere, store.Copies[1].IsOtherAccount, store.Copies[1].IsLocked));
    }

    [Theory]
    [InlineData("""resources = ["arn:aws:dynamodb:*:*:table/*"]""")]
    [InlineData("""resources = ["arn:aws:rds:*:*:cluster:*"]""")]
    [InlineData("""resources = ["*"], not_resources = [aws_db_instance.orders.arn]""")]
    [InlineData("""selection_tag { type = "STRINGEQUALS", key = "backup", value = "weekly" }""")]
    [InlineData("""resources = ["*"], condition { string_equals { key = "aws:ResourceTag/tier", value = "data" } }""")]
    public void A_plan_does_not_back_up_what_it_does_not_select(string selection) => Assert.Empty(Store($$"""
        {{Plan}}
        resource "aws_backup_selection" "some" {
          name    = "some"
          plan_id = aws_backup_plan.all.id
          {{Lines(selection)}}
        }
        """, "aws_db_instance.orders").Copies);

    [Theory]
    [InlineData("""resources = [var.arn]""")]
    [InlineData("""resources = ["*"], condition { string_like { key = "aws:ResourceTag/backup", value = "da*" } }""")]
    public void Where_nobody_can_tell_whether_it_is_selected_the_copy_is_uncertain(string selection)
    {
        var store = Store($$"""
            variable "arn" { type = string }
            {{Plan}}
            resource "aws_backup_selection" "some" {
              name    = "some"
              plan_id = aws_backup_plan.all.id
              {{Lines(selection)}}
            }
            """, "aws_db_instance.orders");
        Assert.All(store.Copies, static c => Assert.Equal("nobody can tell whether aws_backup_plan.all selects aws_db_instance.orders", c.UncertainBecause));
        Assert.Equal(2, store.Copies.Count);
    }

    [Fact]
    public void What_people_say_of_a_vault_and_a_size_counts()
    {
        var store = Store($$"""
            {{Plan}}
            resource "aws_backup_selection" "some" {
              plan_id   = aws_backup_plan.all.id
              resources = ["*"]
            }
            """, "aws_db_instance.orders",
            new RecoverySettings
            {
                Account = "111122223333",
                LockedVaults = new Dictionary<string, bool> { ["arn:aws:backup:eu-central-1:444455556666:backup-vault:copies"] = true },
                Sizes = new Dictionary<string, double> { ["aws_db_instance.orders"] = 42 },
            });
        Assert.Equal((true, true), (store.Copies[1].IsOtherAccount, store.Copies[1].IsLocked));
        Assert.Equal(42, store.Size);
    }

    [Fact]
    public void A_global_table_takes_writes_in_each_of_its_regions()
    {
        var store = Store("""
            resource "aws_dynamodb_table" "orders" {
              name = "orders"
              point_in_time_recovery { enabled = true }
              replica { region_name = "eu-central-1" }
            }
            """, "aws_dynamodb_table.orders");
        var replica = store.Copies.Single(static c => c.Kind == CopyKind.Replica);
        Assert.Equal(("eu-central-1", true, true, false, 5), (replica.Region, replica.IsElsewhere, replica.TakesWrites, replica.GoesBack, replica.Loss.High));
        Assert.Contains(store.Copies, static c => c is { Kind: CopyKind.PointInTime, Loss.High: 300, OutlivesStore: true });
    }

    [Fact]
    public void A_global_table_in_a_template_lists_its_own_region_too()
    {
        var store = Estate.Template("""
            Parameters: { Other: { Type: String } }
            Resources:
              Orders:
                Type: AWS::DynamoDB::GlobalTable
                Properties:
                  MultiRegionConsistency: STRONG
                  Replicas:
                    - Region: !Ref AWS::Region
                    - Region: !Ref Other
            """).Recovery.Stores.Single();
        var replica = Assert.Single(store.Copies);
        Assert.Equal((true, 0), (replica.IsElsewhere, replica.Loss.High));
    }

    [Fact]
    public void A_bucket_is_copied_within_fifteen_minutes_where_somebody_pays_for_that()
    {
        const string Buckets = """
            provider "aws" {
              alias  = "second"
              region = "eu-central-1"
            }
            resource "aws_s3_bucket" "a" { bucket = "a" }
            resource "aws_s3_bucket" "b" {
              provider = aws.second
              bucket   = "b"
            }
            resource "aws_s3_bucket_versioning" "a" {
              bucket = aws_s3_bucket.a.id
              versioning_configuration { status = "Enabled" }
            }
            """;
        var timed = Store($$"""
            {{Buckets}}
            resource "aws_s3_bucket_replication_configuration" "a" {
              bucket = aws_s3_bucket.a.id
              rule {
                status = "Enabled"
                destination {
                  bucket = aws_s3_bucket.b.arn
                  replication_time {
                    status = "Enabled"
                    time { minutes = 15 }
                  }
                }
              }
            }
            """, "aws_s3_bucket.a");
        var copy = timed.Copies.Single(static c => c.Kind == CopyKind.Replica);
        Assert.Equal(("eu-central-1", true, 900), (copy.Region, copy.IsElsewhere, copy.Loss.High));
        Assert.Contains(timed.Copies, static c => c is { Kind: CopyKind.Versions, Loss.High: 0 });

        var untimed = Store($$"""
            {{Buckets}}
            resource "aws_s3_bucket_replication_configuration" "a" {
              bucket = aws_s3_bucket.a.id
              rule {
                status = "Enabled"
                destination { bucket = aws_s3_bucket.b.arn }
              }
            }
            """, "aws_s3_bucket.a");
        Assert.Null(untimed.Copies.Single(static c => c.Kind == CopyKind.Replica).Loss.High);
    }

    [Fact]
    public void The_replica_of_a_store_is_no_store_of_its_own()
    {
        var stores = Estate.Terraform(Provider + """
            resource "aws_db_instance" "orders" { backup_retention_period = 7 }
            resource "aws_db_instance" "replica" { replicate_source_db = aws_db_instance.orders.identifier }
            """).Recovery.Stores;
        var only = Assert.Single(stores);
        Assert.Contains(only.Copies, static c => c is { Kind: CopyKind.Replica, IsElsewhere: false, Target.Id: "aws_db_instance.replica" });
    }

    [Fact]
    public void Snapshots_of_disks_are_found_by_their_tags()
    {
        var store = Store("""
            resource "aws_ebs_volume" "data" {
              availability_zone = "eu-west-1a"
              size              = 200
              tags              = { snapshot = "yes" }
            }
            resource "aws_dlm_lifecycle_policy" "disks" {
              description        = "disks"
              execution_role_arn = "arn:aws:iam::111122223333:role/dlm"
              policy_details {
                resource_types = ["VOLUME"]
                target_tags    = { snapshot = "yes" }
                schedule {
                  name = "six hours"
                  create_rule { interval = 6 }
                  retain_rule { count = 8 }
                }
              }
            }
            """, "aws_ebs_volume.data");
        Assert.Equal(6 * Hour, Assert.Single(store.Copies).Loss.Low);
    }

    [Fact]
    public void A_store_that_is_not_judged_is_named()
    {
        var unjudged = Assert.Single(Estate.Terraform("""resource "aws_docdb_cluster" "orders" {}""").Recovery.Unjudged);
        Assert.Equal(("aws_docdb_cluster.orders", "DocumentDB cluster"), (unjudged.Resource.Address, unjudged.What));
    }

    [Fact]
    public void Locks_of_Terraform_and_caches_beside_nothing_do_not_count()
    {
        var stores = Estate.Terraform("""
            resource "aws_dynamodb_table" "locks" {
              name     = "locks"
              hash_key = "LockID"
            }
            resource "aws_elasticache_cluster" "sessions" { engine = "redis" }
            """).Recovery.Stores;
        Assert.All(stores, static s => Assert.False(s.Counts));
        Assert.Equal(2, stores.Count);
    }

    private static string Lines(string arguments) => arguments.Replace(", ", "\n", StringComparison.Ordinal);
}
