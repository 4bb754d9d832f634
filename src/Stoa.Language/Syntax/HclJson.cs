using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Syntax;

/// <summary>
/// Reads Terraform's JSON syntax into the tree that its native syntax makes. Which property is a block, and with how many labels,
/// is Terraform's own schema; below a resource or provider, whose schema is the provider's, everything but the blocks of the
/// language itself (<c>lifecycle</c>, <c>provisioner</c>, <c>connection</c>, <c>dynamic</c>) is an attribute.
/// </summary>
/// <remarks>
/// A block's header is the innermost of its labels: a file has one <c>"resource"</c> for all resources, so that the type is no
/// place to point at.
/// </remarks>
public static class HclJson
{
    // What the JSON around a template may nest and what the template may nest add up to HclParser.MaxDepth.
    private const int MaxTemplateDepth = HclParser.MaxDepth - DocumentLimits.MaxDepth;

    private enum Scope
    {
        Root,
        Terraform,
        Cloud,
        Variable,
        Output,
        Module,
        Resource,
        Lifecycle,
        Provisioner,
        Dynamic,
        Check,
        Move,
        Attributes,
    }

    // How a text is read: as a template, as it stands, or as a reference (a traversal, a type).
    private enum Reading
    {
        Template,
        Literal,
        Reference,
    }

    /// <summary>Reads a configuration file, <c>*.tf.json</c>.</summary>
    public static SyntaxTree Parse(SourceText source) => Read(source, Scope.Root);

    /// <summary>Reads a file of variables' values, <c>*.tfvars.json</c>: texts mean themselves and hold no templates.</summary>
    public static SyntaxTree ParseValues(SourceText source) => Read(source, Scope.Attributes);

    private static SyntaxTree Read(SourceText source, Scope scope)
    {
        var document = JsonReader.Read(source);
        var mapper = new Mapper(source, document.Diagnostics);
        var body = document.Root is null
            ? new Body([], [], new TextSpan(0, source.Text.Length))
            : mapper.ToBody(document.Root, scope, scope == Scope.Root ? Reading.Template : Reading.Literal);
        return new SyntaxTree(source, body, [], [.. mapper.Diagnostics]);
    }

    // The labels and the inside of a block; null for an attribute.
    private static (int Labels, Scope Inside)? BlockOf(Scope scope, string name) => (scope, name) switch
    {
        (Scope.Root, "resource" or "data" or "ephemeral") => (2, Scope.Resource),
        (Scope.Root, "variable") => (1, Scope.Variable),
        (Scope.Root, "output") => (1, Scope.Output),
        (Scope.Root, "module") => (1, Scope.Module),
        (Scope.Root, "provider") => (1, Scope.Attributes),
        (Scope.Root, "locals") => (0, Scope.Attributes),
        (Scope.Root, "terraform") => (0, Scope.Terraform),
        (Scope.Root, "check") => (1, Scope.Check),
        (Scope.Root, "moved" or "import" or "removed") => (0, Scope.Move),
        (Scope.Terraform, "backend" or "provider_meta") => (1, Scope.Attributes),
        (Scope.Terraform, "required_providers") => (0, Scope.Attributes),
        (Scope.Terraform, "cloud") => (0, Scope.Cloud),
        (Scope.Cloud, "workspaces") => (0, Scope.Attributes),
        (Scope.Variable, "validation") => (0, Scope.Attributes),
        (Scope.Output, "precondition") => (0, Scope.Attributes),
        (Scope.Resource or Scope.Move, "lifecycle") => (0, Scope.Lifecycle),
        (Scope.Resource or Scope.Move, "provisioner") => (1, Scope.Provisioner),
        (Scope.Resource or Scope.Provisioner, "connection") => (0, Scope.Attributes),
        (Scope.Resource, "dynamic") => (1, Scope.Dynamic),
        (Scope.Dynamic, "content") => (0, Scope.Resource),
        (Scope.Lifecycle, "precondition" or "postcondition") => (0, Scope.Attributes),
        (Scope.Check, "data") => (2, Scope.Resource),
        (Scope.Check, "assert") => (0, Scope.Attributes),
        _ => null,
    };

    private static Reading ReadingOf(Scope scope, string name, Reading outer) => (scope, name) switch
    {
        (Scope.Variable, "type") => Reading.Reference,
        (Scope.Variable, "default" or "description") => Reading.Literal,
        (Scope.Resource or Scope.Module or Scope.Output, "depends_on") => Reading.Reference,
        (Scope.Resource, "provider") => Reading.Reference,
        (Scope.Module, "providers") => Reading.Reference,
        (Scope.Module, "source" or "version") => Reading.Literal,
        (Scope.Lifecycle, "ignore_changes" or "replace_triggered_by") => Reading.Reference,
        (Scope.Move, "from" or "to" or "provider") => Reading.Reference,
        _ => outer,
    };

    private sealed class Mapper(SourceText source, ImmutableArray<Diagnostic> found)
    {
        public List<Diagnostic> Diagnostics { get; } = [.. found];

        public Body ToBody(Node node, Scope scope, Reading reading)
        {
            var attributes = ImmutableArray.CreateBuilder<AttributeSyntax>();
            var blocks = ImmutableArray.CreateBuilder<BlockSyntax>();
            foreach (var (key, value) in Properties(node))
            {
                if (key.Text == "//")
                {
                    continue;
                }

                if (BlockOf(scope, key.Text) is not { } shape)
                {
                    var span = new TextSpan(key.Span.Start, value.Span.End);
                    attributes.Add(new AttributeSyntax(
                        key.Text, key.Span, ToExpression(value, ReadingOf(scope, key.Text, reading)), span));
                }
                else if (value is not ScalarNode { IsNull: true })
                {
                    AddBlocks(blocks, key, value, shape.Labels, shape.Inside, reading, []);
                }
            }

            return new Body(attributes.DrainToImmutable(), blocks.DrainToImmutable(), node.Span);
        }

        // At each level of labels, and for the block itself, a list of objects stands for each of them.
        private void AddBlocks(
            ImmutableArray<BlockSyntax>.Builder blocks,
            ScalarNode type,
            Node value,
            int labelsLeft,
            Scope inside,
            Reading reading,
            ImmutableArray<BlockLabel> labels)
        {
            if (labelsLeft > 0)
            {
                foreach (var (label, inner) in Properties(value))
                {
                    if (label.Text != "//")
                    {
                        AddBlocks(blocks, type, inner, labelsLeft - 1, inside, reading, labels.Add(new BlockLabel(label.Text, label.Span)));
                    }
                }

                return;
            }

            foreach (var node in value is SequenceNode sequence ? sequence.Items : [value])
            {
                if (node is MappingNode)
                {
                    var header = labels.IsEmpty ? type.Span : labels[^1].Span;
                    blocks.Add(new BlockSyntax(
                        type.Text, type.Span, labels, ToBody(node, inside, reading), header, new TextSpan(header.Start, node.Span.End)));
                }
                else if (node is not ScalarNode { IsNull: true })
                {
                    Diagnostics.Add(LanguageDiagnostics.JsonObjectRequired(new Location(source, node.Span), type.Text));
                }
            }
        }

        private IEnumerable<MappingEntry> Properties(Node node)
        {
            switch (node)
            {
                case MappingNode mapping:
                    return mapping.Entries;
                case SequenceNode sequence when sequence.Items.All(static i => i is MappingNode):
                    return sequence.Items.SelectMany(static i => ((MappingNode)i).Entries);
                default:
                    Diagnostics.Add(LanguageDiagnostics.JsonObjectRequired(new Location(source, node.Span), ""));
                    return [];
            }
        }

        private Expression ToExpression(Node node, Reading reading)
        {
            switch (node)
            {
                case MappingNode mapping:
                    var entries = ImmutableArray.CreateBuilder<ObjectItem>(mapping.Entries.Length);
                    foreach (var (key, value) in mapping.Entries)
                    {
                        // Even where texts are references, the keys of an object are not.
                        var name = ToText(key, reading == Reading.Template ? Reading.Template : Reading.Literal);
                        entries.Add(new ObjectItem(
                            name, IsBareKey: false, ToExpression(value, reading), new TextSpan(key.Span.Start, value.Span.End)));
                    }

                    return new ObjectExpression(entries.MoveToImmutable(), node.Span);
                case SequenceNode sequence:
                    return new TupleExpression([.. sequence.Items.Select(i => ToExpression(i, reading))], node.Span);
                default:
                    var scalar = (ScalarNode)node;
                    return scalar.IsPlain ? new LiteralExpression(ToLiteral(scalar), node.Span) : ToText(scalar, reading);
            }
        }

        private static Value ToLiteral(ScalarNode scalar) => scalar.Text switch
        {
            "true" => Value.True,
            "false" => Value.False,
            "null" => Value.Null,
            _ => Number.Parse(scalar.Text) is { } number ? Value.Of(number) : Value.UnknownOf(HclType.Number),
        };

        private Expression ToText(ScalarNode scalar, Reading reading)
        {
            var inside = new TextSpan(scalar.Span.Start + 1, scalar.Span.End - 1);
            if (reading == Reading.Literal || (reading == Reading.Template && !scalar.Text.AsSpan().ContainsAny('$', '%')))
            {
                return new TemplateExpression(
                    scalar.Text.Length == 0 ? [] : [new TemplateText(scalar.Text, inside)], IsHeredoc: false, scalar.Span);
            }

            // Without escapes the text stands in the file as it is and can be read in place.
            var isInPlace = inside.Length == scalar.Text.Length;
            var parser = isInPlace
                ? new NativeParser(source, inside) { MaxDepth = MaxTemplateDepth }
                : new NativeParser(source, scalar.Text, new TextSpan(0, scalar.Text.Length))
                {
                    MaxDepth = MaxTemplateDepth,
                    Positions = Offsets(inside.Start, scalar.Text.Length),
                };
            if (reading == Reading.Reference)
            {
                var (reference, problems) = parser.ParseWholeExpression();
                Diagnostics.AddRange(problems);
                return reference;
            }

            var (template, diagnostics) = parser.ParseWholeTemplate();
            Diagnostics.AddRange(diagnostics);
            return template with { Span = scalar.Span };
        }

        // Where each character of a text that holds escapes stands in the file.
        private int[] Offsets(int at, int length)
        {
            var offsets = new int[length + 1];
            for (var i = 0; i < length; i++)
            {
                offsets[i] = at;
                at += source.Text[at] != '\\' ? 1 : source.Text[at + 1] == 'u' ? 6 : 2;
            }

            offsets[length] = at;
            return offsets;
        }
    }
}
