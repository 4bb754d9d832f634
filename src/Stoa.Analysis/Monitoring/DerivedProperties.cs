using System.Buffers.Text;
using System.Text;
using Stoa.Language.Values;
using Stoa.Workloads;
using Stoa.Workloads.Kinds;

namespace Stoa.Analysis.Monitoring;

/// <summary>What tables of facts ask of a resource that no single property says: whether an agent is started, what balances a target group.</summary>
internal sealed class DerivedProperties(Workload workload, MonitoringSettings settings)
{
    private const int MaxTexts = 10_000;

    private static readonly string[] Agents = ["amazon-cloudwatch-agent", "AmazonCloudWatchAgent", "cloudwatch-agent"];
    private static readonly string[] LogAgents = ["awslogs", "fluent-bit", "fluentd", "td-agent", "filebeat", "vector.dev", "promtail", "splunkforwarder", "datadog-agent"];
    private static readonly string[] Collectors = ["xray", "opentelemetry", "otel", "adot", "datadog", "dynatrace", "newrelic", "jaeger", "honeycomb"];
    private readonly Dictionary<string, Kind> kinds = workload.ByKind.Keys.ToDictionary(static k => k.Id);
    private readonly Dictionary<(Resource, string), Value> known = [];
    private bool? installsAgents;

    /// <summary>A property that is worked out; unknown where it cannot be.</summary>
    public Value Get(Resource resource, string name)
    {
        if (!known.TryGetValue((resource, name), out var value))
        {
            known.Add((resource, name), value = Find(resource, name));
        }

        return value;
    }

    /// <summary>The resources of a kind that refer to a resource.</summary>
    public IReadOnlyList<Resource> Referring(Resource to, string kind) => kinds.TryGetValue(kind, out var found) ? workload.Referrers(to, found) : [];

    private Value Find(Resource resource, string name) => name switch
    {
        "agent" => Of(HasAgent(resource, Agents) is var found && found != false ? found : InstallsAgents || settings.Agents.Any(a => MonitoringSettings.Fits(a, resource.Address))),
        "log_agent" => Of(HasAgent(resource, [.. Agents, .. LogAgents]) is var found && found != false ? found : Get(resource, "agent").Truth()),
        "trace_collector" => Of(HasCollector(resource)),
        "container_logs" => Of(Containers(resource, static c => c.Get("log_driver") is { IsUnknown: true } ? null : c.Get("log_driver").Text() is { } driver && driver != "none", all: true)),
        "container_insights" => Of(HasAddon(resource, "amazon-cloudwatch-observability")),
        "lambda_insights" => Of(HasInsightsLayer(resource)),
        "dead_letter" => Of(IsDeadLetterQueue(resource)),
        "balancer" => BalancerType(resource),
        "load_balancer" => LoadBalancer(resource) is { } balancer ? balancer.AsValue : Value.Unknown,
        "is_cache_member" => Of(resource.Kind?.Id == "aws.elasticache.cluster" && !resource.Get("replication_group").IsNull),
        "has_cache_replicas" => resource.Get("nodes_per_shard").Count() is { } nodes ? Value.Of(nodes > 1) : Value.Unknown,
        _ => Value.Unknown,
    };

    private static Value Of(bool? value) => value is { } known ? Value.Of(known) : Value.Unknown;

    // A document of Systems Manager that installs the agent names its machines by tag or not at all: whoever has one uses it for all.
    private bool InstallsAgents => installsAgents ??= workload.Resources.Any(static r =>
        r.Type is "aws_ssm_association" or "AWS::SSM::Association" && Texts(r.Attributes).Any(static t => t is { } text && text.Contains("AmazonCloudWatch", StringComparison.Ordinal)));

    /// <summary>Whether what a machine runs at its start names one of the agents; null where a part of it is unknown.</summary>
    private static bool? HasAgent(Resource machine, IReadOnlyList<string> names)
    {
        bool? found = false;
        foreach (var source in new[] { machine, machine.Get("launch_template").Resource(), machine.Get("launch_configuration").Resource() }.OfType<Resource>())
        {
            // A stack's metadata name files and packages; of what they leave open, none is an agent's.
            foreach (var text in Texts(source.TryGet("user_data", out var data) ? data : Value.Null).Concat(source.Attributes.TryGet("@Metadata", out var metadata) ? Texts(metadata).OfType<string>() : []))
            {
                if (text is null)
                {
                    found = null;
                }
                else if (names.Any(n => text.Contains(n, StringComparison.OrdinalIgnoreCase)))
                {
                    return true;
                }
            }
        }

        return found;
    }

    private bool? HasCollector(Resource resource) => resource.Kind?.Id switch
    {
        "aws.ecs.service" => Containers(
            resource,
            static c => c.Get("image").IsUnknown && c.Get("image").Parts.Length == 0 && c.Get("name").Text() is null ? null
                : Texts(c.Get("image")).Append(c.Get("name").Text()).Any(static t => t is not null && Collectors.Any(n => t.Contains(n, StringComparison.OrdinalIgnoreCase))),
            all: false),
        "aws.eks.cluster" => HasAddon(resource, "adot") || HasAddon(resource, "amazon-cloudwatch-observability"),
        _ => HasAgent(resource, Collectors),
    };

    private bool HasAddon(Resource cluster, string name) => Referring(cluster, "aws.eks.addon").Any(a => a.Get("name").Text() == name);

    private static bool? Containers(Resource service, Func<Value, bool?> test, bool all)
    {
        if (service.Get("task_definition").Resource() is not { } task || task.Get("containers") is not { HasValue: true, Open: null } containers)
        {
            return null;
        }

        bool? result = all;
        foreach (var container in containers.Items)
        {
            var answer = test(container);
            if (answer == !all)
            {
                return !all;
            }

            result = answer is null ? null : result;
        }

        return containers.Count == 0 ? null : result;
    }

    private static bool? HasInsightsLayer(Resource function)
    {
        if (!function.Attributes.TryGet("layers", out var layers) && !function.Attributes.TryGet("Layers", out layers))
        {
            return false;
        }

        var texts = Texts(layers).ToList();
        return texts.Exists(static t => t?.Contains("LambdaInsightsExtension", StringComparison.Ordinal) == true) ? true : layers.IsUnknown && layers.References.IsEmpty ? null : false;
    }

    private bool IsDeadLetterQueue(Resource queue)
    {
        foreach (var edge in workload.To(queue))
        {
            if ((edge.Via.Contains("redrive", StringComparison.OrdinalIgnoreCase) || edge.Via.Contains("dead", StringComparison.OrdinalIgnoreCase) || edge.Via.Contains("failure", StringComparison.OrdinalIgnoreCase))
                && !edge.Via.Contains("allow", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private Value BalancerType(Resource group)
    {
        switch (group.Get("protocol"))
        {
            case { IsUnknown: true } when LoadBalancer(group) is null:
                return Value.Unknown;
            case var protocol when protocol.Text() is { } name:
                return Value.Of(name is "HTTP" or "HTTPS" ? "application" : name == "GENEVE" ? "gateway" : "network");
            default:
                return LoadBalancer(group) is { } balancer ? balancer.Get("type") : Value.Of("application");
        }
    }

    private Resource? LoadBalancer(Resource group)
    {
        var listeners = Referring(group, "aws.elb.listener").Concat(Referring(group, "aws.elb.listener_rule").Select(static r => r.Get("listener").Resource()).OfType<Resource>());
        return listeners.Select(static l => l.Get("load_balancer").Resource()).OfType<Resource>().FirstOrDefault();
    }

    /// <summary>The texts in a value; a null for each part that is unknown. Text in base 64 is given decoded too.</summary>
    private static IEnumerable<string?> Texts(Value value)
    {
        var pending = new Stack<Value>([value]);
        for (var count = 0; count < MaxTexts && pending.TryPop(out var next); count++)
        {
            if (next.Text() is { } text)
            {
                yield return text;
                if (Decoded(text) is { } decoded)
                {
                    yield return decoded;
                }
            }
            else if (next is { HasValue: true, Open: null, Kind: TypeKind.Tuple or TypeKind.List or TypeKind.Set })
            {
                foreach (var item in next.ItemList)
                {
                    pending.Push(item);
                }
            }
            else if (next is { HasValue: true, Open: null, Kind: TypeKind.Object or TypeKind.Map })
            {
                foreach (var (_, item) in next.Pairs)
                {
                    pending.Push(item);
                }
            }
            else if (next.IsUnknown)
            {
                // What a template puts into a text (a name, a Region) installs nothing.
                if (EncodedContent.Find(next) is { } content)
                {
                    pending.Push(content);
                    continue;
                }

                if (next.Parts.Length == 0)
                {
                    yield return null;
                    continue;
                }

                foreach (var part in next.Parts.ToArray().Where(static p => !p.IsUnknown || p.Parts.Length > 0))
                {
                    pending.Push(part);
                }
            }
        }
    }

    private static string? Decoded(string text)
    {
        if (text.Length < 24 || text.Length % 4 != 0 || !Base64.IsValid(text))
        {
            return null;
        }

        return Encoding.UTF8.GetString(Convert.FromBase64String(text));
    }
}
