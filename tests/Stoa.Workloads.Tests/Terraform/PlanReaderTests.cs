using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.Terraform;

namespace Stoa.Workloads.Tests.Terraform;

public sealed class PlanReaderTests
{
    private const string Plan = """
        { "format_version": "1.2", "terraform_version": "1.11.4",
          "variables": { "region": { "value": "eu-west-1" } },
          "planned_values": { "root_module": {
            "resources": [
              { "address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v", "values": { "cidr_block": "10.0.0.0/16", "tags": null },
                "sensitive_values": {} },
              { "address": "data.aws_ami.a", "mode": "data", "type": "aws_ami", "name": "a", "values": {} } ],
            "child_modules": [ { "address": "module.m[\"a.b\"]", "resources": [
              { "address": "module.m[\"a.b\"].aws_db_instance.d[0]", "mode": "managed", "type": "aws_db_instance", "name": "d", "index": 0,
                "values": { "multi_az": true, "password": "x", "restore": [ { "point": 1 } ] }, "sensitive_values": { "password": true } } ] } ] } },
          "resource_changes": [
            { "address": "aws_vpc.v", "change": { "after_unknown": { "id": true } } },
            { "address": "module.m[\"a.b\"].aws_db_instance.d[0]",
              "change": { "after_unknown": { "arn": true, "vpc_id": true, "restore": [ { "time": true } ] } } } ],
          "configuration": {
            "provider_config": { "aws": { "name": "aws", "expressions": { "region": { "references": ["var.region"] } } } },
            "root_module": {
              "resources": [ { "address": "aws_vpc.v", "type": "aws_vpc", "name": "v", "provider_config_key": "aws", "expressions": {} } ],
              "module_calls": { "m": { "expressions": { "vpc": { "references": ["aws_vpc.v.id", "aws_vpc.v"] } }, "module": {
                "resources": [ { "address": "aws_db_instance.d", "provider_config_key": "m:aws",
                  "expressions": { "vpc_id": { "references": ["var.vpc"] } } } ] } } } } } }
        """;

    [Fact]
    public void A_plan_has_the_resources_with_what_it_knows()
    {
        var unit = Read(Plan, SourceFormat.TerraformPlan);
        Assert.Equal(["aws_vpc.v", "module.m[\"a.b\"].aws_db_instance.d[0]"], unit.Resources.Select(static r => r.Address));
        var database = unit.Resources[1];
        Assert.True(Get(database.Attributes, "multi_az").AsBool());
        Assert.True(Get(database.Attributes, "arn").IsUnknown);
        Assert.True(Get(database.Attributes, "password").IsSensitive);
        var restore = Get(database.Attributes, "restore").Items[0];
        Assert.True(Get(restore, "time").IsUnknown);
        Assert.Equal("1", Get(restore, "point").AsNumber().ToString());
    }

    [Fact]
    public void What_a_plan_does_not_know_points_at_what_its_configuration_names()
    {
        var unit = Read(Plan, SourceFormat.TerraformPlan);
        var reference = Assert.Single(Get(unit.Resources[1].Attributes, "vpc_id").References);
        Assert.Equal("id", reference.Attribute);
        Assert.Same(unit.Resources[0], reference.Target);
    }

    [Fact]
    public void Regions_of_a_plan_come_from_its_providers()
    {
        var unit = Read(Plan, SourceFormat.TerraformPlan);
        Assert.All(unit.Resources, static r => Assert.Equal("eu-west-1", r.Region));
    }

    [Fact]
    public void A_shown_state_is_read()
    {
        var unit = Read("""
            { "format_version": "1.0", "terraform_version": "1.11.4", "values": { "root_module": { "resources": [
              { "address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q",
                "values": { "arn": "arn:aws:sqs:eu-central-1:1:q", "tags_all": { "a": "b" } } } ] } } }
            """, SourceFormat.TerraformState);
        Assert.Equal("eu-central-1", unit.Resources[0].Region);
        Assert.Equal("b", Get(unit.Resources[0].Tags, "a").AsString());
    }

    [Fact]
    public void A_state_file_is_read()
    {
        var unit = Read("""
            { "version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "outputs": {}, "resources": [
              { "module": "module.m[0]", "mode": "managed", "type": "aws_s3_bucket", "name": "b", "provider": "p",
                "instances": [ { "index_key": "k\"1", "attributes": { "bucket": "one" } }, { "index_key": 2, "attributes": { "bucket": "two" } } ] },
              { "mode": "data", "type": "aws_ami", "name": "a", "instances": [ { "attributes": {} } ] } ] }
            """, SourceFormat.TerraformState);
        Assert.Equal(["module.m[0].aws_s3_bucket.b[\"k\\\"1\"]", "module.m[0].aws_s3_bucket.b[2]"], unit.Resources.Select(static r => r.Address));
        Assert.Equal("two", Get(unit.Resources[1].Attributes, "bucket").AsString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"Resources\": {}}")]
    [InlineData("{\"version\": 4}")]
    public void Other_json_is_neither(string json) => Assert.Null(TerraformPlanReader.Detect(JsonReader.Read(new SourceText("x.json", json))));

    [Theory]
    [InlineData("module.a[\"x.y[0]\"].aws_b.c[0]", "module.a.aws_b.c")]
    [InlineData("aws_b.c[\"q\\\"]\"]", "aws_b.c")]
    [InlineData("aws_b.c", "aws_b.c")]
    public void An_address_loses_its_keys(string address, string expected) => Assert.Equal(expected, PlanConfiguration.WithoutKeys(address));

    private static SourceUnit Read(string json, SourceFormat format)
    {
        var document = JsonReader.Read(new SourceText("plan.json", json));
        Assert.Equal(format, TerraformPlanReader.Detect(document));
        var reading = TerraformPlanReader.Read(document);
        Assert.Empty(reading.Diagnostics);
        return Assert.Single(reading.Units);
    }

    private static Value Get(Value value, string name)
    {
        Assert.True(value.TryGet(name, out var found), name);
        return found;
    }
}
