using Stoa.Language.Syntax;

namespace Stoa.Language.Evaluation;

public sealed partial class Compiler
{
    private Code CompileTraversal(Expression expression)
    {
        var steps = new List<Expression>();
        var start = expression;
        while (true)
        {
            if (start is AttributeAccess attribute)
            {
                steps.Add(start);
                start = attribute.Target;
            }
            else if (start is IndexAccess index)
            {
                steps.Add(start);
                start = index.Target;
            }
            else
            {
                break;
            }
        }

        steps.Reverse();
        var (code, consumed) = CompileStart(start, steps);
        for (var i = consumed; i < steps.Count; i++)
        {
            code = steps[i] is AttributeAccess attribute ? CompileAttribute(code, attribute) : CompileIndex(code, (IndexAccess)steps[i]);
        }

        return code;
    }

    private (Code Code, int Consumed) CompileStart(Expression start, List<Expression> steps)
    {
        if (start is not VariableExpression root)
        {
            return (Compile(start), 0);
        }

        if (scope?.Find(root.Name) is { } slot)
        {
            return (Local(slot), 0);
        }

        // Where the name means nothing, neither do the steps behind it.
        return binder.BindTraversal(root, steps, out var consumed, context) is { } bound
            ? (new Code(bound), consumed)
            : (Code.Unknown, steps.Count);
    }

    private Code CompileAttribute(Code target, AttributeAccess access)
    {
        var run = target.Run;
        var name = access.Name;
        var hint = -1;
        if (lenient)
        {
            return Fold(frame => LenientAccess.Attribute(run(frame), name, ref hint), target.IsConstant, access.Span);
        }

        var where = context.At(access.NameSpan);
        return Fold(
            frame =>
            {
                var value = run(frame);
                return value.TryGet(name, ref hint, out var found) && !value.IsItselfSensitive
                    ? found
                    : Access.Attribute(value, name, where, frame.Diagnostics);
            },
            target.IsConstant,
            access.Span);
    }

    private Code CompileIndex(Code target, IndexAccess access)
    {
        var run = target.Run;
        var key = Compile(access.Key);
        var find = key.Run;
        var where = context.At(access.Key.Span);
        Evaluation index = lenient
            ? frame => LenientAccess.Index(run(frame), find(frame), where, frame.Diagnostics)
            : frame => Access.Index(run(frame), find(frame), where, frame.Diagnostics);
        return Fold(index, target.IsConstant && key.IsConstant, access.Span);
    }

    private Code CompileSplat(SplatExpression splat)
    {
        var target = Compile(splat.Target);
        var before = size;
        return WithLocal(splat.Item, slot =>
        {
            var each = Compile(splat.Each);
            return new Code(new Splat(target.Run, each.Run, slot, size - before, lenient, context.At(splat.Span)).Run);
        });
    }
}
