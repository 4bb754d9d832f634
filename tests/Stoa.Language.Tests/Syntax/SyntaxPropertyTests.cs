using System.Collections.Immutable;
using CsCheck;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Tests.Syntax;

public class SyntaxPropertyTests
{
    private static readonly Gen<string> Fragments = Gen.OneOf(new[]
    {
        "a", "b1", " ", "\n", "\r\n", "\t", "=", "==", "{", "}", "[", "]", "(", ")", "\"", "${", "%{", "}", "~}", "$${", "\\n", "\\u0041",
        "<<EOT\n", "EOT\n", "<<-X\n", "  X\n", "#c\n", "//", "/*", "*/", ",", ".", "...", "?", ":", "::", "=>", "1", "2.5e3", "0.1", "if ", "for ",
        "in ", "else", "endif", "endfor", "*", "-", "!", "&&", "||", "<", ">=", "é", "😀", "\0", "'", "true",
    }.Select(Gen.Const).ToArray());

    private static readonly Gen<string> Texts = Fragments.Array[0, 60].Select(string.Concat);

    [Fact]
    public void Tokens_tile_any_text() => Texts.Sample(text =>
    {
        var at = 0;
        foreach (var token in HclLexer.Tokenize(new SourceText("t.tf", text)))
        {
            if (token.Span.Start != at || (token.Span.Length == 0) != (token.Kind == HclTokenKind.EndOfFile))
            {
                return false;
            }

            at = token.Span.End;
        }

        return at == text.Length;
    });

    [Fact]
    public void Spans_nest_in_the_tree_of_any_text() => Texts.Sample(text =>
    {
        var whole = new TextSpan(0, text.Length);
        Check(HclParser.Parse(new SourceText("t.tf", text)).Body, whole);
        Check(HclParser.ParseExpression(new SourceText("t.tf", text)).Expression, whole);
        Check(HclParser.ParseTemplate(new SourceText("t.tf", text)).Template, whole);
    });

    [Fact]
    public void A_text_without_a_complaint_is_read_to_its_end() => Texts.Sample(text =>
    {
        var (expression, diagnostics) = HclParser.ParseExpression(new SourceText("t.tf", text));
        return !diagnostics.IsEmpty || HclLexer.Tokenize(new SourceText("t.tf", text[expression.Span.End..])).All(static t =>
            t.Kind is HclTokenKind.Whitespace or HclTokenKind.Comment or HclTokenKind.Newline or HclTokenKind.EndOfFile);
    });

    private static void Check(Body body, TextSpan around)
    {
        Within(body.Span, around);
        foreach (var attribute in body.Attributes)
        {
            Within(attribute.Span, body.Span);
            Within(attribute.NameSpan, attribute.Span);
            Check(attribute.Value, attribute.Span);
        }

        foreach (var block in body.Blocks)
        {
            Within(block.Span, body.Span);
            Within(block.HeaderSpan, block.Span);
            Within(block.TypeSpan, block.HeaderSpan);
            Check(block.Body, block.Span);
        }
    }

    private static void Check(Expression expression, TextSpan around)
    {
        Within(expression.Span, around);
        foreach (var child in Children(expression))
        {
            Check(child, expression.Span);
        }

        if (expression is TemplateExpression template)
        {
            Check(template.Parts, template.Span);
        }
    }

    private static void Check(ImmutableArray<TemplatePart> parts, TextSpan around)
    {
        foreach (var part in parts)
        {
            Within(part.Span, around);
            switch (part)
            {
                case TemplateInterpolation i:
                    Check(i.Expression, part.Span);
                    break;
                case TemplateIf i:
                    Check(i.Condition, part.Span);
                    Check(i.Then, part.Span);
                    Check(i.Else, part.Span);
                    break;
                case TemplateFor f:
                    Check(f.Collection, part.Span);
                    Check(f.Body, part.Span);
                    break;
            }
        }
    }

    private static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        AttributeAccess e => [e.Target],
        IndexAccess e => [e.Target, e.Key],
        SplatExpression e => [e.Target, e.Each],
        FunctionCall e => e.Arguments,
        ConditionalExpression e => [e.Condition, e.Then, e.Else],
        BinaryExpression e => [e.Left, e.Right],
        UnaryExpression e => [e.Operand],
        ParenthesizedExpression e => [e.Inner],
        TupleExpression e => e.Items,
        ObjectExpression e => e.Items.SelectMany(static i => new[] { i.Key, i.Value }),
        ForExpression e => new[] { e.Collection, e.Key, e.Value, e.Condition }.OfType<Expression>(),
        _ => [],
    };

    private static void Within(TextSpan inner, TextSpan outer)
    {
        if (inner.End < inner.Start || !outer.Contains(inner))
        {
            throw new InvalidOperationException($"{inner} is not within {outer}.");
        }
    }
}
