using Stoa.Language.Syntax;

namespace Stoa.Language.Evaluation;

public sealed partial class Compiler
{
    private Code CompileTraversal(Expression expression)
    {
        var (code, steps, consumed) = CompileRoot(expression);
        return CompileSteps(code, steps, consumed, steps.Count);
    }

    /// <summary>
    /// Compiles the reading of an attribute or element so that what it is read from can be asked for afterwards. That is neither
    /// compiled nor evaluated a second time: reads within reads would else double the work with every level.
    /// </summary>
    private (Code Code, Evaluation Container) CompileRead(Expression expression)
    {
        var (root, steps, consumed) = CompileRoot(expression);
        if (consumed == steps.Count)
        {
            // A reference as a whole: what its last step reads from is one, too.
            return (root, CompileContainer(expression));
        }

        var container = CompileSteps(root, steps, consumed, steps.Count - 1);
        if (container.IsConstant)
        {
            return (CompileSteps(container, steps, steps.Count - 1, steps.Count), container.Run);
        }

        return WithLocal(new object(), slot =>
        {
            var run = container.Run;
            var kept = new Code(frame => frame.Locals[slot] = run(frame));
            return (CompileSteps(kept, steps, steps.Count - 1, steps.Count), new Evaluation(frame => frame.Locals[slot]));
        });
    }

    private Evaluation CompileContainer(Expression reference)
    {
        var mark = context.Diagnostics.Mark();
        var container = Compile(reference is AttributeAccess access ? access.Target : ((IndexAccess)reference).Target).Run;
        context.Diagnostics.TakeBack(mark);
        return container;
    }

    private (Code Code, List<Expression> Steps, int Consumed) CompileRoot(Expression expression)
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
        return (code, steps, consumed);
    }

    private Code CompileSteps(Code code, List<Expression> steps, int from, int to)
    {
        for (var i = from; i < to; i++)
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
            return !target.IsConstant && binder.BindAttribute(name) is { } bound
                ? new Code(frame =>
                {
                    var value = run(frame);
                    return bound(frame, value) ?? LenientAccess.Attribute(value, name, ref hint);
                })
                : Fold(frame => LenientAccess.Attribute(run(frame), name, ref hint), target.IsConstant, access.Span);
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
