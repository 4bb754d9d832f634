using Stoa.Analysis.Monitoring;

namespace Stoa.Analysis.Tests.Monitoring;

public sealed class MonitoringTests
{
    private const string Database = """
        resource "aws_db_instance" "orders" {
          identifier     = "orders"
          engine         = "mysql"
          instance_class = "db.m6g.large"
          storage_type   = "gp3"
        }

        """;

    [Fact]
    public void A_database_without_alarms_lacks_those_that_aws_recommends_for_it()
    {
        // All rows of alarms.yaml for aws.rds.instance, less those for replicas, for Performance Insights, for gp2 and for PostgreSQL.
        Assert.Equal(
            ["CPUUtilization", "DatabaseConnections", "EBSByteBalance%", "EBSIOBalance%", "FreeStorageSpace", "FreeableMemory", "ReadLatency", "WriteLatency"],
            Metrics(Estate.Terraform(Database), "aws_db_instance.orders", AlarmState.Missing));
    }

    [Theory]
    [InlineData("aws_db_instance.orders.identifier")]
    [InlineData("aws_db_instance.orders.id")]
    [InlineData("\"orders\"")]
    public void An_alarm_is_found_by_what_its_dimension_refers_to_or_by_the_name_written_there(string dimension)
    {
        var figures = Estate.Terraform(Database + $$"""
            resource "aws_cloudwatch_metric_alarm" "cpu" {
              alarm_name          = "cpu"
              namespace           = "AWS/RDS"
              metric_name         = "CPUUtilization"
              comparison_operator = "GreaterThanThreshold"
              threshold           = 80
              dimensions          = { DBInstanceIdentifier = {{dimension}} }
              alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:on-call"]
            }
            """);
        Assert.Equal(["CPUUtilization"], Metrics(figures, "aws_db_instance.orders", AlarmState.Present));
        Assert.Equal(SignalState.Partly, Of(figures, "aws_db_instance.orders")[SignalKind.Alarms].State);
        Assert.Equal(SignalState.Present, Of(figures, "aws_db_instance.orders")[SignalKind.AlarmActions].State);
    }

    [Fact]
    public void An_alarm_of_another_database_serves_only_that_one()
    {
        var figures = Estate.Terraform(Database + Alarm("AWS/RDS", "CPUUtilization", "DBInstanceIdentifier = \"elsewhere\""));
        Assert.Empty(Metrics(figures, "aws_db_instance.orders", AlarmState.Present));
    }

    [Fact]
    public void An_alarm_without_an_action_is_there_but_silent()
    {
        var figures = Estate.Terraform(Database + Alarm("AWS/RDS", "CPUUtilization", "DBInstanceIdentifier = aws_db_instance.orders.identifier", actions: ""));
        Assert.Equal(["CPUUtilization"], Metrics(figures, "aws_db_instance.orders", AlarmState.Silent));
        Assert.Equal(SignalState.Missing, Of(figures, "aws_db_instance.orders")[SignalKind.AlarmActions].State);
    }

    [Fact]
    public void An_alarm_whose_actions_are_switched_off_is_silent()
    {
        var figures = Estate.Terraform(Database + Alarm("AWS/RDS", "CPUUtilization", "DBInstanceIdentifier = aws_db_instance.orders.identifier", more: "actions_enabled = false"));
        Assert.Equal(["CPUUtilization"], Metrics(figures, "aws_db_instance.orders", AlarmState.Silent));
    }

    [Theory]
    [InlineData("ALARM(${aws_cloudwatch_metric_alarm.watch.alarm_name})")]
    [InlineData("ALARM(\\\"watch\\\") OR ALARM(\\\"other\\\")")]
    public void A_composite_alarm_speaks_for_the_alarms_it_is_made_of(string rule)
    {
        var figures = Estate.Terraform(Database + Alarm("AWS/RDS", "CPUUtilization", "DBInstanceIdentifier = aws_db_instance.orders.identifier", actions: "") + $$"""
            resource "aws_cloudwatch_composite_alarm" "all" {
              alarm_name    = "all"
              alarm_rule    = "{{rule}}"
              alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:on-call"]
            }
            """);
        Assert.Equal(["CPUUtilization"], Metrics(figures, "aws_db_instance.orders", AlarmState.Present));
    }

    [Fact]
    public void A_dimension_that_nobody_knows_makes_the_alarm_undecided_not_missing()
    {
        var figures = Estate.Terraform(Database + "variable \"id\" { type = string }\n" + Alarm("AWS/RDS", "CPUUtilization", "DBInstanceIdentifier = var.id"));
        Assert.Equal(["CPUUtilization"], Metrics(figures, "aws_db_instance.orders", AlarmState.Undecided));
    }

    [Fact]
    public void An_alarm_that_may_not_exist_makes_it_undecided()
    {
        var figures = Estate.Terraform(Database + "variable \"on\" { type = bool }\n" + Alarm("AWS/RDS", "CPUUtilization", "DBInstanceIdentifier = aws_db_instance.orders.identifier", more: "count = var.on ? 1 : 0"));
        Assert.Equal(["CPUUtilization"], Metrics(figures, "aws_db_instance.orders", AlarmState.Undecided));
    }

    [Fact]
    public void An_alarm_that_rings_when_the_figure_falls_is_not_the_one_that_is_needed()
    {
        var figures = Estate.Terraform(Database + Alarm("AWS/RDS", "CPUUtilization", "DBInstanceIdentifier = aws_db_instance.orders.identifier", comparison: "LessThanThreshold"));
        Assert.Contains("CPUUtilization", Metrics(figures, "aws_db_instance.orders", AlarmState.Missing));
    }

    [Fact]
    public void Metric_math_and_learnt_bands_watch_the_metrics_that_they_are_made_of()
    {
        var figures = Estate.Terraform(Database + """
            resource "aws_cloudwatch_metric_alarm" "band" {
              alarm_name          = "band"
              comparison_operator = "GreaterThanUpperThreshold"
              threshold_metric_id = "e1"
              alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:on-call"]
              metric_query {
                id          = "e1"
                expression  = "ANOMALY_DETECTION_BAND(m1)"
                return_data = true
              }
              metric_query {
                id = "m1"
                metric {
                  namespace   = "AWS/RDS"
                  metric_name = "ReadLatency"
                  stat        = "p90"
                  period      = 60
                  dimensions  = { DBInstanceIdentifier = aws_db_instance.orders.identifier }
                }
              }
            }
            """);
        Assert.Equal(["ReadLatency"], Metrics(figures, "aws_db_instance.orders", AlarmState.Present));
        Assert.True(Assert.Single(figures.Monitoring.Alarms).Acts);
    }

    [Fact]
    public void A_query_over_all_resources_watches_each_of_them()
    {
        var figures = Estate.Terraform(Database + """
            resource "aws_cloudwatch_metric_alarm" "any" {
              alarm_name          = "any"
              comparison_operator = "GreaterThanThreshold"
              threshold           = 80
              alarm_actions       = ["arn:aws:sns:eu-west-1:123456789012:on-call"]
              metric_query {
                id          = "q1"
                period      = 60
                return_data = true
                expression  = "SELECT MAX(CPUUtilization) FROM SCHEMA(\"AWS/RDS\", DBInstanceIdentifier)"
              }
            }
            """);
        Assert.Equal(["CPUUtilization"], Metrics(figures, "aws_db_instance.orders", AlarmState.Present));
    }

    [Fact]
    public void An_alarm_in_another_region_than_its_metric_never_rings()
    {
        var figures = Estate.Terraform("""
            provider "aws" { region = "eu-west-1" }
            resource "aws_cloudfront_distribution" "main" { enabled = true }

            """ + Alarm("AWS/CloudFront", "5xxErrorRate", "DistributionId = aws_cloudfront_distribution.main.id"));
        Assert.Equal(["5xxErrorRate"], Metrics(figures, "aws_cloudfront_distribution.main", AlarmState.Missing));
        Assert.Equal("stands in eu-west-1, but its metric is reported in us-east-1", Assert.Single(figures.Monitoring.Alarms).Fault);
    }

    [Fact]
    public void Memory_and_disk_of_a_machine_are_measured_by_an_agent_only()
    {
        const string Machine = """
            resource "aws_instance" "one" {
              ami           = "ami-1"
              instance_type = "m7g.large"
              user_data     = "USERDATA"
            }
            """;
        var without = Estate.Terraform(Machine.Replace("USERDATA", "echo hello", StringComparison.Ordinal));
        Assert.Equal(["disk_used_percent", "mem_used_percent"], Metrics(without, "aws_instance.one", AlarmState.Unmeasured));
        Assert.Equal(SignalState.Partly, Of(without, "aws_instance.one")[SignalKind.Metrics].State);

        var with = Estate.Terraform(Machine.Replace("USERDATA", "yum install -y amazon-cloudwatch-agent", StringComparison.Ordinal));
        Assert.Contains("mem_used_percent", Metrics(with, "aws_instance.one", AlarmState.Missing));
        Assert.Equal(SignalState.Present, Of(with, "aws_instance.one")[SignalKind.Metrics].State);

        var said = Estate.Terraform(
            Machine.Replace("USERDATA", "echo hello", StringComparison.Ordinal), new AnalysisSettings { Monitoring = new MonitoringSettings { Agents = ["aws_instance.*"] } });
        Assert.Contains("mem_used_percent", Metrics(said, "aws_instance.one", AlarmState.Missing));
    }

    [Fact]
    public void An_agent_is_seen_in_user_data_of_which_parts_are_unknown()
    {
        var terraform = Estate.Terraform("""
            variable "name" { type = string }
            resource "aws_instance" "one" {
              ami           = "ami-1"
              instance_type = "m7g.large"
              user_data     = base64encode("yum install -y amazon-cloudwatch-agent && hostname ${var.name}")
            }
            """);
        Assert.Equal(SignalState.Present, Of(terraform, "aws_instance.one")[SignalKind.Metrics].State);

        var template = Estate.Template("""
            Resources:
              One:
                Type: AWS::EC2::Instance
                Properties:
                  ImageId: ami-1
                  UserData:
                    Fn::Base64: !Sub hostname ${AWS::StackName}
            """);
        Assert.Equal(SignalState.Partly, Of(template, "One")[SignalKind.Metrics].State);
    }

    [Fact]
    public void The_machines_of_a_group_have_the_agent_that_their_template_installs()
    {
        const string Group = """
            resource "aws_launch_template" "web" {
              image_id  = "ami-1"
              user_data = base64encode("USERDATA")
            }
            resource "aws_autoscaling_group" "web" {
              min_size = 2
              max_size = 4
              launch_template { id = aws_launch_template.web.id }
            }
            """;
        Assert.Contains("mem_used_percent", Metrics(Estate.Terraform(Group.Replace("USERDATA", "echo", StringComparison.Ordinal)), "aws_autoscaling_group.web", AlarmState.Unmeasured));
        Assert.Contains("mem_used_percent", Metrics(Estate.Terraform(Group.Replace("USERDATA", "amazon-cloudwatch-agent-ctl", StringComparison.Ordinal)), "aws_autoscaling_group.web", AlarmState.Missing));
    }

    [Fact]
    public void A_queue_for_dead_letters_is_watched_for_being_empty_and_no_more()
    {
        var figures = Estate.Terraform("""
            resource "aws_sqs_queue" "work" {
              name           = "work"
              redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })
            }
            resource "aws_sqs_queue" "dead" { name = "dead" }
            """);
        Assert.Equal("ApproximateNumberOfMessagesVisible > 0", Assert.Single(Of(figures, "aws_sqs_queue.dead").Alarms) is var need ? $"{need.Alarm.Metric} {need.Alarm.Comparison} {need.Alarm.Threshold}" : "");
        Assert.Equal(
            ["ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesVisible"],
            Metrics(figures, "aws_sqs_queue.work", AlarmState.Missing));
    }

    [Fact]
    public void An_alarm_of_a_cluster_watches_its_instances()
    {
        var figures = Estate.Terraform("""
            resource "aws_rds_cluster" "main" { engine = "aurora-postgresql" }
            resource "aws_rds_cluster_instance" "a" {
              cluster_identifier = aws_rds_cluster.main.id
              engine             = "aurora-postgresql"
              instance_class     = "db.r6g.large"
            }

            """ + Alarm("AWS/RDS", "CPUUtilization", "DBClusterIdentifier = aws_rds_cluster.main.cluster_identifier"));
        Assert.Equal(["CPUUtilization"], Metrics(figures, "aws_rds_cluster_instance.a", AlarmState.Present));
    }

    [Fact]
    public void A_stage_is_known_by_its_api_as_well_as_by_its_name()
    {
        var figures = Estate.Terraform("""
            resource "aws_api_gateway_rest_api" "orders" { name = "orders" }
            resource "aws_api_gateway_rest_api" "stock" { name = "stock" }
            resource "aws_api_gateway_stage" "orders" {
              rest_api_id   = aws_api_gateway_rest_api.orders.id
              deployment_id = "d1"
              stage_name    = "live"
            }
            resource "aws_api_gateway_stage" "stock" {
              rest_api_id   = aws_api_gateway_rest_api.stock.id
              deployment_id = "d2"
              stage_name    = "live"
            }

            """ + Alarm("AWS/ApiGateway", "5XXError", "ApiName = \"orders\"\n Stage = \"live\""));
        Assert.Equal(["5XXError"], Metrics(figures, "aws_api_gateway_stage.orders", AlarmState.Present));
        Assert.Empty(Metrics(figures, "aws_api_gateway_stage.stock", AlarmState.Present));
    }

    [Fact]
    public void What_is_called_by_something_traced_is_on_the_map()
    {
        var figures = Estate.Template("""
            Resources:
              Place:
                Type: AWS::Lambda::Function
                Properties:
                  Role: !GetAtt Role.Arn
                  TracingConfig: {Mode: Active}
                  Environment: {Variables: {TABLE: !Ref Orders}}
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: {Statement: []}
                  Policies:
                    - PolicyName: table
                      PolicyDocument:
                        Statement: [{Effect: Allow, Action: 'dynamodb:*', Resource: !GetAtt Orders.Arn}]
              Orders: {Type: AWS::DynamoDB::Table}
              Other: {Type: AWS::DynamoDB::Table}
            """);
        Assert.Equal(SignalState.Present, Of(figures, "Place")[SignalKind.Traces].State);
        Assert.Equal(SignalState.Present, Of(figures, "Orders")[SignalKind.ServiceMap].State);
        Assert.Equal(SignalState.Missing, Of(figures, "Other")[SignalKind.ServiceMap].State);
    }

    [Fact]
    public void A_template_is_read_as_terraform_is()
    {
        var figures = Estate.Template("""
            Parameters: {Topic: {Type: String}}
            Resources:
              Queue: {Type: AWS::SQS::Queue}
              Age:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  Namespace: AWS/SQS
                  MetricName: ApproximateAgeOfOldestMessage
                  ComparisonOperator: GreaterThanThreshold
                  Threshold: 60
                  Dimensions: [{Name: QueueName, Value: !GetAtt Queue.QueueName}]
                  AlarmActions: [!Ref Topic]
              Waiting:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  ComparisonOperator: GreaterThanThreshold
                  Threshold: 60
                  Metrics:
                    - {Id: all, Expression: visible + hidden}
                    - Id: visible
                      MetricStat:
                        Stat: Sum
                        Period: 60
                        Metric: {Namespace: AWS/SQS, MetricName: ApproximateNumberOfMessagesVisible, Dimensions: [{Name: QueueName, Value: !GetAtt Queue.QueueName}]}
                    - Id: hidden
                      MetricStat:
                        Stat: Sum
                        Period: 60
                        Metric: {Namespace: AWS/SQS, MetricName: ApproximateNumberOfMessagesNotVisible, Dimensions: [{Name: QueueName, Value: !GetAtt Queue.QueueName}]}
            """);
        Assert.Equal(["ApproximateAgeOfOldestMessage"], Metrics(figures, "Queue", AlarmState.Present));
        Assert.Equal(["ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesVisible"], Metrics(figures, "Queue", AlarmState.Silent));
    }

    [Fact]
    public void An_exception_in_the_workloads_file_takes_an_alarm_off_the_list()
    {
        var exceptions = new MonitoringSettings
        {
            Exceptions = [new AlarmException("AWS/RDS ReadLatency", ["aws_db_instance.*"], "A nightly job"), new AlarmException("AWS/SQS", [], "None here")],
        };
        var figures = Estate.Terraform(Database, new AnalysisSettings { Monitoring = exceptions });
        Assert.Equal(["ReadLatency"], Metrics(figures, "aws_db_instance.orders", AlarmState.Excepted));
        Assert.Equal("AWS/SQS", Assert.Single(figures.Monitoring.UnusedExceptions).Alarm);
    }

    [Fact]
    public void What_the_tables_do_not_know_is_named_as_unknown()
    {
        var figures = Estate.Terraform("resource \"aws_globalaccelerator_accelerator\" \"main\" { name = \"main\" }");
        Assert.Equal("aws_globalaccelerator_accelerator.main", Assert.Single(figures.Monitoring.Unknown).Id);
        Assert.Null(figures.Monitoring.Coverage);
    }

    private static string Alarm(
        string space, string metric, string dimension, string comparison = "GreaterThanThreshold", string actions = "\"arn:aws:sns:eu-west-1:123456789012:on-call\"", string more = "") => $$"""
        resource "aws_cloudwatch_metric_alarm" "watch" {
          alarm_name          = "watch"
          namespace           = "{{space}}"
          metric_name         = "{{metric}}"
          comparison_operator = "{{comparison}}"
          threshold           = 1
          alarm_actions       = [{{actions}}]
          {{more}}
          dimensions = {
            {{dimension}}
          }
        }

        """;

    private static MonitoredResource Of(WorkloadFigures figures, string address) => Assert.Single(figures.Monitoring.Resources, r => r.Resource.Address == address);

    private static string[] Metrics(WorkloadFigures figures, string address, AlarmState state) =>
        [.. Of(figures, address).Alarms.Where(a => a.State == state).Select(static a => a.Alarm.Metric).Order(StringComparer.Ordinal)];
}
