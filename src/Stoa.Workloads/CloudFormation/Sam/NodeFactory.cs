using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Workloads.CloudFormation.Sam;

/// <summary>Makes nodes that nobody wrote; they stand where the thing they come from was written.</summary>
internal readonly struct NodeFactory(TextSpan span)
{
    /// <summary>Where the nodes stand.</summary>
    public TextSpan Span => span;

    /// <summary>A text.</summary>
    public ScalarNode Text(string text) => new(text, ScalarStyle.DoubleQuoted, span);

    /// <summary>A number or truth value, as YAML writes it.</summary>
    public ScalarNode Plain(string text) => new(text, ScalarStyle.Plain, span);

    /// <summary>A mapping of the entries that are there.</summary>
    public MappingNode Map(params ReadOnlySpan<(string Key, Node? Value)> entries)
    {
        var made = new List<MappingEntry>(entries.Length);
        foreach (var (key, value) in entries)
        {
            if (value is not null)
            {
                made.Add(new MappingEntry(Text(key), value));
            }
        }

        return new MappingNode([.. made], span);
    }

    /// <summary>A list of the items that are there.</summary>
    public SequenceNode List(params IEnumerable<Node?> items) => new([.. items.OfType<Node>()], span);

    /// <summary><c>Ref</c>.</summary>
    public MappingNode Ref(string id) => Map(("Ref", Text(id)));

    /// <summary><c>Fn::GetAtt</c>.</summary>
    public MappingNode GetAtt(string id, string attribute) => Map(("Fn::GetAtt", List(Text(id), Text(attribute))));

    /// <summary><c>Fn::Sub</c>.</summary>
    public MappingNode Sub(string text) => Map(("Fn::Sub", Text(text)));

    /// <summary><c>Fn::Sub</c> with variables.</summary>
    public MappingNode Sub(string text, params ReadOnlySpan<(string Key, Node? Value)> variables) =>
        Map(("Fn::Sub", List(Text(text), Map(variables))));

    /// <summary>A policy document of statements.</summary>
    public MappingNode Policy(params IEnumerable<Node> statements) => Map(("Version", Text("2012-10-17")), ("Statement", List(statements)));

    /// <summary>A statement that allows actions on resources.</summary>
    public MappingNode Allow(Node? resource, params IEnumerable<string> actions)
    {
        var factory = this;
        return Map(("Effect", Text("Allow")), ("Action", List(actions.Select(factory.Text))), ("Resource", resource));
    }

    /// <summary>The policy by which a service may take on a role.</summary>
    public MappingNode AssumeRolePolicy(string service) => Policy(Map(
        ("Effect", Text("Allow")),
        ("Action", List(Text("sts:AssumeRole"))),
        ("Principal", Map(("Service", List(Text(service)))))));
}
