using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Evaluation;

public class CompilerTests
{
    private static readonly Value Subnet = Value.UnknownOf(HclType.String).WithReference(new Reference("aws_subnet.a", "id"));
    private static readonly Value Key = Value.UnknownOf(HclType.String).WithReference(new Reference("aws_kms_key.k", "arn"));

    [Theory]
    [InlineData("{ name = 1 }.nane", "Did you mean \"name\"?")]
    [InlineData("lenght([])", "Did you mean \"length\"?")]
    [InlineData("[1, 2][5]", "beyond the last of 2 elements")]
    [InlineData("[1, 2][-1]", "subtract from length()")]
    [InlineData("toset([\"a\"])[0]", "tolist()")]
    [InlineData("[{ a = 1 }].a", "[*].a")]
    [InlineData("null.a", "is null")]
    [InlineData("\"x${null}\"", "coalesce()")]
    [InlineData("{ for v in [1, 1] : \"k\" => v }", "group")]
    [InlineData("true ? [1] : {}", "ne is tuple, the other object")]
    public void A_complaint_says_what_to_do(string expression, string advice)
    {
        var given = new Given();
        Assert.True(given.Evaluate(expression).IsUnknown);
        var complaint = Assert.Single(given.Diagnostics);
        Assert.Contains(advice, complaint.Detail, StringComparison.Ordinal);
        Assert.StartsWith("STOA12", complaint.Code, StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Error, complaint.Severity);
    }

    [Fact]
    public void A_complaint_points_at_what_is_to_blame()
    {
        const string Expression = "1 + upper([])";
        var given = new Given();
        given.Evaluate(Expression);
        var complaint = Assert.Single(given.Diagnostics);
        Assert.Equal("[]", Expression[complaint.Location!.Span.Start..complaint.Location.Span.End]);
    }

    [Theory]
    [InlineData("format(\"%s.%s\", null, subnet)")]
    [InlineData("formatlist(\"%s.%s\", null, [subnet])[0]")]
    [InlineData("join(\".\", [null, subnet])")]
    public void A_null_beside_what_is_unknown_is_no_mistake_yet(string expression)
    {
        var given = new Given(("subnet", Subnet));
        Assert.True(given.Evaluate(expression).IsUnknown);
        Assert.Empty(given.Diagnostics);
    }

    [Theory]
    [InlineData("try(", ")")]
    [InlineData("try(", ", 1)")]
    [InlineData("try([", ", 1 / 0][9], 2)")]
    [InlineData("try(try([][0], ", "), \"d\")")]
    [InlineData("try(", ".a, x)")]
    [InlineData("try(", "[0], x)")]
    [InlineData("can(", ".a)")]
    [InlineData("try({ a = ", " }.a)")]
    [InlineData("try(x[", "], x)")]
    [InlineData("(x == 1 ? ", " : x)")]
    [InlineData("(x && ", ")")]
    [InlineData("[for v in x : ", "]")]
    [InlineData("[for v in [x] : ", " if x]")]
    [InlineData("x[*][", "]")]
    [InlineData("[", "][*]")]
    [InlineData("\"${", "}-\"")]
    [InlineData("\"%{ if x }${", "}%{ endif }\"")]
    [InlineData("\"%{ for v in [x] }${", "}%{ endfor }\"")]
    [InlineData("coalesce(", ", x)")]
    [InlineData("merge({ a = ", " }, x)")]
    [InlineData("{ (x) = ", " }")]
    public void A_level_more_takes_not_twice_the_work(string before, string after)
    {
        const int Levels = 60;
        var given = new Given(("x", Value.Unknown));
        given.Evaluate(string.Concat(Enumerable.Repeat(before, Levels)) + "x" + string.Concat(Enumerable.Repeat(after, Levels)));
        Assert.DoesNotContain(given.Diagnostics, static d => d.Code == "STOA1230");
    }

    [Theory]
    [InlineData("compact(tolist(setsubtract([], [[s]])))", "compact(tolist(setsubtract([], [[\"a\"]])))")]
    [InlineData("compact(tolist(setsubtract([], [[s]])))", "compact(tolist(setsubtract([[\"a\"]], [[\"a\"]])))")]
    public void What_fails_before_it_is_known_fails_when_it_is(string partly, string wholly)
    {
        foreach (var expression in new[] { partly, wholly })
        {
            var given = new Given(("s", Value.UnknownOf(HclType.String)));
            given.Evaluate(expression);
            Assert.True(given.Diagnostics.HasErrors, expression);
        }
    }

    [Theory]
    [InlineData("element(concat([s, \"a\"], tolist(e)[*][*]), 1)")]
    [InlineData("element(concat(distinct([s, \"a\"]), tolist(e)[*][*]), 1)")]
    public void Lists_of_which_one_is_of_a_type_unknown_yet_have_no_type_in_common_yet(string expression)
    {
        var given = new Given(("s", Value.Of("b")), ("e", Value.UnknownOf(HclType.Set(HclType.String))));
        var said = given.Evaluate(expression);
        Assert.Empty(given.Diagnostics);
        Assert.Equal(TypeKind.Dynamic, said.Kind);
    }

    [Theory]
    [InlineData("try(false ? l[3] : [], \"d\")")]
    [InlineData("try(b ? l[3] : [], \"d\")")]
    public void A_side_that_may_yet_fail_decides_no_type(string expression)
    {
        var given = new Given(("l", Value.UnknownOf(HclType.List(HclType.String))), ("b", Value.UnknownOf(HclType.Bool)));
        Assert.True(given.Evaluate(expression).IsUnknown);
        Assert.Empty(given.Diagnostics);
    }

    [Fact]
    public void A_key_that_may_be_a_name_or_a_reference_is_a_mistake_where_it_is_evaluated()
    {
        var given = new Given(("a", Value.EmptyObject));
        given.Evaluate("{ a.b = 1 }");
        Assert.Contains(given.Diagnostics, static d => d.Code == "STOA1013");
    }

    [Theory]
    [InlineData("(\"${[][0]}\" == null) && false", "false")]
    [InlineData("(\"${[][0]}\" == null) && b", "unknown")]
    [InlineData("([{ a = [][0] }] != [{}]) || true", "true")]
    public void What_is_wrong_with_a_left_operand_does_not_matter_where_the_right_one_may_decide(string expression, string value)
    {
        var given = new Given(("b", Value.UnknownOf(HclType.Bool)));
        Assert.Equal(value, Given.Show(given.Evaluate(expression)));
        Assert.Empty(given.Diagnostics);
    }

    [Fact]
    public void An_unknown_side_that_may_fail_gives_the_other_one_no_type()
    {
        var given = new Given(("x", Value.Unknown), ("s", Value.UnknownOf(HclType.String)), ("b", Value.UnknownOf(HclType.Bool)));
        Assert.Equal(HclType.Dynamic, given.Evaluate("true ? x : s").Type);
        Assert.Equal(HclType.Dynamic, given.Evaluate("b ? s : x").Type);
        Assert.Equal(HclType.Dynamic, given.Evaluate("b ? lookup({ k = \"a\" }, \"k\", s) : x").Type);
        Assert.Equal(HclType.Dynamic, given.Evaluate("(true ? { k = x } : { a = s, b = s }).k").Type);
    }

    [Fact]
    public void A_value_that_stands_for_more_parts_than_anybody_could_go_through_is_unknown()
    {
        var value = Value.Tuple(Value.True);
        for (var i = 0; i < 60; i++)
        {
            value = Value.Tuple(value, value);
        }

        Assert.False(value.IsWhollyKnown);
    }

    [Fact]
    public void A_wrong_part_does_not_keep_the_rest_from_being_evaluated()
    {
        var given = new Given();
        Assert.Equal("[1,unknown,3]", Given.Show(given.Evaluate("[1, [][0], 3]")));
        Assert.Single(given.Diagnostics);
    }

    [Theory]
    [InlineData("\"${subnet}-${key}\"")]
    [InlineData("[subnet, key][n]")]
    [InlineData("b ? subnet : key")]
    [InlineData("join(\",\", [subnet, key])")]
    [InlineData("[for s in [subnet, key] : s if b]")]
    [InlineData("{ for s in [subnet] : s => key }")]
    [InlineData("try(x[subnet].a, key)")]
    [InlineData("subnet == key")]
    [InlineData("%TEMPLATE%")]
    public void An_unknown_result_points_at_what_it_was_made_from(string expression)
    {
        expression = expression.Replace("%TEMPLATE%", "\"%{ for s in [subnet, key] }${s}%{ endfor }\"", StringComparison.Ordinal);
        var value = Names().Evaluate(expression);
        Assert.True(value.IsUnknown);
        Assert.Equal(["aws_kms_key.k", "aws_subnet.a"], value.References.Select(static r => (string)r.Target).Order());
    }

    [Theory]
    [InlineData("subnet")]
    [InlineData("(subnet)")]
    [InlineData("\"${subnet}\"")]
    [InlineData("[subnet][0]")]
    [InlineData("{ a = subnet }.a")]
    [InlineData("true ? subnet : key")]
    [InlineData("[for s in [subnet] : s][0]")]
    [InlineData("([{ a = subnet }][*].a)[0]")]
    public void A_value_that_is_only_passed_on_stays_the_same(string expression) => Assert.Same(Subnet, Names().Evaluate(expression));

    [Fact]
    public void What_an_unknown_text_is_made_of_is_kept()
    {
        var value = Names().Evaluate("\"arn:${\"${subnet}/x\"}:*\"");
        Assert.Equal(["\"arn:\"", "unknown", "\"/x\"", "\":*\""], value.Parts.ToArray().Select(Given.Show));
    }

    [Fact]
    public void An_expression_is_compiled_once_for_a_binder_and_again_for_another()
    {
        var source = new SourceText("test", "a + 1");
        var tree = HclParser.ParseExpression(source).Expression;
        var context = new CompilationContext(source, new DiagnosticBag());
        var (one, two) = (new Given(("a", Value.Of(1))), new Given(("a", Value.Of(2))));
        var first = Compiler.Compile(tree, one, context);
        Assert.Same(first, Compiler.Compile(tree, one, context));
        Assert.Equal(Value.Of(3), Compiler.Compile(tree, two, context)(new Frame { Diagnostics = new DiagnosticBag() }));
    }

    [Fact]
    public void What_is_constant_is_one_value_that_knows_its_place()
    {
        var source = new SourceText("a.tf", "x = { a = [1, 1 + 1] }");
        var tree = HclParser.ParseExpression(source, new TextSpan(4, source.Text.Length)).Expression;
        var evaluate = Compiler.Compile(tree, NoNames.Instance, new CompilationContext(source, new DiagnosticBag()));
        var frame = new Frame { Diagnostics = new DiagnosticBag() };
        Assert.Same(evaluate(frame), evaluate(frame));
        Assert.Equal(new TextSpan(11, 12), evaluate(frame).TryGet("a", out var a) ? a.Items[0].Origin?.Span : null);
    }

    [Fact]
    public void An_evaluation_may_run_in_the_midst_of_another_of_the_same_frame()
    {
        var inner = new SourceText("inner", "[for v in [1, 2] : v]");
        var tree = HclParser.ParseExpression(inner).Expression;
        var lazy = new Lazily(Compiler.Compile(tree, NoNames.Instance, new CompilationContext(inner, new DiagnosticBag())));
        var outer = new SourceText("outer", "[for w in [3, 4] : concat(lazy, [w])]");
        var evaluate = Compiler.Compile(
            HclParser.ParseExpression(outer).Expression, lazy, new CompilationContext(outer, new DiagnosticBag()));
        Assert.Equal("[[1,2,3],[1,2,4]]", Given.Show(evaluate(new Frame { Diagnostics = new DiagnosticBag() })));
    }

    [Theory]
    [InlineData("try([][0], null.a, \"last\")", "\"last\"")]
    [InlineData("can([][0])", "false")]
    [InlineData("try({ a = 1 }.b, try(1 / \"x\", 2))", "2")]
    public void What_was_tried_is_not_complained_of(string expression, string result)
    {
        var given = new Given();
        Assert.Equal(result, Given.Show(given.Evaluate(expression)));
        Assert.Empty(given.Diagnostics);
    }

    [Theory]
    [InlineData("[for a in range(1000) : [for b in range(1000) : b]]", "STOA1230")]
    [InlineData("\"${t}${t}${t}${t}\"", "STOA1232")]
    public void What_goes_past_a_limit_ends_in_one_diagnostic(string expression, string code)
    {
        var given = new Given(("t", Value.Of(new string('x', 40)))) { Limits = new EvaluationLimits { Steps = 10_000, TextLength = 100 } };
        var value = given.Evaluate(expression);
        Assert.False(value.IsWhollyKnown);
        Assert.Equal(code, Assert.Single(given.Diagnostics).Code);
    }

    [Fact]
    public void A_thousand_steps_one_after_another_do_not_overflow_the_stack()
    {
        var given = new Given(("a", Value.Of(1)));
        given.Evaluate($"a{string.Concat(Enumerable.Repeat(" + a", 20_000))}");
        Assert.NotEmpty(given.Diagnostics);
    }

    [Theory]
    [InlineData("sensitive(\"a\") == \"a\"", true)]
    [InlineData("\"${sensitive(\"a\")}b\"", true)]
    [InlineData("sensitive(true) ? 1 : 2", true)]
    [InlineData("[sensitive(1), 2][1]", false)]
    [InlineData("sensitive([1, 2])[1]", true)]
    [InlineData("{ a = sensitive(1), b = 2 }.b", false)]
    public void What_is_sensitive_makes_sensitive(string expression, bool sensitive) =>
        Assert.Equal(sensitive, new Given().Evaluate(expression).IsSensitive);

    private static Given Names() => new(
        ("subnet", Subnet),
        ("key", Key),
        ("b", Value.UnknownOf(HclType.Bool)),
        ("n", Value.UnknownOf(HclType.Number)),
        ("x", Value.Unknown));

    private sealed class Lazily(Stoa.Language.Evaluation.Evaluation evaluation) : Binder
    {
        public override Stoa.Language.Evaluation.Evaluation? BindTraversal(
            VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
        {
            consumed = 0;
            return evaluation;
        }
    }
}
