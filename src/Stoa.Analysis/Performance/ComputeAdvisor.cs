using System.Globalization;
using Stoa.Analysis.Facts;
using Stoa.Analysis.Topology;
using Stoa.Language.Documents;
using Stoa.Workloads;

namespace Stoa.Analysis.Performance;

/// <summary>Weighs the compute service of a component against what is known of its work.</summary>
internal sealed class ComputeAdvisor
{
    private static readonly (string Id, string Name)[] Services =
    [
        ("ec2", "a single EC2 machine"), ("auto-scaling", "EC2 Auto Scaling"), ("lambda", "Lambda"), ("fargate", "ECS on Fargate"),
        ("ecs-ec2", "ECS on EC2"), ("eks", "EKS"), ("batch", "Batch"),
    ];

    private static readonly string[] Questions = ["traffic", "request-seconds", "state"];
    private readonly WorkloadTopology topology;
    private readonly PerformanceSettings settings;
    private readonly List<Rule> rules;

    public ComputeAdvisor(WorkloadFigures figures)
    {
        topology = figures.Topology;
        settings = figures.Settings.Performance;
        rules = [.. FactTable.Read(figures.Facts, "aws/compute-fit.yaml").Rows.Select(static row => new Rule(
            row.Text("service"), row.Text("effect") == "fits", row.Text("says"),
            [.. ((MappingNode)row.Node("when")!).Entries.Select(static e => (e.Key.Text, (IReadOnlyList<string>)(e.Value is SequenceNode many ? [.. many.Items.OfType<ScalarNode>().Select(static s => s.Text)] : [((ScalarNode)e.Value).Text])))]))];
    }

    /// <summary>Advice on a component.</summary>
    public ServiceAdvice Advise(Component component)
    {
        var service = Service(component);
        var known = Known(component);
        var (against, speaks) = (new List<string>(), new List<string>());
        foreach (var rule in rules)
        {
            if (rule.Service == service && rule.Holds(known) == true)
            {
                (rule.Fits ? speaks : against).Add(rule.Says);
            }
        }

        var fit = against.Count > 0 ? Fit.DoesNotSuit : speaks.Count > 0 ? Fit.Suits : Fit.Undecided;
        return new ServiceAdvice
        {
            Component = component,
            Service = Array.Find(Services, s => s.Id == service).Name ?? "ECS",
            Fit = fit,
            Known = [.. known.Where(static k => k.Key is not "shape" and not "hardware" and not "kubernetes").Select(static k => $"{Word(k.Key)} {k.Value.Value}{(k.Key == "seconds" ? " s" : "")} ({k.Value.From})")],
            Reasons = fit == Fit.DoesNotSuit ? against : speaks,
            Better = fit == Fit.DoesNotSuit ? [.. Better(service, known)] : [],
            Unknown = [.. Questions.Where(q => !known.ContainsKey(q == "request-seconds" ? "seconds" : q))],
        };
    }

    private IEnumerable<(string, string)> Better(string? service, Dictionary<string, (string Value, string From)> known) =>
        Services.Where(s => s.Id != service && s.Id != "ec2" && !rules.Exists(r => r.Service == s.Id && !r.Fits && r.Holds(known) == true))
            .Select(s => (s.Name, Reasons: rules.Where(r => r.Service == s.Id && r.Fits && r.Holds(known) == true).Select(static r => r.Says).ToList()))
            .Where(static s => s.Reasons.Count > 0).OrderByDescending(static s => s.Reasons.Count).Select(static s => (s.Name, string.Join("; ", s.Reasons)));

    private static string Word(string key) => key switch { "seconds" => "requests of up to", "traffic" => "traffic:", "state" => "state:", _ => "called by" };

    private static string? Service(Component component) => component.Role switch
    {
        ComponentRole.Function => "lambda",
        ComponentRole.Batch => "batch",
        ComponentRole.ContainerCluster => "eks",
        ComponentRole.Machines => component.Main.Kind?.Id == "aws.ec2.instance" ? (component.Redundancy.Units > 1 ? "auto-scaling" : "ec2") : "auto-scaling",
        ComponentRole.Containers => component.Main.Get("launch_type").Text() switch
        {
            "FARGATE" => "fargate",
            "EC2" or "EXTERNAL" => "ecs-ec2",
            _ => component.Main.Get("capacity_providers").Elements().Any(static p => p.Get("provider").Text() is "FARGATE" or "FARGATE_SPOT") ? "fargate" : null,
        },
        _ => null,
    };

    /// <summary>What is known of the work, and from where.</summary>
    private Dictionary<string, (string Value, string From)> Known(Component component)
    {
        var known = new Dictionary<string, (string, string)>();
        var said = (settings.Components.GetValueOrDefault(component.Id) ?? WorkProfile.Unknown).Or(settings.Profile);
        var entry = Entry(component);
        if (said.Traffic is { } traffic)
        {
            known["traffic"] = (traffic, "stoa.yaml");
        }
        else if (entry is { Value: "schedule" } schedule && topology.To(component).All(d => d.Kind == DependencyKind.Triggers && d.From.Role == ComponentRole.EventRule))
        {
            known["traffic"] = ("scheduled", schedule.From);
        }

        if (said.Seconds is { } seconds)
        {
            known["seconds"] = (seconds.ToString("0.###", CultureInfo.InvariantCulture), "stoa.yaml");
        }

        if (said.State is { } state)
        {
            known["state"] = (state, "stoa.yaml");
        }
        else if (Sticky(component) is { } group)
        {
            known["state"] = ("stateful", $"{group.Address} keeps sessions on one target");
        }
        else if (component.Role == ComponentRole.Function)
        {
            known["state"] = ("stateless", "a function keeps nothing");
        }

        if (entry is { } way)
        {
            known["entry"] = way;
        }

        known["shape"] = (component.Role switch { ComponentRole.Containers or ComponentRole.ContainerCluster => "containers", ComponentRole.Function => "function", _ => "machines" }, component.Id);
        known["kubernetes"] = (component.Role == ComponentRole.ContainerCluster ? "true" : "false", component.Id);
        if (Types(component).FirstOrDefault() is { } type)
        {
            known["hardware"] = (IsAccelerated(type) ? "accelerated" : "general", type);
        }

        return known;
    }

    private (string Value, string From)? Entry(Component component)
    {
        foreach (var dependency in topology.To(component))
        {
            var found = (dependency.Kind, dependency.From.Role) switch
            {
                (DependencyKind.Routes, ComponentRole.LoadBalancer) => dependency.From.Main.Get("type").Text() == "network" ? "network" : "http",
                (DependencyKind.Routes, ComponentRole.Api or ComponentRole.FunctionAddress or ComponentRole.ContentDelivery) => "http",
                (DependencyKind.Triggers, ComponentRole.Queue) => "queue",
                (DependencyKind.Triggers, ComponentRole.EventRule) => dependency.From.Main.Kind?.Id == "aws.scheduler.schedule" || !dependency.From.Main.Get("schedule").IsNull ? "schedule" : "event",
                (DependencyKind.Triggers, _) => "event",
                _ => null,
            };
            if (found is not null)
            {
                return (found, dependency.From.Id);
            }
        }

        return null;
    }

    private Resource? Sticky(Component component) => topology.To(component).Where(static d => d.Kind == DependencyKind.Routes && d.From.Role == ComponentRole.LoadBalancer)
        .SelectMany(static d => d.From.Members).FirstOrDefault(static m => m.Kind?.Id == "aws.elb.target_group" && m.Get("stickiness").Truth() == true);

    private static IEnumerable<string> Types(Component component)
    {
        foreach (var resource in component.Members.Concat(component.Settings))
        {
            if (resource.Kind?.Id is not ("aws.ec2.instance" or "aws.ec2.launch_template" or "aws.autoscaling.launch_configuration" or "aws.eks.node_group" or "aws.batch.compute_environment" or "aws.autoscaling.group"))
            {
                continue;
            }

            if (resource.TryGet("instance_type", out var one) && one.Text() is { } type)
            {
                yield return type;
            }
            else if (resource.TryGet("instance_types", out var many))
            {
                foreach (var text in many.Elements().Select(static t => t.Text()).OfType<string>())
                {
                    yield return text;
                }
            }
        }
    }

    // Families with graphics processors, or with processors made for learning and inference.
    private static bool IsAccelerated(string type)
    {
        var family = type.Split('.')[0];
        return family.StartsWith("inf", StringComparison.Ordinal) || family.StartsWith("trn", StringComparison.Ordinal) || family.StartsWith("dl", StringComparison.Ordinal)
            || (family.Length > 1 && family[0] is 'p' or 'g' && char.IsAsciiDigit(family[1]));
    }

    private sealed record Rule(string Service, bool Fits, string Says, IReadOnlyList<(string Key, IReadOnlyList<string> Accepted)> When)
    {
        /// <summary>Whether it holds; null where too little is known.</summary>
        public bool? Holds(Dictionary<string, (string Value, string From)> known)
        {
            bool? all = true;
            foreach (var (key, accepted) in When)
            {
                if (!known.TryGetValue(key == "seconds-over" ? "seconds" : key, out var found))
                {
                    all = null;
                }
                else if (key == "seconds-over" ? double.Parse(found.Value, CultureInfo.InvariantCulture) <= double.Parse(accepted[0], CultureInfo.InvariantCulture) : !accepted.Contains(found.Value))
                {
                    return false;
                }
            }

            return all;
        }
    }
}
