using Stoa.Language.Diagnostics;
using Stoa.Language.Evaluation;
using Stoa.Language.Syntax;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Workloads.Terraform;

/// <summary>The type that a variable declares, with the defaults of its optional attributes.</summary>
internal sealed class VariableType(TypeConstraint constraint)
{
    public static readonly VariableType Any = new(TypeConstraint.Any);

    /// <summary>What a variable of this type is when nobody gives it a value.</summary>
    public Value UnknownValue { get; } = Value.UnknownOf(constraint.Type.WithoutOptional);

    /// <summary>Whether text given for it on the command line stands for itself.</summary>
    public bool TakesText => constraint.Type.IsPrimitive || constraint.Type.Kind == TypeKind.Dynamic;

    public static VariableType Read(Expression expression, SourceText source, DiagnosticBag diagnostics) =>
        new(TypeExpressions.Read(expression, new CompilationContext(source, diagnostics)));

    /// <summary>The value converted to the type; unknown, with a diagnostic, where it does not fit.</summary>
    public Value Apply(string variable, Value value, DiagnosticBag diagnostics, Location? where)
    {
        if (constraint.Type.Kind == TypeKind.Dynamic)
        {
            return value;
        }

        if (constraint.Apply(value).TryGet(out var converted, out var problem))
        {
            return converted;
        }

        diagnostics.Add(WorkloadDiagnostics.VariableMismatch(variable, problem.ToString(), where));
        return UnknownValue.WithReferences(References.Of(value));
    }
}
