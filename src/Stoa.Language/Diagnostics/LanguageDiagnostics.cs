using Stoa.Language.Text;

namespace Stoa.Language.Diagnostics;

/// <summary>
/// What the readers of HCL, YAML and JSON complain about: STOA10xx for HCL, STOA11xx for documents. One method a code.
/// </summary>
public static partial class LanguageDiagnostics
{
    /// <summary>A character that HCL does not use.</summary>
    public static Diagnostic UnexpectedCharacter(Location at)
    {
        var text = at.Source.Slice(at.Span);
        var (summary, detail) = text switch
        {
            ['/', '*', ..] => ("Unterminated comment", "The comment that begins here with \"/*\" has no \"*/\" before the end of the file."),
            "'" => ("Single quotes are not valid", "Use double quotes (\") to enclose text."),
            "`" => ("Backquotes are not valid", "Use double quotes (\") to enclose text, or a heredoc (\"<<EOT\") for text of several lines."),
            "&" => ("Unsupported operator", "Bitwise operators are not part of the language. For a logical and, write \"&&\"."),
            "|" => ("Unsupported operator", "Bitwise operators are not part of the language. For a logical or, write \"||\"."),
            ";" => ("Semicolons do not separate arguments", "Each argument stands on a line of its own; put a line break where the semicolon is."),
            "\u201c" or "\u201d" => ("Typographic quotes are not valid", "Use straight double quotes (\") to enclose text."),
            _ => ("Invalid character", $"The character {Show(text)} is not used within the language. Remove it, or put it in quotes."),
        };
        return Error("STOA1001", summary, detail, at);
    }

    /// <summary>A body holds something that begins neither an argument nor a block.</summary>
    public static Diagnostic ArgumentOrBlockRequired(Location at, string detail) =>
        Error("STOA1002", "An argument or block definition is required here", detail, at);

    /// <summary>The header of a block goes wrong.</summary>
    public static Diagnostic InvalidBlockHeader(Location at, Location header) =>
        Error(
            "STOA1003",
            "Invalid block definition",
            "After the type of a block come its labels (quoted, or bare names), then an opening brace on the same line.",
            at) with { Context = header };

    /// <summary>A block has no closing brace.</summary>
    public static Diagnostic UnclosedBlock(Location header) =>
        Error(
            "STOA1004",
            "Unclosed block",
            "This block has no closing brace. Add \"}\" where it ends, or look for a brace too few inside it.",
            header);

    /// <summary>Something follows an argument or block on its line.</summary>
    public static Diagnostic MissingNewline(Location at, bool afterBlock) =>
        Error(
            "STOA1005",
            afterBlock ? "Missing line break after a block" : "Missing line break after an argument",
            afterBlock
                ? "A block ends with its closing brace; what follows it belongs on a line of its own."
                : "An argument ends with its line; what follows it belongs on a line of its own. If this was meant to be part of the value, an operator, a comma or a bracket is missing before it.",
            at);

    /// <summary>A block on one line holds more than one argument.</summary>
    public static Diagnostic InvalidSingleLineBlock(Location at) =>
        Error(
            "STOA1006",
            "Invalid block on a single line",
            "A block written on one line holds at most one argument and no block. Write each argument on a line of its own.",
            at);

    /// <summary>A name is set twice in a body.</summary>
    public static Diagnostic ArgumentRedefined(Location at, string name, Location first) =>
        Error(
            "STOA1007",
            $"The argument \"{name}\" is set twice",
            $"It was already set at {first}. Each argument may be set only once; the first one stands.",
            at) with { Context = first };

    /// <summary>An expression was expected.</summary>
    public static Diagnostic ExpressionRequired(Location at, string detail) =>
        Error("STOA1008", "An expression is required here", detail, at);

    /// <summary>Two items of a list, object or call without a separator between them.</summary>
    public static Diagnostic MissingSeparator(Location at, string summary, string detail, Location context) =>
        Error("STOA1009", summary, detail, at) with { Context = context };

    /// <summary>A bracket is never closed.</summary>
    public static Diagnostic UnclosedBracket(Location open, string closer) =>
        Error("STOA1010", "Unclosed bracket", $"There is no \"{closer}\" that closes the bracket opened here. Add it where it belongs.", open);

    /// <summary>A conditional lacks its second half.</summary>
    public static Diagnostic MissingElse(Location at, Location context) =>
        Error(
            "STOA1011",
            "Missing false result of a conditional",
            "A conditional (condition ? then : else) needs a result for both cases: a colon and an expression are missing here.",
            at) with { Context = context };

    /// <summary>A <c>for</c> expression or directive goes wrong.</summary>
    public static Diagnostic InvalidFor(Location at, string detail, Location context) =>
        Error("STOA1012", "Invalid \"for\"", detail, at) with { Context = context };

    /// <summary>An entry of an object goes wrong at its key.</summary>
    public static Diagnostic InvalidObjectKey(Location at, string summary, string detail) =>
        Error("STOA1013", summary, detail, at);

    /// <summary>STOA1013: a key with points or brackets in it, which may be a name or a reference.</summary>
    public static Diagnostic AmbiguousKey(Location at) =>
        InvalidObjectKey(
            at,
            "Ambiguous key of an attribute",
            "If this refers to something, put it in parentheses; if it is a name with points in it, put it in quotes.");

    /// <summary>A number that is none.</summary>
    public static Diagnostic InvalidNumber(Location at) =>
        Error(
            "STOA1014",
            "Invalid number",
            "A number is digits, at most one point with digits behind it, and an exponent. Put the value in quotes if it is not a number.",
            at);

    /// <summary>No name follows a point.</summary>
    public static Diagnostic InvalidAttributeName(Location at, string detail) =>
        Error("STOA1015", "Invalid attribute name", detail, at);

    /// <summary><c>a.0.1</c></summary>
    public static Diagnostic ChainedLegacyIndex(Location at, string first, string second) =>
        Error(
            "STOA1016",
            "Invalid legacy index syntax",
            $"Two indexes in a row cannot be written with points. Write [{first}][{second}] instead.",
            at);

    /// <summary>A backslash that begins no escape.</summary>
    public static Diagnostic InvalidEscape(Location at, string detail) =>
        Error("STOA1017", "Invalid escape sequence", detail, at);

    /// <summary>A template without an end.</summary>
    public static Diagnostic UnterminatedTemplate(Location open, string detail) =>
        Error("STOA1018", "Unterminated text", detail, open);

    /// <summary>An interpolation or directive without an end.</summary>
    public static Diagnostic UnclosedInterpolation(Location open, string detail) =>
        Error("STOA1019", "Unclosed template sequence", detail, open);

    /// <summary>Something follows the expression in an interpolation.</summary>
    public static Diagnostic ExtraInInterpolation(Location at, Location context) =>
        Error(
            "STOA1020",
            "Extra characters after the expression of a template sequence",
            "A closing brace was expected here. If the sequence is meant for another language (a shell, for example), write \"$${\" or \"%%{\" to keep it as text.",
            at) with { Context = context };

    /// <summary>A directive that does not exist or goes wrong.</summary>
    public static Diagnostic InvalidDirective(Location at, string detail) =>
        Error("STOA1021", "Invalid template directive", detail, at);

    /// <summary>Directives that do not match up.</summary>
    public static Diagnostic UnbalancedDirective(Location at, string detail) =>
        Error("STOA1022", "Unbalanced template directive", detail, at);

    /// <summary>A template where only text may stand.</summary>
    public static Diagnostic TemplateInLabel(Location at) =>
        Error(
            "STOA1023",
            "Template sequences are not allowed here",
            "A label of a block is plain text. To write a literal \"${\" or \"%{\", double its first character.",
            at);

    /// <summary>Nesting without reason.</summary>
    public static Diagnostic TooDeep(Location at, int limit) =>
        Error(
            "STOA1024",
            "Nested too deeply",
            $"Expressions and blocks may be nested at most {limit} deep; what stands here is not read. Break it into parts.",
            at);

    /// <summary>Something follows an expression that should have been all.</summary>
    public static Diagnostic ExtraAfterExpression(Location at) =>
        Error("STOA1025", "Extra characters after the expression", "The expression ends before this; an operator or a separator may be missing.", at);

    /// <summary>So many errors that the rest of a file is left unread.</summary>
    public static Diagnostic TooManyErrors(Location at, int limit) =>
        Error(
            "STOA1026",
            "Too many errors in one file",
            $"After {limit} errors the rest of the file is not read. Correct those above and try again.",
            at);

    /// <summary>Bytes that are not UTF-8.</summary>
    public static Diagnostic InvalidUtf8(Location at, long offset) =>
        Error(
            "STOA1027",
            "The file is not valid UTF-8",
            $"The bytes at offset {offset} are not UTF-8; they are read as the replacement character. Save the file as UTF-8.",
            at);

    /// <summary>JSON configuration that has something else where a block belongs.</summary>
    public static Diagnostic JsonObjectRequired(Location at, string type) =>
        Error(
            "STOA1041",
            "An object is required here",
            type.Length == 0
                ? "The labels of a block, and the top of a file, are the properties of an object, or of a list of objects."
                : $"A block \"{type}\" is an object, several are a list of objects.",
            at);

    private static string Show(ReadOnlySpan<char> text) =>
        text.Length == 1 && (char.IsControl(text[0]) || char.IsSurrogate(text[0]) || char.IsWhiteSpace(text[0]))
            ? $"U+{(int)text[0]:X4}"
            : $"\"{text}\"";
}
