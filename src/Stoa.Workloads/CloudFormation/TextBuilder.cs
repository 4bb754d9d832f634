using System.Text;
using Stoa.Language.Documents;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>Text put together from literal stretches and values; unknown as soon as one of them is, with its known parts kept.</summary>
internal sealed class TextBuilder
{
    private readonly StringBuilder text = new();
    private readonly List<Value> values = [];
    private readonly List<Value> parts = [];
    private int written;
    private bool isUnknown;
    private bool isTooLong;

    /// <summary>Adds literal text.</summary>
    public void Add(string literal)
    {
        if (text.Length + literal.Length > StackBudget.MaxText)
        {
            isTooLong = isUnknown = true;
        }
        else if (!isTooLong)
        {
            text.Append(literal);
        }
    }

    /// <summary>Adds the text of a value.</summary>
    public void Add(Value value)
    {
        values.Add(value);
        if (Stack.TextOf(value) is { } known)
        {
            Add(known);
        }
        else
        {
            isUnknown = true;
            EndPart();
            parts.AddRange(!value.IsUnknown ? [Stack.UnknownText] : value.Parts.IsEmpty ? [value] : value.Parts);
        }
    }

    /// <summary>The text.</summary>
    public Value ToValue(Stack stack, Node at)
    {
        if (isTooLong)
        {
            stack.ReportTooMuch(at);
        }

        var all = values.ToArray();
        var result = text.ToString();
        if (!isTooLong && Stack.HasDynamicReference(result))
        {
            EndPart();
            var resolved = Stack.DynamicReference(result, parts);
            return Stack.UnknownFrom(resolved, [.. all, resolved]);
        }

        return isUnknown ? Stack.UnknownFrom(Unknown(), all)
            : all.Length == 0 ? Value.Of(result)
            : Stack.UnknownFrom(Value.Of(result), all);
    }

    private Value Unknown()
    {
        EndPart();
        return isTooLong ? Stack.UnknownText : Value.UnknownText([.. parts]);
    }

    private void EndPart()
    {
        if (text.Length > written)
        {
            parts.Add(Value.Of(text.ToString(written, text.Length - written)));
            written = text.Length;
        }
    }
}
