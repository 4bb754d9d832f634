using Stoa.Analysis.Topology;
using Stoa.Language.Text;

namespace Stoa.Analysis.Tests.Topology;

public sealed class TopologyTests
{
    private const string ThreeTiers = """
        data "aws_availability_zones" "all" {}
        resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
        resource "aws_subnet" "web" {
          count             = 2
          vpc_id            = aws_vpc.main.id
          availability_zone = data.aws_availability_zones.all.names[count.index]
          cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
        }
        resource "aws_lb" "front" {
          subnets         = aws_subnet.web[*].id
          security_groups = [aws_security_group.front.id]
        }
        resource "aws_security_group" "front" {
          vpc_id = aws_vpc.main.id
          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_lb_target_group" "web" { vpc_id = aws_vpc.main.id }
        resource "aws_lb_listener" "web" {
          load_balancer_arn = aws_lb.front.arn
          port              = 443
          default_action {
            type             = "forward"
            target_group_arn = aws_lb_target_group.web.arn
          }
        }
        resource "aws_security_group" "web" { vpc_id = aws_vpc.main.id }
        resource "aws_launch_template" "web" { vpc_security_group_ids = [aws_security_group.web.id] }
        resource "aws_autoscaling_group" "web" {
          min_size            = 4
          max_size            = 8
          vpc_zone_identifier = aws_subnet.web[*].id
          target_group_arns   = [aws_lb_target_group.web.arn]
          launch_template { id = aws_launch_template.web.id }
        }
        resource "aws_security_group" "data" {
          vpc_id = aws_vpc.main.id
          ingress {
            from_port       = 5432
            to_port         = 5432
            protocol        = "tcp"
            security_groups = [aws_security_group.web.id]
          }
        }
        resource "aws_db_subnet_group" "data" { subnet_ids = aws_subnet.web[*].id }
        resource "aws_db_instance" "orders" {
          multi_az               = true
          db_subnet_group_name   = aws_db_subnet_group.data.name
          vpc_security_group_ids = [aws_security_group.data.id]
        }
        resource "aws_elasticache_cluster" "sessions" {
          engine             = "redis"
          num_cache_nodes    = 1
          security_group_ids = [aws_security_group.data.id]
        }
        """;

    [Fact]
    public void What_stands_in_zones_stands_in_the_network_of_its_subnets_or_groups()
    {
        var topology = Estate.Terraform("""
            resource "aws_vpc" "a" {}
            resource "aws_subnet" "a" { vpc_id = aws_vpc.a.id }
            resource "aws_security_group" "a" { vpc_id = aws_vpc.a.id }
            resource "aws_nat_gateway" "a" { subnet_id = aws_subnet.a.id }
            resource "aws_instance" "a" { vpc_security_group_ids = [aws_security_group.a.id] }
            resource "aws_db_subnet_group" "a" { subnet_ids = [aws_subnet.a.id] }
            resource "aws_db_instance" "a" { db_subnet_group_name = aws_db_subnet_group.a.name }
            resource "aws_db_instance" "copy" { replicate_source_db = aws_db_instance.a.identifier }
            resource "aws_instance" "elsewhere" { subnet_id = "subnet-1" }
            resource "aws_s3_bucket" "b" {}
            """).Topology;

        var networks = topology.Components.ToDictionary(static c => c.Id, static c => c.Network?.Address);
        Assert.All(["aws_nat_gateway.a", "aws_instance.a", "aws_db_instance.a", "aws_db_instance.copy"], id => Assert.Equal("aws_vpc.a", networks[id]));
        Assert.Null(networks["aws_instance.elsewhere"]);
        Assert.Null(networks["aws_s3_bucket.b"]);
    }

    [Fact]
    public void A_journey_runs_from_the_load_balancer_over_the_fleet_to_the_database_that_admits_it()
    {
        var journey = Assert.Single(Estate.Terraform(ThreeTiers).Topology.Journeys);

        Assert.Equal(["front", "web", "orders", "sessions"], journey.Components.Select(c => c.Name));
        Assert.Equal(EntryKind.Internet, journey.Entry.Kind);
        Assert.Contains(journey.Dependencies, d => d.Reason == "is admitted by aws_security_group.data to port 5432");
    }

    [Fact]
    public void Zones_without_names_are_told_apart_by_their_position()
    {
        var topology = Estate.Terraform(ThreeTiers).Topology;

        var fleet = Of(topology, "aws_autoscaling_group.web");
        Assert.Equal(["zone 1", "zone 2"], fleet.Placement.Zones.Select(z => z.Label));
        Assert.True(fleet.Placement.SpansZones(2));
        Assert.False(fleet.Placement.SpansZones(3));
        Assert.Equal(["zone 1", "zone 2", "zone 1", "zone 2"], fleet.Redundancy.UnitZones.Select(z => z?.Label));

        // The load balancer stands in the very same zones, not in others of the same name.
        Assert.Same(fleet.Placement.Zones[0], Of(topology, "aws_lb.front").Placement.Zones[0]);
    }

    [Fact]
    public void Zones_that_a_person_picks_for_a_stack_are_told_apart_too()
    {
        var topology = Estate.Template("""
            Parameters:
              Zones: { Type: 'List<AWS::EC2::AvailabilityZone::Name>' }
            Resources:
              A: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: !Select [0, !Ref Zones] } }
              B: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: !Select [1, !Ref Zones] } }
              Web: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: 2, VPCZoneIdentifier: [!Ref A, !Ref B] } }
            """).Topology;

        Assert.True(Of(topology, "Web").Placement.SpansZones(2));
    }

    [Fact]
    public void The_name_of_a_database_or_an_internal_load_balancer_is_no_way_in()
    {
        var topology = Estate.Terraform("""
            resource "aws_db_instance" "orders" {}
            resource "aws_lb" "inside" { internal = true }
            resource "aws_lb" "outside" { internal = false }
            resource "aws_route53_record" "db" {
              name    = "db"
              type    = "CNAME"
              records = [aws_db_instance.orders.address]
            }
            resource "aws_route53_record" "inside" {
              name    = "inside"
              type    = "CNAME"
              records = [aws_lb.inside.dns_name]
            }
            resource "aws_route53_record" "outside" {
              name    = "outside"
              type    = "CNAME"
              records = [aws_lb.outside.dns_name]
            }
            """).Topology;

        Assert.Equal(["outside"], topology.Journeys.Select(j => j.Name));
    }

    [Fact]
    public void A_cluster_without_node_groups_is_its_managed_control_plane() =>
        Assert.Equal(RedundancyKind.Managed, Of(Estate.Terraform("""resource "aws_eks_cluster" "main" {}""").Topology, "aws_eks_cluster.main").Redundancy.Kind);

    [Fact]
    public void A_queue_for_failures_can_be_done_without_and_a_notice_of_scaling_is_no_call()
    {
        var topology = Estate.Terraform("""
            resource "aws_sqs_queue" "failed" {}
            resource "aws_sns_topic" "notices" {}
            resource "aws_lambda_function" "work" {
              dead_letter_config { target_arn = aws_sqs_queue.failed.arn }
            }
            resource "aws_autoscaling_group" "web" {
              min_size = 1
            }
            resource "aws_autoscaling_notification" "web" {
              group_names   = [aws_autoscaling_group.web.name]
              notifications = ["autoscaling:EC2_INSTANCE_TERMINATE"]
              topic_arn     = aws_sns_topic.notices.arn
            }
            """).Topology;

        Assert.False(Assert.Single(topology.Dependencies).IsHard);
    }

    [Fact]
    public void What_could_not_be_handled_is_left_in_a_queue_that_no_journey_needs()
    {
        string[] expected =
        [
            "aws_cloudwatch_event_rule.daily > aws_sqs_queue.rule_failed", "aws_cloudwatch_event_bus.orders > aws_sqs_queue.bus_failed",
            "aws_lambda_function.ship > aws_sns_topic.alarm", "aws_lambda_function.work > aws_sqs_queue.stream_failed", "aws_lambda_function.work > aws_sqs_queue.work_failed",
            "aws_scheduler_schedule.nightly > aws_sqs_queue.schedule_failed", "aws_sns_topic.placed > aws_sqs_queue.topic_failed", "aws_sqs_queue.later > aws_sqs_queue.later_failed",
            "aws_sqs_queue.todo > aws_sqs_queue.todo_failed",
        ];

        AssertDeadLetters(expected, Estate.Terraform("""
            resource "aws_sqs_queue" "todo" {
              redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.todo_failed.arn, maxReceiveCount = 5 })
            }
            resource "aws_sqs_queue" "todo_failed" {}
            resource "aws_sqs_queue" "later" {}
            resource "aws_sqs_queue_redrive_policy" "later" {
              queue_url      = aws_sqs_queue.later.id
              redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.later_failed.arn, maxReceiveCount = 5 })
            }
            resource "aws_sqs_queue" "later_failed" {}
            resource "aws_iam_role" "work" {
              assume_role_policy = "{}"
              inline_policy {
                policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.work_failed.arn }] })
              }
            }
            resource "aws_lambda_function" "work" {
              role = aws_iam_role.work.arn
              dead_letter_config { target_arn = aws_sqs_queue.work_failed.arn }
            }
            resource "aws_sqs_queue" "work_failed" {}
            resource "aws_lambda_event_source_mapping" "work" {
              event_source_arn = aws_sqs_queue.todo.arn
              function_name    = aws_lambda_function.work.arn
              destination_config {
                on_failure { destination_arn = aws_sqs_queue.stream_failed.arn }
              }
            }
            resource "aws_sqs_queue" "stream_failed" {}
            resource "aws_lambda_function" "ship" {
              environment {
                variables = { LATER = aws_sqs_queue.later.url }
              }
            }
            resource "aws_lambda_function_event_invoke_config" "ship" {
              function_name = aws_lambda_function.ship.function_name
              destination_config {
                on_failure { destination = aws_sns_topic.alarm.arn }
              }
            }
            resource "aws_sns_topic" "alarm" {}
            resource "aws_sns_topic" "placed" {}
            resource "aws_sns_topic_subscription" "placed" {
              topic_arn      = aws_sns_topic.placed.arn
              protocol       = "lambda"
              endpoint       = aws_lambda_function.ship.arn
              redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.topic_failed.arn })
            }
            resource "aws_sqs_queue" "topic_failed" {}
            resource "aws_cloudwatch_event_rule" "daily" { schedule_expression = "rate(1 day)" }
            resource "aws_cloudwatch_event_target" "daily" {
              rule = aws_cloudwatch_event_rule.daily.name
              arn  = aws_lambda_function.ship.arn
              dead_letter_config { arn = aws_sqs_queue.rule_failed.arn }
            }
            resource "aws_cloudwatch_event_target" "daily_again" {
              rule = aws_cloudwatch_event_rule.daily.name
              arn  = aws_lambda_function.work.arn
            }
            resource "aws_sqs_queue" "rule_failed" {}
            resource "aws_cloudwatch_event_bus" "orders" {
              name = "orders"
              dead_letter_config { arn = aws_sqs_queue.bus_failed.arn }
            }
            resource "aws_sqs_queue" "bus_failed" {}
            resource "aws_scheduler_schedule" "nightly" {
              schedule_expression = "cron(0 2 * * ? *)"
              target {
                arn = aws_lambda_function.ship.arn
                dead_letter_config { arn = aws_sqs_queue.schedule_failed.arn }
              }
            }
            resource "aws_sqs_queue" "schedule_failed" {}
            """));
    }

    [Fact]
    public void What_could_not_be_handled_is_left_in_a_queue_in_templates_too()
    {
        string[] expected =
        [
            "Alert > AlertFailed", "Daily > RuleFailed", "Nightly > ScheduleFailed", "Orders > BusFailed", "Placed > TopicFailed", "Todo > TodoFailed", "Work > StreamFailed", "Work > WorkFailed",
        ];

        AssertDeadLetters(expected, Estate.Template("""
            Resources:
              Todo:
                Type: AWS::SQS::Queue
                Properties:
                  RedrivePolicy: { deadLetterTargetArn: !GetAtt TodoFailed.Arn, maxReceiveCount: 5 }
              TodoFailed: { Type: AWS::SQS::Queue }
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: "sts:AssumeRole", Principal: { Service: lambda.amazonaws.com } }] }
                  Policies: [{ PolicyName: send, PolicyDocument: { Statement: [{ Effect: Allow, Action: "sqs:SendMessage", Resource: !GetAtt WorkFailed.Arn }] } }]
              Work:
                Type: AWS::Lambda::Function
                Properties:
                  Role: !GetAtt Role.Arn
                  DeadLetterConfig: { TargetArn: !GetAtt WorkFailed.Arn }
              WorkFailed: { Type: AWS::SQS::Queue }
              Mapping:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  EventSourceArn: !GetAtt Todo.Arn
                  FunctionName: !Ref Work
                  DestinationConfig: { OnFailure: { Destination: !GetAtt StreamFailed.Arn } }
              StreamFailed: { Type: AWS::SQS::Queue }
              Alert: { Type: AWS::Lambda::Function }
              Invoke:
                Type: AWS::Lambda::EventInvokeConfig
                Properties:
                  FunctionName: !Ref Alert
                  Qualifier: $LATEST
                  DestinationConfig: { OnFailure: { Destination: !GetAtt AlertFailed.Arn } }
              AlertFailed: { Type: AWS::SQS::Queue }
              Placed: { Type: AWS::SNS::Topic }
              Subscription:
                Type: AWS::SNS::Subscription
                Properties:
                  TopicArn: !Ref Placed
                  Protocol: lambda
                  Endpoint: !GetAtt Alert.Arn
                  RedrivePolicy: { deadLetterTargetArn: !GetAtt TopicFailed.Arn }
              TopicFailed: { Type: AWS::SQS::Queue }
              Daily:
                Type: AWS::Events::Rule
                Properties:
                  ScheduleExpression: rate(1 day)
                  Targets:
                    - { Id: a, Arn: !GetAtt Alert.Arn, DeadLetterConfig: { Arn: !GetAtt RuleFailed.Arn } }
                    - { Id: b, Arn: !GetAtt Work.Arn }
              RuleFailed: { Type: AWS::SQS::Queue }
              Orders:
                Type: AWS::Events::EventBus
                Properties:
                  Name: orders
                  DeadLetterConfig: { Arn: !GetAtt BusFailed.Arn }
              BusFailed: { Type: AWS::SQS::Queue }
              Nightly:
                Type: AWS::Scheduler::Schedule
                Properties:
                  ScheduleExpression: cron(0 2 * * ? *)
                  Target: { Arn: !GetAtt Alert.Arn, DeadLetterConfig: { Arn: !GetAtt ScheduleFailed.Arn } }
              ScheduleFailed: { Type: AWS::SQS::Queue }
            """));
    }

    [Fact]
    public void A_topic_that_takes_failures_and_is_written_to_as_well_is_needed()
    {
        var figures = Estate.Terraform("""
            resource "aws_sns_topic" "news" {}
            resource "aws_lambda_function" "work" {
              dead_letter_config { target_arn = aws_sns_topic.news.arn }
              environment {
                variables = { NEWS = aws_sns_topic.news.arn }
              }
            }
            """);

        Assert.Equal(
            [(DependencyKind.Publishes, true), (DependencyKind.DeadLetters, false)],
            figures.Topology.Dependencies.Select(static d => (d.Kind, d.IsHard)).OrderBy(static d => d.Kind));
    }

    private static void AssertDeadLetters(string[] expected, WorkloadFigures figures)
    {
        var topology = figures.Topology;
        var found = topology.Dependencies.Where(static d => d.Kind == DependencyKind.DeadLetters).ToList();
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Select(static d => $"{d.From.Id} > {d.To[0].Id}").Order(StringComparer.Ordinal));
        Assert.All(found, static d => Assert.False(d.IsHard));

        // Nothing else leads to these queues, so no journey meets them and no figure counts them.
        var queues = found.SelectMany(static d => d.To).ToHashSet();
        Assert.NotEmpty(topology.Journeys);
        Assert.All(topology.Journeys, j => Assert.DoesNotContain(j.Components, queues.Contains));
        Assert.All(figures.Availability.Journeys, j => Assert.DoesNotContain(j.Floor.Factors, f => queues.Contains(f.Component)));
        Assert.All(figures.Availability.Journeys, j => Assert.DoesNotContain(j.Events.Values, e => e.Component is { } of && queues.Contains(of)));
    }

    [Fact]
    public void A_standby_is_a_second_unit_in_another_zone()
    {
        var database = Of(Estate.Terraform(ThreeTiers).Topology, "aws_db_instance.orders");

        Assert.Equal(RedundancyKind.Failover, database.Redundancy.Kind);
        Assert.True(database.Redundancy.IsAutomatic);
        Assert.Equal(["zone 1", "zone 2"], database.Redundancy.UnitZones.Select(z => z?.Label));
    }

    [Fact]
    public void A_cache_beside_a_database_can_be_done_without_and_one_alone_cannot()
    {
        var beside = Estate.Terraform(ThreeTiers).Topology;
        Assert.False(Call(beside, "aws_autoscaling_group.web", "aws_elasticache_cluster.sessions").IsHard);

        var database = ThreeTiers[ThreeTiers.IndexOf("resource \"aws_db_instance\"", StringComparison.Ordinal)..ThreeTiers.IndexOf("resource \"aws_elasticache_cluster\"", StringComparison.Ordinal)];
        var alone = Estate.Terraform(ThreeTiers.Replace(database, "", StringComparison.Ordinal)).Topology;
        Assert.True(Call(alone, "aws_autoscaling_group.web", "aws_elasticache_cluster.sessions").IsHard);
    }

    [Fact]
    public void What_is_left_in_a_queue_begins_a_journey_of_its_own()
    {
        var topology = Estate.Sample("serverless-orders").Topology;

        Assert.Equal(["Api > PlaceOrder > Fulfilment > Orders", "Fulfilment > Fulfil > Orders"], topology.Journeys.Select(j => string.Join(" > ", j.Components.Select(c => c.Name))));
        Assert.Equal([EntryKind.Internet, EntryKind.Message], topology.Journeys.Select(j => j.Entry.Kind));
    }

    [Fact]
    public void A_load_balancer_behind_content_delivery_is_no_journey_of_its_own()
    {
        // Its group admits CloudFront's prefix list alone, so that nobody comes past the distribution.
        var topology = Estate.Sample("three-tier-web/well-built").Topology;

        Assert.Equal("orders.example.com", Assert.Single(topology.Journeys).Name);
        Assert.Equal(
            [("orders.example.com", false), ("main", true)],
            topology.Entries.Select(e => (e.Component.Name, e.IsBehindAnother)));
    }

    [Fact]
    public void Two_rules_of_a_load_balancer_are_two_journeys()
    {
        var topology = Estate.Terraform(ThreeTiers + "\n" + """
            resource "aws_lb_target_group" "api" { vpc_id = aws_vpc.main.id }
            resource "aws_instance" "api" { subnet_id = aws_subnet.web[1].id }
            resource "aws_lb_target_group_attachment" "api" {
              target_group_arn = aws_lb_target_group.api.arn
              target_id        = aws_instance.api.id
            }
            resource "aws_lb_listener_rule" "api" {
              listener_arn = aws_lb_listener.web.arn
              action {
                type             = "forward"
                target_group_arn = aws_lb_target_group.api.arn
              }
            }
            """).Topology;

        Assert.Equal(["front (by default)", "front (rule api)"], topology.Journeys.Select(j => j.Name).Order());
        var rule = topology.Journeys.Single(j => j.Name.Contains("rule", StringComparison.Ordinal));
        Assert.Equal(["front", "api"], rule.Components.Select(c => c.Name));
    }

    [Fact]
    public void A_person_can_weaken_a_dependency_and_say_how_many_units_the_load_needs()
    {
        var where = new Location(new SourceText("stoa.yaml", ""), default);
        var settings = AnalysisSettings.None with
        {
            Topology = new TopologyCorrections
            {
                Dependencies =
                [
                    new("aws_autoscaling_group.web", "aws_db_instance.orders", DependencyStrength.Soft, where),
                    new("aws_autoscaling_group.web", "aws_db_instance.nowhere", DependencyStrength.Hard, where),
                ],
                UnitsNeeded = new Dictionary<string, int> { ["aws_autoscaling_group.web"] = 3 },
                JourneyNames = new Dictionary<string, string> { ["aws_lb.front"] = "Order" },
            },
        };

        var topology = Estate.Terraform(ThreeTiers, settings).Topology;

        Assert.False(Call(topology, "aws_autoscaling_group.web", "aws_db_instance.orders").IsHard);
        Assert.Equal(3, Of(topology, "aws_autoscaling_group.web").Redundancy.Needed);
        Assert.Equal("Order", Assert.Single(topology.Journeys).Name);
        Assert.Equal("aws_db_instance.nowhere", Assert.Single(topology.UnusedCorrections).To);
    }

    [Fact]
    public void A_fleet_of_unknown_size_says_so()
    {
        var topology = Estate.Terraform("""
            variable "size" {}
            resource "aws_autoscaling_group" "web" { min_size = var.size }
            """).Topology;

        var fleet = Of(topology, "aws_autoscaling_group.web");
        Assert.Null(fleet.Redundancy.Units);
        Assert.Null(fleet.Placement.SpansZones(2));
    }

    private static Component Of(WorkloadTopology topology, string id) => topology.Components.Single(c => c.Id == id);

    private static Dependency Call(WorkloadTopology topology, string from, string to) =>
        topology.Dependencies.Single(d => d.From.Id == from && d.To.Any(t => t.Id == to) && d.Kind == DependencyKind.Calls);
}
