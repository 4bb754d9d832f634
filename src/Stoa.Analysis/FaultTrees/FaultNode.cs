namespace Stoa.Analysis.FaultTrees;

/// <summary>What stands at a node of a fault tree.</summary>
internal enum FaultNodeKind : byte
{
    /// <summary>False; its opposite is true. Always node 0.</summary>
    Constant,

    /// <summary>A basic event; <see cref="FaultNode.First"/> is its index.</summary>
    Event,

    /// <summary>A house event; <see cref="FaultNode.First"/> is its index.</summary>
    House,

    /// <summary>True if all of its arguments are.</summary>
    And,

    /// <summary>True if one of its arguments is.</summary>
    Or,

    /// <summary>True if at least <see cref="FaultNode.Threshold"/> of its arguments are.</summary>
    AtLeast,

    /// <summary>True if an odd number of its arguments is.</summary>
    Xor,
}

/// <summary>A node of a fault tree; the arguments of a gate stand before it, so that one walk forward evaluates everything.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Threshold">How many arguments an at-least gate needs; else 0.</param>
/// <param name="First">For a gate where its arguments begin; for an event its index.</param>
/// <param name="Count">How many arguments a gate has; else 0.</param>
internal readonly record struct FaultNode(FaultNodeKind Kind, int Threshold, int First, int Count);
