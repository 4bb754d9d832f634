using System.Globalization;
using System.Text;
using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Evaluation;

/// <summary>Names with values, and expressions over them.</summary>
internal sealed class Given(params (string Name, Value Value)[] names) : Binder
{
    private readonly Dictionary<string, Value> values = names.ToDictionary(static n => n.Name, static n => n.Value);

    public DiagnosticBag Diagnostics { get; } = new();

    public Dialect Dialect { get; init; }

    public EvaluationLimits Limits { get; init; } = EvaluationLimits.Default;

    public Value Evaluate(string expression)
    {
        var source = new SourceText("test", expression);
        var (tree, complaints) = HclParser.ParseExpression(source);
        Diagnostics.AddRange(complaints);
        var evaluation = Compiler.Compile(tree, this, new CompilationContext(source, Diagnostics) { Dialect = Dialect });
        return evaluation(new Frame { Diagnostics = Diagnostics, Budget = new EvaluationBudget(Limits) });
    }

    public override Stoa.Language.Evaluation.Evaluation? BindTraversal(
        VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
    {
        consumed = 0;
        if (values.TryGetValue(root.Name, out var value))
        {
            return _ => value;
        }

        context.Diagnostics.Add(LanguageDiagnostics.UnknownVariable(root.Name, "", context.At(root.Span)));
        return null;
    }

    /// <summary>A value as JSON, but for what is not JSON: <c>unknown</c>.</summary>
    public static string Show(Value value)
    {
        var text = new StringBuilder();
        Write(value);
        return text.ToString();

        void Write(Value part)
        {
            if (!part.HasValue)
            {
                text.Append(part.IsNull ? "null" : "unknown");
                return;
            }

            switch (part.Kind)
            {
                case TypeKind.Bool:
                    text.Append(part.AsBool() ? "true" : "false");
                    break;
                case TypeKind.Number:
                    text.Append(CultureInfo.InvariantCulture, $"{part.AsNumber()}");
                    break;
                case TypeKind.String:
                    text.Append('"').Append(part.AsString()).Append('"');
                    break;
                case TypeKind.List or TypeKind.Set or TypeKind.Tuple:
                    text.Append('[');
                    for (var i = 0; i < part.Count; i++)
                    {
                        text.Append(i > 0 ? "," : "");
                        Write(part.Items[i]);
                    }

                    text.Append(']');
                    break;
                default:
                    text.Append('{');
                    for (var i = 0; i < part.Count; i++)
                    {
                        text.Append(i > 0 ? ",\"" : "\"").Append(part.Keys[i]).Append("\":");
                        Write(part.Values[i]);
                    }

                    text.Append('}');
                    break;
            }
        }
    }
}
