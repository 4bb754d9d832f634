using System.Globalization;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Tests.Syntax;

public class BodySyntaxTests
{
    [Theory]
    [InlineData("", "<>")]
    [InlineData("a = 1\nb = 2", "<a=1; b=2>")]
    [InlineData("a {}\n", "<a <>>")]
    [InlineData("a \"b\" c {\n  d = 1\n}\n", "<a 'b' 'c' <d=1>>")]
    [InlineData("a { b = 1 }\n", "<a <b=1>>")]
    [InlineData("a {\n  b {\n  }\n  c = 1\n}\n", "<a <b <>; c=1>>")]
    [InlineData("# one\na = 1 // two\n/* three\n*/ b = 2\n", "<a=1; b=2>")]
    [InlineData("a = <<EOT\nx\nEOT\nb = 1\n", "<a='x\\n'; b=1>")]
    [InlineData("a = [\n  1,\n]\r\nb = (\n1\n)\r\n", "<a=[1]; b=(paren 1)>")]
    public void A_body_is_read_in_order(string text, string expected)
    {
        var tree = HclParser.Parse(new SourceText("t.tf", text));
        Assert.Empty(tree.Diagnostics);
        Assert.Equal(expected, Notation.Of(tree.Body).Replace("(heredoc 'x\\n')", "'x\\n'", StringComparison.Ordinal));
    }

    [Fact]
    public void Comments_are_listed_in_order()
    {
        var source = new SourceText("t.tf", "# one\r\na = 1 // two\nb = [ /* three */ 1 ]\n");
        Assert.Equal(["# one", "// two", "/* three */"], HclParser.Parse(source).Comments.Select(c => source.Slice(c.Span).ToString()));
    }

    // One mistake costs one complaint, on its line, and the rest is read.
    [Theory]
    [InlineData("a = \nb = 2\n", "STOA1008", 1, "<a=error; b=2>")]
    [InlineData("a = 1 2\nb = 2\n", "STOA1005", 1, "<a=1; b=2>")]
    [InlineData("a = [1 2, 3]\nb = 2\n", "STOA1009", 1, "<a=[1]; b=2>")]
    [InlineData("a = [1,\nb = 2\nc = 3\n", "STOA1009", 2, "<a=[1 b]; b=2; c=3>")]
    [InlineData("a = f(1,\n\nresource \"x\" {\n  b = 1\n}\n", "STOA1009", 3, "<a=(f 1 resource); resource 'x' <b=1>>")]
    [InlineData("a {\n  b = 1\n\nc = 2\nd {\n}\n", "STOA1004", 1, "<a <b=1>; c=2; d <>>")]
    [InlineData("a = \"x\nb = 2\n", "STOA1018", 1, "<a='x'; b=2>")]
    [InlineData("a = <<EOT\nx\nb = 2\n", "STOA1018", 1, "<a=(heredoc 'x\\n'); b=2>")]
    [InlineData("a = \"${x\"\nb = 2\n", "STOA1019", 1, "<a=(template ${x}); b=2>")]
    [InlineData("a = 1\na = 2\nb = 3\n", "STOA1007", 2, "<a=1; b=3>")]
    [InlineData("a: 1\nb = 2\n", "STOA1002", 1, "<b=2>")]
    [InlineData("}\nb = 2\n", "STOA1002", 1, "<b=2>")]
    [InlineData("a = 'x'\nb = 2\n", "STOA1001", 1, "<a=error; b=2>")]
    [InlineData("a = b & c\nd = 2\n", "STOA1001", 1, "<a=b; d=2>")]
    [InlineData("a { b = 1, c = 2 }\nd = 2\n", "STOA1006", 1, "<a <b=1; c=2>; d=2>")]
    [InlineData("a = b.\nc = 2\n", "STOA1015", 1, "<a=b; c=2>")]
    [InlineData("a = b.0.1\nc = 2\n", "STOA1016", 1, "<a=(legacy (legacy b 0) 1); c=2>")]
    [InlineData("a = \"\\q\"\nc = 2\n", "STOA1017", 1, "<a='q'; c=2>")]
    [InlineData("a = b ? c\nd = 2\n", "STOA1011", 1, "<a=(? b c error); d=2>")]
    [InlineData("a = [for x y : z]\nd = 2\n", "STOA1012", 1, "<a=error; d=2>")]
    [InlineData("a = { b }\nd = 2\n", "STOA1013", 1, "<a={}; d=2>")]
    [InlineData("a = 1.2.3\nd = 2\n", "STOA1014", 1, "<a=unknown(number); d=2>")]
    [InlineData("a = \"%{ iff x }\"\nd = 2\n", "STOA1021", 1, "<a=''; d=2>")]
    [InlineData("a = \"%{ if x }y\"\nd = 2\n", "STOA1022", 1, "<a=(template (if x 'y')); d=2>")]
    [InlineData("a \"${b}\" {\n}\nd = 2\n", "STOA1023", 1, "<a '${b}' <>; d=2>")]
    [InlineData("a b = 1\nd = 2\n", "STOA1003", 1, "<d=2>")]
    [InlineData("/* a\nb = 2\n", "STOA1001", 1, "<>")]
    public void A_mistake_costs_one_complaint_and_itself(string text, string code, int line, string expected)
    {
        var tree = HclParser.Parse(new SourceText("t.tf", text));
        Assert.Equal((code, line), tree.Diagnostics is [var only] ? (only.Code, only.Location!.Line) : (string.Join(' ', tree.Diagnostics), 0));
        Assert.Equal(expected, Notation.Of(tree.Body));
    }

    [Theory]
    [InlineData("a = ", "[", "]")]
    [InlineData("a = ", "(", ")")]
    [InlineData("a = ", "{b=", "}")]
    [InlineData("a = ", "f(", ")")]
    [InlineData("a = ", "-", "")]
    [InlineData("a = ", "\"${", "}\"")]
    [InlineData("a = b", "[*]", "")]
    [InlineData("a = b", ".c", "")]
    [InlineData("a = b", " + b", "")]
    [InlineData("a = b", " ? b : b", "")]
    [InlineData("", "a {\n", "}\n")]
    [InlineData("a = \"", "%{ if x }", "")]
    [InlineData("a = ", "<<E\n${", "")]
    [InlineData("a = b", "[c", "]")]
    public void A_hundred_thousand_levels_end_in_a_complaint(string before, string open, string close)
    {
        var text = before + string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000));
        var tree = HclParser.Parse(new SourceText("t.tf", text));
        Assert.NotEmpty(tree.Diagnostics);
        Assert.InRange(tree.Diagnostics.Length, 1, HclParser.MaxErrors + 1);
    }

    [Fact]
    public void A_file_of_errors_ends_after_a_hundred()
    {
        var text = string.Concat(Enumerable.Range(0, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i} = <<\n")));
        var tree = HclParser.Parse(new SourceText("t.tf", text));
        Assert.Equal(HclParser.MaxErrors + 1, tree.Diagnostics.Length);
        Assert.Equal("STOA1026", tree.Diagnostics[^1].Code);
    }

    [Fact]
    public void A_NUL_byte_is_named()
    {
        var diagnostic = Assert.Single(HclParser.Parse(new SourceText("t.tf", "a = \0\nb = 1\n")).Diagnostics);
        Assert.Equal("STOA1001", diagnostic.Code);
        Assert.Contains("U+0000", diagnostic.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Carriage_returns_shift_no_position()
    {
        var source = new SourceText("t.tf", "a = 1\r\nb \"c\" {\r\n  d = <<EOT\r\nx\r\nEOT\r\n}\r\n");
        var block = Assert.Single(HclParser.Parse(source).Body.Blocks);
        Assert.Equal("b \"c\"", source.Slice(block.HeaderSpan).ToString());
        Assert.Equal((2, 6), (source.GetLine(block.Span.Start), source.GetLine(block.Span.End)));
        Assert.Equal("x\r\n", ((TemplateExpression)block.Body.Attribute("d")!.Value).Text);
    }
}
