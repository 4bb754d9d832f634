using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>
/// Writes out <c>Fn::ForEach</c>: the same nodes once for each element, with the element in the place of the loop's variable. Spans stay,
/// so that everything a loop makes points at the loop. A loop over something unknown is written out once, for all.
/// </summary>
internal sealed class LoopExpansion(SourceText source, StackBudget budget, DiagnosticBag diagnostics, Func<Node, Value?> evaluate)
{
    /// <summary>The tag of a node that depends on an element nobody knows.</summary>
    public const string UnknownTag = "!stoa:unknown-element";

    private const string Prefix = "Fn::ForEach::";

    /// <summary>Whether a logical id was made by a loop over something unknown.</summary>
    public static bool IsUnknownId(string id) => id.Contains('*');

    /// <summary>Writes out the loops of a section.</summary>
    public MappingNode Expand(MappingNode section) => (MappingNode)Rewrite(section, null, 0);

    private Node Rewrite(Node node, Binding? bindings, int depth)
    {
        if (depth > StackBudget.MaxDepth || !budget.TryStep())
        {
            if (!budget.IsReported)
            {
                budget.IsReported = true;
                diagnostics.Add(WorkloadDiagnostics.TooMuchWork(new Location(source, node.Span)));
            }

            return node is MappingNode ? new MappingNode([], node.Span) : node;
        }

        return node switch
        {
            ScalarNode scalar => bindings is null ? scalar : Substituted(scalar, bindings),
            SequenceNode sequence => Rewrite(sequence, bindings, depth),
            MappingNode mapping => Rewrite(mapping, bindings, depth),
            _ => node,
        };
    }

    private SequenceNode Rewrite(SequenceNode sequence, Binding? bindings, int depth)
    {
        Node[]? changed = null;
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            var item = Rewrite(sequence.Items[i], bindings, depth + 1);
            if (!ReferenceEquals(item, sequence.Items[i]))
            {
                changed ??= [.. sequence.Items];
                changed[i] = item;
            }
        }

        return changed is null ? sequence : new SequenceNode([.. changed], sequence.Span, sequence.Tag);
    }

    private Node Rewrite(MappingNode mapping, Binding? bindings, int depth)
    {
        if (mapping.Entries is [{ Key.Text: "Ref", Value: ScalarNode name }] && Find(bindings, name.Text) is { } bound)
        {
            return Element(bound, mapping.Span);
        }

        var entries = new List<MappingEntry>(mapping.Entries.Length);
        var isChanged = false;
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key.Text.StartsWith(Prefix, StringComparison.Ordinal))
            {
                isChanged = true;
                ExpandLoop(entry, bindings, depth + 1, entries);
                continue;
            }

            var value = Rewrite(entry.Value, bindings, depth + 1);
            var key = bindings is null ? entry.Key.Text : SubstitutedText(entry.Key.Text, bindings, out _);
            if (ReferenceEquals(value, entry.Value) && key == entry.Key.Text)
            {
                entries.Add(entry);
            }
            else
            {
                isChanged = true;
                entries.Add(new MappingEntry(new ScalarNode(key, ScalarStyle.DoubleQuoted, entry.Key.Span), value));
            }
        }

        return isChanged ? new MappingNode([.. entries], mapping.Span, mapping.Tag) : mapping;
    }

    private void ExpandLoop(MappingEntry loop, Binding? bindings, int depth, List<MappingEntry> into)
    {
        if (loop.Value is not SequenceNode { Items: [ScalarNode variable, var collection, MappingNode body] })
        {
            diagnostics.Add(WorkloadDiagnostics.WrongArgument("Fn::ForEach", new Location(source, loop.Key.Span)));
            return;
        }

        foreach (var element in Elements(collection, bindings, depth))
        {
            if (budget.IsReported)
            {
                return;
            }

            var inner = new Binding(variable.Text, element, bindings);
            if (Rewrite(body, inner, depth) is MappingNode written)
            {
                into.AddRange(written.Entries);
            }
        }
    }

    /// <summary>The elements; one null stands for any number of unknown ones.</summary>
    private List<string?> Elements(Node collection, Binding? bindings, int depth)
    {
        var value = evaluate(Rewrite(collection, bindings, depth));
        if (value is not { HasValue: true, Kind: TypeKind.Tuple })
        {
            if (value is not { IsUnknown: true })
            {
                diagnostics.Add(WorkloadDiagnostics.WrongArgument("Fn::ForEach", new Location(source, collection.Span)));
            }

            return [null];
        }

        var elements = new List<string?>(value.Count);
        foreach (var item in value.Items)
        {
            elements.Add(Stack.TextOf(item));
        }

        return elements;
    }

    private static Node Substituted(ScalarNode scalar, Binding bindings)
    {
        if (scalar.Tag == "!Ref" && Find(bindings, scalar.Text) is { } bound)
        {
            return Element(bound, scalar.Span);
        }

        var text = SubstitutedText(scalar.Text, bindings, out var isUnknown);
        return isUnknown ? new ScalarNode("", ScalarStyle.DoubleQuoted, scalar.Span, UnknownTag)
            : text == scalar.Text ? scalar
            : new ScalarNode(text, scalar.Style, scalar.Span, scalar.Tag);
    }

    private static ScalarNode Element(Binding bound, TextSpan span) =>
        bound.Element is { } element ? new ScalarNode(element, ScalarStyle.DoubleQuoted, span) : new ScalarNode("", ScalarStyle.DoubleQuoted, span, UnknownTag);

    private static string SubstitutedText(string text, Binding? bindings, out bool isUnknown)
    {
        isUnknown = false;
        if (!text.Contains('{'))
        {
            return text;
        }

        for (var binding = bindings; binding is not null; binding = binding.Outer)
        {
            var replaced = text
                .Replace($"${{{binding.Name}}}", binding.Element ?? "*", StringComparison.Ordinal)
                .Replace($"&{{{binding.Name}}}", binding.Element ?? "*", StringComparison.Ordinal);
            isUnknown |= binding.Element is null && !ReferenceEquals(replaced, text) && replaced != text;
            text = replaced;
        }

        return text;
    }

    private static Binding? Find(Binding? bindings, string name)
    {
        while (bindings is not null && bindings.Name != name)
        {
            bindings = bindings.Outer;
        }

        return bindings;
    }

    /// <summary>A loop's variable and its element in one round; null where that is unknown.</summary>
    private sealed record Binding(string Name, string? Element, Binding? Outer);
}
