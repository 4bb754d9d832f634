using Stoa.Language.Documents;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>A resource of the model as written, with the globals merged into its properties.</summary>
/// <param name="Id">The logical id.</param>
/// <param name="Type">The type without <c>AWS::Serverless::</c>.</param>
/// <param name="Properties">Its properties and those of the globals.</param>
/// <param name="Body">The whole, as written.</param>
/// <param name="Nodes">Makes nodes that stand at its declaration.</param>
internal sealed record ServerlessResource(string Id, string Type, MappingNode Properties, MappingNode Body, NodeFactory Nodes)
{
    /// <summary>A property; null where nobody wrote it.</summary>
    public Node? this[string name] => Properties[name] is { } node && !Intrinsics.IsNoValue(node) ? node : null;

    /// <summary>The text of a property; null where it is none.</summary>
    public string? Text(string name) => this[name] is ScalarNode { Tag: null } scalar ? scalar.Text : null;

    /// <summary>A resource that this one expands to: attributes that all of them share are handed on.</summary>
    public DraftResource Draft(string id, string type)
    {
        var draft = new DraftResource(id, type, Nodes.Span);
        draft.With("Condition", Body["Condition"]);
        draft.With("DeletionPolicy", Body["DeletionPolicy"]);
        draft.With("UpdateReplacePolicy", Body["UpdateReplacePolicy"]);
        if (id == Id)
        {
            draft.With("DependsOn", Body["DependsOn"]);
            draft.With("Metadata", Body["Metadata"]);
        }

        return draft;
    }

    /// <summary>Tags, which the model writes as a mapping, as the list that most types want.</summary>
    public SequenceNode TagList(string? createdBy)
    {
        var nodes = Nodes;
        var tags = new List<Node>();
        if (createdBy is not null)
        {
            tags.Add(nodes.Map(("Key", nodes.Text(createdBy)), ("Value", nodes.Text("SAM"))));
        }

        if (this["Tags"] is MappingNode written && !Intrinsic.TryRead(written, out _))
        {
            tags.AddRange(written.Entries.Select(e => nodes.Map(("Key", e.Key), ("Value", e.Value))));
        }

        return nodes.List(tags);
    }
}
