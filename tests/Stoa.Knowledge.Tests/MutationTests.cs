using Stoa.Assessment.Checks;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Knowledge.Tests;

/// <summary>
/// Whether the examples of a page would notice a wrong <c>require</c>: each literal and each operator in it is turned into its
/// opposite, and some example must then no longer hold.
/// </summary>
public class MutationTests
{
    public static TheoryData<string> Ids() => [.. RepositoryKnowledge.Pages.Select(static p => p.Check.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Some_example_notices_each_change_of_what_is_required(string id)
    {
        var page = RepositoryKnowledge.Pages.Single(p => p.Check.Id == id);
        var text = page.Definition.Require.ToString();
        var built = page.Examples.Select(e => (Example: e, Workload: CheckExamples.Build(e, RepositoryKnowledge.Kinds))).ToList();
        var (expression, _) = HclParser.ParseExpression(new SourceText("", text));
        var unnoticed = new List<string>();
        foreach (var (span, replacement) in Changes(expression, text))
        {
            var changed = text[..span.Start] + replacement + text[span.End..];
            var catalog = new CheckCatalog(
                [page.Definition with { Require = PageExpression.Of("", changed) }], RepositoryKnowledge.Kinds);
            if (built.TrueForAll(b => CheckExamples.Judge(b.Example, b.Workload, catalog).Holds))
            {
                unnoticed.Add(changed);
            }
        }

        Assert.True(unnoticed.Count == 0, $"No example of {id} notices:\n{string.Join('\n', unnoticed)}");
    }

    private static IEnumerable<(TextSpan Span, string Replacement)> Changes(Expression expression, string text) => expression switch
    {
        LiteralExpression { Value: { HasValue: true, Kind: TypeKind.Bool } value } => [(expression.Span, value.AsBool() ? "false" : "true")],
        LiteralExpression { Value: { HasValue: true, Kind: TypeKind.Number } } => [(expression.Span, "987654")],
        TemplateExpression { Text: not null } => [(expression.Span, "\"no such thing\"")],
        TemplateExpression template => template.Parts.OfType<TemplateInterpolation>().SelectMany(p => Changes(p.Expression, text)),
        BinaryExpression binary =>
            [.. Operator(binary, text), .. Changes(binary.Left, text), .. Changes(binary.Right, text)],
        UnaryExpression { Operator: UnaryOperator.Not } unary =>
            [(new TextSpan(unary.Span.Start, unary.Operand.Span.Start), ""), .. Changes(unary.Operand, text)],
        UnaryExpression unary => Changes(unary.Operand, text),
        ParenthesizedExpression inner => Changes(inner.Inner, text),
        ConditionalExpression choice =>
            [.. Changes(choice.Condition, text), .. Changes(choice.Then, text), .. Changes(choice.Else, text)],
        TupleExpression tuple => tuple.Items.SelectMany(i => Changes(i, text)),
        AttributeAccess access => Changes(access.Target, text),
        IndexAccess access => Changes(access.Target, text),
        SplatExpression splat => [.. Changes(splat.Target, text), .. Changes(splat.Each, text)],
        ForExpression loop =>
        [
            .. Changes(loop.Collection, text),
            .. Changes(loop.Value, text),
            .. loop.Condition is null ? [] : Changes(loop.Condition, text),
        ],

        // The name of a kind is no value: changing it is an error when the page is loaded.
        FunctionCall { Name: "resources" or "present" } => [],
        FunctionCall { Name: "referrers" } call => Changes(call.Arguments[0], text),
        FunctionCall call => call.Arguments.SelectMany(a => Changes(a, text)),
        _ => [],
    };

    private static IEnumerable<(TextSpan Span, string Replacement)> Operator(BinaryExpression binary, string text)
    {
        var (written, opposite) = binary.Operator switch
        {
            BinaryOperator.And => ("&&", "||"),
            BinaryOperator.Or => ("||", "&&"),
            BinaryOperator.Equal => ("==", "!="),
            BinaryOperator.NotEqual => ("!=", "=="),
            BinaryOperator.Greater => (">", "<="),
            BinaryOperator.GreaterOrEqual => (">=", "<"),
            BinaryOperator.Less => ("<", ">="),
            BinaryOperator.LessOrEqual => ("<=", ">"),
            _ => ("", ""),
        };
        if (written.Length == 0)
        {
            return [];
        }

        var at = text.IndexOf(written, binary.Left.Span.End, StringComparison.Ordinal);
        return [(new TextSpan(at, at + written.Length), opposite)];
    }
}
