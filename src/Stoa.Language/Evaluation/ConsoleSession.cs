using Stoa.Language.Diagnostics;
using Stoa.Language.Functions;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

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

/// <summary>What a console answers to one expression.</summary>
/// <param name="Value">The value; null where there is none.</param>
/// <param name="Diagnostics">What was found wrong, or worth saying.</param>
public sealed record ConsoleAnswer(Value? Value, IReadOnlyCollection<Diagnostic> Diagnostics)
{
    /// <summary>The answer in one line.</summary>
    public override string ToString()
    {
        if (Value is null)
        {
            var error = Diagnostics.First(static d => d.Severity == DiagnosticSeverity.Error);
            return $"!error {error.Summary}";
        }

        if (!Value.IsWhollyKnown)
        {
            return "!unknown";
        }

        return FunctionTable.Find("jsonencode")!.Invoke(CallContext.None, [Value]).TryGet(out var text, out var problem)
            ? text.AsString()
            : $"!error {problem.Message}";
    }
}
