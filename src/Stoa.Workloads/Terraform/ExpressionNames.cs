using Stoa.Language.Syntax;

namespace Stoa.Workloads.Terraform;

/// <summary>The names in an expression, seen without evaluating it.</summary>
internal static class ExpressionNames
{
    /// <summary>
    /// Whether any name is in the expression. One without is the same for every instance of a module. (Names of <c>for</c> count as
    /// well: rare in an expression that has no other.)
    /// </summary>
    public static bool Any(Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression or ErrorExpression:
                return false;
            case TemplateExpression template:
                return template.Text is null && AnyPart(template.Parts);
            case FunctionCall call:
                foreach (var argument in call.Arguments)
                {
                    if (Any(argument))
                    {
                        return true;
                    }
                }

                // Paths are relative to the folder of the root module, which may differ between two that call this one.
                return call.Name.Contains("file", StringComparison.Ordinal) || call.Name.Contains("::", StringComparison.Ordinal);
            case ConditionalExpression conditional:
                return Any(conditional.Condition) || Any(conditional.Then) || Any(conditional.Else);
            case BinaryExpression binary:
                return Any(binary.Left) || Any(binary.Right);
            case UnaryExpression unary:
                return Any(unary.Operand);
            case ParenthesizedExpression parenthesized:
                return Any(parenthesized.Inner);
            case TupleExpression tuple:
                foreach (var item in tuple.Items)
                {
                    if (Any(item))
                    {
                        return true;
                    }
                }

                return false;
            case ObjectExpression target:
                foreach (var item in target.Items)
                {
                    if ((!item.IsBareKey && Any(item.Key)) || Any(item.Value))
                    {
                        return true;
                    }
                }

                return false;
            case IndexAccess index:
                return Any(index.Target) || Any(index.Key);
            case AttributeAccess access:
                return Any(access.Target);
            default:
                return true;
        }
    }

    private static bool AnyPart(System.Collections.Immutable.ImmutableArray<TemplatePart> parts)
    {
        foreach (var part in parts)
        {
            if (part is TemplateText || (part is TemplateInterpolation { Expression: var inner } && !Any(inner)))
            {
                continue;
            }

            return true;
        }

        return false;
    }
}
