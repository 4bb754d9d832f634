using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Language.Evaluation;

/// <summary>What a compilation reads and where it complains.</summary>
/// <param name="Source">The text in which the expression stands.</param>
/// <param name="Diagnostics">Where complaints go that hold for every evaluation (an unknown name, a wrong number of arguments).</param>
public sealed record CompilationContext(SourceText Source, DiagnosticBag Diagnostics)
{
    /// <summary>Which language's rules hold.</summary>
    public Dialect Dialect { get; init; }

    /// <summary>The place of a span in <see cref="Source"/>.</summary>
    public Location At(TextSpan span) => new(Source, span);
}
