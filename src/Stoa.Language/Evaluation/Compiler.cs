using Stoa.Language.Syntax;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>Turns expressions into closures (see <see cref="Evaluation"/>).</summary>
public static class Compiler
{
    /// <summary>
    /// Compiles an expression, once for each binder: the result is kept on the expression. Complaints that hold for every evaluation go
    /// to the context, the others to the frame.
    /// </summary>
    public static Evaluation Compile(Expression expression, Binder binder, CompilationContext context) =>
        static _ => Value.Unknown;
}
