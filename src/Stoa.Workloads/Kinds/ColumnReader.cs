using Stoa.Language.Values;

namespace Stoa.Workloads.Kinds;

/// <summary>
/// Reads one column from resource after resource. What an expression gives follows from the values of the names in it, and those are
/// often the very same as for the resource before: most of them are written nowhere, and the instances of one block share what is
/// constant. Then its last result stands. Not thread-safe: one a task.
/// </summary>
internal sealed class ColumnReader(CompiledExpression expression)
{
    private readonly Value?[] inputs = new Value?[expression.Inputs.Length];
    private Value? result;

    /// <summary>The column of the frame's resource.</summary>
    public Value Read(ColumnFrame frame)
    {
        if (inputs.Length == 0)
        {
            return expression.Evaluate(frame);
        }

        var isSame = true;
        for (var i = 0; i < inputs.Length; i++)
        {
            var input = expression.Inputs[i].Read(frame);
            isSame &= ReferenceEquals(input, inputs[i]);
            inputs[i] = input;
        }

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
}

/// <summary>What an expression reads of a resource.</summary>
/// <param name="Name">An attribute, a block, or the type of a companion.</param>
/// <param name="IsCompanion">Whether it can only be a companion.</param>
internal readonly record struct ColumnInput(string Name, bool IsCompanion)
{
    /// <summary>Its value.</summary>
    public Value Read(ColumnFrame frame) => IsCompanion ? frame.Companion(Name) : frame.Root(Name);
}
