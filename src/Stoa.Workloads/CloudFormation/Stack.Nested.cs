using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>Nested stacks and included documents.</summary>
internal sealed partial class Stack
{
    /// <summary>The type of a resource that is a stack.</summary>
    public const string NestedStackType = "AWS::CloudFormation::Stack";

    /// <summary>This stack's nested stacks; they are made by asking.</summary>
    public IEnumerable<Stack> NestedStacks()
    {
        foreach (var entry in inOrder)
        {
            if (entry.Resource?.Type == NestedStackType && Nested(entry) is { } nested)
            {
                yield return nested;
            }
        }
    }

    private Stack? Nested(StackResource entry)
    {
        if (entry.IsNestedKnown || entry.Resource?.Type != NestedStackType)
        {
            return entry.Nested;
        }

        // Set before the arguments are worked out: they may lead back here.
        entry.IsNestedKnown = true;
        if (settings.Templates.Of(template.Source.Path, entry.Body) is not { Path: var path, IsUploaded: var isUploaded })
        {
            return null;
        }

        var at = entry.Resource.Declaration;
        if (settings.FindTemplate(path) is not { } nested)
        {
            settings.Diagnostics.Add(WorkloadDiagnostics.NestedTemplateMissing(path, at));
            return null;
        }

        for (var stack = this; stack is not null; stack = stack.settings.Parent)
        {
            if (stack.template == nested)
            {
                settings.Diagnostics.Add(WorkloadDiagnostics.RecursiveStack(path, at));
                return null;
            }
        }

        if (settings.Nesting >= StackBudget.MaxStacks)
        {
            settings.Diagnostics.Add(WorkloadDiagnostics.StacksTooDeep(StackBudget.MaxStacks, at));
            return null;
        }

        if (isUploaded)
        {
            settings.Diagnostics.Add(WorkloadDiagnostics.NestedTemplateTakenForLocal(path, at));
        }

        return entry.Nested = new Stack(nested, settings with
        {
            Arguments = ArgumentsOf(entry.Body),
            Parent = this,
            AddressPrefix = $"{settings.AddressPrefix}{entry.Id}/",
            Nesting = settings.Nesting + 1,
            IsIndeterminate = entry.Resource.IsIndeterminate,
        });
    }

    private Dictionary<string, Value> ArgumentsOf(MappingNode body)
    {
        var arguments = new Dictionary<string, Value>();
        if (body.TryGet("Properties", out Node? node)
            && node is MappingNode properties
            && properties.TryGet("Parameters", out node)
            && Evaluate(node) is { HasValue: true, Kind: TypeKind.Object } given)
        {
            foreach (var (name, value) in given.Pairs)
            {
                arguments[name] = value;
            }
        }

        return arguments;
    }

    /// <summary>A mapping with the local documents that it includes in the place of the call that includes them.</summary>
    private MappingNode Included(MappingNode mapping)
    {
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            if (entry.Key.Text == "Fn::Transform" && Include(entry.Value) is { } included)
            {
                return new MappingNode([.. mapping.Entries.Take(i), .. included.Entries, .. mapping.Entries.Skip(i + 1)], mapping.Span, mapping.Tag);
            }
        }

        return mapping;
    }

    private MappingNode? Include(Node argument)
    {
        if (argument is not MappingNode call
            || Text(call, "Name") is not "AWS::Include"
            || !call.TryGet("Parameters", out Node? node)
            || node is not MappingNode options
            || Text(options, "Location") is not { } location
            || !LocalTemplates.IsLocal(location)
            || settings.Files.Resolve(template.Folder, location) is not { } path
            || settings.FindDocument(path) is not MappingNode document)
        {
            return null;
        }

        // Places are places of the template: what is included stands where it is asked for.
        return Moved(document, argument.Span, 0) as MappingNode;
    }

    private Node? Moved(Node node, TextSpan span, int level)
    {
        if (level > StackBudget.MaxDepth || !settings.Budget.TryStep())
        {
            return null;
        }

        switch (node)
        {
            case ScalarNode scalar:
                return new ScalarNode(scalar.Text, scalar.Style, span, scalar.Tag);
            case SequenceNode sequence:
                return new SequenceNode([.. sequence.Items.Select(i => Moved(i, span, level + 1)).OfType<Node>()], span, sequence.Tag);
            case MappingNode mapping:
                var entries = new List<MappingEntry>(mapping.Entries.Length);
                foreach (var entry in mapping.Entries)
                {
                    if (entry.Key.Text != "Fn::Transform" && Moved(entry.Value, span, level + 1) is { } value)
                    {
                        entries.Add(new MappingEntry(new ScalarNode(entry.Key.Text, entry.Key.Style, span), value));
                    }
                }

                return new MappingNode([.. entries], span, mapping.Tag);
            default:
                return null;
        }
    }

    private Value? Transform(Node node)
    {
        if (node is MappingNode { Entries: [{ Key.Text: "Fn::Transform" } entry] } && Include(entry.Value) is { } included)
        {
            return Evaluate(included);
        }

        settings.Diagnostics.Add(WorkloadDiagnostics.CannotTransform(Location(node)));
        return Value.Unknown;
    }
}
