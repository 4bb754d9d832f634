namespace Stoa.Analysis.FaultTrees;

/// <summary>
/// A condition in a <see cref="FaultTreeBuilder"/>: an event, a gate, a constant, or the opposite of one. It means something only to
/// the builder that gave it. The default value is the constant false.
/// </summary>
public readonly record struct Formula
{
    internal Formula(int literal) => Literal = literal;

    /// <summary>Twice the node's number, plus one for its opposite; 0 is false and 1 is true.</summary>
    internal int Literal { get; }
}
