using Stoa.Analysis.Recovery;
using Stoa.Workloads;

namespace Stoa.Reports.Recovery;

/// <summary>The experiments of a game day as CloudFormation: one <c>AWS::FIS::ExperimentTemplate</c> each, to be put into the template they aim at.</summary>
public static class GameDayCloudFormation
{
    private const string Role = "FaultInjectionRoleArn";

    /// <summary>Writes the code.</summary>
    public static void Write(GameDayPlan plan, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var names = new GameDayNames(plan, isCloudFormation: true);
        var body = new StringWriter { NewLine = "\n" };
        foreach (var experiment in names.Experiments)
        {
            WriteExperiment(experiment, names, body);
        }

        output.Write("# Experiments that test the recovery, written by `stoa recovery --game-day cloudformation`. Read each before you run it.\n");
        if (names.Home is { } home)
        {
            output.Write($"# They belong in the template {GameDayNames.Line(home)}.\n");
        }

        foreach (var experiment in plan.Experiments.Where(static e => e.Action is null))
        {
            output.Write($"# By hand: {GameDayNames.Line(experiment.Title)}. Expect: {GameDayNames.Line(experiment.Expect)}.\n");
        }

        if (names.Experiments.Count == 0)
        {
            return;
        }

        var policies = names.Experiments.Select(static e => e.Action!.Policy).Where(static p => p.Length > 0).Distinct().Order(StringComparer.Ordinal);
        output.Write($"Parameters:\n  {Role}:\n    Type: String\n    Description: {Quoted($"A role that fis.amazonaws.com may assume, with {string.Join(", ", policies)}")}\n");
        foreach (var (name, description) in names.Inputs)
        {
            output.Write($"  {GameDayNames.Pascal(name)}:\n    Type: String\n    Description: {Quoted(description)}\n");
        }

        output.Write($"Resources:\n{body}");
    }

    private static void WriteExperiment(GameDayExperiment experiment, GameDayNames names, StringWriter body)
    {
        var action = experiment.Action!;
        body.Write($"  # {GameDayNames.Line(experiment.Title)}.\n  # Expect: {GameDayNames.Line(experiment.Expect)}.\n");
        if (action.Note is { } note)
        {
            body.Write($"  # Note: {note}.\n");
        }

        body.Write($"  {GameDayNames.Pascal(experiment.Name)}:\n    Type: AWS::FIS::ExperimentTemplate\n    Properties:\n      Description: {Quoted(GameDayTerraform.Short(experiment.Title))}\n      RoleArn: !Ref {Role}\n      Tags:\n        Name: {Quoted(experiment.Name)}\n      StopConditions:\n");
        if (experiment.StopAlarm is { } alarm)
        {
            body.Write($"        - Source: aws:cloudwatch:alarm\n          Value: {Arn(alarm, names)}\n");
        }
        else
        {
            body.Write("        # No alarm of the workload would stop this experiment: add one that sees what users see before you run it.\n        - Source: none\n");
        }

        body.Write($"      Actions:\n        {action.Id}:\n          ActionId: {Quoted(action.Action)}\n");
        var parameters = GameDayTerraform.Parameters(experiment).ToList();
        if (parameters.Count > 0)
        {
            body.Write("          Parameters:\n");
            foreach (var (key, value) in parameters)
            {
                body.Write($"            {key}: {(value is null ? $"!Ref {GameDayNames.Pascal(names.Input("second_region", "The other region"))}" : Quoted(value))}\n");
            }
        }

        body.Write($"          Targets:\n            {action.Target}: targets\n      Targets:\n        targets:\n          ResourceType: {Quoted(action.Type)}\n          SelectionMode: {Quoted(action.Selection)}\n");
        var first = experiment.Targets[0];
        switch (action.By)
        {
            case "tag":
                body.Write($"          ResourceTags:\n            \"aws:autoscaling:groupName\": {Name(first, names)}\n");
                break;
            case "parameter":
                body.Write($"          Parameters:\n            cluster: {Cluster(first, names)}\n            service: {(names.IsNear(first) ? $"!GetAtt {first.Address}.Name" : Input(first, "name", names))}\n");
                break;
            default:
                body.Write("          ResourceArns:\n");
                foreach (var target in experiment.Targets)
                {
                    body.Write($"            - {Arn(target, names)}\n");
                }

                break;
        }

        if (action.Type == "aws:elasticache:replicationgroup")
        {
            var zone = experiment.Zone is { Label: var label } && label.Contains('-', StringComparison.Ordinal) ? Quoted(label) : $"!Ref {GameDayNames.Pascal(names.Input("zone", "The zone to interrupt"))}";
            body.Write($"          Parameters:\n            availabilityZoneIdentifier: {zone}\n");
        }
    }

    private static string Name(Resource resource, GameDayNames names) => names.IsNear(resource) ? $"!Ref {resource.Address}" : Input(resource, "name", names);

    private static string Cluster(Resource service, GameDayNames names) =>
        service.TryGet("cluster", out var cluster) && cluster.Open is Resource known && names.IsNear(known) ? $"!Ref {known.Address}" : Input(service, "cluster", names);

    private static string Arn(Resource resource, GameDayNames names)
    {
        if (!names.IsNear(resource))
        {
            return Input(resource, "arn", names);
        }

        return resource.Kind?.Id switch
        {
            "aws.rds.instance" => $"!GetAtt {resource.Address}.DBInstanceArn",
            "aws.rds.cluster" => $"!GetAtt {resource.Address}.DBClusterArn",
            "aws.ec2.subnet" => Made(resource, "ec2", "subnet/"),
            "aws.ec2.instance" => Made(resource, "ec2", "instance/"),
            "aws.ec2.volume" => Made(resource, "ec2", "volume/"),
            "aws.elasticache.replication_group" => Made(resource, "elasticache", "replicationgroup:"),
            _ => $"!GetAtt {resource.Address}.Arn",
        };
    }

    private static string Made(Resource resource, string service, string prefix) =>
        $"!Sub \"arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{prefix}${{{resource.Address}}}\"";

    private static string Input(Resource resource, string attribute, GameDayNames names) =>
        $"!Ref {GameDayNames.Pascal(names.Input(GameDayNames.Snake($"{resource.Name}_{attribute}"), $"The {attribute} of {resource.Address}"))}";

    // YAML's double quotes are JSON's.
    private static string Quoted(string text)
    {
        var quoted = new System.Text.StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch { '"' => "\\\"", '\\' => "\\\\", _ when char.IsControl(c) => " ", _ => c.ToString() });
        }

        return quoted.Append('"').ToString();
    }
}
