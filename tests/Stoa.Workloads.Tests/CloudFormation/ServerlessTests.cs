namespace Stoa.Workloads.Tests.CloudFormation;

public sealed class ServerlessTests
{
    private const string Head = """
        Transform: AWS::Serverless-2016-10-31
        Resources:

        """;

    [Theory]
    [InlineData("Type: Schedule, Properties: { Schedule: rate(1 day) }", "FRun:AWS::Events::Rule FRunPermission:AWS::Lambda::Permission")]
    [InlineData("Type: EventBridgeRule, Properties: { Pattern: { source: [x] }, DeadLetterConfig: { Type: SQS } }",
        "FRun:AWS::Events::Rule FRunQueue:AWS::SQS::Queue FRunQueuePolicy:AWS::SQS::QueuePolicy FRunPermission:AWS::Lambda::Permission")]
    [InlineData("Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 day) }", "FRun:AWS::Scheduler::Schedule FRunRole:AWS::IAM::Role")]
    [InlineData("Type: SQS, Properties: { Queue: 'arn:aws:sqs:eu-west-1:123456789012:q' }", "FRun:AWS::Lambda::EventSourceMapping")]
    [InlineData("Type: Kinesis, Properties: { Stream: arn, StartingPosition: LATEST }", "FRun:AWS::Lambda::EventSourceMapping")]
    [InlineData("Type: SNS, Properties: { Topic: arn }", "FRunPermission:AWS::Lambda::Permission FRun:AWS::SNS::Subscription")]
    [InlineData("Type: SNS, Properties: { Topic: arn, SqsSubscription: true }",
        "FRunQueue:AWS::SQS::Queue FRunQueuePolicy:AWS::SQS::QueuePolicy FRun:AWS::SNS::Subscription FRunEventSourceMapping:AWS::Lambda::EventSourceMapping")]
    [InlineData("Type: CloudWatchLogs, Properties: { LogGroupName: g, FilterPattern: x }",
        "FRunPermission:AWS::Lambda::Permission FRun:AWS::Logs::SubscriptionFilter")]
    [InlineData("Type: IoTRule, Properties: { Sql: x }", "FRunPermission:AWS::Lambda::Permission FRun:AWS::IoT::TopicRule")]
    [InlineData("Type: AlexaSkill", "FRunPermission:AWS::Lambda::Permission")]
    [InlineData("Type: HttpApi, Properties: { Path: /x, Method: get }",
        "FRunPermission:AWS::Lambda::Permission ServerlessHttpApi:AWS::ApiGatewayV2::Api ServerlessHttpApiApiGatewayDefaultStage:AWS::ApiGatewayV2::Stage")]
    public void An_event_of_a_function_creates_what_CloudFormation_creates_for_it(string @event, string expected)
    {
        var reading = Templates.Read($"{Head}  F: {{ Type: 'AWS::Serverless::Function', Properties: {{ Events: {{ Run: {{ {@event} }} }} }} }}");
        Assert.Empty(reading.Diagnostics);
        var made = reading.Units[0].Resources.Where(static r => r.Address is not ("F" or "FRole")).Select(static r => $"{r.Address}:{r.Type}");
        Assert.Equal(expected, string.Join(' ', made));
    }

    [Fact]
    public void A_function_has_a_role_with_what_its_settings_need()
    {
        var role = Templates.Read(Head + """
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Tracing: Active
                  VpcConfig: { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1] }
                  Policies:
                    - AmazonS3ReadOnlyAccess
                    - S3ReadPolicy: { BucketName: data }
                    - Statement: [{ Effect: Allow, Action: 'sqs:*', Resource: '*' }]
                  Events: { Q: { Type: SQS, Properties: { Queue: arn } } }
            """).Resource("FRole");
        Assert.Equal(
            [
                "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
                "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess",
                "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
                "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
                "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole",
            ],
            role.Attribute("ManagedPolicyArns").ItemList.Select(static i => i.AsString()));
        var policies = role.Attribute("Policies").ItemList;
        Assert.Equal(["FRolePolicy1", "FRolePolicy2"], policies.Select(static p => p.TryGet("PolicyName", out var name) ? name.AsString() : ""));
        Assert.Contains("s3:GetObject", policies[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Globals_merge_into_what_a_function_says_itself()
    {
        var function = Templates.Read("""
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function: { Timeout: 10, MemorySize: 128, Layers: [a], Environment: { Variables: { A: 1, B: 1 } } }
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties: { MemorySize: 512, Layers: [b], Environment: { Variables: { B: 2 } } }
            """).Resource("F");
        Assert.Equal("10", function.Attribute("Timeout").ToString());
        Assert.Equal("512", function.Attribute("MemorySize").ToString());
        Assert.Equal("[\"a\", \"b\"]", function.Attribute("Layers").ToString());
        Assert.Equal("{Variables = {A = 1, B = 2}}", function.Attribute("Environment").ToString());
        Assert.Equal("{lambda:createdBy = \"SAM\"}", function.Tags.ToString());
    }

    [Fact]
    public void A_published_alias_brings_a_version_and_a_deployment()
    {
        var reading = Templates.Read(Head + """
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: s3://bucket/key
                  AutoPublishAlias: live
                  DeploymentPreference: { Type: Canary10Percent5Minutes }
                  ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 }
                  Events: { Get: { Type: Api, Properties: { Path: /, Method: get } } }
              Reader: { Type: 'AWS::Test::Thing', Properties: { V: !Ref F.Alias, W: !GetAtt F.Version.Version } }
            """);
        Assert.Empty(reading.Diagnostics);
        var alias = reading.Resource("FAliaslive");
        Assert.Same(alias, reading.Resource("Reader").Attribute("V").References[0].Target);
        var version = Assert.Single(reading.Units[0].Resources, static r => r.Type == "AWS::Lambda::Version");
        Assert.Same(version, reading.Resource("Reader").Attribute("W").References[0].Target);
        Assert.Equal("FVersion6b86b273ff".Length, version.Address.Length);
        Assert.Equal("\"Retain\"", version.Attribute("@DeletionPolicy").ToString());
        Assert.Equal("{ProvisionedConcurrentExecutions = 2}", alias.Attribute("ProvisionedConcurrencyConfig").ToString());
        Assert.Equal(
            "\"CodeDeployDefault.LambdaCanary10Percent5Minutes\"", reading.Resource("FDeploymentGroup").Attribute("DeploymentConfigName").ToString());
        Assert.Same(alias, reading.Resource("FGetPermissionProd").Attribute("FunctionName").References[0].Target);
        Assert.Equal("AWS::ApiGateway::Stage", reading.Resource("ServerlessRestApiProdStage").Type);
        Assert.Equal("AWS::CodeDeploy::Application", reading.Resource("ServerlessDeploymentApplication").Type);
    }

    [Fact]
    public void A_table_a_layer_and_a_state_machine_are_written_out()
    {
        var reading = Templates.Read(Head + """
              T: { Type: 'AWS::Serverless::SimpleTable', Properties: { PrimaryKey: { Name: k, Type: Number } } }
              L: { Type: 'AWS::Serverless::LayerVersion', Properties: { ContentUri: s3://bucket/layer.zip } }
              S:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Definition: { StartAt: A, States: { A: { Type: Task, Resource: !GetAtt F.Arn, End: true } } }
                  Policies: [{ LambdaInvokePolicy: { FunctionName: !Ref F } }]
                  Tracing: { Enabled: true }
                  Events: { Daily: { Type: Schedule, Properties: { Schedule: rate(1 day) } } }
              F: { Type: 'AWS::Serverless::Function', Properties: { Layers: [!Ref L] } }
            """);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal("[{AttributeName = \"k\", AttributeType = \"N\"}]", reading.Resource("T").Attribute("AttributeDefinitions").ToString());
        Assert.Equal("\"PAY_PER_REQUEST\"", reading.Resource("T").Attribute("BillingMode").ToString());
        var layer = Assert.Single(reading.Units[0].Resources, static r => r.Type == "AWS::Lambda::LayerVersion");
        Assert.Same(layer, reading.Resource("F").Attribute("Layers").Items[0].References[0].Target);
        Assert.Equal("{S3Bucket = \"bucket\", S3Key = \"layer.zip\"}", layer.Attribute("Content").ToString());
        Assert.Equal("SRole.Arn", reading.Resource("S").Attribute("RoleArn").References());
        Assert.Contains("F.Arn", reading.Resource("S").Attribute("DefinitionString").References(), StringComparison.Ordinal);
        Assert.Equal("AWS::Events::Rule", reading.Resource("SDaily").Type);
        Assert.Equal("AWS::IAM::Role", reading.Resource("SDailyRole").Type);
    }

    [Fact]
    public void An_application_beside_the_template_is_nested()
    {
        var reading = Templates.ReadAll(
            ("template.yaml", Head + "  App: { Type: 'AWS::Serverless::Application', Properties: { Location: ./app/template.yaml, Parameters: { N: jobs } } }"),
            ("app/template.yaml", """
                Transform: AWS::Serverless-2016-10-31
                Parameters: { N: { Type: String } }
                Resources: { F: { Type: 'AWS::Serverless::Function', Properties: { FunctionName: !Ref N } } }
                """));
        Assert.Equal("App App/F App/FRole", reading.Addresses());
        Assert.Equal("\"jobs\"", reading.Resource("App/F").Attribute("FunctionName").ToString());
    }

    [Fact]
    public void A_bucket_learns_of_the_functions_that_its_events_call()
    {
        var reading = Templates.Read(Head + """
              B: { Type: 'AWS::S3::Bucket' }
              F:
                Type: AWS::Serverless::Function
                Properties: { Events: { New: { Type: S3, Properties: { Bucket: !Ref B, Events: 's3:ObjectCreated:*' } } } }
            """);
        var configuration = reading.Resource("B").Attribute("NotificationConfiguration");
        Assert.Contains("s3:ObjectCreated:*", configuration.ToString(), StringComparison.Ordinal);
        Assert.Equal("FNewPermission", Assert.Single(reading.Resource("B").DependsOn).Address);
    }

    [Fact]
    public void A_connector_grants_what_it_says()
    {
        var reading = Templates.Read(Head + """
              F:
                Type: AWS::Serverless::Function
                Connectors: { Data: { Properties: { Destination: { Id: T }, Permissions: [Read] } } }
              T: { Type: 'AWS::DynamoDB::Table' }
              Topic: { Type: 'AWS::SNS::Topic' }
              C: { Type: 'AWS::Serverless::Connector', Properties: { Source: { Id: Topic }, Destination: { Id: F }, Permissions: [Write] } }
            """);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal("F FRole FDataPolicy T Topic CWriteLambdaPermission", reading.Addresses());
        var policy = reading.Resource("FDataPolicy");
        Assert.Equal("FRole.Ref", policy.Attribute("Roles").Items[0].References());
        Assert.Contains("dynamodb:GetItem", policy.Attribute("PolicyDocument").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("dynamodb:PutItem", policy.Attribute("PolicyDocument").ToString(), StringComparison.Ordinal);
        Assert.Equal("Topic.Arn", reading.Resource("CWriteLambdaPermission").Attribute("SourceArn").References().Replace("Ref", "Arn", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("F: { Type: 'AWS::Serverless::Function' }", "F FRole")]
    [InlineData("F: { Type: 'AWS::Serverless::Function', Properties: { Events: [1], Policies: { x: 1 }, Tags: [a], FunctionUrlConfig: x } }", "F FRole")]
    [InlineData("F: { Type: 'AWS::Serverless::Function', Properties: { Events: { A: { Type: Nothing }, B: 1, C: { Type: S3, Properties: { Bucket: !Ref Gone } } } } }", "F FCPermission FRole")]
    [InlineData("A: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'a b', Domain: x, Auth: y, DefinitionBody: [] } }", null)]
    [InlineData("X: { Type: 'AWS::Serverless::Tomorrow' }", "X")]
    public void Nonsense_is_expanded_as_far_as_it_goes(string resource, string? expected)
    {
        var reading = Templates.Read($"{Head}  {resource}");
        Assert.NotEmpty(reading.Units[0].Resources);
        Assert.True(expected is null || reading.Addresses() == expected, reading.Addresses());
    }
}
