using Stoa.Analysis.Monitoring;

namespace Stoa.Reports.Monitoring;

/// <summary>Writes the alarms that a workload's templates lack, as a parameter and resources that can be put into them.</summary>
public static class CloudFormationAlarms
{
    /// <summary>
    /// Writes a part for each template, one after another; gives back what could not be written, a line for each alarm.
    /// </summary>
    public static IReadOnlyList<string> Write(MonitoringAnalysis analysis, TextWriter output)
    {
        var missing = MissingAlarms.Of(analysis, isCloudFormation: true, Expression);
        var templates = missing.Writable.GroupBy(static m => m.Resource.Declaration.Path).ToList();
        foreach (var template in templates)
        {
            output.Write(template.Key == templates[0].Key ? "" : "\n");
            output.Write($"# For {template.Key}: add these to its Parameters and Resources.\n");
            WriteTemplate(template, output);
        }

        return [.. missing.Others.Select(static o => o.Alarm.Line(o.Reason))];
    }

    private static void WriteTemplate(IEnumerable<MissingAlarm> alarms, TextWriter output)
    {
        output.Write(
            """
            Parameters:
              AlarmTopicArn:
                Description: The SNS topic that hears of alarms
                Type: String
            Resources:

            """);
        var written = new HashSet<string>();
        foreach (var alarm in alarms)
        {
            // A nested template that is used twice has its alarms once.
            var id = $"{alarm.Resource.Name}{string.Concat(MissingAlarms.Snake(alarm.Alarm.Metric).Split('_').Select(static w => char.ToUpperInvariant(w[0]) + w[1..]))}Alarm";
            if (written.Add(id))
            {
                Write(alarm, id, output);
            }
        }
    }

    private static void Write(MissingAlarm missing, string id, TextWriter output)
    {
        var alarm = missing.Alarm;
        output.Write($"  {id}:\n    Type: AWS::CloudWatch::Alarm\n");
        if (missing.Resource.Attributes.TryGet("@Condition", out var condition) && condition is { HasValue: true, Kind: Stoa.Language.Values.TypeKind.String })
        {
            output.Write($"    Condition: {condition.AsString()}\n");
        }

        output.Write($"    Properties:\n      AlarmDescription: {Quoted(alarm.Intent)}\n");
        if (alarm.Namespace is "AWS/CloudFront" or "AWS/Route53")
        {
            output.Write("      # Reported in us-east-1 only: this alarm works in a stack of that Region.\n");
        }

        if (alarm.Threshold is { } threshold)
        {
            output.Write($"      Namespace: {alarm.Namespace}\n      MetricName: {Quoted(alarm.Metric)}\n");
            WriteDimensions(missing, "      ", output);
            output.Write($"      {(MissingAlarms.IsSimple(alarm.Statistic) ? "Statistic" : "ExtendedStatistic")}: {alarm.Statistic}\n      Period: {alarm.Period}\n");
            output.Write($"      ComparisonOperator: {MissingAlarms.Operator(alarm)}\n");
            output.Write($"      Threshold: {MissingAlarms.Number(threshold)}{(alarm.Basis == "assumed" ? " # our choice: change it where another fits you better" : "")}\n");
        }
        else
        {
            output.Write("      # No number fits everybody: CloudWatch learns what is usual here. Once you know your baseline, a fixed threshold is cheaper.\n");
            output.Write("      Metrics:\n        - Id: band\n          Expression: ANOMALY_DETECTION_BAND(watched, 2)\n        - Id: watched\n          MetricStat:\n");
            output.Write($"            Metric:\n              Namespace: {alarm.Namespace}\n              MetricName: {Quoted(alarm.Metric)}\n");
            WriteDimensions(missing, "              ", output);
            output.Write($"            Stat: {alarm.Statistic}\n            Period: {alarm.Period}\n");
            output.Write($"      ThresholdMetricId: band\n      ComparisonOperator: {MissingAlarms.BandOperator(alarm)}\n");
        }

        output.Write($"      EvaluationPeriods: {alarm.Periods}\n      DatapointsToAlarm: {alarm.Datapoints}\n      TreatMissingData: {alarm.MissingData}\n");
        output.Write("      AlarmActions:\n        - !Ref AlarmTopicArn\n");
    }

    private static void WriteDimensions(MissingAlarm missing, string indent, TextWriter output)
    {
        if (missing.Dimensions.Count == 0)
        {
            return;
        }

        output.Write($"{indent}Dimensions:\n");
        foreach (var (name, expression) in missing.Dimensions)
        {
            output.Write($"{indent}  - Name: {name}\n{indent}    Value: {expression}\n");
        }
    }

    private static (string? Text, string? Reason) Expression(MonitoredResource of, AlarmDimension dimension)
    {
        if (dimension.Owner is not { } owner)
        {
            return dimension switch
            {
                { Dimension: null } => (null, $"What its dimension {dimension.Name} is cannot be seen in the template"),
                { Value: "${account}" } => ("!Ref AWS::AccountId", null),
                { Value: "${region}" } => ("!Ref AWS::Region", null),
                { Value: { } value } => (Quoted(value), null),
                _ => (null, $"What its dimension {dimension.Name} is cannot be seen in the template"),
            };
        }

        if (owner.Declaration.Path != of.Resource.Declaration.Path || dimension.Dimension?.CloudFormation is not { } written)
        {
            return dimension.Value is { } value ? (Quoted(value), null)
                : (null, owner.Declaration.Path != of.Resource.Declaration.Path ? $"{owner.Address} stands in {owner.Declaration.Path}" : $"CloudFormation does not give its {dimension.Name}, and the template does not write it");
        }

        return written == "Ref" ? ($"!Ref {owner.Name}", null)
            : written.Contains("${self}", StringComparison.Ordinal) ? ($"!Sub '{written.Replace("${self}", $"${{{owner.Name}}}", StringComparison.Ordinal)}'", null)
            : ($"!GetAtt {owner.Name}.{written}", null);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
