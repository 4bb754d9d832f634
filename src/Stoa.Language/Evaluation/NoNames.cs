using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;

namespace Stoa.Language.Evaluation;

/// <summary>Where no name means anything: defaults of types, expressions at a console without a module.</summary>
public sealed class NoNames : Binder
{
    /// <summary>The one instance.</summary>
    public static readonly NoNames Instance = new();

    private NoNames()
    {
    }

    /// <inheritdoc/>
    public override Evaluation? BindTraversal(
        VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context)
    {
        consumed = 0;
        context.Diagnostics.Add(LanguageDiagnostics.UnknownVariable(root.Name, "", context.At(root.Span)));
        return null;
    }
}
