using CsCheck;
using Stoa.Assessment.CustomLenses;
using Stoa.Language.Text;

namespace Stoa.Assessment.Tests.CustomLenses;

public class RiskRuleExpressionTests
{
    private static readonly string[] Ids = ["a", "b_2", "c_no", "D4"];

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("a || b && c", "a", true)]
    [InlineData("(a || b) && c", "a", false)]
    [InlineData("!a && b", "b", true)]
    [InlineData("!(a && b)", "a b", false)]
    [InlineData("!!a", "a", true)]
    [InlineData("!a || b", "", true)]
    [InlineData(" a\n&&\tb ", "a b", true)]
    [InlineData("default", "", true)]
    [InlineData(" default ", "a", true)]
    public void Not_binds_tighter_than_and_and_and_tighter_than_or(string condition, string selected, bool holds) =>
        Assert.Equal(holds, Parse(condition).Evaluate(selected.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet()));

    [Theory]
    [InlineData("", 0, 0, "nothing stands there")]
    [InlineData("  ", 0, 2, "nothing stands there")]
    [InlineData("a &", 2, 3, "a single \"&\" is no operator")]
    [InlineData("a | b", 2, 3, "a single \"|\" is no operator")]
    [InlineData("a &&", 4, 4, "a choice is missing at the end")]
    [InlineData("a && || b", 5, 7, "a choice is missing before \"||\"")]
    [InlineData("()", 1, 2, "a choice is missing before \")\"")]
    [InlineData("a b", 2, 3, "an operator is missing before \"b\"")]
    [InlineData("a and b", 2, 5, "an operator is missing before \"and\"")]
    [InlineData("a !b", 2, 3, "an operator is missing before \"!\"")]
    [InlineData("(a", 0, 1, "this parenthesis is never closed")]
    [InlineData("a)", 1, 2, "there is no parenthesis that this one closes")]
    [InlineData("a-b", 1, 2, "\"-\" has no meaning here")]
    [InlineData("a == b", 2, 3, "\"=\" has no meaning here")]
    [InlineData("\"a\"", 0, 1, "\"\"\" has no meaning here")]
    [InlineData("default || a", 0, 7, "\"default\" does not stand alone")]
    [InlineData("!default", 1, 8, "\"default\" does not stand alone")]
    public void A_fault_says_what_is_wrong_and_where(string condition, int start, int end, string problem)
    {
        Assert.False(RiskRuleExpression.TryParse(condition, out _, out var fault));
        Assert.Equal((new TextSpan(start, end), problem), (fault.Span, fault.Problem));
        Assert.EndsWith(".", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_each_choice_once_and_writes_itself_with_the_blanks_where_they_belong()
    {
        var expression = Parse("(b&&a)||! ( b )");
        Assert.Equal(["b", "a"], expression.Choices);
        Assert.Equal("(b && a) || !(b)", expression.ToString());
        Assert.Empty(Parse("default").Choices);
    }

    [Fact]
    public void Parentheses_nest_as_deep_as_anybody_needs_and_no_deeper()
    {
        var fine = new string('(', RiskRuleExpression.MaxDepth) + "a" + new string(')', RiskRuleExpression.MaxDepth);
        Assert.True(Parse(fine).Evaluate(new HashSet<string> { "a" }));
        Assert.False(RiskRuleExpression.TryParse($"({fine})", out _, out var fault));
        Assert.Equal("parentheses are nested too deeply", fault.Problem);
        Assert.False(RiskRuleExpression.TryParse(new string('(', 400_000), out _, out _));
        Assert.True(Parse(new string('!', 400_000) + "a").Evaluate(new HashSet<string> { "a" }));
    }

    [Fact]
    public void An_expression_means_what_its_truth_table_says()
    {
        Trees.Sample(tree =>
        {
            var expression = Parse(tree.Text);
            var again = Parse(expression.ToString());
            for (var row = 0; row < 1 << Ids.Length; row++)
            {
                var selected = Ids.Where((_, i) => (row >> i & 1) == 1).ToHashSet();
                Assert.Equal((tree.Table >> row & 1) == 1, expression.Evaluate(selected));
                Assert.Equal(expression.Evaluate(selected), again.Evaluate(selected));
            }
        }, iter: 5_000);
    }

    [Fact]
    public void Any_text_is_an_expression_or_a_fault_within_it()
    {
        SmallLens.OneOf("a", "b", "default", "!", "(", ")", "&&", "||", "&", "|", " ", "é", "\ud83d\ude00", "\0").Array[0, 12].Sample(parts =>
        {
            var text = string.Concat(parts);
            if (!RiskRuleExpression.TryParse(text, out var expression, out var fault))
            {
                Assert.InRange(fault.Span.End, fault.Span.Start, text.Length);
                Assert.NotEmpty(fault.Problem);
            }
            else
            {
                expression.Evaluate(new HashSet<string> { "a" });
            }
        }, iter: 20_000);
    }

    // A random expression as text, with the truth table that it must have: one bit a row, a row for each selection of the ids. Written with
    // as few parentheses as precedence allows, or with more, and blanks or none.
    private static Gen<(string Text, int Table)> Trees => Tree(5).Select(static t => (t.Text, t.Table));

    private static Gen<(string Text, int Table, int Level)> Tree(int depth)
    {
        var leaf = Gen.Int[0, Ids.Length - 1].Select(static i => (Ids[i], Table(i), 3));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Tree(depth - 1);
        var not = Gen.Select(inner, Gen.Bool).Select(static (x, blank) => ($"!{(blank ? " " : "")}{Wrapped(x, 2)}", ~x.Table & 0xFFFF, 2));
        var and = Gen.Select(inner, inner, Gen.Bool).Select(static (x, y, blank) => (Joined(x, "&&", y, blank, 1), x.Table & y.Table, 1));
        var or = Gen.Select(inner, inner, Gen.Bool).Select(static (x, y, blank) => (Joined(x, "||", y, blank, 0), x.Table | y.Table, 0));
        var group = inner.Select(static x => ($"({x.Text})", x.Table, 3));
        return Gen.Frequency((1, leaf), (2, not), (3, and), (3, or), (1, group));
    }

    private static string Joined((string Text, int Table, int Level) x, string operation, (string Text, int Table, int Level) y, bool blank, int level) =>
        $"{Wrapped(x, level)}{(blank ? $" {operation} " : operation)}{Wrapped(y, level)}";

    private static string Wrapped((string Text, int Table, int Level) x, int level) => x.Level < level ? $"({x.Text})" : x.Text;

    private static int Table(int id) => Enumerable.Range(0, 1 << Ids.Length).Sum(row => (row >> id & 1) << row);

    private static RiskRuleExpression Parse(string text)
    {
        Assert.True(RiskRuleExpression.TryParse(text, out var expression, out var fault), $"{text}: {fault}");
        return expression;
    }
}
