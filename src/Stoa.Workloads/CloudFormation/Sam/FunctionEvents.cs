using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>What the events of a function create: rules, mappings, subscriptions, and the permissions to call it.</summary>
internal sealed class FunctionEvents(ServerlessExpansion model, ServerlessResource source, RoleExpansion role, string? alias)
{
    private static readonly string[] MappingProperties =
    [
        "StartingPosition", "StartingPositionTimestamp", "BatchSize", "Enabled", "MaximumBatchingWindowInSeconds", "MaximumRetryAttempts",
        "BisectBatchOnFunctionError", "MaximumRecordAgeInSeconds", "ParallelizationFactor", "Topics", "Queues", "SourceAccessConfigurations",
        "TumblingWindowInSeconds", "FunctionResponseTypes", "FilterCriteria", "KmsKeyArn", "ScalingConfig", "ProvisionedPollerConfig",
        "MetricsConfig", "LoggingConfig",
    ];

    private readonly NodeFactory nodes = source.Nodes;

    /// <summary>Expands them.</summary>
    public void Expand()
    {
        if (source["Events"] is not MappingNode events)
        {
            return;
        }

        foreach (var entry in events.Entries)
        {
            if (entry.Value is MappingNode map && map["Type"] is ScalarNode type)
            {
                Expand(source.Id + entry.Key.Text, type.Text, map["Properties"] as MappingNode ?? nodes.Map());
            }
        }
    }

    private MappingNode Function => nodes.Ref(alias ?? source.Id);

    private MappingNode FunctionArn => alias is null ? nodes.GetAtt(source.Id, "Arn") : nodes.Ref(alias);

    private void Expand(string id, string type, MappingNode properties)
    {
        switch (type)
        {
            case "Api":
                ExpandApi(id, properties);
                break;
            case "HttpApi":
                ExpandHttpApi(id, properties);
                break;
            case "Schedule" or "CloudWatchEvent" or "EventBridgeRule":
                ExpandRule(id, type, properties);
                break;
            case "ScheduleV2":
                EventRules.AddSchedule(model, source, id, properties, FunctionArn, "LambdaPolicy", "lambda:InvokeFunction");
                break;
            case "S3":
                ExpandBucket(id, properties);
                break;
            case "SNS":
                ExpandTopic(id, properties);
                break;
            case "CloudWatchLogs":
                ExpandLogs(id, properties);
                break;
            case "IoTRule":
                ExpandIot(id, properties);
                break;
            case "AlexaSkill":
                Permit(id, "alexa-appkit.amazon.com", null)["EventSourceToken"] = properties["SkillId"];
                break;
            case "Cognito":
                ExpandUserPool(properties);
                break;
            case "SQS":
                ExpandMapping(id, type, properties, properties["Queue"]);
                break;
            case "Kinesis" or "DynamoDB" or "MSK":
                ExpandMapping(id, type, properties, properties["Stream"]);
                break;
            case "MQ":
                ExpandMapping(id, type, properties, properties["Broker"]);
                break;
            case "SelfManagedKafka":
                ExpandMapping(id, type, properties, null);
                break;
            case "DocumentDB":
                ExpandMapping(id, type, properties, properties["Cluster"]);
                break;
            default:
                break;
        }
    }

    private DraftResource Permit(string prefix, string principal, Node? sourceArn, string suffix = "")
    {
        var permission = model.Add(source, source.Draft(LogicalIds.Suffixed(prefix + "Permission", suffix), "AWS::Lambda::Permission"));
        permission["Action"] = nodes.Text("lambda:InvokeFunction");
        permission["FunctionName"] = Function;
        permission["Principal"] = nodes.Text(principal);
        permission["SourceArn"] = sourceArn;
        return permission;
    }

    private void ExpandApi(string id, MappingNode properties)
    {
        var path = (properties["Path"] as ScalarNode)?.Text ?? "/";
        var method = ((properties["Method"] as ScalarNode)?.Text ?? "any").ToLowerInvariant();
        var api = properties["RestApiId"] is not { } given ? "ServerlessRestApi" : Intrinsics.Target(given) ?? (given as ScalarNode)?.Text;
        var stage = "AllStages";
        if (api is not null && model.Find(api) is { } resource)
        {
            stage = resource["StageName"] is ScalarNode { Tag: null } name ? name.Text : "Stage";
            model.Add(api, new ApiRoute(path, method, Integration(), properties));
        }

        var trimmed = path.Length > 1 ? path.TrimEnd('/') : path;
        var arn = nodes.Sub(
            $"arn:{model.Partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}/{(method == "any" ? "*" : method.ToUpperInvariant())}{Wildcards(trimmed)}",
            ("__ApiId__", properties["RestApiId"] ?? nodes.Ref("ServerlessRestApi")),
            ("__Stage__", nodes.Text("*")));
        Permit(id, "apigateway.amazonaws.com", arn, stage);
    }

    private void ExpandHttpApi(string id, MappingNode properties)
    {
        var path = (properties["Path"] as ScalarNode)?.Text;
        var method = (properties["Method"] as ScalarNode)?.Text.ToLowerInvariant();
        var api = properties["ApiId"] is not { } given ? "ServerlessHttpApi" : Intrinsics.Target(given) ?? (given as ScalarNode)?.Text;
        if (api is not null)
        {
            model.Add(api, new ApiRoute(path ?? "$default", method ?? "any", Integration(), properties));
        }

        // Who answers everything that has no route of its own may be called on every route already.
        if (path is not null and not "$default" && AnswersByDefault(api))
        {
            return;
        }

        var route = path is null or "$default" or "/$default" ? "/$default" : $"/{(method is null or "any" or "x-amazon-apigateway-any-method" ? "*" : method.ToUpperInvariant())}{Wildcards(path.Length > 1 ? path.TrimEnd('/') : path)}";
        var arn = nodes.Sub(
            "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}" + route,
            ("__ApiId__", properties["ApiId"] ?? nodes.Ref("ServerlessHttpApi")),
            ("__Stage__", nodes.Text("*")));
        Permit(id, "apigateway.amazonaws.com", arn);
    }

    private bool AnswersByDefault(string? api)
    {
        var isDefault = (source["Events"] as MappingNode)?.Entries.Any(e =>
            NodeEdit.Find(e.Value, "Type") is ScalarNode { Text: "HttpApi" }
            && NodeEdit.Find(e.Value, "Properties", "Path") is null or ScalarNode { Text: "$default" }
            && (NodeEdit.Find(e.Value, "Properties", "ApiId") is { } given ? Intrinsics.Target(given) : "ServerlessHttpApi") == api);
        var written = api is null ? null : NodeEdit.Find(
            model.Find(api)?["DefinitionBody"], "paths", "$default", "x-amazon-apigateway-any-method", "x-amazon-apigateway-integration", "uri");
        return isDefault == true || written is not null && LogicalIds.Json(written).Contains($"${{{source.Id}.Arn}}", StringComparison.Ordinal);
    }

    /// <summary>A path with its variables as wildcards.</summary>
    private static string Wildcards(string path)
    {
        for (var open = path.IndexOf('{'); open >= 0; open = path.IndexOf('{', open))
        {
            var close = path.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            path = $"{path[..open]}*{path[(close + 1)..]}";
        }

        return path;
    }

    private MappingNode Integration() => nodes.Map(
        ("type", nodes.Text("aws_proxy")),
        ("httpMethod", nodes.Text("POST")),
        ("uri", nodes.Sub($"arn:{model.Partition}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{alias ?? source.Id + ".Arn"}}}/invocations")));

    private void ExpandRule(string id, string type, MappingNode properties)
    {
        var rule = EventRules.AddRule(model, source, id, type, properties, FunctionArn, null);
        Permit(id, "events.amazonaws.com", nodes.GetAtt(rule.Id, "Arn"));
    }

    private void ExpandBucket(string id, MappingNode properties)
    {
        var permission = Permit(id, "s3.amazonaws.com", null);
        permission["SourceAccount"] = nodes.Ref("AWS::AccountId");
        var bucket = Intrinsics.Target(properties["Bucket"]);
        if (model.Plain(bucket) is not { } body)
        {
            return;
        }

        var condition = source.Body["Condition"];
        var configurations = new List<Node>();
        foreach (var kind in properties["Events"] is SequenceNode list ? list.Items : properties["Events"] is { } one ? [one] : [])
        {
            var configuration = nodes.Map(("Event", kind), ("Filter", properties["Filter"]), ("Function", FunctionArn));
            configurations.Add(condition is null
                ? configuration
                : nodes.Map(("Fn::If", nodes.List(condition, configuration, nodes.Ref("AWS::NoValue")))));
        }

        if (condition is null)
        {
            var dependencies = body["DependsOn"] switch { SequenceNode many => many.Items, { } single => [single], _ => [] };
            body = NodeEdit.With(body, nodes.List([.. dependencies, nodes.Text(permission.Id)]), "DependsOn");
        }

        var present = NodeEdit.Find(body, "Properties", "NotificationConfiguration", "LambdaConfigurations") as SequenceNode;
        model.Change(bucket!, NodeEdit.With(
            body, nodes.List([.. present?.Items ?? [], .. configurations]), "Properties", "NotificationConfiguration", "LambdaConfigurations"));
    }

    private void ExpandTopic(string id, MappingNode properties)
    {
        var topic = properties["Topic"];
        var subscription = source.Draft(id, "AWS::SNS::Subscription");
        subscription["TopicArn"] = topic;
        subscription.Copy(properties, "Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy");
        var queued = properties["SqsSubscription"];
        if (queued is null || Intrinsics.IsFalse(queued))
        {
            Permit(id, "sns.amazonaws.com", topic);
            subscription["Protocol"] = nodes.Text("lambda");
            subscription["Endpoint"] = FunctionArn;
            model.Add(source, subscription);
            return;
        }

        var own = queued as MappingNode;
        var arn = own?["QueueArn"] ?? nodes.GetAtt(id + "Queue", "Arn");
        if (own is null)
        {
            var queue = model.Add(source, source.Draft(id + "Queue", "AWS::SQS::Queue"));
            queue["FifoQueue"] = NodeEdit.Find(model.Plain(Intrinsics.Target(topic)), "Properties", "FifoTopic");
        }

        var policy = model.Add(source, source.Draft((own?["QueuePolicyLogicalId"] as ScalarNode)?.Text ?? id + "QueuePolicy", "AWS::SQS::QueuePolicy"));
        policy["PolicyDocument"] = EventRules.QueuePolicy(nodes, nodes.Text("*"), arn, topic);
        policy["Queues"] = nodes.List(own?["QueueUrl"] ?? nodes.Ref(id + "Queue"));
        subscription["Protocol"] = nodes.Text("sqs");
        subscription["Endpoint"] = arn;
        model.Add(source, subscription);
        ExpandMapping(
            id + "EventSourceMapping",
            "SQS",
            nodes.Map(("BatchSize", own?["BatchSize"] ?? nodes.Plain("10")), ("Enabled", nodes.Plain("true"))),
            arn);
    }

    private void ExpandLogs(string id, MappingNode properties)
    {
        var arn = nodes.Sub(
            $"arn:{model.Partition}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:${{__LogGroupName__}}:*",
            ("__LogGroupName__", properties["LogGroupName"]));
        var permission = Permit(id, $"logs.amazonaws.com", arn);
        var filter = model.Add(source, source.Draft(id, "AWS::Logs::SubscriptionFilter"));
        filter.With("DependsOn", nodes.List(nodes.Text(permission.Id)));
        filter.Copy(properties, "LogGroupName", "FilterPattern");
        filter["DestinationArn"] = FunctionArn;
    }

    private void ExpandIot(string id, MappingNode properties)
    {
        var arn = nodes.Sub(
            $"arn:{model.Partition}:iot:${{AWS::Region}}:${{AWS::AccountId}}:rule/${{RuleName}}", ("RuleName", nodes.Ref(id)));
        Permit(id, "iot.amazonaws.com", arn)["SourceAccount"] = nodes.Sub("${AWS::AccountId}");
        var rule = model.Add(source, source.Draft(id, "AWS::IoT::TopicRule"));
        rule["TopicRulePayload"] = nodes.Map(
            ("Sql", properties["Sql"]),
            ("RuleDisabled", nodes.Plain("false")),
            ("AwsIotSqlVersion", properties["AwsIotSqlVersion"]),
            ("Actions", nodes.List(nodes.Map(("Lambda", nodes.Map(("FunctionArn", FunctionArn)))))));
    }

    private void ExpandUserPool(MappingNode properties)
    {
        var pool = Intrinsics.Target(properties["UserPool"]);
        if (pool is null)
        {
            return;
        }

        Permit((alias ?? source.Id) + "Cognito", "cognito-idp.amazonaws.com", nodes.GetAtt(pool, "Arn"));
        if (model.Plain(pool) is not { } body)
        {
            return;
        }

        foreach (var trigger in properties["Trigger"] is SequenceNode list ? list.Items : properties["Trigger"] is { } one ? [one] : [])
        {
            if (trigger is ScalarNode name)
            {
                body = NodeEdit.With(body, FunctionArn, "Properties", "LambdaConfig", name.Text);
            }
        }

        model.Change(pool, body);
    }

    private void ExpandMapping(string id, string type, MappingNode properties, Node? arn)
    {
        var mapping = model.Add(source, source.Draft(id, "AWS::Lambda::EventSourceMapping"));
        mapping["FunctionName"] = Function;
        mapping["EventSourceArn"] = arn;
        mapping.Copy(properties, MappingProperties);
        if (properties["KafkaBootstrapServers"] is { } servers)
        {
            mapping["SelfManagedEventSource"] = nodes.Map(("Endpoints", nodes.Map(("KafkaBootstrapServers", servers))));
        }

        if (properties["ConsumerGroupId"] is not null || properties["SchemaRegistryConfig"] is not null)
        {
            mapping[type == "MSK" ? "AmazonManagedKafkaEventSourceConfig" : "SelfManagedKafkaEventSourceConfig"] = nodes.Map(
                ("ConsumerGroupId", properties["ConsumerGroupId"]), ("SchemaRegistryConfig", properties["SchemaRegistryConfig"]));
        }

        if (type == "DocumentDB")
        {
            mapping["DocumentDBEventSourceConfig"] = nodes.Map(
                ("DatabaseName", properties["DatabaseName"]), ("CollectionName", properties["CollectionName"]), ("FullDocument", properties["FullDocument"]));
        }

        AddFailureDestination(id, mapping, properties["DestinationConfig"] as MappingNode);
        GrantSource(id, type, properties);
    }

    private void AddFailureDestination(string id, DraftResource mapping, MappingNode? config)
    {
        if (config?["OnFailure"] is not MappingNode failure)
        {
            mapping["DestinationConfig"] = config;
            return;
        }

        var destination = failure["Destination"];
        mapping["DestinationConfig"] = nodes.Map(("OnFailure", nodes.Map(("Destination", destination))));
        switch ((failure["Type"] as ScalarNode)?.Text)
        {
            case "SQS":
                role.AddInline(id + "SQSPolicy", nodes.Allow(destination, "sqs:SendMessage"));
                break;
            case "SNS":
                role.AddInline(id + "SNSPolicy", nodes.Allow(destination, "sns:publish"));
                break;
            case "S3":
                role.AddInline(
                    id + "S3Policy",
                    nodes.Allow(nodes.Map(("Fn::Join", nodes.List(nodes.Text("/"), nodes.List(destination, nodes.Text("*"))))), "s3:PutObject"),
                    nodes.Allow(destination, "s3:ListBucket"));
                break;
            default:
                break;
        }
    }

    private void GrantSource(string id, string type, MappingNode properties)
    {
        switch (type)
        {
            case "SQS":
                role.AddManaged("service-role/AWSLambdaSQSQueueExecutionRole");
                break;
            case "Kinesis":
                role.AddManaged("service-role/AWSLambdaKinesisExecutionRole");
                break;
            case "DynamoDB":
                role.AddManaged("service-role/AWSLambdaDynamoDBExecutionRole");
                break;
            case "MSK":
                role.AddManaged("service-role/AWSLambdaMSKExecutionRole");
                break;
            case "MQ":
                var name = Intrinsics.IsTrue(properties["DynamicPolicyName"]) ? id + "AMQPolicy" : "SamAutoGeneratedAMQPolicy";
                role.AddInline(name, SecretStatement(properties), Networks("mq:DescribeBroker", properties["Broker"]));
                break;
            case "SelfManagedKafka":
                role.AddInline("SelfManagedKafkaExecutionRolePolicy", SecretStatement(properties), Networks(null, null));
                break;
            case "DocumentDB":
                role.AddInline("SamAutoGeneratedDocumentDBPolicy", SecretStatement(properties), Networks("rds:DescribeDBClusters", properties["Cluster"]));
                break;
            default:
                break;
        }
    }

    private MappingNode SecretStatement(MappingNode properties)
    {
        var secret = (properties["SourceAccessConfigurations"] as SequenceNode)?.Items.OfType<MappingNode>().Select(static c => c["URI"]).FirstOrDefault();
        return nodes.Allow(secret ?? nodes.Text("*"), "secretsmanager:GetSecretValue");
    }

    private MappingNode Networks(string? action, Node? resource)
    {
        string[] actions =
        [
            "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface", "ec2:DescribeVpcs", "ec2:DescribeSubnets",
            "ec2:DescribeSecurityGroups",
        ];
        return nodes.Allow(nodes.Text("*"), action is null || resource is null ? actions : [action, .. actions]);
    }
}
