using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>
/// Connectors: the permissions by which one resource may use another. Written as resources of their own, or in the <c>Connectors</c> of
/// the resource that they start from.
/// </summary>
internal sealed class ConnectorExpansion(ServerlessExpansion model, MappingNode resources)
{
    // Source > destination and access: actions | resources. Source: the connector table of the AWS SAM developer guide, 2026.
    // A function, state machine or data source uses its own role; what a queue or table sends is read with the role of the function it goes to.
    private const string Rights = """
        * > AWS::DynamoDB::Table Read: dynamodb:GetItem,Query,Scan,BatchGetItem,ConditionCheckItem,PartiQLSelect | {To} {To}/index/*
        * > AWS::DynamoDB::Table Write: dynamodb:PutItem,UpdateItem,DeleteItem,BatchWriteItem,PartiQLDelete,PartiQLInsert,PartiQLUpdate | {To} {To}/index/*
        * > AWS::Events::EventBus Write: events:PutEvents | {To}
        * > AWS::Lambda::Function Write: lambda:InvokeAsync,InvokeFunction | {To}
        * > AWS::Location::PlaceIndex Read: geo:DescribePlaceIndex,GetPlace,SearchPlaceIndexForPosition,SearchPlaceIndexForSuggestions,SearchPlaceIndexForText | {To}
        * > AWS::S3::Bucket Read: s3:GetObject,GetObjectAcl,GetObjectLegalHold,GetObjectRetention,GetObjectTorrent,GetObjectVersion,GetObjectVersionAcl,GetObjectVersionForReplication,GetObjectVersionTorrent,ListBucket,ListBucketMultipartUploads,ListBucketVersions,ListMultipartUploadParts | {To} {To}/*
        * > AWS::S3::Bucket Write: s3:AbortMultipartUpload,DeleteObject,DeleteObjectVersion,PutObject,PutObjectLegalHold,PutObjectRetention,RestoreObject | {To} {To}/*
        * > AWS::SNS::Topic Write: sns:Publish | {To}
        AWS::Lambda::Function > AWS::SQS::Queue Read: sqs:ReceiveMessage,GetQueueAttributes | {To}
        AWS::Lambda::Function > AWS::SQS::Queue Write: sqs:DeleteMessage,SendMessage,ChangeMessageVisibility,PurgeQueue | {To}
        AWS::StepFunctions::StateMachine > AWS::SQS::Queue Write: sqs:SendMessage | {To}
        AWS::Events::Rule > AWS::StepFunctions::StateMachine Write: states:StartExecution | {To}
        AWS::Lambda::Function > AWS::StepFunctions::StateMachine Write: states:StartExecution,StartSyncExecution | {To}
        AWS::Lambda::Function > AWS::StepFunctions::StateMachine Write: states:StopExecution | ~states:@execution:{Name}:*
        AWS::Lambda::Function > AWS::StepFunctions::StateMachine Read: states:DescribeStateMachine,ListExecutions | {To}
        AWS::Lambda::Function > AWS::StepFunctions::StateMachine Read: states:DescribeExecution,DescribeStateMachineForExecution,GetExecutionHistory | ~states:@execution:{Name}:*
        AWS::StepFunctions::StateMachine > AWS::StepFunctions::StateMachine Read: states:DescribeExecution | ~states:@execution:{Name}:*
        AWS::StepFunctions::StateMachine > AWS::StepFunctions::StateMachine Read: events:DescribeRule | ~events:@rule/StepFunctionsGetEventsForStepFunctionsExecutionRule
        AWS::StepFunctions::StateMachine > AWS::StepFunctions::StateMachine Write: states:StartExecution | {To}
        AWS::StepFunctions::StateMachine > AWS::StepFunctions::StateMachine Write: states:StopExecution | ~states:@execution:{Name}:*
        AWS::StepFunctions::StateMachine > AWS::StepFunctions::StateMachine Write: events:PutTargets,PutRule | ~events:@rule/StepFunctionsGetEventsForStepFunctionsExecutionRule
        AWS::DynamoDB::Table > AWS::Lambda::Function Read: dynamodb:DescribeStream,GetRecords,GetShardIterator,ListStreams | {From}/stream/*
        AWS::SQS::Queue > AWS::Lambda::Function Read: sqs:ReceiveMessage,GetQueueAttributes | {From}
        AWS::SQS::Queue > AWS::Lambda::Function Write: sqs:DeleteMessage | {From}
        """;

    /// <summary>Expands a connector that stands as a resource.</summary>
    public void Expand(ServerlessResource connector) =>
        Expand(connector, connector.Id, connector.Properties["Source"] as MappingNode, connector.Properties);

    /// <summary>Expands the connectors that stand in a resource.</summary>
    public void ExpandEmbedded(ServerlessResource owner)
    {
        foreach (var entry in (owner.Body["Connectors"] as MappingNode)?.Entries ?? [])
        {
            if (NodeEdit.Find(entry.Value, "Properties") is MappingNode properties)
            {
                var source = owner.Nodes.Map(("Id", owner.Nodes.Text(owner.Id)));
                foreach (var given in (properties["SourceReference"] as MappingNode)?.Entries ?? [])
                {
                    source = NodeEdit.With(source, given.Value, given.Key.Text);
                }

                Expand(owner, owner.Id + entry.Key.Text, source, properties);
            }
        }
    }

    private void Expand(ServerlessResource owner, string id, MappingNode? source, MappingNode properties)
    {
        var permissions = (properties["Permissions"] as SequenceNode)?.Items.OfType<ScalarNode>().Select(static p => p.Text).Distinct().ToList();
        if (source is null || permissions is null)
        {
            return;
        }

        if (properties["Destination"] is SequenceNode several)
        {
            for (var i = 0; i < several.Items.Length; i++)
            {
                Connect(owner, id, $"Destination{i}", source, several.Items[i] as MappingNode, permissions);
            }
        }
        else
        {
            Connect(owner, id, "", source, properties["Destination"] as MappingNode, permissions);
        }
    }

    private void Connect(ServerlessResource owner, string id, string suffix, MappingNode from, MappingNode? to, List<string> permissions)
    {
        if (to is null || TypeOf(from) is not { } source || TypeOf(to) is not { } destination)
        {
            return;
        }

        var nodes = owner.Nodes;
        switch (source, destination)
        {
            case ("AWS::Events::Rule" or "AWS::SNS::Topic", "AWS::SQS::Queue"):
                var queue = Draft(owner, id + "QueuePolicy" + suffix, "AWS::SQS::QueuePolicy");
                queue["PolicyDocument"] = ResourcePolicy(nodes, source, "sqs:SendMessage", ArnOf(to, nodes), ArnOf(from, nodes));
                queue["Queues"] = nodes.List(to["QueueUrl"] ?? RefOf(to, nodes));
                break;
            case ("AWS::Events::Rule", "AWS::SNS::Topic"):
                var topic = Draft(owner, id + "TopicPolicy" + suffix, "AWS::SNS::TopicPolicy");
                topic["PolicyDocument"] = ResourcePolicy(nodes, source, "sns:Publish", ArnOf(to, nodes), ArnOf(from, nodes));
                topic["Topics"] = nodes.List(ArnOf(to, nodes));
                break;
            case ("AWS::Events::Rule" or "AWS::SNS::Topic" or "AWS::S3::Bucket" or "AWS::ApiGateway::RestApi" or "AWS::ApiGatewayV2::Api" or "AWS::AppSync::GraphQLApi", "AWS::Lambda::Function"):
                var permission = Draft(owner, id + "WriteLambdaPermission" + suffix, "AWS::Lambda::Permission");
                permission["Action"] = nodes.Text("lambda:InvokeFunction");
                permission["FunctionName"] = ArnOf(to, nodes);
                permission["Principal"] = nodes.Text(Principal(source));
                permission["SourceArn"] = CallerArn(source, from, nodes);
                permission["SourceAccount"] = source == "AWS::S3::Bucket" ? nodes.Ref("AWS::AccountId") : null;
                break;
            default:
                var statements = Statements(source, destination, permissions, from, to, nodes);
                var role = RoleOf(source is "AWS::SQS::Queue" or "AWS::DynamoDB::Table" ? to : from, nodes);
                if (statements.Count > 0)
                {
                    var policy = Draft(owner, id + "Policy" + suffix, "AWS::IAM::ManagedPolicy");
                    policy["PolicyDocument"] = nodes.Policy(statements);
                    policy["Roles"] = nodes.List(role);
                }

                break;
        }
    }

    private DraftResource Draft(ServerlessResource owner, string id, string type) =>
        model.Add(owner, owner.Draft(id, type).With("DependsOn", owner.Type == "Connector" ? owner.Body["DependsOn"] : null));

    private static MappingNode ResourcePolicy(NodeFactory nodes, string source, string action, Node? resource, Node? caller) => nodes.Policy(nodes.Map(
        ("Effect", nodes.Text("Allow")),
        ("Principal", nodes.Map(("Service", nodes.Text(Principal(source))))),
        ("Action", nodes.Text(action)),
        ("Resource", resource),
        ("Condition", nodes.Map(("ArnEquals", nodes.Map(("aws:SourceArn", caller)))))));

    private static string Principal(string source) => source switch
    {
        "AWS::Events::Rule" => "events.amazonaws.com",
        "AWS::SNS::Topic" => "sns.amazonaws.com",
        "AWS::S3::Bucket" => "s3.amazonaws.com",
        "AWS::AppSync::GraphQLApi" => "appsync.amazonaws.com",
        _ => "apigateway.amazonaws.com",
    };

    private Node? CallerArn(string source, MappingNode from, NodeFactory nodes) => source switch
    {
        "AWS::ApiGateway::RestApi" or "AWS::ApiGatewayV2::Api" => nodes.Sub(
            "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/${Qualifier}",
            ("Api", from["ResourceId"] ?? RefOf(from, nodes)),
            ("Qualifier", from["Qualifier"] ?? nodes.Text("*"))),
        "AWS::AppSync::GraphQLApi" => nodes.Sub(
            "arn:${AWS::Partition}:appsync:${AWS::Region}:${AWS::AccountId}:apis/${Api}",
            ("Api", from["ResourceId"] ?? (Id(from) is { } id ? nodes.GetAtt(id, "ApiId") : null))),
        _ => ArnOf(from, nodes),
    };

    private List<Node> Statements(string source, string destination, List<string> permissions, MappingNode from, MappingNode to, NodeFactory nodes)
    {
        var names = nodes.Map(
            ("From", ArnOf(from, nodes)), ("To", ArnOf(to, nodes)), ("Name", to["Name"] ?? (Id(to) is { } id ? nodes.GetAtt(id, "Name") : null)));
        var statements = new List<Node>();
        foreach (var line in Rights.Split('\n'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var isFrom = line.StartsWith('*')
                ? source is "AWS::Lambda::Function" or "AWS::StepFunctions::StateMachine" or "AWS::AppSync::DataSource" or "AWS::Events::Rule"
                : line.StartsWith(source + " >", StringComparison.Ordinal);
            if (isFrom && permissions.Exists(p => line.AsSpan(0, colon).EndsWith($"> {destination} {p}")))
            {
                statements.Add(PolicyTemplates.Statement(line[(colon + 2)..], names, nodes));
            }
        }

        return statements;
    }

    private static string? Id(MappingNode reference) => (reference["Id"] as ScalarNode)?.Text;

    private string? TypeOf(MappingNode reference)
    {
        var type = Id(reference) is { } id ? (NodeEdit.Find(resources, id, "Type") as ScalarNode)?.Text ?? model.TypeOf(id) : (reference["Type"] as ScalarNode)?.Text;
        return type switch
        {
            "AWS::Serverless::Function" => "AWS::Lambda::Function",
            "AWS::Serverless::StateMachine" => "AWS::StepFunctions::StateMachine",
            "AWS::Serverless::SimpleTable" => "AWS::DynamoDB::Table",
            "AWS::Serverless::Api" => "AWS::ApiGateway::RestApi",
            "AWS::Serverless::HttpApi" => "AWS::ApiGatewayV2::Api",
            _ => type,
        };
    }

    private Node? ArnOf(MappingNode reference, NodeFactory nodes) =>
        Id(reference) is not { } id ? reference["Arn"]
        : TypeOf(reference) is "AWS::SNS::Topic" or "AWS::StepFunctions::StateMachine" or "AWS::AppSync::DataSource" ? nodes.Ref(id)
        : nodes.GetAtt(id, "Arn");

    private static Node? RefOf(MappingNode reference, NodeFactory nodes) => Id(reference) is { } id ? nodes.Ref(id) : null;

    /// <summary>The name of the role that a resource acts with.</summary>
    private Node? RoleOf(MappingNode reference, NodeFactory nodes)
    {
        if (Id(reference) is not { } id)
        {
            return reference["RoleName"];
        }

        if (model.Find(id) is { } resource)
        {
            return resource["Role"] is { } own ? Intrinsics.Target(own) is { } role ? nodes.Ref(role) : own : nodes.Ref(id + "Role");
        }

        var properties = NodeEdit.Find(resources, id, "Properties");
        var written = NodeEdit.Find(properties, "Role") ?? NodeEdit.Find(properties, "RoleArn") ?? NodeEdit.Find(properties, "ServiceRoleArn")
            ?? (NodeEdit.Find(properties, "Targets") as SequenceNode)?.Items.Select(static t => NodeEdit.Find(t, "RoleArn")).FirstOrDefault(static r => r is not null);
        return Intrinsics.Target(written) is { } target ? nodes.Ref(target) : null;
    }
}
