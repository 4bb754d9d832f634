using System.Collections.Immutable;

namespace Stoa.Analysis.FaultTrees;

/// <summary>Events that, when they hold and nothing else does, make the top hold; none of them could be spared. One alone is a single point of failure.</summary>
/// <param name="Events">The events, in the order of the tree.</param>
public sealed record CutSet(ImmutableArray<BasicEvent> Events)
{
    /// <summary>How many events it takes.</summary>
    public int Order => Events.Length;

    /// <summary>The probability that all of them hold.</summary>
    public double Probability
    {
        get
        {
            var product = 1.0;
            foreach (var e in Events)
            {
                product *= e.Probability;
            }

            return product;
        }
    }

    /// <summary><c>{a, b}</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", Events.Select(e => e.Name))}}}";
}
