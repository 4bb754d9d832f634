namespace Stoa.Language.Values;

/// <summary>Which part of an operation is to blame.</summary>
public enum OperandSide
{
    /// <summary>The operation as a whole.</summary>
    Both,

    /// <summary>The left operand, or the only one, or the collection of an index.</summary>
    Left,

    /// <summary>The right operand, or the key of an index.</summary>
    Right,
}

/// <summary>Why an operation has no result, as Terraform words it.</summary>
/// <param name="Summary">One sentence without a full stop.</param>
/// <param name="Detail">Full sentences.</param>
/// <param name="Side">What is to blame.</param>
public sealed record OperationError(string Summary, string Detail, OperandSide Side = OperandSide.Both);
