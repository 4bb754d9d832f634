using System.Text.Json;

namespace Stoa.EndToEnd.Tests;

/// <summary>What a person may name on the command line: folders and files of every format, alone and together.</summary>
public sealed class PathTests : IDisposable
{
    private const string Database = "resource \"aws_db_instance\" \"orders\" {\n  multi_az = var.ha\n}\n";

    private const string Template = """
        AWSTemplateFormatVersion: "2010-09-09"
        Resources:
          Jobs:
            Type: AWS::SQS::Queue
        """;

    private const string Plan = """
        { "format_version": "1.2", "terraform_version": "1.11.4",
          "planned_values": { "root_module": { "resources": [
            { "address": "aws_db_instance.orders", "mode": "managed", "type": "aws_db_instance", "name": "orders", "schema_version": 2,
              "provider_name": "registry.terraform.io/hashicorp/aws",
              "values": { "engine": "postgres", "instance_class": "db.m7g.large", "multi_az": false, "storage_encrypted": true,
                "kms_key_id": null, "backup_retention_period": 7, "publicly_accessible": false, "tags": null },
              "sensitive_values": { "password": true } },
            { "address": "aws_s3_bucket.logs", "mode": "managed", "type": "aws_s3_bucket", "name": "logs",
              "values": { "bucket": "orders-logs", "force_destroy": false }, "sensitive_values": {} },
            { "address": "aws_s3_bucket_versioning.logs", "mode": "managed", "type": "aws_s3_bucket_versioning", "name": "logs",
              "values": { "versioning_configuration": [ { "status": "Enabled", "mfa_delete": null } ] }, "sensitive_values": {} } ] } },
          "resource_changes": [
            { "address": "aws_db_instance.orders", "mode": "managed", "type": "aws_db_instance", "name": "orders",
              "change": { "actions": [ "create" ], "before": null, "after_unknown": { "arn": true, "id": true, "kms_key_id": true } } },
            { "address": "aws_s3_bucket_versioning.logs", "mode": "managed", "type": "aws_s3_bucket_versioning", "name": "logs",
              "change": { "actions": [ "create" ], "before": null, "after_unknown": { "id": true, "bucket": true } } } ],
          "configuration": {
            "provider_config": { "aws": { "name": "aws", "expressions": { "region": { "constant_value": "eu-west-1" } } } },
            "root_module": { "resources": [
              { "address": "aws_db_instance.orders", "type": "aws_db_instance", "name": "orders", "provider_config_key": "aws", "expressions": {} },
              { "address": "aws_s3_bucket.logs", "type": "aws_s3_bucket", "name": "logs", "provider_config_key": "aws", "expressions": {} },
              { "address": "aws_s3_bucket_versioning.logs", "type": "aws_s3_bucket_versioning", "name": "logs", "provider_config_key": "aws",
                "expressions": { "bucket": { "references": [ "aws_s3_bucket.logs.id", "aws_s3_bucket.logs" ] } } } ] } } }
        """;

    private const string State = """
        { "version": 4, "terraform_version": "1.11.4", "serial": 3, "lineage": "0b1c", "outputs": {}, "resources": [
          { "mode": "managed", "type": "aws_db_instance", "name": "orders", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
            "instances": [ { "schema_version": 2, "attributes": { "arn": "arn:aws:rds:eu-west-1:111122223333:db:orders", "multi_az": false } } ] },
          { "module": "module.site", "mode": "managed", "type": "aws_s3_bucket", "name": "this", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
            "instances": [ { "index_key": 0, "attributes": { "id": "orders-site", "bucket": "orders-site", "region": "eu-west-1" } } ] },
          { "module": "module.site", "mode": "managed", "type": "aws_s3_bucket_versioning", "name": "this", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
            "instances": [ { "index_key": 0, "attributes": { "bucket": "orders-site", "versioning_configuration": [ { "status": "Enabled" } ] } } ] } ] }
        """;

    private readonly string scratch = Directory.CreateTempSubdirectory("stoa-").FullName;

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Theory]
    [InlineData("plan.json")]
    [InlineData(".")]
    public void A_plan_is_reviewed_as_a_file_and_in_a_folder(string path)
    {
        Write("plan.json", Plan);

        using var review = Review(path);

        Assert.Equal(["terraform-plan plan.json"], Sources(review));
        Assert.Equal("fail", Verdict(review, "aws/rds/instance-multi-az", "aws_db_instance.orders"));
        Assert.Equal("pass", Verdict(review, "aws/rds/instance-encrypted", "aws_db_instance.orders"));
        Assert.Equal("pass", Verdict(review, "aws/s3/bucket-versioned", "aws_s3_bucket.logs"));
        Assert.Equal("eu-west-1", review.RootElement.GetProperty("workload").GetProperty("regions")[0].GetString());
    }

    [Theory]
    [InlineData("terraform.tfstate")]
    [InlineData(".")]
    public void A_state_is_reviewed_as_a_file_and_in_a_folder(string path)
    {
        Write("terraform.tfstate", State);

        using var review = Review(path);

        Assert.Equal(["terraform-state terraform.tfstate"], Sources(review));
        Assert.Equal("fail", Verdict(review, "aws/rds/instance-multi-az", "aws_db_instance.orders"));
        Assert.Equal("pass", Verdict(review, "aws/s3/bucket-versioned", "module.site.aws_s3_bucket.this[0]"));
    }

    [Fact]
    public void A_plan_beside_its_configuration_does_not_double_the_resources()
    {
        Write("main.tf", Database);
        Write("plan.json", Plan);

        using var both = Review(".");
        using var named = Review("plan.json");

        Assert.Equal(["terraform ."], Sources(both));
        Assert.Contains(both.RootElement.GetProperty("diagnostics").EnumerateArray(), static d => d.GetProperty("message").GetString() == "plan.json was passed over");
        Assert.Equal(["terraform-plan plan.json"], Sources(named));
    }

    [Fact]
    public void A_binary_plan_is_answered_with_the_command_that_makes_it_readable()
    {
        Write("tfplan", "PK\u0003\u0004rest");

        var result = Repository.Stoa(scratch, ["review", "tfplan"]);

        Assert.Equal(2, result.Code);
        Assert.Contains("terraform show -json tfplan", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_graph_of_a_plan_has_its_references()
    {
        Write("plan.json", Plan);

        var result = Repository.Stoa(scratch, ["graph", "plan.json", "--format", "json"]);

        Assert.Equal(0, result.Code);
        Assert.Contains("aws_s3_bucket.logs", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_module_stands_for_the_module()
    {
        Write("main.tf", Database);
        Write("variables.tf", "variable \"ha\" {\n  default = false\n}\n");
        Directory.CreateDirectory(Path.Combine(scratch, "other"));
        Write("other/main.tf", Database);

        using var review = Review("main.tf");

        Assert.Equal(["terraform ."], Sources(review));
        Assert.Equal("fail", Verdict(review, "aws/rds/instance-multi-az", "aws_db_instance.orders"));
    }

    [Theory]
    [InlineData("stacks/")]
    [InlineData("stacks")]
    [InlineData("./stacks//")]
    public void A_folder_of_templates_is_one_workload_of_several_stacks(string path)
    {
        Directory.CreateDirectory(Path.Combine(scratch, "stacks"));
        Write("stacks/a.yaml", Template);
        Write("stacks/b.template", Template);

        using var review = Review(path);

        Assert.Equal(["cloudformation a.yaml", "cloudformation b.template"], Sources(review));
        Assert.Equal("stacks", review.RootElement.GetProperty("workload").GetProperty("name").GetString());
    }

    [Fact]
    public void A_template_may_be_named_whatever_its_name()
    {
        Write("queue.cfn", Template);

        using var review = Review("queue.cfn");

        Assert.Equal(["cloudformation queue.cfn"], Sources(review));
    }

    [Fact]
    public void Several_paths_are_one_workload_and_what_is_named_twice_is_read_once()
    {
        Directory.CreateDirectory(Path.Combine(scratch, "infra"));
        Directory.CreateDirectory(Path.Combine(scratch, "network"));
        Write("infra/main.tf", Database);
        Write("network/queue.yaml", Template);

        using var review = Review("infra", "network/queue.yaml", "infra/", "infra/main.tf");

        Assert.Equal(["terraform infra", "cloudformation network/queue.yaml"], Sources(review));
    }

    [Fact]
    public void A_cloud_assembly_is_read_by_its_manifest()
    {
        Directory.CreateDirectory(Path.Combine(scratch, "cdk.out"));
        Write("cdk.out/manifest.json", """
            { "version": "36.0.0", "artifacts": { "Orders": { "type": "aws:cloudformation:stack", "environment": "aws://111122223333/eu-west-1",
              "properties": { "templateFile": "Orders.template.json" } } } }
            """);
        Write("cdk.out/Orders.template.json", """{ "Resources": { "Jobs": { "Type": "AWS::SQS::Queue" } } }""");
        Write("cdk.out/asset.template.json", """{ "Resources": { "Other": { "Type": "AWS::SQS::Queue" } } }""");

        using var review = Review("cdk.out");

        Assert.Equal(["cloudformation Orders.template.json"], Sources(review));
        Assert.Equal("eu-west-1", review.RootElement.GetProperty("workload").GetProperty("regions")[0].GetString());
    }

    private JsonDocument Review(params string[] paths)
    {
        var result = Repository.Stoa(scratch, ["review", .. paths, "--format", "json", "--verdicts", "all"]);
        Assert.True(result.Code == 0, result.Error);
        return JsonDocument.Parse(result.Output);
    }

    private static List<string> Sources(JsonDocument review) =>
        [.. review.RootElement.GetProperty("sources").EnumerateArray().Select(static s => $"{s.GetProperty("format").GetString()} {s.GetProperty("path").GetString()}")];

    private static string? Verdict(JsonDocument review, string check, string resource) => review.RootElement.GetProperty("verdicts").EnumerateArray()
        .SingleOrDefault(v => v.GetProperty("check").GetString() == check && v.GetProperty("resource").GetString() == resource) is { ValueKind: JsonValueKind.Object } found
            ? found.GetProperty("verdict").GetString()
            : null;

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(scratch, path), text);
}
