namespace Stoa.Language.Text;

/// <summary>A span in a particular source.</summary>
public sealed record Location(SourceText Source, TextSpan Span)
{
    /// <summary>The path of the source, as shown to people.</summary>
    public string Path => Source.Path;

    /// <summary>The line, from 1, on which the span begins.</summary>
    public int Line => Source.GetLine(Span.Start);

    /// <summary><c>path:line</c>.</summary>
    public override string ToString() => $"{Path}:{Line}";
}
