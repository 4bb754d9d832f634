using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Language.Syntax;

// Templates: first a flat row of pieces, to which strip markers and the indentation of heredocs apply, then a tree of parts.
internal sealed partial class NativeParser
{
    private Scratch<Piece> pieces;
    private Scratch<TemplatePart> parts;

    private enum PieceKind : byte
    {
        Text,
        Interpolation,
        If,
        Else,
        EndIf,
        For,
        EndFor,
    }

    /// <summary>What stands in a template before directives are matched up.</summary>
    private struct Piece
    {
        public PieceKind Kind;

        // The characters it was written with, before anything was stripped.
        public int Start;
        public int End;

        // Of text: the characters that count, or what they mean where escapes are among them.
        public int TextStart;
        public int TextEnd;
        public string? Decoded;

        public Expression? Expression;
        public string? KeyName;
        public string? ValueName;
        public int Height;

        public readonly ReadOnlySpan<char> TextOf(string text) => Decoded ?? text.AsSpan(TextStart, TextEnd - TextStart);
    }

    /// <summary>Reads a label; the current token is its opening quote.</summary>
    private BlockLabel ParseQuotedLabel()
    {
        var open = start;
        var stop = HclScanner.NextQuotedStop(text, end, limit);
        if (stop < limit && text[stop] == '"')
        {
            var label = new BlockLabel(names.Get(text.AsSpan(end, stop - end)), Span(open, stop + 1));
            AdvanceFrom(stop + 1);
            return label;
        }

        var template = ParseQuotedTemplate();
        if (template.Text is null)
        {
            Fail(LanguageDiagnostics.TemplateInLabel(new Location(source, template.Span)));
            lost = abandoned;
        }

        return new BlockLabel(template.Text ?? text.AsSpan(open, lastEnd - open).Trim('"').ToString(), template.Span);
    }

    /// <summary>Reads a quoted template; the current token is its opening quote.</summary>
    private TemplateExpression ParseQuotedTemplate()
    {
        var open = start;
        var from = end;
        var stop = HclScanner.NextQuotedStop(text, from, limit);
        if (stop < limit && text[stop] == '"')
        {
            height = 2;
            var span = Span(open, stop + 1);
            ImmutableArray<TemplatePart> plain = stop == from
                ? []
                : [new TemplateText(names.Get(text.AsSpan(from, stop - from)), Span(from, stop))];
            AdvanceFrom(stop + 1);
            return new TemplateExpression(plain, IsHeredoc: false, span);
        }

        var mark = pieces.Mark;
        var at = from;
        var stripNext = false;
        while (true)
        {
            at = ReadQuotedText(at, ref stripNext, mark);
            if (abandoned || at >= limit || text[at] != '$' && text[at] != '%')
            {
                break;
            }

            at = ParseSequence(at, ref stripNext, mark, open);
        }

        if (abandoned)
        {
            at = Math.Min(Math.Max(start, lastEnd), limit);
        }
        else if (at < limit && text[at] == '"')
        {
            at++;
        }
        else
        {
            FailUnterminated(open, at, at >= limit
                ? "There is no closing quote before the end of the file."
                : "There is no closing quote before the end of the line. Text of several lines is written as a heredoc (\"<<EOT\") or with \"\\n\" for a line break.");
        }

        var content = BuildTemplate(mark, at);
        AdvanceFrom(at);
        return new TemplateExpression(content, IsHeredoc: false, Span(open, at));
    }

    private void FailUnterminated(int open, int at, string detail)
    {
        // What follows an unterminated text is not to be believed to the end of the line.
        start = end = at;
        Fail(LanguageDiagnostics.UnterminatedTemplate(At(open, at), detail));
    }

    /// <summary>Reads text up to a quote, a template sequence, or the end of the line or file.</summary>
    private int ReadQuotedText(int from, ref bool strip, int mark)
    {
        var at = from;
        StringBuilder? decoded = null;
        var plain = from;
        while ((at = HclScanner.NextQuotedStop(text, at, limit)) < limit)
        {
            var c = text[at];
            if (c is '"' or '\r' or '\n' || HclScanner.IsTemplateOpen(text, at, limit))
            {
                break;
            }

            if (c == '\\')
            {
                decoded = (decoded ?? new StringBuilder()).Append(text, plain, at - plain);
                plain = at = ReadEscape(at, decoded);
            }
            else if (HclScanner.IsTemplateEscape(text, at, limit))
            {
                decoded = (decoded ?? new StringBuilder()).Append(text, plain, at - plain);
                plain = at + 1;
                at += 3;
            }
            else
            {
                at++;
            }
        }

        if (at > from)
        {
            var piece = new Piece
            {
                Start = from,
                End = at,
                TextStart = from,
                TextEnd = at,
                Decoded = decoded?.Append(text, plain, at - plain).ToString(),
                Height = 1,
            };
            StripStart(ref piece, strip);
            pieces.Add(piece);
            strip = false;
        }

        return at;
    }

    private int ReadEscape(int at, StringBuilder decoded)
    {
        var c = at + 1 < limit ? text[at + 1] : '\n';
        switch (c)
        {
            case 'n':
                decoded.Append('\n');
                return at + 2;
            case 'r':
                decoded.Append('\r');
                return at + 2;
            case 't':
                decoded.Append('\t');
                return at + 2;
            case '"' or '\\':
                decoded.Append(c);
                return at + 2;
            case 'u' or 'U':
                var digits = c == 'u' ? 4 : 8;
                var to = at + 2;
                while (to < limit && to < at + 2 + digits && char.IsAsciiHexDigit(text[to]))
                {
                    to++;
                }

                if (to == at + 2 + digits
                    && Rune.TryCreate(uint.Parse(text.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier), out var rune))
                {
                    decoded.Append(rune.ToString());
                }
                else
                {
                    Report(LanguageDiagnostics.InvalidEscape(
                        At(at, to),
                        to < at + 2 + digits
                            ? $"\"\\{c}\" is followed by exactly {digits} hexadecimal digits."
                            : "These digits are not the number of a Unicode character."));
                }

                return to;
            case '\r' or '\n':
                Report(LanguageDiagnostics.InvalidEscape(At(at, at + 1), "A character that says what is escaped must follow the backslash."));
                return at + 1;
            default:
                var length = char.IsHighSurrogate(c) && at + 2 < limit && char.IsLowSurrogate(text[at + 2]) ? 2 : 1;
                Report(LanguageDiagnostics.InvalidEscape(
                    At(at, at + 1 + length),
                    $"The symbol \"{text.AsSpan(at + 1, length)}\" cannot follow a backslash. For a backslash itself, write \"\\\\\"."));
                decoded.Append(text, at + 1, length);
                return at + 1 + length;
        }
    }

    /// <summary>Reads a heredoc; the current token is its opening line.</summary>
    private TemplateExpression ParseHeredoc()
    {
        var open = start;
        var bodyStart = end;
        var isFlush = text[open + 2] == '-';
        var markerStart = isFlush ? open + 3 : open + 2;
        var markerLength = HclScanner.HeredocMarker(text, open, end).Length;
        var mark = pieces.Mark;
        var at = bodyStart;
        var strip = false;
        var lineStart = true;
        var closed = -1;
        while (at < limit && !abandoned)
        {
            var lineEnd = HclScanner.LineEnd(text, at, limit);
            if (lineStart && HclScanner.IsHeredocEnd(text, at, lineEnd, text.AsSpan(markerStart, markerLength), out closed))
            {
                break;
            }

            closed = -1;
            at = ReadLineText(at, lineEnd, ref strip);
            lineStart = at == lineEnd;
            if (!lineStart)
            {
                at = ParseSequence(at, ref strip, mark, open);
            }
        }

        if (abandoned)
        {
            closed = Math.Max(start, lastEnd);
        }
        else if (closed < 0)
        {
            start = end = bodyStart;
            Fail(LanguageDiagnostics.UnterminatedTemplate(
                At(open, bodyStart),
                $"This heredoc never ends: no line holds \"{text.AsSpan(markerStart, markerLength)}\" alone."));
            closed = NextItemLine(open);
            Abandon(closed);
            DropPieces(mark, closed);
        }

        if (isFlush)
        {
            Unindent(mark);
        }

        var span = Span(open, closed);
        var content = BuildTemplate(mark, closed);
        AdvanceFrom(closed);
        return new TemplateExpression(content, IsHeredoc: true, span);
    }

    /// <summary>Leaves out what a heredoc without end took from behind the place where the file goes on.</summary>
    private void DropPieces(int mark, int to)
    {
        while (pieces.Mark > mark)
        {
            ref var last = ref pieces.SinceMutable(mark)[^1];
            if (last.End <= to)
            {
                return;
            }

            if (last.Kind == PieceKind.Text && last.TextStart < to)
            {
                last.End = last.TextEnd = to;
                return;
            }

            pieces.Drop(pieces.Mark - 1);
        }
    }

    /// <summary>Reads a template that fills the text from here to its end.</summary>
    private TemplateExpression ParseBareTemplate(int from)
    {
        var mark = pieces.Mark;
        var at = from;
        var strip = false;
        while (at < limit && !abandoned)
        {
            var lineEnd = HclScanner.LineEnd(text, at, limit);
            at = ReadLineText(at, lineEnd, ref strip);
            if (at < lineEnd)
            {
                at = ParseSequence(at, ref strip, mark, at);
            }
        }

        return new TemplateExpression(BuildTemplate(mark, limit), IsHeredoc: false, Span(from, limit));
    }

    /// <summary>Reads text of a heredoc up to the end of its line or a template sequence.</summary>
    private int ReadLineText(int from, int lineEnd, ref bool strip)
    {
        var at = from;
        var plain = from;
        while (true)
        {
            var offset = text.AsSpan(at, lineEnd - at).IndexOfAny('$', '%');
            if (offset < 0)
            {
                at = lineEnd;
                break;
            }

            at += offset;
            if (HclScanner.IsTemplateOpen(text, at, limit))
            {
                break;
            }

            if (HclScanner.IsTemplateEscape(text, at, limit))
            {
                AddText(plain, at, plain, ref strip);
                plain = at + 1;
                at += 3;
                AddText(plain, at, plain - 1, ref strip);
                plain = at;
            }
            else
            {
                at++;
            }
        }

        AddText(plain, at, plain, ref strip);
        return at;
    }

    private void AddText(int from, int to, int writtenFrom, ref bool strip)
    {
        if (to > from)
        {
            var piece = new Piece { Start = writtenFrom, End = to, TextStart = from, TextEnd = to, Height = 1 };
            StripStart(ref piece, strip);
            pieces.Add(piece);
            strip = false;
        }
    }

    private void StripStart(ref Piece piece, bool strip)
    {
        if (strip)
        {
            if (piece.Decoded is not null)
            {
                piece.Decoded = piece.Decoded.TrimStart();
            }
            else
            {
                piece.TextStart = piece.TextEnd - piece.TextOf(text).TrimStart().Length;
            }
        }
    }

    private void StripEnd(int mark)
    {
        if (pieces.Mark > mark)
        {
            ref var last = ref pieces.SinceMutable(mark)[^1];
            if (last.Kind == PieceKind.Text)
            {
                if (last.Decoded is not null)
                {
                    last.Decoded = last.Decoded.TrimEnd();
                }
                else
                {
                    last.TextEnd = last.TextStart + last.TextOf(text).TrimEnd().Length;
                }
            }
        }
    }

    /// <summary>Reads an interpolation or directive that begins at <paramref name="at"/>; where the text goes on behind it.</summary>
    private int ParseSequence(int at, ref bool strip, int mark, int templateStart)
    {
        var isInterpolation = text[at] == '$';
        var inner = at + 2;
        if (inner < limit && text[inner] == '~')
        {
            inner++;
            StripEnd(mark);
        }

        var outer = newlines;
        newlines = false;
        AdvanceFrom(inner);
        var piece = new Piece { Start = at };
        if (isInterpolation)
        {
            piece.Kind = PieceKind.Interpolation;
            piece.Expression = ParseExpression();
            piece.Height = height;
        }
        else
        {
            ParseDirective(ref piece);
        }

        if (kind is not (HclTokenKind.CloseBrace or HclTokenKind.CloseTemplate) || lost)
        {
            Fail(kind is HclTokenKind.EndOfFile or HclTokenKind.OpenQuote
                ? LanguageDiagnostics.UnclosedInterpolation(
                    At(at, inner), "This template sequence has no closing brace, or something in it is not balanced.")
                : LanguageDiagnostics.ExtraInInterpolation(Here, At(templateStart, Math.Max(templateStart, end))));
            SkipTo(HclTokenKind.CloseBrace);
        }

        strip = kind == HclTokenKind.CloseTemplate;
        newlines = outer;
        piece.End = abandoned ? Math.Max(at, Math.Max(start, lastEnd)) : end;
        pieces.Add(piece);
        return abandoned ? limit : end;
    }

    private void ParseDirective(ref Piece piece)
    {
        var word = kind == HclTokenKind.Identifier ? TokenText : "";
        switch (word)
        {
            case "if":
                Advance();
                piece.Kind = PieceKind.If;
                piece.Expression = ParseExpression();
                piece.Height = height;
                break;
            case "for":
                var from = start;
                var valueName = "";
                Advance();
                piece.Kind = PieceKind.For;
                if (ParseForNames(ref piece.KeyName, ref valueName, from))
                {
                    piece.Expression = ParseExpression();
                    piece.Height = height;
                }
                else
                {
                    piece.Expression = new ErrorExpression(Span(lastEnd, lastEnd));
                    piece.Height = 1;
                }

                piece.ValueName = valueName;
                break;
            case "else" or "endif" or "endfor":
                piece.Kind = word switch { "else" => PieceKind.Else, "endif" => PieceKind.EndIf, _ => PieceKind.EndFor };
                Advance();
                break;
            default:
                Fail(LanguageDiagnostics.InvalidDirective(
                    Here, "A directive (\"%{\") begins with if, else, endif, for or endfor. To write a literal \"%{\", double its first character (\"%%{\")."));
                piece.Kind = PieceKind.Text;
                break;
        }
    }

    /// <summary>
    /// Takes the indentation that all lines of a flush heredoc share off the pieces that begin a line. Lines of blanks alone do not
    /// count and keep theirs.
    /// </summary>
    private void Unindent(int mark)
    {
        var all = pieces.SinceMutable(mark);
        var shared = int.MaxValue;
        var lineStart = true;
        foreach (ref var piece in all)
        {
            if (lineStart)
            {
                lineStart = false;
                var indent = piece.Kind == PieceKind.Text ? Indent(piece.TextOf(text)) : 0;
                shared = Math.Min(shared, indent);
            }

            lineStart |= piece.Kind == PieceKind.Text && piece.TextOf(text).EndsWith('\n');
        }

        lineStart = true;
        foreach (ref var piece in all)
        {
            var isText = piece.Kind == PieceKind.Text;
            var begins = lineStart;
            lineStart = isText && piece.TextOf(text).EndsWith('\n');
            if (begins && isText && Indent(piece.TextOf(text)) != int.MaxValue)
            {
                piece.TextStart += shared;
            }
        }

        static int Indent(ReadOnlySpan<char> line)
        {
            var trimmed = line.TrimStart();
            return trimmed.IsEmpty && line.EndsWith('\n') ? int.MaxValue : line.Length - trimmed.Length;
        }
    }

    /// <summary>Makes the pieces above the mark a tree.</summary>
    private ImmutableArray<TemplatePart> BuildTemplate(int mark, int templateEnd)
    {
        var all = pieces.Since(mark).ToArray();
        pieces.Drop(mark);
        var at = 0;
        var highest = 0;
        var content = BuildParts(all, ref at, ref highest, opener: -1, templateEnd);
        height = highest;
        Raise(start);
        return content;
    }

    /// <summary>Builds parts until the directive that ends or divides the one at <paramref name="opener"/>.</summary>
    private ImmutableArray<TemplatePart> BuildParts(Piece[] all, ref int at, ref int highest, int opener, int templateEnd)
    {
        var mark = parts.Mark;
        while (at < all.Length)
        {
            ref var piece = ref all[at];
            switch (piece.Kind)
            {
                case PieceKind.Text:
                    highest = Math.Max(highest, 1);
                    AddTextPart(all, ref at);
                    continue;
                case PieceKind.Interpolation:
                    highest = Math.Max(highest, piece.Height + 1);
                    parts.Add(new TemplateInterpolation(piece.Expression!, Span(piece.Start, piece.End)));
                    break;
                case PieceKind.If or PieceKind.For:
                    var inner = piece.Height;
                    var directive = at++;
                    parts.Add(BuildDirective(all, directive, ref at, ref inner, templateEnd));
                    highest = Math.Max(highest, inner + 1);
                    continue;
                case PieceKind.Else when opener >= 0 && all[opener].Kind == PieceKind.If:
                case PieceKind.EndIf when opener >= 0 && all[opener].Kind is PieceKind.If or PieceKind.Else:
                case PieceKind.EndFor when opener >= 0 && all[opener].Kind == PieceKind.For:
                    return parts.Take(mark);
                default:
                    Report(LanguageDiagnostics.UnbalancedDirective(
                        At(piece.Start, piece.End), "This directive continues or ends none that stands open before it."));
                    break;
            }

            at++;
        }

        if (opener >= 0 && !abandoned)
        {
            Report(LanguageDiagnostics.UnbalancedDirective(
                At(all[opener].Start, all[opener].End),
                all[opener].Kind == PieceKind.For
                    ? "This \"for\" has no \"%{ endfor }\" before the template ends."
                    : "This \"if\" has no \"%{ endif }\" before the template ends."));
        }

        return parts.Take(mark);
    }

    private TemplatePart BuildDirective(Piece[] all, int directive, ref int at, ref int highest, int templateEnd)
    {
        var piece = all[directive];
        ImmutableArray<TemplatePart> content = [];
        ImmutableArray<TemplatePart> otherwise = [];
        if (Enter())
        {
            content = BuildParts(all, ref at, ref highest, directive, templateEnd);
            if (piece.Kind == PieceKind.If && at < all.Length && all[at].Kind == PieceKind.Else)
            {
                var divider = at++;
                otherwise = BuildParts(all, ref at, ref highest, divider, templateEnd);
            }
        }

        Leave();
        var to = at < all.Length ? all[at++].End : Math.Max(piece.End, templateEnd);
        var span = Span(piece.Start, at <= all.Length && to > piece.Start ? Math.Min(to, templateEnd) : piece.End);
        return piece.Kind == PieceKind.If
            ? new TemplateIf(piece.Expression!, content, otherwise, span)
            : new TemplateFor(piece.KeyName, piece.ValueName!, piece.Expression!, content, span);
    }

    /// <summary>Melds the row of text pieces at <paramref name="at"/> into one part.</summary>
    private void AddTextPart(Piece[] all, ref int at)
    {
        var first = at;
        var isOneSlice = all[first].Decoded is null;
        at++;
        while (at < all.Length && all[at].Kind == PieceKind.Text)
        {
            isOneSlice &= all[at].Decoded is null && all[at].TextStart == all[at - 1].TextEnd;
            at++;
        }

        string content;
        if (isOneSlice)
        {
            content = names.Get(text.AsSpan(all[first].TextStart, all[at - 1].TextEnd - all[first].TextStart));
        }
        else if (at == first + 1)
        {
            content = all[first].Decoded!;
        }
        else
        {
            var melded = new StringBuilder();
            for (var i = first; i < at; i++)
            {
                melded.Append(all[i].TextOf(text));
            }

            content = melded.ToString();
        }

        // Text that was stripped to nothing says one thing still: the template is more than one interpolation.
        if (content.Length > 0 || all.Length == 2)
        {
            parts.Add(new TemplateText(content, Span(all[first].Start, all[at - 1].End)));
        }
    }
}
