using Stoa.Language.Text;

namespace Stoa.Reviews.Decisions;

/// <summary>A decision and the file it stands in.</summary>
/// <param name="Path">The path in the tree.</param>
/// <param name="Document">What it says.</param>
public sealed record DecisionFile(string Path, DecisionDocument Document)
{
    /// <summary>The text it was read from; null where it was not read.</summary>
    public SourceText? Source { get; init; }

    internal Location? Start => Source is null ? null : new Location(Source, default);
}
