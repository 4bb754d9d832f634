using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>A state machine with its role, version, alias and events.</summary>
internal sealed class StateMachineExpansion(ServerlessExpansion model, ServerlessResource source)
{
    private readonly NodeFactory nodes = source.Nodes;

    /// <summary>Expands it.</summary>
    public void Expand()
    {
        var machine = model.Add(source, source.Draft(source.Id, "AWS::StepFunctions::StateMachine"));
        machine["StateMachineName"] = source["Name"];
        machine["StateMachineType"] = source["Type"];
        machine["LoggingConfiguration"] = source["Logging"];
        machine["TracingConfiguration"] = source["Tracing"];
        machine["DefinitionSubstitutions"] = source["DefinitionSubstitutions"];
        machine["Tags"] = source.TagList("stateMachine:createdBy");
        machine["DefinitionString"] = source["Definition"] is { } definition ? nodes.Map(("Fn::ToJsonString", definition)) : null;
        machine["DefinitionS3Location"] = Location(source["DefinitionUri"]);
        if (source["Role"] is { } own)
        {
            machine["RoleArn"] = own;
        }
        else
        {
            var role = new RoleExpansion(source, model.Partition);
            role.AddPolicies(source["Policies"]);
            if (source["Tracing"] is MappingNode tracing && Intrinsics.IsTrue(tracing["Enabled"]))
            {
                role.AddTracing();
            }

            model.Add(source, role.ToDraft(nodes.AssumeRolePolicy("states.amazonaws.com"), "stateMachine:createdBy"));
            machine["RoleArn"] = nodes.GetAtt(role.Id, "Arn");
        }

        var target = AddVersionAndAlias();
        if (source["Events"] is MappingNode events)
        {
            foreach (var entry in events.Entries)
            {
                if (entry.Value is MappingNode map && map["Type"] is ScalarNode type)
                {
                    AddEvent(source.Id + entry.Key.Text, type.Text, map["Properties"] as MappingNode ?? nodes.Map(), target);
                }
            }
        }
    }

    private Node? Location(Node? location)
    {
        if (location is MappingNode map && map["Bucket"] is not null)
        {
            return nodes.Map(("Bucket", map["Bucket"]), ("Key", map["Key"]), ("Version", map["Version"]));
        }

        return ServerlessExpansion.Code(location, nodes) is MappingNode code
            ? nodes.Map(("Bucket", code["S3Bucket"]), ("Key", code["S3Key"]), ("Version", code["S3ObjectVersion"]))
            : null;
    }

    private MappingNode AddVersionAndAlias()
    {
        if (model.Resolve(source["AutoPublishAlias"]) is not { Length: > 0 } name)
        {
            return nodes.Ref(source.Id);
        }

        var version = model.Add(source, source.Draft(source.Id + "Version", "AWS::StepFunctions::StateMachineVersion"));
        version.With("DeletionPolicy", source.Body["DeletionPolicy"] ?? nodes.Text("Retain"));
        version.With("UpdateReplacePolicy", source.Body["UpdateReplacePolicy"] ?? nodes.Text("Retain"));
        version["StateMachineArn"] = nodes.Ref(source.Id);
        version["StateMachineRevisionId"] = nodes.GetAtt(source.Id, "StateMachineRevisionId");
        var alias = model.Add(source, source.Draft($"{source.Id}Alias{name}", "AWS::StepFunctions::StateMachineAlias"));
        alias["Name"] = nodes.Text(name);
        var preference = source["DeploymentPreference"] as MappingNode ?? nodes.Map(("Type", nodes.Text("ALL_AT_ONCE")));
        alias["DeploymentPreference"] = NodeEdit.With(preference, nodes.Ref(version.Id), "StateMachineVersionArn");
        model.Aliases[source.Id + ".Version"] = version.Id;
        model.Aliases[source.Id + ".Alias"] = alias.Id;
        return nodes.Ref(Intrinsics.IsTrue(source["UseAliasAsEventTarget"]) ? alias.Id : source.Id);
    }

    private void AddEvent(string id, string type, MappingNode properties, MappingNode target)
    {
        switch (type)
        {
            case "Schedule" or "CloudWatchEvent" or "EventBridgeRule":
                EventRules.AddRule(
                    model, source, id, type, properties, target, properties["RoleArn"] ?? AddRole(id, "events.amazonaws.com", target));
                break;
            case "ScheduleV2":
                EventRules.AddSchedule(model, source, id, properties, target, "StartExecutionPolicy", "states:StartExecution");
                break;
            case "Api":
                var role = AddRole(id, "apigateway.amazonaws.com", target);
                var api = properties["RestApiId"] is not { } given ? "ServerlessRestApi" : Intrinsics.Target(given) ?? (given as ScalarNode)?.Text;
                if (api is not null)
                {
                    var integration = nodes.Map(
                        ("type", nodes.Text("aws")),
                        ("httpMethod", nodes.Text("POST")),
                        ("uri", nodes.Sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution")),
                        ("credentials", role));
                    var method = ((properties["Method"] as ScalarNode)?.Text ?? "any").ToLowerInvariant();
                    model.Add(api, new ApiRoute((properties["Path"] as ScalarNode)?.Text ?? "/", method, integration, properties));
                }

                break;
            default:
                break;
        }
    }

    private Node AddRole(string id, string service, MappingNode target)
    {
        var role = model.Add(source, source.Draft(id + "Role", "AWS::IAM::Role"));
        role["AssumeRolePolicyDocument"] = nodes.AssumeRolePolicy(service);
        role["Policies"] = nodes.List(nodes.Map(
            ("PolicyName", nodes.Text(role.Id + "StartExecutionPolicy")),
            ("PolicyDocument", nodes.Policy(nodes.Allow(target, "states:StartExecution")))));
        role["PermissionsBoundary"] = source["PermissionsBoundary"];
        return nodes.GetAtt(role.Id, "Arn");
    }
}
