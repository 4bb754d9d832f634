using System.Text.Json;

namespace Stoa.EndToEnd.Tests;

/// <summary>The recovery of the samples, as a person asks for it.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public void The_text_tells_the_strategy_what_is_lost_and_how_long_it_takes()
    {
        var text = Repository.Stoa("recovery", "samples/three-tier-web/well-built").Output;

        Assert.Contains("Strategy  backup and restore", text, StringComparison.Ordinal);
        Assert.Contains("the standby of aws_db_instance.orders takes over", text, StringComparison.Ordinal);
        Assert.Contains("24–36 h", text, StringComparison.Ordinal);
        Assert.Contains("10,000 years played", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public void The_same_words_give_the_same_bytes()
    {
        var first = Repository.Stoa("recovery", "samples/three-tier-web/naive", "--format", "json").Output;
        Assert.Equal(first, Repository.Stoa("recovery", "samples/three-tier-web/naive", "--format", "json").Output);
        using var json = JsonDocument.Parse(first);
        Assert.Equal("stoa/recovery/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal("none", json.RootElement.GetProperty("strategy").GetProperty("least").GetString());
        Assert.True(json.RootElement.GetProperty("disasters")[2].GetProperty("loss").GetProperty("endless").GetBoolean());
    }

    [Fact]
    public void Experiments_in_Terraform_are_read_back_with_their_targets_and_stop_conditions()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples/three-tier-web/well-built"), "*.tf"))
        {
            File.Copy(file, Path.Combine(scratch, Path.GetFileName(file)));
        }

        var written = Path.Combine(scratch, "game-day.tf");
        Assert.Equal(0, Repository.Stoa("recovery", scratch, "--game-day", "terraform", "--output", written).Code);
        using var graph = JsonDocument.Parse(Repository.Stoa("graph", scratch).Output);
        var experiments = graph.RootElement.GetProperty("resources").EnumerateArray().Where(static r => r.GetProperty("type").GetString() == "aws_fis_experiment_template").ToList();

        Assert.Equal(3, experiments.Count);
        Assert.All(experiments, static e => Assert.Equal("aws_cloudwatch_metric_alarm.this[\"errors\"]", e.GetProperty("properties").GetProperty("stop_alarms")[0].GetProperty("$resource").GetString()));
        var edges = graph.RootElement.GetProperty("edges").EnumerateArray().Select(static e => (e.GetProperty("from").GetString(), e.GetProperty("to").GetString())).ToList();
        Assert.Contains(("aws_fis_experiment_template.terminate_machine_web", "aws_autoscaling_group.web"), edges);
        Assert.Contains(("aws_fis_experiment_template.fail_over_database_orders", "aws_db_instance.orders"), edges);
    }

    [Fact]
    public void Experiments_in_a_template_are_read_back_and_say_where_no_alarm_would_stop_them()
    {
        const string Template = """
            Resources:
              Subnet:
                Type: AWS::EC2::Subnet
                Properties: { CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a }
              Cluster:
                Type: AWS::ECS::Cluster
              Service:
                Type: AWS::ECS::Service
                Properties:
                  Cluster: !Ref Cluster
                  DesiredCount: 2
                  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [!Ref Subnet] } }
              Database:
                Type: AWS::RDS::DBInstance
                Properties: { MultiAZ: true, Engine: postgres }

            """;
        File.WriteAllText(Path.Combine(scratch, "template.yaml"), Template);
        var code = Repository.Stoa("recovery", scratch, "--game-day", "cloudformation").Output;
        Assert.Contains("No alarm of the workload would stop this experiment", code, StringComparison.Ordinal);

        // As one pastes it: the resources below the resources, the parameters above them.
        var parts = code.Split("Resources:\n");
        File.WriteAllText(Path.Combine(scratch, "template.yaml"), parts[0] + Template + parts[1]);
        using var graph = JsonDocument.Parse(Repository.Stoa("graph", scratch).Output);
        var experiments = graph.RootElement.GetProperty("resources").EnumerateArray().Where(static r => r.GetProperty("type").GetString() == "AWS::FIS::ExperimentTemplate").ToList();
        Assert.Equal(["aws:ecs:stop-task", "aws:network:disrupt-connectivity", "aws:rds:reboot-db-instances"], experiments.Select(static e => e.GetProperty("properties").GetProperty("actions")[0].GetString()).Order());
        Assert.All(experiments, static e => Assert.False(e.GetProperty("properties").GetProperty("has_stop_condition").GetBoolean()));
        var edges = graph.RootElement.GetProperty("edges").EnumerateArray().Select(static e => (e.GetProperty("from").GetString(), e.GetProperty("to").GetString())).ToList();
        Assert.Contains(("StopTaskService", "Service"), edges);
        Assert.Contains(("StopTaskService", "Cluster"), edges);
    }

    [Fact]
    public void The_chart_of_one_disaster_has_its_steps_alone()
    {
        var chart = Repository.Stoa("recovery", "samples/three-tier-web/well-built", "--format", "mermaid", "--disaster", "region").Output;
        Assert.StartsWith("gantt\n", chart, StringComparison.Ordinal);
        Assert.Contains("section loss of the region", chart, StringComparison.Ordinal);
        Assert.DoesNotContain("section loss of a zone", chart, StringComparison.Ordinal);
        Assert.Contains(":crit,", chart, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_say_of_recovery_is_read_and_mistakes_are_told()
    {
        File.WriteAllText(Path.Combine(scratch, "main.tf"), """
            resource "aws_dynamodb_table" "orders" {
              name                        = "orders"
              deletion_protection_enabled = true
              point_in_time_recovery { enabled = true }
            }
            """);
        File.WriteAllText(Path.Combine(scratch, "stoa.yaml"), """
            objectives: { rto: 4h, rpo: 15m }
            recovery:
              sizes: { aws_dynamodb_table.orders: 100 }
              throughput: 100
              times: { decide: 10m, restore.start: 20m, detect.people.corruption: 30m }
              drills: [{ date: 2026-09-14, disaster: region, took: 50m }]
            """);
        using var json = JsonDocument.Parse(Repository.Stoa("recovery", scratch, "--format", "json", "--years", "0").Output);

        // See it 30, decide 10, begin 20, restore 100 GiB at 100 an hour: 60.
        Assert.Equal(7200, json.RootElement.GetProperty("disasters")[3].GetProperty("downtime").GetProperty("high").GetDouble());

        File.WriteAllText(Path.Combine(scratch, "stoa.yaml"), """
            recovery:
              times: { decide: soon }
              frequencies: { earthquake: 1 }
            """);
        using var review = JsonDocument.Parse(Repository.Stoa("review", scratch, "--format", "json").Output);
        var told = review.RootElement.GetProperty("diagnostics").EnumerateArray().Where(static d => d.GetProperty("file").GetString() == "stoa.yaml").Select(static d => d.GetProperty("line").GetInt32()).ToList();
        Assert.Equal([2, 3], told);
    }
}
