using Stoa.Language.Diagnostics;
using Stoa.Language.Functions;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>Renders templates for <c>templatefile</c> and <c>templatestring</c>: they see their variables and nothing else.</summary>
internal static class TemplateRendering
{
    public static Outcome<FunctionError> Render(SourceText source, Value variables, Frame caller)
    {
        if (caller.TemplateDepth == EvaluationLimits.TemplateNesting)
        {
            return new FunctionError($"more than {EvaluationLimits.TemplateNesting} templates render one another; does one render itself?");
        }

        var (template, complaints) = HclParser.ParseTemplate(source);
        if (complaints.FirstOrDefault(static d => d.Severity == DiagnosticSeverity.Error) is { } unreadable)
        {
            return Failure(unreadable);
        }

        var diagnostics = new DiagnosticBag();
        var evaluate = Compiler.Compile(template, new VariablesBinder(variables), new CompilationContext(source, diagnostics));
        if (diagnostics.HasErrors)
        {
            return Failure(diagnostics.First(static d => d.Severity == DiagnosticSeverity.Error));
        }

        var result = evaluate(new Frame
        {
            Diagnostics = diagnostics,
            Budget = caller.Budget,
            Files = caller.Files,
            Folder = caller.Folder,
            TemplateDepth = caller.TemplateDepth + 1,
        });
        return diagnostics.FirstOrDefault(static d => d.Severity == DiagnosticSeverity.Error) is { } failed ? Failure(failed) : result;
    }

    private static FunctionError Failure(Diagnostic diagnostic) =>
        new($"at {diagnostic.Location}: {diagnostic.Summary}. {diagnostic.Detail}".TrimEnd('.'));

    /// <summary>A template sees the variables it is rendered with.</summary>
    private sealed class VariablesBinder(Value variables) : Binder
    {
        public override Evaluation? BindTraversal(
            VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
        {
            consumed = 0;
            if (variables.TryGet(root.Name, out var value))
            {
                return _ => value;
            }

            var suggestion = Spelling.DidYouMean(root.Name, variables.Keys.ToArray());
            context.Diagnostics.Add(LanguageDiagnostics.UnknownTemplateVariable(root.Name, suggestion, context.At(root.Span)));
            return null;
        }
    }
}
