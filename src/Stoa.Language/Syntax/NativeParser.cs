using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Language.Syntax;

/// <summary>
/// The recursive descent over HCL's native syntax. One token is read ahead; whether line breaks count is a matter of where the
/// token stands, so <see cref="newlines"/> is set before the token behind a bracket is read.
/// </summary>
/// <remarks>
/// After an error <see cref="recovering"/> holds the complaints that would follow from it until the argument or block ends, and
/// <see cref="lost"/> makes every rule return to one that knows a way on. A closing bracket that is found puts the parser back on
/// its way; where none is found, the parser <see cref="Abandon"/>s the argument: it pretends that the file has ended, so that every rule returns, and goes on at the next line that looks like one.
/// </remarks>
internal sealed partial class NativeParser
{
    private readonly SourceText source;
    private readonly string text;
    private readonly int limit;
    private readonly List<Diagnostic> diagnostics = [];
    private readonly NameTable names;
    private Scratch<Comment> comments;
    private HclScanner scanner;
    private HclTokenKind kind;
    private int start;
    private int end;
    private int lastEnd;
    private bool newlines = true;
    private bool recovering;
    private bool lost;
    private bool abandoned;
    private int resumeAt;
    private int itemStart;
    private int depth;
    private int height;

    public NativeParser(SourceText source, TextSpan span)
        : this(source, source.Text, span)
    {
    }

    /// <summary>A parser of a text that stands in the source with escapes; set <see cref="Positions"/>.</summary>
    public NativeParser(SourceText source, string text, TextSpan span)
    {
        this.source = source;
        this.text = text;
        limit = span.End;
        names = new NameTable(span.Length);
        scanner = new HclScanner(text, span.Start, limit);
        end = lastEnd = span.Start;
    }

    /// <summary>Whether a block ends a line above one that is indented no further than its header.</summary>
    public bool TrustsIndentation { get; init; }

    /// <summary>Whether a block had no closing brace.</summary>
    public bool HasUnclosedBlock { get; private set; }

    /// <summary>The offset in the source of each character of the text, and of its end; null where they are the same.</summary>
    public int[]? Positions { get; init; }

    /// <summary>The greatest height of a tree.</summary>
    public int MaxDepth { get; init; } = HclParser.MaxDepth;

    public SyntaxTree ParseFile()
    {
        Advance();
        var body = ParseBody(isFile: true);
        return new SyntaxTree(source, body, comments.Take(0), [.. diagnostics]);
    }

    public (Expression, ImmutableArray<Diagnostic>) ParseWholeExpression()
    {
        newlines = false;
        Advance();
        itemStart = start;
        var expression = ParseExpression();
        if (kind != HclTokenKind.EndOfFile)
        {
            Fail(LanguageDiagnostics.ExtraAfterExpression(Here));
        }

        return (expression, [.. diagnostics]);
    }

    public (TemplateExpression, ImmutableArray<Diagnostic>) ParseWholeTemplate()
    {
        newlines = false;
        itemStart = scanner.Position;
        var template = ParseBareTemplate(scanner.Position);
        return (template, [.. diagnostics]);
    }

    private Location Here => At(start, Math.Max(end, start));

    private TextSpan Span(int from, int to) => Positions is null ? new TextSpan(from, to) : new TextSpan(Positions[from], Positions[to]);

    private Location At(int from, int to) => new(source, Span(from, to));

    private ReadOnlySpan<char> TokenText => text.AsSpan(start, end - start);

    /// <summary>Reads the next token.</summary>
    private void Advance()
    {
        lastEnd = end;
        if (abandoned)
        {
            return;
        }

        while (true)
        {
            kind = scanner.Scan(out start, out end);
            if (kind == HclTokenKind.Comment)
            {
                comments.Add(new Comment(Span(start, end)));
            }
            else if (kind != HclTokenKind.Newline || newlines)
            {
                return;
            }
        }
    }

    /// <summary>Goes on reading code behind a template.</summary>
    private void AdvanceFrom(int position)
    {
        end = position;
        if (!abandoned)
        {
            scanner.Position = position;
        }

        Advance();
    }

    /// <summary>Reports a diagnostic unless it would follow from one already reported; either way errors are held from here on.</summary>
    private void Fail(Diagnostic diagnostic)
    {
        if (!recovering)
        {
            Report(kind == HclTokenKind.Invalid && diagnostic.Location is { } at && at.Span == Span(start, end)
                ? LanguageDiagnostics.UnexpectedCharacter(Here)
                : diagnostic);
        }

        recovering = lost = true;
    }

    /// <summary>Reports a diagnostic that spoils nothing.</summary>
    private void Report(Diagnostic diagnostic)
    {
        if (diagnostics.Count < HclParser.MaxErrors)
        {
            diagnostics.Add(diagnostic);
        }
        else if (diagnostics.Count == HclParser.MaxErrors)
        {
            diagnostics.Add(LanguageDiagnostics.TooManyErrors(diagnostic.Location!, HclParser.MaxErrors));
            Abandon(limit);
        }
    }

    private ErrorExpression FailExpression(Diagnostic diagnostic)
    {
        Fail(diagnostic);
        height = 1;
        return new ErrorExpression(Span(lastEnd, lastEnd));
    }

    /// <summary>Enters a nested construct; false, with a diagnostic, where that would be too deep. Leave it in either case.</summary>
    private bool Enter()
    {
        if (++depth <= MaxDepth)
        {
            return true;
        }

        FailTooDeep(start, end);
        return false;
    }

    private void Leave() => depth--;

    /// <summary>Notes the height of a node that was just made over one of the current <see cref="height"/>.</summary>
    private void Raise(int from)
    {
        if (++height > MaxDepth)
        {
            FailTooDeep(from, lastEnd);
        }
    }

    private void FailTooDeep(int from, int to)
    {
        if (!abandoned)
        {
            Fail(LanguageDiagnostics.TooDeep(At(from, to), MaxDepth));
            Abandon(NextItemLine(Math.Max(to, start)));
        }
    }

    /// <summary>
    /// Gives the argument up: until <see cref="Resume"/> every token is the end of the file.
    /// </summary>
    private void Abandon(int position)
    {
        if (!abandoned)
        {
            abandoned = true;
            resumeAt = position;
            kind = HclTokenKind.EndOfFile;
            end = start;
        }
    }

    /// <summary>Goes on where <see cref="Abandon"/> said.</summary>
    private void Resume()
    {
        abandoned = lost = false;
        recovering = diagnostics.Count > HclParser.MaxErrors;
        newlines = true;
        scanner.Position = resumeAt;
        Advance();
        lastEnd = Math.Min(lastEnd, start);
    }

    /// <summary>
    /// After an error within brackets: skips to the bracket that closes them and leaves it as the current token; true if it was
    /// found before a line that looks like the next argument.
    /// </summary>
    private bool SkipTo(HclTokenKind closer)
    {
        if (abandoned)
        {
            return false;
        }

        // The line of the error may itself be the next argument, its name taken for an item of the brackets.
        var line = FirstOnLine(start);
        if (line > itemStart && line < start && LooksLikeItem(line))
        {
            Abandon(line);
            return false;
        }

        var reader = new HclTokenReader(text, start, limit);
        var nested = 0;
        var lineStart = false;
        while (true)
        {
            var token = reader.Next();
            switch (token.Kind)
            {
                case HclTokenKind.EndOfFile:
                    Abandon(NextItemLine(start));
                    return false;
                case HclTokenKind.Newline:
                    lineStart = true;
                    continue;
                case var _ when lineStart && token.Kind != closer && LooksLikeItem(token.Span.Start):
                    Abandon(token.Span.Start);
                    return false;
                case HclTokenKind.OpenBrace or HclTokenKind.OpenBracket or HclTokenKind.OpenParen
                    or HclTokenKind.OpenInterpolation or HclTokenKind.OpenDirective:
                    nested++;
                    break;
                case HclTokenKind.CloseBrace or HclTokenKind.CloseBracket or HclTokenKind.CloseParen or HclTokenKind.CloseTemplate
                    or HclTokenKind.Invalid:
                    // ~} closes an interpolation that began before the reader did; to the reader it is out of place.
                    var isInvalid = token.Kind == HclTokenKind.Invalid && text[token.Span.Start] != '~';
                    if (nested == 0 && !isInvalid
                        && (token.Kind == closer || (closer == HclTokenKind.CloseBrace && text[token.Span.End - 1] == '}')))
                    {
                        AdvanceFrom(token.Span.Start);
                        lost = false;
                        return true;
                    }

                    nested -= nested > 0 && !isInvalid ? 1 : 0;
                    break;
            }

            lineStart = false;
        }
    }

    /// <summary>After an error: skips to the end of the line on which the argument or block ends and leaves the line break current.</summary>
    private void SkipItem()
    {
        if (abandoned)
        {
            Resume();
            return;
        }

        var reader = new HclTokenReader(text, start, limit);
        var nested = 0;
        var lineStart = false;
        while (true)
        {
            var token = reader.Next();
            switch (token.Kind)
            {
                case HclTokenKind.EndOfFile:
                    resumeAt = reader.InTemplate || nested > 0 ? NextItemLine(start) : limit;
                    Resume();
                    return;
                case HclTokenKind.Newline when nested == 0:
                    resumeAt = token.Span.Start;
                    Resume();
                    return;
                case HclTokenKind.Newline:
                    lineStart = true;
                    continue;
                case var _ when lineStart && LooksLikeItem(token.Span.Start):
                    resumeAt = token.Span.Start;
                    Resume();
                    return;
                case HclTokenKind.OpenBrace or HclTokenKind.OpenBracket or HclTokenKind.OpenParen
                    or HclTokenKind.OpenInterpolation or HclTokenKind.OpenDirective:
                    nested++;
                    break;
                case HclTokenKind.CloseBrace or HclTokenKind.CloseBracket or HclTokenKind.CloseParen or HclTokenKind.CloseTemplate
                    when nested > 0:
                    nested--;
                    break;
                case HclTokenKind.CloseBrace when nested == 0:
                    // The brace of the block around it: foo { bar = } on one line.
                    resumeAt = token.Span.Start;
                    Resume();
                    return;
            }

            lineStart = false;
        }
    }

    /// <summary>The start of the next line that looks like an argument, a block or the end of the block around; or the end.</summary>
    private int NextItemLine(int from)
    {
        var at = HclScanner.LineEnd(text, from, limit);
        while (at < limit)
        {
            var first = at;
            while (first < limit && text[first] is ' ' or '\t')
            {
                first++;
            }

            if (first < limit && LooksLikeItem(first))
            {
                return at;
            }

            at = HclScanner.LineEnd(text, first, limit);
        }

        return limit;
    }

    /// <summary>
    /// Whether what stands first on a line is likely to be the next argument or block, or to close the block around: it is
    /// indented no further than the argument in which the error is.
    /// </summary>
    private bool LooksLikeItem(int at)
    {
        var column = Column(at);
        var itemColumn = Column(itemStart);
        return text[at] == '}' ? column < itemColumn : column <= itemColumn && BeginsItem(at);
    }

    private bool BeginsItem(int at)
    {
        var next = HclScanner.ScanName(text, at, limit);
        if (next == at)
        {
            return false;
        }

        while (next < limit && text[next] is ' ' or '\t')
        {
            next++;
        }

        if (next >= limit)
        {
            return false;
        }

        return text[next] == '=' ? next + 1 >= limit || text[next + 1] is not ('=' or '>')
            : text[next] is '{' or '"' || HclScanner.ScanName(text, next, limit) > next;
    }

    private int FirstOnLine(int at)
    {
        var first = at - Column(at);
        while (first < at && text[first] is ' ' or '\t')
        {
            first++;
        }

        return first;
    }

    private int Column(int at) => at - (text.LastIndexOf('\n', Math.Max(0, at - 1), Math.Max(0, at)) + 1);
}
