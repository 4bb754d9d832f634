using Stoa.Analysis.Facts;
using Stoa.Analysis.Topology;

namespace Stoa.Analysis.Availability;

/// <summary>A service level that a provider promises.</summary>
/// <param name="Kinds">The kinds of resources that it is promised for.</param>
/// <param name="Spread"><c>any</c>, <c>one-zone</c>, <c>several-zones</c> or <c>several-regions</c>.</param>
/// <param name="Share">The promised share, 0 to 1, of requests or of time.</param>
/// <param name="Unit"><c>request</c> or <c>period</c>.</param>
/// <param name="Source">The address of the agreement.</param>
/// <param name="Date">When it was so.</param>
/// <param name="Note">What to know about it; null where nothing.</param>
public sealed record ServiceLevel(IReadOnlyList<string> Kinds, string Spread, double Share, string Unit, string Source, DateOnly Date, string? Note);

/// <summary>The service levels that ship, by kind and by how the resource is spread.</summary>
public sealed class ServiceLevels
{
    /// <summary>The table's path among the facts.</summary>
    public const string Path = "aws/service-levels.yaml";

    private readonly Dictionary<(string Kind, string Spread), ServiceLevel> byKind = [];

    /// <summary>Reads the table.</summary>
    public ServiceLevels(FactBook facts)
    {
        foreach (var row in FactTable.Read(facts, Path).Rows)
        {
            var level = new ServiceLevel(
                row.Texts("kinds"), row.Text("spread"), (double)(decimal.Parse(row.Text("percent"), System.Globalization.CultureInfo.InvariantCulture) / 100), row.Text("unit"), row.Text("source"),
                DateOnly.Parse(row.Text("date"), System.Globalization.CultureInfo.InvariantCulture), row.Optional("note"));
            foreach (var kind in level.Kinds)
            {
                byKind.Add((kind, level.Spread), level);
            }
        }
    }

    /// <summary>
    /// The level promised for a component as it is spread; null where none is known. One of which nobody knows how far it is spread
    /// has the lowest promise.
    /// </summary>
    public ServiceLevel? Of(Component component)
    {
        if (component.Main.Kind?.Id is not { } kind)
        {
            return null;
        }

        if (component.Main.TryGet("replica_regions", out var regions) && regions.Elements().Count > 0 && byKind.TryGetValue((kind, "several-regions"), out var several))
        {
            return several;
        }

        // More than one unit is needed to stand in several zones at once.
        var isSpread = component.Placement.SpansZones(2) == true && component.Redundancy.Kind != RedundancyKind.Single;
        return byKind.GetValueOrDefault((kind, isSpread ? "several-zones" : "one-zone")) ?? byKind.GetValueOrDefault((kind, "any"));
    }
}
