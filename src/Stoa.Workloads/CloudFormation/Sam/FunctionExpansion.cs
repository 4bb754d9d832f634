using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>A function with its role, version, alias, address, destinations and events.</summary>
internal sealed class FunctionExpansion(ServerlessExpansion model, ServerlessResource source)
{
    private static readonly string[] Passed =
    [
        "FunctionName", "Handler", "Runtime", "Description", "MemorySize", "Timeout", "VpcConfig", "Environment", "KmsKeyArn",
        "ReservedConcurrentExecutions", "Layers", "FileSystemConfigs", "ImageConfig", "PackageType", "Architectures", "SnapStart",
        "EphemeralStorage", "CodeSigningConfigArn", "RuntimeManagementConfig", "LoggingConfig", "RecursiveLoop", "TenancyConfig", "DurableConfig",
        "FunctionScalingConfig", "PublishToLatestPublished",
    ];

    private readonly NodeFactory nodes = source.Nodes;
    private readonly RoleExpansion role = new(source, model.Partition);
    private string? alias;

    /// <summary>Expands it.</summary>
    public void Expand()
    {
        var function = model.Add(source, source.Draft(source.Id, "AWS::Lambda::Function"));
        function.Copy(source.Properties, Passed);
        function["Code"] = Code();
        function["Tags"] = source.TagList("lambda:createdBy");
        var traces = source["Tracing"] is not null && model.Resolve(source["Tracing"]) != "Disabled";
        function["TracingConfig"] = traces ? nodes.Map(("Mode", source["Tracing"])) : null;
        function["DeadLetterConfig"] = source["DeadLetterQueue"] is MappingNode queue ? nodes.Map(("TargetArn", queue["TargetArn"])) : null;
        if (source["CapacityProviderConfig"] is MappingNode provider)
        {
            function["CapacityProviderConfig"] = nodes.Map(("LambdaManagedInstancesCapacityProviderConfig", nodes.Map(
                ("CapacityProviderArn", provider["Arn"]),
                ("PerExecutionEnvironmentMaxConcurrency", provider["PerExecutionEnvironmentMaxConcurrency"]),
                ("ExecutionEnvironmentMemoryGiBPerVCpu", provider["ExecutionEnvironmentMemoryGiBPerVCpu"]))));
        }

        AddVersionAndAlias(function);
        AddAddress();
        AddPermissions(traces);
        AddDestinations();
        new FunctionEvents(model, source, role, alias).Expand();
        AddRole(function);
    }

    private Node? Code()
    {
        if (source["InlineCode"] is { } inline)
        {
            return nodes.Map(("ZipFile", inline));
        }

        if (source["ImageUri"] is { } image && source.Text("PackageType") == "Image")
        {
            return nodes.Map(("ImageUri", image));
        }

        var code = ServerlessExpansion.Code(source["CodeUri"], nodes);
        return code is MappingNode map && source["SourceKMSKeyArn"] is { } key ? NodeEdit.With(map, key, "SourceKMSKeyArn") : code;
    }

    private void AddVersionAndAlias(DraftResource function)
    {
        if (model.Resolve(source["AutoPublishAlias"]) is not { Length: > 0 } name)
        {
            return;
        }

        var hash = model.Resolve(source["AutoPublishCodeSha256"]);
        if (hash is not null)
        {
            function["Description"] = source["Description"] is not { } description ? nodes.Text(hash)
                : model.Resolve(description) is { } text ? nodes.Text($"{text} {hash}")
                : nodes.Map(("Fn::Join", nodes.List(nodes.Text(" "), nodes.List(description, nodes.Text(hash)))));
        }

        var versionId = $"{source.Id}Version{(hash is not null ? hash[..Math.Min(10, hash.Length)] : LogicalIds.Hash(Identity(function)))}";
        var version = model.Add(source, source.Draft(versionId, "AWS::Lambda::Version"));
        version["FunctionName"] = nodes.Ref(source.Id);
        version["Description"] = source["VersionDescription"];
        version["FunctionScalingConfig"] = source["CapacityProviderConfig"] is null ? null : source["FunctionScalingConfig"];
        if (source.Body["DeletionPolicy"] is null)
        {
            version.With("DeletionPolicy", source["VersionDeletionPolicy"]
                ?? nodes.Text(source["CapacityProviderConfig"] is null ? "Retain" : "Delete"));
        }

        alias = $"{source.Id}Alias{name.Replace("-", "D", StringComparison.Ordinal).Replace("_", "U", StringComparison.Ordinal)}";
        var draft = model.Add(source, source.Draft(alias, "AWS::Lambda::Alias"));
        draft["Name"] = nodes.Text(name);
        draft["FunctionName"] = nodes.Ref(source.Id);
        draft["FunctionVersion"] = nodes.GetAtt(versionId, "Version");
        draft["ProvisionedConcurrencyConfig"] = source["ProvisionedConcurrencyConfig"];
        if (source["DeploymentPreference"] is MappingNode preference)
        {
            draft.With("UpdatePolicy", model.Deployments.Register(source, (MappingNode)model.Resolved(preference), Intrinsics.IsTrue(preference["PassthroughCondition"])));
        }

        model.Aliases[source.Id + ".Version"] = versionId;
        model.Aliases[source.Id + ".Alias"] = alias;
    }

    /// <summary>What makes a new version of the function: its code and the settings that a version freezes.</summary>
    private MappingNode Identity(DraftResource function)
    {
        if (Intrinsics.IsTrue(source["AutoPublishAliasAllProperties"]))
        {
            return function.ToEntry().Value is MappingNode whole && whole["Properties"] is MappingNode properties ? properties : nodes.Map();
        }

        var parts = new List<MappingEntry>();
        if (function["Code"] is { } code && model.Resolved(code) is MappingNode resolved)
        {
            parts.AddRange(resolved.Entries);
        }

        if (source["Environment"] is MappingNode environment)
        {
            parts.AddRange(environment.Entries);
        }

        if (source["MemorySize"] is { } memory)
        {
            parts.Add(new MappingEntry(nodes.Text("MemorySize"), memory));
        }

        if (source["SnapStart"] is MappingNode snap && snap["ApplyOn"] is not (null or ScalarNode { Text: "None" }))
        {
            parts.Add(new MappingEntry(nodes.Text("SnapStart"), snap));
        }

        return new MappingNode([.. parts], nodes.Span);
    }

    private void AddAddress()
    {
        if (source["FunctionUrlConfig"] is not MappingNode config)
        {
            return;
        }

        var target = nodes.Ref(alias ?? source.Id);
        var url = model.Add(source, source.Draft(source.Id + "Url", "AWS::Lambda::Url"));
        url.Copy(config, "Cors", "AuthType", "InvokeMode");
        url["TargetFunctionArn"] = target;
        if (config["AuthType"] is not ScalarNode { Text: "NONE" })
        {
            return;
        }

        var permission = model.Add(source, source.Draft(source.Id + "UrlPublicPermissions", "AWS::Lambda::Permission"));
        permission["Action"] = nodes.Text("lambda:InvokeFunctionUrl");
        permission["FunctionName"] = target;
        permission["Principal"] = nodes.Text("*");
        permission["FunctionUrlAuthType"] = config["AuthType"];
        permission = model.Add(source, source.Draft(source.Id + "URLInvokeAllowPublicAccess", "AWS::Lambda::Permission"));
        permission["Action"] = nodes.Text("lambda:InvokeFunction");
        permission["FunctionName"] = target;
        permission["Principal"] = nodes.Text("*");
        permission["InvokedViaFunctionUrl"] = nodes.Plain("true");
    }

    private void AddPermissions(bool traces)
    {
        role.AddManaged(source["DurableConfig"] is null
            ? "service-role/AWSLambdaBasicExecutionRole"
            : "service-role/AWSLambdaBasicDurableExecutionRolePolicy");
        if (traces)
        {
            role.AddTracing();
        }

        if (source["VpcConfig"] is not null)
        {
            role.AddManaged("service-role/AWSLambdaVPCAccessExecutionRole");
        }

        if (source["DeadLetterQueue"] is MappingNode queue)
        {
            var action = queue["Type"] is ScalarNode { Text: "SNS" } ? "sns:Publish" : "sqs:SendMessage";
            role.AddInline("DeadLetterQueuePolicy", nodes.Allow(queue["TargetArn"], action));
        }

        role.AddPolicies(source["Policies"]);
    }

    private void AddDestinations()
    {
        if (source["EventInvokeConfig"] is not MappingNode config)
        {
            return;
        }

        var id = source.Id + "EventInvokeConfig";
        var draft = model.Add(source, source.Draft(id, "AWS::Lambda::EventInvokeConfig"));
        draft.With("DependsOn", alias is null ? null : nodes.List(nodes.Text(alias)));
        draft["FunctionName"] = nodes.Ref(source.Id);
        draft["Qualifier"] = nodes.Text(alias is null ? "$LATEST" : model.Resolve(source["AutoPublishAlias"])!);
        draft.Copy(config, "MaximumEventAgeInSeconds", "MaximumRetryAttempts");
        var destinations = new List<MappingEntry>();
        foreach (var outcome in new[] { "OnSuccess", "OnFailure" })
        {
            if (config["DestinationConfig"] is MappingNode map && map[outcome] is MappingNode destination)
            {
                destinations.Add(new MappingEntry(nodes.Text(outcome), nodes.Map(("Destination", Destination(destination, id + outcome)))));
            }
        }

        draft["DestinationConfig"] = new MappingNode([.. destinations], nodes.Span);
    }

    /// <summary>Where results go: what is written, or a queue or topic made for them.</summary>
    private Node? Destination(MappingNode written, string prefix)
    {
        var type = (written["Type"] as ScalarNode)?.Text ?? "";
        var destination = written["Destination"];
        if (destination is null || Intrinsics.TryIf(destination, out _, out var whenTrue, out var whenFalse)
            && (Intrinsics.IsNoValue(whenTrue) || Intrinsics.IsNoValue(whenFalse)))
        {
            var made = type switch
            {
                "SQS" => source.Draft(prefix + "Queue", "AWS::SQS::Queue"),
                "SNS" => source.Draft(prefix + "Topic", "AWS::SNS::Topic"),
                _ => null,
            };
            if (made is not null)
            {
                var arn = type == "SQS" ? nodes.GetAtt(made.Id, "Arn") : nodes.Ref(made.Id);
                destination = Conditional(made, destination, arn);
                model.Add(source, made);
                model.Aliases[$"{source.Id}.Destination{(type == "SQS" ? "Queue" : "Topic")}"] = made.Id;
            }
        }

        var (name, action) = type switch
        {
            "SQS" => ("SQSPolicy", "sqs:SendMessage"),
            "SNS" => ("SNSPolicy", "sns:publish"),
            "EventBridge" => ("EventBridgePolicy", "events:PutEvents"),
            "Lambda" => ("LambdaPolicy", "lambda:InvokeFunction"),
            "S3Bucket" => ("S3Policy", "s3:PutObject"),
            _ => ("", ""),
        };
        if (name.Length > 0)
        {
            role.AddInline(prefix + name, nodes.Allow(destination, action));
        }

        return destination;
    }

    /// <summary>A destination that is made only under a condition: the other branch is what is written.</summary>
    private Node Conditional(DraftResource made, Node? written, Node arn)
    {
        if (!Intrinsics.TryIf(written, out var condition, out var whenTrue, out var whenFalse)
            || Intrinsics.IsNoValue(whenTrue) && Intrinsics.IsNoValue(whenFalse))
        {
            return arn;
        }

        var isNegated = Intrinsics.IsNoValue(whenFalse);
        if (isNegated)
        {
            var negated = $"NOT{condition}{LogicalIds.Hash(source.Id + "EventInvokeConfig")}";
            model.Conditions.Add((negated, nodes.Map(("Fn::Not", nodes.List(nodes.Map(("Condition", nodes.Text(condition))))))));
            condition = negated;
        }

        made.With("Condition", And(condition));
        return nodes.Map(("Fn::If", nodes.List(nodes.Text(condition), arn, isNegated ? whenTrue : whenFalse)));
    }

    private ScalarNode And(string condition)
    {
        if (source.Body["Condition"] is not ScalarNode own)
        {
            return nodes.Text(condition);
        }

        var both = $"{own.Text}AND{condition}";
        both += LogicalIds.Hash(source.Id);
        model.Conditions.Add((both, nodes.Map(("Fn::And", nodes.List(
            nodes.Map(("Condition", own)), nodes.Map(("Condition", nodes.Text(condition))))))));
        return nodes.Text(both);
    }

    private void AddRole(DraftResource function)
    {
        var own = source["Role"];
        var made = role.ToDraft(source["AssumeRolePolicyDocument"] ?? nodes.AssumeRolePolicy("lambda.amazonaws.com"), "lambda:createdBy");
        var arn = nodes.GetAtt(role.Id, "Arn");
        if (Intrinsics.TryIf(own, out var condition, out var whenTrue, out var whenFalse)
            && (Intrinsics.IsNoValue(whenTrue) || Intrinsics.IsNoValue(whenFalse)))
        {
            if (Intrinsics.IsNoValue(whenTrue) && Intrinsics.IsNoValue(whenFalse))
            {
                own = null;
            }
            else if (Intrinsics.IsNoValue(whenTrue))
            {
                made.With("Condition", nodes.Text(condition));
                function["Role"] = nodes.Map(("Fn::If", nodes.List(nodes.Text(condition), arn, whenFalse)));
                model.Add(source, made);
                return;
            }
            else
            {
                model.Conditions.Add(("NOT" + condition, nodes.Map(("Fn::Not", nodes.List(nodes.Map(("Condition", nodes.Text(condition))))))));
                made.With("Condition", nodes.Text("NOT" + condition));
                function["Role"] = nodes.Map(("Fn::If", nodes.List(nodes.Text(condition), whenTrue, arn)));
                model.Add(source, made);
                return;
            }
        }

        if (own is null)
        {
            function["Role"] = arn;
            model.Add(source, made);
        }
        else
        {
            function["Role"] = own;
        }
    }
}
