using System.Collections.Immutable;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Values;
using Stoa.Workloads.Policies;

namespace Stoa.Workloads.Kinds;

/// <summary>What names and functions mean in a column: the raw resource and its companions.</summary>
internal sealed class ColumnBinder : Binder
{
    private readonly HashSet<ColumnInput> inputs = [];
    private ImmutableArray<RawPath> paths = [];

    /// <summary>The paths that the expression reads, in the order written.</summary>
    public ImmutableArray<RawPath> Paths => paths;

    /// <summary>All that the expression reads of the resource, in the order written.</summary>
    public ImmutableArray<ColumnInput> Inputs => [.. inputs];

    /// <inheritdoc/>
    public override IEnumerable<string> FunctionNames => ["attribute", "companion", "decoded", "plain", "resource", "statements"];

    /// <inheritdoc/>
    public override Evaluation BindTraversal(
        VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
    {
        var path = RawPath.Of(root.Name, steps);
        consumed = path.Steps.Length;
        paths = paths.Add(path);
        inputs.Add(new ColumnInput(path.Root, IsCompanion: false));
        return frame => path.Read((ColumnFrame)frame);
    }

    /// <inheritdoc/>
    public override Func<Frame, Value, Value?>? BindAttribute(string name)
    {
        var step = new RawStep(name, -1);
        return (frame, target) => RawPath.TryFollow(target, step, (ColumnFrame)frame);
    }

    /// <inheritdoc/>
    public override Func<Frame, Value[], Value>? BindFunction(FunctionCall call, CompilationContext context)
    {
        switch (call.Name)
        {
            case "attribute" or "companion" when call.Arguments is [TemplateExpression { Text: { } name }]:
                paths = paths.Add(new RawPath(name, []));
                inputs.Add(new ColumnInput(name, IsCompanion: call.Name == "companion"));
                return call.Name == "companion"
                    ? (frame, _) => ((ColumnFrame)frame).Companion(name)
                    : (frame, _) => ((ColumnFrame)frame).Root(name);
            case "attribute" or "companion":
                context.Diagnostics.Add(WorkloadDiagnostics.NameNotLiteral(call.Name, context.At(call.Span)));
                return static (_, _) => Value.Unknown;
            case "resource" when call.Arguments is [_, TemplateExpression { Text: { } kind }]:
                string[] kinds = [kind];
                return (frame, arguments) => Referent(arguments[0], kinds, (ColumnFrame)frame);
            case "resource":
                context.Diagnostics.Add(WorkloadDiagnostics.KindNotLiteral(call.Name, context.At(call.Span)));
                return static (_, _) => Value.Unknown;
            case "statements" when call.Arguments.Length == 1:
                return static (_, arguments) => PolicyStatements.Of(arguments[0]);
            case "decoded" when call.Arguments.Length == 1:
                return static (_, arguments) => JsonContent.Read(arguments[0]);
            case "plain" when call.Arguments.Length == 1:
                return static (_, arguments) => PlainText.Read(arguments[0]);
            case "statements" or "decoded" or "plain":
                context.Diagnostics.Add(WorkloadDiagnostics.OneArgument(call.Name, context.At(call.Span)));
                return static (_, _) => Value.Unknown;
            default:
                return null;
        }
    }

    /// <summary>The resource of a kind that a value stands for: null where it stands for none of the workload, unknown where nobody knows.</summary>
    private static Value Referent(Value value, string[] kinds, ColumnFrame frame)
    {
        if (value.IsNull)
        {
            return Value.Null;
        }

        if (frame.Find(value, kinds) is { } resource)
        {
            return Value.Of(resource).WithOrigin(value.Origin);
        }

        return frame.IsStranger(value, kinds) ? Value.Null : Value.Unknown.WithOrigin(value.Origin).WithReferences(value.References);
    }
}
