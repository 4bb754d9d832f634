using Stoa.Language.Text;

namespace Stoa.Language.Syntax;

/// <summary>The kinds of token of HCL's native syntax.</summary>
public enum HclTokenKind : byte
{
    /// <summary>The end of the text; covers nothing.</summary>
    EndOfFile,

    /// <summary>Blanks and tabs.</summary>
    Whitespace,

    /// <summary><c>#</c> or <c>//</c> to the end of the line, or <c>/* … */</c>.</summary>
    Comment,

    /// <summary>The end of a line, with its carriage return.</summary>
    Newline,

    /// <summary>A name.</summary>
    Identifier,

    /// <summary>A number; whether it is a well-formed one is for the parser to say.</summary>
    Number,

    /// <summary><c>{</c></summary>
    OpenBrace,

    /// <summary><c>}</c></summary>
    CloseBrace,

    /// <summary><c>[</c></summary>
    OpenBracket,

    /// <summary><c>]</c></summary>
    CloseBracket,

    /// <summary><c>(</c></summary>
    OpenParen,

    /// <summary><c>)</c></summary>
    CloseParen,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>.</c></summary>
    Dot,

    /// <summary><c>...</c></summary>
    Ellipsis,

    /// <summary><c>:</c></summary>
    Colon,

    /// <summary><c>::</c></summary>
    DoubleColon,

    /// <summary><c>?</c></summary>
    Question,

    /// <summary><c>=</c></summary>
    Equals,

    /// <summary><c>=&gt;</c></summary>
    Arrow,

    /// <summary><c>!</c></summary>
    Bang,

    /// <summary><c>||</c></summary>
    Or,

    /// <summary><c>&amp;&amp;</c></summary>
    And,

    /// <summary><c>==</c></summary>
    EqualEqual,

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
    Plus,

    /// <summary><c>-</c></summary>
    Minus,

    /// <summary><c>*</c></summary>
    Star,

    /// <summary><c>/</c></summary>
    Slash,

    /// <summary><c>%</c></summary>
    Percent,

    /// <summary>The quote that opens a template.</summary>
    OpenQuote,

    /// <summary>The quote that closes a template.</summary>
    CloseQuote,

    /// <summary><c>&lt;&lt;NAME</c> or <c>&lt;&lt;-NAME</c> with the end of its line.</summary>
    OpenHeredoc,

    /// <summary>The line that closes a heredoc, with its indentation and without the end of the line.</summary>
    CloseHeredoc,

    /// <summary>Text of a template, escapes as written.</summary>
    TemplateText,

    /// <summary><c>${</c> or <c>${~</c></summary>
    OpenInterpolation,

    /// <summary><c>%{</c> or <c>%{~</c></summary>
    OpenDirective,

    /// <summary>The <c>}</c> or <c>~}</c> that closes an interpolation or a directive.</summary>
    CloseTemplate,

    /// <summary>Something that is not part of the language.</summary>
    Invalid,
}

/// <summary>A token of HCL's native syntax and the characters it covers.</summary>
public readonly record struct HclToken(HclTokenKind Kind, TextSpan Span);
