using System.Collections.Immutable;
using System.Text;
using Stoa.Language.Text;

namespace Stoa.Assessment.CustomLenses;

/// <summary>
/// Parses a condition by descent, straight into reverse Polish. The grammar:
/// <c>or = and {"||" and}; and = unary {"&amp;&amp;" unary}; unary = {"!"} (id | "(" or ")")</c>.
/// </summary>
internal sealed class RiskRuleParser(string text)
{
    private readonly ImmutableArray<int>.Builder program = ImmutableArray.CreateBuilder<int>();
    private readonly ImmutableArray<RiskRuleExpression.ChoiceMention>.Builder mentions = ImmutableArray.CreateBuilder<RiskRuleExpression.ChoiceMention>();
    private readonly Dictionary<string, int> numbers = [];
    private readonly StringBuilder normal = new();
    private Kind kind;
    private TextSpan span;
    private int depth;
    private int onStack;
    private int stackSize;

    private enum Kind
    {
        End,
        Id,
        Not,
        And,
        Or,
        Open,
        Close,
        Other,
    }

    /// <summary>What is wrong; null where nothing is.</summary>
    public RiskRuleFault? Fault { get; private set; }

    private ReadOnlySpan<char> Word => text.AsSpan(span.Start, span.Length);

    /// <summary>The expression; null where the text is none (<see cref="Fault"/> says why).</summary>
    public RiskRuleExpression? Parse()
    {
        Next();
        if (kind == Kind.End)
        {
            Fail(new TextSpan(0, text.Length), "nothing stands there", "Name choices, as in \"encrypted && !public\", or write \"default\" for every answer that no rule before it meets.");
            return null;
        }

        if (kind == Kind.Id && Word.SequenceEqual(RiskRuleExpression.Default) && IsLast())
        {
            return new RiskRuleExpression([], 0, [], RiskRuleExpression.Default);
        }

        if (!ReadOr())
        {
            return null;
        }

        if (kind != Kind.End)
        {
            FailBehindOperand();
            return null;
        }

        return new RiskRuleExpression(program.ToImmutable(), stackSize, mentions.ToImmutable(), normal.ToString());
    }

    private bool ReadOr()
    {
        if (!ReadAnd())
        {
            return false;
        }

        while (kind == Kind.Or)
        {
            Accept(" || ");
            if (!ReadAnd())
            {
                return false;
            }

            Combine(RiskRuleExpression.Or);
        }

        return true;
    }

    private bool ReadAnd()
    {
        if (!ReadUnary())
        {
            return false;
        }

        while (kind == Kind.And)
        {
            Accept(" && ");
            if (!ReadUnary())
            {
                return false;
            }

            Combine(RiskRuleExpression.And);
        }

        return true;
    }

    private bool ReadUnary()
    {
        var negations = 0;
        while (kind == Kind.Not)
        {
            negations++;
            Accept("!");
        }

        if (!(kind == Kind.Open ? ReadGroup() : ReadId()))
        {
            return false;
        }

        if (negations % 2 == 1)
        {
            program.Add(RiskRuleExpression.Not);
        }

        return true;
    }

    private bool ReadGroup()
    {
        var open = span;
        if (++depth > RiskRuleExpression.MaxDepth)
        {
            return Fail(open, "parentheses are nested too deeply", $"At most {RiskRuleExpression.MaxDepth} may stand one within the other. Most of them can be left out.");
        }

        Accept("(");
        if (!ReadOr())
        {
            return false;
        }

        if (kind != Kind.Close)
        {
            return kind == Kind.End
                ? Fail(open, "this parenthesis is never closed", "Add a \")\", or remove it.")
                : FailBehindOperand();
        }

        depth--;
        Accept(")");
        return true;
    }

    private bool ReadId()
    {
        if (kind != Kind.Id)
        {
            return kind is Kind.Other ? FailCharacter() : Fail(
                span,
                kind == Kind.End ? "a choice is missing at the end" : $"a choice is missing before \"{Word}\"",
                "Operators stand between ids of choices, \"!\" before one, and parentheses hold at least one.");
        }

        var id = Word.ToString();
        if (id == RiskRuleExpression.Default)
        {
            return Fail(span, "\"default\" does not stand alone", "It means every answer that no rule before it meets, so that nothing can be joined to it. Write it as the whole condition of the last rule.");
        }

        if (!numbers.TryGetValue(id, out var number))
        {
            numbers.Add(id, number = mentions.Count);
            mentions.Add(new RiskRuleExpression.ChoiceMention(id, span));
        }

        program.Add(number);
        stackSize = Math.Max(stackSize, ++onStack);
        Accept(id);
        return true;
    }

    private void Combine(int operation)
    {
        program.Add(operation);
        onStack--;
    }

    private bool FailBehindOperand() => kind switch
    {
        Kind.Other => FailCharacter(),
        Kind.Close => Fail(span, "there is no parenthesis that this one closes", "Remove it, or add a \"(\" before."),
        _ => Fail(span, $"an operator is missing before \"{Word}\"", "Join two choices by && where both must be selected, by || where one is enough; the words \"and\", \"or\" and \"not\" are no operators."),
    };

    private bool FailCharacter()
    {
        var c = text[span.Start];
        return c is '&' or '|'
            ? Fail(span, $"a single \"{c}\" is no operator", $"Write {c}{c}.")
            : Fail(span, $"{(char.IsControl(c) || char.IsSurrogate(c) ? "a character" : $"\"{c}\"")} has no meaning here", "A condition is made of ids of choices (letters, digits, _), &&, ||, ! and parentheses.");
    }

    private bool Fail(TextSpan where, string problem, string remedy)
    {
        Fault ??= new RiskRuleFault(where, problem, remedy);
        return false;
    }

    private bool IsLast() => text.AsSpan(span.End).Trim().IsEmpty;

    private void Accept(string written)
    {
        normal.Append(written);
        Next();
    }

    private void Next()
    {
        var at = span.End;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        if (at == text.Length)
        {
            (kind, span) = (Kind.End, new TextSpan(at, at));
            return;
        }

        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        (kind, end) = end > at ? (Kind.Id, end) : text[at] switch
        {
            '!' => (Kind.Not, at + 1),
            '(' => (Kind.Open, at + 1),
            ')' => (Kind.Close, at + 1),
            '&' when at + 1 < text.Length && text[at + 1] == '&' => (Kind.And, at + 2),
            '|' when at + 1 < text.Length && text[at + 1] == '|' => (Kind.Or, at + 2),
            _ => (Kind.Other, at + 1),
        };
        span = new TextSpan(at, end);
    }
}
