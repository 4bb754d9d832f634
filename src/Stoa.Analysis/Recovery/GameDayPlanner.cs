using Stoa.Analysis.Facts;
using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>Makes the plan.</summary>
internal sealed class GameDayPlanner
{
    private const int MaxFunctions = 5;

    private readonly WorkloadFigures figures;
    private readonly IReadOnlyList<DataProtection> stores;
    private readonly WorkloadStrategy strategy;
    private readonly IReadOnlyList<DisasterOutcome> outcomes;
    private readonly Dictionary<string, FaultAction> byKind = [];
    private readonly Dictionary<Component, List<Resource>> alarms = [];
    private readonly List<GameDayExperiment> experiments = [];
    private readonly HashSet<string> names = [];

    public GameDayPlanner(WorkloadFigures figures, IReadOnlyList<DataProtection> stores, WorkloadStrategy strategy, IReadOnlyList<DisasterOutcome> outcomes)
    {
        this.figures = figures;
        this.stores = stores;
        this.strategy = strategy;
        this.outcomes = outcomes;
        foreach (var row in FactTable.Read(figures.Facts, "aws/fault-injection.yaml").Rows)
        {
            byKind[$"{row.Text("disaster")} {row.Text("kind")}"] = new FaultAction(
                row.Text("id"), row.Text("action"), row.Text("target"), row.Text("type"), row.Text("by"), row.Text("selection"),
                [.. row.Texts("parameters").Select(static p => new KeyValuePair<string, string>(p[..p.IndexOf('=')], p[(p.IndexOf('=') + 1)..]))], row.Text("policy"), row.Optional("note"));
        }

        FindAlarms();
    }

    public GameDayPlan Plan()
    {
        foreach (var part in outcomes[(int)Disaster.Instance].Components)
        {
            OfInstance(part);
        }

        OfZone();
        OfRegion();
        OfRest();
        OfFunctions();
        return new GameDayPlan(experiments);
    }

    private void OfInstance(ComponentOutcome part)
    {
        var component = part.Component;
        if (component.Role == ComponentRole.ContainerCluster)
        {
            var groups = component.Members.Where(static m => m.Kind?.Id == "aws.eks.node_group").ToList();
            if (groups.Count > 0)
            {
                Add("instance", "aws.eks.node_group", Disaster.Instance, groups, $"Terminate a third of the nodes of {component.Id}", Serves(part.Reason, part.Downtime), component);
            }

            return;
        }

        var what = component.Role switch
        {
            ComponentRole.Database => part.Component.Redundancy.Units > 1 ? "Fail over" : "Restart",
            ComponentRole.Containers => "Stop a task of",
            _ => component.Main.Kind?.Id == "aws.ec2.instance" ? "Stop" : "Terminate a machine of",
        };
        Add("instance", component.Main.Kind?.Id ?? "", Disaster.Instance, [component.Main], $"{what} {component.Id}", Serves(part.Reason, part.Downtime), component);
    }

    private void OfZone()
    {
        var zone = outcomes[(int)Disaster.Zone];
        if (zone.Components.Count == 0)
        {
            return;
        }

        // The zone in which most stands hurts most.
        var zones = zone.Components.SelectMany(static c => c.Component.Placement.Zones).GroupBy(static z => z).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key.Label, StringComparer.Ordinal).ToList();
        if (zones.Count == 0)
        {
            return;
        }

        var struck = zones[0].Key;
        var places = new Places();
        var subnets = zone.Components.SelectMany(static c => SubnetsOf(c.Component)).Distinct()
            .Where(s => places.OfSubnet(s) is { } its && its.Label == struck.Label && its.Region == struck.Region).Take(5).ToList();
        if (subnets.Count > 0)
        {
            Add("zone", "subnet", Disaster.Zone, subnets, $"Cut off the subnets in {struck.Label}", Serves(zone.Reasons[0], zone.Downtime), zone.Components[0].Component, struck);
        }

        foreach (var part in zone.Components.Where(static c => c.Component is { Role: ComponentRole.Cache, Redundancy.Kind: RedundancyKind.Failover }))
        {
            Add("zone", "aws.elasticache.replication_group", Disaster.Zone, [part.Component.Main], $"Interrupt the power of {part.Component.Id} in one zone", Serves(part.Reason, part.Downtime), part.Component, struck);
        }
    }

    private static IEnumerable<Resource> SubnetsOf(Component component) =>
        component.Members.Concat(component.Settings).SelectMany(static m =>
            m.TryGet("subnets", out _) && m.Kind is not null ? m.Resources("subnets").Items
            : m.TryGet("subnet", out _) && m.Kind is not null ? m.Resources("subnet").Items : [])
            .Where(static s => s.Kind?.Id == "aws.ec2.subnet");

    private void OfRegion()
    {
        var region = outcomes[(int)Disaster.Region];
        foreach (var store in stores.Where(static s => s.Counts))
        {
            if (store.Copies.FirstOrDefault(static c => c is { IsLive: true, IsElsewhere: true, UncertainBecause: null }) is { } copy && byKind.ContainsKey($"region {store.Store.Main.Kind?.Id}"))
            {
                Add("region", store.Store.Main.Kind!.Id, Disaster.Region, [store.Store.Main], $"Pause the replication of {store.Store.Id}", $"{copy.What} falls behind, is seen to, and catches up when it goes on; otherwise {copy.Loss} of data would be lost with the region", store.Store, region: copy.Region);
            }
        }

        if (strategy.Standby is { } standby && strategy.Workload.Least >= StrategyKind.PilotLight)
        {
            var subnets = figures.Topology.Components.Where(c => c.Computes && (strategy.Primary is null || c.Main.Region == strategy.Primary)).SelectMany(SubnetsOf).Distinct().Take(6).ToList();
            if (subnets.Count > 0)
            {
                Add("region", "subnets", Disaster.Region, subnets, $"Cut the connections between the regions, then fail over to {standby}", Serves(strategy.Traffic.Reason, region.Downtime), figures.Topology.Components.First(static c => c.Computes), region: standby);
            }
        }

        if (strategy.Workload.Least is StrategyKind.BackupAndRestore)
        {
            ByHand("rebuild-in-second-region", Disaster.Region, $"Restore the newest copies in {strategy.Standby ?? "another region"}, deploy the code there and lead a test client to it", region);
        }
    }

    private void OfRest()
    {
        var deletion = outcomes[(int)Disaster.Deletion];
        if (deletion.Applies && !deletion.Loss.IsEndless)
        {
            ByHand("restore-data", Disaster.Deletion, "Restore each data store to a moment before a made-up mistake, beside the running one, and compare", deletion);
        }

        if (outcomes[(int)Disaster.LostAccount] is { Applies: true, Loss.IsEndless: false } account)
        {
            ByHand("rebuild-in-clean-account", Disaster.LostAccount, "Rebuild the workload in a clean account from the locked copies alone", account);
        }

        if (outcomes[(int)Disaster.BadDeployment] is { Applies: true } deployment)
        {
            ByHand("deploy-broken-version", Disaster.BadDeployment, "Deploy a version that fails its health check", deployment);
        }

        var lost = outcomes[(int)Disaster.LostDependency];
        var subnets = figures.Topology.Components.Where(static c => c.Computes).SelectMany(SubnetsOf).Distinct().Take(5).ToList();
        foreach (var group in lost.Components.GroupBy(static c => c.Component.Main.Kind?.Id switch { "aws.dynamodb.table" => "dynamodb", "aws.s3.bucket" => "s3", var kind => kind }).Where(static g => g.Key != "aws.lambda.function"))
        {
            var first = group.First();
            if (group.Key is "dynamodb" or "s3")
            {
                if (subnets.Count > 0)
                {
                    Add("lost-dependency", group.Key, Disaster.LostDependency, subnets, $"Cut the subnets off from {(group.Key == "s3" ? "S3" : "DynamoDB")}", $"{first.Reason}: it fails quickly, tells its users so, and goes on when the service is back", first.Component);
                }

                continue;
            }

            foreach (var part in group.Take(5))
            {
                Add("lost-dependency", group.Key ?? "", Disaster.LostDependency, [part.Component.Main], $"Let {part.Component.Id} fail", $"{part.Reason}: it fails quickly, tells its users so, and goes on when the service is back", part.Component);
            }
        }
    }

    private void OfFunctions()
    {
        foreach (var function in figures.Topology.Journeys.SelectMany(static j => j.Components).Where(static c => c.Role == ComponentRole.Function).Distinct().Take(MaxFunctions))
        {
            Add("lost-dependency", "aws.lambda.function", Disaster.LostDependency, [function.Main], $"Let {function.Id} fail half of the time", "its callers cope, retry or tell their users, and nothing is lost", function);
        }
    }

    private void Add(string disaster, string kind, Disaster of, IReadOnlyList<Resource> targets, string title, string expect, Component component, Zone? zone = null, string? region = null)
    {
        if (!byKind.TryGetValue($"{disaster} {kind}", out var action))
        {
            return;
        }

        experiments.Add(new GameDayExperiment
        {
            Name = Unique($"{action.Id}-{Slug(kind is "subnet" or "subnets" or "s3" or "dynamodb" ? zone?.Label ?? "" : component.Name)}"),
            Disaster = of,
            Title = title,
            Expect = expect,
            Action = component.Redundancy is { Kind: RedundancyKind.Single } && action.Action == "aws:rds:reboot-db-instances"
                ? action with { Parameters = [], Note = "it has no standby to fail over to: it only reboots" } : action,
            Targets = targets,
            Zone = zone,
            Region = region,
            StopAlarm = AlarmFor(component),
        });
    }

    private static string Serves(string reason, Estimate takes) =>
        takes.IsEndless ? $"{reason}; nothing brings it back: mend that before you run this"
        : takes.IsKnown ? $"{reason}; the workload serves again within {takes}"
        : $"{reason}; it takes {takes} until the workload serves again";

    private void ByHand(string name, Disaster disaster, string title, DisasterOutcome outcome) => experiments.Add(new GameDayExperiment
    {
        Name = Unique(name),
        Disaster = disaster,
        Title = title,
        Expect = $"it takes {outcome.Downtime}{(outcome.Loss.Low > 0 || !outcome.Loss.IsKnown ? $" and loses {outcome.Loss} of data" : "")}",
    });

    private string Unique(string name)
    {
        name = name.Trim('-');
        var unique = name;
        for (var number = 2; !names.Add(unique); number++)
        {
            unique = $"{name}-{number}";
        }

        return unique;
    }

    private static string Slug(string text)
    {
        var slug = new System.Text.StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }

    private void FindAlarms()
    {
        foreach (var alarm in figures.Workload.Resources.Where(static r => r.Kind?.Id == "aws.cloudwatch.alarm"))
        {
            foreach (var edge in figures.Workload.From(alarm))
            {
                // What it calls is no dimension of it.
                if (!edge.Via.Contains("action", StringComparison.OrdinalIgnoreCase) && figures.Topology.Of(edge.To) is { } watched)
                {
                    if (!alarms.TryGetValue(watched, out var list))
                    {
                        alarms.Add(watched, list = []);
                    }

                    if (!list.Contains(alarm))
                    {
                        list.Add(alarm);
                    }
                }
            }
        }
    }

    /// <summary>The alarm that sees best that users suffer: on the door of a journey that needs the component, else on the component itself.</summary>
    private Resource? AlarmFor(Component component)
    {
        if (alarms.Count == 0)
        {
            return null;
        }

        Resource? best = null;
        var rank = 0;
        foreach (var journey in figures.Topology.Journeys.Where(j => j.Components.Contains(component)).Take(16))
        {
            foreach (var door in journey.Components.Where(static c => c.Tier is Tier.Edge or Tier.Ingress or Tier.Compute))
            {
                foreach (var alarm in alarms.GetValueOrDefault(door) ?? [])
                {
                    var its = Rank(alarm) + (door.Tier == Tier.Compute ? 0 : 3);
                    if (its > rank)
                    {
                        (best, rank) = (alarm, its);
                    }
                }
            }
        }

        return best ?? alarms.GetValueOrDefault(component)?.MaxBy(Rank);
    }

    private static int Rank(Resource alarm) => alarm.Get("metric").Text() switch
    {
        { } m when m.Contains("5XX", StringComparison.OrdinalIgnoreCase) || m.Contains("5xx", StringComparison.Ordinal) => 6,
        "Errors" or "HTTPCode_ELB_5XX_Count" or "ExecutionsFailed" => 6,
        "TargetResponseTime" or "Latency" or "Duration" or "OriginLatency" => 5,
        "UnHealthyHostCount" or "HealthyHostCount" or "RunningTaskCount" or "StatusCheckFailed" => 4,
        null => 2,
        _ => 1,
    };
}
