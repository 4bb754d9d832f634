using Stoa.Language.Text;
using Stoa.Workloads.CloudFormation;

namespace Stoa.Workloads.Tests.CloudFormation;

public sealed class StackTests
{
    private const string Child = """
        Parameters: { Name: { Type: String }, Size: { Type: Number, Default: 1 } }
        Resources:
          Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: !Ref Name, DelaySeconds: !Ref Size } }
        Outputs:
          Arn: { Value: !GetAtt Queue.Arn }
          Name: { Value: !Ref Name, Export: { Name: child-name } }
        """;

    [Fact]
    public void A_nested_stack_with_a_local_template_is_part_of_the_one_that_nests_it()
    {
        var reading = Templates.ReadAll(
            ("app/main.yaml", """
                Resources:
                  Nested:
                    Type: AWS::CloudFormation::Stack
                    Properties: { TemplateURL: ./nested/child.yaml, Parameters: { Name: jobs, Size: '5' } }
                  Alarm:
                    Type: AWS::CloudWatch::Alarm
                    Properties: { AlarmName: !GetAtt Nested.Outputs.Name, Target: !GetAtt Nested.Outputs.Arn }
                """),
            ("app/nested/child.yaml", Child));
        Assert.Empty(reading.Diagnostics);
        Assert.Equal("Nested Nested/Queue Alarm", reading.Addresses());
        Assert.Equal("app/main.yaml app/nested/child.yaml", string.Join(' ', Assert.Single(reading.Units).Files));
        var queue = reading.Resource("Nested/Queue");
        Assert.Equal("\"jobs\"", queue.Attribute("QueueName").ToString());
        Assert.Equal("5", queue.Attribute("DelaySeconds").ToString());
        Assert.Equal("\"jobs\"", reading.Resource("Alarm").Attribute("AlarmName").ToString());
        Assert.Same(queue, reading.Resource("Alarm").Attribute("Target").References[1].Target);
    }

    [Theory]
    [InlineData("https://s3.amazonaws.com/bucket/app/child.yaml")]
    [InlineData("!Sub 'https://${Bucket}.s3.${AWS::Region}.amazonaws.com/${Prefix}app/child.yaml?versionId=1'")]
    [InlineData("{ 'Fn::Sub': 'https://${Bucket}.s3.amazonaws.com/app/child.yaml' }")]
    public void A_nested_template_at_an_address_is_the_reviewed_file_of_that_name(string address)
    {
        var reading = Templates.ReadAll(
            ("app/main.yaml", "Resources:\n  Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: " + (address[0] is 'h' ? $"'{address}'" : address) + " } }\n"),
            ("app/child.yaml", Child),
            ("other/child.yaml", Child));
        Assert.Equal("Nested Nested/Queue Queue", reading.Addresses());
        Assert.Equal("STOA2527", reading.Codes());
    }

    [Fact]
    public void Of_two_files_that_fit_an_address_equally_neither_is_taken()
    {
        var reading = Templates.ReadAll(
            ("main.yaml", "Resources:\n  Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/child.yaml' } }\n"),
            ("a/child.yaml", Child),
            ("b/child.yaml", Child));
        Assert.Equal("Nested Queue Queue", reading.Addresses());
        Assert.Empty(reading.Diagnostics);
    }

    [Fact]
    public void Stacks_that_nest_each_other_end()
    {
        const string Template = """
            Resources:
              Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: OTHER } }
            """;
        var reading = Templates.ReadAll(
            ("a.yaml", Template.Replace("OTHER", "b.yaml", StringComparison.Ordinal)),
            ("b.yaml", Template.Replace("OTHER", "a.yaml", StringComparison.Ordinal)));
        Assert.Equal("Inner Inner/Inner", reading.Addresses());
        Assert.Equal("STOA2522", reading.Codes());
    }

    [Fact]
    public void A_nested_template_that_is_not_there_costs_itself_only()
    {
        var reading = Templates.Read("""
            Resources:
              Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: ./gone.yaml } }
              Remote: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/x.yaml' } }
              Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: !GetAtt Remote.Outputs.Name } }
            """);
        Assert.Equal("Inner Remote Queue", reading.Addresses());
        Assert.Equal("STOA2521", reading.Codes());
        Assert.Equal("Remote.Outputs.Name", reading.Resource("Queue").Attribute("QueueName").References());
    }

    [Fact]
    public void An_import_finds_what_another_stack_of_the_workload_exports()
    {
        var reading = Templates.ReadAll(
            ("app.yaml", """
                Resources:
                  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: !ImportValue net-vpc, CidrBlock: !ImportValue net-cidr } }
                """),
            ("net.yaml", """
                Resources:
                  Vpc: { Type: 'AWS::EC2::VPC' }
                Outputs:
                  A: { Value: !Ref Vpc, Export: { Name: net-vpc } }
                  B: { Value: 10.0.0.0/16, Export: { Name: !Sub 'net-cidr' } }
                """));
        var subnet = reading.Resource("Subnet");
        Assert.Same(reading.Resource("Vpc"), Assert.Single(subnet.Attribute("VpcId").References).Target);
        Assert.Equal("\"10.0.0.0/16\"", subnet.Attribute("CidrBlock").ToString());
        Assert.Equal(["app.yaml", "net.yaml"], reading.Units.Select(static u => u.Path));
    }

    [Fact]
    public void An_export_of_two_stacks_is_nobodys()
    {
        const string Exporting = "Resources: { Q: { Type: 'AWS::SQS::Queue' } }\nOutputs: { A: { Value: VALUE, Export: { Name: shared } } }";
        var reading = Templates.ReadAll(
            ("a.yaml", Exporting.Replace("VALUE", "1", StringComparison.Ordinal)),
            ("b.yaml", Exporting.Replace("VALUE", "2", StringComparison.Ordinal)),
            ("c.yaml", "Resources: { X: { Type: 'AWS::SQS::Queue', Properties: { QueueName: !ImportValue shared } } }"));
        Assert.True(reading.Resource("X").Attribute("QueueName").IsUnknown);
    }

    [Fact]
    public void Parameters_come_from_the_command_line_then_files_then_defaults()
    {
        var tree = new MemoryFileTree(
            ("template.yaml", """
                Parameters: { A: { Type: String, Default: a }, B: { Type: String, Default: b }, C: { Type: String, Default: c }, D: { Type: 'List<Number>' } }
                Resources: { X: { Type: 'AWS::Test::Thing', Properties: { V: [!Ref A, !Ref B, !Ref C, !Ref D] } } }
                """),
            ("one.json", """[{ "ParameterKey": "A", "ParameterValue": "file" }, { "ParameterKey": "B", "ParameterValue": "file" }]"""),
            ("two.json", """{ "Parameters": { "D": "1,2" } }"""));
        var reading = CloudFormationReader.Read(tree, "", new CloudFormationOptions
        {
            ParameterFiles = ["one.json", "two.json"],
            Parameters = [KeyValuePair.Create("A", "line")],
        });
        Assert.Equal("""["line", "file", "c", ["1", "2"]]""", reading.Resource("X").Attribute("V").ToString());
    }

    [Fact]
    public void A_parameter_file_that_is_none_is_reported()
    {
        var tree = new MemoryFileTree(("t.yaml", "Resources: { X: { Type: 'AWS::SQS::Queue' } }"), ("p.json", "\"text\""));
        var reading = CloudFormationReader.Read(tree, "", new CloudFormationOptions { ParameterFiles = ["p.json", "gone.json"] });
        Assert.Equal("STOA2530 STOA2501", reading.Codes());
        Assert.Equal("X", reading.Addresses());
    }

    [Fact]
    public void What_stands_beside_the_properties_is_kept_under_an_at_sign()
    {
        var resource = Templates.Read("""
            Resources:
              A: { Type: 'AWS::SQS::Queue' }
              X:
                Type: AWS::S3::Bucket
                DependsOn: [A, A]
                DeletionPolicy: Retain
                UpdateReplacePolicy: Delete
                Metadata: { 'aws:cdk:path': App/Bucket }
                Properties: { Tags: [{ Key: owner, Value: me }, { Key: stage, Value: !Ref AWS::StackName }] }
            """).Resource("X");
        Assert.Equal("\"Retain\"", resource.Attribute("@DeletionPolicy").ToString());
        Assert.Equal("\"Delete\"", resource.Attribute("@UpdateReplacePolicy").ToString());
        Assert.Equal("{aws:cdk:path = \"App/Bucket\"}", resource.Attribute("@Metadata").ToString());
        Assert.Equal("A", Assert.Single(resource.DependsOn).Address);
        Assert.Equal("{owner = \"me\", stage = unknown(string)}", resource.Tags.ToString());
        Assert.Equal("template.yaml:3", resource.Declaration.ToString());
    }

    [Fact]
    public void Loops_are_written_out()
    {
        var reading = Templates.Read("""
            Transform: AWS::LanguageExtensions
            Parameters: { Names: { Type: CommaDelimitedList, Default: 'Orders,Users' } }
            Resources:
              Fn::ForEach::Tables:
                - Name
                - !Ref Names
                - ${Name}Table:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      TableName: !Sub 'app-${Name}'
                      Key: !Ref Name
                      Fn::ForEach::Props:
                        - P
                        - [A, B]
                        - Prop${P}: ${Name}-${P}
              Reader: { Type: 'AWS::Test::Thing', Properties: { T: !Ref OrdersTable } }
            """);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal("OrdersTable UsersTable Reader", reading.Addresses());
        Assert.Equal(
            """{Key = "Users", PropA = "Users-A", PropB = "Users-B", TableName = "app-Users"}""",
            reading.Resource("UsersTable").Attributes.ToString());
        Assert.Equal("\"app-Orders\"", reading.Resource("Reader").Attribute("T").ToString());
    }

    [Fact]
    public void A_loop_over_something_unknown_stands_once_for_all()
    {
        var reading = Templates.Read("""
            Parameters: { Names: { Type: CommaDelimitedList } }
            Resources:
              Fn::ForEach::Tables:
                - Name
                - !Ref Names
                - Table${Name}: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: !Sub 'app-${Name}', BillingMode: PAY_PER_REQUEST } }
            """);
        Assert.Equal("Table*?", reading.Addresses());
        Assert.Equal("{BillingMode = \"PAY_PER_REQUEST\", TableName = unknown(string)}", reading.Resource("Table*").Attributes.ToString());
    }

    [Fact]
    public void A_local_document_is_included()
    {
        var reading = Templates.ReadAll(
            ("t.yaml", """
                Resources:
                  Api:
                    Type: AWS::ApiGateway::RestApi
                    Properties:
                      Body: { Fn::Transform: { Name: 'AWS::Include', Parameters: { Location: ./api.yaml } } }
                """),
            ("api.yaml", "openapi: 3.0.1\ninfo: { title: !Sub '${AWS::StackName}', version: '1' }"));
        Assert.Equal("{info = {title = unknown(string), version = \"1\"}, openapi = \"3.0.1\"}", reading.Resource("Api").Attribute("Body").ToString());
        Assert.Empty(reading.Diagnostics);
    }

    [Fact]
    public void A_cloud_assembly_gives_the_stacks_of_its_manifest()
    {
        var reading = Templates.ReadAll(
            ("cdk.out/manifest.json", """
                { "version": "36.0.0", "artifacts": {
                  "App": { "type": "aws:cloudformation:stack", "environment": "aws://123456789012/eu-west-1", "properties": { "templateFile": "App.template.json" } },
                  "Stage": { "type": "cdk:cloud-assembly", "properties": { "directoryName": "assembly-Stage" } } } }
                """),
            ("cdk.out/App.template.json", """
                { "Resources": {
                  "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": { "Fn::Sub": "q-${AWS::AccountId}" } } },
                  "Inner": { "Type": "AWS::CloudFormation::Stack", "Properties": { "TemplateURL": { "Fn::Sub": "https://bucket/x" } },
                             "Metadata": { "aws:asset:path": "AppInner.nested.template.json", "aws:asset:property": "TemplateURL" } } } }
                """),
            ("cdk.out/AppInner.nested.template.json", """{ "Resources": { "Topic": { "Type": "AWS::SNS::Topic" } } }"""),
            ("cdk.out/asset.1234/lambda.template.json", """{ "Resources": { "Asset": { "Type": "AWS::SNS::Topic" } } }"""),
            ("cdk.out/assembly-Stage/manifest.json", """
                { "artifacts": { "S": { "type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region", "properties": { "templateFile": "S.template.json" } } } }
                """),
            ("cdk.out/assembly-Stage/S.template.json", """{ "Resources": { "Bucket": { "Type": "AWS::S3::Bucket" } } }"""));
        Assert.Empty(reading.Diagnostics);
        Assert.Equal("Queue Inner Inner/Topic Bucket", reading.Addresses());
        Assert.Equal("\"q-123456789012\"", reading.Resource("Queue").Attribute("QueueName").ToString());
        Assert.Equal("eu-west-1", reading.Resource("Inner/Topic").Region);
        Assert.Null(reading.Resource("Bucket").Region);
    }

    [Fact]
    public void Copies_that_tools_keep_and_other_documents_are_not_stacks()
    {
        const string Template = "Resources: { Q: { Type: 'AWS::SQS::Queue' } }";
        var reading = Templates.ReadAll(
            ("template.yaml", Template),
            (".aws-sam/build/template.yaml", Template),
            ("node_modules/x/template.yaml", Template),
            ("k8s.yaml", "kind: Deployment\nResources: none\nType: 'a::b'"),
            ("broken.yaml", "Resources: [Type: 'a::b'"),
            ("package.json", "{}"));
        Assert.Equal("template.yaml", Assert.Single(reading.Units).Path);
        Assert.Empty(reading.Diagnostics);
    }

    [Fact]
    public void Suppressions_of_other_tools_are_read()
    {
        var resource = Templates.Read("""
            Resources:
              X:
                Type: AWS::S3::Bucket
                Metadata:
                  cfn_nag: { rules_to_suppress: [{ id: W35, reason: no logs wanted }] }
                  checkov: { skip: [{ id: CKV_AWS_18, comment: see W35 }] }
                  cdk_nag: { rules_to_suppress: [{ id: AwsSolutions-S1, reason: test }] }
                  guard: { SuppressedRules: [S3_BUCKET_LOGGING_ENABLED] }
            """).Resource("X");
        Assert.Equal(
            ["W35: no logs wanted", "AwsSolutions-S1: test", "CKV_AWS_18: see W35", "S3_BUCKET_LOGGING_ENABLED: "],
            resource.Suppressions.Select(static s => $"{s.Check}: {s.Reason}"));
        Assert.Equal(5, resource.Suppressions[0].Location.Line);
    }

    [Fact]
    public void A_comment_in_or_right_above_a_resource_suppresses_a_check()
    {
        var reading = Templates.Read("""
            Resources:
              # stoa:ignore=aws/s3/logging,CKV_AWS_18 until=2027-01-31 the logs go elsewhere
              X:
                Type: AWS::S3::Bucket
                # stoa:ignore=aws/s3/versioning
                Properties: { BucketName: x }
              Y: { Type: 'AWS::S3::Bucket' }
            """);
        Assert.Equal(
            ["aws/s3/logging:the logs go elsewhere:2027-01-31", "CKV_AWS_18:the logs go elsewhere:2027-01-31", "aws/s3/versioning::"],
            reading.Resource("X").Suppressions.Select(static s => $"{s.Check}:{s.Reason}:{s.Expires:yyyy-MM-dd}"));
        Assert.Empty(reading.Resource("Y").Suppressions);
    }

    [Fact]
    public void The_comments_of_other_tools_work_in_templates_as_they_do_in_Terraform()
    {
        var reading = Templates.Read("""
            Resources:
              # checkov:skip=CKV_AWS_18:logged elsewhere
              # trivy:ignore:AVD-AWS-0089:exp:2026-12-31
              X:
                Type: AWS::S3::Bucket
                Properties: { BucketName: x } # stoa:ignore=aws/s3/versioning rebuilt at will
              # of nobody: stoa:ignore=aws/s3/logging

              Y: { Type: 'AWS::S3::Bucket' }
            """);
        Assert.Equal(
            ["CKV_AWS_18:logged elsewhere:", "AVD-AWS-0089::2026-12-31", "aws/s3/versioning:rebuilt at will:"],
            reading.Resource("X").Suppressions.Select(static s => $"{s.Check}:{s.Reason}:{s.Expires:yyyy-MM-dd}"));
        Assert.Empty(reading.Resource("Y").Suppressions);
    }

    [Fact]
    public void A_part_of_a_template_may_name_what_stands_in_another_part()
    {
        var reading = Templates.Read("Resources: { X: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: !Ref KeyInAnotherFile } } }");
        Assert.Empty(reading.Diagnostics);
        Assert.True(reading.Resource("X").Attribute("KmsMasterKeyId").IsUnknown);
    }

    [Fact]
    public void Each_record_of_a_group_is_a_resource_in_the_zone_of_the_group()
    {
        var reading = Templates.Read("""
            Parameters: { Staging: { Type: String, Default: 'no' }, Ttl: { Type: Number } }
            Conditions: { IsStaging: !Equals [!Ref Staging, 'yes'] }
            Resources:
              Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' }
              Records:
                Type: AWS::Route53::RecordSetGroup
                Properties:
                  HostedZoneName: example.com.
                  RecordSets:
                    - { Name: www.example.com, Type: A, AliasTarget: { DNSName: !GetAtt Balancer.DNSName, HostedZoneId: Z1 } }
                    - !If [IsStaging, { Name: staging.example.com, Type: A }, !Ref 'AWS::NoValue']
                    - { Name: api.example.com, Type: CNAME, TTL: !Ref Ttl, HostedZoneId: Z2, ResourceRecords: [www.example.com] }
            """);

        Assert.Equal("Balancer Records Records/0 Records/1", reading.Addresses());
        var first = reading.Resource("Records/0");
        Assert.Equal("AWS::Route53::RecordSet", first.Type);
        Assert.Equal("\"example.com.\"", first.Attribute("HostedZoneName").ToString());
        Assert.Equal(10, first.Declaration.Line);
        Assert.Equal("Z2", reading.Resource("Records/1").Attribute("HostedZoneId").AsString());
        Assert.False(reading.Resource("Records/1").Attributes.TryGet("HostedZoneName", out _));
    }

    [Fact]
    public void Records_that_nobody_can_count_stand_with_their_group_alone()
    {
        var reading = Templates.Read("""
            Parameters: { Many: { Type: CommaDelimitedList } }
            Resources:
              Records: { Type: 'AWS::Route53::RecordSetGroup', Properties: { HostedZoneName: example.com., RecordSets: !Ref Many } }
            """);

        Assert.Equal("Records", reading.Addresses());
    }
}
