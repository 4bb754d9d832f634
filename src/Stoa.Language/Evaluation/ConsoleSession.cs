using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Language.Evaluation;

/// <summary>
/// Answers expressions one by one, each in one line: its value as Terraform's <c>jsonencode</c> writes it, <c>!unknown</c> where some of
/// it is not known, or <c>!error</c> and what is wrong.
/// </summary>
/// <param name="binder">What names mean: those of a module, or <see cref="NoNames"/>.</param>
/// <param name="newFrame">Makes the surroundings of one evaluation, with the given bag for its complaints.</param>
public sealed class ConsoleSession(Binder binder, Func<DiagnosticBag, Frame> newFrame)
{
    /// <summary>A session without a module.</summary>
    public ConsoleSession()
        : this(NoNames.Instance, static diagnostics => new Frame { Diagnostics = diagnostics })
    {
    }

    /// <summary>The value of one expression, or what is wrong with it.</summary>
    public ConsoleAnswer Evaluate(string expression)
    {
        var source = new SourceText("console", expression);
        var diagnostics = new DiagnosticBag();
        var (tree, complaints) = HclParser.ParseExpression(source);
        diagnostics.AddRange(complaints);
        if (diagnostics.HasErrors)
        {
            return new ConsoleAnswer(null, diagnostics);
        }

        var evaluate = Compiler.Compile(tree, binder, new CompilationContext(source, diagnostics));
        var value = evaluate(newFrame(diagnostics));
        return new ConsoleAnswer(diagnostics.HasErrors ? null : value, diagnostics);
    }
}
