namespace Stoa.Analysis.FaultTrees;

/// <summary>A switch of the model that is set, not random: maintenance is on, the second region is there.</summary>
/// <param name="Name">A name that is unique in the tree.</param>
/// <param name="IsTrue">How it is set.</param>
public sealed record HouseEvent(string Name, bool IsTrue);
