using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.CloudFormation.Sam;

namespace Stoa.Workloads.CloudFormation;

/// <summary>
/// A template with the arguments it is deployed with. Making one decides which resources stand; <see cref="Evaluate()"/> gives them their
/// attributes. What one resource needs of another is worked out on demand, so that their order does not matter. Not thread-safe.
/// </summary>
internal sealed partial class Stack
{
    // What stands beside the properties of a resource; kept under these names with an @ before them.
    private static readonly string[] Beside = ["CreationPolicy", "DeletionPolicy", "Metadata", "UpdatePolicy", "UpdateReplacePolicy"];

    private readonly Template template;
    private readonly StackSettings settings;
    private readonly Dictionary<string, Parameter> parameters = [];
    private readonly Dictionary<string, StackResource> resources = [];
    private readonly List<StackResource> inOrder = [];
    private readonly Dictionary<string, Node> conditions = [];
    private readonly Dictionary<string, Symbol> symbols = [];
    private readonly Dictionary<string, Node> outputs = [];

    // Names that the serverless model gives to what it makes: Function.Alias, a layer without its hash.
    private readonly Dictionary<string, string> aliases = [];

    // A name that is missing may have been brought by something that cannot be followed here.
    private bool isOpen;

    public Stack(Template template, StackSettings settings)
    {
        this.template = template;
        this.settings = settings;
        isOpen = template.HasMacros || template.IsFragment;
        ReadParameters();
        var all = Expand(template.Resources);
        Collect(Expand(template.Conditions), conditions);
        Collect(Expand(template.Outputs), outputs);
        if (template.IsServerless)
        {
            var expansion = new ServerlessExpansion(template, settings.Region, settings.Diagnostics, ParameterText);
            all = expansion.Expand(all!);
            aliases = expansion.Aliases;
            foreach (var (name, condition) in expansion.Conditions)
            {
                conditions.TryAdd(name, condition);
            }
        }

        ReadResources(all!);
    }

    private SourceText Source => template.Source;

    /// <summary>Whether it nests stacks, so that its exports can be theirs.</summary>
    public bool HasNestedStacks => inOrder.Exists(static r => r.Resource?.Type == NestedStackType);

    /// <summary>Gives every resource its attributes.</summary>
    public void Evaluate()
    {
        foreach (var entry in inOrder)
        {
            if (entry.Resource is not null)
            {
                Evaluate(entry);
            }
        }
    }

    /// <summary>The resources in the order of their declarations, those of a nested stack after the resource that nests it.</summary>
    public void AddTo(List<Resource> list, List<string> files)
    {
        if (!files.Contains(Source.Path))
        {
            files.Add(Source.Path);
        }

        foreach (var entry in inOrder)
        {
            if (entry.Resource is not null)
            {
                list.Add(entry.Resource);
                list.AddRange(entry.Members);
                entry.Nested?.AddTo(list, files);
            }
        }
    }

    /// <summary>The value of an output; null where there is none of that name (or its condition is false).</summary>
    public Value? Output(string name)
    {
        if (!outputs.TryGetValue(name, out var node) || node is not MappingNode body)
        {
            return null;
        }

        if (ConditionOf(body) == false)
        {
            return null;
        }

        return body.TryGet("Value", out Node? value) ? Evaluate(value) ?? Value.Null : Value.Unknown;
    }

    /// <summary>The exports whose names are known: name, and output that has the value.</summary>
    public IEnumerable<(string Name, string Output)> Exports()
    {
        foreach (var (output, node) in outputs)
        {
            if (node is MappingNode body
                && body.TryGet("Export", out Node? export)
                && export is MappingNode map
                && map.TryGet("Name", out Node? name)
                && ConditionOf(body) != false
                && Evaluate(name) is { } value
                && TextOf(value) is { } text)
            {
                yield return (text, output);
            }
        }
    }

    private static void Collect(MappingNode? section, Dictionary<string, Node> into)
    {
        foreach (var entry in section?.Entries ?? [])
        {
            into[entry.Key.Text] = entry.Value;
        }
    }

    private MappingNode? Expand(MappingNode? section)
    {
        if (section is null)
        {
            return null;
        }

        section = Included(section);
        return template.HasLoops ? new LoopExpansion(Source, settings.Budget, settings.Diagnostics, node => Evaluate(node)).Expand(section) : section;
    }

    private void ReadResources(MappingNode section)
    {
        foreach (var entry in section.Entries)
        {
            var id = entry.Key.Text;
            var at = Location(entry.Key);
            if (Intrinsic.IsLongName(id))
            {
                isOpen = true;
                settings.Diagnostics.Add(WorkloadDiagnostics.CannotTransform(at));
                continue;
            }

            if (resources.ContainsKey(id))
            {
                settings.Diagnostics.Add(WorkloadDiagnostics.DuplicateLogicalId(id, at));
                continue;
            }

            if (!settings.Budget.TryResource())
            {
                settings.Diagnostics.Add(WorkloadDiagnostics.TooManyResources(StackBudget.MaxResources, at));
                return;
            }

            if (ReadResource(id, entry, at) is { } resource)
            {
                resources.Add(id, resource);
                inOrder.Add(resource);
            }
        }
    }

    private StackResource? ReadResource(string id, MappingEntry entry, Location at)
    {
        if (entry.Value is not MappingNode body)
        {
            settings.Diagnostics.Add(WorkloadDiagnostics.ResourceIsNotMapping(id, at));
            return new StackResource(id, new MappingNode([], entry.Value.Span), null);
        }

        var type = TypeOf(id, body, at);
        if (type is null)
        {
            return new StackResource(id, body, null);
        }

        string? conditionName = null;
        bool? condition = true;
        if (body.TryGet("Condition", out Node? node) && node is ScalarNode name)
        {
            conditionName = name.Text;
            condition = Condition(name.Text, name);
        }

        if (condition == false)
        {
            return new StackResource(id, body, null) { IsAbsent = true };
        }

        return new StackResource(id, body, new Resource
        {
            Address = settings.AddressPrefix + id,
            Type = type,
            Name = id,
            Unit = settings.Unit,
            Declaration = at,
            IsIndeterminate = condition is null || LoopExpansion.IsUnknownId(id) || settings.IsIndeterminate,
            Region = settings.Region,
        })
        {
            Condition = condition is null ? conditionName : null,
        };
    }

    private string? TypeOf(string id, MappingNode body, Location at)
    {
        if (!body.TryGet("Type", out Node? node))
        {
            settings.Diagnostics.Add(WorkloadDiagnostics.ResourceHasNoType(id, at));
            return null;
        }

        if (node is ScalarNode { Tag: null } scalar && scalar.Text.Length > 0)
        {
            return scalar.Text;
        }

        // Rain packages modules under a tag of its own; whatever it makes of them is not to be seen here.
        settings.Diagnostics.Add(WorkloadDiagnostics.TypeIsNotText(id, Location(node)));
        isOpen = true;
        return node.Tag is ['!', .. var tag] && tag.Length > 0 && Evaluate(node, ignoreTag: true) is { HasValue: true } ? tag : null;
    }

    private void Evaluate(StackResource entry)
    {
        var resource = entry.Resource!;
        assumed = entry.Condition;
        var properties = Properties(entry);
        if (properties.IsUnknown)
        {
            resource.Attributes = properties;
        }
        else
        {
            var keys = new string[properties.Count + Beside.Length];
            var values = new Value[keys.Length];
            var count = 0;
            foreach (var name in Beside)
            {
                if (entry.Body.TryGet(name, out Node? node) && Evaluate(node) is { } value)
                {
                    keys[count] = "@" + name;
                    values[count++] = value;
                }
            }

            properties.Keys.CopyTo(keys.AsSpan(count));
            properties.Values.CopyTo(values.AsSpan(count));
            resource.Attributes = Value.Object(InOrder(keys, values, count + properties.Count), new Origin(Source, resource.Declaration.Span));
            resource.Tags = TagsOf(properties);
            resource.Suppressions = SuppressionsOf(entry);
        }

        resource.DependsOn = DependenciesOf(entry);
        if (resource.Type == RecordSetGroup.Type)
        {
            entry.Members = [.. RecordSetGroup.RecordsOf(resource).TakeWhile(_ => settings.Budget.TryResource())];
        }

        Nested(entry)?.Evaluate();
        assumed = null;
    }

    /// <summary>The wishes to be spared a check, in the metadata of a resource and in the comments around it.</summary>
    private IReadOnlyList<Suppression> SuppressionsOf(StackResource entry)
    {
        var resource = entry.Resource!;
        var wishes = resource.Attributes.TryGet("@Metadata", out var metadata) ? SuppressionMetadata.Read(metadata) : [];
        if (!template.HasSuppressions || template.Resources[entry.Id] is not { } body)
        {
            return wishes;
        }

        // To the end of the last line, where a comment may stand as well.
        var text = template.Source.Text;
        var rest = text.AsSpan(body.Span.End).IndexOf('\n');
        var span = new TextSpan(resource.Declaration.Span.Start, rest < 0 ? text.Length : body.Span.End + rest);
        return [.. wishes, .. SuppressionComments.Around(span, template.Source, template.Comments)];
    }

    /// <summary>The properties: an object, or unknown as a whole.</summary>
    private Value Properties(StackResource entry)
    {
        if (!entry.Body.TryGet("Properties", out Node? node) || Evaluate(node) is not { } properties || properties.IsNull)
        {
            return Value.EmptyObject;
        }

        if (properties.IsUnknown || properties.Kind == TypeKind.Object)
        {
            return properties;
        }

        settings.Diagnostics.Add(WorkloadDiagnostics.PropertiesAreNotMapping(entry.Id, Location(node)));
        return Value.EmptyObject;
    }

    /// <summary>CloudFormation's two ways to write tags (a list of Key and Value, or a mapping) as one object.</summary>
    private static Value TagsOf(Value properties)
    {
        if (!properties.TryGet("Tags", out var tags) || !tags.HasValue || tags.Kind == TypeKind.Object)
        {
            return tags ?? Value.Null;
        }

        if (tags.Kind != TypeKind.Tuple)
        {
            return Value.Unknown;
        }

        var result = new EntriesBuilder(tags.Count);
        foreach (var tag in tags.Items)
        {
            if (!tag.HasValue || tag.Kind != TypeKind.Object || !tag.TryGet("Key", out var key) || TextOf(key) is not { } name)
            {
                return Value.Unknown.WithOrigin(tags.Origin);
            }

            result[name] = tag.TryGet("Value", out var value) ? value : Value.Null;
        }

        return Value.Object(result.ToEntries()).WithOrigin(tags.Origin);
    }

    private List<Resource> DependenciesOf(StackResource entry)
    {
        var result = new List<Resource>();
        if (!entry.Body.TryGet("DependsOn", out Node? node))
        {
            return result;
        }

        foreach (var item in node is SequenceNode list ? list.Items : [node])
        {
            if (item is not ScalarNode scalar || scalar.Text.Length == 0)
            {
                continue;
            }

            if (!TryFind(scalar.Text, out var target))
            {
                ReportUnknownName(scalar.Text, scalar);
            }
            else if (target.Resource is { } resource && !result.Contains(resource))
            {
                result.Add(resource);
            }
        }

        return result;
    }

    private bool TryFind(string name, [MaybeNullWhen(false)] out StackResource found) =>
        resources.TryGetValue(name, out found) || aliases.TryGetValue(name, out var actual) && resources.TryGetValue(actual, out found);

    private Location Location(Node node) => new(Source, node.Span);

    private Symbol SymbolOf(string name, bool listsZones = false)
    {
        if (!symbols.TryGetValue(name, out var symbol))
        {
            symbols.Add(name, symbol = new Symbol(name, listsZones));
        }

        return symbol;
    }
}
