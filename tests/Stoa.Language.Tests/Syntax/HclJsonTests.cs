using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Tests.Syntax;

public class HclJsonTests
{
    [Theory]
    [InlineData("""{"resource": {"aws_vpc": {"a": {"cidr_block": "10.0.0.0/16"}}}}""", "<resource 'aws_vpc' 'a' <cidr_block='10.0.0.0/16'>>")]
    [InlineData("""{"resource": [{"aws_vpc": {"a": {}}}, {"aws_vpc": {"b": {}}}]}""", "<resource 'aws_vpc' 'a' <>; resource 'aws_vpc' 'b' <>>")]
    [InlineData("""{"provider": {"aws": [{"region": "a"}, {"region": "b", "alias": "c"}]}}""", "<provider 'aws' <region='a'>; provider 'aws' <region='b'; alias='c'>>")]
    [InlineData("""{"variable": {"v": {"type": "list(string)", "default": ["${x}"]}}}""", "<variable 'v' <type=(list string); default=['${x}']>>")]
    [InlineData("""{"locals": {"a": "x${var.y}", "b": "${var.y}", "c": 1, "d": [true, null]}}""", "<locals <a=(template 'x' ${(. var y)}); b=(template ${(. var y)}); c=1; d=[true null]>>")]
    [InlineData("""{"locals": {"a": "q\"\u0041${ f(\"z\") }"}}""", "<locals <a=(template 'q\"A' ${(f 'z')})>>")]
    [InlineData("""{"//": "note", "locals": {"//": "note", "a": {"//": 1}}}""", "<locals <a={'//'=1}>>")]
    [InlineData("""{"resource": {"t": {"n": {"lifecycle": {"ignore_changes": ["tags"], "precondition": {"condition": "${a}"}}, "x": {"y": 1}}}}}""", "<resource 't' 'n' <lifecycle <ignore_changes=[tags]; precondition <condition=(template ${a})>>; x={'y'=1}>>")]
    [InlineData("""{"resource": {"t": {"n": {"dynamic": {"d": {"for_each": "${a}", "content": {"b": 1}}}}}}}""", "<resource 't' 'n' <dynamic 'd' <for_each=(template ${a}); content <b=1>>>>")]
    [InlineData("""{"module": {"m": {"source": "./x", "providers": {"aws": "aws.b"}, "depends_on": ["aws_vpc.a"]}}}""", "<module 'm' <source='./x'; providers={'aws'=(. aws b)}; depends_on=[(. aws_vpc a)]>>")]
    [InlineData("""{"terraform": {"backend": {"s3": {"bucket": "b"}}, "required_providers": {"aws": {"source": "h/a"}}}}""", "<terraform <backend 's3' <bucket='b'>; required_providers <aws={'source'='h/a'}>>>")]
    public void A_file_makes_the_tree_that_native_syntax_makes(string text, string expected)
    {
        var tree = HclJson.Parse(new SourceText("t.tf.json", text));
        Assert.Empty(tree.Diagnostics);
        Assert.Equal(expected, Notation.Of(tree.Body));
    }

    [Fact]
    public void Values_of_variables_hold_no_templates() =>
        Assert.Equal("<a='${x}'; b={'c'=1}>", Notation.Of(HclJson.ParseValues(new SourceText("t.tfvars.json", """{"a": "${x}", "b": {"c": 1}}""")).Body));

    [Theory]
    [InlineData("{\n\"resource\": 1}", "STOA1041")]
    [InlineData("{\n\"locals\": {\"a\": \"${\"}}", "STOA1008")]
    [InlineData("{\n\"locals\": }", "STOA1121")]
    public void A_mistake_is_said_with_its_line(string text, string code)
    {
        var diagnostic = HclJson.Parse(new SourceText("t.tf.json", text)).Diagnostics[0];
        Assert.Equal((code, 2), (diagnostic.Code, diagnostic.Location!.Line));
    }

    [Fact]
    public void Spans_in_a_text_with_escapes_point_into_the_file()
    {
        var source = new SourceText("t.tf.json", "{\"locals\": {\"a\": \"\\u0041\\n${var.x}\"}}");
        var template = (TemplateExpression)HclJson.Parse(source).Body.Blocks[0].Body.Attribute("a")!.Value;
        Assert.Equal("var.x", source.Slice(((TemplateInterpolation)template.Parts[1]).Expression.Span).ToString());
    }
}
