using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>An expression over a raw resource, ready to run: a plain path where it is one, else a closure.</summary>
internal sealed class CompiledExpression
{
    private readonly RawPath? path;
    private readonly Evaluation? evaluation;
    private readonly ImmutableArray<RawPath> witnesses;

    private CompiledExpression(RawPath? path, Evaluation? evaluation, ImmutableArray<RawPath> witnesses, ImmutableArray<ColumnInput> inputs)
    {
        Inputs = inputs;
        this.path = path;
        this.evaluation = evaluation;
        this.witnesses = witnesses;
    }

    /// <summary>
    /// What the result follows from, and from whom the values in it stand for; none where that is no less work than evaluating it.
    /// </summary>
    public ImmutableArray<ColumnInput> Inputs { get; }

    /// <summary>Compiles an expression.</summary>
    public static CompiledExpression Compile(SourceText source, DiagnosticBag diagnostics)
    {
        if (RawPath.Parse(source.Text.Trim()) is { } plain)
        {
            return new CompiledExpression(plain, null, [], []);
        }

        var (expression, complaints) = HclParser.ParseExpression(source);
        diagnostics.AddRange(complaints);
        var binder = new ColumnBinder();
        var context = new CompilationContext(source, diagnostics) { Dialect = Dialect.Lenient };
        var compiled = Compiler.Compile(expression, binder, context);
        return new CompiledExpression(null, compiled, binder.Paths, binder.Inputs);
    }

    /// <summary>
    /// Evaluates the expression for the frame's resource. A result that is not itself something written comes from the first thing
    /// written that it was made from.
    /// </summary>
    public Value Evaluate(ColumnFrame frame)
    {
        if (path is not null)
        {
            return path.Read(frame);
        }

        var value = evaluation!(frame);
        if (value.IsNull)
        {
            return value;
        }

        foreach (var witness in witnesses)
        {
            if (witness.Read(frame).Origin is { } origin)
            {
                return value.WithOrigin(origin);
            }
        }

        return value.WithOrigin(null);
    }
}
