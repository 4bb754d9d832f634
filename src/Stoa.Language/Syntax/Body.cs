using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Language.Syntax;

/// <summary>One file of HCL, read: what could be read of it, what could not, and its comments.</summary>
/// <param name="Source">The text.</param>
/// <param name="Body">The file's body.</param>
/// <param name="Comments">Every comment, in order; suppressions live in them.</param>
/// <param name="Diagnostics">What could not be read.</param>
public sealed record SyntaxTree(
    SourceText Source, Body Body, ImmutableArray<Comment> Comments, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>A comment, with its marks.</summary>
public readonly record struct Comment(TextSpan Span);

/// <summary>Attributes and blocks.</summary>
/// <param name="Attributes">In the order written. Of two with one name the first stands; the second is a diagnostic.</param>
/// <param name="Blocks">In the order written.</param>
/// <param name="Span">From the first character inside to the last.</param>
public sealed record Body(ImmutableArray<AttributeSyntax> Attributes, ImmutableArray<BlockSyntax> Blocks, TextSpan Span)
{
    /// <summary>The attribute of a name, or null.</summary>
    public AttributeSyntax? Attribute(string name)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == name)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The blocks of a type, in the order written.</summary>
    public IEnumerable<BlockSyntax> BlocksOf(string type)
    {
        foreach (var block in Blocks)
        {
            if (block.Type == type)
            {
                yield return block;
            }
        }
    }
}

/// <summary><c>name = value</c></summary>
public sealed record AttributeSyntax(string Name, TextSpan NameSpan, Expression Value, TextSpan Span);

/// <summary><c>type "label" { … }</c></summary>
/// <param name="Type">The first word.</param>
/// <param name="TypeSpan">Where it stands.</param>
/// <param name="Labels">The labels, quoted or bare.</param>
/// <param name="Body">What is between the braces.</param>
/// <param name="HeaderSpan">From the type to the last label: what a finding about the whole block points at.</param>
/// <param name="Span">From the type to the closing brace.</param>
public sealed record BlockSyntax(
    string Type, TextSpan TypeSpan, ImmutableArray<BlockLabel> Labels, Body Body, TextSpan HeaderSpan, TextSpan Span);

/// <summary>A label of a block.</summary>
public readonly record struct BlockLabel(string Text, TextSpan Span);
