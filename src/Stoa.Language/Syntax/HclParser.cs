using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Language.Syntax;

/// <summary>
/// Reads HCL's native syntax. What cannot be read costs a diagnostic and itself, never the rest: the tree holds everything else.
/// </summary>
public static class HclParser
{
    /// <summary>
    /// The greatest height of a tree of expressions, and of blocks within blocks. Whoever walks a tree may recurse this deep.
    /// </summary>
    public const int MaxDepth = 500;

    /// <summary>Errors in one file after which the rest of it is left unread.</summary>
    public const int MaxErrors = 100;

    /// <summary>Reads a file.</summary>
    public static SyntaxTree Parse(SourceText source)
    {
        var parser = new NativeParser(source, new TextSpan(0, source.Text.Length));
        var tree = parser.ParseFile();
        if (!parser.HasUnclosedBlock)
        {
            return tree;
        }

        // Everything behind a forgotten brace now stands inside the wrong block. Indentation tells where the block was meant to
        // end; in a file without that error it means nothing.
        return new NativeParser(source, new TextSpan(0, source.Text.Length)) { TrustsIndentation = true }.ParseFile();
    }

    /// <summary>Reads one expression. Line breaks mean nothing in it, as if it stood in parentheses.</summary>
    /// <param name="source">The text.</param>
    /// <param name="span">The part of the text that is the expression; all of it where null.</param>
    public static (Expression Expression, ImmutableArray<Diagnostic> Diagnostics) ParseExpression(SourceText source, TextSpan? span = null) =>
        new NativeParser(source, span ?? new TextSpan(0, source.Text.Length)).ParseWholeExpression();

    /// <summary>Reads a template that no quotes enclose: a template file, a text of the JSON syntax.</summary>
    /// <param name="source">The text.</param>
    /// <param name="span">The part of the text that is the template; all of it where null.</param>
    public static (TemplateExpression Template, ImmutableArray<Diagnostic> Diagnostics) ParseTemplate(SourceText source, TextSpan? span = null) =>
        new NativeParser(source, span ?? new TextSpan(0, source.Text.Length)).ParseWholeTemplate();
}
