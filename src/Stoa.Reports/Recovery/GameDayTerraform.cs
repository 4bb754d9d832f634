using Stoa.Analysis.Recovery;
using Stoa.Workloads;

namespace Stoa.Reports.Recovery;

/// <summary>The experiments of a game day as Terraform: one <c>aws_fis_experiment_template</c> each, for the folder of the root module.</summary>
public static class GameDayTerraform
{
    private const string Role = "fault_injection_role_arn";

    /// <summary>Writes the code.</summary>
    public static void Write(GameDayPlan plan, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var names = new GameDayNames(plan, isCloudFormation: false);
        var body = new StringWriter { NewLine = "\n" };
        foreach (var experiment in names.Experiments)
        {
            WriteExperiment(experiment, names, body);
        }

        output.Write("# Experiments that test the recovery, written by `stoa recovery --game-day terraform`. Read each before you run it.\n");
        if (names.Home is { } home)
        {
            output.Write($"# They belong in the root module {(home is "." or "" ? "that was reviewed" : GameDayNames.Line(home))}.\n");
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
        output.Write($"\nvariable {Quoted(Role)} {{\n  type        = string\n  description = {Quoted($"A role that fis.amazonaws.com may assume, with {string.Join(", ", policies)}")}\n}}\n");
        foreach (var (name, description) in names.Inputs)
        {
            output.Write($"\nvariable {Quoted(name)} {{\n  type        = string\n  description = {Quoted(description)}\n}}\n");
        }

        output.Write(body.ToString());
    }

    private static void WriteExperiment(GameDayExperiment experiment, GameDayNames names, StringWriter body)
    {
        var action = experiment.Action!;
        body.Write($"\n# {GameDayNames.Line(experiment.Title)}.\n# Expect: {GameDayNames.Line(experiment.Expect)}.\n");
        if (action.Note is { } note)
        {
            body.Write($"# Note: {note}.\n");
        }

        body.Write($"resource \"aws_fis_experiment_template\" {Quoted(GameDayNames.Snake(experiment.Name))} {{\n  description = {Quoted(Short(experiment.Title))}\n  role_arn    = var.{Role}\n\n");
        if (experiment.StopAlarm is { } alarm)
        {
            body.Write($"  stop_condition {{\n    source = \"aws:cloudwatch:alarm\"\n    value  = {Reference(alarm, "arn", names)}\n  }}\n");
        }
        else
        {
            body.Write("  # No alarm of the workload would stop this experiment: add one that sees what users see before you run it.\n  stop_condition {\n    source = \"none\"\n  }\n");
        }

        body.Write($"\n  action {{\n    name      = {Quoted(action.Id)}\n    action_id = {Quoted(action.Action)}\n\n    target {{\n      key   = {Quoted(action.Target)}\n      value = \"targets\"\n    }}\n");
        foreach (var (key, value) in Parameters(experiment))
        {
            body.Write($"\n    parameter {{\n      key   = {Quoted(key)}\n      value = {(value is null ? $"var.{names.Input("second_region", "The other region")}" : Quoted(value))}\n    }}\n");
        }

        body.Write($"  }}\n\n  target {{\n    name           = \"targets\"\n    resource_type  = {Quoted(action.Type)}\n    selection_mode = {Quoted(action.Selection)}\n");
        var first = experiment.Targets[0];
        switch (action.By)
        {
            case "tag":
                body.Write($"\n    resource_tag {{\n      key   = \"aws:autoscaling:groupName\"\n      value = {Reference(first, "name", names)}\n    }}\n");
                break;
            case "parameter":
                body.Write($"    parameters = {{\n      cluster = {Reference(first, "cluster", names)}\n      service = {Reference(first, "name", names)}\n    }}\n");
                break;
            default:
                body.Write($"    resource_arns  = [{string.Join(", ", experiment.Targets.Select(t => Reference(t, "arn", names)))}]\n");
                break;
        }

        if (action.Type == "aws:elasticache:replicationgroup")
        {
            var zone = experiment.Zone is { Label: var label } && label.Contains('-', StringComparison.Ordinal) ? Quoted(label) : $"var.{names.Input("zone", "The zone to interrupt")}";
            body.Write($"    parameters = {{\n      availabilityZoneIdentifier = {zone}\n    }}\n");
        }

        body.Write("  }\n}\n");
    }

    /// <summary>The parameters of an action; a null value is the other region, which is unknown.</summary>
    internal static IEnumerable<(string Key, string? Value)> Parameters(GameDayExperiment experiment)
    {
        foreach (var (key, value) in experiment.Action!.Parameters)
        {
            yield return (key, value);
        }

        if (experiment.Action.Action is "aws:s3:bucket-pause-replication" or "aws:network:route-table-disrupt-cross-region-connectivity")
        {
            yield return ("region", experiment.Region);
        }
    }

    /// <summary>FIS takes 512 characters.</summary>
    internal static string Short(string text) => text.Length > 500 ? text[..500] : text;

    private static string Reference(Resource resource, string attribute, GameDayNames names) =>
        names.IsNear(resource) ? $"{resource.Address}.{attribute}"
            : $"var.{names.Input(GameDayNames.Snake($"{resource.Name}_{attribute}"), $"The {attribute} of {resource.Address}")}";

    private static string Quoted(string text)
    {
        var quoted = new System.Text.StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' or '\r' or '\t' => " ",
                '$' or '%' when i + 1 < text.Length && text[i + 1] == '{' => $"{c}{c}",
                _ when char.IsControl(c) => " ",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
