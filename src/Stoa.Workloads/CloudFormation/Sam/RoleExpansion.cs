using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>The execution role of a function or state machine: what its <c>Policies</c> and its events need.</summary>
internal sealed class RoleExpansion(ServerlessResource owner, string partition)
{
    private readonly List<Node> managed = [];
    private readonly List<Node> inline = [];

    /// <summary>The logical id.</summary>
    public string Id => owner.Id + "Role";

    /// <summary>Adds a policy of AWS by its path and name.</summary>
    public void AddManaged(string name)
    {
        var arn = $"arn:{partition}:iam::aws:policy/{name}";
        if (!managed.Exists(m => m is ScalarNode text && text.Text == arn))
        {
            managed.Add(owner.Nodes.Text(arn));
        }
    }

    /// <summary>Adds the right to send traces.</summary>
    public void AddTracing() => AddManaged(partition == "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess");

    /// <summary>Adds a policy of its own, unless there is one of that name.</summary>
    public void AddInline(string name, params IEnumerable<Node> statements)
    {
        if (!inline.Exists(p => p is MappingNode map && map["PolicyName"] is ScalarNode text && text.Text == name))
        {
            inline.Add(owner.Nodes.Map(("PolicyName", owner.Nodes.Text(name)), ("PolicyDocument", owner.Nodes.Policy(statements))));
        }
    }

    /// <summary>Adds what <c>Policies</c> says: names, ARNs, documents, policy templates, functions, or a list of them.</summary>
    public void AddPolicies(Node? policies)
    {
        if (policies is null)
        {
            return;
        }

        var index = 0;
        foreach (var policy in policies is SequenceNode list ? list.Items : [policies])
        {
            Add(policy, index++);
        }
    }

    /// <summary>The role.</summary>
    public DraftResource ToDraft(Node assumeRolePolicy, string createdBy)
    {
        var role = owner.Draft(Id, "AWS::IAM::Role");
        role["AssumeRolePolicyDocument"] = assumeRolePolicy;
        role["ManagedPolicyArns"] = managed.Count > 0 ? owner.Nodes.List(managed) : null;
        role["Policies"] = inline.Count > 0 ? owner.Nodes.List(inline) : null;
        role["Path"] = owner["RolePath"];
        role["PermissionsBoundary"] = owner["PermissionsBoundary"];
        role["Tags"] = owner.TagList(createdBy);
        return role;
    }

    private void Add(Node policy, int index)
    {
        if (policy is ScalarNode { Tag: null } name)
        {
            managed.Add(ManagedArn(name));
        }
        else if (Document(policy, index) is { } document)
        {
            inline.Add(document);
        }
        else if (Intrinsics.TryIf(policy, out var condition, out var whenTrue, out var whenFalse)
            && (Document(whenTrue, index) ?? Document(whenFalse, index)) is not null)
        {
            inline.Add(owner.Nodes.Map(("Fn::If", owner.Nodes.List(
                owner.Nodes.Text(condition), Document(whenTrue, index) ?? whenTrue, Document(whenFalse, index) ?? whenFalse))));
        }
        else if (Intrinsic.TryRead(policy, out _))
        {
            managed.Add(policy);
        }
    }

    private MappingNode? Document(Node policy, int index)
    {
        if (policy is not MappingNode map)
        {
            return null;
        }

        var document = map["Statement"] is not null ? map
            : map.Entries is [var only]
                && PolicyTemplates.Expand(only.Key.Text, only.Value as MappingNode ?? owner.Nodes.Map(), owner.Nodes) is { } statements
                ? owner.Nodes.Map(("Statement", owner.Nodes.List(statements)))
            : null;
        return document is null
            ? null
            : owner.Nodes.Map(("PolicyName", owner.Nodes.Text($"{Id}Policy{index}")), ("PolicyDocument", document));
    }

    /// <summary>Policies of AWS may be named without their ARN; those for services then stand below a path.</summary>
    private ScalarNode ManagedArn(ScalarNode name)
    {
        var text = name.Text;
        if (text.StartsWith("arn:", StringComparison.Ordinal) || text.Contains('{'))
        {
            return name;
        }

        var path = text.StartsWith("AWSLambda", StringComparison.Ordinal)
            && (text.EndsWith("ExecutionRole", StringComparison.Ordinal) || text is "AWSLambdaRole" or "AWSLambdaENIManagementAccess")
            || text is "AWSCodeDeployRole" or "AWSCodeDeployRoleForLambda" or "AWSStepFunctionsFullAccessRole" or "AmazonAPIGatewayPushToCloudWatchLogs"
                or "AWSBatchServiceRole" or "AWSConfigRole" or "AmazonEC2ContainerServiceRole" or "AWSGlueServiceRole"
            ? "service-role/"
            : "";
        return new ScalarNode($"arn:{partition}:iam::aws:policy/{path}{text}", ScalarStyle.DoubleQuoted, name.Span);
    }
}
