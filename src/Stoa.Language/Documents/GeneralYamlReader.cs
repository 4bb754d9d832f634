using System.Collections.Immutable;
using System.Globalization;
using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Comment = Stoa.Language.Syntax.Comment;
using YamlStyle = YamlDotNet.Core.ScalarStyle;

namespace Stoa.Language.Documents;

/// <summary>Reads any YAML, on YamlDotNet's events.</summary>
internal sealed class GeneralYamlReader(SourceText source)
{
    private readonly EntryList entries = new(source);
    private readonly AnchorTable anchors = new();
    private readonly NameTable names = new(source.Text.Length);
    private Scratch<Node> items;
    private int count;

    private List<Diagnostic> Diagnostics => entries.Diagnostics;

    public Document Read()
    {
        Node? root = null;
        if (BoundedScanner.FindForbidden(source.Text) is >= 0 and var forbidden)
        {
            var place = new Location(source, new TextSpan(forbidden, forbidden + 1));
            var problem = string.Create(CultureInfo.InvariantCulture, $"YAML has no place for the control character U+{(int)source.Text[forbidden]:X4}; take it out");
            return new Document(source, null, [], [LanguageDiagnostics.InvalidYaml(place, problem)]);
        }

        try
        {
            root = ReadFirstDocument(new Parser(new BoundedScanner(source.Text)));
        }
        catch (YamlException error)
        {
            Diagnostics.Add(LanguageDiagnostics.InvalidYaml(At(error.Start, error.End), Problem(error)));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException
            or NullReferenceException or FormatException or OverflowException or KeyNotFoundException)
        {
            // Broken texts break YamlDotNet in ways that it does not foresee.
            Diagnostics.Add(LanguageDiagnostics.InvalidYaml(new Location(source, new TextSpan(0, 0)), "the structure is broken"));
        }

        return new Document(source, root, root is null ? [] : FindComments(), [.. Diagnostics]);
    }

    // YamlDotNet puts the position in front of its messages; ours have it elsewhere.
    private static string Problem(YamlException error)
    {
        var message = error.InnerException?.Message ?? error.Message;
        var behind = message.IndexOf("): ", StringComparison.Ordinal);
        return message.StartsWith("(L", StringComparison.Ordinal) && behind > 0 ? message[(behind + 3)..] : message;
    }

    private Node? ReadFirstDocument(IParser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var root = ReadNode(parser, depth: 0);
        if (root is not null && parser.TryConsume<DocumentEnd>(out _) && parser.TryConsume<DocumentStart>(out var second))
        {
            Diagnostics.Add(LanguageDiagnostics.SeveralDocuments(At(second.Start, second.End)));
        }

        return root;
    }

    // Null where a limit was passed; a diagnostic was reported.
    private Node? ReadNode(IParser parser, int depth)
    {
        var here = parser.Current!;
        if (++count > DocumentLimits.MaxNodes)
        {
            Diagnostics.Add(LanguageDiagnostics.DocumentTooLarge(At(here.Start, here.End), DocumentLimits.MaxNodes));
            return null;
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var node = ToScalar(scalar);
            Anchor(scalar, node);
            return node;
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.Expand(alias.Value.Value, new Location(source, Span(alias.Start, alias.End)), Diagnostics);
        }

        if (depth >= DocumentLimits.MaxDepth)
        {
            Diagnostics.Add(LanguageDiagnostics.DocumentTooDeep(At(here.Start, here.End), DocumentLimits.MaxDepth));
            return null;
        }

        return parser.TryConsume<SequenceStart>(out var sequence)
            ? ReadSequence(parser, sequence, depth)
            : ReadMapping(parser, parser.Consume<MappingStart>(), depth);
    }

    private SequenceNode? ReadSequence(IParser parser, SequenceStart opening, int depth)
    {
        var mark = items.Mark;
        var size = 1;
        while (parser.Current is not SequenceEnd)
        {
            if (ReadNode(parser, depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
            size += item.Size;
        }

        var span = CollectionSpan(opening, parser.Consume<SequenceEnd>(), mark < items.Mark ? items.Since(mark)[^1].Span.End : 0);
        var node = new SequenceNode(items.Take(mark), span, Tag(opening)) { Size = size };
        Anchor(opening, node);
        return node;
    }

    private MappingNode? ReadMapping(IParser parser, MappingStart opening, int depth)
    {
        var mark = entries.Begin();
        var size = 1;
        var last = 0;
        List<(ScalarNode Key, Node Value)>? merges = null;
        while (parser.Current is not MappingEnd)
        {
            if (ReadNode(parser, depth + 1) is not { } key || ReadNode(parser, depth + 1) is not { } value)
            {
                return null;
            }

            last = value.Span.End;
            if (key is not ScalarNode name)
            {
                Diagnostics.Add(LanguageDiagnostics.ComplexKey(new Location(source, key.Span)));
                continue;
            }

            size += value.Size + 1;
            if (name is { Text: "<<", IsPlain: true })
            {
                (merges ??= []).Add((name, value));
            }
            else
            {
                entries.Add(name, value, mark);
            }
        }

        foreach (var (key, value) in merges ?? [])
        {
            entries.Merge(key, value, mark);
        }

        var node = new MappingNode(entries.Take(mark), CollectionSpan(opening, parser.Consume<MappingEnd>(), last), Tag(opening)) { Size = size };
        Anchor(opening, node);
        return node;
    }

    private ScalarNode ToScalar(Scalar scalar)
    {
        var style = scalar.Style switch
        {
            YamlStyle.SingleQuoted => ScalarStyle.SingleQuoted,
            YamlStyle.DoubleQuoted => ScalarStyle.DoubleQuoted,
            YamlStyle.Literal => ScalarStyle.Literal,
            YamlStyle.Folded => ScalarStyle.Folded,
            _ => ScalarStyle.Plain,
        };
        return new ScalarNode(names.Get(scalar.Value), style, Span(scalar.Start, scalar.End), Tag(scalar));
    }

    private void Anchor(NodeEvent opening, Node node)
    {
        if (!opening.Anchor.IsEmpty)
        {
            anchors.Set(opening.Anchor.Value, node);
        }
    }

    private static string? Tag(NodeEvent node) =>
        node.Tag.IsEmpty || node.Tag.IsNonSpecific ? null
        : node.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal) ? string.Concat("!!", node.Tag.Value.AsSpan(18))
        : node.Tag.Value;

    // The end of a block collection is only noticed at the next token; it ends with its last element.
    private TextSpan CollectionSpan(NodeEvent opening, ParsingEvent closing, int last)
    {
        var (from, to) = Span(opening.Start, closing.End);
        var isFlow = to > from && to <= source.Text.Length && source.Text[to - 1] is ']' or '}';
        return new TextSpan(from, isFlow || last <= from ? Math.Max(from, to) : last);
    }

    private Location At(Mark from, Mark to) => new(source, Span(from, to));

    private TextSpan Span(Mark from, Mark to)
    {
        var start = (int)Math.Clamp(from.Index, 0, source.Text.Length);
        var end = (int)Math.Clamp(to.Index, start, source.Text.Length);

        // The tag and the anchor before a node are not part of it.
        while (start < end && source.Text[start] is '!' or '&' or ' ' or '\n' or '\r')
        {
            var blank = source.Text[start] is '!' or '&' ? source.Text.AsSpan(start, end - start).IndexOfAny(" \r\n") : 1;
            start = blank < 0 ? end : start + blank;
        }

        return new TextSpan(start, end);
    }

    // YamlDotNet goes astray over comments in places. Whole lines of them are what suppressions stand on.
    private ImmutableArray<Comment> FindComments()
    {
        var comments = ImmutableArray.CreateBuilder<Comment>();
        var text = source.Text;
        for (var at = 0; at < text.Length;)
        {
            var offset = text.AsSpan(at).IndexOf('\n');
            var end = offset < 0 ? text.Length : at + offset;
            var line = text.AsSpan(at, end - at);
            var from = end - line.TrimStart().Length;
            if (from < end && text[from] == '#')
            {
                comments.Add(new Comment(new TextSpan(from, at + line.TrimEnd('\r').Length)));
            }

            at = end + 1;
        }

        return comments.DrainToImmutable();
    }
}
