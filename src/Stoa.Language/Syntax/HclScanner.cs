using System.Buffers;
using System.Globalization;
using System.Text;

namespace Stoa.Language.Syntax;

/// <summary>
/// Reads the tokens of HCL's expressions and bodies one by one, blanks skipped. Templates have another lexical grammar; who drives
/// the scanner (the parser, or <see cref="HclLexer"/>) knows when one begins and reads its text with the static methods here.
/// </summary>
internal struct HclScanner(string text, int position, int limit)
{
    private static readonly SearchValues<char> QuotedStops = SearchValues.Create("\"\\$%\r\n");

    private const byte Blank = 1;
    private const byte NameStart = 2;
    private const byte Digit = 3;
    private const byte NamePart = 4; // '-' continues a name but does not begin one.

    /// <summary>Where the next token is looked for.</summary>
    public int Position = position;

    // What a character below 128 can begin or continue.
    private static ReadOnlySpan<byte> Classes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0,
        0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 2,
        0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0,
    ];

    /// <summary>Reads the next token; comments and line ends are tokens, blanks are not.</summary>
    public HclTokenKind Scan(out int start, out int end)
    {
        var at = Position;
        while (at < limit && text[at] is ' ' or '\t')
        {
            at++;
        }

        start = at;
        if (at >= limit)
        {
            Position = end = limit;
            start = limit;
            return HclTokenKind.EndOfFile;
        }

        var c = text[at];
        HclTokenKind kind;
        switch (c < 128 ? Classes[c] : (byte)0)
        {
            case NameStart:
                at = NameEnd(text, at + 1, limit);
                kind = HclTokenKind.Identifier;
                break;
            case Digit:
                at = NumberEnd(at + 1);
                kind = HclTokenKind.Number;
                break;
            default:
                kind = ScanSymbol(c, ref at);
                break;
        }

        Position = end = at;
        return kind;
    }

    /// <summary>The end of a name of which the part before <paramref name="at"/> was read.</summary>
    public static int NameEnd(string text, int at, int limit)
    {
        var classes = Classes;
        while (at < limit)
        {
            var c = text[at];
            if (c < 128)
            {
                if (classes[c] < NameStart)
                {
                    break;
                }

                at++;
            }
            else if (RuneLength(text, at, limit, continues: true) is var length and > 0)
            {
                at += length;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>The end of a name that begins at <paramref name="at"/>; <paramref name="at"/> itself where none does.</summary>
    public static int ScanName(string text, int at, int limit)
    {
        if (at >= limit)
        {
            return at;
        }

        var c = text[at];
        var first = c < 128 ? Classes[c] == NameStart ? 1 : 0 : RuneLength(text, at, limit, continues: false);
        return first == 0 ? at : NameEnd(text, at + first, limit);
    }

    /// <summary>The next place in a quoted template that is not plain text; <paramref name="limit"/> where there is none.</summary>
    public static int NextQuotedStop(string text, int at, int limit)
    {
        var offset = text.AsSpan(at, limit - at).IndexOfAny(QuotedStops);
        return offset < 0 ? limit : at + offset;
    }

    /// <summary>Whether <c>${</c> or <c>%{</c> stands at <paramref name="at"/>.</summary>
    public static bool IsTemplateOpen(string text, int at, int limit) =>
        at + 1 < limit && text[at] is '$' or '%' && text[at + 1] == '{';

    /// <summary>Whether <c>$${</c> or <c>%%{</c> stands at <paramref name="at"/>.</summary>
    public static bool IsTemplateEscape(string text, int at, int limit) =>
        at + 2 < limit && text[at] is '$' or '%' && text[at + 1] == text[at] && text[at + 2] == '{';

    /// <summary>The end of the line at <paramref name="at"/>, its line feed included.</summary>
    public static int LineEnd(string text, int at, int limit)
    {
        var offset = text.AsSpan(at, limit - at).IndexOf('\n');
        return offset < 0 ? limit : at + offset + 1;
    }

    /// <summary>
    /// Whether the line from <paramref name="at"/> closes the heredoc of that marker; if so, where the marker ends. A file may
    /// end right behind it.
    /// </summary>
    public static bool IsHeredocEnd(string text, int at, int lineEnd, ReadOnlySpan<char> marker, out int end)
    {
        var line = text.AsSpan(at, lineEnd - at);
        var blanks = line.Length - line.TrimStart().Length;
        end = at + blanks + marker.Length;
        if (!line[blanks..].StartsWith(marker) || !line[(blanks + marker.Length)..].IsWhiteSpace())
        {
            return false;
        }

        // Blanks behind the marker belong to it; the end of the line does not.
        end = lineEnd;
        if (end > at && text[end - 1] == '\n')
        {
            end--;
            if (end > at && text[end - 1] == '\r')
            {
                end--;
            }
        }

        return true;
    }

    /// <summary>The name that closes a heredoc, from its opening token.</summary>
    public static ReadOnlySpan<char> HeredocMarker(string text, int start, int end)
    {
        var marker = text.AsSpan(start + 2, end - start - 2).TrimEnd("\r\n");
        return marker[0] == '-' ? marker[1..] : marker;
    }

    private HclTokenKind ScanSymbol(char c, ref int at)
    {
        var next = at + 1 < limit ? text[at + 1] : '\0';
        at++;
        switch (c)
        {
            case '\n':
                return HclTokenKind.Newline;
            case '=':
                return next == '=' ? Two(ref at, HclTokenKind.EqualEqual)
                    : next == '>' ? Two(ref at, HclTokenKind.Arrow) : HclTokenKind.Equals;
            case '"':
                return HclTokenKind.OpenQuote;
            case '{':
                return HclTokenKind.OpenBrace;
            case '}':
                return HclTokenKind.CloseBrace;
            case '.':
                if (next == '.' && at + 1 < limit && text[at + 1] == '.')
                {
                    at += 2;
                    return HclTokenKind.Ellipsis;
                }

                return HclTokenKind.Dot;
            case ',':
                return HclTokenKind.Comma;
            case '[':
                return HclTokenKind.OpenBracket;
            case ']':
                return HclTokenKind.CloseBracket;
            case '(':
                return HclTokenKind.OpenParen;
            case ')':
                return HclTokenKind.CloseParen;
            case '#':
                return ScanLineComment(ref at);
            case '/':
                return next == '/' ? ScanLineComment(ref at) : next == '*' ? ScanInlineComment(ref at) : HclTokenKind.Slash;
            case ':':
                return next == ':' ? Two(ref at, HclTokenKind.DoubleColon) : HclTokenKind.Colon;
            case '?':
                return HclTokenKind.Question;
            case '!':
                return next == '=' ? Two(ref at, HclTokenKind.NotEqual) : HclTokenKind.Bang;
            case '<':
                return next == '=' ? Two(ref at, HclTokenKind.LessOrEqual) : ScanHeredocOpen(ref at);
            case '>':
                return next == '=' ? Two(ref at, HclTokenKind.GreaterOrEqual) : HclTokenKind.Greater;
            case '+':
                return HclTokenKind.Plus;
            case '-':
                return HclTokenKind.Minus;
            case '*':
                return HclTokenKind.Star;
            case '%':
                return HclTokenKind.Percent;
            case '&' when next == '&':
                return Two(ref at, HclTokenKind.And);
            case '|' when next == '|':
                return Two(ref at, HclTokenKind.Or);
            case '~' when next == '}':
                return Two(ref at, HclTokenKind.CloseTemplate);
            case '\r' when next == '\n':
                return Two(ref at, HclTokenKind.Newline);
            case > '\u007f' when RuneLength(text, at - 1, limit, continues: false) is var length and > 0:
                at = NameEnd(text, at - 1 + length, limit);
                return HclTokenKind.Identifier;
            default:
                at += char.IsHighSurrogate(c) && char.IsLowSurrogate(next) ? 1 : 0;
                return HclTokenKind.Invalid;
        }
    }

    private static HclTokenKind Two(ref int at, HclTokenKind kind)
    {
        at++;
        return kind;
    }

    private readonly HclTokenKind ScanLineComment(ref int at)
    {
        at = LineEnd(text, at, limit);
        if (text[at - 1] == '\n')
        {
            at--;
            if (text[at - 1] == '\r')
            {
                at--;
            }
        }

        return HclTokenKind.Comment;
    }

    private readonly HclTokenKind ScanInlineComment(ref int at)
    {
        var offset = text.AsSpan(at + 1, limit - at - 1).IndexOf("*/");
        if (offset < 0)
        {
            at = limit;
            return HclTokenKind.Invalid;
        }

        at += offset + 3;
        return HclTokenKind.Comment;
    }

    private readonly HclTokenKind ScanHeredocOpen(ref int at)
    {
        if (at < limit && text[at] == '<')
        {
            var name = at + 1 < limit && text[at + 1] == '-' ? at + 2 : at + 1;
            var end = ScanName(text, name, limit);
            if (end > name)
            {
                if (end < limit && text[end] == '\r')
                {
                    end++;
                }

                if (end < limit && text[end] == '\n')
                {
                    at = end + 1;
                    return HclTokenKind.OpenHeredoc;
                }
            }
        }

        return HclTokenKind.Less;
    }

    // As HCL reads them: digits and points, and exponents; never a point at the end, so that 0... is a number and an ellipsis.
    private readonly int NumberEnd(int at)
    {
        var end = at;
        while (at < limit)
        {
            var c = text[at];
            if (char.IsAsciiDigit(c))
            {
                end = ++at;
            }
            else if (c == '.')
            {
                at++;
            }
            else if (c is 'e' or 'E')
            {
                var digit = at + 1 < limit && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
                if (digit >= limit || !char.IsAsciiDigit(text[digit]))
                {
                    break;
                }

                end = at = digit + 1;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    private static int RuneLength(string text, int at, int limit, bool continues)
    {
        if (Rune.DecodeFromUtf16(text.AsSpan(at, Math.Min(2, limit - at)), out var rune, out var length) != OperationStatus.Done)
        {
            return 0;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => length,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.ConnectorPunctuation => continues ? length : 0,
            _ => 0,
        };
    }
}
