using Stoa.Language.Values;
using Stoa.Workloads.CloudFormation;

namespace Stoa.Analysis.Network;

/// <summary>How many Availability Zones a list of their names holds, where not every name is known.</summary>
/// <param name="Least">So many for certain.</param>
/// <param name="Most">No more than so many.</param>
public readonly record struct Zones(int Least, int Most)
{
    /// <summary>Counts the zones of a list.</summary>
    /// <param name="names">
    /// A list of names. A name that is unknown still may tell itself from another: elements of one list of zones at two positions
    /// (<c>data.aws_availability_zones.a.names[0]</c>, <c>!Select [0, !GetAZs ""]</c>) are two zones, and names that end in different
    /// letters (<c>"${var.region}a"</c>) are. A null stands for a zone that AWS picks.
    /// </param>
    /// <returns>Null where the list itself is unknown.</returns>
    public static Zones? Count(Value names)
    {
        if (names.IsNull)
        {
            return new Zones(0, 0);
        }

        if (names.IsUnknown || names.Open is not null || names.Kind is not (TypeKind.Tuple or TypeKind.List or TypeKind.Set))
        {
            return null;
        }

        var known = new HashSet<string>();
        var letters = new HashSet<char>();
        var positions = new Dictionary<(object List, string Attribute), HashSet<string>>();
        var anonymous = 0;
        foreach (var name in names.Items)
        {
            if (name is { HasValue: true, Kind: TypeKind.String })
            {
                known.Add(name.AsString());
            }
            else if (PositionOf(name) is { } place)
            {
                if (!positions.TryGetValue((place.List, place.Attribute), out var found))
                {
                    positions.Add((place.List, place.Attribute), found = []);
                }

                found.Add(place.Position);
            }
            else
            {
                anonymous++;
            }

            if (LastLetter(name) is { } letter)
            {
                letters.Add(letter);
            }
        }

        var least = Math.Max(Math.Max(known.Count, letters.Count), names.Count > 0 ? 1 : 0);
        var most = known.Count + anonymous;
        foreach (var list in positions.Values)
        {
            least = Math.Max(least, list.Count);
            most += list.Count;
        }

        return new Zones(least, most);
    }

    /// <summary>Whether they are at least so many; null where nobody knows.</summary>
    public bool? AreAtLeast(int number) => Least >= number ? true : Most < number ? false : null;

    /// <summary>The list that an unknown name is an element of, and which one.</summary>
    internal static (object List, string Attribute, string Position)? PositionOf(Value name)
    {
        (object, string, string)? place = null;
        foreach (var (target, attribute) in name.IsUnknown ? name.References : [])
        {
            // Elements of other lists (of subnets, say) tell nothing: two subnets may share a zone.
            var start = target is Symbol symbol
                ? symbol.ListsZones ? 0 : -1
                : attribute.StartsWith("names[", StringComparison.Ordinal) ? 6
                : attribute.StartsWith("zone_ids[", StringComparison.Ordinal) ? 9
                : -1;
            var position = start < 0 ? "" : attribute[start..].TrimEnd(']');
            if (position.Length > 0 && position.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
            {
                if (place is not null)
                {
                    // One of several: nobody knows which.
                    return null;
                }

                place = (target, attribute[..start], position);
            }
        }

        return place;
    }

    /// <summary>The letter that a name ends in, even where the region before it is unknown.</summary>
    internal static char? LastLetter(Value name)
    {
        var end = name.IsUnknown && name.Parts is [.., var last] ? last : name;
        return end is { HasValue: true, Kind: TypeKind.String } && end.AsString() is { Length: > 0 } text ? text[^1] : null;
    }
}
