using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Syntax;

/// <summary>Our tree in the form that hcl2json gives.</summary>
internal static class Hcl2Json
{
    public static JsonObject Body(SourceText source, Body body)
    {
        var result = new JsonObject();
        foreach (var block in body.Blocks)
        {
            var target = result;
            var name = block.Type;
            foreach (var label in block.Labels)
            {
                if (target[name] is not JsonObject inner)
                {
                    target[name] = inner = [];
                }

                target = inner;
                name = label.Text;
            }

            if (target[name] is not JsonArray list)
            {
                target[name] = list = [];
            }

            list.Add(Body(source, block.Body));
        }

        foreach (var attribute in body.Attributes)
        {
            result[attribute.Name] = Convert(source, attribute.Value);
        }

        return result;
    }

    private static JsonNode? Convert(SourceText source, Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                return Literal(literal);
            case TemplateExpression { IsWrapper: true } wrapper when !wrapper.IsHeredoc:
                return Convert(source, ((TemplateInterpolation)wrapper.Parts[0]).Expression);
            case TemplateExpression template:
                return Template(source, template.Parts, false);
            case TupleExpression tuple:
                return new JsonArray([.. tuple.Items.Select(i => Convert(source, i))]);
            case ObjectExpression obj:
                var result = new JsonObject();
                foreach (var item in obj.Items)
                {
                    result[Key(source, item)] = Convert(source, item.Value);
                }

                return result;
            case UnaryExpression { Operand: LiteralExpression literal } unary when unary.Operator == UnaryOperator.Negate:
                return JsonNode.Parse("-" + Literal(literal)!.ToJsonString());
            case UnaryExpression { Operand: LiteralExpression literal }:
                return !(bool)Literal(literal)!;
            default:
                return $"${{{source.Slice(expression.Span)}}}";
        }
    }

    private static JsonNode? Literal(LiteralExpression literal) =>
        literal.Value.IsNull ? null
        : literal.Value.Kind == TypeKind.Bool ? literal.Value.AsBool()
        : JsonNode.Parse(literal.Value.AsNumber().ToString());

    private static string Key(SourceText source, ObjectItem item) => item.Key switch
    {
        TemplateExpression { Text: { } text } => text,
        TemplateExpression template => Template(source, template.Parts, false),
        LiteralExpression literal => source.Slice(literal.Span).ToString(),
        ParenthesizedExpression p when p.Inner is TemplateExpression { Text: { } t } => t,
        // What is written plainly stays as it is written: `aws.replica = …` among a module's providers.
        VariableExpression or AttributeAccess => source.Slice(item.Key.Span).ToString(),
        var key => $"${{{source.Slice(key.Span)}}}",
    };

    private static string Template(SourceText source, ImmutableArray<TemplatePart> parts, bool isLiteral)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            switch (part)
            {
                case TemplateText t:
                    text.Append(isLiteral ? t.Text : t.Text.Replace("${", "$${").Replace("%{", "%%{"));
                    break;
                case TemplateInterpolation i:
                    text.Append(Interpolated(source, i.Expression));
                    break;
                case TemplateIf i:
                    text.Append($"%{{if {source.Slice(i.Condition.Span)}}}{Template(source, i.Then, false)}{Else(Template(source, i.Else, false))}%{{endif}}");
                    break;
                case TemplateFor f:
                    text.Append($"%{{for {(f.KeyName is null ? "" : f.KeyName + ", ")}{f.ValueName} in {source.Slice(f.Collection.Span)}}}{Template(source, f.Body, false)}%{{endfor}}");
                    break;
            }
        }

        return text.ToString();
    }

    private static string Interpolated(SourceText source, Expression e) => e switch
    {
        TemplateExpression t => Template(source, t.Parts, t.Text is not null),
        // An `else` that says nothing is left out.
        ConditionalExpression c => $"%{{if {source.Slice(c.Condition.Span)}}}{Interpolated(source, c.Then)}{Else(Interpolated(source, c.Else))}%{{endif}}",
        LiteralExpression l => source.Slice(l.Span).ToString(),
        _ => $"${{{source.Slice(e.Span)}}}",
    };

    private static string Else(string text) => text.Length == 0 ? "" : $"%{{else}}{text}";
}
