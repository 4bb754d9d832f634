using System.Text;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Language.Tests.Documents;

public class YamlReaderTests
{
    [Theory]
    [InlineData("a: 1\nb: [x, 'y', \"z\"]\n", "{a: 1, b: [x, 'y', \"z\"]}")]
    [InlineData("a:\n  - 1\n  - b: 2\n    c: 3\n", "{a: [1, {b: 2, c: 3}]}")]
    [InlineData("a:\n- 1\n- 2\nb: 3\n", "{a: [1, 2], b: 3}")]
    [InlineData("a: !Sub 'x${y}'\nb: !GetAtt a.b\nc: !If [x, !Ref y, z]\n", "{a: !Sub 'x${y}', b: !GetAtt a.b, c: !If [x, !Ref y, z]}")]
    [InlineData("a: !Join\n  - ','\n  - [x]\n", "{a: !Join [',', [x]]}")]
    [InlineData("a: |\n  x\n   y\n\nb: >-\n  x\n  y\n", "{a: |x\\n y\\n|, b: >x y>}")]
    [InlineData("a: one\n  two\n\n  three\n", "{a: one two\nthree}")]
    [InlineData("a:\nb: ~\n", "{a: , b: ~}")]
    [InlineData("on: yes\nd: 2012-01-01\nn: 0777\n", "{on: yes, d: 2012-01-01, n: 0777}")]
    [InlineData("a: \"x\\n\\u00e9\\\n  y\"\n", "{a: \"x\\né" + "y\"}")]
    [InlineData("a: &x {k: 1}\nb: *x\n", "{a: {k: 1}, b: {k: 1}}")]
    [InlineData("a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3\n", "{a: {k: 1, l: 2}, b: {k: 3, l: 2}}")]
    [InlineData("# only a comment\n", "nothing")]
    [InlineData("---\na: 1\n...\n", "{a: 1}")]
    [InlineData("%YAML 1.1\n---\na: 1\n", "{a: 1}")]
    [InlineData("a: !Sub [\n  'x-${id}',\n  id: !Select [2, b],\n]\n", "{a: !Sub ['x-${id}', {id: !Select [2, b]}]}")]
    [InlineData("a: [b: c, 'd': , e]\n", "{a: [{b: c}, {'d': }, e]}")]
    [InlineData("a:\n  b: !Sub '{\n  x\n  }'\n  c: 1\n", "{a: {b: !Sub '{ x }', c: 1}}")]
    public void A_document_is_read_as_written(string text, string expected)
    {
        var document = YamlReader.Read(new SourceText("t.yaml", text));
        Assert.Empty(document.Diagnostics);
        Assert.Equal(expected, DocumentNotation.Of(document.Root));
    }

    [Fact]
    public void Spans_cover_what_was_written()
    {
        var source = new SourceText("t.yaml", "a: !Sub 'x'\nb:\n  - [1, 2]\n  - c: d # note\n");
        var root = (MappingNode)YamlReader.Read(source).Root!;
        Assert.Equal("'x'", source.Slice(root["a"]!.Span).ToString());
        Assert.Equal("- [1, 2]\n  - c: d", source.Slice(root["b"]!.Span).ToString());
        Assert.Equal("c: d", source.Slice(((SequenceNode)root["b"]!).Items[1].Span).ToString());
        Assert.Equal(["# note"], YamlReader.Read(source).Comments.Select(c => source.Slice(c.Span).ToString()));
    }

    [Theory]
    [InlineData("a: 1\na: 2\n", "STOA1102", 2)]
    [InlineData("? [a]\n: b\n", "STOA1103", 1)]
    [InlineData("a: *b\n", "STOA1104", 1)]
    [InlineData("a: &x [*x]\n", "STOA1104", 1)]
    [InlineData("a:\n  <<: 1\n", "STOA1106", 2)]
    [InlineData("a: 1\n---\nb: 2\n", "STOA1108", 2)]
    public void What_cannot_be_read_is_said_with_its_line(string text, string code, int line)
    {
        var diagnostic = Assert.Single(YamlReader.Read(new SourceText("t.yaml", text)).Diagnostics);
        Assert.Equal((code, line), (diagnostic.Code, diagnostic.Location!.Line));
    }

    [Fact]
    public void An_alias_bomb_is_refused()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        var document = YamlReader.Read(new SourceText("t.yaml", text.ToString()));
        Assert.Contains(document.Diagnostics, d => d.Code == "STOA1105");
        Assert.NotNull(document.Root);
    }

    [Theory]
    [InlineData("- ")]
    public void A_hundred_thousand_levels_are_refused(string level)
    {
        var text = string.Concat(Enumerable.Repeat(level, 100_000));
        var diagnostic = Assert.Single(YamlReader.Read(new SourceText("t.yaml", text)).Diagnostics);
        Assert.Equal("STOA1107", diagnostic.Code);
    }

    [Theory]
    [InlineData("a: 1\nb: \0\n", 2)]
    [InlineData("\u0001", 1)]
    [InlineData("a: 'x\u001f\n", 1)]
    public void A_control_character_is_refused_where_it_stands(string text, int line)
    {
        var document = YamlReader.Read(new SourceText("t.yaml", text));
        var diagnostic = Assert.Single(document.Diagnostics);
        Assert.Equal(("STOA1101", line), (diagnostic.Code, diagnostic.Location!.Line));
        Assert.Contains("control character", diagnostic.Detail, StringComparison.Ordinal);
        Assert.Null(document.Root);
    }

    [Theory]
    [InlineData("a: &x !Sub [ 'b''c', \"d\\\r\n  \\u00e9\", {e: f, ? g : h}, i: j ]\r\n'k' : |2-\n   l\n\n  m\n? n\n: *x\n<<: {o: }\n--- >+\n  p\n...\n")]
    [InlineData("%YAML 1.2\n---\n- - a: b\n    c\n  - !!str \"\\x41\\U0001F600\"\n-\t- # d\n- [[e, [f]], g: [h]]\n- {i: !t &j k, 'l': *j}\n")]
    public void A_document_cut_off_anywhere_is_read_or_refused(string text)
    {
        for (var length = 0; length <= text.Length; length++)
        {
            foreach (var end in new[] { "", "\n", " ", ":", "-", "[", "\"", "!", "&", "*", "|", "\\", "\r", "\t", "\ufeff" })
            {
                var source = new SourceText("t.yaml", text[..length] + end);
                var document = YamlReader.Read(source);
                Assert.True(document.Root is null || document.Root.Span.End <= source.Text.Length, source.Text);
            }
        }
    }

    [Fact]
    public void A_second_document_behind_blanks_ends_the_reading() =>
        Assert.Contains(
            YamlReader.Read(new SourceText("t.yaml", "U Prod\n---      Doma\n---      in:\n      ")).Diagnostics, d => d.Code == "STOA1108");
}
