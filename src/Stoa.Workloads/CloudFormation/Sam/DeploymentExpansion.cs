using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>
/// What gradual deployments need: one CodeDeploy application and role for all functions, and a group for each. Functions register here as
/// they are expanded.
/// </summary>
internal sealed class DeploymentExpansion
{
    private const string ApplicationId = "ServerlessDeploymentApplication";
    private const string RoleId = "CodeDeployServiceRole";
    private const string ConditionId = "ServerlessCodeDeployCondition";

    private readonly List<(ServerlessResource Function, MappingNode Preference, Node? Condition)> preferences = [];

    /// <summary>Adds a function's preference and gives the update policy for its alias; null where it is switched off.</summary>
    public MappingNode? Register(ServerlessResource function, MappingNode preference, bool passesCondition)
    {
        var nodes = function.Nodes;
        if (Intrinsics.IsFalse(preference["Enabled"]))
        {
            return null;
        }

        preferences.Add((function, preference, passesCondition ? function.Body["Condition"] : null));
        var hooks = preference["Hooks"] as MappingNode;
        return nodes.Map(("CodeDeployLambdaAliasUpdate", nodes.Map(
            ("ApplicationName", nodes.Ref(ApplicationId)),
            ("DeploymentGroupName", nodes.Ref(function.Id + "DeploymentGroup")),
            ("BeforeAllowTrafficHook", hooks?["PreTraffic"]),
            ("AfterAllowTrafficHook", hooks?["PostTraffic"]))));
    }

    /// <summary>The resources.</summary>
    public IEnumerable<DraftResource> ToDrafts(NodeFactory nodes, string partition)
    {
        if (preferences.Count == 0)
        {
            yield break;
        }

        var conditions = preferences.Select(static p => (p.Condition as ScalarNode)?.Text).Distinct().ToList();
        var shared = conditions is [{ } only] ? nodes.Text(only) : null;
        yield return Application(nodes, shared);
        if (preferences.Exists(static p => p.Preference["Role"] is null))
        {
            yield return Role(nodes, partition, shared);
        }

        foreach (var (function, preference, condition) in preferences)
        {
            yield return Group(function, preference, condition);
        }
    }

    private static DraftResource Application(NodeFactory nodes, Node? condition)
    {
        var application = new DraftResource(ApplicationId, "AWS::CodeDeploy::Application", nodes.Span).With("Condition", condition);
        application["ComputePlatform"] = nodes.Text("Lambda");
        return application;
    }

    private static DraftResource Role(NodeFactory nodes, string partition, Node? condition)
    {
        var role = new DraftResource(RoleId, "AWS::IAM::Role", nodes.Span).With("Condition", condition);
        role["AssumeRolePolicyDocument"] = nodes.AssumeRolePolicy("codedeploy.amazonaws.com");
        role["ManagedPolicyArns"] = nodes.List(nodes.Text($"arn:{partition}:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda"));
        return role;
    }

    private static DraftResource Group(ServerlessResource function, MappingNode preference, Node? condition)
    {
        var nodes = function.Nodes;
        var group = new DraftResource(function.Id + "DeploymentGroup", "AWS::CodeDeploy::DeploymentGroup", nodes.Span).With("Condition", condition);
        group["ApplicationName"] = nodes.Ref(ApplicationId);
        group["AutoRollbackConfiguration"] = nodes.Map(
            ("Enabled", nodes.Plain("true")),
            ("Events", nodes.List(
                nodes.Text("DEPLOYMENT_FAILURE"), nodes.Text("DEPLOYMENT_STOP_ON_ALARM"), nodes.Text("DEPLOYMENT_STOP_ON_REQUEST"))));
        if (preference["Alarms"] is SequenceNode alarms)
        {
            group["AlarmConfiguration"] = nodes.Map(
                ("Enabled", nodes.Plain("true")), ("Alarms", nodes.List(alarms.Items.Select(a => nodes.Map(("Name", a))))));
        }

        group["DeploymentConfigName"] = preference["Type"] is ScalarNode { Tag: null } type ? Configuration(type, nodes) : preference["Type"];
        group["DeploymentStyle"] = nodes.Map(
            ("DeploymentType", nodes.Text("BLUE_GREEN")), ("DeploymentOption", nodes.Text("WITH_TRAFFIC_CONTROL")));
        group["ServiceRoleArn"] = preference["Role"] ?? nodes.GetAtt(RoleId, "Arn");
        group["TriggerConfigurations"] = preference["TriggerConfigurations"];
        return group;
    }

    private static Node Configuration(ScalarNode type, NodeFactory nodes) =>
        type.Text is "AllAtOnce" || type.Text.StartsWith("Canary", StringComparison.Ordinal) || type.Text.StartsWith("Linear", StringComparison.Ordinal)
            ? nodes.Sub("CodeDeployDefault.Lambda${ConfigName}", ("ConfigName", type))
            : type;
}
