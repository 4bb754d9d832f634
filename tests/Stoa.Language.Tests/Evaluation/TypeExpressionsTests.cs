using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Evaluation;

public class TypeExpressionsTests
{
    [Theory]
    [InlineData("string", "string")]
    [InlineData("any", "dynamic")]
    [InlineData("list(any)", "list(dynamic)")]
    [InlineData("list", "list(dynamic)")]
    [InlineData("map(set(number))", "map(set(number))")]
    [InlineData("tuple([string, bool])", "tuple([string, bool])")]
    [InlineData("object({ a = string, b = optional(number) })", "object({a=string, b=optional(number)})")]
    [InlineData("object({})", "object({})")]
    [InlineData("\"string\"", "string")]
    [InlineData("\"list\"", "list(dynamic)")]
    [InlineData("\"map(string)\"", "map(string)")]
    public void A_constraint_is_read(string text, string type) => Assert.Equal(type, Read(text).Type.ToString());

    [Theory]
    [InlineData("strng", "Did you mean \"string\"?")]
    [InlineData("lst(string)", "Did you mean \"list\"?")]
    [InlineData("set", "set(string)")]
    [InlineData("string(1)", "without parentheses")]
    [InlineData("list(string, number)", "one argument")]
    [InlineData("object(string)", "braces")]
    [InlineData("tuple(string)", "brackets")]
    [InlineData("optional(string)", "attribute of an object")]
    [InlineData("object({ a = optional() })", "default")]
    [InlineData("object({ a = string, a = number })", "twice")]
    [InlineData("1 + 1", "keyword")]
    [InlineData("\"strange words\"", "without quotes")]
    public void What_is_no_type_is_explained(string text, string advice)
    {
        var complaints = new DiagnosticBag();
        Read(text, complaints);
        Assert.Contains(advice, Assert.Single(complaints).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_does_not_fit_is_explained()
    {
        var complaints = new DiagnosticBag();
        Read("object({ a = optional(number, \"x\") })", complaints);
        Assert.Equal("The default of \"a\" does not fit its type", Assert.Single(complaints).Summary);
    }

    [Theory]
    [InlineData("object({ a = optional(string, \"x\") })", "{}", "{\"a\":\"x\"}")]
    [InlineData("object({ a = optional(string) })", "{}", "{\"a\":null}")]
    [InlineData("object({ a = optional(string, \"x\") })", "{ a = null }", "{\"a\":\"x\"}")]
    [InlineData("object({ a = optional(string, \"x\") })", "{ a = 1, b = 2 }", "{\"a\":\"1\"}")]
    [InlineData("list(object({ a = optional(number, 5), b = string }))", "[{ b = 1 }, { a = 2, b = \"y\" }]", "[{\"a\":5,\"b\":\"1\"},{\"a\":2,\"b\":\"y\"}]")]
    [InlineData("map(object({ a = optional(bool, true) }))", "{ k = {} }", "{\"k\":{\"a\":true}}")]
    [InlineData("object({ a = optional(object({ b = optional(string, \"deep\") }), {}) })", "{}", "{\"a\":{\"b\":\"deep\"}}")]
    [InlineData("tuple([object({ a = optional(string, \"x\") })])", "[{}]", "[{\"a\":\"x\"}]")]
    [InlineData("object({ a = optional(list(string), []) })", "{}", "{\"a\":[]}")]
    public void Defaults_fill_in_what_is_left_out(string type, string value, string result)
    {
        Assert.True(Read(type).Apply(new Given().Evaluate(value)).TryGet(out var applied, out var problem), problem?.ToString());
        Assert.Equal(result, Given.Show(applied));
    }

    private static TypeConstraint Read(string text, DiagnosticBag? complaints = null)
    {
        var source = new SourceText("test", text);
        var (tree, errors) = HclParser.ParseExpression(source);
        Assert.Empty(errors);
        var bag = complaints ?? new DiagnosticBag();
        var constraint = TypeExpressions.Read(tree, new CompilationContext(source, bag));
        Assert.True(complaints is not null || bag.Count == 0, bag.FirstOrDefault()?.ToString());
        return constraint;
    }
}
