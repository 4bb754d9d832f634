using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>Values as a plan or state writes them: the known ones, and beside them of the same shape what is unknown and what is sensitive.</summary>
internal static class PlanValues
{
    /// <summary>The attributes of a resource. The depth is that of the document, which is bounded.</summary>
    public static Value Read(Node? value, Node? unknown, Node? sensitive, SourceText source)
    {
        if (IsTrue(unknown))
        {
            return Mark(Value.Unknown, sensitive);
        }

        switch (value)
        {
            case SequenceNode or null when unknown is SequenceNode || value is SequenceNode:
                var items = value is SequenceNode sequence ? sequence.Items : [];
                var unknownItems = unknown is SequenceNode u ? u.Items : [];
                var sensitiveItems = sensitive is SequenceNode s ? s.Items : [];
                var elements = new Value[Math.Max(items.Length, unknownItems.Length)];
                for (var i = 0; i < elements.Length; i++)
                {
                    elements[i] = Read(At(items, i), At(unknownItems, i), At(sensitiveItems, i), source);
                }

                return Place(Mark(Value.Tuple(elements), sensitive), value, source);
            case MappingNode or null when unknown is MappingNode || value is MappingNode:
                var entries = new EntriesBuilder();
                foreach (var (key, item) in value is MappingNode mapping ? mapping.Entries : [])
                {
                    entries[key.Text] = Read(item, Member(unknown, key.Text), Member(sensitive, key.Text), source);
                }

                foreach (var (key, item) in unknown is MappingNode members ? members.Entries : [])
                {
                    if (!entries.TryGet(key.Text, out _) && HasUnknown(item))
                    {
                        entries[key.Text] = Read(null, item, Member(sensitive, key.Text), source);
                    }
                }

                return Place(Mark(Value.Object(entries.ToEntries()), sensitive), value, source);
            case ScalarNode scalar:
                return Place(Mark(Scalar(scalar), sensitive), value, source);
            default:
                return Value.Null;
        }
    }

    private static Value Scalar(ScalarNode scalar) =>
        !scalar.IsPlain ? Value.Of(scalar.Text.Normalize())
        : scalar.Text == "true" ? Value.True
        : scalar.Text == "false" ? Value.False
        : Number.Parse(scalar.Text) is { } number ? Value.Of(number)
        : Value.Null;

    private static bool IsTrue(Node? node) => node is ScalarNode { IsPlain: true, Text: "true" };

    private static bool HasUnknown(Node node) => node switch
    {
        MappingNode mapping => mapping.Entries.Any(static e => HasUnknown(e.Value)),
        SequenceNode sequence => sequence.Items.Any(HasUnknown),
        _ => IsTrue(node),
    };

    private static Node? At(System.Collections.Immutable.ImmutableArray<Node> items, int index) => index < items.Length ? items[index] : null;

    private static Node? Member(Node? node, string key) => (node as MappingNode)?[key];

    private static Value Mark(Value value, Node? sensitive) => IsTrue(sensitive) ? value.WithSensitivity(true) : value;

    private static Value Place(Value value, Node? node, SourceText source) => node is null ? value : value.WithOrigin(new Origin(source, node.Span));
}
