using Stoa.Analysis.Network;
using Stoa.Language.Values;

namespace Stoa.Analysis.Topology;

/// <summary>
/// Every zone once. A name that is unknown may still tell itself from others: by its position in a list of a region's zones, or by the
/// letter that it ends in. Positions in two such lists of one region are taken for one zone: unless somebody filters the lists
/// differently, they are.
/// </summary>
internal sealed class ZoneTable
{
    private readonly Dictionary<string, Zone> zones = [];

    /// <summary>The zones met so far, by region and label.</summary>
    public IReadOnlyList<Zone> All =>
        [.. zones.Values.OrderBy(static z => z.Region, StringComparer.Ordinal).ThenBy(static z => z.Label, StringComparer.Ordinal)];

    /// <summary>The zone of a name; null where the name tells nothing.</summary>
    /// <param name="name">The name or id of a zone, as declared.</param>
    /// <param name="region">The region of the resource that is in it; null where that is unknown.</param>
    public Zone? Of(Value name, string? region)
    {
        if (name.Text() is { Length: > 0 } text)
        {
            // eu-west-1a is in eu-west-1; an id (euw1-az1) does not say so to us.
            return Add(text, char.IsAsciiLetterLower(text[^1]) && char.IsAsciiDigit(text[^2..][0]) ? text[..^1] : region, text);
        }

        if (Zones.PositionOf(name) is { } place && int.TryParse(place.Position, out var position))
        {
            return Add($"{region}#{place.Attribute}{position}", region, $"zone {position + 1}");
        }

        return Zones.LastLetter(name) is { } letter && char.IsAsciiLetterLower(letter) ? Add($"{region}*{letter}", region, $"zone {letter}") : null;
    }

    private Zone Add(string key, string? region, string label)
    {
        if (!zones.TryGetValue(key, out var zone))
        {
            zones.Add(key, zone = new Zone(region, label));
        }

        return zone;
    }
}
