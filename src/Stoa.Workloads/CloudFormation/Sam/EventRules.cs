using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>Rules and schedules that call a function or start a state machine.</summary>
internal static class EventRules
{
    /// <summary>Adds a rule of EventBridge, with a queue for what could not be delivered where one is asked for.</summary>
    public static DraftResource AddRule(
        ServerlessExpansion model, ServerlessResource source, string id, string type, MappingNode properties, Node target, Node? role)
    {
        var nodes = source.Nodes;
        var rule = model.Add(source, source.Draft(id, "AWS::Events::Rule"));
        if (type == "Schedule")
        {
            rule["ScheduleExpression"] = properties["Schedule"];
            rule["Name"] = properties["Name"];
            rule["Description"] = properties["Description"];
        }
        else
        {
            rule["EventBusName"] = properties["EventBusName"];
            rule["EventPattern"] = properties["Pattern"];
            rule["Name"] = properties["RuleName"];
        }

        rule["State"] = properties["State"]
            ?? (properties["Enabled"] is { } enabled ? nodes.Text(Intrinsics.IsFalse(enabled) ? "DISABLED" : "ENABLED") : null);
        var queue = AddDeadLetterQueue(model, source, id, properties, nodes.GetAtt(id, "Arn"));
        var suffix = source.Type == "StateMachine" ? "StepFunctionsTarget" : "LambdaTarget";
        rule["Targets"] = nodes.List(nodes.Map(
            ("Arn", target),
            ("Id", NodeEdit.Find(properties["Target"], "Id") ?? nodes.Text((id + suffix)[..Math.Min(64, id.Length + suffix.Length)])),
            ("RoleArn", role),
            ("Input", properties["Input"]),
            ("InputPath", properties["InputPath"]),
            ("DeadLetterConfig", queue is null ? null : nodes.Map(("Arn", queue))),
            ("RetryPolicy", properties["RetryPolicy"]),
            ("InputTransformer", properties["InputTransformer"])));
        return rule;
    }

    /// <summary>Adds a schedule of EventBridge Scheduler and, unless one is given, the role that it uses.</summary>
    public static void AddSchedule(
        ServerlessExpansion model, ServerlessResource source, string id, MappingNode properties, Node target, string policyName, string action)
    {
        var nodes = source.Nodes;
        var schedule = model.Add(source, source.Draft(id, "AWS::Scheduler::Schedule"));
        schedule.Copy(
            properties, "ScheduleExpression", "State", "Description", "StartDate", "EndDate", "ScheduleExpressionTimezone", "GroupName", "KmsKeyArn");
        schedule["Name"] = Intrinsics.IsTrue(properties["OmitName"]) ? null : properties["Name"] ?? nodes.Text(id);
        schedule["FlexibleTimeWindow"] = properties["FlexibleTimeWindow"] ?? nodes.Map(("Mode", nodes.Text("OFF")));
        Node? queue = null;
        if (properties["DeadLetterConfig"] is MappingNode config)
        {
            queue = config["Arn"];
            if (queue is null)
            {
                var queueId = (config["QueueLogicalId"] as ScalarNode)?.Text ?? id + "Queue";
                model.Add(source, source.Draft(queueId, "AWS::SQS::Queue"));
                queue = nodes.GetAtt(queueId, "Arn");
            }
        }

        var arn = properties["RoleArn"];
        if (arn is null)
        {
            var role = model.Add(source, source.Draft(id + "Role", "AWS::IAM::Role"));
            role["AssumeRolePolicyDocument"] = nodes.AssumeRolePolicy("scheduler.amazonaws.com");
            role["Policies"] = nodes.List(
                nodes.Map(("PolicyName", nodes.Text(id + policyName)), ("PolicyDocument", nodes.Policy(nodes.Allow(target, action)))),
                queue is null ? null : nodes.Map(("PolicyName", nodes.Text(id + "SQSPolicy")), ("PolicyDocument", nodes.Policy(nodes.Allow(queue, "sqs:SendMessage")))));
            role["PermissionsBoundary"] = properties["PermissionsBoundary"];
            arn = nodes.GetAtt(role.Id, "Arn");
        }

        schedule["Target"] = nodes.Map(
            ("Arn", target),
            ("RoleArn", arn),
            ("Input", properties["Input"]),
            ("DeadLetterConfig", queue is null ? null : nodes.Map(("Arn", queue))),
            ("RetryPolicy", properties["RetryPolicy"]));
    }

    /// <summary>A policy by which something may send to a queue.</summary>
    public static Node QueuePolicy(NodeFactory nodes, Node principal, Node? queue, Node? source) => nodes.Policy(nodes.Map(
        ("Effect", nodes.Text("Allow")),
        ("Action", nodes.Text("sqs:SendMessage")),
        ("Principal", principal),
        ("Resource", queue),
        ("Condition", nodes.Map(("ArnEquals", nodes.Map(("aws:SourceArn", source)))))));

    private static Node? AddDeadLetterQueue(ServerlessExpansion model, ServerlessResource source, string id, MappingNode properties, Node rule)
    {
        if (properties["DeadLetterConfig"] is not MappingNode config)
        {
            return null;
        }

        if (config["Arn"] is { } arn)
        {
            return arn;
        }

        var nodes = source.Nodes;
        var queueId = (config["QueueLogicalId"] as ScalarNode)?.Text ?? id + "Queue";
        model.Add(source, source.Draft(queueId, "AWS::SQS::Queue"));
        var policy = model.Add(source, source.Draft(id + "QueuePolicy", "AWS::SQS::QueuePolicy"));
        policy["PolicyDocument"] = QueuePolicy(nodes, nodes.Map(("Service", nodes.Text("events.amazonaws.com"))), nodes.GetAtt(queueId, "Arn"), rule);
        policy["Queues"] = nodes.List(nodes.Ref(queueId));
        return nodes.GetAtt(queueId, "Arn");
    }
}
