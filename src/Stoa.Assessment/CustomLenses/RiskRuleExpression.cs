using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Text;

namespace Stoa.Assessment.CustomLenses;

/// <summary>
/// The condition of a risk rule: ids of choices joined by <c>!</c>, <c>&amp;&amp;</c>, <c>||</c> (binding in that order, the tightest first)
/// and parentheses, or the word <c>default</c> alone, which always holds. An id is true where its choice is selected. Immutable.
/// </summary>
public sealed class RiskRuleExpression
{
    /// <summary>The word that stands for every answer.</summary>
    public const string Default = "default";

    /// <summary>Parentheses within parentheses.</summary>
    public const int MaxDepth = 100;

    // Reverse Polish: an operand's number among the choices, or one of the operators below zero.
    internal const int Not = -1;
    internal const int And = -2;
    internal const int Or = -3;

    private readonly ImmutableArray<int> program;
    private readonly int stackSize;
    private readonly string normal;

    internal RiskRuleExpression(ImmutableArray<int> program, int stackSize, ImmutableArray<ChoiceMention> choices, string normal)
    {
        this.program = program;
        this.stackSize = stackSize;
        this.normal = normal;
        Mentions = choices;
    }

    /// <summary>Whether it is the word <c>default</c>.</summary>
    public bool IsDefault => program.IsEmpty;

    /// <summary>The ids of the choices that it names, each once, in the order named.</summary>
    public IEnumerable<string> Choices => Mentions.Select(static m => m.Id);

    /// <summary>The choices that it names, each where it is named first.</summary>
    internal ImmutableArray<ChoiceMention> Mentions { get; }

    /// <summary>Parses a condition.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="expression">The expression; null where the text is none.</param>
    /// <param name="fault">What is wrong with it, and where, if it is none.</param>
    /// <returns>Whether the text is a condition.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out RiskRuleExpression? expression, out RiskRuleFault fault)
    {
        var parser = new RiskRuleParser(text);
        expression = parser.Parse();
        fault = parser.Fault ?? default;
        return expression is not null;
    }

    /// <summary>Whether it holds for an answer.</summary>
    /// <param name="selected">The ids of the choices that count as selected. An id that is not among them is false, known or not.</param>
    public bool Evaluate(IReadOnlySet<string> selected)
    {
        if (IsDefault)
        {
            return true;
        }

        Span<bool> stack = stackalloc bool[stackSize];
        var top = -1;
        foreach (var step in program)
        {
            switch (step)
            {
                case Not:
                    stack[top] = !stack[top];
                    break;
                case And:
                    top--;
                    stack[top] &= stack[top + 1];
                    break;
                case Or:
                    top--;
                    stack[top] |= stack[top + 1];
                    break;
                default:
                    stack[++top] = selected.Contains(Mentions[step].Id);
                    break;
            }
        }

        return stack[0];
    }

    /// <summary>The condition with the blanks where they belong; parentheses as written.</summary>
    public override string ToString() => normal;

    /// <summary>A choice's id and where in the condition it stands.</summary>
    internal readonly record struct ChoiceMention(string Id, TextSpan Span);
}

/// <summary>What is wrong with a condition.</summary>
/// <param name="Span">Where, in the condition's text.</param>
/// <param name="Problem">What is wrong, as a clause without full stop.</param>
/// <param name="Remedy">What to do, in full sentences.</param>
public readonly record struct RiskRuleFault(TextSpan Span, string Problem, string Remedy);
