using System.Collections.Immutable;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Syntax;

/// <summary>An expression of HCL, as written.</summary>
/// <param name="Span">The characters it was written with.</param>
public abstract record Expression(TextSpan Span)
{
    /// <summary>The evaluation that was compiled for this expression, kept here so that it is made once for all instances of a module.</summary>
    internal object? Compiled { get; set; }
}

/// <summary>A number, true, false or null.</summary>
public sealed record LiteralExpression(Value Value, TextSpan Span) : Expression(Span);

/// <summary>
/// A quoted or heredoc template. Without parts it is the empty text. A template of one interpolation alone (<c>"${x}"</c>) is
/// <see cref="IsWrapper"/>: its result keeps its type.
/// </summary>
public sealed record TemplateExpression(ImmutableArray<TemplatePart> Parts, bool IsHeredoc, TextSpan Span) : Expression(Span)
{
    /// <summary>Whether the template is one interpolation and nothing else.</summary>
    public bool IsWrapper => Parts is [TemplateInterpolation];

    /// <summary>The text of a template that is only text (no part, or one literal part); otherwise null.</summary>
    public string? Text => Parts switch { [] => "", [TemplateText only] => only.Text, _ => null };
}

/// <summary>A part of a template.</summary>
public abstract record TemplatePart(TextSpan Span);

/// <summary>Text of a template: escapes resolved, heredoc indentation and strip markers applied.</summary>
public sealed record TemplateText(string Text, TextSpan Span) : TemplatePart(Span);

/// <summary><c>${ expression }</c></summary>
public sealed record TemplateInterpolation(Expression Expression, TextSpan Span) : TemplatePart(Span);

/// <summary><c>%{ if condition }…%{ else }…%{ endif }</c></summary>
public sealed record TemplateIf(Expression Condition, ImmutableArray<TemplatePart> Then, ImmutableArray<TemplatePart> Else, TextSpan Span)
    : TemplatePart(Span);

/// <summary><c>%{ for key, value in collection }…%{ endfor }</c></summary>
public sealed record TemplateFor(string? KeyName, string ValueName, Expression Collection, ImmutableArray<TemplatePart> Body, TextSpan Span)
    : TemplatePart(Span);

/// <summary>A name on its own, the root of every traversal: <c>var</c>, <c>aws_vpc</c>, a variable of a <c>for</c>.</summary>
public sealed record VariableExpression(string Name, TextSpan Span) : Expression(Span);

/// <summary><c>target.name</c></summary>
public sealed record AttributeAccess(Expression Target, string Name, TextSpan NameSpan, TextSpan Span) : Expression(Span);

/// <summary><c>target[key]</c>, and the legacy <c>target.0</c>.</summary>
public sealed record IndexAccess(Expression Target, Expression Key, bool IsLegacy, TextSpan Span) : Expression(Span);

/// <summary>
/// <c>target[*].each…</c> (full) or <c>target.*.each…</c> (attributes only). <see cref="Each"/> is the rest of the traversal, rooted
/// in a <see cref="SplatItem"/>.
/// </summary>
public sealed record SplatExpression(Expression Target, Expression Each, SplatItem Item, bool IsFull, TextSpan Span) : Expression(Span);

/// <summary>The element that a splat is at.</summary>
public sealed record SplatItem(TextSpan Span) : Expression(Span);

/// <summary><c>name(arguments…)</c>; names of providers' functions hold <c>::</c>.</summary>
public sealed record FunctionCall(string Name, TextSpan NameSpan, ImmutableArray<Expression> Arguments, bool ExpandsFinal, TextSpan Span)
    : Expression(Span);

/// <summary><c>condition ? then : else</c></summary>
public sealed record ConditionalExpression(Expression Condition, Expression Then, Expression Else, TextSpan Span) : Expression(Span);

/// <summary>An operation on two operands.</summary>
public sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right, TextSpan Span) : Expression(Span);

/// <summary><c>!operand</c> or <c>-operand</c></summary>
public sealed record UnaryExpression(UnaryOperator Operator, Expression Operand, TextSpan Span) : Expression(Span);

/// <summary><c>(inner)</c></summary>
public sealed record ParenthesizedExpression(Expression Inner, TextSpan Span) : Expression(Span);

/// <summary><c>[a, b]</c></summary>
public sealed record TupleExpression(ImmutableArray<Expression> Items, TextSpan Span) : Expression(Span);

/// <summary><c>{ key = value, … }</c></summary>
public sealed record ObjectExpression(ImmutableArray<ObjectItem> Items, TextSpan Span) : Expression(Span);

/// <summary>
/// One entry of an object. A key that is a bare name is a <see cref="TemplateExpression"/> of that text with
/// <see cref="IsBareKey"/> set; <c>(name)</c> refers to a variable.
/// </summary>
public sealed record ObjectItem(Expression Key, bool IsBareKey, Expression Value, TextSpan Span);

/// <summary><c>[for k, v in c : value if condition]</c> and <c>{for k, v in c : key => value... if condition}</c>.</summary>
/// <param name="KeyName">The name for the key or index; null where only one name is given.</param>
/// <param name="ValueName">The name for the element.</param>
/// <param name="Collection">What is gone through.</param>
/// <param name="Key">The key of each result, for an object; null for a tuple.</param>
/// <param name="Value">The value of each result.</param>
/// <param name="Condition">Which elements take part; may be null.</param>
/// <param name="Groups">Whether values with equal keys are grouped (<c>...</c>).</param>
/// <param name="Span">The characters it was written with.</param>
public sealed record ForExpression(
    string? KeyName,
    string ValueName,
    Expression Collection,
    Expression? Key,
    Expression Value,
    Expression? Condition,
    bool Groups,
    TextSpan Span) : Expression(Span);

/// <summary>Something that could not be read as an expression; a diagnostic says why. It evaluates to unknown.</summary>
public sealed record ErrorExpression(TextSpan Span) : Expression(Span);

/// <summary>Operators on two operands, weakest first in pairs as HCL binds them.</summary>
public enum BinaryOperator
{
    /// <summary><c>||</c></summary>
    Or,

    /// <summary><c>&amp;&amp;</c></summary>
    And,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>%</c></summary>
    Modulo,
}

/// <summary>Operators on one operand.</summary>
public enum UnaryOperator
{
    /// <summary><c>!</c></summary>
    Not,

    /// <summary><c>-</c></summary>
    Negate,
}
