using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Values;
using Stoa.Workloads.Kinds;

namespace Stoa.Assessment.Checks;

/// <summary>What names mean in a check: <c>self</c> is the resource, its properties are slots.</summary>
/// <param name="kind">The kind asked about; null where the check is of the whole workload.</param>
internal sealed class CheckBinder(Kind? kind) : Binder
{
    /// <inheritdoc/>
    public override IEnumerable<string> FunctionNames => CheckFunctions.Names;

    /// <inheritdoc/>
    public override Evaluation? BindTraversal(
        VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
    {
        consumed = 0;
        if (root.Name != "self" || kind is null)
        {
            context.Diagnostics.Add(AssessmentDiagnostics.UnknownName(
                root.Name, kind is null ? [] : ["self"], null, context.At(root.Span)));
            return null;
        }

        if (steps is [AttributeAccess access, ..] && kind.TryGetProperty(access.Name, out var property))
        {
            consumed = 1;
            var slot = property.Slot;
            return frame => ((CheckFrame)frame).Self![slot];
        }

        return static frame => ((CheckFrame)frame).Self!.AsValue;
    }

    /// <inheritdoc/>
    public override Func<Frame, Value[], Value>? BindFunction(FunctionCall call, CompilationContext context) =>
        CheckFunctions.Bind(call, context);
}
