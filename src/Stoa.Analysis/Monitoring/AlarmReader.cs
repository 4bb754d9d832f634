using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Monitoring;

/// <summary>Reads the alarms of a workload: what each watches, and whether anybody hears of it.</summary>
internal sealed class AlarmReader(Workload workload, MonitoringTables tables, DerivedProperties derived)
{
    private const int MaxNesting = 8;

    // CloudFront and Route 53 report there, wherever in the world they work.
    private const string GlobalRegion = "us-east-1";
    private readonly Dictionary<string, List<MetricDimension>> byName = tables.Dimensions
        .Where(static d => d.Owner is null && d.Value is null).GroupBy(static d => d.Name).ToDictionary(static g => g.Key, static g => g.ToList());

    private Dictionary<string, List<Resource>>? literals;

    /// <summary>The alarms, in the order of the workload's resources.</summary>
    public IReadOnlyList<WatchingAlarm> Read()
    {
        var kind = workload.ByKind.Keys.FirstOrDefault(static k => k.Id == "aws.cloudwatch.alarm");
        if (kind is null)
        {
            return [];
        }

        var alarms = workload.ByKind[kind].Select(Read).ToList();
        Spread(alarms);
        return alarms;
    }

    private WatchingAlarm Read(Resource alarm)
    {
        var isComposite = alarm.Type is "aws_cloudwatch_composite_alarm" or "AWS::CloudWatch::CompositeAlarm";
        var metrics = alarm.Get("metrics");
        var watched = new List<WatchedMetric>();
        var isReadable = !metrics.IsUnknown;
        var comparison = alarm.Get("comparison").Text() ?? "";
        foreach (var metric in metrics.Elements())
        {
            if (metric.Get("expression").Text() is { } expression)
            {
                if (Query(expression) is { } query)
                {
                    watched.Add(query);
                }
            }
            else if (metric.Get("metric") is var name && name.Text() is { } known)
            {
                // What an expression makes of it, it may turn round.
                var isAlone = metrics.Count == 1;
                watched.Add(Watched(alarm, metric, known, !isAlone ? null : comparison.StartsWith("Greater", StringComparison.Ordinal) ? true : comparison.StartsWith("LessThan", StringComparison.Ordinal) && !comparison.Contains("Greater", StringComparison.Ordinal) ? false : null));
            }
            else if (name.IsUnknown)
            {
                isReadable = false;
            }
        }

        var actions = alarm.Resources("actions");
        return new WatchingAlarm
        {
            Resource = alarm,
            Metrics = watched,
            IsReadable = isReadable,
            IsComposite = isComposite,
            Acts = alarm.Get("actions_enabled").Truth() == false ? false : alarm.Get("has_actions").Truth(),
            OnlyScales = actions is { IsComplete: true, Items.Count: > 0 } && actions.Items.All(static a => a.Kind?.Id is "aws.autoscaling.policy" or "aws.applicationautoscaling.policy"),
            Fault = Fault(alarm, watched),
        };
    }

    /// <summary>An alarm sees the metrics of its own Region only.</summary>
    private static string? Fault(Resource alarm, List<WatchedMetric> watched)
    {
        if (alarm.Region is not { } here)
        {
            return null;
        }

        foreach (var metric in watched)
        {
            var there = metric.Namespace is "AWS/CloudFront" or "AWS/Route53" ? GlobalRegion
                : metric.Resources is [{ Region: { } only }, ..] && metric.Resources.All(r => r.Region == only) ? only : here;
            if (there != here)
            {
                return $"stands in {here}, but its metric is reported in {there}";
            }
        }

        return null;
    }

    private WatchedMetric Watched(Resource alarm, Value metric, string name, bool? ringsHigh)
    {
        // Terraform wrote dimensions as a block once.
        var dimensions = metric.Get("dimensions") is { HasValue: true, Open: null, Kind: TypeKind.Tuple, Count: 1 } block ? block.Items[0] : metric.Get("dimensions");
        var found = new List<Resource>();
        var isComplete = !dimensions.IsUnknown && !metric.Get("namespace").IsUnknown;
        if (dimensions is { HasValue: true, Open: null, Kind: TypeKind.Object or TypeKind.Map })
        {
            foreach (var (dimension, value) in dimensions.Pairs)
            {
                if (byName.TryGetValue(dimension, out var meant))
                {
                    isComplete &= Add(found, alarm, meant, value);
                }
            }

            Widen(found, dimensions);
        }

        return new WatchedMetric(metric.Get("namespace").Text(), name, found, isComplete, false, ringsHigh);
    }

    /// <summary>Adds the resources whose name a dimension's value is; false where that is unknown.</summary>
    private bool Add(List<Resource> found, Resource alarm, List<MetricDimension> meant, Value value)
    {
        var count = found.Count;
        var isOther = false;
        foreach (var reference in value.References)
        {
            if (reference.Target is Resource { Kind: { } kind } resource)
            {
                if (!meant.Exists(d => d.Kind == kind.Id))
                {
                    isOther = true;
                }
                else if (!found.Contains(resource))
                {
                    found.Add(resource);
                }
            }
        }

        // The name of something else is not one of ours, even where nobody knows it yet.
        if (found.Count > count || (isOther && value.IsUnknown && value.Parts.IsEmpty))
        {
            return true;
        }

        if (value.Text() is not { } text)
        {
            return !value.IsUnknown;
        }

        literals ??= Literals();
        var name = text.Split('/') is ["app" or "net" or "targetgroup", var middle, ..] ? middle : text;
        if (literals.TryGetValue(name, out var named) || (name.Length > 4 && name[^4] == '-' && literals.TryGetValue(name[..^4], out named)))
        {
            var fitting = named.Where(r => meant.Exists(d => d.Kind == r.Kind!.Id)).ToList();
            var here = fitting.Where(r => r.Unit == alarm.Unit).ToList();
            found.AddRange((here.Count > 0 ? here : fitting).Where(r => !found.Contains(r)));
        }

        return true;
    }

    /// <summary>A metric of a whole is about its parts too: a cluster's about its instances, an API's about its stages.</summary>
    private void Widen(List<Resource> found, Value dimensions)
    {
        foreach (var whole in found.ToArray())
        {
            var parts = whole.Kind!.Id switch
            {
                "aws.rds.cluster" => derived.Referring(whole, "aws.rds.cluster_instance"),
                "aws.apigateway.rest_api" => derived.Referring(whole, "aws.apigateway.stage"),
                "aws.apigateway.http_api" => derived.Referring(whole, "aws.apigateway.http_stage"),
                _ => [],
            };
            if (parts.Count == 0)
            {
                continue;
            }

            var stage = dimensions.Get("Stage");
            if (!stage.IsNull)
            {
                // A name of a stage alone could be that of another API's.
                found.RemoveAll(r => r.Kind!.Id is "aws.apigateway.stage" or "aws.apigateway.http_stage" && !parts.Contains(r));
                parts = found.Exists(parts.Contains) ? [] : [.. parts.Where(p => stage.Text() is not { } said || p.Get("name").Text() is not { } name || said == name)];
            }

            found.AddRange(parts.Where(p => !found.Contains(p)));
        }
    }

    /// <summary>What a query of Metrics Insights watches: <c>SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)</c>; null for other expressions.</summary>
    private static WatchedMetric? Query(string expression)
    {
        var text = expression.Trim();
        if (!text.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)
            || text.IndexOf('(', StringComparison.Ordinal) is var open && open < 0
            || text.IndexOf(')', open) is var close && close < 0
            || text.IndexOf(" FROM ", close, StringComparison.OrdinalIgnoreCase) is var from && from < 0)
        {
            return null;
        }

        var source = text[(from + 6)..].Trim();
        var isOfAll = !source.Contains(" WHERE ", StringComparison.OrdinalIgnoreCase);
        if (source.StartsWith("SCHEMA", StringComparison.OrdinalIgnoreCase) && source.IndexOf('(', StringComparison.Ordinal) is var paren and > 0)
        {
            source = source[(paren + 1)..];
        }

        var space = source.TrimStart().TrimStart('"').Split('"', ',', ' ', ')')[0];
        return new WatchedMetric(space, text[(open + 1)..close].Trim().Trim('"'), [], isOfAll, isOfAll, null);
    }

    private Dictionary<string, List<Resource>> Literals()
    {
        var found = new Dictionary<string, List<Resource>>(StringComparer.Ordinal);
        foreach (var dimension in tables.Dimensions.Where(static d => d.Owner is null && d.Value is null))
        {
            if (workload.ByKind.Keys.FirstOrDefault(k => k.Id == dimension.Kind) is not { } kind)
            {
                continue;
            }

            foreach (var resource in workload.ByKind[kind])
            {
                if (dimension.Of(resource) is { } text && (found.TryGetValue(text, out var list) ? list : found[text] = []) is var named && !named.Contains(resource))
                {
                    named.Add(resource);
                }
            }
        }

        return found;
    }

    /// <summary>An alarm is heard too where a composite alarm that is made of it is.</summary>
    private void Spread(List<WatchingAlarm> alarms)
    {
        var composites = alarms.Where(static a => a.IsComposite).ToList();
        if (composites.Count == 0)
        {
            return;
        }

        var byResource = alarms.ToDictionary(static a => a.Resource);
        var named = new Dictionary<string, WatchingAlarm>();
        foreach (var alarm in alarms)
        {
            foreach (var attribute in new[] { "alarm_name", "AlarmName" })
            {
                if (alarm.Resource.Attributes.TryGet(attribute, out var name) && name.Text() is { } text)
                {
                    named.TryAdd(text, alarm);
                }
            }
        }

        var children = composites.ConvertAll(c => (Composite: c, Parts: workload.From(c.Resource)
            .Where(static e => e.Via is "alarm_rule" or "AlarmRule" or "rule" or "depends_on").Select(e => byResource.GetValueOrDefault(e.To)).OfType<WatchingAlarm>()
            .Concat(Named(c.Resource.Get("rule"), named)).Distinct().ToList()));
        for (var round = 0; round < MaxNesting; round++)
        {
            var isChanged = false;
            foreach (var (composite, parts) in children)
            {
                foreach (var part in parts.Where(p => p.Acts != true && p.Acts != composite.Acts && composite.Acts != false))
                {
                    part.Acts = composite.Acts;
                    isChanged = true;
                }
            }

            if (!isChanged)
            {
                return;
            }
        }
    }

    private static IEnumerable<WatchingAlarm> Named(Value rule, Dictionary<string, WatchingAlarm> named)
    {
        var texts = rule.Text() is { } whole ? [whole] : rule.Parts.ToArray().Select(static p => p.Text()).OfType<string>();
        return texts.SelectMany(static t => t.Split('(', ')', '"', '\'', ' ')).Select(t => named.GetValueOrDefault(t[(t.LastIndexOf(":alarm:", StringComparison.Ordinal) is var at && at < 0 ? 0 : at + 7)..])).OfType<WatchingAlarm>();
    }
}
