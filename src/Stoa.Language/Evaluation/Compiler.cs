using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>
/// Turns expressions into closures (see <see cref="Evaluation"/>). Names become slots, and what is constant is worked out once; what
/// is then left of an expression is as much as depends on the frame.
/// </summary>
public sealed partial class Compiler
{
    // What is worked out while compiling must be small; the rest waits until somebody needs it.
    private static readonly EvaluationLimits FoldingLimits = new() { Steps = 2_000, TextLength = 100_000 };

    private readonly Binder binder;
    private readonly CompilationContext context;
    private readonly bool lenient;
    private Scope? scope;
    private int locals;
    private int mostLocals;
    private int depth;
    private int size;

    private Compiler(Binder binder, CompilationContext context)
    {
        this.binder = binder;
        this.context = context;
        lenient = context.Dialect != Dialect.Terraform;
    }

    /// <summary>
    /// Compiles an expression, once for each binder: the result is kept on the expression. Complaints that hold for every evaluation
    /// (an unknown name) go to the context the first time, the others to the frame's bag each time it is evaluated.
    /// </summary>
    public static Evaluation Compile(Expression expression, Binder binder, CompilationContext context)
    {
        // Two threads that come here at once compile twice, to the same effect.
        if (expression.Compiled is Compilation known && ReferenceEquals(known.Binder, binder))
        {
            return known.Evaluation;
        }

        var compiler = new Compiler(binder, context);
        var evaluation = compiler.Enclose(compiler.Compile(expression).Run);
        expression.Compiled = new Compilation(binder, evaluation);
        return evaluation;
    }

    /// <summary>Gives the evaluation room for its own locals, so that it may run in the midst of another one of the same frame.</summary>
    private Evaluation Enclose(Evaluation run)
    {
        if (mostLocals == 0)
        {
            return run;
        }

        var count = mostLocals;
        return frame =>
        {
            var outer = frame.Locals;
            frame.EnterLocals(count);
            try
            {
                return run(frame);
            }
            finally
            {
                frame.LeaveLocals(outer);
            }
        };
    }

    private Code Compile(Expression expression)
    {
        size++;
        if (depth == EvaluationLimits.Nesting)
        {
            context.Diagnostics.Add(LanguageDiagnostics.NestedTooDeeply(EvaluationLimits.Nesting, context.At(expression.Span)));
            return Code.Unknown;
        }

        depth++;
        var code = expression switch
        {
            LiteralExpression literal => Constant(literal.Value, literal.Span),
            TemplateExpression template => CompileTemplate(template),
            VariableExpression or AttributeAccess or IndexAccess => CompileTraversal(expression),
            SplatExpression splat => CompileSplat(splat),
            SplatItem item => Local(scope!.Find(item)!.Value),
            FunctionCall call => CompileCall(call),
            ConditionalExpression conditional => CompileConditional(conditional),
            BinaryExpression binary => CompileBinary(binary),
            UnaryExpression unary => CompileUnary(unary),
            ParenthesizedExpression parenthesized => Compile(parenthesized.Inner),
            TupleExpression tuple => CompileTuple(tuple),
            ObjectExpression @object => CompileObject(@object),
            ForExpression @for => CompileFor(@for),
            _ => Code.Unknown,
        };
        depth--;
        return code;
    }

    private Code Constant(Value value, TextSpan span) =>
        Code.Constant(value.Origin is null ? value.WithOrigin(new Origin(context.Source, span)) : value);

    /// <summary>Works out now what depends on nothing, unless that fails or is much work: then it happens when it is needed.</summary>
    private Code Fold(Evaluation run, bool isConstant, TextSpan span)
    {
        if (!isConstant)
        {
            return new Code(run);
        }

        var frame = new Frame { Diagnostics = new DiagnosticBag(1), Budget = new EvaluationBudget(FoldingLimits) };
        var value = run(frame);
        return frame.Diagnostics.Count == 0 ? Constant(value, span) : new Code(run);
    }

    private static Code Local(int slot) => new(frame => frame.Locals[slot]);

    /// <summary>Compiles what a new local is in reach of.</summary>
    private T WithLocal<T>(object? name, Func<int, T> compile)
    {
        if (name is null)
        {
            return compile(-1);
        }

        var slot = locals++;
        mostLocals = Math.Max(mostLocals, locals);
        var outer = scope;
        scope = new Scope(name, slot, outer);
        var result = compile(slot);
        scope = outer;
        locals--;
        return result;
    }

    /// <summary>Code for an expression, and its value where that is the same in every frame.</summary>
    private readonly record struct Code(Evaluation Run, Value? Value = null)
    {
        public static readonly Code Unknown = Constant(Values.Value.Unknown);

        public bool IsConstant => Value is not null;

        public static Code Constant(Value value) => new(_ => value, value);
    }

    /// <summary>A local in reach: the name of a variable of a <c>for</c>, or the item of a splat itself.</summary>
    private sealed record Scope(object Name, int Slot, Scope? Outer)
    {
        public int? Find(object name)
        {
            for (var at = this; at is not null; at = at.Outer)
            {
                if (ReferenceEquals(at.Name, name) || (at.Name is string local && name is string wanted && local == wanted))
                {
                    return at.Slot;
                }
            }

            return null;
        }
    }

    private sealed record Compilation(Binder Binder, Evaluation Evaluation);
}
