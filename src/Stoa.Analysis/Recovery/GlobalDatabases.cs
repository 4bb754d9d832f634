using Stoa.Analysis.Topology;
using Stoa.Workloads;

namespace Stoa.Analysis.Recovery;

/// <summary>The global databases of a workload: which cluster takes the writes, which ones follow it, each in a region of its own.</summary>
internal sealed class GlobalDatabases
{
    private readonly Dictionary<Component, Component> sources = [];
    private readonly HashSet<Component> members = [];

    /// <summary>The cluster that another one follows; null where it follows none.</summary>
    public Component? SourceOf(Component cluster) => sources.GetValueOrDefault(cluster);

    /// <summary>The clusters that follow one.</summary>
    public IEnumerable<Component> FollowersOf(Component cluster) => members.Contains(cluster) ? sources.Where(p => p.Value == cluster).Select(static p => p.Key) : [];

    /// <summary>Whether a cluster belongs to a global database.</summary>
    public bool IsMember(Component cluster) => members.Contains(cluster);

    /// <summary>Finds them.</summary>
    public static GlobalDatabases Find(WorkloadFigures figures)
    {
        var found = new GlobalDatabases();
        var clusters = figures.Topology.Components.Where(static c => c.Main.Kind?.Id == "aws.rds.cluster").ToList();
        var globals = figures.Workload.Resources.Where(static r => r.Kind?.Id == "aws.rds.global_cluster").ToList();
        if (clusters.Count == 0)
        {
            return found;
        }

        var named = clusters.ToLookup(static c => c.Main.Get("global_cluster").Resource());
        foreach (var global in globals)
        {
            var source = global.Get("source_cluster").Resource();
            var group = named[global].ToList();
            if (source is not null && figures.Topology.Of(source) is { } writer && !group.Contains(writer))
            {
                group.Insert(0, writer);
            }

            if (globals.Count == 1)
            {
                // A cluster in another stack names its database by a parameter: there is one that can be meant.
                group.AddRange(clusters.Where(c => !group.Contains(c) && IsNamedElsewhere(c.Main)));
            }

            var first = group.Find(c => c.Main == source) ?? group.Find(static c => c.Main.Get("replica_of").IsNull && c.Main.Attributes.Get("enable_global_write_forwarding").IsNull) ?? group.FirstOrDefault();
            foreach (var cluster in group)
            {
                found.members.Add(cluster);
                if (cluster != first)
                {
                    found.sources[cluster] = first!;
                }
            }
        }

        foreach (var cluster in clusters.Where(c => IsNamedElsewhere(c.Main)))
        {
            found.members.Add(cluster);
        }

        return found;
    }

    private static bool IsNamedElsewhere(Resource cluster) => cluster.Get("global_cluster") is { IsUnknown: true };
}
