using System.Collections.Frozen;
using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Workloads.Kinds;

/// <summary>A kind's columns for one format, compiled. Immutable, safe to share between threads; frames are not.</summary>
internal sealed class KindMapping
{
    private readonly ImmutableArray<(string Type, CompiledExpression Condition)> conditions;

    private KindMapping(
        ImmutableArray<CompiledColumn> columns,
        ImmutableArray<(string Type, CompiledExpression Condition)> conditions,
        ImmutableArray<(string Type, CompiledExpression Attribute)> companions)
    {
        Columns = columns;
        InputCount = columns.Sum(static c => c.Expression?.Inputs.Length ?? 0);
        this.conditions = conditions;
        Companions = companions;
        CompanionTypes = companions.Select(static c => c.Type).ToFrozenSet();
    }

    /// <summary>The columns, by the slots of their properties.</summary>
    public ImmutableArray<CompiledColumn> Columns { get; }

    /// <summary>How many inputs the columns have together.</summary>
    public int InputCount { get; }

    /// <summary>The types that fold into this kind, and what of them names the resource.</summary>
    public ImmutableArray<(string Type, CompiledExpression Attribute)> Companions { get; }

    /// <summary>The types of <see cref="Companions"/>.</summary>
    public FrozenSet<string> CompanionTypes { get; }

    /// <summary>What must hold of a resource of a type for it to be of this kind; null where nothing need.</summary>
    public CompiledExpression? Condition(string type)
    {
        foreach (var (conditional, condition) in conditions)
        {
            if (conditional == type)
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>Compiles the columns of a format.</summary>
    /// <param name="definition">The kind.</param>
    /// <param name="cloudFormation">The format.</param>
    /// <param name="diagnostics">Where to say what is wrong with them; null where they are known to be right.</param>
    public static KindMapping Compile(KindDefinition definition, bool cloudFormation, Action<string, Diagnostic>? diagnostics = null)
    {
        var inputs = 0;
        CompiledColumn Column(Property property, Column column)
        {
            var expression = column.Expression is { } text ? Expression(text) : null;
            var first = inputs;
            inputs += expression?.Inputs.Length ?? 0;
            return new(property, expression, column.Default, first);
        }

        CompiledExpression Expression(string text)
        {
            var complaints = new DiagnosticBag();
            var expression = CompiledExpression.Compile(new SourceText(definition.File, text), complaints);
            foreach (var complaint in complaints)
            {
                diagnostics?.Invoke(text, complaint);
            }

            return expression;
        }

        return new KindMapping(
            [.. definition.Columns.Select((both, slot) => Column(definition.Kind.Properties[slot], both[cloudFormation]))],
            [.. definition.Types(cloudFormation).Where(static t => t.When is not null).Select(t => (t.Type, Expression(t.When!)))],
            [.. definition.Companions.Where(c => IsCloudFormation(c.Type) == cloudFormation).Select(c => (c.Type, Expression(c.Attribute)))]);
    }

    /// <summary>Whether a type is one of CloudFormation's.</summary>
    public static bool IsCloudFormation(string type) => type.Contains("::", StringComparison.Ordinal);
}
