using System.Collections.Immutable;

namespace Stoa.Analysis.FaultTrees;

/// <summary>The smallest ways in which the top comes to hold. For a tree with opposites: the minimal sets of events that suffice while all others do not hold.</summary>
/// <param name="Sets">
/// Those with fewest events first, among them the likeliest; if there are more of one order than fit, which of them are listed is
/// decided by the diagram, not by likelihood.
/// </param>
/// <param name="Count">
/// How many there are up to the order asked for, listed or not; <see cref="ulong.MaxValue"/> if that is too small a number, null if
/// they could not be counted.
/// </param>
/// <param name="Order">Up to which order they were looked for; null if none was left out.</param>
/// <param name="IsKnown">
/// False if nothing can be said: the tree, or its family of sets, was too large. <see cref="Sets"/> is then empty; a lower order may help.
/// </param>
public sealed record MinimalCutSets(ImmutableArray<CutSet> Sets, ulong? Count, int? Order, bool IsKnown)
{
    /// <summary>Whether every minimal cut set of the tree is in <see cref="Sets"/>.</summary>
    public bool IsComplete => IsKnown && Order is null && Count == (ulong)Sets.Length;

    /// <summary>The events that bring everything down alone.</summary>
    public IEnumerable<BasicEvent> SinglePointsOfFailure => Sets.TakeWhile(s => s.Order <= 1).SelectMany(s => s.Events);

    internal static MinimalCutSets Unknown(int? order) => new([], null, order, false);
}
