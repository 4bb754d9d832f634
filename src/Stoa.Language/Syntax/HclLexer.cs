using System.Collections.Immutable;
using Stoa.Language.Text;

namespace Stoa.Language.Syntax;

/// <summary>
/// HCL's native syntax as tokens. The parser reads the text directly; this is for who wants every character accounted for, and
/// for finding the way on after an error.
/// </summary>
public static class HclLexer
{
    /// <summary>
    /// The tokens of a file. They tile it: each begins where the one before ends, and the last, of kind
    /// <see cref="HclTokenKind.EndOfFile"/>, is empty.
    /// </summary>
    public static ImmutableArray<HclToken> Tokenize(SourceText source)
    {
        var tokens = ImmutableArray.CreateBuilder<HclToken>(source.Text.Length / 5);
        var reader = new HclTokenReader(source.Text, 0, source.Text.Length);
        var at = 0;
        while (true)
        {
            var token = reader.Next();
            if (token.Span.Start > at)
            {
                tokens.Add(new HclToken(HclTokenKind.Whitespace, new TextSpan(at, token.Span.Start)));
            }

            tokens.Add(token);
            at = token.Span.End;
            if (token.Kind == HclTokenKind.EndOfFile)
            {
                return tokens.DrainToImmutable();
            }
        }
    }
}

/// <summary>Tokens with the templates between them: keeps on a stack of its own what the parser keeps on the call stack.</summary>
internal sealed class HclTokenReader(string text, int position, int limit)
{
    private readonly Stack<Mode> modes = new();
    private HclScanner scanner = new(text, position, limit);
    private Mode mode = new(ModeKind.Code);
    private bool atLineStart;

    private enum ModeKind : byte
    {
        Code,
        Quoted,
        Heredoc,
    }

    /// <summary>Where the next token is looked for.</summary>
    public int Position => scanner.Position;

    /// <summary>Whether the next token belongs to a template's text.</summary>
    public bool InTemplate => mode.Kind != ModeKind.Code;

    /// <summary>The next token, blanks skipped.</summary>
    public HclToken Next()
    {
        while (true)
        {
            HclToken? token = mode.Kind switch
            {
                ModeKind.Quoted => NextQuoted(),
                ModeKind.Heredoc => NextHeredoc(),
                _ => NextCode(),
            };
            if (token is { } found)
            {
                return found;
            }
        }
    }

    private HclToken NextCode()
    {
        var kind = scanner.Scan(out var start, out var end);
        switch (kind)
        {
            case HclTokenKind.OpenBrace:
                mode = mode with { Braces = mode.Braces + 1 };
                break;
            case HclTokenKind.CloseBrace or HclTokenKind.CloseTemplate when modes.Count > 0 && mode.Braces == 0:
                mode = modes.Pop();
                kind = HclTokenKind.CloseTemplate;
                break;
            case HclTokenKind.CloseBrace:
                mode = mode with { Braces = Math.Max(0, mode.Braces - 1) };
                break;
            case HclTokenKind.CloseTemplate:
                kind = HclTokenKind.Invalid;
                break;
            case HclTokenKind.OpenQuote:
                Push(new Mode(ModeKind.Quoted));
                break;
            case HclTokenKind.OpenHeredoc:
                Push(new Mode(ModeKind.Heredoc) { Opener = new TextSpan(start, end) });
                atLineStart = true;
                break;
        }

        return new HclToken(kind, new TextSpan(start, end));
    }

    // Null where the template ends without its mark; the code around it then goes on.
    private HclToken? NextQuoted()
    {
        var start = scanner.Position;
        if (start >= limit || text[start] is '\r' or '\n')
        {
            mode = modes.Pop();
            return null;
        }

        if (text[start] == '"')
        {
            mode = modes.Pop();
            return Token(HclTokenKind.CloseQuote, start, start + 1);
        }

        if (HclScanner.IsTemplateOpen(text, start, limit))
        {
            return Open(start);
        }

        var at = start;
        while ((at = HclScanner.NextQuotedStop(text, at, limit)) < limit
            && text[at] is not ('"' or '\r' or '\n') && !HclScanner.IsTemplateOpen(text, at, limit))
        {
            at += text[at] == '\\' && at + 1 < limit && text[at + 1] is not ('\r' or '\n') ? 2
                : HclScanner.IsTemplateEscape(text, at, limit) ? 3 : 1;
        }

        return Token(HclTokenKind.TemplateText, start, at);
    }

    private HclToken? NextHeredoc()
    {
        var start = scanner.Position;
        if (start >= limit)
        {
            mode = modes.Pop();
            return null;
        }

        var lineEnd = HclScanner.LineEnd(text, start, limit);
        var marker = HclScanner.HeredocMarker(text, mode.Opener.Start, mode.Opener.End);
        if (atLineStart && HclScanner.IsHeredocEnd(text, start, lineEnd, marker, out var end))
        {
            mode = modes.Pop();
            atLineStart = false;
            return Token(HclTokenKind.CloseHeredoc, start, end);
        }

        atLineStart = false;
        if (HclScanner.IsTemplateOpen(text, start, limit))
        {
            return Open(start);
        }

        var at = start;
        while (at < lineEnd && !HclScanner.IsTemplateOpen(text, at, limit))
        {
            at += HclScanner.IsTemplateEscape(text, at, limit) ? 3 : 1;
        }

        atLineStart = text[at - 1] == '\n';
        return Token(HclTokenKind.TemplateText, start, at);
    }

    private HclToken Open(int start)
    {
        Push(new Mode(ModeKind.Code));
        var end = start + 2 < limit && text[start + 2] == '~' ? start + 3 : start + 2;
        return Token(text[start] == '$' ? HclTokenKind.OpenInterpolation : HclTokenKind.OpenDirective, start, end);
    }

    private void Push(Mode inner)
    {
        modes.Push(mode);
        mode = inner;
    }

    private HclToken Token(HclTokenKind kind, int start, int end)
    {
        scanner.Position = end;
        return new HclToken(kind, new TextSpan(start, end));
    }

    private readonly record struct Mode(ModeKind Kind)
    {
        public int Braces { get; init; }

        public TextSpan Opener { get; init; }
    }
}
