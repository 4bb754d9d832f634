using System.Numerics;

namespace Stoa.Language.Values;

/// <summary>An exact number. (Provisional: 512-bit floating point as Terraform keeps it comes with the functions.)</summary>
public sealed class Number : IEquatable<Number>, IComparable<Number>
{
    private readonly BigInteger value;

    private Number(BigInteger value) => this.value = value;

    /// <summary>A whole number.</summary>
    public static Number From(long value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(Number? other) => value.CompareTo(other!.value);

    /// <inheritdoc/>
    public bool Equals(Number? other) => other is not null && value == other.value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Number);

    /// <inheritdoc/>
    public override int GetHashCode() => value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => value.ToString();
}
