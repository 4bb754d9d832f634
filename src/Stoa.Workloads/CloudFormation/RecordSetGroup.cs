using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>
/// <c>AWS::Route53::RecordSetGroup</c>: several DNS records under one logical id. Each is a resource of its own, <c>Group/0</c>, of the
/// type of a single record, so that nobody downstream has to know of groups.
/// </summary>
internal static class RecordSetGroup
{
    /// <summary>The type of the group.</summary>
    public const string Type = "AWS::Route53::RecordSetGroup";

    private const string RecordType = "AWS::Route53::RecordSet";

    /// <summary>The records of a group whose attributes are known, in the order written; none where the list itself is unknown.</summary>
    public static IEnumerable<Resource> RecordsOf(Resource group)
    {
        if (!group.Attributes.TryGet("RecordSets", out var records) || !records.HasValue || records.Kind != TypeKind.Tuple)
        {
            yield break;
        }

        for (var i = 0; i < records.Count; i++)
        {
            var item = records.Items[i];
            var where = item.Origin?.Location ?? group.Declaration;
            yield return new Resource
            {
                Address = $"{group.Address}/{i}",
                Type = RecordType,
                Name = $"{group.Name}/{i}",
                Unit = group.Unit,
                Declaration = where,
                IsIndeterminate = group.IsIndeterminate,
                Region = group.Region,
                Attributes = item.HasValue && item.Kind == TypeKind.Object ? WithZone(item, group.Attributes, where) : Value.Unknown,
                DependsOn = group.DependsOn,
                Suppressions = group.Suppressions,
            };
        }
    }

    /// <summary>A record with what the group says for all: the zone, and what stands beside the properties.</summary>
    private static Value WithZone(Value record, Value group, Location where)
    {
        var attributes = new EntriesBuilder(record.Count + 2);
        var namesZone = record.TryGet("HostedZoneId", out _) || record.TryGet("HostedZoneName", out _);
        for (var i = 0; i < group.Keys.Length; i++)
        {
            var key = group.Keys[i];
            if (key.StartsWith('@') || (key is "HostedZoneId" or "HostedZoneName" && !namesZone))
            {
                attributes[key] = group.Values[i];
            }
        }

        for (var i = 0; i < record.Keys.Length; i++)
        {
            attributes[record.Keys[i]] = record.Values[i];
        }

        return Value.Object(attributes.ToEntries(), new Origin(where.Source, where.Span));
    }
}
