using Stoa.Analysis.Facts;
using Stoa.Analysis.Topology;
using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Performance;

/// <summary>Finds the caching layers on the way of reads.</summary>
internal sealed class CacheFinder
{
    private readonly WorkloadTopology topology;
    private readonly PerformanceSettings settings;
    private readonly Dictionary<string, string> managed;
    private readonly IReadOnlyList<Resource> accelerators;
    private readonly HashSet<Resource> withHeaders;

    public CacheFinder(WorkloadFigures figures)
    {
        topology = figures.Topology;
        settings = figures.Settings.Performance;
        managed = FactTable.Read(figures.Facts, "aws/cache-policies.yaml").Rows.ToDictionary(static r => r.Text("id"), static r => r.Text("caches"));
        accelerators = [.. figures.Workload.Resources.Where(static r => r.Kind?.Id == "aws.dax.cluster")];
        withHeaders = [];
        foreach (var resource in figures.Workload.Resources.Where(static r => r.Type is "aws_s3_object" or "aws_s3_bucket_object"))
        {
            if (resource.Attributes.TryGet("cache_control", out var control) && !control.IsNull)
            {
                withHeaders.UnionWith(figures.Workload.From(resource).Select(static e => e.To));
            }
        }
    }

    /// <summary>The layers of a journey.</summary>
    public ReadPath Find(Journey journey)
    {
        var network = journey.Components.FirstOrDefault(static c => c.Role == ComponentRole.ContentDelivery);
        var stores = journey.Components.Where(static c => c.KeepsData).ToList();
        CacheLayer[] layers = [Client(journey, network), Delivery(journey, network), Api(journey), Application(journey, stores), Database(journey, stores)];
        return new ReadPath(journey, layers, [.. Advice(journey, layers, stores)]);
    }

    private CacheLayer Client(Journey journey, Component? network)
    {
        var behaviors = network is null ? [] : network.Main.Get("behaviors").Elements();
        if (behaviors.Any(static b => b.Get("headers_policy").Resource()?.Get("cache_control").Text() is not null))
        {
            return new CacheLayer(CacheLayerKind.Client, CacheState.Present, "A response headers policy sends Cache-Control", network);
        }

        return journey.Components.FirstOrDefault(c => withHeaders.Contains(c.Main)) is { } bucket
            ? new CacheLayer(CacheLayerKind.Client, CacheState.Present, "Objects carry Cache-Control", bucket)
            : new CacheLayer(CacheLayerKind.Client, CacheState.Undecided, "No policy sends Cache-Control; what the application sends, the code does not show", network);
    }

    private CacheLayer Delivery(Journey journey, Component? network)
    {
        if (network is null && !journey.Components.Any(static c =>
            c.Role is ComponentRole.Api or ComponentRole.FunctionAddress or ComponentRole.ObjectStore
            || (c.Role == ComponentRole.LoadBalancer && c.Main.Get("type") is var type && type.Text() is not ("network" or "gateway"))))
        {
            // Only web requests can be answered from the edge.
            return journey.Components.Any(static c => c.Computes)
                ? new CacheLayer(CacheLayerKind.ContentDelivery, CacheState.Undecided, "No content delivery network stands on the way; whether it carries web requests, the code does not show", null)
                : new CacheLayer(CacheLayerKind.ContentDelivery, CacheState.NotApplicable, "", null);
        }

        if (network is null)
        {
            return new CacheLayer(CacheLayerKind.ContentDelivery, CacheState.Missing, "No content delivery network stands on the way", null);
        }

        var behaviors = network.Main.Get("behaviors");
        if (!behaviors.HasValue || behaviors.Open is not null)
        {
            return new CacheLayer(CacheLayerKind.ContentDelivery, CacheState.Undecided, "Its cache behaviors are unknown", network);
        }

        var answers = behaviors.Elements().Select(b => (Path: b.Get("path").Text() ?? "everything else", Keeps: Keeps(b))).ToList();
        var kept = answers.Where(static a => a.Keeps == true).Select(static a => a.Path).ToList();
        var not = answers.Where(static a => a.Keeps == false).Select(static a => a.Path).ToList();
        return (kept.Count, not.Count) switch
        {
            ( > 0, 0) when answers.Count == kept.Count => new CacheLayer(CacheLayerKind.ContentDelivery, CacheState.Present, "It keeps what the origin lets it", network),
            ( > 0, > 0) => new CacheLayer(CacheLayerKind.ContentDelivery, CacheState.Partly, $"It keeps {string.Join(", ", kept)}, but not {string.Join(", ", not)}", network),
            (0, > 0) when answers.Count == not.Count => new CacheLayer(CacheLayerKind.ContentDelivery, CacheState.Missing, "Its behaviors keep nothing: caching is switched off or every header is forwarded", network),
            _ => new CacheLayer(CacheLayerKind.ContentDelivery, CacheState.Undecided, "Which cache policy it uses is unknown", network),
        };
    }

    /// <summary>Whether a behavior keeps answers; null where that is unknown.</summary>
    private bool? Keeps(Value behavior)
    {
        if (behavior.Get("own_cache_policy").Resource() is { } own)
        {
            var most = own.Get("max_ttl");
            return most.IsUnknown ? null : most.IsNull || most.AsNumber().ToDouble() > 0;
        }

        var policy = behavior.Get("cache_policy");
        if (policy.Text() is { } id)
        {
            return managed.TryGetValue(id, out var keeps) ? keeps != "false" : null;
        }

        if (policy.IsUnknown)
        {
            return null;
        }

        var headers = behavior.Get("forwarded_headers");
        if (headers.Elements().Any(static h => h.Text() == "*"))
        {
            return false;
        }

        // Without a policy the older settings count; the longest time is a year unless somebody says otherwise.
        var longest = behavior.Get("max_ttl");
        return longest.IsUnknown || headers.IsUnknown ? null : longest.IsNull || longest.AsNumber().ToDouble() > 0;
    }

    private static CacheLayer Api(Journey journey)
    {
        if (journey.Components.FirstOrDefault(static c => c.Role == ComponentRole.Api) is not { } api)
        {
            return new CacheLayer(CacheLayerKind.Api, CacheState.NotApplicable, "", null);
        }

        if (api.Main.Kind?.Id != "aws.apigateway.rest_api")
        {
            return new CacheLayer(CacheLayerKind.Api, CacheState.NotApplicable, "An HTTP API has no cache of its own", api);
        }

        var answers = api.Members.Where(static m => m.Kind?.Id == "aws.apigateway.stage").Select(static s => s.Get("cache_cluster").Truth()).ToList();
        return answers.Count == 0 || answers.TrueForAll(static a => a is null) ? new CacheLayer(CacheLayerKind.Api, CacheState.Undecided, "Its stages are unknown", api)
            : answers.TrueForAll(static a => a == true) ? new CacheLayer(CacheLayerKind.Api, CacheState.Present, "Its stages have a cache", api)
            : answers.Contains(true) ? new CacheLayer(CacheLayerKind.Api, CacheState.Partly, "Some of its stages have a cache", api)
            : new CacheLayer(CacheLayerKind.Api, CacheState.Missing, "Its stages have no cache", api);
    }

    private static CacheLayer Application(Journey journey, List<Component> stores)
    {
        if (journey.Components.FirstOrDefault(static c => c.Role == ComponentRole.Cache) is { } cache)
        {
            return new CacheLayer(CacheLayerKind.Application, CacheState.Present, $"{cache.Id} is within reach of what computes", cache);
        }

        var asked = stores.Where(IsAsked).ToList();
        return asked.Count == 0 ? new CacheLayer(CacheLayerKind.Application, CacheState.NotApplicable, "", null)
            : new CacheLayer(CacheLayerKind.Application, CacheState.Missing, $"Nothing is kept between what computes and {string.Join(", ", asked.Select(static s => s.Id))}", asked[0]);
    }

    private CacheLayer Database(Journey journey, List<Component> stores)
    {
        var asked = stores.Where(IsAsked).ToList();
        if (asked.Count == 0)
        {
            return new CacheLayer(CacheLayerKind.Database, CacheState.NotApplicable, "", null);
        }

        var answers = asked.Select(s => (Store: s, By: Helper(journey, s))).ToList();
        var helped = answers.Where(static a => a.By is not null).ToList();
        var names = string.Join(", ", helped.Select(static h => h.By));
        return helped.Count == answers.Count ? new CacheLayer(CacheLayerKind.Database, CacheState.Present, names, asked[0])
            : helped.Count > 0 ? new CacheLayer(CacheLayerKind.Database, CacheState.Partly, $"{names}; {string.Join(", ", answers.Where(static a => a.By is null).Select(static a => a.Store.Id))} answers every read itself", asked[0])
            : new CacheLayer(CacheLayerKind.Database, CacheState.Missing, $"{string.Join(", ", asked.Select(static a => a.Id))} {(asked.Count == 1 ? "answers" : "answer")} every read without help", asked[0]);
    }

    /// <summary>What takes reads off a store: a clause; null where nothing does.</summary>
    private string? Helper(Journey journey, Component store)
    {
        if (store.Role == ComponentRole.Table)
        {
            return accelerators.FirstOrDefault(a => a.Unit == store.Main.Unit) is { } accelerator ? $"{accelerator.Address} keeps items of {store.Id}" : null;
        }

        if (store.Role == ComponentRole.DatabaseReplica)
        {
            return $"{store.Id} is a replica";
        }

        var replicas = topology.From(store).Where(static d => d.Kind == DependencyKind.Replicates).SelectMany(static d => d.To).Where(static r => r.Role == ComponentRole.DatabaseReplica).ToList();
        if (replicas.Count > 0)
        {
            return $"{replicas[0].Id}{(replicas.Count > 1 ? $" and {replicas.Count - 1} more" : "")} can take reads off {store.Id}";
        }

        if (store.Main.Kind?.Id == "aws.rds.cluster" && store.Members.Count(static m => m.Kind?.Id == "aws.rds.cluster_instance") is > 1 and var instances)
        {
            return $"{instances - 1} {(instances == 2 ? "reader" : "readers")} of {store.Id} can take its reads";
        }

        return store.Role is ComponentRole.SearchIndex or ComponentRole.Warehouse ? $"{store.Id} keeps results itself"
            : journey.Components.Any(c => c.Role == ComponentRole.DatabaseReplica) ? $"a replica can take reads off {store.Id}"
            : null;
    }

    private static bool IsAsked(Component store) =>
        store.Role is ComponentRole.Database or ComponentRole.DatabaseReplica or ComponentRole.Table or ComponentRole.SearchIndex or ComponentRole.Warehouse;

    private IEnumerable<string> Advice(Journey journey, CacheLayer[] layers, List<Component> stores)
    {
        var entry = journey.Entry.Component;
        var isStatic = stores.Exists(static s => s.Role == ComponentRole.ObjectStore) && !journey.Components.Any(static c => c.Computes);
        if (layers[(int)CacheLayerKind.ContentDelivery] is { State: CacheState.Missing } delivery)
        {
            if (delivery.Component is null && entry.Role == ComponentRole.ObjectStore || (delivery.Component is null && isStatic))
            {
                yield return $"Put CloudFront before {entry.Id}: files that are the same for all are read again and again across the world from one Region";
            }
            else if (delivery.Component is null)
            {
                yield return $"Consider CloudFront before {entry.Id}: even without caching it ends connections near the reader, and it keeps what is the same for all; how much that is, the code does not show";
            }
            else
            {
                yield return $"Let {delivery.Component.Id} keep at least what is the same for all readers (images, styles, scripts): it keeps nothing now";
            }
        }

        var application = layers[(int)CacheLayerKind.Application];
        var database = layers[(int)CacheLayerKind.Database];
        if (application.State == CacheState.Missing && database.State is CacheState.Missing or CacheState.Partly)
        {
            foreach (var store in stores.Where(s => IsAsked(s) && s.Role != ComponentRole.DatabaseReplica && Helper(journey, s) is null))
            {
                var reads = settings.Stores.GetValueOrDefault(store.Id)?.Reads;
                var tool = store.Role == ComponentRole.Table ? "DAX or ElastiCache" : "ElastiCache or a read replica";
                if (reads == "repeated")
                {
                    yield return $"Put {tool} before {store.Id}: the same data are read again and again (stoa.yaml), and each read reaches it";
                }
                else if (reads is null)
                {
                    yield return $"If the same data are read again and again, put {tool} before {store.Id}: each read reaches it now (say reads: repeated or unique in stoa.yaml)";
                }
            }
        }
    }
}
