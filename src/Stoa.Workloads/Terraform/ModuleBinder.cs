using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// What names mean in a Terraform module: each becomes a slot of the module's declarations when an expression is compiled, and is read
/// from the instance of the module that the frame belongs to.
/// </summary>
internal sealed class ModuleBinder(ModuleSource module, IteratorScope? scope) : Binder
{
    /// <inheritdoc/>
    public override Evaluation? BindTraversal(
        VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
    {
        consumed = 0;
        if (scope?.Find(root.Name) is { } iterator)
        {
            var slot = iterator.Slot;
            return frame => ((ModuleFrame)frame).Iterators is var iterators && slot < iterators.Length ? iterators[slot] : Value.Unknown;
        }

        var first = steps.Count > 0 ? steps[0] as AttributeAccess : null;
        switch (root.Name)
        {
            case "var" when first is not null:
                consumed = 1;
                return BindSlot(module.Variables, first, "input variable", context, static (m, slot) => m.Variable(slot));
            case "local" when first is not null:
                consumed = 1;
                return BindSlot(module.Locals, first, "local value", context, static (m, slot) => m.Local(slot));
            case "module" when first is not null:
                return BindCall(first, steps, out consumed, context);
            case "data" or "ephemeral" when first is not null && steps.Count > 1 && steps[1] is AttributeAccess name:
                consumed = 2;
                return BindResource($"{root.Name}.{first.Name}.{name.Name}", name, root.Name == "data" ? "data source" : "ephemeral resource", context);
            case "resource" when first is not null && steps.Count > 1 && steps[1] is AttributeAccess name:
                consumed = 2;
                return BindResource($"{first.Name}.{name.Name}", name, "resource", context);
            case "each" or "count" or "path" or "terraform" or "self" when first is not null || root.Name == "self":
                consumed = root.Name == "self" ? 0 : 1;
                return BindSurroundings(root, first, context);
            default:
                consumed = first is null ? 0 : 1;
                if (first is null)
                {
                    context.Diagnostics.Add(WorkloadDiagnostics.Undeclared("name", root.Name, "", context.At(root.Span)));
                    return null;
                }

                return BindResource($"{root.Name}.{first.Name}", first, "resource", context);
        }
    }

    /// <inheritdoc/>
    public override Func<Frame, Value[], Value>? BindFunction(FunctionCall call, CompilationContext context) =>
        // Functions of providers: there is no provider here to run them.
        call.Name.StartsWith("provider::", StringComparison.Ordinal)
            ? static (_, arguments) => References.UnknownFrom(HclType.Dynamic, false, arguments)
            : null;

    private Evaluation? BindSlot<T>(
        DeclarationTable<T> table, AttributeAccess name, string what, CompilationContext context, Func<ModuleInstance, int, Value> read)
    {
        if (!table.TryGetSlot(name.Name, out var slot))
        {
            return Undeclared(what, name.Name, table.Names, name.NameSpan, context);
        }

        return frame => read(((ModuleFrame)frame).Module, slot);
    }

    private Evaluation? BindResource(string key, AttributeAccess name, string what, CompilationContext context)
    {
        if (!module.Resources.TryGetSlot(key, out var slot))
        {
            var shown = key.StartsWith("data.", StringComparison.Ordinal) ? key["data.".Length..] : key;
            return Undeclared(what, shown, module.Resources.Names, name.Span, context);
        }

        return frame => ((ModuleFrame)frame).Module.Resource(slot).Value;
    }

    private Evaluation? BindCall(AttributeAccess name, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
    {
        consumed = 1;
        if (!module.Calls.TryGetSlot(name.Name, out var slot))
        {
            return Undeclared("module", name.Name, module.Calls.Names, name.NameSpan, context);
        }

        // module.m.output and module.m["key"].output read one output of one instance and leave the others alone.
        var at = 1;
        Value? key = null;
        if (steps.Count > 1 && steps[1] is IndexAccess index && LiteralKey(index.Key) is { } literal)
        {
            key = literal;
            at = 2;
        }

        if (steps.Count > at && steps[at] is AttributeAccess output)
        {
            consumed = at + 1;
            var location = context.At(output.NameSpan);
            return frame => ((ModuleFrame)frame).Module.Calls(slot).Output(key, output.Name, frame.Diagnostics, location);
        }

        return frame => ((ModuleFrame)frame).Module.Calls(slot).Value;
    }

    private static Value? LiteralKey(Expression key) => key switch
    {
        LiteralExpression literal => literal.Value,
        TemplateExpression { Text: { } text } => Value.Of(text),
        _ => null,
    };

    private Evaluation? BindSurroundings(VariableExpression root, AttributeAccess? first, CompilationContext context)
    {
        var where = context.At(first?.Span ?? root.Span);
        switch (root.Name, first?.Name)
        {
            case ("each", "key"):
                return frame => ((ModuleFrame)frame).Key.Each ?? Misplaced(frame, "each.key", "for_each", where);
            case ("each", "value"):
                return frame => ((ModuleFrame)frame).Key.EachValue ?? Misplaced(frame, "each.value", "for_each", where);
            case ("count", "index"):
                return frame => ((ModuleFrame)frame).Key.Count ?? Misplaced(frame, "count.index", "count", where);
            case ("path", "module"):
                return static frame => ((ModuleFrame)frame).Module.Path;
            case ("path", "root"):
                var here = Value.Of(".");
                return _ => here;
            case ("terraform", "workspace"):
                return frame => ((ModuleFrame)frame).Module.Unit.WorkspaceAt(where);
            case ("path", "cwd") or ("terraform", _):
                // Where the tool runs, and whether it applies, is not in the files.
                return static _ => Value.Unknown;
            case ("self", _):
                // Only provisioners and conditions may say self; neither is evaluated.
                return static _ => Value.Unknown;
            default:
                context.Diagnostics.Add(WorkloadDiagnostics.Undeclared("name", $"{root.Name}.{first?.Name}", "", where));
                return null;
        }
    }

    private static Value Misplaced(Frame frame, string name, string argument, Location where)
    {
        frame.Diagnostics.Add(WorkloadDiagnostics.MisplacedName(name, argument, where));
        return Value.Unknown;
    }

    private Evaluation? Undeclared(string what, string name, IEnumerable<string> known, TextSpan span, CompilationContext context)
    {
        // The declaration may stand in the part of a file that could not be read.
        if (!module.IsIncomplete)
        {
            context.Diagnostics.Add(WorkloadDiagnostics.Undeclared(what, name, Spelling.DidYouMean(name, known), context.At(span)));
        }

        return null;
    }
}
