using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>Reads the kinds of one file of <c>knowledge/kinds</c>. A kind or property that cannot be read is left out, with a diagnostic.</summary>
internal sealed class KindsFile(SourceText source, DiagnosticBag diagnostics)
{
    private static readonly string[] KindKeys = ["title", "terraform", "cloudformation", "names", "companions", "properties"];
    private static readonly string[] PropertyKeys = ["type", "terraform", "cloudformation", "default"];
    private static readonly string[] TypeKeys = ["type", "when"];
    private static readonly string[] NotAvailableKeys = ["n/a"];

    // Where the expressions of the kind being read stand.
    private readonly Dictionary<string, TextSpan> expressions = [];

    /// <summary>The kinds of the file, each with the place of its name.</summary>
    public IEnumerable<(KindDefinition Definition, Location Location)> Read(Node root)
    {
        if (root is not MappingNode kinds)
        {
            diagnostics.Add(WorkloadDiagnostics.KindShape("file of kinds", "a mapping from the id of each kind to its description", At(root)));
            yield break;
        }

        foreach (var entry in kinds.Entries)
        {
            if (entry.Value is not MappingNode block)
            {
                diagnostics.Add(WorkloadDiagnostics.KindShape($"kind {entry.Key.Text}", "a mapping", At(entry.Value)));
            }
            else if (ReadKind(entry.Key.Text, block, At(entry.Key)) is { } definition)
            {
                yield return (definition, At(entry.Key));
            }
        }
    }

    private KindDefinition? ReadKind(string id, MappingNode block, Location where)
    {
        expressions.Clear();
        CheckKeys(block, KindKeys, "kind");
        if (block["title"] is not ScalarNode { Text: { Length: > 0 } title })
        {
            diagnostics.Add(WorkloadDiagnostics.KindIncomplete($"kind {id}", "title", where));
            title = id;
        }

        if (block["properties"] is not MappingNode properties)
        {
            diagnostics.Add(WorkloadDiagnostics.KindIncomplete($"kind {id}", "properties", where));
            return null;
        }

        var terraform = ReadTypes(block["terraform"]);
        var cloudFormation = ReadTypes(block["cloudformation"]);
        if (terraform.Count == 0 && cloudFormation.Count == 0)
        {
            diagnostics.Add(WorkloadDiagnostics.KindIncomplete($"kind {id}", "type in either format", where));
        }

        var list = new List<Property>();
        var columns = new List<PropertyColumns>();
        foreach (var entry in properties.Entries)
        {
            if (ReadProperty(id, entry, terraform.Count > 0, cloudFormation.Count > 0) is var (type, both))
            {
                list.Add(new Property(entry.Key.Text, type, list.Count));
                columns.Add(both);
            }
        }

        var definition = new KindDefinition(
            new Kind(id, title, list), source.Path, terraform, cloudFormation, ReadNames(block), ReadCompanions(block), columns);
        CheckExpressions(definition);
        return definition;
    }

    /// <summary>A type, a list of types, or <c>{ type, when }</c>; absent where the format has no such resource.</summary>
    private List<TypeRule> ReadTypes(Node? node)
    {
        switch (node)
        {
            case null:
                return [];
            case MappingNode conditional:
                CheckKeys(conditional, TypeKeys, "type of a kind");
                var when = conditional["when"] is { } condition ? Expression(condition) : null;
                return conditional["type"] is { } types ? [.. Texts(types).Select(t => new TypeRule(t, when))] : [];
            default:
                return [.. Texts(node).Select(static t => new TypeRule(t, null))];
        }
    }

    private string[] ReadNames(MappingNode block) => block["names"] is { } names ? [.. Texts(names)] : [];

    private List<CompanionRule> ReadCompanions(MappingNode block)
    {
        var companions = new List<CompanionRule>();
        switch (block["companions"])
        {
            case null:
                break;
            case MappingNode rules:
                foreach (var rule in rules.Entries)
                {
                    companions.AddRange(Texts(rule.Value).Select(attribute => new CompanionRule(rule.Key.Text, attribute)));
                }

                break;
            case var other:
                diagnostics.Add(WorkloadDiagnostics.KindShape(
                    "list of companions", "a mapping from each type to the attribute that names this resource", At(other)));
                break;
        }

        return companions;
    }

    private (PropertyType Type, PropertyColumns Columns)? ReadProperty(string kind, MappingEntry entry, bool inTerraform, bool inCloudFormation)
    {
        var name = $"{kind}.{entry.Key.Text}";
        Node? type, terraform, cloudFormation, fallback;
        switch (entry.Value)
        {
            case SequenceNode { Items: { Length: 3 or 4 } items }:
                (type, terraform, cloudFormation, fallback) = (items[0], items[1], items[2], items.Length == 4 ? items[3] : null);
                break;
            case MappingNode mapping:
                CheckKeys(mapping, PropertyKeys, "property");
                (type, terraform) = (mapping["type"], mapping["terraform"]);
                (cloudFormation, fallback) = (mapping["cloudformation"], mapping["default"]);
                break;
            default:
                diagnostics.Add(WorkloadDiagnostics.KindShape(
                    $"property {name}",
                    "[ type, Terraform, CloudFormation ] or [ type, Terraform, CloudFormation, default ], where what holds a comma stands "
                    + "in quotes, or a mapping of these names",
                    At(entry.Value)));
                return null;
        }

        if (type is not ScalarNode { Text: var text })
        {
            diagnostics.Add(WorkloadDiagnostics.KindIncomplete($"property {name}", "type", At(entry.Key)));
            return null;
        }

        if (PropertyType.Parse(text, out var problem) is not { } propertyType)
        {
            diagnostics.Add(WorkloadDiagnostics.PropertyTypeNotReadable(name, problem!, At(type)));
            return null;
        }

        var (terraformDefault, cloudFormationDefault) = ReadDefaults(fallback);
        return (propertyType, new PropertyColumns(
            ReadColumn(terraform, terraformDefault, name, "Terraform", At(entry.Key), inTerraform),
            ReadColumn(cloudFormation, cloudFormationDefault, name, "CloudFormation", At(entry.Key), inCloudFormation)));
    }

    private Column ReadColumn(Node? node, Value? fallback, string property, string format, Location where, bool isWanted)
    {
        switch (node)
        {
            case ScalarNode { IsNull: false, Text.Length: > 0 }:
                return new Column(Expression(node), null, fallback);
            case MappingNode unavailable when unavailable["n/a"] is { } reason:
                CheckKeys(unavailable, NotAvailableKeys, "column that is not available");
                return new Column(null, CheckReason(reason, $"{format} column of {property}"), fallback);
            case null or ScalarNode when !isWanted:
                return new Column(null, "the kind is not available in this format", fallback);
            case null or ScalarNode:
                diagnostics.Add(WorkloadDiagnostics.KindIncomplete(
                    $"property {property}", $"{format} column (an expression, or n/a with a reason)", node is null ? where : At(node)));
                break;
            default:
                diagnostics.Add(WorkloadDiagnostics.KindShape($"{format} column of {property}", "an expression, or { n/a: reason }", At(node)));
                break;
        }

        return new Column(null, "not readable", fallback);
    }

    private static (Value? Terraform, Value? CloudFormation) ReadDefaults(Node? node)
    {
        if (node is MappingNode { Entries.Length: > 0 } both
            && both.Entries.All(static e => e.Key.Text is "terraform" or "cloudformation"))
        {
            return (both["terraform"] is { } terraform ? ToValue(terraform) : null,
                both["cloudformation"] is { } cloudFormation ? ToValue(cloudFormation) : null);
        }

        var value = node is null ? null : ToValue(node);
        return (value, value);
    }

    /// <summary>A default as YAML writes it. The reader of documents bounds the depth.</summary>
    private static Value? ToValue(Node node)
    {
        switch (node)
        {
            case SequenceNode sequence:
                return Value.Tuple([.. sequence.Items.Select(static i => ToValue(i) ?? Value.Null)]);
            case MappingNode mapping:
                var entries = new EntriesBuilder(mapping.Entries.Length);
                foreach (var entry in mapping.Entries)
                {
                    entries[entry.Key.Text] = ToValue(entry.Value) ?? Value.Null;
                }

                return Value.Object(entries.ToEntries());
            case ScalarNode { IsPlain: false } quoted:
                return Value.Of(quoted.Text);
            case ScalarNode { IsNull: true }:
                return null;
            case ScalarNode { Text: "true" }:
                return Value.True;
            case ScalarNode { Text: "false" }:
                return Value.False;
            case ScalarNode scalar:
                return Number.Parse(scalar.Text) is { } number ? Value.Of(number) : Value.Of(scalar.Text);
            default:
                return null;
        }
    }

    private string? Expression(Node node)
    {
        if (node is ScalarNode scalar)
        {
            expressions.TryAdd(scalar.Text, scalar.Span);
            return scalar.Text;
        }

        diagnostics.Add(WorkloadDiagnostics.KindShape("condition", "an expression", At(node)));
        return null;
    }

    private void CheckExpressions(KindDefinition definition)
    {
        foreach (var cloudFormation in (bool[])[false, true])
        {
            KindMapping.Compile(definition, cloudFormation, (text, complaint) => diagnostics.Add(WorkloadDiagnostics.ColumnNotReadable(
                definition.Kind.Id, text, complaint.Summary, complaint.Detail,
                new Location(source, expressions.GetValueOrDefault(text)))));
        }
    }

    private IEnumerable<string> Texts(Node node)
    {
        foreach (var item in node is SequenceNode sequence ? sequence.Items : [node])
        {
            if (item is ScalarNode { Text: { Length: > 0 } text })
            {
                yield return text;
            }
            else
            {
                diagnostics.Add(WorkloadDiagnostics.KindShape("list", "a name, or a list of names", At(item)));
            }
        }
    }

    private string CheckReason(Node reason, string what)
    {
        if (reason is ScalarNode { Text: { Length: > 0 } text })
        {
            return text;
        }

        diagnostics.Add(WorkloadDiagnostics.KindIncomplete(what, "reason after n/a", At(reason)));
        return "";
    }

    private void CheckKeys(MappingNode mapping, string[] known, string holder)
    {
        foreach (var entry in mapping.Entries)
        {
            if (!known.Contains(entry.Key.Text))
            {
                diagnostics.Add(WorkloadDiagnostics.KindKey(
                    entry.Key.Text, holder, Spelling.DidYouMean(entry.Key.Text, known), At(entry.Key)));
            }
        }
    }

    private Location At(Node node) => new(source, node.Span);
}
