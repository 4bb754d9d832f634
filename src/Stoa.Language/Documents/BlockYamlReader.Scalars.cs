using System.Globalization;
using System.Text;
using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Documents;

// Scalars of all styles, and flow collections.
internal sealed partial class BlockYamlReader
{
    private bool BeginsPlain(bool isFlow) => text[at] switch
    {
        ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => false,
        '-' or '?' or ':' => !IsBlankAt(at + 1) && !(isFlow && text[at + 1] is ',' or '[' or ']' or '{' or '}'),
        _ => true,
    };

    /// <summary>Where a plain scalar in block context ends on its line, blanks behind it left out.</summary>
    private int PlainLineEnd(int from, out bool isKey)
    {
        isKey = false;
        var stop = from;
        while (true)
        {
            var offset = text.AsSpan(stop).IndexOfAny(PlainStops);
            stop = offset < 0 ? text.Length : stop + offset;
            if (stop >= text.Length || text[stop] is '\r' or '\n' || (text[stop] == '#' && stop > from && IsBlankAt(stop - 1)))
            {
                break;
            }

            if (text[stop] == ':' && IsBlankAt(stop + 1))
            {
                isKey = true;
                break;
            }

            stop++;
        }

        while (stop > from && text[stop - 1] is ' ' or '\t')
        {
            stop--;
        }

        return stop;
    }

    /// <summary>Reads a plain scalar whose first line ends at <paramref name="end"/>, with the lines that continue it.</summary>
    private ScalarNode? ReadPlain(int end, int indent, string? tag)
    {
        var from = at;
        var isFolded = false;
        at = end;
        while (true)
        {
            // What may continue it: a line further right that begins neither a comment nor a document.
            var (endLine, endAt) = (lineStart, at);
            SkipBlanks();
            if (at >= text.Length || text[at] is not ('\r' or '\n'))
            {
                (lineStart, at) = (endLine, endAt);
                break;
            }

            var breaks = SkipBreaks();
            if (at >= text.Length || text[at] == '#' || Column <= indent || IsEnd())
            {
                (lineStart, at) = (endLine, endAt);
                break;
            }

            var next = PlainLineEnd(at, out var isKey);
            if (isKey || text.AsSpan(lineStart, Column).Contains('\t'))
            {
                return null;
            }

            if (!isFolded)
            {
                isFolded = true;
                folded.Clear().Append(text, from, endAt - from);
            }

            Fold(breaks).Append(text, at, next - at);
            at = next;
        }

        lastLine = lineStart;
        var content = isFolded ? folded.ToString() : names.Get(text.AsSpan(from, at - from));
        return new ScalarNode(content, ScalarStyle.Plain, new TextSpan(from, at), tag);
    }

    // One break is a space; of several all but the first count.
    private StringBuilder Fold(int breaks) => breaks == 1 ? folded.Append(' ') : folded.Append('\n', breaks - 1);

    /// <summary>Steps over line breaks and the blanks of empty lines and of the indentation behind them; how many breaks it were.</summary>
    private int SkipBreaks()
    {
        var breaks = 0;
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '\n':
                    at++;
                    lineStart = at;
                    breaks++;
                    break;
                case '\r' or ' ' or '\t':
                    at++;
                    break;
                default:
                    return breaks;
            }
        }

        return breaks;
    }

    private ScalarNode? ReadQuoted(int indent, string? tag)
    {
        var from = at;
        var quote = text[at++];
        var style = quote == '"' ? ScalarStyle.DoubleQuoted : ScalarStyle.SingleQuoted;
        var offset = text.AsSpan(at).IndexOfAny(quote, '\\', '\n');
        if (offset >= 0 && text[at + offset] == quote && (at + offset + 1 >= text.Length || text[at + offset + 1] != '\''))
        {
            var content = names.Get(text.AsSpan(at, offset));
            at += offset + 1;
            return new ScalarNode(content, style, new TextSpan(from, at), tag);
        }

        folded.Clear();
        while (true)
        {
            offset = text.AsSpan(at).IndexOfAny(quote, '\\', '\n');
            if (offset < 0)
            {
                return null;
            }

            var run = text.AsSpan(at, offset);
            at += offset;
            switch (text[at])
            {
                case '\n':
                    folded.Append(run.TrimEnd(" \t\r"));
                    var breaks = SkipBreaks();
                    // YAML wants them indented; its readers do not, and people paste JSON here.
                    if (at >= text.Length || IsEnd() || (Column == 0 && indent >= 0))
                    {
                        return null;
                    }

                    Fold(breaks);
                    break;
                case '\\' when quote == '"':
                    folded.Append(run);
                    if (!ReadEscape(indent))
                    {
                        return null;
                    }

                    break;
                case '\\':
                    folded.Append(run).Append('\\');
                    at++;
                    break;
                default:
                    folded.Append(run);
                    at++;
                    if (quote == '\'' && at < text.Length && text[at] == '\'')
                    {
                        folded.Append('\'');
                        at++;
                        break;
                    }

                    return new ScalarNode(folded.ToString(), style, new TextSpan(from, at), tag);
            }
        }
    }

    private bool ReadEscape(int indent)
    {
        var c = at + 1 < text.Length ? text[at + 1] : '\0';
        at += 2;
        switch (c)
        {
            case '\r' or '\n':
                // The line goes on in the next without a space; empty lines between count.
                at--;
                var breaks = SkipBreaks();
                folded.Append('\n', Math.Max(0, breaks - 1));
                return at < text.Length && !IsEnd() && Column > indent;
            case 'x' or 'u' or 'U':
                var length = c switch { 'x' => 2, 'u' => 4, _ => 8 };
                if (at + length > text.Length
                    || !uint.TryParse(text.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
                    || !Rune.IsValid(number))
                {
                    return false;
                }

                at += length;
                folded.Append(new Rune(number).ToString());
                return true;
            default:
                var index = "0abt\tnvfre \"/\\N_LP".IndexOf(c);
                if (index < 0)
                {
                    return false;
                }

                folded.Append("\0\a\b\t\t\n\v\f\r\u001b \"/\\\u0085\u00a0\u2028\u2029"[index]);
                return true;
        }
    }

    /// <summary>Reads a literal or folded block; leaves the cursor at the start of the line behind it.</summary>
    private ScalarNode? ReadBlockScalar(int parent, string? tag)
    {
        var from = at;
        var isLiteral = text[at++] == '|';
        var chomp = '\0';
        var indent = 0;
        while (at < text.Length && (text[at] is '+' or '-' || char.IsAsciiDigit(text[at])))
        {
            if (char.IsAsciiDigit(text[at]) ? indent != 0 || text[at] == '0' : chomp != '\0')
            {
                GiveUp();
                return null;
            }

            indent = char.IsAsciiDigit(text[at]) ? Math.Max(parent, 0) + text[at] - '0' : indent;
            chomp = char.IsAsciiDigit(text[at]) ? chomp : text[at];
            at++;
        }

        if (!EndsHere(isKeyAllowed: false))
        {
            GiveUp();
            return null;
        }

        if (at < text.Length && text[at] == '#')
        {
            var hash = at;
            at = LineEnd(at);
            comments.Add(new Comment(new TextSpan(hash, at)));
        }

        NextLine();
        var end = at;
        if (indent == 0)
        {
            indent = DetectIndent(parent);
            if (indent < 0)
            {
                GiveUp();
                return null;
            }
        }

        var content = folded.Clear();
        var pending = BlankLines(indent);
        var hasBreak = false;
        var wasMoreIndented = false;
        while (at < text.Length && text[at] is not ('\r' or '\n') && Column == indent && !gaveUp)
        {
            var isMoreIndented = text[at] is ' ' or '\t';
            if (hasBreak)
            {
                if (isLiteral || wasMoreIndented || isMoreIndented)
                {
                    content.Append('\n');
                }
                else if (pending == 0)
                {
                    content.Append(' ');
                }
            }

            content.Append('\n', pending);
            wasMoreIndented = isMoreIndented;
            end = LineEnd(at);
            content.Append(text, at, end - at);
            at = end;
            hasBreak = NextLine();
            pending = BlankLines(indent);
        }

        if (gaveUp)
        {
            return null;
        }

        if (chomp != '-' && hasBreak)
        {
            content.Append('\n');
        }

        if (chomp == '+')
        {
            content.Append('\n', pending);
        }

        lastLine = -1;
        at = lineStart;
        return new ScalarNode(content.ToString(), isLiteral ? ScalarStyle.Literal : ScalarStyle.Folded, new TextSpan(from, Math.Max(from + 1, end)), tag);
    }

    // Steps over the line break; false at the end of the text.
    private bool NextLine()
    {
        if (at < text.Length && text[at] == '\r')
        {
            at++;
        }

        if (at >= text.Length)
        {
            lineStart = at;
            return false;
        }

        at++;
        lineStart = at;
        return true;
    }

    // The indentation of the first line that is not blank; negative where a blank line before it reaches further right.
    private int DetectIndent(int parent)
    {
        var look = at;
        var widest = 0;
        while (look < text.Length)
        {
            var line = look;
            while (look < text.Length && text[look] == ' ')
            {
                look++;
            }

            if (look < text.Length && text[look] == '\t')
            {
                return -1;
            }

            if (look < text.Length && text[look] is not ('\r' or '\n'))
            {
                var indent = look - line;
                return indent < widest && indent > parent ? -1 : Math.Max(indent, Math.Max(parent + 1, 1));
            }

            widest = Math.Max(widest, look - line);
            look = look < text.Length && text[look] == '\r' ? look + 2 : look + 1;
        }

        return Math.Max(widest, Math.Max(parent + 1, 1));
    }

    /// <summary>Steps over empty lines and the indentation behind them; how many breaks it were. Blanks beyond the indentation are content.</summary>
    private int BlankLines(int indent)
    {
        var breaks = 0;
        while (true)
        {
            while (at < text.Length && Column < indent && text[at] == ' ')
            {
                at++;
            }

            if (at < text.Length && text[at] == '\t' && Column < indent)
            {
                GiveUp();
                return breaks;
            }

            if (at >= text.Length || text[at] is not ('\r' or '\n'))
            {
                return breaks;
            }

            NextLine();
            breaks++;
        }
    }

    /// <summary>Reads a flow collection; the cursor is on its bracket.</summary>
    private Node? ReadFlow(int depth, string? tag)
    {
        if (depth >= DocumentLimits.MaxDepth)
        {
            return Fail(LanguageDiagnostics.DocumentTooDeep(Here, DocumentLimits.MaxDepth));
        }

        return text[at] == '[' ? ReadFlowSequence(depth, tag) : ReadFlowMapping(depth, tag);
    }

    private Node? ReadFlowSequence(int depth, string? tag)
    {
        var from = at++;
        var mark = items.Mark;
        var size = 1L;
        while (true)
        {
            if (!NextInFlow())
            {
                return GaveUpOrFailed();
            }

            if (text[at] == ']')
            {
                at++;
                return new SequenceNode(items.Take(mark), new TextSpan(from, at), tag) { Size = Bounded(size) };
            }

            var start = at;
            if (ReadFlowNode(depth) is not { } item)
            {
                return GaveUpOrFailed();
            }

            var line = lineStart;
            if (!NextInFlow())
            {
                return GaveUpOrFailed();
            }

            if (text[at] == ':')
            {
                var isKey = item is ScalarNode && lineStart == line && text[start] is not ('!' or '&' or '*') && IsOneLine((ScalarNode)item);
                if (!isKey || ReadFlowPair((ScalarNode)item, depth + 1) is not { } pair || !NextInFlow())
                {
                    return GaveUpOrFailed();
                }

                item = pair;
            }

            items.Add(item);
            size += item.Size;
            if (text[at] is not (',' or ']'))
            {
                return GaveUpOrFailed();
            }

            at += text[at] == ',' ? 1 : 0;
        }
    }

    /// <summary>Reads the value of <c>[key: value]</c>, a mapping of one entry without braces; the cursor is on the colon.</summary>
    private Node? ReadFlowPair(ScalarNode key, int depth)
    {
        if (depth >= DocumentLimits.MaxDepth)
        {
            return Fail(LanguageDiagnostics.DocumentTooDeep(Here, DocumentLimits.MaxDepth));
        }

        at++;
        Node? value = new ScalarNode("", ScalarStyle.Plain, new TextSpan(at, at));
        if (!(IsBlankAt(at) || text[at] is ',' or '[' or ']' or '{' or '}') || key is { IsPlain: true, Text: "<<" } || !NextInFlow())
        {
            return GiveUp();
        }

        value = text[at] is ',' or ']' ? value : ReadFlowNode(depth);
        if (value is null)
        {
            return null;
        }

        var mark = entries.Begin();
        entries.Add(key, value, mark);
        return new MappingNode(entries.Take(mark), new TextSpan(key.Span.Start, value.Span.End)) { Size = Bounded(value.Size + 2L) };
    }

    private Node? ReadFlowMapping(int depth, string? tag)
    {
        var from = at++;
        var mark = entries.Begin();
        var size = 1L;
        List<(ScalarNode Key, Node Value)>? merges = null;
        while (true)
        {
            if (!NextInFlow())
            {
                return GaveUpOrFailed();
            }

            if (text[at] == '}')
            {
                at++;
                foreach (var (mergeKey, merged) in merges ?? [])
                {
                    entries.Merge(mergeKey, merged, mark);
                }

                return new MappingNode(entries.Take(mark), new TextSpan(from, at), tag) { Size = Bounded(size) };
            }

            var key = text[at] is '"' or '\'' ? ReadQuoted(-1, tag: null) : BeginsPlain(isFlow: true) ? ReadFlowPlain(tag: null) : null;
            if (key is null || !IsOneLine(key) || !NextInFlow())
            {
                return GaveUpOrFailed();
            }

            Node? value = new ScalarNode("", ScalarStyle.Plain, new TextSpan(at, at));
            if (text[at] == ':')
            {
                at++;
                value = new ScalarNode("", ScalarStyle.Plain, new TextSpan(at, at));
                if (!NextInFlow())
                {
                    return GaveUpOrFailed();
                }

                value = text[at] is ',' or '}' ? value : ReadFlowNode(depth);
            }

            if (value is null || !NextInFlow() || text[at] is not (',' or '}'))
            {
                return GaveUpOrFailed();
            }

            size += value.Size + 1L;
            if (key is { IsPlain: true, Text: "<<" })
            {
                (merges ??= []).Add((key, value));
            }
            else
            {
                entries.Add(key, value, mark);
            }

            at += text[at] == ',' ? 1 : 0;
        }
    }

    // False at the end of the text or document: the collection is never closed.
    private bool NextInFlow()
    {
        NextContent();
        return !gaveUp && !IsEnd();
    }

    private Node? ReadFlowNode(int depth)
    {
        if (++count > DocumentLimits.MaxNodes)
        {
            return Fail(LanguageDiagnostics.DocumentTooLarge(Here, DocumentLimits.MaxNodes));
        }

        string? tag = null;
        string? anchor = null;
        if (text[at] is '!' or '&' && (!ReadProperties(ref tag, ref anchor, isFlow: true) || !NextInFlow()))
        {
            return GiveUp();
        }

        Node? node;
        switch (text[at])
        {
            case ',' or ']' or '}' when tag is not null || anchor is not null:
                node = new ScalarNode("", ScalarStyle.Plain, new TextSpan(at, at), tag);
                break;
            case '[' or '{':
                node = ReadFlow(depth + 1, tag);
                break;
            case '"' or '\'':
                node = ReadQuoted(-1, tag);
                break;
            case '*' when tag is null && anchor is null:
                node = ReadAlias();
                break;
            default:
                node = BeginsPlain(isFlow: true) ? ReadFlowPlain(tag) : null;
                break;
        }

        return node is null ? GaveUpOrFailed() : Anchored(anchor, node);
    }

    private ScalarNode? ReadFlowPlain(string? tag)
    {
        var from = at;
        var end = at;
        var isFolded = false;
        while (true)
        {
            end = FlowPlainLineEnd(at);
            if (end < 0)
            {
                return null;
            }

            if (isFolded)
            {
                folded.Append(text, at, end - at);
            }

            at = end;
            var (endLine, endAt) = (lineStart, at);
            SkipBlanks();
            if (at >= text.Length || text[at] is not ('\r' or '\n'))
            {
                (lineStart, at) = (endLine, endAt);
                break;
            }

            var breaks = SkipBreaks();
            if (at >= text.Length || IsEnd() || text[at] is '#' or ',' or '[' or ']' or '{' or '}' or ':')
            {
                (lineStart, at) = (endLine, endAt);
                break;
            }

            if (!isFolded)
            {
                isFolded = true;
                folded.Clear().Append(text, from, endAt - from);
            }

            Fold(breaks);
        }

        var content = isFolded ? folded.ToString() : names.Get(text.AsSpan(from, end - from));
        return new ScalarNode(content, ScalarStyle.Plain, new TextSpan(from, end), tag);
    }

    // Negative where something stands in it on which readers differ.
    private int FlowPlainLineEnd(int from)
    {
        var stop = from;
        while (true)
        {
            var offset = text.AsSpan(stop).IndexOfAny(FlowStops);
            stop = offset < 0 ? text.Length : stop + offset;
            if (stop >= text.Length || text[stop] is '\r' or '\n' or ',' or '[' or ']' or '{' or '}'
                || (text[stop] == '#' && IsBlankAt(stop - 1)))
            {
                break;
            }

            if (text[stop] == '?')
            {
                return -1;
            }

            if (text[stop] == ':' && (IsBlankAt(stop + 1) || text[stop + 1] is ',' or '[' or ']' or '{' or '}'))
            {
                break;
            }

            stop++;
        }

        while (stop > from && text[stop - 1] is ' ' or '\t')
        {
            stop--;
        }

        return stop == from ? -1 : stop;
    }

    private static readonly System.Buffers.SearchValues<char> FlowStops = System.Buffers.SearchValues.Create(",[]{}:#?\r\n");
}
