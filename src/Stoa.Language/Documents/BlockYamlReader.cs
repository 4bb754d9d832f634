using System.Buffers;
using System.Text;
using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Documents;

/// <summary>
/// Reads the YAML that people write: one document of block and flow collections with all five styles of scalar, tags, anchors,
/// aliases, merges and comments, straight from the text. Where a file does anything else, or seems wrong, it gives up and leaves
/// the file to <see cref="GeneralYamlReader"/>: what is accepted here is read exactly as there, and an order of magnitude faster.
/// </summary>
internal sealed partial class BlockYamlReader(SourceText source)
{
    // Other line breaks and controls have rules of their own.
    private static readonly SearchValues<char> Unusual = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000b\f\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f\u0085\u2028\u2029\ufeff");

    private static readonly SearchValues<char> PlainStops = SearchValues.Create(":#\r\n");

    private const int MaxKeyLength = 1000;

    private readonly string text = source.Text;
    private readonly EntryList entries = new(source);
    private readonly AnchorTable anchors = new();
    private readonly NameTable names = new(source.Text.Length);
    private readonly StringBuilder folded = new();
    private Scratch<Comment> comments;
    private Scratch<Node> items;
    private int at;
    private int lineStart;
    private int count;

    // The start of the line on which the last node or mark ended: what follows it on that line belongs to it or is wrong.
    private int lastLine = -1;
    private bool gaveUp;

    private List<Diagnostic> Diagnostics => entries.Diagnostics;

    private int Column => at - lineStart;

    /// <summary>The document; null where the file is left to the general reader.</summary>
    public Document? Read()
    {
        if (text.AsSpan().ContainsAny(Unusual) || (text.Contains('\r') && text.AsSpan().Count('\r') != text.AsSpan().Count("\r\n")))
        {
            return null;
        }

        NextContent();
        if (at < text.Length && text[at] == '%' && !SkipVersion())
        {
            return null;
        }

        if (IsMarker("---"))
        {
            lastLine = lineStart;
            at += 3;
        }

        Node? root = null;
        if (!gaveUp && at < text.Length)
        {
            root = ReadValue(indent: -1, afterKey: true, depth: 0);
            NextContent();
            if (IsMarker("..."))
            {
                lastLine = -1;
                at += 3;
                NextContent();
            }

            gaveUp |= root is not null && at < text.Length;
        }

        return gaveUp ? null : new Document(source, root, comments.Take(0), [.. Diagnostics]);
    }

    /// <summary>Steps over <c>%YAML 1.1</c>, the directive that says nothing; false where there are others.</summary>
    private bool SkipVersion()
    {
        var end = LineEnd(at);
        if (at != lineStart || text.AsSpan(at, end - at).TrimEnd(' ') is not ("%YAML 1.1" or "%YAML 1.2"))
        {
            return false;
        }

        at = end;
        NextContent();
        return IsMarker("---");
    }

    /// <summary>Leaves the file to the general reader.</summary>
    private Node? GiveUp()
    {
        gaveUp = true;
        at = text.Length;
        return null;
    }

    /// <summary>Steps over blanks, comments and line breaks to what comes next.</summary>
    private void NextContent()
    {
        var tab = false;
        while (at < text.Length)
        {
            switch (text[at])
            {
                case ' ':
                    at++;
                    break;
                case '\t':
                    tab |= text.AsSpan(lineStart, at - lineStart).IndexOfAnyExcept(' ') < 0;
                    at++;
                    break;
                case '\r':
                    at++;
                    break;
                case '\n':
                    at++;
                    lineStart = at;
                    tab = false;
                    break;
                case '#':
                    if (at > lineStart && text[at - 1] is not (' ' or '\t'))
                    {
                        GiveUp();
                        return;
                    }

                    var from = at;
                    at = LineEnd(at);
                    comments.Add(new Comment(new TextSpan(from, at)));
                    break;
                default:
                    if (tab)
                    {
                        GiveUp();
                    }

                    return;
            }
        }
    }

    // The offset of the line break, or the end of the text.
    private int LineEnd(int from)
    {
        var offset = text.AsSpan(from).IndexOfAny('\r', '\n');
        return offset < 0 ? text.Length : from + offset;
    }

    private bool IsBlankAt(int index) => index >= text.Length || text[index] is ' ' or '\t' or '\r' or '\n';

    private bool IsMarker(string marker) =>
        at == lineStart && text.AsSpan(at).StartsWith(marker) && IsBlankAt(at + 3);

    private bool IsEnd() => at >= text.Length || IsMarker("---") || IsMarker("...");

    private bool IsDash() => text[at] == '-' && IsBlankAt(at + 1);

    /// <summary>Reads what follows a key's colon, a dash, or the start of the document.</summary>
    /// <param name="indent">The column of the collection around; what belongs to this value stands right of it.</param>
    /// <param name="afterKey">Whether block collections must begin on a line of their own.</param>
    /// <param name="depth">Collections around.</param>
    private Node? ReadValue(int indent, bool afterKey, int depth)
    {
        var behind = at;
        var line = lastLine;
        NextContent();
        var isFresh = lineStart != line;
        if (gaveUp || (isFresh && !Belongs(indent, afterKey)) || at >= text.Length)
        {
            return gaveUp ? null : new ScalarNode("", ScalarStyle.Plain, new TextSpan(behind, behind));
        }

        string? tag = null;
        string? anchor = null;
        if (text[at] is '!' or '&')
        {
            if (!ReadProperties(ref tag, ref anchor, isFlow: false))
            {
                return GiveUp();
            }

            behind = at;
            line = lineStart;
            NextContent();
            isFresh = lineStart != line;
            afterKey |= !isFresh;
            if (gaveUp || at >= text.Length || (isFresh && !Belongs(indent, afterKey)))
            {
                lastLine = line;
                return gaveUp ? null : Anchored(anchor, new ScalarNode("", ScalarStyle.Plain, new TextSpan(behind, behind), tag));
            }
        }

        if (++count > DocumentLimits.MaxNodes)
        {
            return Fail(LanguageDiagnostics.DocumentTooLarge(Here, DocumentLimits.MaxNodes));
        }

        return ReadContent(indent, isFresh || !afterKey, depth, tag, anchor);
    }

    // A sequence may stand as far left as the key whose value it is.
    private bool Belongs(int indent, bool afterKey) =>
        !IsEnd() && (Column > indent || (afterKey && Column == indent && IsDash()));

    private Node? ReadContent(int indent, bool allowsBlock, int depth, string? tag, string? anchor)
    {
        var from = at;
        var column = Column;
        var isProperty = tag is not null || anchor is not null;
        switch (text[at])
        {
            case '|' or '>':
                return ReadBlockScalar(Math.Max(indent, -1), tag) is { } block ? Anchored(anchor, block) : null;
            case '[' or '{':
                var flow = ReadFlow(depth, tag);
                return flow is null || !EndsHere(isKeyAllowed: false) ? GaveUpOrFailed() : Anchored(anchor, flow);
            case '"' or '\'':
                var quoted = ReadQuoted(indent, tag);
                if (quoted is null)
                {
                    return GaveUpOrFailed();
                }

                if (IsKeyEnd())
                {
                    return allowsBlock && !(isProperty && lineStart == lastLine && column > 0 && HasPropertyOnLine(from)) && IsOneLine(quoted)
                        ? Collection(ReadMapping(column, quoted, depth, tag), anchor)
                        : GiveUp();
                }

                return EndsHere(isKeyAllowed: false) ? Anchored(anchor, quoted) : GiveUp();
            case '*':
                var alias = isProperty ? null : ReadAlias();
                return alias is null || !EndsHere(isKeyAllowed: false) ? GaveUpOrFailed() : alias;
            case '-' when IsBlankAt(at + 1):
                return allowsBlock && (at + 1 >= text.Length || text[at + 1] != '\t')
                    ? Collection(ReadSequence(column, isIndentless: column == indent, depth, tag), anchor)
                    : GiveUp();
            default:
                if (!BeginsPlain(isFlow: false))
                {
                    return GiveUp();
                }

                var end = PlainLineEnd(at, out var isKey);
                if (!isKey)
                {
                    return ReadPlain(end, indent, tag) is { } plain ? Anchored(anchor, plain) : GiveUp();
                }

                if (!allowsBlock || end == from || end - from > MaxKeyLength)
                {
                    return GiveUp();
                }

                var key = new ScalarNode(names.Get(text.AsSpan(from, end - from)), ScalarStyle.Plain, new TextSpan(from, end));
                at = end;
                SkipBlanks();
                return Collection(ReadMapping(column, key, depth, tag), anchor);
        }
    }

    // A key behind a property on its own line would take the property for itself.
    private bool HasPropertyOnLine(int from) => text.AsSpan(lineStart, from - lineStart).ContainsAny('!', '&');

    private Node? GaveUpOrFailed() => Diagnostics.Count > 0 && isFatal ? null : GiveUp();

    private Node? Collection(Node? node, string? anchor) => node is null ? null : Anchored(anchor, node);

    private Node Anchored(string? anchor, Node node)
    {
        if (anchor is not null)
        {
            anchors.Set(anchor, node);
        }

        return node;
    }

    private Node? ReadMapping(int column, ScalarNode key, int depth, string? tag)
    {
        if (depth >= DocumentLimits.MaxDepth)
        {
            return Fail(LanguageDiagnostics.DocumentTooDeep(Here, DocumentLimits.MaxDepth));
        }

        var mark = entries.Begin();
        var from = key.Span.Start;
        var size = 1L;
        List<(ScalarNode Key, Node Value)>? merges = null;
        TextSpan last;
        while (true)
        {
            at++;
            lastLine = lineStart;
            if (ReadValue(column, afterKey: true, depth + 1) is not { } value)
            {
                return null;
            }

            last = value.Span;
            size += value.Size + 1L;
            if (key is { IsPlain: true, Text: "<<" })
            {
                (merges ??= []).Add((key, value));
            }
            else
            {
                entries.Add(key, value, mark);
            }

            NextContent();
            if (gaveUp || IsEnd() || Column < column)
            {
                break;
            }

            if (lineStart == lastLine || Column > column || ReadKey() is not { } next)
            {
                return GiveUp();
            }

            key = next;
        }

        foreach (var (mergeKey, value) in merges ?? [])
        {
            entries.Merge(mergeKey, value, mark);
        }

        return gaveUp ? null : new MappingNode(entries.Take(mark), new TextSpan(from, Math.Max(last.End, key.Span.End)), tag) { Size = Bounded(size) };
    }

    // The cursor is left on the colon.
    private ScalarNode? ReadKey()
    {
        var from = at;
        if (text[at] is '"' or '\'')
        {
            return ReadQuoted(Column, tag: null) is { } quoted && IsOneLine(quoted) && IsKeyEnd() ? quoted : null;
        }

        if (!BeginsPlain(isFlow: false))
        {
            return null;
        }

        var end = PlainLineEnd(at, out var isKey);
        if (!isKey || end == from || end - from > MaxKeyLength)
        {
            return null;
        }

        at = end;
        SkipBlanks();
        return new ScalarNode(names.Get(text.AsSpan(from, end - from)), ScalarStyle.Plain, new TextSpan(from, end));
    }

    private Node? ReadSequence(int column, bool isIndentless, int depth, string? tag)
    {
        if (depth >= DocumentLimits.MaxDepth)
        {
            return Fail(LanguageDiagnostics.DocumentTooDeep(Here, DocumentLimits.MaxDepth));
        }

        var mark = items.Mark;
        var from = at;
        var size = 1L;
        int to;
        while (true)
        {
            at++;
            to = at;
            lastLine = lineStart;
            if (ReadValue(column, afterKey: false, depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
            size += item.Size;
            to = Math.Max(to, item.Span.End);
            NextContent();
            if (gaveUp || IsEnd() || Column < column || (isIndentless && Column == column && !IsDash()))
            {
                break;
            }

            if (lineStart == lastLine || Column > column || !IsDash())
            {
                return GiveUp();
            }
        }

        return gaveUp ? null : new SequenceNode(items.Take(mark), new TextSpan(from, to), tag) { Size = Bounded(size) };
    }

    private static int Bounded(long size) => (int)Math.Min(size, int.MaxValue);

    /// <summary>Whether nothing but blanks and a comment follows on the line.</summary>
    private bool EndsHere(bool isKeyAllowed)
    {
        lastLine = lineStart;
        SkipBlanks();
        return at >= text.Length || text[at] is '\r' or '\n' || (text[at] == '#' && IsBlankAt(at - 1)) || (isKeyAllowed && text[at] == ':');
    }

    private bool IsKeyEnd()
    {
        var behind = at;
        while (behind < text.Length && text[behind] is ' ' or '\t')
        {
            behind++;
        }

        if (behind < text.Length && text[behind] == ':' && IsBlankAt(behind + 1))
        {
            at = behind;
            return true;
        }

        return false;
    }

    private bool IsOneLine(ScalarNode node) =>
        node.Span.Length <= MaxKeyLength && !text.AsSpan(node.Span.Start, node.Span.Length).Contains('\n');

    private void SkipBlanks()
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }
    }

    private bool ReadProperties(ref string? tag, ref string? anchor, bool isFlow)
    {
        while (at < text.Length && text[at] is '!' or '&')
        {
            var from = at++;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.' or ':' or '!' or '/'))
            {
                at++;
            }

            if (!IsBlankAt(at) && !(isFlow && text[at] is ',' or ']' or '}'))
            {
                return false;
            }

            if (text[from] == '!')
            {
                if (tag is not null || at - from < 2 || text.AsSpan(from + 2, at - from - 2).Contains('!'))
                {
                    return false;
                }

                tag = names.Get(text.AsSpan(from, at - from));
            }
            else
            {
                if (anchor is not null || at - from < 2)
                {
                    return false;
                }

                anchor = names.Get(text.AsSpan(from + 1, at - from - 1));
            }

            SkipBlanks();
        }

        return true;
    }

    private Node? ReadAlias()
    {
        var from = at++;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-' or '.'))
        {
            at++;
        }

        var span = new TextSpan(from, at);
        return at - from < 2 || !(IsBlankAt(at) || text[at] is ',' or ']' or '}')
            ? null
            : anchors.Expand(names.Get(text.AsSpan(from + 1, at - from - 1)), new Location(source, span), Diagnostics);
    }

    private Location Here => new(source, new TextSpan(Math.Min(at, text.Length), Math.Min(at + 1, text.Length)));

    private bool isFatal;

    private Node? Fail(Diagnostic diagnostic)
    {
        Diagnostics.Add(diagnostic);
        isFatal = true;
        at = text.Length;
        return null;
    }
}
