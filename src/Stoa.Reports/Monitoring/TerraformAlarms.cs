using Stoa.Analysis.Monitoring;
using Stoa.Workloads;

namespace Stoa.Reports.Monitoring;

/// <summary>Writes the alarms that a workload's Terraform lacks, as Terraform that can be put beside it.</summary>
public static class TerraformAlarms
{
    /// <summary>
    /// Writes a file for each root module, one after another; gives back what could not be written, a line for each alarm.
    /// </summary>
    public static IReadOnlyList<string> Write(MonitoringAnalysis analysis, TextWriter output)
    {
        var missing = MissingAlarms.Of(analysis, isCloudFormation: false, Expression);
        var units = missing.Writable.GroupBy(static m => m.Resource.Unit).ToList();
        foreach (var unit in units)
        {
            if (units.Count > 1)
            {
                output.Write($"# For {unit.Key.Path}: this part is a file of its own there.\n\n");
            }

            WriteUnit(unit.Key, unit, output);
        }

        return [.. missing.Others.Select(static o => o.Alarm.Line(o.Reason))];
    }

    private static void WriteUnit(SourceUnit unit, IEnumerable<MissingAlarm> alarms, TextWriter output)
    {
        var list = alarms.ToList();
        var home = unit.Resources.Where(static r => r.Region is not null).GroupBy(static r => r.Region).OrderByDescending(static g => g.Count()).FirstOrDefault()?.Key;
        string? Away(MissingAlarm alarm) => MissingAlarms.RegionOf(alarm) is { } region && region != home ? region : null;
        var regions = list.Select(Away).Distinct().OrderBy(static r => r, StringComparer.Ordinal).ToList();
        foreach (var region in regions)
        {
            // Alarms, their metrics and their topics are of one Region.
            output.Write(
                $$"""
                variable "alarm_topic_arn{{Suffix(region)}}" {
                  description = "The SNS topic{{(region is null ? "" : $" in {region}")}} that hears of alarms"
                  type        = string
                }


                """);
        }

        foreach (var region in regions.OfType<string>())
        {
            output.Write(
                $$"""
                provider "aws" {
                  alias  = "alarms{{Suffix(region)}}"
                  region = "{{region}}"
                }


                """);
        }

        if (list.Exists(static a => a.Dimensions.Any(static d => d.Expression.StartsWith("data.aws_caller_identity.alarms", StringComparison.Ordinal))))
        {
            output.Write("data \"aws_caller_identity\" \"alarms\" {}\n\n");
        }

        if (list.Exists(static a => a.Dimensions.Any(static d => d.Expression.StartsWith("data.aws_region.alarms", StringComparison.Ordinal))))
        {
            output.Write("data \"aws_region\" \"alarms\" {}\n\n");
        }

        var labels = new HashSet<string>();
        var first = true;
        foreach (var alarm in list)
        {
            output.Write(first ? "" : "\n");
            first = false;
            Write(alarm, Label(alarm, labels), Away(alarm), output);
        }
    }

    private static string Suffix(string? region) => region is null ? "" : $"_{region.Replace('-', '_')}";

    private static void Write(MissingAlarm missing, string label, string? region, TextWriter output)
    {
        var alarm = missing.Alarm;
        output.Write($"resource \"aws_cloudwatch_metric_alarm\" \"{label}\" {{\n");
        if (region is not null)
        {
            output.Write($"  provider            = aws.alarms{Suffix(region)}\n");
        }

        if (missing.Resource.IsIndeterminate)
        {
            output.Write($"  for_each            = {{ for key, one in {Base(missing.Resource)} : tostring(key) => one }}\n");
        }

        var identity = missing.Dimensions.Count == 0 ? "" : missing.Dimensions.FirstOrDefault(static d => !d.Expression.StartsWith('"') && !d.Expression.StartsWith("data.", StringComparison.Ordinal)).Expression ?? missing.Dimensions[0].Expression;
        var name = identity.StartsWith('"') ? $"{identity[..^1]} {alarm.Metric}\"" : $"\"${{{identity}}} {alarm.Metric}\"";
        output.Write($"  alarm_name          = {name}\n");
        output.Write($"  alarm_description   = {Quoted(alarm.Intent)}\n");
        if (alarm.Threshold is { } threshold)
        {
            output.Write($"  namespace           = \"{alarm.Namespace}\"\n");
            output.Write($"  metric_name         = \"{alarm.Metric}\"\n");
            output.Write($"  {(MissingAlarms.IsSimple(alarm.Statistic) ? "statistic          " : "extended_statistic ")} = \"{alarm.Statistic}\"\n");
            output.Write($"  period              = {alarm.Period}\n");
            output.Write($"  comparison_operator = \"{MissingAlarms.Operator(alarm)}\"\n");
            output.Write($"  threshold           = {MissingAlarms.Number(threshold)}{(alarm.Basis == "assumed" ? " # our choice: change it where another fits you better" : "")}\n");
        }
        else
        {
            output.Write($"  comparison_operator = \"{MissingAlarms.BandOperator(alarm)}\"\n");
            output.Write("  threshold_metric_id = \"band\"\n");
        }

        output.Write($"  evaluation_periods  = {alarm.Periods}\n");
        output.Write($"  datapoints_to_alarm = {alarm.Datapoints}\n");
        output.Write($"  treat_missing_data  = \"{alarm.MissingData}\"\n");
        output.Write($"  alarm_actions       = [var.alarm_topic_arn{Suffix(region)}]\n");
        if (alarm.Threshold is not null)
        {
            output.Write("\n");
            WriteDimensions(missing, "  ", output);
        }
        else
        {
            WriteBand(missing, output);
        }

        output.Write("}\n");
    }

    private static void WriteBand(MissingAlarm missing, TextWriter output)
    {
        output.Write(
            $$"""

              # No number fits everybody: CloudWatch learns what is usual here. Once you know your baseline, a fixed threshold is cheaper.
              metric_query {
                id          = "band"
                expression  = "ANOMALY_DETECTION_BAND(watched, 2)"
                label       = "Usual {{missing.Alarm.Metric}}"
                return_data = true
              }

              metric_query {
                id          = "watched"
                return_data = true

                metric {
                  namespace   = "{{missing.Alarm.Namespace}}"
                  metric_name = "{{missing.Alarm.Metric}}"
                  stat        = "{{missing.Alarm.Statistic}}"
                  period      = {{missing.Alarm.Period}}


            """.TrimEnd('\n'));
        output.Write("\n\n");
        WriteDimensions(missing, "      ", output);
        output.Write("    }\n  }\n");
    }

    private static void WriteDimensions(MissingAlarm missing, string indent, TextWriter output)
    {
        if (missing.Dimensions.Count == 0)
        {
            return;
        }

        var width = missing.Dimensions.Max(static d => Key(d.Name).Length);
        output.Write($"{indent}dimensions = {{\n");
        foreach (var (name, expression) in missing.Dimensions)
        {
            output.Write($"{indent}  {Key(name).PadRight(width)} = {expression}\n");
        }

        output.Write($"{indent}}}\n");
    }

    private static string Key(string name) => name.Contains(' ') ? $"\"{name}\"" : name;

    private static (string? Text, string? Reason) Expression(MonitoredResource of, AlarmDimension dimension)
    {
        if (dimension.Owner is not { } owner)
        {
            return dimension switch
            {
                { Dimension: null } => (null, $"What its dimension {dimension.Name} is cannot be seen in the code"),
                { Value: "${account}" } => ("data.aws_caller_identity.alarms.account_id", null),
                { Value: "${region}" } => ("data.aws_region.alarms.name", null),
                { Value: { } value } => (Quoted(value), null),
                _ => (null, $"What its dimension {dimension.Name} is cannot be seen in the code"),
            };
        }

        if (owner.Address.StartsWith("module.", StringComparison.Ordinal) || owner.Unit != of.Resource.Unit)
        {
            // A module shows its resources to nobody; a name that is written out needs no reference.
            return dimension.Value is { } value ? (Quoted(value), null)
                : (null, owner.Unit != of.Resource.Unit ? $"{owner.Address} belongs to {owner.Unit.Path}" : $"{owner.Address} stands inside a module: write the alarm there, or give its {dimension.Name} out as an output");
        }

        if (dimension.Dimension?.Terraform is not { } written)
        {
            return dimension.Value is { } value ? (Quoted(value), null) : (null, $"Terraform does not give its {dimension.Name}");
        }

        var self = owner.IsIndeterminate ? owner == of.Resource ? "each.value" : null : owner.Address;
        return self is null ? (null, $"How many of {owner.Address} there are is unknown")
            : written.Contains("${self}", StringComparison.Ordinal) ? ($"\"{written.Replace("${self}", $"${{{self}.{dimension.Dimension.Attribute ?? "id"}}}", StringComparison.Ordinal)}\"", null)
            : ($"{self}.{written}", null);
    }

    private static string Base(Resource resource) => resource.Address.EndsWith("[*]", StringComparison.Ordinal) ? resource.Address[..^3] : resource.Address;

    private static string Label(MissingAlarm missing, HashSet<string> taken)
    {
        var address = Base(missing.Resource).Replace("module.", "", StringComparison.Ordinal);
        var type = missing.Resource.Type;
        var label = MissingAlarms.Snake(address.Replace($"{type}.", "", StringComparison.Ordinal)) + "_" + MissingAlarms.Snake(missing.Alarm.Metric);
        label = char.IsAsciiLetter(label[0]) ? label : "_" + label;
        if (taken.Add(label))
        {
            return label;
        }

        label = $"{(type.StartsWith("aws_", StringComparison.Ordinal) ? type[4..] : type)}_{label}";
        var unique = label;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = $"{label}_{i}";
        }

        return unique;
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal)}\"";
}
