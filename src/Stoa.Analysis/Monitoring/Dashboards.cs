using Stoa.Language.Values;
using Stoa.Workloads;

namespace Stoa.Analysis.Monitoring;

/// <summary>Finds what dashboards show.</summary>
internal static class Dashboards
{
    /// <summary>The resources that some dashboard shows: those that its body refers to, and those whose name stands in it.</summary>
    public static HashSet<Resource> Pictured(Workload workload, MonitoringTables tables)
    {
        var pictured = new HashSet<Resource>();
        if (workload.ByKind.Keys.FirstOrDefault(static k => k.Id == "aws.cloudwatch.dashboard") is not { } kind)
        {
            return pictured;
        }

        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dashboard in workload.ByKind[kind])
        {
            pictured.UnionWith(workload.From(dashboard).Where(static e => e.Via != "depends_on").Select(static e => e.To));
            foreach (var text in Texts(dashboard.Get("body")))
            {
                words.UnionWith(text.Split('"', '/', ' ').Where(static w => w.Length > 1));
            }
        }

        if (words.Count == 0)
        {
            return pictured;
        }

        foreach (var resource in workload.Resources)
        {
            if (resource.Kind is { } known && tables.DimensionsOf(known.Id).Any(d => d.Owner is null && d.Value is null && d.Of(resource) is { } name && words.Contains(name)))
            {
                pictured.Add(resource);
            }
        }

        return pictured;
    }

    private static IEnumerable<string> Texts(Value body) =>
        body.Text() is { } whole ? [whole] : body.Parts.ToArray().Select(static p => p.Text()).OfType<string>();
}
