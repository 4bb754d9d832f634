using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>An HTTP interface with its stage, domain and authorizers' permissions.</summary>
internal sealed class HttpApiExpansion(ServerlessExpansion model, ServerlessResource source)
{
    private const string DefaultStage = "$default";

    private readonly NodeFactory nodes = source.Nodes;

    /// <summary>Expands it.</summary>
    public void Expand()
    {
        var api = model.Add(source, source.Draft(source.Id, "AWS::ApiGatewayV2::Api"));
        api.Copy(source.Properties, "FailOnWarnings");
        if (source["DefinitionUri"] is { } uri)
        {
            var code = ServerlessExpansion.Code(uri, nodes) as MappingNode;
            api["BodyS3Location"] = nodes.Map(("Bucket", code?["S3Bucket"]), ("Key", code?["S3Key"]), ("Version", code?["S3ObjectVersion"]));
        }
        else
        {
            api["Body"] = source["DefinitionBody"] ?? ApiBody.Make(model, source, "openapi", "3.0.1");
        }

        var stage = AddStage();
        model.Aliases[source.Id + ".Stage"] = stage.Id;
        new ApiDomain(model, source, stage.Id).AddHttp();
        AddAuthorizerPermissions();
    }

    private DraftResource AddStage()
    {
        var name = source["StageName"] switch { null => DefaultStage, ScalarNode { Tag: null } text => text.Text, _ => "" };
        var id = name == DefaultStage ? source.Id + "ApiGatewayDefaultStage"
            : name.Length > 0 && name.All(char.IsAsciiLetterOrDigit) ? $"{source.Id}{name}Stage"
            : LogicalIds.Suffixed(source.Id + "Stage", name);
        var stage = model.Add(source, source.Draft(id, "AWS::ApiGatewayV2::Stage"));
        stage["ApiId"] = nodes.Ref(source.Id);
        stage["StageName"] = source["StageName"] ?? nodes.Text(DefaultStage);
        stage.Copy(source.Properties, "StageVariables", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings");
        stage["AutoDeploy"] = nodes.Plain("true");
        stage["Tags"] = new MappingNode(
            [new MappingEntry(nodes.Text("httpapi:createdBy"), nodes.Text("SAM")), .. (source["Tags"] as MappingNode)?.Entries ?? []], nodes.Span);
        return stage;
    }

    private void AddAuthorizerPermissions()
    {
        foreach (var entry in (NodeEdit.Find(source["Auth"], "Authorizers") as MappingNode)?.Entries ?? [])
        {
            if (entry.Value is not MappingNode authorizer || authorizer["FunctionArn"] is not { } function
                || !Intrinsics.IsTrue(authorizer["EnableFunctionDefaultPermissions"]))
            {
                continue;
            }

            var permission = model.Add(source, source.Draft($"{source.Id}{entry.Key.Text}AuthorizerPermission", "AWS::Lambda::Permission"));
            permission["Action"] = nodes.Text("lambda:InvokeFunction");
            permission["FunctionName"] = function;
            permission["Principal"] = nodes.Text("apigateway.amazonaws.com");
            permission["SourceArn"] = nodes.Sub(
                "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*", ("__ApiId__", nodes.Ref(source.Id)));
        }
    }
}
