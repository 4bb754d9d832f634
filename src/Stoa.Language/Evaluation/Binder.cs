using Stoa.Language.Diagnostics;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>An expression compiled to a closure: no tree is walked and no name looked up when it runs.</summary>
public delegate Value Evaluation(Frame frame);

/// <summary>
/// What names mean where an expression stands. The compiler asks once for each traversal, so that a name becomes a slot, not a
/// look-up; Terraform modules, CloudFormation mappings and checks each have a binder of their own.
/// </summary>
public abstract class Binder
{
    /// <summary>
    /// Binds a traversal: its root name and the attribute names and literal keys that follow it as far as they are fixed.
    /// </summary>
    /// <param name="root">The first name, for example <c>var</c>.</param>
    /// <param name="steps">
    /// What follows, outermost last: <see cref="AttributeAccess"/> and <see cref="IndexAccess"/> expressions. May be empty.
    /// </param>
    /// <param name="consumed">How many of <paramref name="steps"/> the result already covers; the compiler applies the rest.</param>
    /// <param name="context">Where to report a name that means nothing here.</param>
    /// <returns>How to get the value; null where the name means nothing (a diagnostic was reported, the value is unknown).</returns>
    public abstract Evaluation? BindTraversal(
        VariableExpression root, IReadOnlyList<Expression> steps, out int consumed, CompilationContext context);

    /// <summary>Binds a function that is not one of Terraform's own; null where there is none of that name.</summary>
    public virtual Func<Frame, Value[], Value>? BindFunction(FunctionCall call, CompilationContext context) => null;
}

/// <summary>What a compilation reads and where it complains.</summary>
/// <param name="Source">The text in which the expression stands.</param>
/// <param name="Diagnostics">Where complaints go that hold for every evaluation (an unknown name, a wrong number of arguments).</param>
public sealed record CompilationContext(SourceText Source, DiagnosticBag Diagnostics);

/// <summary>
/// One evaluation's surroundings: the values that names are bound to, and where complaints go. Binders derive their own frames
/// and read their slots from them.
/// </summary>
public class Frame
{
    /// <summary>Where complaints about this evaluation go.</summary>
    public required DiagnosticBag Diagnostics { get; set; }

    /// <summary>Values of the variables of <c>for</c> and of splats, by slot; the compiler numbers them.</summary>
    internal Value[] Locals { get; set; } = [];

    /// <summary>Work done so far, in steps; the evaluator stops with a diagnostic past its limit (see <c>EvaluationLimits</c>).</summary>
    internal long Steps { get; set; }

    /// <summary>What <c>file()</c> and its kin may read; null where nothing may be read.</summary>
    public FileTree? Files { get; init; }

    /// <summary>The folder that relative paths start from: <c>path.module</c>.</summary>
    public string Folder { get; init; } = "";
}
