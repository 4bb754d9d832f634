using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Language.Tests.Documents;

public class JsonReaderTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData(" {\"a\": [1, -2.5e3, true, false, null], \"b\": {\"c\": \"x\"}} ", "{\"a\": [1, -2.5e3, true, false, null], \"b\": {\"c\": \"x\"}}")]
    [InlineData("\"a\\n\\u00e9\\ud83d\\ude00\\/\"", "\"a\\né😀/\"")]
    [InlineData("123456789012345678901234567890.5", "123456789012345678901234567890.5")]
    public void A_document_is_read_as_written(string text, string expected)
    {
        var document = JsonReader.Read(new SourceText("t.json", text));
        Assert.Empty(document.Diagnostics);
        Assert.Equal(expected, DocumentNotation.Of(document.Root));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\": 1,}")]
    [InlineData("[1, 2,]")]
    [InlineData("[1 2]")]
    [InlineData("{'a': 1}")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData("+1")]
    [InlineData("tru")]
    [InlineData("nullx")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"a")]
    [InlineData("1 2")]
    [InlineData("// a\n1")]
    public void What_is_not_JSON_is_refused(string text) =>
        Assert.Equal("STOA1121", Assert.Single(JsonReader.Read(new SourceText("t.json", text)).Diagnostics).Code);

    [Fact]
    public void A_key_set_twice_is_said_and_the_later_stands()
    {
        var document = JsonReader.Read(new SourceText("t.json", "{\"a\": 1,\n\"a\": 2}"));
        Assert.Equal("{\"a\": 2}", DocumentNotation.Of(document.Root));
        var diagnostic = Assert.Single(document.Diagnostics);
        Assert.Equal(("STOA1102", 2), (diagnostic.Code, diagnostic.Location!.Line));
    }

    [Fact]
    public void A_hundred_keys_are_found_each()
    {
        var text = $"{{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"k{i}\": {{\"x\": {i}}}"))}}}";
        var root = (MappingNode)JsonReader.Read(new SourceText("t.json", text)).Root!;
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal($"{{\"x\": {i}}}", DocumentNotation.Of(root[$"k{i}"])));
        Assert.Null(root["k100"]);
    }

    [Fact]
    public void Spans_cover_what_was_written()
    {
        var source = new SourceText("t.json", "{ \"a\": [1, \"\\u00e9\"] }");
        var root = (MappingNode)JsonReader.Read(source).Root!;
        Assert.Equal(source.Text, source.Slice(root.Span).ToString());
        Assert.Equal("[1, \"\\u00e9\"]", source.Slice(root["a"]!.Span).ToString());
        Assert.Equal("\"\\u00e9\"", source.Slice(((SequenceNode)root["a"]!).Items[1].Span).ToString());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void A_hundred_thousand_levels_are_refused(string level) =>
        Assert.Equal(
            "STOA1107",
            Assert.Single(JsonReader.Read(new SourceText("t.json", string.Concat(Enumerable.Repeat(level, 100_000)))).Diagnostics).Code);
}
