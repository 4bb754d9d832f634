using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>A REST interface with its deployment, stage, domain, usage plan and authorizers' permissions.</summary>
internal sealed class RestApiExpansion(ServerlessExpansion model, ServerlessResource source)
{
    private readonly NodeFactory nodes = source.Nodes;

    /// <summary>Expands it.</summary>
    public void Expand()
    {
        var api = model.Add(source, source.Draft(source.Id, "AWS::ApiGateway::RestApi"));
        api.Copy(source.Properties, "Name", "Description", "BinaryMediaTypes", "MinimumCompressionSize", "FailOnWarnings", "Mode", "ApiKeySourceType", "Policy", "SecurityPolicy", "EndpointAccessMode");
        SetEndpoint(api);
        if (source["DefinitionUri"] is { } uri)
        {
            var code = ServerlessExpansion.Code(uri, nodes) as MappingNode;
            api["BodyS3Location"] = nodes.Map(("Bucket", code?["S3Bucket"]), ("Key", code?["S3Key"]), ("Version", code?["S3ObjectVersion"]));
        }
        else
        {
            api["Body"] = source["DefinitionBody"] ?? ApiBody.Make(model, source, "swagger", "2.0");
        }

        var body = api["Body"] ?? api["BodyS3Location"];
        var deployment = model.Add(source, source.Draft($"{source.Id}Deployment{(body is null ? "" : LogicalIds.Hash(LogicalIds.Json(body)))}", "AWS::ApiGateway::Deployment"));
        deployment["RestApiId"] = nodes.Ref(source.Id);
        deployment["StageName"] = source["OpenApiVersion"] is null ? nodes.Text("Stage") : null;
        var stage = AddStage(deployment);
        model.Aliases[source.Id + ".Deployment"] = deployment.Id;
        model.Aliases[source.Id + ".Stage"] = stage.Id;
        new ApiDomain(model, source, stage.Id).AddRest();
        if (source["Auth"] is MappingNode auth)
        {
            AddAuthorizerPermissions(auth);
            AddUsagePlan(auth, stage);
        }
    }

    private void SetEndpoint(DraftResource api)
    {
        if (source["EndpointConfiguration"] is not { } written)
        {
            return;
        }

        var map = Intrinsic.TryRead(written, out _) ? null : written as MappingNode;
        var type = map is null ? written : map["Type"];
        api["EndpointConfiguration"] = nodes.Map(
            ("Types", type is not null ? nodes.List(type) : map?["Types"]),
            ("VpcEndpointIds", map?["VPCEndpointIds"] ?? map?["VpcEndpointIds"]),
            ("IpAddressType", map?["IpAddressType"]));
        api["Parameters"] = nodes.Map(("endpointConfigurationTypes", type));
    }

    private DraftResource AddStage(DraftResource deployment)
    {
        var name = source["StageName"] is ScalarNode { Tag: null } text ? text.Text : "";
        var id = name.Length > 0 && name.All(char.IsAsciiLetterOrDigit)
            ? $"{source.Id}{name}Stage"
            : LogicalIds.Suffixed(source.Id + "Stage", name);
        var stage = model.Add(source, source.Draft(id, "AWS::ApiGateway::Stage"));
        stage["RestApiId"] = nodes.Ref(source.Id);
        stage["DeploymentId"] = nodes.Ref(deployment.Id);
        stage.Copy(source.Properties, "StageName", "CacheClusterEnabled", "CacheClusterSize", "Variables", "MethodSettings", "AccessLogSetting", "CanarySetting", "TracingEnabled");
        stage["Tags"] = source["Tags"] is null ? null : source.TagList(null);
        return stage;
    }

    private void AddAuthorizerPermissions(MappingNode auth)
    {
        foreach (var entry in (auth["Authorizers"] as MappingNode)?.Entries ?? [])
        {
            if (entry.Value is not MappingNode authorizer || authorizer["FunctionArn"] is not { } function
                || Intrinsics.IsTrue(authorizer["DisableFunctionDefaultPermissions"]))
            {
                continue;
            }

            var permission = model.Add(source, source.Draft($"{source.Id}{entry.Key.Text}AuthorizerPermission", "AWS::Lambda::Permission"));
            permission["Action"] = nodes.Text("lambda:InvokeFunction");
            permission["FunctionName"] = function;
            permission["Principal"] = nodes.Text("apigateway.amazonaws.com");
            permission["SourceArn"] = nodes.Sub(
                $"arn:{model.Partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/authorizers/*", ("__ApiId__", nodes.Ref(source.Id)));
        }
    }

    private void AddUsagePlan(MappingNode auth, DraftResource stage)
    {
        if (auth["UsagePlan"] is not MappingNode config || model.Resolve(config["CreateUsagePlan"]) is not (("PER_API" or "SHARED") and var kind))
        {
            return;
        }

        var prefix = kind == "SHARED" ? "Serverless" : source.Id;
        var plan = model.Shared(source, prefix + "UsagePlan", "AWS::ApiGateway::UsagePlan");
        plan["ApiStages"] = nodes.List([
            .. (plan["ApiStages"] as SequenceNode)?.Items ?? [],
            nodes.Map(("ApiId", nodes.Ref(source.Id)), ("Stage", nodes.Ref(stage.Id))),
        ]);
        plan.Copy(config, "UsagePlanName", "Description", "Quota", "Tags", "Throttle");
        var key = model.Shared(source, prefix + "ApiKey", "AWS::ApiGateway::ApiKey").With("DependsOn", nodes.List(nodes.Text(plan.Id)));
        key["Enabled"] = nodes.Plain("true");
        key["StageKeys"] = nodes.List([
            .. (key["StageKeys"] as SequenceNode)?.Items ?? [],
            nodes.Map(("RestApiId", nodes.Ref(source.Id)), ("StageName", nodes.Ref(stage.Id))),
        ]);
        var link = model.Shared(source, prefix + "UsagePlanKey", "AWS::ApiGateway::UsagePlanKey").With("DependsOn", nodes.List(nodes.Text(key.Id)));
        link["KeyId"] = nodes.Ref(key.Id);
        link["KeyType"] = nodes.Text("API_KEY");
        link["UsagePlanId"] = nodes.Ref(plan.Id);
        model.Aliases[source.Id + ".UsagePlan"] = plan.Id;
        model.Aliases[source.Id + ".UsagePlanKey"] = link.Id;
        model.Aliases[source.Id + ".ApiKey"] = key.Id;
    }
}
