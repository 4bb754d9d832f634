using Stoa.Language.Evaluation;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Evaluation;

/// <summary>The dialect of kinds and checks: <c>knowledge/kinds/README.md</c>.</summary>
public class LenientDialectTests
{
    [Theory]
    [InlineData("none.a", "null")]
    [InlineData("none.a.b[0].c", "null")]
    [InlineData("none[0]", "null")]
    [InlineData("block.status", "\"on\"")]
    [InlineData("blocks.status", "[\"on\",\"off\"]")]
    [InlineData("empty.status", "null")]
    [InlineData("block.other", "null")]
    [InlineData("block[3]", "null")]
    [InlineData("unknown.a", "unknown")]
    [InlineData("nested.a.b", "1")]
    public void A_step_to_what_is_not_there_gives_null(string expression, string result) => Check(expression, result);

    [Theory]
    [InlineData("none == \"x\"", "false")]
    [InlineData("none == null", "true")]
    [InlineData("none != \"x\"", "true")]
    [InlineData("none > 0", "null")]
    [InlineData("0 <= none", "null")]
    [InlineData("none + 1", "null")]
    [InlineData("!none", "null")]
    [InlineData("none && false", "false")]
    [InlineData("none && true", "null")]
    [InlineData("none || true", "true")]
    [InlineData("none || false", "null")]
    [InlineData("none && unknown", "unknown")]
    [InlineData("none ? 1 : 2", "2")]
    [InlineData("[for x in [1, 2] : x if none]", "[]")]
    [InlineData("true ? 1 : \"a\"", "1")]
    public void Null_is_ordinary_in_logic_and_comparisons(string expression, string result) => Check(expression, result);

    [Theory]
    [InlineData("[for x in none : x]", "[]")]
    [InlineData("none[*].a", "[]")]
    [InlineData("length(none)", "null")]
    [InlineData("upper(none)", "null")]
    [InlineData("coalesce(none, \"x\")", "\"x\"")]
    [InlineData("alltrue([for x in none : x.ok])", "true")]
    [InlineData("length(empty) > 0", "false")]
    [InlineData("\"a${none}\"", "null")]
    public void Null_has_no_elements_and_makes_null(string expression, string result) => Check(expression, result);

    [Theory]
    [InlineData("\"is ${none}\"", "is not set")]
    [InlineData("\"is ${unknown}\"", "is unknown")]
    [InlineData("\"is ${block.status}\"", "is on")]
    [InlineData("\"are ${blocks.status}\"", "are on, off")]
    [InlineData("\"${none}\"", "not set")]
    [InlineData("\"are ${[1, 2, 3, 4, 5, 6, 7]}\"", "are 1, 2, 3, 4, 5 and 2 more")]
    [InlineData("\"is ${sensitive(\"hush\")}\"", "is (sensitive)")]
    public void A_message_writes_every_value_somehow(string expression, string text)
    {
        var given = Names(Dialect.Message);
        Assert.Equal(text, given.Evaluate(expression).AsString());
        Assert.Empty(given.Diagnostics);
    }

    private static void Check(string expression, string result)
    {
        var given = Names(Dialect.Lenient);
        Assert.Equal(result, Given.Show(given.Evaluate(expression)));
        Assert.Empty(given.Diagnostics);
    }

    private static Given Names(Dialect dialect)
    {
        var (on, off) = (Value.Object(("status", Value.Of("on"))), Value.Object(("status", Value.Of("off"))));
        return new Given(
            ("none", Value.Null),
            ("unknown", Value.Unknown),
            ("empty", Value.EmptyTuple),
            ("block", Value.Tuple(on)),
            ("blocks", Value.Tuple(on, off)),
            ("nested", Value.Tuple(Value.Object(("a", Value.Tuple(Value.Object(("b", Value.Of(1)))))))))
        {
            Dialect = dialect,
        };
    }
}
