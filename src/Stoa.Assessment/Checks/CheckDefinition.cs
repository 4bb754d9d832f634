using Stoa.Language.Text;

namespace Stoa.Assessment.Checks;

/// <summary>A check as its page states it, read but not yet compiled.</summary>
/// <param name="Check">What it is about.</param>
/// <param name="When">When it applies; null: always.</param>
/// <param name="Require">What must hold.</param>
/// <param name="Message">What to say where it does not: a template.</param>
/// <param name="At">What a finding points at; null: the resource's declaration.</param>
public sealed record CheckDefinition(
    Check Check, PageExpression? When, PageExpression Require, PageExpression Message, PageExpression? At);

/// <summary>An expression or template where it stands in a page.</summary>
/// <param name="Source">The page; of a shipped check the expression alone.</param>
/// <param name="Span">The part of it that is the expression.</param>
public sealed record PageExpression(SourceText Source, TextSpan Span)
{
    /// <summary>An expression that is a text of its own.</summary>
    public static PageExpression Of(string path, string text) => new(new SourceText(path, text), new TextSpan(0, text.Length));

    /// <summary>The text.</summary>
    public override string ToString() => Source.Text[Span.Start..Span.End];
}
