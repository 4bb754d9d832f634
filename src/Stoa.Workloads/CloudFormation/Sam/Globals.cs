using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>
/// The <c>Globals</c> of a template: properties for every resource of a type. Mappings merge key by key, lists are joined, anything else of
/// the resource's own wins.
/// </summary>
internal sealed class Globals(MappingNode? section)
{
    private const int MaxDepth = 100;

    /// <summary>The properties of a resource with those of its type's globals.</summary>
    /// <param name="type">The type without <c>AWS::Serverless::</c>.</param>
    /// <param name="properties">The resource's own.</param>
    /// <param name="ignored">Its <c>IgnoreGlobals</c>: <c>*</c>, or names.</param>
    public MappingNode Merge(string type, MappingNode properties, Node? ignored)
    {
        if (section?[type] is not MappingNode globals || ignored is ScalarNode { Text: "*" })
        {
            return properties;
        }

        if (ignored is SequenceNode names)
        {
            var skipped = names.Items.OfType<ScalarNode>().Select(static n => n.Text).ToHashSet();
            globals = new MappingNode([.. globals.Entries.Where(e => !skipped.Contains(e.Key.Text))], globals.Span);
        }

        return (MappingNode)Merge(globals, properties, 0);
    }

    private static Node Merge(Node global, Node own, int depth)
    {
        if (depth > MaxDepth || Intrinsic.TryRead(own, out _) || Intrinsic.TryRead(global, out _))
        {
            return own;
        }

        if (global is SequenceNode first && own is SequenceNode second)
        {
            return new SequenceNode([.. first.Items, .. second.Items], own.Span);
        }

        if (global is not MappingNode globals || own is not MappingNode owns)
        {
            return own;
        }

        var merged = new List<MappingEntry>(globals.Entries.Length + owns.Entries.Length);
        foreach (var entry in globals.Entries)
        {
            merged.Add(owns[entry.Key.Text] is { } value ? new MappingEntry(entry.Key, Merge(entry.Value, value, depth + 1)) : entry);
        }

        merged.AddRange(owns.Entries.Where(e => globals[e.Key.Text] is null));
        return new MappingNode([.. merged], own.Span);
    }
}
