using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>A resource that the expansion makes, while it is being made.</summary>
internal sealed class DraftResource(string id, string type, TextSpan span)
{
    private readonly List<MappingEntry> properties = [];
    private readonly List<MappingEntry> attributes = [];

    /// <summary>The logical id.</summary>
    public string Id { get; } = id;

    /// <summary>The type.</summary>
    public string Type { get; } = type;

    /// <summary>A property; setting it to null leaves it as it is.</summary>
    public Node? this[string name]
    {
        get => properties.Find(p => p.Key.Text == name).Value;
        set => Set(properties, name, value);
    }

    /// <summary>Sets what stands beside the properties (<c>Condition</c>, <c>DependsOn</c>); null leaves it as it is.</summary>
    public DraftResource With(string attribute, Node? value)
    {
        Set(attributes, attribute, value);
        return this;
    }

    /// <summary>Copies properties of the same names, where they are written.</summary>
    public void Copy(MappingNode from, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            this[name] = from[name];
        }
    }

    /// <summary>The resource as an entry of the template.</summary>
    public MappingEntry ToEntry()
    {
        var nodes = new NodeFactory(span);
        return new MappingEntry(
            nodes.Text(Id),
            new MappingNode(
                [
                    new MappingEntry(nodes.Text("Type"), nodes.Text(Type)),
                    .. attributes,
                    new MappingEntry(nodes.Text("Properties"), new MappingNode([.. properties], span)),
                ],
                span));
    }

    private void Set(List<MappingEntry> list, string name, Node? value)
    {
        if (value is null)
        {
            return;
        }

        var at = list.FindIndex(e => e.Key.Text == name);
        var entry = new MappingEntry(new NodeFactory(span).Text(name), value);
        if (at < 0)
        {
            list.Add(entry);
        }
        else
        {
            list[at] = entry;
        }
    }
}
