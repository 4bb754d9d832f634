using System.Collections.Immutable;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Values;
using Stoa.Workloads.Policies;

namespace Stoa.Workloads.Kinds;

/// <summary>What names and functions mean in a column: the raw resource and its companions.</summary>
internal sealed class ColumnBinder : Binder
{
    private ImmutableArray<RawPath> paths = [];

    /// <summary>The paths that the expression reads, in the order written.</summary>
    public ImmutableArray<RawPath> Paths => paths;

    /// <inheritdoc/>
    public override IEnumerable<string> FunctionNames => ["attribute", "companion", "decoded", "statements"];

    /// <inheritdoc/>
    public override Evaluation BindTraversal(
        VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
    {
        var path = RawPath.Of(root.Name, steps);
        consumed = path.Steps.Length;
        paths = paths.Add(path);
        return frame => path.Read((ColumnFrame)frame);
    }

    /// <inheritdoc/>
    public override Func<Frame, Value[], Value>? BindFunction(FunctionCall call, CompilationContext context)
    {
        switch (call.Name)
        {
            case "attribute" or "companion" when call.Arguments is [TemplateExpression { Text: { } name }]:
                paths = paths.Add(new RawPath(name, []));
                return call.Name == "companion"
                    ? (frame, _) => ((ColumnFrame)frame).Companion(name)
                    : (frame, _) => ((ColumnFrame)frame).Root(name);
            case "attribute" or "companion":
                context.Diagnostics.Add(WorkloadDiagnostics.NameNotLiteral(call.Name, context.At(call.Span)));
                return static (_, _) => Value.Unknown;
            case "statements" when call.Arguments.Length == 1:
                return static (_, arguments) => PolicyStatements.Of(arguments[0]);
            case "decoded" when call.Arguments.Length == 1:
                return static (_, arguments) => JsonContent.Read(arguments[0]);
            case "statements" or "decoded":
                context.Diagnostics.Add(WorkloadDiagnostics.OneArgument(call.Name, context.At(call.Span)));
                return static (_, _) => Value.Unknown;
            default:
                return null;
        }
    }
}
