using System.Text;
using Stoa.Language.Documents;
using Stoa.Language.Values;

namespace Stoa.Workloads.CloudFormation;

/// <summary>Text put together from literal stretches and values; unknown as soon as one of them is.</summary>
internal sealed class TextBuilder
{
    private readonly StringBuilder text = new();
    private readonly List<Value> values = [];
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
        return Stack.HasDynamicReference(result) ? Stack.UnknownFrom(Stack.DynamicReference(result), [.. all, Stack.DynamicReference(result)])
            : isUnknown ? Stack.UnknownFrom(Stack.UnknownText, all)
            : all.Length == 0 ? Value.Of(result)
            : Stack.UnknownFrom(Value.Of(result), all);
    }
}
