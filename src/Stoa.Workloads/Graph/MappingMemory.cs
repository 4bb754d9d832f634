using Stoa.Language.Text;
using Stoa.Language.Values;
using Stoa.Workloads.Kinds;

namespace Stoa.Workloads.Graph;

/// <summary>
/// What the columns of a kind gave for the resource before. A column follows from the values of the names in it, and those are often
/// the very same again: most are written nowhere, and the instances of one block share what is constant. Not thread-safe.
/// </summary>
internal sealed class MappingMemory(KindMapping mapping)
{
    private readonly Value?[] inputs = new Value?[mapping.InputCount];
    private readonly Value?[] results = new Value?[mapping.Columns.Length];
    private readonly Value?[] unconverted = new Value?[mapping.Columns.Length];
    private readonly Value?[] converted = new Value?[mapping.Columns.Length];
    private readonly Value?[] defaults = new Value?[mapping.Columns.Length];
    private Origin? declared;

    /// <summary>What it is the memory of.</summary>
    public KindMapping Mapping => mapping;

    /// <summary>Evaluates a column for the frame's resource.</summary>
    public Value Evaluate(CompiledColumn column, ColumnFrame frame)
    {
        var expression = column.Expression!;
        if (expression.Inputs.IsEmpty)
        {
            return expression.Evaluate(frame);
        }

        var isSame = true;
        var known = inputs.AsSpan(column.FirstInput, expression.Inputs.Length);
        for (var i = 0; i < known.Length; i++)
        {
            var input = expression.Inputs[i].Read(frame);
            isSame &= ReferenceEquals(input, known[i]);
            known[i] = input;
        }

        ref var result = ref results[column.Property.Slot];
        if (isSame && result is not null)
        {
            return result;
        }

        frame.HasFollowed = false;
        var value = expression.Evaluate(frame);

        // Whom a text stands for depends on who asks.
        result = frame.HasFollowed ? null : value;
        return value;
    }

    /// <summary>What became of a value of a column when it was converted; null where the last one converted was another.</summary>
    public Value? Converted(CompiledColumn column, Value value) =>
        ReferenceEquals(unconverted[column.Property.Slot], value) ? converted[column.Property.Slot] : null;

    /// <summary>Notes what became of a value.</summary>
    public void NoteConverted(CompiledColumn column, Value value, Value result) =>
        (unconverted[column.Property.Slot], converted[column.Property.Slot]) = (value, result);

    /// <summary>What holds of a column when nobody says it, as said by the declaration; <see cref="Value.Null"/> where nothing does.</summary>
    public Value Default(CompiledColumn column, Location declaration)
    {
        if (column.Default is null)
        {
            return Value.Null;
        }

        if (declared?.Source != declaration.Source || declared.Span != declaration.Span)
        {
            declared = new Origin(declaration.Source, declaration.Span, IsDefault: true);
            Array.Clear(defaults);
        }

        return defaults[column.Property.Slot] ??= column.Default.WithOrigin(declared);
    }
}
