using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Syntax;

// Expressions, by descending precedence from the conditional.
internal sealed partial class NativeParser
{
    private const int SharedNumbers = 100;

    private Scratch<Expression> expressions;
    private Scratch<ObjectItem> objectItems;
    private Value?[]? sharedNumbers;

    /// <summary>Reads an expression; <paramref name="first"/> is its first term where that was read already.</summary>
    private Expression ParseExpression(Expression? first = null)
    {
        Expression result;
        if (!Enter())
        {
            result = FailExpression(LanguageDiagnostics.TooDeep(Here, MaxDepth));
        }
        else
        {
            result = ParseBinary(0, first);
            if (kind == HclTokenKind.Question)
            {
                result = ParseConditional(result);
            }
        }

        Leave();
        return result;
    }

    private ConditionalExpression ParseConditional(Expression condition)
    {
        var highest = height;
        Advance();
        var then = ParseExpression();
        highest = Math.Max(highest, height);
        if (kind != HclTokenKind.Colon)
        {
            Fail(LanguageDiagnostics.MissingElse(Here, new Location(source, condition.Span.Through(then.Span))));
            height = highest;
            Raise(start);
            return new ConditionalExpression(
                condition, then, new ErrorExpression(Span(lastEnd, lastEnd)), new TextSpan(condition.Span.Start, Span(lastEnd, lastEnd).End));
        }

        Advance();
        var otherwise = ParseExpression();
        height = Math.Max(highest, height);
        Raise(start);
        return new ConditionalExpression(condition, then, otherwise, new TextSpan(condition.Span.Start, otherwise.Span.End));
    }

    private Expression ParseBinary(int weakest, Expression? first = null)
    {
        var left = first is null ? ParseUnary() : ParseTraversal(first);
        while (true)
        {
            var (op, strength) = BinaryOperatorOf(kind);
            if (strength <= weakest)
            {
                return left;
            }

            var highest = height;
            Advance();
            var right = ParseBinary(strength);
            height = Math.Max(highest, height);
            Raise(start);
            left = new BinaryExpression(op, left, right, new TextSpan(left.Span.Start, right.Span.End));
        }
    }

    // A strength of 0 is no operator.
    private static (BinaryOperator Operator, int Strength) BinaryOperatorOf(HclTokenKind kind) => kind switch
    {
        < HclTokenKind.Or or > HclTokenKind.Percent => default,
        HclTokenKind.Or => (BinaryOperator.Or, 1),
        HclTokenKind.And => (BinaryOperator.And, 2),
        HclTokenKind.EqualEqual => (BinaryOperator.Equal, 3),
        HclTokenKind.NotEqual => (BinaryOperator.NotEqual, 3),
        HclTokenKind.Greater => (BinaryOperator.Greater, 4),
        HclTokenKind.GreaterOrEqual => (BinaryOperator.GreaterOrEqual, 4),
        HclTokenKind.Less => (BinaryOperator.Less, 4),
        HclTokenKind.LessOrEqual => (BinaryOperator.LessOrEqual, 4),
        HclTokenKind.Plus => (BinaryOperator.Add, 5),
        HclTokenKind.Minus => (BinaryOperator.Subtract, 5),
        HclTokenKind.Star => (BinaryOperator.Multiply, 6),
        HclTokenKind.Slash => (BinaryOperator.Divide, 6),
        _ => (BinaryOperator.Modulo, 6),
    };

    private Expression ParseUnary()
    {
        if (kind is not (HclTokenKind.Bang or HclTokenKind.Minus))
        {
            return ParseTraversal(ParseTerm());
        }

        var from = start;
        if (!Enter())
        {
            Leave();
            return FailExpression(LanguageDiagnostics.TooDeep(Here, MaxDepth));
        }

        var op = kind == HclTokenKind.Bang ? UnaryOperator.Not : UnaryOperator.Negate;
        Advance();
        var operand = ParseUnary();
        Leave();
        Raise(from);
        return new UnaryExpression(op, operand, new TextSpan(Span(from, from).Start, operand.Span.End));
    }

    /// <summary>Reads the points, indexes and splats that follow a term.</summary>
    private Expression ParseTraversal(Expression target)
    {
        while (true)
        {
            switch (kind)
            {
                case HclTokenKind.Dot:
                    target = ParseDot(target);
                    break;
                case HclTokenKind.OpenBracket:
                    target = ParseIndex(target);
                    break;
                default:
                    return target;
            }
        }
    }

    private Expression ParseDot(Expression target)
    {
        var dot = start;
        Advance();
        switch (kind)
        {
            case HclTokenKind.Identifier:
                return ParseAttribute(target);
            case HclTokenKind.Number:
                return ParseLegacyIndex(target);
            case HclTokenKind.Star:
                break;
            default:
                Fail(LanguageDiagnostics.InvalidAttributeName(At(dot, Math.Max(end, dot + 1)), "A name is required after a point."));
                return target;
        }

        Advance();
        var item = new SplatItem(Span(dot, lastEnd));
        var highest = height;
        height = 1;
        Expression each = item;
        while (kind == HclTokenKind.Dot)
        {
            Advance();
            if (kind is HclTokenKind.Identifier or HclTokenKind.Number)
            {
                each = kind == HclTokenKind.Identifier ? ParseAttribute(each) : ParseLegacyIndex(each);
                continue;
            }

            Fail(LanguageDiagnostics.InvalidAttributeName(
                Here,
                kind == HclTokenKind.Star
                    ? "A splat cannot stand inside an attribute-only splat (\".*\"). Use full splats (\"[*]\") instead."
                    : "A name is required after a point."));
            break;
        }

        height = Math.Max(highest, height);
        Raise(dot);
        return new SplatExpression(target, each, item, IsFull: false, new TextSpan(target.Span.Start, each.Span.End));
    }

    private AttributeAccess ParseAttribute(Expression target)
    {
        var name = names.Get(TokenText);
        var span = Span(start, end);
        Raise(start);
        Advance();
        return new AttributeAccess(target, name, span, new TextSpan(target.Span.Start, span.End));
    }

    private IndexAccess ParseLegacyIndex(Expression target)
    {
        var from = start;
        var number = TokenText;
        var point = number.IndexOf('.');
        if (point >= 0)
        {
            Report(LanguageDiagnostics.ChainedLegacyIndex(Here, number[..point].ToString(), number[(point + 1)..].ToString()));
        }

        var to = end;
        Advance();
        while (true)
        {
            var digits = point < 0 ? to - from : point;
            Raise(from);
            target = new IndexAccess(
                target,
                new LiteralExpression(ParseNumber(from, from + digits), Span(from, from + digits)),
                IsLegacy: true,
                new TextSpan(target.Span.Start, Span(from, from + digits).End));
            if (point < 0)
            {
                return (IndexAccess)target;
            }

            from += digits + 1;
            point = text.AsSpan(from, to - from).IndexOf('.');
        }
    }

    private Expression ParseIndex(Expression target)
    {
        var open = start;
        var outer = newlines;
        var highest = height;
        newlines = false;
        Advance();
        if (kind == HclTokenKind.Star)
        {
            Advance();
            if (kind != HclTokenKind.CloseBracket)
            {
                Fail(LanguageDiagnostics.MissingSeparator(
                    Here, "Missing bracket after a splat", "The star of a full splat is followed by a closing bracket at once: \"[*]\".", At(open, lastEnd)));
                SkipTo(HclTokenKind.CloseBracket);
            }

            Close(outer);
            var item = new SplatItem(Span(open, lastEnd));
            height = 1;
            Expression each = item;
            if (Enter())
            {
                each = ParseTraversal(item);
            }

            Leave();
            height = Math.Max(highest, height);
            Raise(open);
            return new SplatExpression(target, each, item, IsFull: true, new TextSpan(target.Span.Start, each.Span.End));
        }

        var key = ParseExpression();
        height = Math.Max(highest, height);
        Raise(open);
        if (kind != HclTokenKind.CloseBracket)
        {
            FailBracket(open, "]", "Missing bracket after an index", "An index ends with a closing bracket (\"]\").");
            SkipTo(HclTokenKind.CloseBracket);
        }

        Close(outer);
        return new IndexAccess(target, key, IsLegacy: false, new TextSpan(target.Span.Start, Span(lastEnd, lastEnd).End));
    }

    /// <summary>Steps over a closing bracket (if the parser stands on one) into code where line breaks count as before it.</summary>
    private void Close(bool outer)
    {
        newlines = outer;
        if (kind is HclTokenKind.CloseBracket or HclTokenKind.CloseParen or HclTokenKind.CloseBrace)
        {
            Advance();
        }
    }

    private void FailBracket(int open, string closer, string summary, string detail) =>
        Fail(kind == HclTokenKind.EndOfFile
            ? LanguageDiagnostics.UnclosedBracket(At(open, open + 1), closer)
            : LanguageDiagnostics.MissingSeparator(Here, summary, detail, At(open, Math.Max(open, end))));

    private Expression ParseTerm()
    {
        switch (kind)
        {
            case HclTokenKind.Identifier:
                return ParseName();
            case HclTokenKind.OpenQuote:
                return ParseQuotedTemplate();
            case HclTokenKind.Number:
                height = 1;
                var number = new LiteralExpression(ParseNumber(start, end), Span(start, end));
                Advance();
                return number;
            case HclTokenKind.OpenBracket:
                return ParseTuple();
            case HclTokenKind.OpenBrace:
                return ParseObject();
            case HclTokenKind.OpenParen:
                return ParseParenthesized();
            case HclTokenKind.OpenHeredoc:
                return ParseHeredoc();
            default:
                return FailExpression(LanguageDiagnostics.ExpressionRequired(Here, ExpressionRequiredDetail()));
        }
    }

    private string ExpressionRequiredDetail() => kind switch
    {
        HclTokenKind.EndOfFile => "The text ends where a value was expected.",
        HclTokenKind.Newline =>
            "The line ends where a value was expected. Put the value on this line, or the whole expression in parentheses to spread it over several lines.",
        HclTokenKind.CloseTemplate => "The template sequence is empty: write an expression in it.",
        HclTokenKind.CloseBrace or HclTokenKind.CloseBracket or HclTokenKind.CloseParen =>
            "This bracket closes where a value was expected.",
        _ => $"A value was expected, but \"{TokenText}\" begins none.",
    };

    private Expression ParseName()
    {
        var from = start;
        var span = Span(start, end);
        height = 1;
        Advance();
        if (kind is HclTokenKind.OpenParen or HclTokenKind.DoubleColon)
        {
            return ParseCall(from, span);
        }

        var name = text.AsSpan(from, lastEnd - from);
        switch (name)
        {
            case "true":
                return new LiteralExpression(Value.True, span);
            case "false":
                return new LiteralExpression(Value.False, span);
            case "null":
                return new LiteralExpression(Value.Null, span);
            default:
                return new VariableExpression(names.Get(name), span);
        }
    }

    private FunctionCall ParseCall(int from, TextSpan nameSpan)
    {
        var name = names.Get(text.AsSpan(from, lastEnd - from));
        while (kind == HclTokenKind.DoubleColon)
        {
            Advance();
            if (kind != HclTokenKind.Identifier)
            {
                Fail(LanguageDiagnostics.InvalidAttributeName(Here, "A name is required after \"::\"."));
                break;
            }

            name = $"{name}::{TokenText}";
            nameSpan = new TextSpan(nameSpan.Start, Span(end, end).End);
            Advance();
        }

        if (kind != HclTokenKind.OpenParen)
        {
            Fail(LanguageDiagnostics.MissingSeparator(
                Here, "Missing arguments of a function", "After the name of a provider's function come its arguments in parentheses.", At(from, lastEnd)));
            return new FunctionCall(name, nameSpan, [], ExpandsFinal: false, new TextSpan(nameSpan.Start, Span(lastEnd, lastEnd).End));
        }

        var open = start;
        var outer = newlines;
        newlines = false;
        Advance();
        var mark = expressions.Mark;
        var highest = 0;
        var expands = false;
        while (kind != HclTokenKind.CloseParen)
        {
            expressions.Add(ParseExpression());
            highest = Math.Max(highest, height);
            if (kind == HclTokenKind.Comma && !lost)
            {
                Advance();
                continue;
            }

            if (kind == HclTokenKind.Ellipsis)
            {
                expands = true;
                Advance();
            }

            if (kind != HclTokenKind.CloseParen || lost)
            {
                FailBracket(
                    open,
                    ")",
                    expands ? "Invalid expansion of the last argument" : "Missing separator of arguments",
                    expands
                        ? "The \"...\" that expands a list stands behind the last argument, and only the closing parenthesis follows it."
                        : "A comma is required between the arguments of a function, a closing parenthesis behind the last.");
                SkipTo(HclTokenKind.CloseParen);
                break;
            }
        }

        Close(outer);
        height = highest;
        Raise(from);
        return new FunctionCall(name, nameSpan, expressions.Take(mark), expands, new TextSpan(nameSpan.Start, Span(lastEnd, lastEnd).End));
    }

    private ParenthesizedExpression ParseParenthesized()
    {
        var open = start;
        var outer = newlines;
        newlines = false;
        Advance();
        var inner = ParseExpression();
        if (kind != HclTokenKind.CloseParen || lost)
        {
            FailBracket(open, ")", "Unbalanced parentheses", "A closing parenthesis was expected here to end the expression.");
            SkipTo(HclTokenKind.CloseParen);
        }

        Close(outer);
        Raise(open);
        return new ParenthesizedExpression(inner, Span(open, lastEnd));
    }

    private Expression ParseTuple()
    {
        var open = start;
        var outer = newlines;
        newlines = false;
        Advance();
        if (kind == HclTokenKind.Identifier && TokenText is "for")
        {
            return ParseFor(open, HclTokenKind.CloseBracket, outer);
        }

        var mark = expressions.Mark;
        var highest = 0;
        while (kind != HclTokenKind.CloseBracket)
        {
            expressions.Add(ParseExpression());
            highest = Math.Max(highest, height);
            if (kind == HclTokenKind.Comma && !lost)
            {
                Advance();
            }
            else if (kind != HclTokenKind.CloseBracket || lost)
            {
                FailBracket(open, "]", "Missing separator of items", "A comma is required between the items of a list, a closing bracket behind the last.");
                SkipTo(HclTokenKind.CloseBracket);
                break;
            }
        }

        Close(outer);
        height = highest;
        Raise(open);
        return new TupleExpression(expressions.Take(mark), Span(open, lastEnd));
    }

    private Expression ParseObject()
    {
        var open = start;
        var outer = newlines;
        newlines = true;
        Advance();
        while (kind == HclTokenKind.Newline)
        {
            Advance();
        }

        if (kind == HclTokenKind.Identifier && TokenText is "for")
        {
            newlines = false;
            return ParseFor(open, HclTokenKind.CloseBrace, outer);
        }

        var mark = objectItems.Mark;
        var highest = 0;
        while (kind != HclTokenKind.CloseBrace)
        {
            if (kind == HclTokenKind.Newline)
            {
                Advance();
                continue;
            }

            if (ParseObjectItem(open, ref highest) && (kind is HclTokenKind.Comma or HclTokenKind.Newline or HclTokenKind.CloseBrace)
                && !lost)
            {
                if (kind != HclTokenKind.CloseBrace)
                {
                    Advance();
                }

                continue;
            }

            FailBracket(
                open, "}", "Missing separator of attributes", "A comma or a line break is required between the attributes of an object, a closing brace behind the last.");
            SkipTo(HclTokenKind.CloseBrace);
            break;
        }

        Close(outer);
        height = highest;
        Raise(open);
        return new ObjectExpression(objectItems.Take(mark), Span(open, lastEnd));
    }

    private bool ParseObjectItem(int open, ref int highest)
    {
        var from = start;
        var isBare = false;
        Expression key;
        if (kind == HclTokenKind.Identifier)
        {
            key = ParseName();
            if (kind is HclTokenKind.Equals or HclTokenKind.Colon && key is VariableExpression or LiteralExpression)
            {
                isBare = true;
                var span = key.Span;
                key = new TemplateExpression([new TemplateText(names.Get(text.AsSpan(from, lastEnd - from)), span)], IsHeredoc: false, span);
                height = 2;
            }
            else
            {
                key = ParseExpression(key);
            }
        }
        else
        {
            key = ParseExpression();
        }

        highest = Math.Max(highest, height);
        if (kind is not (HclTokenKind.Equals or HclTokenKind.Colon) || lost)
        {
            Fail(kind switch
            {
                HclTokenKind.EndOfFile => LanguageDiagnostics.UnclosedBracket(At(open, open + 1), "}"),
                HclTokenKind.Newline or HclTokenKind.Comma or HclTokenKind.CloseBrace => LanguageDiagnostics.InvalidObjectKey(
                    At(from, lastEnd), "Missing value of an attribute", "An attribute of an object needs a value, introduced by an equals sign (\"=\")."),
                _ => LanguageDiagnostics.InvalidObjectKey(
                    Here, "Missing separator of key and value", "An equals sign (\"=\") or a colon is required between a key and its value."),
            });
            return false;
        }

        Advance();
        var value = ParseExpression();
        highest = Math.Max(highest, height);
        objectItems.Add(new ObjectItem(key, isBare, value, new TextSpan(key.Span.Start, Math.Max(value.Span.End, Span(lastEnd, lastEnd).End))));
        return true;
    }

    private Expression ParseFor(int open, HclTokenKind closer, bool outer)
    {
        var word = start;
        string? keyName = null;
        var valueName = "";
        Expression? key = null;
        Expression? condition = null;
        var groups = false;
        Advance();
        if (!ParseForNames(ref keyName, ref valueName, word))
        {
            return FailFor(open, closer, outer);
        }

        var collection = ParseExpression();
        var highest = height;
        if (kind != HclTokenKind.Colon)
        {
            Fail(LanguageDiagnostics.InvalidFor(Here, "A colon is required behind the collection, before the result.", At(word, lastEnd)));
            return FailFor(open, closer, outer);
        }

        Advance();
        var value = ParseExpression();
        highest = Math.Max(highest, height);
        if (kind == HclTokenKind.Arrow)
        {
            key = value;
            if (closer == HclTokenKind.CloseBracket)
            {
                Fail(LanguageDiagnostics.InvalidFor(
                    Here, "A key (\"=>\") is valid only where \"for\" builds an object. Use braces instead of brackets.", At(word, lastEnd)));
            }

            Advance();
            value = ParseExpression();
            highest = Math.Max(highest, height);
        }
        else if (closer == HclTokenKind.CloseBrace)
        {
            Fail(LanguageDiagnostics.InvalidFor(
                Here, "Where \"for\" builds an object, a key, \"=>\" and a value are required as the result.", At(word, lastEnd)));
        }

        if (kind == HclTokenKind.Ellipsis)
        {
            groups = true;
            if (closer == HclTokenKind.CloseBracket)
            {
                Fail(LanguageDiagnostics.InvalidFor(
                    Here, "Grouping (\"...\") needs a key; it is valid only where \"for\" builds an object.", At(word, lastEnd)));
            }

            Advance();
        }

        if (kind == HclTokenKind.Identifier && TokenText is "if")
        {
            Advance();
            condition = ParseExpression();
            highest = Math.Max(highest, height);
        }

        if (kind != closer || lost)
        {
            Fail(LanguageDiagnostics.InvalidFor(
                Here, "Extra characters behind the \"for\": its closing bracket was expected here.", At(word, Math.Max(word, end))));
            SkipTo(closer);
        }

        Close(outer);
        height = highest;
        Raise(open);
        return new ForExpression(keyName, valueName, collection, key, value, condition, groups, Span(open, lastEnd));
    }

    private bool ParseForNames(ref string? keyName, ref string valueName, int word)
    {
        if (kind != HclTokenKind.Identifier)
        {
            Fail(LanguageDiagnostics.InvalidFor(Here, "The name of a variable is required behind \"for\".", At(word, lastEnd)));
            return false;
        }

        valueName = names.Get(TokenText);
        Advance();
        if (kind == HclTokenKind.Comma)
        {
            Advance();
            if (kind != HclTokenKind.Identifier)
            {
                Fail(LanguageDiagnostics.InvalidFor(Here, "The name of a second variable is required behind the comma.", At(word, lastEnd)));
                return false;
            }

            keyName = valueName;
            valueName = names.Get(TokenText);
            Advance();
        }

        if (kind != HclTokenKind.Identifier || TokenText is not "in")
        {
            Fail(LanguageDiagnostics.InvalidFor(Here, "The word \"in\" and a collection are required behind the names.", At(word, lastEnd)));
            return false;
        }

        Advance();
        return true;
    }

    private ErrorExpression FailFor(int open, HclTokenKind closer, bool outer)
    {
        SkipTo(closer);
        Close(outer);
        height = 1;
        return new ErrorExpression(Span(open, lastEnd));
    }

    private Value ParseNumber(int from, int to)
    {
        var digits = text.AsSpan(from, to - from);
        if (digits.Length is 1 or 2 && char.IsAsciiDigit(digits[^1]) && char.IsAsciiDigit(digits[0]))
        {
            var small = digits.Length == 1 ? digits[0] - '0' : ((digits[0] - '0') * 10) + digits[1] - '0';
            sharedNumbers ??= new Value?[SharedNumbers];
            return sharedNumbers[small] ??= Value.Of(Number.Parse(digits)!);
        }

        if (Number.Parse(digits) is { } number)
        {
            return Value.Of(number);
        }

        Report(LanguageDiagnostics.InvalidNumber(At(from, to)));
        return Value.UnknownOf(HclType.Number);
    }
}
