using System.Collections.Immutable;
using System.Text;
using Stoa.Language.Syntax;

namespace Stoa.Language.Tests.Syntax;

/// <summary>Writes a tree as an S-expression, so that a test shows the whole shape in one line.</summary>
internal static class Notation
{
    public static string Of(Expression expression) => expression switch
    {
        LiteralExpression literal => literal.Value.ToString(),
        TemplateExpression { IsHeredoc: true } template => $"(heredoc{Parts(template.Parts)})",
        TemplateExpression { Text: { } text } => Quote(text),
        TemplateExpression template => $"(template{Parts(template.Parts)})",
        VariableExpression variable => variable.Name,
        AttributeAccess access => $"(. {Of(access.Target)} {access.Name})",
        IndexAccess index => $"({(index.IsLegacy ? "legacy" : "index")} {Of(index.Target)} {Of(index.Key)})",
        SplatExpression splat => $"({(splat.IsFull ? "splat" : "attrsplat")} {Of(splat.Target)} {Of(splat.Each)})",
        SplatItem => "@",
        FunctionCall call => $"({string.Join(' ', call.Arguments.Select(Of).Prepend(call.Name))}{(call.ExpandsFinal ? "..." : "")})",
        ConditionalExpression conditional => $"(? {Of(conditional.Condition)} {Of(conditional.Then)} {Of(conditional.Else)})",
        BinaryExpression binary => $"({binary.Operator} {Of(binary.Left)} {Of(binary.Right)})",
        UnaryExpression unary => $"({unary.Operator} {Of(unary.Operand)})",
        ParenthesizedExpression parenthesized => $"(paren {Of(parenthesized.Inner)})",
        TupleExpression tuple => $"[{string.Join(' ', tuple.Items.Select(Of))}]",
        ObjectExpression obj => $"{{{string.Join(' ', obj.Items.Select(i => $"{(i.IsBareKey ? ((TemplateExpression)i.Key).Text : Of(i.Key))}={Of(i.Value)}"))}}}",
        ForExpression loop => For(loop),
        ErrorExpression => "error",
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    public static string Of(Body body)
    {
        var items = body.Attributes.Select(a => (a.Span.Start, Text: $"{a.Name}={Of(a.Value)}"))
            .Concat(body.Blocks.Select(b => (b.Span.Start, Text: $"{string.Join(' ', b.Labels.Select(l => Quote(l.Text)).Prepend(b.Type))} {Of(b.Body)}")))
            .OrderBy(i => i.Start);
        return $"<{string.Join("; ", items.Select(i => i.Text))}>";
    }

    private static string For(ForExpression loop)
    {
        var names = loop.KeyName is null ? loop.ValueName : $"{loop.KeyName},{loop.ValueName}";
        var key = loop.Key is null ? "" : $" {Of(loop.Key)} =>";
        var condition = loop.Condition is null ? "" : $" if {Of(loop.Condition)}";
        return $"(for {names} in {Of(loop.Collection)}{key} {Of(loop.Value)}{(loop.Groups ? "..." : "")}{condition})";
    }

    private static string Parts(ImmutableArray<TemplatePart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(' ').Append(part switch
            {
                TemplateText t => Quote(t.Text),
                TemplateInterpolation i => $"${{{Of(i.Expression)}}}",
                TemplateIf { Else: [] } i => $"(if {Of(i.Condition)}{Parts(i.Then)})",
                TemplateIf i => $"(if {Of(i.Condition)}{Parts(i.Then)} else{Parts(i.Else)})",
                TemplateFor f => $"(for {(f.KeyName is null ? "" : f.KeyName + ",")}{f.ValueName} in {Of(f.Collection)}{Parts(f.Body)})",
                _ => throw new InvalidOperationException(part.GetType().Name),
            });
        }

        return text.ToString();
    }

    private static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t")}'";
}
