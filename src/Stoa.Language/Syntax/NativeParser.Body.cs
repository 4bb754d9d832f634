using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Language.Syntax;

// Bodies: attributes and blocks.
internal sealed partial class NativeParser
{
    // Above this many attributes a set tells whether a name was there before; below it looking through them is faster.
    private const int ManyAttributes = 16;

    private Scratch<AttributeSyntax> attributes;
    private Scratch<BlockSyntax> blocks;
    private Scratch<BlockLabel> labels;

    /// <summary>Reads a body up to its closing brace, which is left current, or to the end of the file.</summary>
    private Body ParseBody(bool isFile, int header = 0)
    {
        var from = isFile ? 0 : lastEnd;
        var attributeMark = attributes.Mark;
        var blockMark = blocks.Mark;
        HashSet<string>? seen = null;
        var isSingleLine = !isFile && kind is not (HclTokenKind.Newline or HclTokenKind.CloseBrace);
        var complained = false;
        while (true)
        {
            switch (kind)
            {
                case HclTokenKind.Newline:
                    Advance();
                    continue;
                case HclTokenKind.EndOfFile:
                case HclTokenKind.CloseBrace when !isFile:
                case HclTokenKind.Identifier when TrustsIndentation && !isFile && EndsByIndentation(header):
                    var to = isFile ? limit : Math.Max(from, kind == HclTokenKind.CloseBrace ? start : lastEnd);
                    return new Body(attributes.Take(attributeMark), blocks.Take(blockMark), Span(from, to));
            }

            var isBlock = ParseItem(attributeMark, ref seen);
            if (lost || abandoned)
            {
                SkipItem();
            }
            else if (kind is not (HclTokenKind.Newline or HclTokenKind.EndOfFile) || isSingleLine)
            {
                EndItem(isBlock, isSingleLine, ref complained);
            }

            recovering = diagnostics.Count > HclParser.MaxErrors;
            isSingleLine = false;
        }
    }

    /// <summary>Checks what follows an argument or block that its line does not end with.</summary>
    private void EndItem(bool isBlock, bool isSingleLine, ref bool complained)
    {
        if (isSingleLine && !isBlock && kind == HclTokenKind.CloseBrace)
        {
            return;
        }

        if (isSingleLine || complained)
        {
            // Several arguments on the line of the braces: one complaint, and they are all read.
            if (!complained)
            {
                Report(LanguageDiagnostics.InvalidSingleLineBlock(At(itemStart, lastEnd)));
            }

            complained = true;
            if (kind == HclTokenKind.Comma)
            {
                Advance();
            }
        }
        else if (kind == HclTokenKind.CloseBrace)
        {
            Report(LanguageDiagnostics.MissingNewline(Here, isBlock));
        }
        else
        {
            Fail(LanguageDiagnostics.MissingNewline(Here, isBlock));
            SkipItem();
        }
    }

    private bool EndsByIndentation(int header) =>
        Column(start) <= Column(header) && text.AsSpan(start - Column(start), Column(start)).IsWhiteSpace() && BeginsItem(start);

    private string ArgumentRequiredDetail() => kind switch
    {
        HclTokenKind.CloseBrace => "This brace closes nothing. Remove it, or look for an opening brace too few above.",
        HclTokenKind.OpenQuote => "Names of arguments and types of blocks are not quoted.",
        HclTokenKind.OpenBrace or HclTokenKind.OpenBracket or HclTokenKind.OpenParen =>
            "A value stands here without a name. To set an argument, write its name and an equals sign before the value.",
        _ => "Write an argument (name = value) or a block (type \"label\" { … }).",
    };

    /// <summary>Reads an argument or a block; true where it was a block.</summary>
    private bool ParseItem(int attributeMark, ref HashSet<string>? seen)
    {
        var own = itemStart = start;
        if (kind != HclTokenKind.Identifier)
        {
            Fail(LanguageDiagnostics.ArgumentOrBlockRequired(Here, ArgumentRequiredDetail()));
            if (kind == HclTokenKind.CloseBrace)
            {
                Advance();
            }

            return true;
        }

        var nameEnd = end;
        var name = names.Get(TokenText);
        Advance();
        switch (kind)
        {
            case HclTokenKind.Equals:
                Advance();
                var value = ParseExpression();
                AddAttribute(new AttributeSyntax(name, Span(own, nameEnd), value, Span(own, lastEnd)), attributeMark, ref seen);
                return false;
            case HclTokenKind.OpenBrace or HclTokenKind.OpenQuote or HclTokenKind.Identifier:
                ParseBlock(name, own, nameEnd);
                itemStart = own;
                return true;
            case HclTokenKind.Colon:
                Fail(LanguageDiagnostics.ArgumentOrBlockRequired(
                    Here, $"To set the argument \"{name}\", write an equals sign (\"=\") after its name, not a colon."));
                return false;
            case HclTokenKind.Dot or HclTokenKind.OpenBracket:
                Fail(LanguageDiagnostics.ArgumentOrBlockRequired(
                    Here, "The name of an argument is a single name; it cannot be reached into with a point or an index."));
                return false;
            default:
                Fail(LanguageDiagnostics.ArgumentOrBlockRequired(
                    At(own, nameEnd),
                    $"To set the argument \"{name}\", write an equals sign (\"=\") and its value. To write a block, put its labels and an opening brace on this line."));
                return false;
        }
    }

    private void AddAttribute(AttributeSyntax attribute, int mark, ref HashSet<string>? seen)
    {
        var before = attributes.Since(mark);
        AttributeSyntax? first = null;
        if (before.Length < ManyAttributes)
        {
            foreach (var other in before)
            {
                if (ReferenceEquals(other.Name, attribute.Name) || other.Name == attribute.Name)
                {
                    first = other;
                }
            }
        }
        else
        {
            if (seen is null)
            {
                seen = [];
                foreach (var other in before)
                {
                    seen.Add(other.Name);
                }
            }

            if (!seen.Add(attribute.Name))
            {
                foreach (var other in before)
                {
                    if (other.Name == attribute.Name)
                    {
                        first = other;
                        break;
                    }
                }
            }
        }

        if (first is null)
        {
            attributes.Add(attribute);
        }
        else
        {
            Report(LanguageDiagnostics.ArgumentRedefined(
                new Location(source, attribute.NameSpan), attribute.Name, new Location(source, first.NameSpan)));
        }
    }

    private void ParseBlock(string type, int typeStart, int typeEnd)
    {
        var mark = labels.Mark;
        while (kind is HclTokenKind.OpenQuote or HclTokenKind.Identifier)
        {
            if (kind == HclTokenKind.OpenQuote)
            {
                labels.Add(ParseQuotedLabel());
            }
            else
            {
                labels.Add(new BlockLabel(names.Get(TokenText), Span(start, end)));
                Advance();
            }
        }

        var headerEnd = lastEnd;
        var given = labels.Take(mark);
        if (kind != HclTokenKind.OpenBrace)
        {
            Fail(LanguageDiagnostics.InvalidBlockHeader(Here, At(typeStart, headerEnd)));
            return;
        }

        if (!Enter())
        {
            Leave();
            return;
        }

        newlines = true;
        Advance();
        var body = ParseBody(isFile: false, typeStart);
        Leave();
        if (kind == HclTokenKind.CloseBrace)
        {
            Advance();
        }
        else if (diagnostics.Count <= HclParser.MaxErrors)
        {
            HasUnclosedBlock = true;
            Report(LanguageDiagnostics.UnclosedBlock(At(typeStart, headerEnd)));
            if (kind == HclTokenKind.Identifier)
            {
                // Indentation ended the block; the line that is current belongs to the body around it.
                resumeAt = start;
                abandoned = true;
            }
        }

        blocks.Add(new BlockSyntax(
            type, Span(typeStart, typeEnd), given, body, Span(typeStart, headerEnd), Span(typeStart, Math.Max(lastEnd, body.Span.End))));
    }
}
