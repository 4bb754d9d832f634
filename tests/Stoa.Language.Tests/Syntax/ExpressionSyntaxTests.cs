using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Tests.Syntax;

public class ExpressionSyntaxTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("a-b", "a-b")]
    [InlineData("a - b", "(Subtract a b)")]
    [InlineData("größe", "größe")]
    public void A_term_is_read_as_written(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("a || b && c", "(Or a (And b c))")]
    [InlineData("a && b == c", "(And a (Equal b c))")]
    [InlineData("a == b < c", "(Equal a (Less b c))")]
    [InlineData("a < b + c", "(Less a (Add b c))")]
    [InlineData("a + b * c", "(Add a (Multiply b c))")]
    [InlineData("a - b - c", "(Subtract (Subtract a b) c)")]
    [InlineData("a * b / c % d", "(Modulo (Divide (Multiply a b) c) d)")]
    [InlineData("-a + !b", "(Add (Negate a) (Not b))")]
    [InlineData("-a.b", "(Negate (. a b))")]
    [InlineData("a ? b : c ? d : e", "(? a b (? c d e))")]
    [InlineData("a ? b ? c : d : e", "(? a (? b c d) e)")]
    [InlineData("(a + b) * c", "(Multiply (paren (Add a b)) c)")]
    [InlineData("a >= b != c <= d", "(NotEqual (GreaterOrEqual a b) (LessOrEqual c d))")]
    public void Operators_bind_as_in_HCL(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("a.b.c", "(. (. a b) c)")]
    [InlineData("a[0].b", "(. (index a 0) b)")]
    [InlineData("a[\"k\"]", "(index a 'k')")]
    [InlineData("a.0.b", "(. (legacy a 0) b)")]
    [InlineData("a[*].b[0].c", "(splat a (. (index (. @ b) 0) c))")]
    [InlineData("a.*.b.c[0]", "(index (attrsplat a (. (. @ b) c)) 0)")]
    [InlineData("a.*.b.0", "(attrsplat a (legacy (. @ b) 0))")]
    [InlineData("a[*][*].b", "(splat a (splat @ (. @ b)))")]
    [InlineData("f(x).y", "(. (f x) y)")]
    [InlineData("[1, 2][0]", "(index [1 2] 0)")]
    [InlineData("\"${a}\"[0]", "(index (template ${a}) 0)")]
    public void A_traversal_is_read_step_by_step(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("f()", "(f)")]
    [InlineData("f(a, b,)", "(f a b)")]
    [InlineData("f(a...)", "(f a...)")]
    [InlineData("f(\n  a,\n  b\n)", "(f a b)")]
    [InlineData("provider::aws::arn_parse(x)", "(provider::aws::arn_parse x)")]
    public void A_call_is_read_with_its_arguments(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("[]", "[]")]
    [InlineData("[1, 2,]", "[1 2]")]
    [InlineData("[\n 1, # one\n 2\n]", "[1 2]")]
    [InlineData("{}", "{}")]
    [InlineData("{ a = 1, b : 2 }", "{a=1 b=2}")]
    [InlineData("{\n a = 1\n\n b = 2,\n}", "{a=1 b=2}")]
    [InlineData("{ (a) = 1, \"b\" = 2, 3 = 4, true = 5 }", "{(paren a)=1 'b'=2 3=4 true=5}")]
    [InlineData("{ \"a-${b}\" = 1 }", "{(template 'a-' ${b})=1}")]
    public void A_collection_is_read_with_its_items(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("[for x in y : x]", "(for x in y x)")]
    [InlineData("[for i, x in y : x if i > 0]", "(for i,x in y x if (Greater i 0))")]
    [InlineData("{for k, v in y : k => v}", "(for k,v in y k => v)")]
    [InlineData("{\n for k, v in y :\n k => v...\n if v\n }", "(for k,v in y k => v... if v)")]
    public void A_for_is_read_with_names_and_condition(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("\"\"", "''")]
    [InlineData("\"a\\n\\t\\\"\\\\ \\u00e9 \\U0001F600\"", "'a\\n\\t\"\\\\ é 😀'")]
    [InlineData("\"$${a} %%{b} $a 5% $$\"", "'${a} %{b} $a 5% $$'")]
    [InlineData("\"$$${a}\"", "'$${a}'")]
    [InlineData("\"${a}\"", "(template ${a})")]
    [InlineData("\"a${b}c\"", "(template 'a' ${b} 'c')")]
    [InlineData("\"${ {a = \"}\"}.a }\"", "(template ${(. {a='}'} a)})")]
    [InlineData("\"a ${~ b ~} c\"", "(template 'a' ${b} 'c')")]
    [InlineData("\"${b ~} \"", "(template ${b} '')")]
    [InlineData("\"%{ if a }b%{ else }c%{ endif }\"", "(template (if a 'b' else 'c'))")]
    [InlineData("\"%{ for k, v in m ~} ${k}=${v} %{~ endfor }\"", "(template (for k,v in m ${k} '=' ${v}))")]
    [InlineData("\"${\"${\"x\"}\"}\"", "(template ${(template ${'x'})})")]
    public void A_quoted_template_is_read_in_parts(string text, string expected) => Reads(text, expected);

    [Theory]
    [InlineData("<<EOT\na\n  b\nEOT\n", "(heredoc 'a\\n  b\\n')")]
    [InlineData("<<-EOT\n    a\n      b\n\n  EOT\n", "(heredoc 'a\\n  b\\n\\n')")]
    [InlineData("<<-EOT\n    a\n  ${b}\n  EOT\n", "(heredoc '  a\\n' ${b} '\\n')")]
    [InlineData("<<EOT\nEOT\n", "(heredoc)")]
    [InlineData("<<EOT\nEOTX\n EOT", "(heredoc 'EOTX\\n')")]
    [InlineData("<<EOT\r\na\r\nEOT\r\n", "(heredoc 'a\\r\\n')")]
    [InlineData("<<EOT\n\\n \"q\" $${x}\nEOT\n", "(heredoc '\\\\n \"q\" ${x}\\n')")]
    [InlineData("<<EOT\n${<<IN\nx\nIN\n}EOT\nEOT\n", "(heredoc ${(heredoc 'x\\n')} 'EOT\\n')")]
    [InlineData("<<EOT\n%{ if a ~}\n  b\n%{ endif ~}\nEOT\n", "(heredoc (if a '  b\\n'))")]
    public void A_heredoc_is_read_in_parts(string text, string expected) => Reads(text, expected);

    private static void Reads(string text, string expected)
    {
        var (expression, diagnostics) = HclParser.ParseExpression(new SourceText("t.tf", text));
        Assert.Empty(diagnostics);
        Assert.Equal(expected, Notation.Of(expression));
    }
}
