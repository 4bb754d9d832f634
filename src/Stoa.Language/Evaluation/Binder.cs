using Stoa.Language.Syntax;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>An expression compiled to a closure: no tree is walked and no name looked up when it runs.</summary>
public delegate Value Evaluation(Frame frame);

/// <summary>
/// What names mean where an expression stands. The compiler asks once for each traversal, so that a name becomes a slot, not a
/// look-up; Terraform modules, CloudFormation mappings and checks each have a binder of their own. One binder serves every instance
/// of a module: what is compiled for it is kept on the expression (see <see cref="Compiler"/>).
/// </summary>
/// <remarks>
/// A binder that evaluates other declarations when they are first asked for must report their complaints into a bag of their own:
/// <c>try</c> and conditionals take back what was reported while they tried.
/// </remarks>
public abstract class Binder
{
    /// <summary>
    /// Binds a traversal: its root name and the attribute names and literal keys that follow it as far as they are fixed.
    /// </summary>
    /// <param name="root">The first name, for example <c>var</c>.</param>
    /// <param name="steps">
    /// What follows, outermost last: <see cref="AttributeAccess"/> and <see cref="IndexAccess"/> expressions. May be empty. The key of
    /// an index may be any expression; a binder can cover only literal ones.
    /// </param>
    /// <param name="consumed">How many of <paramref name="steps"/> the result already covers; the compiler applies the rest.</param>
    /// <param name="context">Where to report a name that means nothing here.</param>
    /// <returns>How to get the value; null where the name means nothing (a diagnostic was reported, the value is unknown).</returns>
    public abstract Evaluation? BindTraversal(
        VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context);

    /// <summary>
    /// Binds a function that is not one of Terraform's own; null where there is none of that name. The arguments have been evaluated
    /// and may be unknown.
    /// </summary>
    public virtual Func<Frame, Value[], Value>? BindFunction(FunctionCall call, CompilationContext context) => null;

    /// <summary>
    /// Binds the reading of an attribute from a value that no name gave whole: a loop's variable, a splat's item, a function's result.
    /// Null where the language's own rules are all that holds; else a function that gives null for each value that they hold for.
    /// </summary>
    public virtual Func<Frame, Value, Value?>? BindAttribute(string name) => null;

    /// <summary>The names of the functions that <see cref="BindFunction"/> knows, to suggest one where a name is mistyped.</summary>
    public virtual IEnumerable<string> FunctionNames => [];
}
