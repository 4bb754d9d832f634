using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>Copies of mappings with one value changed; nodes themselves never change.</summary>
internal static class NodeEdit
{
    /// <summary>The value at a path of keys; null where there is none.</summary>
    public static Node? Find(Node? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            node = (node as MappingNode)?[key];
        }

        return node;
    }

    /// <summary>The mapping with a value at a path of keys; what is missing on the way is made.</summary>
    public static MappingNode With(MappingNode mapping, Node value, params ReadOnlySpan<string> path)
    {
        var inner = path.Length == 1
            ? value
            : With(mapping[path[0]] as MappingNode ?? new MappingNode([], value.Span), value, path[1..]);
        var entries = new List<MappingEntry>(mapping.Entries.Length + 1);
        var isSet = false;
        foreach (var entry in mapping.Entries)
        {
            var isIt = entry.Key.Text == path[0];
            entries.Add(isIt ? entry with { Value = inner } : entry);
            isSet |= isIt;
        }

        if (!isSet)
        {
            entries.Add(new MappingEntry(new NodeFactory(value.Span).Text(path[0]), inner));
        }

        return new MappingNode([.. entries], mapping.Span, mapping.Tag);
    }
}
